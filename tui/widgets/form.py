"""A form over one row of the record. Every character is kept as it is typed; Esc, a crash or a bad value loses nothing.

A field with a `taken` function is not a plain column: its text is kept as a draft and handed over when the field is
left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import Static, TextArea

from tui import keys
from tui.widgets.editor import Editor

Taken = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, its label, how many lines it shows at least, a hint, the values to choose from.

    `lines` 1 means one line of text: Enter goes on to the next field. `taken` hands the text over when the field is
    left and returns what is wrong with it, if anything. A field `beside` the one before stands in the same line;
    `width` is that of its text in cells, 0 for what is left.
    """

    name: str
    label: str
    lines: int = 1
    hint: str = ""
    choices: Sequence[str] = ()
    taken: Taken | None = None
    beside: bool = False
    width: int = 0


class FieldText(Editor):
    """The text of one field; it grows with what is typed. The first time it is entered, the cursor goes to its end."""

    BINDINGS: ClassVar[list[BindingType]] = [one for one in keys.bindings("form") if one.action == "clear"]

    @dataclass
    class Left(Message):
        """The focus left the field."""

        text: FieldText

    def __init__(self, field: Field, text: str) -> None:
        super().__init__(text, placeholder=Content(field.hint))
        self.field = field
        self._seen = False

    def on_mount(self) -> None:
        self._grow()

    def on_resize(self) -> None:
        self.call_after_refresh(self._grow)  # when the text is wrapped anew

    @property
    def natural_height(self) -> int:
        """The lines that the text takes at its width, at least what the field asks for."""
        return max(self.field.lines, min(self.wrapped_document.height, 200))

    def _grow(self) -> None:
        if self.styles.height is None or self.styles.height.value != self.natural_height:
            self.styles.height = self.natural_height

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        self._grow()

    def on_focus(self) -> None:
        if not self._seen:
            self._seen = True
            self.move_cursor(self.document.end)

    def on_blur(self) -> None:
        self.post_message(self.Left(self))

    def action_clear(self) -> None:
        if self.text:
            self.delete((0, 0), self.document.end)
        else:
            self.undo()


class LineText(FieldText):
    """A field of one line: Enter goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "app.focus_next", show=False, priority=True)]


class Form(VerticalScroll, can_focus=False):
    """Labels on the left, texts on the right, what a field complains of below it."""

    BINDINGS: ClassVar[list[BindingType]] = [one for one in keys.bindings("form") if one.action != "clear"]

    @dataclass
    class Typed(Message):
        """The text of a plain field changed."""

        form: Form
        name: str
        text: str

    @dataclass
    class Drafted(Message):
        """The text of a field that has to be taken over changed."""

        form: Form
        name: str
        text: str

    @dataclass
    class Closed(Message):
        """Esc: back to where the form was opened from."""

        form: Form

    @dataclass
    class Choose(Message):
        """F2 in a field that has values to choose from."""

        form: Form
        field: Field

    def __init__(
        self, fields: Sequence[Field], values: dict[str, str], *, id: str | None = None, label_width: int = 13
    ) -> None:
        super().__init__(id=id)
        self.fields, self.values, self.label_width = fields, values, label_width

    def compose(self) -> ComposeResult:
        for line in _lines(self.fields):
            with Horizontal(classes="field"):
                for field in line:
                    words = f" {field.label} " if field.beside else field.label
                    label = Static(words, classes="label", markup=False)
                    label.styles.width = cell_len(words) if field.beside else self.label_width
                    yield label
                    text = (LineText if field.lines == 1 else FieldText)(field, self.values.get(field.name, ""))
                    text.styles.width = field.width or "1fr"
                    yield text
            for field in line:
                yield Static("", classes="complaint", id=f"complaint-{field.name}", markup=False)

    def field(self, name: str) -> FieldText:
        """The text widget of a field."""
        return next(text for text in self.query(FieldText) if text.field.name == name)

    def focus_field(self, name: str = "") -> None:
        """Put the cursor at the end of a field, of the first one without a name."""
        text = self.field(name) if name else self.query(FieldText).first()
        text.focus()
        text.move_cursor(text.document.end)

    def complain(self, name: str, words: str) -> None:
        """Show what is wrong with a field below it, or nothing."""
        line = self.query_one(f"#complaint-{name}", Static)
        line.update(words)
        line.display = bool(words)

    def put(self, name: str, text: str) -> None:
        """Set a field's text as if it had been typed."""
        self.field(name).text = text

    def on_mount(self) -> None:
        for line in self.query(".complaint"):
            line.display = False

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, FieldText):
            for line in self.query(".complaint"):
                line.set_class(line.id == f"complaint-{event.widget.field.name}", "here")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area
        if isinstance(text, FieldText) and text.text != self.values.get(text.field.name, ""):
            self.values[text.field.name] = text.text
            kind = self.Drafted if text.field.taken else self.Typed
            self.post_message(kind(self, text.field.name, text.text))

    async def on_field_text_left(self, event: FieldText.Left) -> None:
        event.stop()
        if event.text.field.taken:
            self.complain(event.text.field.name, await event.text.field.taken(event.text.text))

    def action_close(self) -> None:
        self.screen.set_focus(None)  # what is typed from now on is no text any more
        self.post_message(self.Closed(self))

    def action_choose(self) -> None:
        text = self.screen.focused
        if isinstance(text, FieldText) and text.field.choices:
            self.post_message(self.Choose(self, text.field))


def _lines(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """The fields line by line."""
    line: list[Field] = []
    for field in fields:
        if line and not field.beside:
            yield line
            line = []
        line.append(field)
    if line:
        yield line

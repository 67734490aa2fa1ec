"""What opens over a pane's lists: a form over one row, or an item read in full. Esc closes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from data.models import ChecklistItem, Prompt
from data.work.uses import Use
from tui import keys
from tui.glyphs import GLYPHS
from tui.widgets.form import Field, Form
from tui.widgets.forward import Forwarding
from tui.widgets.rows import Rows
from tui.widgets.text import harmless
from tui.widgets.uses import Uses

STATES = {
    "asked": GLYPHS.tick,
    "answered": GLYPHS.tick + GLYPHS.tick,
    "later": "?",
    "aside": GLYPHS.dash,
    "": GLYPHS.dot,
}


class Detail(VerticalScroll, Forwarding):
    """Takes the pane's room while it shows something, and none otherwise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "back"),
        *[binding for binding in keys.bindings("list") if "open" not in str(getattr(binding, "action", ""))],
    ]

    class Closed(Message):
        """Esc: what was open is closed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False
        self.row_id = ""
        self._covered: list[Widget] = []
        self._came_from: Widget | None = None

    @property
    def form(self) -> Form | None:
        """The form that is open, if any."""
        return next(iter(self.query(Form)), None)

    async def show_form(self, fields: Sequence[Field], values: dict[str, str], row_id: str, at: str = "") -> Form:
        """Open a form over the row of that id, with the cursor in a field."""
        self.row_id = row_id
        form = Form(fields, values)
        self.can_focus = False
        await self._take_room(form)
        form.focus_field(at)
        return form

    async def show_item(self, item: ChecklistItem, prompts: Sequence[Prompt]) -> None:
        """Show an item in full: intent, questions by role, evidence to expect, what to sample."""
        self.can_focus = True
        await self._take_room(Static(_item(item, prompts)))
        self.scroll_home(animate=False)
        self.focus()

    def focus_content(self) -> bool:
        """Give the keys to what is open; False where nothing is."""
        if not self.display:
            return False
        if self.form:
            self.form.focus_field()
        elif self.can_focus:
            self.focus()
        else:
            for rows in list(self.query(Rows))[:1]:
                rows.focus()
        return True

    async def show_uses(self, title: str, found: Sequence[Use], empty: str) -> None:
        """Show places in the record; `Uses.Opened` tells which one was chosen."""
        await self.show_list(Uses(title, found, empty))

    async def show_list(self, content: Widget) -> None:
        """Show a widget with a list in it; the keys go to the list, Esc closes it."""
        self.can_focus = False
        self.row_id = ""
        await self._take_room(content)
        self.focus_content()

    async def _take_room(self, content: Widget) -> None:
        """Take the room of everything beside it."""
        await self.remove_children()
        if not self.display and isinstance(self.parent, Widget):
            self._came_from = self.screen.focused
            self._covered = [one for one in self.parent.children if one is not self and one.display]
            for one in self._covered:
                one.display = False
        self.set_class(True, "open")
        self.display = True
        await self.mount(content)

    async def close(self) -> None:
        """Give the room back, and the keys to where they were."""
        self.display = False
        self.set_class(False, "open")
        for one in self._covered:
            one.display = True
        self._covered = []
        await self.remove_children()
        if self._came_from and self._came_from.is_attached:
            self._came_from.focus()

    async def action_close(self) -> None:
        await self.close()
        self.post_message(self.Closed())

    def action_down(self) -> None:
        self.scroll_down(animate=False)

    def action_up(self) -> None:
        self.scroll_up(animate=False)

    def action_first(self) -> None:
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        self.scroll_end(animate=False)


def _item(item: ChecklistItem, prompts: Sequence[Prompt]) -> Text:
    text = Text()

    def head(words: str) -> None:
        text.append(f"\n{words}\n", "bold")

    text.append(f"{item.ref} {harmless(item.title)}", "bold")
    text.append(
        "   a document is required\n" if item.document_required else "   no document is required, evidence is\n", "dim"
    )
    text.append(harmless(item.intent) + "\n")
    role = ""
    for prompt in sorted(prompts, key=lambda prompt: prompt.position):
        if prompt.role != role:
            role = prompt.role
            head(role)
        key = "*" if prompt.key else " "
        text.append(f"{STATES.get(prompt.state, GLYPHS.dot)}{key} {harmless(prompt.text)}")
        text.append(f"  {prompt.method}{', your own' if prompt.own else ''}\n", "dim")
    for title, lines in (("Evidence to expect", item.evidence), ("Ask for in advance", item.requests)):
        if lines:
            head(title)
            text.append("".join(f"{GLYPHS.dot} {harmless(line)}\n" for line in lines))
    if item.population:
        head("Record sample")
        text.append(f"from: {harmless(item.population)}\n")
        if item.population_source:
            text.append(f"list from: {harmless(item.population_source)}\n")
        text.append("".join(f"{harmless(line)}\n" for line in item.attributes))
    if item.pack:
        text.append(f"\nfrom the pack {item.pack}; * matters most\n", "dim")
    return text

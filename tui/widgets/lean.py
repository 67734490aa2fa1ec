"""A TextArea for long texts: what a key costs does not grow with the text.

Textual's own (8.2) draws every visible line anew for each key, adds up the heights of all lines for each line it draws,
and joins the whole text just as often; undoing a paste that is taller than the widget ends the program
(Textualize/textual#6686); and its document knows only one kind of line end. This one looks the same and keeps every
character. Besides what Textual documents it uses `TextArea._set_document` and `_rewrap_and_refresh_virtual_size`, and
`EditHistory._undo_stack`: `tests/tui/widgets/test_lean_text_area.py` names the versions it was tried with.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from rich.text import Text
from textual import events
from textual.geometry import Region
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import (
    DocumentNavigator,
    Edit,
    EditHistory,
    Location,
    Selection,
    WrappedDocument,
)

from tui.widgets.document import ExactDocument
from tui.widgets.wrapping import LONG, CountedDocument

Look = tuple[object, ...]
"""All that decides how a line on the screen looks."""


class EndlessHistory(EditHistory):
    """All edits since the text was loaded, for undo and redo."""

    def __init__(self) -> None:
        super().__init__(max_checkpoints=sys.maxsize, checkpoint_timer=2.0, checkpoint_max_characters=100)

    def join_last(self) -> None:
        """Let the last step and the one before it be undone as one."""
        if len(self._undo_stack) > 1:
            last = self._undo_stack.pop()
            self._undo_stack[-1].extend(last)


class LeanTextArea(TextArea):
    """A TextArea that draws only the lines that changed. Its cursor does not blink and it matches no brackets.

    How a line looks must follow from its text alone, besides cursor and selection: a `get_line` that looks at anything
    else has to call `forget_lines` when that changes.
    """

    # As in TextArea, but without a repaint of everything: `watch_selection` knows better.
    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    suggestion: Reactive[str] = reactive("", init=False, repaint=False)
    document: ExactDocument
    history: EndlessHistory

    def __init__(self, text: str = "", **keywords: Any) -> None:
        self._wrapped: CountedDocument | None = None
        self._joined: tuple[object, str] | None = None
        self._looks: list[Look] = []
        self._drawn: dict[int, Look] = {}  # by row of the widget
        self._quiet: dict[Look, Strip] = {}  # lines without cursor and selection
        self._layout: Look = ()
        self._dressed: Look = ()
        self._comparing = False
        super().__init__(text, **keywords)
        self.history = EndlessHistory()
        self.cursor_blink = False
        self.match_cursor_bracket = False

    def _set_document(self, text: str, language: str | None) -> None:  # noqa: ARG002 - Textual's
        self.document = ExactDocument(text)
        self.wrapped_document = CountedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._quiet.clear()
        self._drawn.clear()
        self.document_set()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def document_set(self) -> None:
        """Called when there is a document; for those who follow its lines."""

    def line(self, row: int) -> str:
        """A line of the text, as it is."""
        return self.document.exact(row)

    def on_paste(self, event: events.Paste) -> None:
        """Before it is taken in: many terminals send what is pasted as if typed, a carriage return for a line end."""
        if "\n" not in event.text:
            event.text = event.text.replace("\r", "\n")

    @property
    def wrapped_document(self) -> CountedDocument:
        """The document as wrapped on the screen, of the counting kind whatever TextArea sets."""
        assert self._wrapped is not None  # noqa: S101 - TextArea sets it first of all
        return self._wrapped

    @wrapped_document.setter
    def wrapped_document(self, wrapped: WrappedDocument) -> None:
        self._wrapped = wrapped if isinstance(wrapped, CountedDocument) else CountedDocument(wrapped.document)

    @property
    def text(self) -> str:
        """The whole text."""
        version = (self._wrapped, self._wrapped.version if self._wrapped else 0)
        if self._joined is None or self._joined[0] != version:
            self._joined = version, self.document.text
        return self._joined[1]

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    def forget_lines(self) -> None:
        """Draw everything anew: lines may look different although their text is the same."""
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Textual says that colours may have changed."""
        self._quiet.clear()
        self._drawn.clear()
        self._dressed = ()
        super().notify_style_update()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None, unless asked for: Textual looks through all of the text at each move, even if it shows nothing."""
        return super().find_matching_bracket(bracket, search_from) if self.match_cursor_bracket else None

    def undo(self) -> None:
        """Undo the last edits."""
        self._with_cursor_at_start(super().undo, self.history.undo_stack)

    def redo(self) -> None:
        """Redo the last edits undone."""
        self._with_cursor_at_start(super().redo, self.history.redo_stack)

    def _with_cursor_at_start(self, step: Callable[[], None], stack: list[list[Edit]]) -> None:
        """Textual looks for the cursor in a text that has become shorter before it moves the cursor there, and takes
        the rows of all edits of a step for rows of one and the same text.
        """
        rows = {row for edit in (stack[-1] if stack else ()) for row in (edit.top[0], edit.bottom[0])}
        self.wrapped_document.whole = len(rows) > 1 and len(stack[-1]) > 1
        before, start = self.selection, Selection.cursor((0, 0))
        self.set_reactive(LeanTextArea.selection, start)
        try:
            step()
        finally:
            self.wrapped_document.whole = False
            if self.selection is start:  # there was nothing to undo
                self.set_reactive(LeanTextArea.selection, before)

    def watch_selection(self, old: Selection, new: Selection) -> None:  # noqa: ARG002 - for those who follow the cursor
        """The cursor moved, or something was selected."""
        self._compare()

    def watch_suggestion(self) -> None:
        """What is shown behind the cursor changed."""
        self._compare()

    def _compare(self) -> None:
        """Once all that belongs to this change is done, draw the lines it has changed."""
        if self.is_mounted and not self._comparing:
            self._comparing = True
            self.call_next(self._refresh_changed)

    def _refresh_changed(self) -> None:
        self._comparing = False
        if not self._knows_its_looks:
            self.refresh()
            return
        width = self.size.width
        changed = [y for y, look in enumerate(self._visible_looks()) if self._drawn.get(y) != look]
        if changed:
            self.refresh(*[Region(0, y, width, 1) for y in changed])

    @property
    def _knows_its_looks(self) -> bool:
        empty = self.document.line_count == 1 and not self.document.get_line(0)
        return not (self.cursor_blink or self.match_cursor_bracket or (empty and self.placeholder))

    def render_lines(self, crop: Region) -> list[Strip]:
        """What Textual asks for; the looks are found once for all lines."""
        self._looks = self._visible_looks() if self._knows_its_looks else []
        dressed = (self.theme, self.has_focus, self.read_only)
        if dressed != self._dressed:
            self._dressed = dressed
            return super().render_lines(crop)
        return super(TextArea, self).render_lines(crop)  # without finding out all colours once more

    def render_line(self, y: int) -> Strip:
        """One line, drawn only if it did not look the same before."""
        if y >= len(self._looks):
            self._drawn.pop(y, None)
            return super().render_line(y)
        look = self._drawn[y] = self._looks[y]
        if len(str(look[0])) > LONG:
            return self._render_part(y)
        if look[-1] is not None:
            return super().render_line(y)
        if look not in self._quiet:
            self._quiet[look] = super().render_line(y)
        return self._quiet[look]

    def _render_part(self, y: int) -> Strip:
        """One row of a very long line, without looking at the rest of it."""
        line, part = self.wrapped_document.place_of(y + self.scroll_offset.y)
        start, end = self.wrapped_document.part(line, part)
        text = Text(self.document[line][start:end], end="", no_wrap=True)
        last = end == len(self.document[line])
        first, behind = sorted(self.selection)
        selected = (first[1] if first[0] == line else 0, behind[1] if behind[0] == line else end + 1)
        row, column = self.selection.end
        if first != behind and first[0] <= line <= behind[0]:
            colours = self.get_component_rich_style("text-area--selection")
            text.stylize(colours, max(selected[0] - start, 0), max(selected[1] - start, 0))
        if row == line and self.has_focus and (start <= column < end or (last and column == end)):
            text.append(self.suggestion, self.get_component_rich_style("text-area--suggestion"))
            text.append(" " if column == end and not self.suggestion else "")
            cursor = self.get_component_rich_style("text-area--cursor")
            text.stylize(cursor, column - start, column - start + 1)
        strip = Strip(text.render(self.app.console), text.cell_len)
        return strip.adjust_cell_length(self.scrollable_content_region.width).apply_style(self.rich_style)

    def _visible_looks(self) -> list[Look]:
        """For each row of the widget: text, part of the wrapped line, line number, and the selection if it is there."""
        wrapped, document = self.wrapped_document, self.document
        layout: Look = (self.size, self.scrollable_content_region.size, self.virtual_size.width, self.scroll_offset.x)
        layout += (self.soft_wrap, self.gutter_width, self.indent_width, self.theme, self.read_only, self.has_focus)
        if layout != self._layout or len(self._quiet) > 4096:
            self._layout = layout
            self._quiet.clear()
            self._drawn.clear()
        top, height = self.scroll_offset.y, self.size.height
        line, part = wrapped.place_of(min(top, wrapped.height - 1))
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        looks: list[Look] = []
        while len(looks) < height and top + len(looks) < wrapped.height:
            text = document.exact(line)
            parts = min(len(wrapped.rows_of(line)), part + height)
            number = line + self.line_number_start if self.show_line_numbers else 0
            here = (self.selection, self.suggestion) if first <= line <= last else None
            looks += [(text, *wrapped.part(line, index), number, here) for index in range(part, parts)]
            line, part = line + 1, 0
        return looks[:height] + [("", -1, -1, 0, None)] * (height - len(looks))

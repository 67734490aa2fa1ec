"""A TextArea for long texts: what a key costs does not grow with the text.

Textual's own (8.2) draws every visible line anew for each key, adds up the heights of all lines for each line it draws,
and joins the whole text just as often; undoing a paste that is taller than the widget ends the program
(Textualize/textual#6686). This one uses only what Textual documents, and looks the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from textual.geometry import Offset, Region
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location, Selection, WrappedDocument

Look = tuple[object, ...]
"""All that decides how a line on the screen looks."""


class CountedDocument(WrappedDocument):
    """A wrapped document that knows its height, and counts its changes."""

    _height = 0
    _line_count = 0
    version = 0

    @property
    def height(self) -> int:
        """Lines on the screen."""
        return self._height

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines."""
        super().wrap(width, tab_width)
        self.count()

    def count(self) -> None:
        """Take all lines into account."""
        self._line_count = self.document.line_count
        self._height = self._rows(0, self._line_count - 1)
        self.version += 1

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines of an edit, whose places are cut to the document as Textual cuts them."""
        old_last, new_last = self._line_count - 1, self.document.line_count - 1
        first = min(start[0], old_last, new_last)
        top, old_bottom = sorted((first, min(old_end[0], old_last)))
        before = self._rows(top, old_bottom)
        super().wrap_range(start, old_end, new_end)
        self._line_count = self.document.line_count
        self._height += self._rows(top, max(first, min(new_end[0], new_last))) - before
        self.version += 1

    def _rows(self, top: int, bottom: int) -> int:
        return sum(len(self.get_offsets(line)) + 1 for line in range(top, bottom + 1))


class LeanTextArea(TextArea):
    """A TextArea that draws only the lines that changed. Its cursor does not blink and it matches no brackets.

    How a line looks must follow from its text alone, besides cursor and selection: a `get_line` that looks at anything
    else has to call `forget_lines` when that changes.
    """

    # As in TextArea, but without a repaint of everything: `watch_selection` knows better.
    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        self._wrapped: CountedDocument | None = None
        self._joined: tuple[object, str] | None = None
        self._looks: list[Look] = []
        self._drawn: dict[int, Look] = {}  # by row of the widget
        self._quiet: dict[Look, Strip] = {}  # lines without cursor and selection
        self._layout: Look = ()
        self._comparing = False
        super().__init__(*arguments, **keywords)
        self.cursor_blink = False
        self.match_cursor_bracket = False

    @property
    def wrapped_document(self) -> WrappedDocument:
        """The document as wrapped on the screen, of the counting kind whatever TextArea sets."""
        assert self._wrapped is not None  # noqa: S101 - TextArea sets it first of all
        return self._wrapped

    @wrapped_document.setter
    def wrapped_document(self, wrapped: WrappedDocument) -> None:
        wrapped.__class__ = CountedDocument  # wrapping a long text a second time would take too long
        assert isinstance(wrapped, CountedDocument)  # noqa: S101
        wrapped.count()
        self._wrapped = wrapped

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
        super().notify_style_update()

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """None, unless asked for: Textual looks through all of the text at each move, even if it shows nothing."""
        return super().find_matching_bracket(bracket, search_from) if self.match_cursor_bracket else None

    def undo(self) -> None:
        """Undo the last edits."""
        self._with_cursor_at_start(super().undo)

    def redo(self) -> None:
        """Redo the last edits undone."""
        self._with_cursor_at_start(super().redo)

    def _with_cursor_at_start(self, step: Callable[[], None]) -> None:
        """Textual looks for the cursor in a text that has become shorter before it moves the cursor there."""
        before, start = self.selection, Selection.cursor((0, 0))
        self.set_reactive(LeanTextArea.selection, start)
        try:
            step()
        finally:
            if self.selection is start:  # there was nothing to undo
                self.set_reactive(LeanTextArea.selection, before)

    def watch_selection(self) -> None:
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
        return not (self.cursor_blink or self.match_cursor_bracket or self.suggestion) and bool(self.text)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What Textual asks for; the looks are found once for all lines."""
        self._looks = self._visible_looks() if self._knows_its_looks else []
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, drawn only if it did not look the same before."""
        if y >= len(self._looks):
            self._drawn.pop(y, None)
            return super().render_line(y)
        look = self._drawn[y] = self._looks[y]
        if look[-1] is not None:
            return super().render_line(y)
        if look not in self._quiet:
            self._quiet[look] = super().render_line(y)
        return self._quiet[look]

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
        line, column = wrapped.offset_to_location(Offset(0, top))
        part = bisect_right(wrapped.get_offsets(line), column)
        first, last = sorted((self.selection.start[0], self.selection.end[0]))
        looks: list[Look] = []
        while len(looks) < height and top + len(looks) < wrapped.height:
            text, breaks = document.get_line(line), wrapped.get_offsets(line)
            ends = [0, *breaks, len(text)]
            number = line + self.line_number_start if self.show_line_numbers else 0
            here = self.selection if first <= line <= last else None
            looks += [(text, ends[index], ends[index + 1], number, here) for index in range(part, len(breaks) + 1)]
            line, part = line + 1, 0
        return looks[:height] + [("", -1, -1, 0, None)] * (height - len(looks))

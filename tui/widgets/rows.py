"""A list of lines in columns. Only the lines in view are drawn, so ten thousand cost what twenty do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui import keys
from tui.widgets.forward import Forwarding
from tui.widgets.text import fit, one_line


class Column(NamedTuple):
    """A column: its heading, its width in cells (0: an equal part of what is left), and whether it is set right."""

    title: str
    width: int = 0
    right: bool = False


class Cell(NamedTuple):
    """A cell with a mark that gives it a colour: good, bad, warn, info, dim or none."""

    text: str
    mark: str = ""


class Line(NamedTuple):
    """A line: the key by which it is known, its cells, and a mark for all of it."""

    key: str
    cells: Sequence[str | Cell]
    mark: str = ""


class Rows(ScrollView, Forwarding, can_focus=True):
    """The list. `empty` is what it says while it has no line: what to do next."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--head",
        "rows--cursor",
        "rows--cursor-away",
        "rows--good",
        "rows--bad",
        "rows--warn",
        "rows--info",
        "rows--dim",
    }

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Opened(Message):
        """Enter was pressed on a line."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            return self.rows

    @dataclass
    class Moved(Message):
        """The cursor came to another line; `key` is empty in an empty list."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            return self.rows

    def __init__(
        self, *columns: Column, empty: str = "", head: bool = True, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns, self.empty, self.head = columns, empty, head
        self.lines: list[Line] = []

    @property
    def key(self) -> str:
        """The key of the line under the cursor, empty when there is none."""
        return self.lines[self.cursor].key if 0 <= self.cursor < len(self.lines) else ""

    def show(self, lines: Sequence[Line], key: str | None = None) -> None:
        """Show these lines. The cursor stays with its line (or goes to `key`), else near where it was."""
        wanted = self.key if key is None else key
        self.lines = list(lines)
        places = {line.key: place for place, line in enumerate(self.lines)}
        place = places.get(wanted, min(self.cursor, max(len(self.lines) - 1, 0)))
        self.virtual_size = Size(self.size.width, len(self.lines) + self.head)
        moved = place != self.cursor or self.key != wanted
        self.set_reactive(Rows.cursor, place)
        self._into_view()
        self.refresh()
        if moved or not self.lines:
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> None:
        """Put the cursor on the line of that key."""
        for place, line in enumerate(self.lines):
            if line.key == key:
                self.cursor = place

    def validate_cursor(self, place: int) -> int:
        return max(0, min(place, len(self.lines) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        if old != new:
            self._into_view()
            for place in (old, new):
                self.refresh(Region(0, place + self.head - self.scroll_offset.y, self.size.width, 1))
            self.post_message(self.Moved(self, self.key))

    def _into_view(self) -> None:
        top = self.head
        height = max(self.size.height - top, 1)
        offset = self.scroll_offset.y
        if self.cursor < offset:
            offset = self.cursor
        elif self.cursor >= offset + height:
            offset = self.cursor - height + 1
        if offset != self.scroll_offset.y:
            self.scroll_to(y=offset, animate=False, immediate=True)

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.lines) + self.head)
        self._into_view()

    def watch_has_focus(self, _focused: bool) -> None:
        self.refresh()

    def widths(self) -> list[int]:
        """The width of each column in cells; the last takes what is left over by rounding."""
        space = self.size.width - 1 - max(len(self.columns) - 1, 0) - sum(column.width for column in self.columns)
        loose = [column for column in self.columns if not column.width]
        each = max(space // len(loose), 4) if loose else 0
        widths = [column.width or each for column in self.columns]
        if loose:
            last = max(place for place, column in enumerate(self.columns) if not column.width)
            widths[last] += max(space - each * len(loose), 0)
        return widths

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        if self.head and y == 0:
            style = base + self.get_component_rich_style("rows--head", partial=True)
            text = " " + " ".join(
                fit(column.title, size, right=column.right)
                for column, size in zip(self.columns, self.widths(), strict=True)
            )
            return Strip([Segment(fit(text, width), style)], width)
        if not self.lines:
            words = [
                part
                for line in self.empty.split("\n")
                for part in wrap(line, max(width - 4, 10), drop_whitespace=False) or [""]
            ]
            at = y - self.head - 1
            text = f"  {words[at]}" if 0 <= at < len(words) else ""
            return Strip(
                [Segment(fit(text, width), base + self.get_component_rich_style("rows--dim", partial=True))], width
            )
        place = y - self.head + self.scroll_offset.y
        if place >= len(self.lines):
            return Strip.blank(width, base)
        return self._strip(self.lines[place], place == self.cursor, width, base)

    def _strip(self, line: Line, under_cursor: bool, width: int, base: Style) -> Strip:
        over = Style.null()
        if under_cursor:
            over = self.get_component_rich_style(
                "rows--cursor" if self.has_focus else "rows--cursor-away", partial=True
            )
        whole = self._marked(line.mark, base)
        segments = [Segment(self._pointer(under_cursor), whole + over)]
        for place, (column, size) in enumerate(zip(self.columns, self.widths(), strict=True)):
            cell = line.cells[place] if place < len(line.cells) else ""
            text, mark = cell if isinstance(cell, Cell) else (cell, "")
            style = self._marked(mark, whole) if mark else whole
            gap = "" if place == 0 else " "
            segments.append(Segment(gap + fit(one_line(text), size, right=column.right), style + over))
        strip = Strip(segments).adjust_cell_length(width, whole + over)
        return strip.crop(0, width)

    def _pointer(self, under_cursor: bool) -> str:
        from tui.glyphs import GLYPHS

        return GLYPHS.pointer if under_cursor else " "

    def _marked(self, mark: str, base: Style) -> Style:
        return base + self.get_component_rich_style(f"rows--{mark}", partial=True) if mark else base

    def action_down(self) -> None:
        self.cursor += 1

    def action_up(self) -> None:
        self.cursor -= 1

    def action_page_down(self) -> None:
        self.cursor += max(self.size.height - self.head - 1, 1)

    def action_page_up(self) -> None:
        self.cursor -= max(self.size.height - self.head - 1, 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self.lines) - 1

    def action_open(self) -> None:
        if self.key:
            self.post_message(self.Opened(self, self.key))

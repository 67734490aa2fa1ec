"""A document as wrapped on the screen, whose upkeep does not grow with the text.

Textual's own numbers every line and every row of the screen, and numbers them anew below each Enter. Here only the
height of each line is kept; where a line stands is added up when it is asked for. Besides what Textual documents this
uses the names of the four lists that a `WrappedDocument` keeps (`tests/tui/widgets/test_lean_text_area.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, pairwise

from textual._cells import cell_len, cell_width_to_column_index
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import expand_tabs_inline, get_tab_widths
from textual.geometry import Offset
from textual.widgets.text_area import DocumentBase, Location, WrappedDocument

LONG = 2000
"""A line with more characters is no prose but part of a log; it is broken anywhere, wherever its row is full."""


class CountedDocument(WrappedDocument):
    """A wrapped document that knows its height, and counts its changes in `version`."""

    def __init__(self, document: DocumentBase, width: int = 0, tab_width: int = 4) -> None:
        self.version = 0
        self.whole = False
        """Whether an edit may have touched other lines than it says, so that all have to be wrapped."""
        self._heights: list[int] = []
        self._ends: list[int] = []  # by line: the row of the screen behind it; empty when it has to be added up
        super().__init__(document, width, tab_width)

    @property
    def height(self) -> int:
        """Rows on the screen."""
        return self._added_up()[-1]

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        self._wrap_offsets, self._tab_width_cache = self._wrapped(self.document.lines)
        self._count(0, len(self._heights))
        self._offset_to_line_info = Places(self)  # type: ignore[assignment]
        self._line_index_to_offsets = Rows(self)  # type: ignore[assignment]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines of an edit, whose places are cut to the document as Textual cuts them."""
        if self.whole:
            self.wrap(self._width)
            return
        old_last, new_last = len(self._wrap_offsets) - 1, self.document.line_count - 1
        first = min(start[0], old_last, new_last)
        top, old_bottom = sorted((first, min(old_end[0], old_last)))
        new_bottom = max(first, min(new_end[0], new_last))
        offsets, tabs = self._wrapped(self.document.lines[top : new_bottom + 1])
        self._wrap_offsets[top : old_bottom + 1] = offsets
        self._tab_width_cache[top : old_bottom + 1] = tabs
        self._count(top, old_bottom + 1, top + len(offsets))

    def _wrapped(self, lines: Iterable[str]) -> tuple[list[list[int]], list[list[int]]]:
        """For each line the places where it is broken, and the widths of its tabs."""
        offsets: list[list[int]] = []
        tabs: list[list[int]] = []
        width, tab_width = self._width, self._tab_width
        for line in lines:
            if len(line) > LONG and width:
                step = width if line.isascii() else max(width // 2, 1)  # no character takes more than two cells
                offsets.append(range(step, len(line), step))  # type: ignore[arg-type]
                tabs.append([0])
                continue
            if line.isascii() and "\t" not in line and (not width or len(line) <= width):
                offsets.append([])
                tabs.append([0] if line else [])
                continue
            sections = get_tab_widths(line, tab_width)
            broken = compute_wrap_offsets(line, width, tab_width, precomputed_tab_sections=sections) if width else []
            offsets.append(broken)
            tabs.append([size for _, size in sections])
        return offsets, tabs

    def _count(self, top: int, old_end: int, new_end: int | None = None) -> None:
        heights = [len(broken) + 1 for broken in self._wrap_offsets[top:new_end]]
        self.version += 1
        if heights != self._heights[top:old_end]:
            self._heights[top:old_end] = heights
            self._ends = []

    def _added_up(self) -> list[int]:
        if not self._ends:
            self._ends = list(accumulate(self._heights))
        return self._ends

    def part(self, line: int, part: int) -> tuple[int, int]:
        """From where to where a line goes in one of its rows; parts are counted from 0, or from -1 for the last."""
        breaks = self._wrap_offsets[line]
        part = part + len(breaks) + 1 if part < 0 else part
        start = breaks[part - 1] if part else 0
        return start, breaks[part] if part < len(breaks) else len(self.document[line])

    def get_sections(self, line_index: int) -> list[str]:
        """The parts of a line, one for each of its rows."""
        line = self.document[line_index]
        breaks = [0, *self._wrap_offsets[line_index], len(line)]
        return [line[start:end] for start, end in pairwise(breaks)]

    def location_to_offset(self, location: Location) -> Offset:
        """Where a location of the document is drawn."""
        line, column = location
        breaks = self._wrap_offsets[line]
        part = bisect_right(breaks, column)
        start = breaks[part - 1] if part else 0
        text = expand_tabs_inline(self.document[line][start:column], self._tab_width)
        return Offset(cell_len(text), self.rows_of(line)[part])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column of a line that is drawn `x_offset` cells from the left in one of its rows."""
        start, end = self.part(line_index, y_offset)
        column = start + cell_width_to_column_index(self.document[line_index][start:end], x_offset, self._tab_width)
        last = y_offset in (-1, len(self._wrap_offsets[line_index]))
        return column if last else min(column, end - 1)

    def place_of(self, row: int) -> tuple[int, int]:
        """The line that is drawn in a row of the screen, and which part of it. Raises IndexError behind the last."""
        ends = self._added_up()
        row = row + ends[-1] if row < 0 else row
        if row >= ends[-1]:
            raise IndexError(row)
        line = bisect_right(ends, row)
        return line, row - ends[line] + self._heights[line]

    def rows_of(self, line: int) -> range:
        """The rows of the screen in which a line is drawn."""
        end = self._added_up()[line]
        return range(end - self._heights[line], end)


class Places:
    """The lines by row of the screen, as Textual wants to ask for them."""

    def __init__(self, wrapped: CountedDocument) -> None:
        self._wrapped = wrapped

    def __len__(self) -> int:
        return self._wrapped.height

    def __getitem__(self, row: int) -> tuple[int, int]:
        return self._wrapped.place_of(row)


class Rows:
    """The rows of the screen by line, as Textual wants to ask for them."""

    def __init__(self, wrapped: CountedDocument) -> None:
        self._wrapped = wrapped

    def __len__(self) -> int:
        return self._wrapped.document.line_count

    def __getitem__(self, line: int) -> range:
        return self._wrapped.rows_of(line)

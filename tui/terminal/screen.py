"""The screen as Textual wants it: what it writes, drawn into cells.

Textual's frames (`_compositor.py`) are cursor positions, styled text, hyperlinks and line feeds. Any other control
character in a frame came out of somebody's text, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rich.cells import split_graphemes

from tui.terminal.cells import Cell, cells
from tui.terminal.style import DEFAULT, restyled

_PART: Final = re.compile(
    r"\x1b\[([\d;]*)m"
    r"|([^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(\d+);(\d+)H"
    r"|\x1b\]8;([^;\x00-\x1f\x7f-\x9f]*;[^\x00-\x1f\x7f-\x9f]*)(?:\x1b\\|\x07)"
)
_FRAME: Final = re.compile(r"\x1b\[\d+;\d+H")

Row = list[Cell | None]


def is_frame(data: str) -> bool:
    """Whether this is something to paint; all else that Textual writes is for the terminal itself."""
    return _FRAME.match(data) is not None


def reach(row: Row, x: int) -> tuple[int, int]:
    """From where to where (exclusive) the character goes that covers column `x`."""
    start, end = x, x + 1
    while start > 0 and (cell := row[start]) is not None and not cell.width:
        start -= 1
    while end < len(row) and (cell := row[end]) is not None and not cell.width:
        end += 1
    return start, end


class Screen:
    """Cells by row and column, None where nothing was ever painted; the cursor as (row, column)."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.rows: list[Row] = []
        self._row = self._column = 0  # the column is `width` behind the last one
        self._moved = True  # since the last character
        self._style = DEFAULT
        self._touched: set[int] = set()
        self._drawn: dict[str, tuple[int, int]] = {}  # by the line that alone drew a row: where it left the cursor
        self._drawn_by: dict[int, str] = {}

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor is to stand, as (row, column)."""
        return self._row, min(self._column, self.width - 1)

    def resize(self, width: int, height: int) -> None:
        """Keep what still fits, from the top left."""
        for row in self.rows:
            _cut(row, width)
            row[width:] = [None] * (width - len(row))
        self.rows[height:] = [[None] * width for _ in range(height - len(self.rows))]
        self.width, self.height = width, height
        self._row, self._column = min(self._row, height - 1), min(self._column, width - 1)
        self._touched = set(range(height))
        self._drawn.clear()
        self._drawn_by.clear()

    def take_touched(self) -> list[int]:
        """The rows touched since this was last asked, from the top."""
        rows, self._touched = sorted(self._touched), set()
        return rows

    def draw(self, frame: str) -> None:
        """Paint one frame."""
        for number, line in enumerate(frame.split("\n")):
            if number:  # the tty makes CR LF of a line feed
                self._row, self._column, self._moved = min(self._row + 1, self.height - 1), 0, True
            clean = self._style == DEFAULT
            if clean and (drawn := self._drawn.get(line)):  # so it is for most lines of most frames
                self._row, self._column = drawn
                continue
            written = self._draw_line(line)
            if clean and self._style == DEFAULT and written == {self._row} and is_frame(line):
                self._drawn[line] = self._row, self._column
                self._drawn_by[self._row] = line

    def _draw_line(self, line: str) -> set[int]:
        """Paint what holds no line feed; return the rows written to."""
        written: set[int] = set()
        for part in _PART.finditer(line):
            sgr, text, to_row, to_column, link = part.groups()
            if text is not None:
                written.add(self._row)
                self._column = self._put(self._row, self._column, cells(text, self._style))
            elif sgr is not None:
                self._style = restyled(self._style, sgr)
            elif to_row is not None:
                self._row, self._column = _within(to_row, self.height), _within(to_column, self.width)
                self._moved = True
            else:
                self._style = self._style._replace(link="" if link == ";" else link)
        self._touched |= written
        for row in written & self._drawn_by.keys():
            del self._drawn[self._drawn_by.pop(row)]
        return written

    def _put(self, y: int, x: int, new: Sequence[Cell]) -> int:
        """Write cells; return the column behind them, `width` at most."""
        row = self.rows[y]
        if not new[0].width:
            if not self._moved:  # else it has nothing to join
                _join(row, x, new[0].text)
            new = new[1:]
        self._moved = False
        if not new:
            return x
        if x + len(new) <= self.width:
            _set(row, x, new)
            return x + len(new)
        # Textual has switched wrapping off: whatever is too long goes over the last cell again and again.
        for index, cell in enumerate(new):
            place = min(x, self.width - 1)
            if cell.width and place + cell.width <= self.width:
                _set(row, place, new[index : index + cell.width])
                x = place + cell.width
        return x


def _within(one_based: str, size: int) -> int:
    return min(max(int(one_based), 1), size) - 1


def _set(row: Row, x: int, new: Sequence[Cell]) -> None:
    _cut(row, x)
    _cut(row, x + len(new))
    row[x : x + len(new)] = new


def _cut(row: Row, x: int) -> None:
    """Blank the character that goes over the edge between `x` - 1 and `x`: half of it cannot be shown."""
    if x < len(row) and (cell := row[x]) is not None and not cell.width:
        start, end = reach(row, x)
        row[start:end] = [Cell(" ", cell.style)] * (end - start)


def _join(row: Row, x: int, marks: str) -> None:
    """Add combining marks to the character before `x`, as far as it stays one, and as wide as it is."""
    start, _ = reach(row, x - 1)
    if x > 0 and (cell := row[start]) is not None and cell.width:
        for text in (cell.text + marks, cell.text + marks.replace("\ufe0f", "")):
            if [width for _, _, width in split_graphemes(text)[0]] == [cell.width]:
                row[start] = cell._replace(text=text)
                return

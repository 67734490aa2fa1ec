"""The screen as Textual wants it: what it writes, drawn into cells.

Textual's frames (`_compositor.py`) are cursor positions, styled text, hyperlinks and line feeds, nothing else; any other
control character in a frame came out of somebody's text and is not obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from tui.terminal.cells import Cell, cells
from tui.terminal.style import DEFAULT, restyled

_PART: Final = re.compile(
    r"\x1b\[([\d;]*)m"
    r"|([^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(\d+);(\d+)H"
    r"|(\n)"
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
        self.cursor = (0, 0)
        self._style = DEFAULT
        self._touched: set[int] = set()

    def resize(self, width: int, height: int) -> None:
        """Keep what still fits, from the top left."""
        for row in self.rows:
            _cut(row, width)
            row[width:] = [None] * (width - len(row))
        self.rows[height:] = [[None] * width for _ in range(height - len(self.rows))]
        self.width, self.height = width, height
        self._touched = set(range(height))
        self.cursor = (min(self.cursor[0], height - 1), min(self.cursor[1], width - 1))

    def take_touched(self) -> list[int]:
        """The rows touched since this was last asked, from the top."""
        rows, self._touched = sorted(self._touched), set()
        return rows

    def draw(self, frame: str) -> None:
        """Paint one frame."""
        row, column = self.cursor
        style = self._style
        for part in _PART.finditer(frame):
            sgr, text, to_row, to_column, line_feed, link = part.groups()
            if sgr is not None:
                style = restyled(style, sgr)
            elif text is not None:
                column = self._put(row, column, cells(text, style))
            elif to_row is not None:
                row = min(max(int(to_row), 1), self.height) - 1
                column = min(max(int(to_column), 1), self.width) - 1
            elif line_feed is not None:  # the tty makes CR LF of it
                row, column = min(row + 1, self.height - 1), 0
            else:
                style = style._replace(link="" if link == ";" else link)
        self.cursor, self._style = (row, min(column, self.width - 1)), style

    def _put(self, y: int, x: int, new: Sequence[Cell]) -> int:
        """Write cells; return the column behind them, `width` at most."""
        self._touched.add(y)
        row = self.rows[y]
        if new and not new[0].width:
            _join(row, x, new[0].text)
            new = new[1:]
        if x + len(new) <= self.width:
            _set(row, x, new)
            return x + len(new)
        # Textual has switched wrapping off: whatever is too long goes over the last cell again and again.
        for index, cell in enumerate(new):
            x = min(x, self.width - 1) if cell.width else x
            if cell.width and x + cell.width <= self.width:
                _set(row, x, new[index : index + cell.width])
                x += cell.width
        return x


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
    """Add combining marks to the character before `x`, unless they would change its width."""
    start, _ = reach(row, x - 1)
    if x > 0 and (cell := row[start]) is not None and cell.width:
        text = cell.text + marks
        if cell_len(text) != cell.width:
            text = cell.text + marks.replace("\ufe0f", "")
        row[start] = cell._replace(text=text)

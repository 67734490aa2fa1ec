"""The shortest output that turns what the terminal shows into what it should show.

Three things terminals do not agree about, and how none of them can leave a wrong cell behind:

- Width. Of an emoji sequence or a rare script one terminal makes two cells where another makes one, or eight. Such a
  character gets its cells cleared first, is placed by an absolute move, and what it might have covered is sent again.
- Half of a wide character. What is left of it when the other half is overwritten is always sent too.
- The last column. After writing there the cursor's column counts as unknown.

Only cells in the terminal's own colours are erased, because not every terminal erases in the current background.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.terminal.cells import BLANK, Cell, agreed
from tui.terminal.moves import Known, move
from tui.terminal.screen import Row, Screen, reach
from tui.terminal.style import DEFAULT, Style, change

_ERASE: Final = "\x1b[K"
_REPEATED: Final = re.compile(r"([ -~])\1{7,}")  # from here on a repetition is sure to be shorter
_GAP: Final = 8  # unchanged cells that may be cheaper to write again than to move over
_CHOICE: Final = 8  # pieces in a row up to which their order is chosen


class _Piece(NamedTuple):
    """Neighbouring cells to send in one go, from column `x`."""

    x: int
    cells: list[Cell]
    style: Style
    erase: bool = False

    @property
    def careful(self) -> bool:
        """Whether terminals may disagree about the one character this is."""
        return not agreed(self.cells[0].text)


class Painter:
    """What the terminal shows, as far as that is known: cells, cursor and pen; None is unknown."""

    def __init__(self) -> None:
        self.repeats = False  # whether the terminal is known to repeat a character when told (ECMA-48 REP)
        self.pen: Style | None = None
        self._at: Known = None
        self._rows: list[Row] = []
        self._out: list[str] = []

    def forget(self, width: int, height: int) -> None:
        """Know nothing about the terminal but its size."""
        self.pen = self._at = None
        self._rows = [[None] * width for _ in range(height)]

    def paint(self, screen: Screen, rows: list[int]) -> str:
        """Bring these rows, and the cursor, up to date."""
        for y in rows:
            if self._rows[y] != screen.rows[y]:
                self._paint_row(y, screen.rows[y])
        if self.pen and self.pen.link:  # closed, so that nothing else that is written becomes part of it
            self._out.append(change(self.pen, self.pen._replace(link="")))
            self.pen = self.pen._replace(link="")
        self._out.append(move(self._at, screen.cursor))
        self._at = screen.cursor
        output = "".join(self._out)
        self._out.clear()
        return output

    def _paint_row(self, y: int, wanted: Row) -> None:
        shown = self._rows[y]
        stale = [
            x
            for x, (old, new) in enumerate(zip(shown, wanted, strict=True))
            if old is not new and old != new and new is not None
        ]
        plain = all(_plain(shown[x]) and _plain(wanted[x]) for x in stale)
        pieces = _pieces(stale if plain else _spread(stale, shown, wanted), wanted)
        while pieces:
            # Wide characters go from left to right, so that no terminal can blank a half already replaced.
            choice = len(pieces) if plain and len(pieces) <= _CHOICE else 1
            index = min(range(choice), key=lambda one: len(self._way(y, pieces[one]))) if choice > 1 else 0
            self._send(y, pieces.pop(index))

    def _send(self, y: int, piece: _Piece) -> None:
        row, end = self._rows[y], piece.x + len(piece.cells)
        self._out.append(self._way(y, piece))
        self.pen = piece.style
        row[piece.x : end] = piece.cells
        if piece.erase:
            self._out.append(_ERASE)
            self._at = (y, piece.x)
            return
        text = "".join([cell.text for cell in piece.cells])
        if piece.careful:
            self._out.append(" " * len(piece.cells) + move(None, (y, piece.x)) + text)
            self._at = None
            return
        if self.repeats:
            text = _REPEATED.sub(lambda run: f"{run[1]}\x1b[{len(run[0]) - 1}b", text)
        self._out.append(text)
        self._at = (y, end if end < len(row) else None)

    def _way(self, y: int, piece: _Piece) -> str:
        """The shortest sequence after which the terminal writes where the piece goes, in its style."""
        x, restyle = piece.x, change(self.pen, piece.style)
        way = move(self._at, (y, x)) + restyle
        if self._at is not None and self._at[0] == y and (at := self._at[1]) is not None and at < x <= at + _GAP:
            between = self._rows[y][at:x]
            text = "".join([cell.text for cell in between if cell is not None and cell.width])
            if len(text) == x - at and text.isascii() and len(text) + len(restyle) < len(way):
                styles = {cell.style for cell in between if cell is not None}
                if styles == {self.pen}:
                    return text + restyle
                if styles == {piece.style}:
                    return restyle + text
        return way


def _plain(cell: Cell | None) -> bool:
    return cell is None or (cell.width == 1 and agreed(cell.text))


def _spread(stale: list[int], shown: Row, wanted: Row) -> list[int]:
    """What has to be sent with these columns in a row that holds wide or uncertain characters."""
    send = [False] * len(wanted)
    for x in stale:
        send[x] = True
    for x in range(len(send) - 1, 0, -1):
        if send[x]:  # some terminals draw a character into the one before it
            for row in (shown, wanted):
                start, _ = reach(row, x - 1)
                if (cell := row[start]) is not None and not agreed(cell.text):
                    send[start] = True
    for x, cell in enumerate(wanted):
        if cell is not None and cell.width and any(send[x : x + cell.width]):
            end = x + (cell.width if agreed(cell.text) else max(cell.width, 2 * len(cell.text)))
            send[x:end] = [True] * (min(end, len(send)) - x)
    return [x for x, (needed, cell) in enumerate(zip(send, wanted, strict=True)) if needed and cell is not None]


def _pieces(columns: list[int], wanted: Row) -> list[_Piece]:
    """These cells of a row, in pieces of one style."""
    blank_from = len(wanted)
    while blank_from and wanted[blank_from - 1] == BLANK:
        blank_from -= 1
    pieces: list[_Piece] = []
    end = -1  # behind the last piece, if more can be added to it
    for x in columns:
        cell = wanted[x]
        assert cell is not None  # noqa: S101
        if x >= blank_from and len(wanted) - x > len(_ERASE):
            pieces.append(_Piece(x, [BLANK] * (len(wanted) - x), DEFAULT, erase=True))
            break
        if not cell.width:
            pieces[-1].cells.append(cell)
            end += x == end
        elif x == end and agreed(cell.text) and pieces[-1].style == cell.style:
            pieces[-1].cells.append(cell)
            end = x + 1
        else:
            pieces.append(_Piece(x, [cell], cell.style))
            end = x + 1 if agreed(cell.text) else -1
    return pieces

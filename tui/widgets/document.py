"""A text as it was typed, pasted or opened, to the character, and as it may be shown."""

from __future__ import annotations

from collections.abc import Callable

from textual.widgets.text_area import Document, EditResult, Location

from tui.widgets.text import harmless_text
from tui.widgets.wrapping import LONG

TAB = "\u2409"

Replaced = Callable[[int, list[str], list[str]], None]
"""Told of an edit: the first row it touched, the lines that stood there, and those that stand there now."""


class ExactDocument(Document):
    """Lines end at line feeds only: carriage returns, form feeds, U+2028 and the like are characters of their line.

    What Textual is given to wrap and draw (`lines`, `get_line`, `[row]`) is the harmless picture of each line, with as
    many characters as the line itself; `text`, `exact` and what edits give back are the text. Tabs stay tabs, which are
    drawn as spaces, but in a very long line.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__("")
        self._exact = text.split("\n")
        self._lines = [_shown(line) for line in harmless_text(text).split("\n")]
        self.replaced: Replaced = lambda _row, _gone, _new: None

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self._exact)

    def exact(self, row: int) -> str:
        """A line as it is."""
        return self._exact[row]

    def exact_lines(self) -> list[str]:
        """All lines as they are."""
        return list(self._exact)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put `text` in place of what stands between two locations; a row behind the last is empty."""
        (top, left), (bottom, right) = sorted((start, end))
        gone = self.get_text_range(start, end)
        touched = self._exact[top : bottom + 1]
        new = _spliced(self._exact, (top, left), (bottom, right), text)
        seen = _spliced(self._lines, (top, left), (bottom, right), harmless_text(text))
        self._exact[top : bottom + 1] = new
        self._lines[top : bottom + 1] = [_shown(line) for line in seen]
        self.replaced(min(top, len(self._exact) - len(new)), touched, new)
        column = len(text) - text.rfind("\n") - 1 + (len(new[0]) - len(new[0][left:]) if len(new) == 1 else 0)
        return EditResult((top + len(new) - 1, column), gone)

    def get_text_range(self, start: Location, end: Location) -> str:
        """What stands between two locations."""
        (top, left), (bottom, right) = sorted((start, end))
        rows = self._exact[top : bottom + 1]
        if not rows:
            return ""
        if bottom < len(self._exact):
            rows[-1] = rows[-1][:right]
        rows[0] = rows[0][left:]
        return "\n".join(rows)


def _spliced(lines: list[str], start: Location, end: Location, text: str) -> list[str]:
    """The lines that stand in the rows from `start` to `end` when `text` is put between these."""
    (top, left), (bottom, right) = start, end
    new = text.split("\n")
    if top < len(lines):
        new[0] = lines[top][:left] + new[0]
    if bottom < len(lines):
        new[-1] += lines[bottom][right:]
    return new


def _shown(line: str) -> str:
    """A line whose breaks need no care (see `wrapping.LONG`): no tab has a width of its own in it."""
    return line.replace("\t", TAB) if len(line) > LONG and "\t" in line else line

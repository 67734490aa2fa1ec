"""Text as terminal cells, measured as Textual measures it, and which cells terminals agree about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import split_graphemes

from tui.terminal.style import DEFAULT, Style


class Cell(NamedTuple):
    """One character as shown, `width` cells wide; what a wide one covers besides its first cell is empty and 0 wide."""

    text: str
    style: Style
    width: int = 1


BLANK: Final = Cell(" ", DEFAULT)

# Of these every terminal in use makes one, or two, cells. Whatever is not here is drawn with care (painter.py).
_NARROW: Final = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u0482\u048a-\u052f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25fc\u2800-\u28ff"
)
_WIDE: Final = "\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_AGREED: Final = re.compile(f"[{_NARROW}][\u0300-\u036f]*|[{_WIDE}]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=8192)
def agreed(text: str) -> bool:
    """Whether all terminals give this character the width that Textual gives it."""
    return _AGREED.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def _cell(text: str, style: Style, width: int = 1) -> Cell:
    return Cell(text, style, width)


@lru_cache(maxsize=2048)
def cells(text: str, style: Style) -> tuple[Cell, ...]:
    """The cells that `text`, which holds no control characters, takes.

    Marks at the very start that join the character before the text come as a first cell 0 wide that is not empty.
    """
    if text.isascii():
        return tuple([_cell(char, style) for char in text])
    text = _LONE_SURROGATE.sub("\ufffd", text)
    found: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        # A joiner at the start is not shown, nor what it joins; one at the end would take the next cell in.
        char = text[start:end].rstrip("\u200d") if width else text[start:end].partition("\u200d")[0]
        found.append(_cell(char, style, width))
        found.extend([_cell("", style, 0)] * (width - 1))
    return tuple(found)

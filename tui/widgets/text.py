"""Text on the screen: what somebody typed or imported, made harmless and cut to size."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

from tui.glyphs import GLYPHS

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(128, 160), 65533)
_PICTURES |= dict.fromkeys((*range(8232, 8239), *range(8294, 8298), 8206, 8207), 65533)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _PICTURES.keys() - {9, 10})))}]")


def harmless(text: str) -> str:
    """The text with control characters as their pictures (one cell each), so that a terminal obeys none of them."""
    return text.translate(_PICTURES)


def harmless_text(text: str) -> str:
    """The text made harmless, character for character, but for its tabs and line feeds; fast on a long one."""
    return _ODD.sub(lambda odd: chr(_PICTURES[ord(odd[0])]), text)


def lines(*texts: str) -> str:
    """Texts below each other, harmless; those that say nothing are left out."""
    return "\n".join(harmless(line) for text in texts for line in text.split("\n") if line.strip())


def one_line(text: str) -> str:
    """The text on one line, harmless."""
    return harmless(" ".join(text.split()))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells, cut with a sign where it is longer; wide characters count two."""
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + GLYPHS.more
    return " " * (width - length) + text if right else text + " " * (width - length)

"""How a cell looks, as the terminal is told it: SGR parameters and the OSC 8 hyperlink.

Colours are kept in the words they were given in (16, 256 or true colour) and never translated.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

# ECMA-48 8.3.117: the parameter that ends an attribute, and the attributes it ends.
_ENDS: Final = {
    "22": {"1", "2"},
    "23": {"3", "20"},
    "24": {"4", "21"},
    "25": {"5", "6"},
    "27": {"7"},
    "28": {"8"},
    "29": {"9"},
    "54": {"51", "52"},
    "55": {"53"},
}
# Only ends that every terminal knows are sent; anything else is ended by a reset.
_ENDED_BY: Final = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "7": "27",
    "9": "29",
}


class Style(NamedTuple):
    """`fg`, `bg`: SGR parameters, "" for the terminal's own; `marks`: bold and such by number; `link`: `params;uri`."""

    fg: str = ""
    bg: str = ""
    marks: frozenset[str] = frozenset()
    link: str = ""


DEFAULT: Final = Style()


@lru_cache(maxsize=4096)
def restyled(style: Style, parameters: str) -> Style:
    """`style` after `CSI parameters m`."""
    fg, bg, marks = style.fg, style.bg, set(style.marks)
    words = iter(parameters.split(";"))
    for word in words:
        code = word.lstrip("0")
        if not code:
            fg, bg, marks = "", "", set()
        elif code in _ENDS:
            marks -= _ENDS[code]
        elif code in ("38", "48"):
            kind = next(words, "")
            colour = [code, kind, *(next(words, "") for _ in range({"5": 1, "2": 3}.get(kind, 0)))]
            if code == "38":
                fg = ";".join(colour)
            else:
                bg = ";".join(colour)
        elif code == "39" or (len(code) == 2 and code[0] in "39"):
            fg = "" if code == "39" else code
        elif code == "49" or code[:-1] in ("4", "10"):
            bg = "" if code == "49" else code
        else:
            marks.add(code)
    return Style(fg, bg, frozenset(marks), style.link)


@lru_cache(maxsize=4096)
def change(pen: Style | None, style: Style) -> str:
    """The shortest sequence that turns the pen into `style`; None is a pen nobody knows, with no hyperlink open."""
    if pen == style:
        return ""
    words = [["0", *sorted(style.marks), style.fg, style.bg]]
    if pen is not None:
        gone = pen.marks - style.marks
        if all(mark in _ENDED_BY for mark in gone):
            ends = {_ENDED_BY[mark] for mark in gone}
            kept = pen.marks.difference(*(_ENDS[end] for end in ends))
            fg = "" if style.fg == pen.fg else style.fg or "39"
            bg = "" if style.bg == pen.bg else style.bg or "49"
            words.append([*sorted(ends), *sorted(style.marks - kept), fg, bg])
    sequences = [";".join(filter(None, one)) for one in words]
    shortest = min(sequences, key=len)
    sgr = f"\x1b[{'' if shortest == '0' else shortest}m" if shortest else ""
    link = "" if style.link == (pen.link if pen else "") else f"\x1b]8;{style.link or ';'}\x1b\\"
    return link + sgr

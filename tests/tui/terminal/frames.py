"""Frames as Textual writes them, and made-up ones for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.tui.terminal.emulator import Emulator, Glyph

STYLES = ["", "1", "2;3", "4", "7", "9", "38;2;224;224;224;48;2;30;30;30", "38;2;18;18;18;48;2;224;224;224"]
STYLES += ["48;2;30;30;30", "1;38;5;208", "31", "97;104", "4;53", "38;5;7;48;5;0"]
LINKS = ["", "", "", "id=1;https://example.org/a", "id=2;file:///b"]
PLAIN = "abc xyz  0-–│─éжΩ…→"
WIDE = "漢字かナ한글！"
DOUBTFUL = [
    "e\u0301",
    "n\u0303",
    "☎\ufe0f",
    "☎",
    "👩\u200d🚀",
    "👨\u200d👩\u200d👧",
    "👍🏽",
    "🇩🇪",
    "1\ufe0f\u20e3",
    "กำ",
    "क्षि",
    "✅",
    "ﷺ",
]
DOUBTFUL += ["\u0301", "\ufe0f", "\u200d", "ب", "ש"]

Segment = tuple[str, str, str]
"""Text, SGR parameters, link."""


def segments(characters: st.SearchStrategy[str]) -> st.SearchStrategy[Segment]:
    """Styled text, often with runs of one character, as screens have them."""
    pieces = st.one_of(
        st.lists(characters, min_size=1, max_size=12).map("".join),
        st.builds(lambda char, count: char * count, characters, st.integers(1, 24)),
    )
    return st.tuples(pieces, st.sampled_from(STYLES), st.sampled_from(LINKS))


plain = segments(st.sampled_from(list(PLAIN)))
wide = segments(st.sampled_from(list(PLAIN + WIDE)))
doubtful = segments(st.sampled_from([*PLAIN, *WIDE, *DOUBTFUL]))


def rendered(line: list[Segment]) -> str:
    """A line as `Strip.render` gives it."""
    out = []
    for text, sgr, link in line:
        styled = f"\x1b[{sgr}m{text}\x1b[0m" if sgr else text
        out.append(f"\x1b]8;{link}\x1b\\{styled}\x1b]8;;\x1b\\" if link else styled)
    return "".join(out)


def frame(lines: list[tuple[int, int, list[Segment]]], cursor: tuple[int, int]) -> str:
    """A frame as `ChopsUpdate.render_segments` and `App._display` give it: lines by row and column, then the cursor."""
    drawn = "\n".join(f"\x1b[{y + 1};{x + 1}H{rendered(line)}" for y, x, line in lines)
    return f"{drawn}\x1b[{cursor[0] + 1};{cursor[1] + 1}H"


def whole(width: int, height: int) -> str:
    """A frame that paints every cell."""
    return frame([(y, 0, [(" " * width, "48;2;30;30;30", "")]) for y in range(height)], (0, 0))


def shown(terminal: Emulator) -> list[list[Glyph]]:
    """What is seen; joiners are not, and those that join nothing are not sent."""
    return [[(text.replace("\u200d", ""), style) for text, style in row] for row in terminal.rows]

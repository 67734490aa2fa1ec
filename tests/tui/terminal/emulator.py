"""A small terminal, written from ECMA-48 and xterm's ctlseqs and knowing nothing of `tui.terminal`.

pyte 0.8.2 is not enough of a judge: it leaves the other half of a wide character standing when one half is overwritten,
counts every code point of an emoji by itself, knows no hyperlinks, no REP and no alternate screen, and prints sequences it
does not know. This one is strict where a program could get away with something: erasing in a colour, scrolling, and
unknown sequences are errors; and it can be told to be a bad terminal where terminals differ.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from rich.cells import cell_len, split_graphemes

SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[<>=?]?)(?P<parameters>[\d;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<control>[\x00-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
)
JUNK = ("#", frozenset({"junk"}))
NOTHING = ("", frozenset({"nothing"}))
ENDS = {"22": "12", "23": "3", "24": "4", "25": "5", "27": "7", "28": "8", "29": "9"}

Glyph = tuple[str, frozenset[str]]
"""What a cell shows and how; the cells behind a wide character show "" in its style."""


@dataclass
class Emulator:
    """One terminal. `widths`: "textual" measures as Textual does, "apart" draws every code point by itself, "joined" lets
    a character join the one before it, whatever came between. `halves`: "blank", or "junk" as a warning that a program
    relies on what is left of half a character.
    Not `strict`: what would scroll the screen only stays in the last line, as in frames drawn for a taller screen.
    """

    width: int
    height: int
    widths: str = "textual"
    halves: str = "blank"
    repeats: bool = False
    strict: bool = True
    rows: list[list[Glyph]] = field(init=False)
    at: tuple[int, int] = (0, 0)
    pen: frozenset[str] = frozenset()
    modes: set[str] = field(default_factory=lambda: {"?7", "?25"})
    passed: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    received: int = 0

    def __post_init__(self) -> None:
        self.rows = self._empty()
        self._main: tuple[list[list[Glyph]], tuple[int, int]] | None = None
        self._moved = True
        self._last = ""

    def _empty(self) -> list[list[Glyph]]:
        return [[NOTHING] * self.width for _ in range(self.height)]

    def garble(self, x: int = 0, y: int = 0) -> None:
        """Somebody else wrote all over the screen."""
        self.rows = [[JUNK] * self.width for _ in range(self.height)]
        self.at = min(y, self.height - 1), min(x, self.width - 1)
        self.pen = frozenset({"fg 31", "7"})

    def resize(self, width: int, height: int) -> None:
        """As a window is resized: what is cut off is gone, what is new is empty."""
        for y in range(self.height):
            self._halve(y, width)
        self.rows = [(row + [NOTHING] * width)[:width] for row in self.rows[:height]]
        self.rows += [[NOTHING] * width for _ in range(height - len(self.rows))]
        self.width, self.height = width, height
        self.at = min(self.at[0], height - 1), min(self.at[1], width - 1)

    @property
    def text(self) -> str:
        return "\n".join("".join(text or "" for text, _ in row).rstrip() for row in self.rows)

    @property
    def cursor(self) -> tuple[int, int]:
        return self.at[0], min(self.at[1], self.width - 1)

    def feed(self, data: str) -> None:
        self.received += len(data.encode(errors="replace"))
        end = 0
        for part in SEQUENCE.finditer(data):
            assert part.start() == end, f"not understood: {data[end : part.start()]!r}"
            end = part.end()
            if (text := part["text"]) is not None:
                self._print(text)
            elif (control := part["control"]) is not None:
                self._control(control)
            elif (osc := part["osc"]) is not None:
                if osc.startswith("8;"):
                    self._style("link", "" if osc == "8;;" else osc[2:])
                else:
                    self.passed.append(part[0])
            else:
                self._sequence(part[0], part["private"] + part["parameters"], part["between"] + part["final"])
        assert end == len(data), f"not understood: {data[end:]!r}"

    # -- cursor and modes ---------------------------------------------------

    def _control(self, control: str) -> None:
        y, x = self.at
        if control == "\r":
            self.at = y, 0
        elif control == "\n":  # the tty adds the carriage return
            assert y + 1 < self.height or not self.strict, "the screen was scrolled"
            self.at = min(y + 1, self.height - 1), 0
        elif control == "\b":
            assert x < self.width, "terminals differ about a backspace behind the last column"
            self.at = y, max(x - 1, 0)
        else:
            assert control == "\x07", f"control character {control!r}"
            self.passed.append(control)
        self._moved = self._moved or control != "\x07"

    def _sequence(self, whole: str, parameters: str, final: str) -> None:
        y, x = self.at
        numbers = [int(word or 1) for word in parameters.strip("<=>?").split(";")]
        count = max(numbers[0], 1)
        if final == "m":
            self._sgr(parameters)
            return
        if final == "b":
            if self.repeats:
                assert self._last in map(chr, range(0x20, 0x7F))
                self._print(self._last * count)
            return
        if final in "ABCD":
            assert x < self.width or final in "C", "terminals differ about moves from behind the last column"
            step_y, step_x = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}[final]
            y, x = y + step_y * count, x + step_x * count
            assert 0 <= y < self.height, "moved out of the screen"
            assert 0 <= x < self.width, "moved out of the screen"
            self.at = y, x
        elif final == "H":
            row, column = (*numbers, 1)[:2]
            self.at = min(max(row, 1), self.height) - 1, min(max(column, 1), self.width) - 1
        elif final == "K":
            assert not self.pen, "not every terminal erases in the current colour"
            assert x < self.width
            self._halve(y, x)
            self.rows[y][x:] = [(" ", frozenset())] * (self.width - x)
        elif final in "hl" and parameters == "?1049":
            self._switch(final == "h")
        elif final in "hl":
            (self.modes.add if final == "h" else self.modes.discard)(parameters)
            if parameters != "?2026":
                self.passed.append(whole)
        elif whole == "\x1b[6n":
            self.answers.append(f"\x1b[{y + 1};{min(x, self.width - 1) + 1}R")
        else:
            assert final in ("u", "$p", "c"), f"unknown sequence {whole!r}"
            self.passed.append(whole)
        self._moved = True

    def _switch(self, alternate: bool) -> None:
        if alternate:
            self._main = self.rows, self.at
            self.rows = self._empty()
        elif self._main is not None:
            self.rows, self.at = self._main
            self._main = None

    # -- style --------------------------------------------------------------

    def _style(self, kind: str, value: str) -> None:
        kept = {mark for mark in self.pen if not mark.startswith(f"{kind} ")}
        self.pen = frozenset(kept | ({f"{kind} {value}"} if value else set()))

    def _sgr(self, parameters: str) -> None:
        words = iter(parameters.split(";"))
        for word in words:
            if word in ("", "0"):
                self.pen = frozenset(mark for mark in self.pen if mark.startswith("link "))
            elif word in ENDS:
                self.pen -= set(ENDS[word])
            elif word in ("38", "48"):
                kind = next(words)
                colour = " ".join([kind, *(next(words) for _ in range(3 if kind == "2" else 1))])
                self._style("fg" if word == "38" else "bg", colour)
            elif word in ("39", "49"):
                self._style("fg" if word == "39" else "bg", "")
            elif 30 <= int(word) <= 37 or 90 <= int(word) <= 97:
                self._style("fg", word)
            elif 40 <= int(word) <= 47 or 100 <= int(word) <= 107:
                self._style("bg", word)
            else:
                assert word in (*"123456789", "53"), f"SGR {word}"
                self.pen |= {word}

    # -- text ---------------------------------------------------------------

    def _print(self, text: str) -> None:
        if self.widths == "textual":
            pieces = [(text[start:end], width) for start, end, width in split_graphemes(text)[0]]
        else:
            pieces = [(char, self._width_of(char)) for char in text]
        for char, width in pieces:
            self._last = char
            self._draw(char, width)
            self._moved = False

    def _width_of(self, char: str) -> int:
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            return 0
        return 2 if cell_len(char) == 2 else 1

    def _draw(self, char: str, width: int) -> None:
        y, x = self.at
        before = self._before(y, x)
        if width == 0:
            if before is not None and not (self._moved and self.widths == "textual"):
                text, style = self.rows[y][before]
                base, marks = text.rstrip("\u200d"), char.partition("\u200d")[0]
                width = cell_len(base)
                joined = [base + marks, base + marks.replace("\ufe0f", "")]
                fits = [one for one in joined if split_graphemes(one) == ([(0, len(one), width)], width)]
                self.rows[y][before] = ([*fits, text][0], style)
            return
        if self.widths == "joined" and before is not None and self._joins(self.rows[y][before][0], char):
            text, style = self.rows[y][before]
            self.rows[y][before] = (text + char, style)
            return
        if x + width > self.width:  # wrapping is off: it goes over the last cell
            assert "?7" not in self.modes or self._main is None, "relied on wrapping"
            if width > 1:
                return
            x = self.width - 1
        self._halve(y, x)
        self._halve(y, x + width)
        self.rows[y][x : x + width] = [(char, self.pen), *[("", self.pen)] * (width - 1)]
        self.at = y, x + width

    def _joins(self, before: str, char: str) -> bool:
        flag = range(0x1F1E6, 0x1F200)
        return before.endswith("\u200d") or (len(before) == 1 and ord(before or " ") in flag and ord(char) in flag)

    def _before(self, y: int, x: int) -> int | None:
        x -= 1
        while x >= 0 and self.rows[y][x][0] == "" and self.rows[y][x] != NOTHING:
            x -= 1
        return x if x >= 0 else None

    def _halve(self, y: int, x: int) -> None:
        """Break the character that goes over the edge before column `x`."""
        row = self.rows[y]
        if not 0 < x < self.width or row[x][0] or row[x] == NOTHING:
            return
        start, end = x, x + 1
        while row[start][0] == "":
            start -= 1
        while end < self.width and row[end][0] == "" and row[end] != NOTHING:
            end += 1
        row[start:end] = [(" ", row[start][1]) if self.halves == "blank" else JUNK] * (end - start)

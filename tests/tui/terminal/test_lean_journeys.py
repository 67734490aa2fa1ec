"""A real Textual app, driven at random: every frame it writes, shown directly and shown through `LeanOutput`, is the same."""

from __future__ import annotations

import random
from typing import Any, ClassVar

import pytest
from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Input, OptionList, RichLog, Static, TextArea

from tests.tui.terminal.emulator import NOTHING, Emulator
from tests.tui.terminal.frames import shown
from tui.terminal.output import LeanOutput
from tui.terminal.screen import is_frame

WORDS = [
    "plan ",
    "A.5.18 ",
    "漢字かな",
    "e\u0301te\u0301 ",
    "👩\u200d🚀",
    "☎\ufe0f ",
    "🇩🇪",
    "한글 ",
    "→│─ ",
    "שלום ",
    "x" * 90,
]


class Comparing(HeadlessDriver):
    """Shows every write on two terminals, the second behind `LeanOutput`, and compares them after each frame."""

    def __init__(self, app: App[Any], size: tuple[int, int]) -> None:
        super().__init__(app, size=size)
        self.output = LeanOutput()
        self.bare, self.lean = Emulator(*size, strict=False), Emulator(*size, halves="junk", repeats=True)
        self.output.repeats(True)
        for terminal in (self.bare, self.lean):
            terminal.modes.discard("?7")
        self.lean.garble()
        self.frames = 0
        self.faults: list[str] = []

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        size = tuple(self._app.size)
        if size != (self.bare.width, self.bare.height):
            self.bare.resize(*size)
            self.lean.resize(*size)
            self.lean.garble()
        self.output.resize(*size)
        self.bare.feed(data)
        self.lean.feed(self.output.feed(data))
        if is_frame(data):
            self.frames += 1
            self.compare()

    def compare(self) -> None:
        for y, (right, seen) in enumerate(zip(shown(self.bare), shown(self.lean), strict=True)):
            for x, (cell, found) in enumerate(zip(right, seen, strict=True)):
                if cell not in (NOTHING, found):
                    self.faults.append(f"frame {self.frames}: {found} instead of {cell} in row {y}, column {x}")
        if self.bare.cursor != self.lean.cursor:
            self.faults.append(f"frame {self.frames}: cursor at {self.lean.cursor}, not {self.bare.cursor}")


class Dialogue(ModalScreen[None]):
    CSS = "Dialogue { align: center middle; } Dialogue Static { width: 41; height: 9; border: round $primary; }"

    def compose(self) -> ComposeResult:
        yield Static("Leaver accounts disabled late 漢字\nin 3 of 25 sampled cases")


class Desk(App[None]):
    """Something of everything: long text, a table, a list, links, a log, half-transparent dialogues."""

    CSS = "TextArea, OptionList { height: 8; width: 1fr; } DataTable, RichLog { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+t", "theme", "theme"), ("ctrl+n", "dialogue", "dialogue")]

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self.start_size = size
        self.comparing: Comparing

    def _build_driver(self, *_: Any, **__: Any) -> Comparing:
        self.comparing = Comparing(self, self.start_size)
        self._driver = self.comparing
        return self.comparing

    def compose(self) -> ComposeResult:
        link = Text("see the ").append("report", Style(link="https://example.org/r", underline=True)).append(" 漢字")
        yield Static(link)
        with Horizontal():
            note = TextArea("first\nsecond 漢字\n" + "long " * 40, show_line_numbers=True)
            note.cursor_blink = False
            yield note
            yield OptionList(*[f"{number} 項目 {'·' * number}" for number in range(30)])
        yield Input(placeholder="title")
        table: DataTable[str] = DataTable(zebra_stripes=True)
        table.add_columns("ref", "title", "状態")
        table.add_rows([f"A.5.{number}", "漢" * (number % 9), "open"] for number in range(40))
        yield table
        yield RichLog(max_lines=50)
        yield Footer()

    def on_mount(self) -> None:
        self._sync_available = True

    def action_theme(self) -> None:
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_dialogue(self) -> None:
        self.push_screen(Dialogue())


ARROWS = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown"]
KEYS = [
    *ARROWS,
    *(f"shift+{key}" for key in ARROWS[:4]),
    "tab",
    "shift+tab",
    "enter",
    "backspace",
    "delete",
    "space",
    "a",
]
KEYS += ["b", "(", ")", *(f"ctrl+{letter}" for letter in "wxktn")]


async def step(app: Desk, pilot: Pilot[None], chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.60:
        await pilot.press(chance.choice(KEYS))
    elif kind < 0.80:
        app.post_message(events.Paste("".join(chance.choices(WORDS, k=chance.randint(1, 4)))))
    elif kind < 0.88:
        app.screen_stack[0].query_one(RichLog).write("".join(chance.choices(WORDS, k=3)))
    elif kind < 0.94:
        await pilot.resize_terminal(chance.randint(30, 110), chance.randint(20, 40))
    elif len(app.screen_stack) > 1:
        app.pop_screen()
    await pilot.pause()


@pytest.mark.parametrize("seed", range(2))
async def test_every_frame_of_a_long_random_journey_looks_the_same(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a journey, not a secret
    app = Desk((80, 24))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(120):
            await step(app, pilot, chance)
            assert not app.comparing.faults, app.comparing.faults[:5]
    driver = app.comparing
    assert driver.frames > 120
    assert driver.lean.received < driver.bare.received / 3

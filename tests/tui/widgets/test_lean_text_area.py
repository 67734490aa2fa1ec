"""The lean text area looks and behaves as Textual's does, for less."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditHistory, Selection

from tui.widgets.lean import CountedDocument, LeanTextArea

WORDS = ["plan ", "A.5.18 ", "漢字かな", "e\u0301te\u0301 ", "👩\u200d🚀", "\t", "x" * 70, "one\ntwo\n", "\n\n", "(a) ", ""]
KEYS = "down up left right pagedown pageup home end enter backspace delete shift+left shift+right shift+down ctrl+w".split()
KEYS += ["shift+up", "ctrl+x", "ctrl+k", "ctrl+u", "ctrl+left", "ctrl+right", "ctrl+z", "ctrl+y", "space", "a", "(", "f7"]


class Stock(TextArea):
    """Textual's, set up as the lean one sets itself up."""

    def __init__(self, text: str = "", **keywords: Any) -> None:
        super().__init__(text, **keywords)
        self.cursor_blink = False
        self.match_cursor_bracket = False


class Desk(App[None]):
    CSS = "TextArea { height: 1fr; }"

    def __init__(self, kind: type[TextArea], text: str = "", **keywords: Any) -> None:
        super().__init__()
        self.area = kind(text, **keywords)
        # No batch of edits may depend on the time of day.
        self.area.history = EditHistory(max_checkpoints=50, checkpoint_timer=1e9, checkpoint_max_characters=20)

    def compose(self) -> ComposeResult:
        yield self.area
        yield Input()


def seen(app: App[None]) -> list[list[tuple[str, object]]]:
    """The screen as painted so far: what the compositor was told to paint, and nothing that it was not told."""
    return [
        [(char, segment.style) for segment in strip for char in segment.text]
        for strip in app.screen._compositor.render_strips()
    ]


async def act(app: Desk, pilot: Pilot[None], chance: random.Random) -> None:
    area, kind = app.area, chance.random()
    if kind < 0.6:
        await pilot.press(chance.choice(KEYS))
    elif kind < 0.8:
        app.focused.post_message(events.Paste("".join(chance.choices(WORDS, k=chance.randint(1, 4))))) if app.focused else None
    elif kind < 0.84:
        await pilot.press("tab")
    elif kind < 0.88:
        await pilot.resize_terminal(chance.randint(12, 100), chance.randint(6, 30))
    elif kind < 0.9:
        app.theme = chance.choice(["textual-dark", "textual-light", "nord"])
    elif kind < 0.92:
        area.show_line_numbers = not area.show_line_numbers
    elif kind < 0.94:
        area.soft_wrap = not area.soft_wrap
    elif kind < 0.96:
        row = chance.randrange(area.document.line_count)
        area.insert("from elsewhere\n", (row, 0), maintain_selection_offset=True)
    elif kind < 0.97:
        area.read_only = not area.read_only
    elif kind < 0.98:
        area.load_text("".join(chance.choices(WORDS, k=30)))
    else:
        area.selection = Selection((0, 0), area.document.end)
    await pilot.pause()


@pytest.mark.parametrize("highlight", [False, True])
@pytest.mark.parametrize("seed", range(3))
async def test_a_random_session_looks_the_same_as_in_textuals_own(seed: int, highlight: bool) -> None:
    chances = random.Random(seed), random.Random(seed)  # noqa: S311 - a journey, not a secret
    apps = [Desk(kind, "first\n" * 5, highlight_cursor_line=highlight) for kind in (Stock, LeanTextArea)]
    async with apps[0].run_test(size=(60, 16)) as stock, apps[1].run_test(size=(60, 16)) as lean:
        for _ in range(120):
            for app, pilot, chance in zip(apps, (stock, lean), chances, strict=True):
                await act(app, pilot, chance)
            assert apps[1].area.text == apps[0].area.text
            assert apps[1].area.selection == apps[0].area.selection
            assert apps[1].area.scroll_offset == apps[0].area.scroll_offset
            assert seen(apps[1]) == seen(apps[0])

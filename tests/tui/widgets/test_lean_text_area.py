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
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Document, EditHistory, Selection, WrappedDocument

from tui.widgets.document import ExactDocument
from tui.widgets.lean import EndlessHistory, LeanTextArea
from tui.widgets.wrapping import CountedDocument

WORDS = [
    "plan ",
    "A.5.18 ",
    "漢字かな",
    "e\u0301te\u0301 ",
    "👩\u200d🚀",
    "\t",
    "x" * 70,
    "one\ntwo\n",
    "\n\n",
    "(a) ",
    "",
]
ARROWS = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown"]
KEYS = [
    *ARROWS,
    *(f"shift+{key}" for key in ARROWS[:6]),
    "ctrl+left",
    "ctrl+right",
    "enter",
    "backspace",
    "delete",
    "a",
]
KEYS += ["space", "(", "f7", *(f"ctrl+{letter}" for letter in "wxkuzy")]


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
        title = Input()
        title.cursor_blink = False
        yield title


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
        pasted = "".join(chance.choices(WORDS, k=chance.randint(1, 4)))
        app.post_message(events.Paste(pasted))
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


@pytest.mark.parametrize(("seed", "highlight"), [(1, False), (2, True)])
async def test_a_random_session_looks_the_same_as_in_textuals_own(seed: int, highlight: bool) -> None:
    chances = random.Random(seed), random.Random(seed)  # noqa: S311 - a journey, not a secret
    apps = [Desk(kind, "first\n" * 5, highlight_cursor_line=highlight) for kind in (Stock, LeanTextArea)]
    async with apps[0].run_test(size=(60, 16)) as stock, apps[1].run_test(size=(60, 16)) as lean:
        for _ in range(100):
            for app, pilot, chance in zip(apps, (stock, lean), chances, strict=True):
                await act(app, pilot, chance)
            assert apps[1].area.text == apps[0].area.text
            assert apps[1].area.selection == apps[0].area.selection
            assert apps[1].area.scroll_offset == apps[0].area.scroll_offset
            for _ in range(50):  # a scroll bar is painted a moment later
                if seen(apps[1]) == seen(apps[0]):
                    break
                await stock.pause()
                await lean.pause()
            assert seen(apps[1]) == seen(apps[0])


LINES = st.lists(st.text(alphabet="ab 漢\t", max_size=40), min_size=1, max_size=12)
EDITS = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), LINES), max_size=6)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from([0, 10, 25]), EDITS)
def test_the_height_counted_is_the_height_added_up(
    lines: list[str], width: int, edits: list[tuple[int, int, list[str]]]
) -> None:
    document = Document("\n".join(lines))
    counted, plain = CountedDocument(document, width), WrappedDocument(document, width)
    for first, last, new in edits:
        top, bottom = sorted(min(row, document.line_count - 1) for row in (first, last))
        result = document.replace_range((top, 0), (bottom, 0), "\n".join(new))
        for one in (counted, plain):
            one.wrap_range((top, 0), (bottom, 0), result.end_location)
        compare(counted, plain)
    counted.wrap(13)
    plain.wrap(13)
    compare(counted, plain)


def compare(counted: CountedDocument, plain: WrappedDocument) -> None:
    """Both place every character and every row alike."""
    assert counted.height == plain.height == len(counted._offset_to_line_info)
    assert counted.wrapped == plain.wrapped
    for row in range(plain.height + 2):
        for column in (0, 3, 9):
            assert counted.offset_to_location(Offset(column, row)) == plain.offset_to_location(Offset(column, row))
    for line, text in enumerate(plain.document.lines):
        for column in range(len(text) + 1):
            assert counted.location_to_offset((line, column)) == plain.location_to_offset((line, column))
        assert counted.get_tab_widths(line) == plain.get_tab_widths(line)


@pytest.mark.parametrize("lines", [50, 1500])
async def test_a_paste_taller_than_the_widget_can_be_undone_and_redone(lines: int) -> None:
    app = Desk(LeanTextArea, "line0\nline1\n")
    async with app.run_test(size=(80, 24)) as pilot:
        app.area.move_cursor((1, 3))
        pasted = "\n".join(f"line {number}" for number in range(lines))
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        after = app.area.text
        for _ in range(3):
            await pilot.press("ctrl+z")
            assert app.area.text == "line0\nline1\n"
            assert app.area.cursor_location == (1, 3)
            await pilot.press("ctrl+y")
            assert app.area.text == after
        app.area.select_all()
        await pilot.press("x")
        assert app.area.text == "x"
        await pilot.press("ctrl+z")
        assert app.area.text == after


async def test_with_nothing_to_undo_the_cursor_stays() -> None:
    app = Desk(LeanTextArea, "one\ntwo")
    async with app.run_test() as pilot:
        app.area.selection = Selection((0, 1), (1, 2))
        await pilot.press("ctrl+z", "ctrl+y")
        assert app.area.selection == Selection((0, 1), (1, 2))


async def test_undoing_something_in_view_does_not_scroll() -> None:
    app = Desk(LeanTextArea, "line\n" * 200)
    async with app.run_test(size=(60, 16)) as pilot:
        app.area.move_cursor((100, 0), center=True)
        await pilot.press("x")
        place = app.area.scroll_offset
        await pilot.press("ctrl+z")
        assert app.area.text == "line\n" * 200
        assert app.area.scroll_offset == place


class Counting(LeanTextArea):
    """Counts the lines it draws and the texts it joins."""

    drawn = 0
    colour = "red"

    def get_line(self, line_index: int) -> Text:
        self.drawn += 1
        line = super().get_line(line_index)
        line.stylize(self.colour)
        return line


async def test_a_key_draws_its_line_and_not_the_others() -> None:
    app = Desk(Counting, "line\n" * 3000)
    async with app.run_test(size=(200, 50)) as pilot:
        area = app.area
        assert isinstance(area, Counting)
        area.move_cursor((20, 4))
        await pilot.pause()
        area.drawn = 0
        for key in "typing":
            await pilot.press(key)
        await pilot.pause()
        assert area.drawn <= 2 * len("typing")


async def test_lines_that_look_different_by_something_else_are_drawn_when_told() -> None:
    app = Desk(Counting, "one\ntwo\nthree", highlight_cursor_line=False)
    async with app.run_test(size=(40, 10)) as pilot:
        before = seen(app)
        app.area.colour = "green"  # type: ignore[attr-defined]
        app.area.forget_lines()  # type: ignore[attr-defined]
        await pilot.pause()
        changed = [y for y, (old, new) in enumerate(zip(before, seen(app), strict=True)) if old != new]
        assert len(changed) == 3


async def test_the_text_is_joined_once_for_each_change() -> None:
    app = Desk(LeanTextArea, "one\ntwo")
    async with app.run_test() as pilot:
        first = app.area.text
        assert app.area.text is first
        await pilot.press("x")
        assert app.area.text == "xone\ntwo"
        app.area.text = "new"
        assert app.area.text == "new"
        app.area.load_text("newer")
        assert app.area.text == "newer"


def test_the_parts_of_textual_it_stands_on_are_there() -> None:
    assert isinstance(Strip.blank(1), Strip)
    assert {"height", "wrap", "wrap_range", "get_offsets", "offset_to_location"} <= set(dir(WrappedDocument))
    assert {"render_line", "render_lines", "find_matching_bracket", "undo", "redo", "get_line"} <= set(dir(TextArea))


async def test_a_very_long_line_looks_as_in_textuals_own_and_nobody_looks_at_all_of_it() -> None:
    apps = [Desk(kind, "short\n" + "x" * 5000 + "\nend", highlight_cursor_line=False) for kind in (Stock, LeanTextArea)]
    keys = [
        *["down"] * 5,
        "x",
        "right",
        "shift+down",
        "shift+right",
        "delete",
        "pagedown",
        "end",
        "y",
        "ctrl+z",
        "home",
    ]
    async with apps[0].run_test(size=(60, 16)) as stock, apps[1].run_test(size=(60, 16)) as lean:
        for key in keys:
            await stock.press(key)
            await lean.press(key)
            assert apps[1].area.text == apps[0].area.text
            assert apps[1].area.selection == apps[0].area.selection
            assert seen(apps[1]) == seen(apps[0]), key


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9), st.text(max_size=9)), max_size=6))
def test_a_document_keeps_every_character(text: str, edits: list[tuple[int, int, str]]) -> None:
    document, plain = ExactDocument(text), text
    for row, column, new in edits:
        row = min(row, document.line_count - 1)
        column = min(column, len(document.exact(row)))
        at = sum(len(document.exact(line)) + 1 for line in range(row)) + column
        end = document.end
        result = document.replace_range((row, column), end, new)
        assert result.replaced_text == plain[at:]
        assert result.end_location == document.end
        document.replace_range(document.end, document.end, result.replaced_text)
        plain = plain[:at] + new + plain[at:]
        assert document.text == plain
        assert [len(line) for line in document.lines] == [len(line) for line in plain.split("\n")]
        assert not {char for line in document.lines for char in line if char < " " and char != "\t"}


async def test_a_step_of_edits_in_several_places_is_undone_and_done_again() -> None:
    app = Desk(LeanTextArea, "\n".join(f"line {row}" for row in range(12)))
    async with app.run_test(size=(40, 10)) as pilot:
        area, before = app.area, app.area.text
        area.history = EndlessHistory()
        area.insert("\n", (2, 3))
        for row in (9, 1):
            area.insert("  {F-03}\nmore", (row, 2))
            area.history.join_last()
        after = area.text
        for _ in range(2):
            await pilot.press("ctrl+z")
            assert area.text == before
            compare(area.wrapped_document, WrappedDocument(area.document, area.wrap_width))  # type: ignore[arg-type]
            await pilot.press("ctrl+y")
            assert area.text == after
            compare(area.wrapped_document, WrappedDocument(area.document, area.wrap_width))  # type: ignore[arg-type]

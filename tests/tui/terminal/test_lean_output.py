"""Whatever Textual paints, the terminal behind `LeanOutput` shows what it would show without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.terminal import frames
from tests.tui.terminal.emulator import Emulator
from tui.terminal.cells import agreed
from tui.terminal.output import LeanOutput

WIDTH, HEIGHT = 24, 5
places = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1))


def journeys(kind: st.SearchStrategy[frames.Segment]) -> st.SearchStrategy[list[str]]:
    lines = st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), st.lists(kind, min_size=1, max_size=3))
    painted = st.builds(frames.frame, st.lists(lines, min_size=1, max_size=4), places)
    other = st.sampled_from(
        ["forget", "garble", "\x07", "\x1b]52;c;YQ==\x07", "\x1b[?25h", "\x1b[?2026h", "\x1b[?2026l"]
    )
    return st.lists(st.one_of(painted, painted, painted, other), min_size=1, max_size=8)


def compare(steps: list[str], bare: Emulator, lean: Emulator, output: LeanOutput) -> None:
    """Feed both; after each frame the same characters and attributes, and the cursor in the same place."""
    output.resize(WIDTH, HEIGHT)
    lean.garble()
    bare.strict = False  # the frames may feed a line at the bottom, which Textual's never do
    for terminal in (bare, lean):
        terminal.modes.discard("?7")
    for step in [frames.whole(WIDTH, HEIGHT), *steps]:
        if step in ("forget", "garble"):
            output.forget()
            if step == "garble":
                output.feed("\x1b[5x")  # something unknown, so that the pen is unknown too
                lean.garble(3, 3)
            continue
        bare.feed(step)
        lean.feed(output.feed(step))
        if step.endswith("H"):
            assert frames.shown(lean) == frames.shown(bare)
            assert lean.cursor == bare.cursor
    lean.feed(output.whole())
    assert frames.shown(lean) == frames.shown(bare)
    assert [one for one in lean.passed if one in bare.passed] == bare.passed


@pytest.mark.parametrize("repeats", [False, True])
@settings(max_examples=400, deadline=None)
@given(steps=journeys(frames.plain))
def test_plain_text_looks_the_same(repeats: bool, steps: list[str]) -> None:
    output = LeanOutput()
    output.repeats(repeats)
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk", repeats=repeats), output)


@settings(max_examples=600, deadline=None)
@given(steps=journeys(frames.wide))
def test_wide_characters_look_the_same_and_no_half_is_relied_on(steps: list[str]) -> None:
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk"), LeanOutput())


@settings(max_examples=600, deadline=None)
@given(steps=journeys(frames.doubtful))
def test_combining_marks_and_emoji_look_the_same(steps: list[str]) -> None:
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk"), LeanOutput())


@pytest.mark.parametrize("widths", ["apart", "joined"])
@settings(max_examples=400, deadline=None)
@given(steps=journeys(frames.doubtful))
def test_a_terminal_with_other_widths_shows_no_stale_cell(widths: str, steps: list[str]) -> None:
    """Only the doubtful characters themselves may look different there."""
    output, lean = LeanOutput(), Emulator(WIDTH, HEIGHT, widths=widths, halves="junk")
    output.resize(WIDTH, HEIGHT)
    lean.modes.discard("?7")
    right = Emulator(WIDTH, HEIGHT, strict=False)
    right.modes.discard("?7")
    for step in [frames.whole(WIDTH, HEIGHT), *(step for step in steps if step.endswith("H"))]:
        right.feed(step)
        lean.feed(output.feed(step))
        for wanted, seen in zip(frames.shown(right), frames.shown(lean), strict=True):
            for x, ((text, style), cell) in enumerate(zip(wanted, seen, strict=True)):
                if agreed(text):
                    assert cell == (text, style), (x, wanted, seen)
                else:
                    assert style == cell[1] or cell[0] == "#", (x, wanted, seen)


def test_the_widths_all_terminals_agree_about_are_those_textual_measures() -> None:
    narrow = [char for char in map(chr, range(0x20, 0x3000)) if agreed(char)]
    wide = [char for char in map(chr, range(0x3000, 0x30000)) if agreed(char)]
    assert len(narrow) > 2000
    assert len(wide) > 30000
    assert {cell_len(char) for char in narrow} == {1}
    assert {cell_len(char) for char in wide} == {2}

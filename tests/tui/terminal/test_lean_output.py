"""Whatever Textual paints, the terminal behind `LeanOutput` shows what it would show without."""

from __future__ import annotations

import re

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


# A combining mark with nothing before it in its run: such terminals disagree on whether, and how often, it joins what
# stands to the left. `test_combining_marks_and_emoji_look_the_same` has it for terminals that measure as Textual does.
BASELESS = re.compile(r"(?:H|\n|^)(?:\x1b\[[\d;]*m|[\u0300-\u036f\u200d\ufe0f])*[\u0300-\u036f\u200d\ufe0f]")


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
@settings(max_examples=120, deadline=None)
@given(steps=journeys(frames.plain))
def test_plain_text_looks_the_same(repeats: bool, steps: list[str]) -> None:
    output = LeanOutput()
    output.repeats(repeats)
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk", repeats=repeats), output)


@settings(max_examples=150, deadline=None)
@given(steps=journeys(frames.wide))
def test_wide_characters_look_the_same_and_no_half_is_relied_on(steps: list[str]) -> None:
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk"), LeanOutput())


@settings(max_examples=150, deadline=None)
@given(steps=journeys(frames.doubtful))
def test_combining_marks_and_emoji_look_the_same(steps: list[str]) -> None:
    compare(steps, Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT, halves="junk"), LeanOutput())


@pytest.mark.parametrize("widths", ["apart", "joined"])
@settings(max_examples=120, deadline=None)
@given(steps=journeys(frames.doubtful))
def test_a_terminal_with_other_widths_shows_no_stale_cell(widths: str, steps: list[str]) -> None:
    """Only the doubtful characters themselves may look different there."""
    output, lean = LeanOutput(), Emulator(WIDTH, HEIGHT, widths=widths, halves="junk")
    output.resize(WIDTH, HEIGHT)
    lean.modes.discard("?7")
    right = Emulator(WIDTH, HEIGHT, strict=False)
    right.modes.discard("?7")
    painted = [step for step in steps if step.endswith("H") and not BASELESS.search(step)]
    for step in [frames.whole(WIDTH, HEIGHT), *painted]:
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


def settled(width: int = WIDTH, height: int = HEIGHT) -> LeanOutput:
    output = LeanOutput()
    output.resize(width, height)
    output.feed(frames.whole(width, height))
    return output


def test_what_is_painted_again_costs_nothing() -> None:
    output = settled()
    painted = frames.frame([(1, 2, [("same", "31", "")])], (1, 6))
    assert "same" in output.feed(painted)
    assert output.feed(painted) == ""


def test_a_typed_letter_costs_the_letter_the_cursor_and_one_change_of_style() -> None:
    output, text, cursor = settled(), "38;2;224;224;224;48;2;39;39;39", "38;2;18;18;18;48;2;224;224;224"
    costs = []
    for count in range(1, 12):
        line = [("x" * count, text, ""), (" ", cursor, ""), (" " * (22 - count), text, "")]
        costs.append(len(output.feed(frames.frame([(1, 0, line)], (1, count)))))
    change = len(f"\x1b[{cursor}m")
    assert max(costs[2:]) <= change + len("x\x1b[C ") + len("\b\b")


def test_the_last_column_is_left_by_an_absolute_move() -> None:
    output = settled()
    sent = output.feed(frames.frame([(0, WIDTH - 1, [("a", "31", "")]), (2, 3, [("b", "31", "")])], (0, 0)))
    assert sent == "\x1b[23C\x1b[0;31ma\x1b[3;4Hb\x1b[H"


def test_a_synchronised_update_is_marked_only_where_there_is_much_to_see() -> None:
    output = settled()
    assert output.feed("\x1b[?2026h") == ""
    small = output.feed(frames.frame([(1, 2, [("word", "31", "")])], (1, 6)))
    assert "2026" not in small
    large = output.feed(frames.frame([(y, 0, [("abcd" * 6, "41", "")]) for y in range(HEIGHT)], (0, 0)))
    assert large.startswith("\x1b[?2026h")
    assert large.endswith("\x1b[?2026l")
    assert output.feed("\x1b[?2026l") == ""


def test_what_is_not_painted_goes_through_as_it_is() -> None:
    output = settled()
    for data in (
        "\x07",
        "\x1b]52;c;YQ==\x07",
        "\x1b]22;pointer\x07",
        "\x1b[?25h",
        "\x1b[?1003h",
        "\x1b[>25u",
        "\x1b[<u",
        "\x1b[?2048$p",
    ):
        assert output.feed(data) == data
    assert not output.forgotten


@pytest.mark.parametrize(
    "data", ["\x1b[?1049h", "\x1b[2J", "\x1b7", "\x1bc", "\x1b[?6h", "text", "\x1bPq\x1b\\", "\x1b[?1049h\x07"]
)
def test_what_may_change_the_screen_goes_through_in_default_style_and_the_next_frame_is_whole(data: str) -> None:
    output = settled()
    assert output.feed(data) == "\x1b[m" + data
    terminal = Emulator(WIDTH, HEIGHT)
    terminal.garble()
    terminal.feed(output.feed(frames.frame([(0, 0, [("a", "", "")])], (0, 0))))
    assert all("junk" not in style for row in terminal.rows for _, style in row)


def test_a_character_of_several_code_points_is_sent_whole_into_cleared_cells() -> None:
    sent = settled().feed(frames.frame([(1, 2, [("👩\u200d🚀", "31", "")])], (1, 4)))
    assert "\x1b[0;31m  \x1b[2;3H👩\u200d🚀\x1b[2;5H" in sent


def test_a_link_is_never_left_open() -> None:
    output, terminal = settled(), Emulator(WIDTH, HEIGHT)
    terminal.feed(output.feed(frames.frame([(0, 0, [("see", "4", "id=1;https://example.org/a")])], (0, 0))))
    assert terminal.rows[0][0][1] == {"4", "link id=1;https://example.org/a"}
    assert not any(mark.startswith("link") for mark in terminal.pen)


@pytest.mark.parametrize(
    "text",
    ["a\x1b]52;c;YQ==\x07b", "a\x1b[2Jb", "a\x1b[?1049lb", "a\x1bcb", "a\x9b2Jb", "a\x00\x08\tb\r", "a\x1bPq\x1b\\b"],
)
def test_no_control_character_in_painted_text_reaches_the_terminal(text: str) -> None:
    output, terminal = settled(), Emulator(WIDTH, HEIGHT)
    sent = output.feed(f"\x1b[1;1H\x1b[31m{text}\x1b[0m\x1b[1;1H")
    terminal.feed(sent)  # which stops at anything unknown
    assert terminal.passed == []
    assert terminal.text.startswith("a")


def test_blanks_in_the_terminals_own_colours_are_erased_and_others_are_written() -> None:
    output = settled()
    sent = output.feed(frames.frame([(0, 0, [("end" + " " * (WIDTH - 3), "", "")])], (0, 0)))
    assert sent == "\x1b[mend\x1b[K\r"
    sent = output.feed(frames.frame([(0, 3, [(" " * (WIDTH - 3), "44", "")])], (0, 0)))
    assert "\x1b[K" not in sent
    assert " " * (WIDTH - 3) in sent


def test_held_frames_come_out_as_one() -> None:
    output, terminal = settled(), Emulator(WIDTH, HEIGHT)
    terminal.feed(output.whole())
    for word in ("first", "other", "third"):
        assert output.feed(frames.frame([(1, 0, [(word, "31", "")])], (1, 5)), hold=True) == ""
    sent = output.catch_up()
    assert "third" in sent
    assert "first" not in sent
    terminal.feed(sent)
    assert terminal.text.split() == ["third"]


def test_a_smaller_and_larger_screen_keeps_what_fits() -> None:
    output = settled()
    output.feed(frames.frame([(0, 0, [("漢字漢字", "", "")]), (4, 0, [("gone", "", "")])], (0, 0)))
    output.resize(5, 3)
    output.resize(WIDTH, HEIGHT)
    terminal = Emulator(WIDTH, HEIGHT)
    terminal.feed(output.catch_up())
    assert terminal.text.split() == ["漢字"]


def test_a_character_that_joined_the_one_before_does_not_stay_in_it() -> None:
    output, terminal = settled(), Emulator(WIDTH, HEIGHT, widths="joined")
    terminal.modes.discard("?7")
    terminal.feed(output.whole())
    for text in ("🇩a", "🇩🇪", "🇩b"):
        terminal.feed(output.feed(frames.frame([(1, 4, [(text, "31", "")])], (0, 0))))
    assert [char for char, _ in terminal.rows[1][4:6]] == ["🇩", "b"]

"""The shortest moves and changes of style, each tried on the emulator."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.terminal.emulator import Emulator
from tui.terminal.moves import Known, move
from tui.terminal.style import DEFAULT, Style, change, restyled

ROWS, COLUMNS = 30, 120
CODES = ["0", "", "1", "2", "3", "4", "5", "7", "8", "9", "22", "23", "24", "25", "27", "28", "29", "39", "49"]
CODES += ["31", "97", "42", "107", "38;5;208", "48;5;0", "38;2;1;2;3", "48;2;255;255;255"]
places = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))
styles = st.lists(st.sampled_from(CODES), max_size=6).map(lambda codes: restyled(DEFAULT, ";".join(codes) or "0"))


@given(st.one_of(st.none(), places), places)
def test_a_move_arrives_and_is_never_longer_than_an_absolute_one(at: Known, to: tuple[int, int]) -> None:
    terminal = Emulator(COLUMNS, ROWS)
    terminal.at = at if at and at[1] is not None else (3, 3)
    way = move(at, to)
    assert way.count("\n") == way.count("\r\n"), "a line feed alone does not come as one from every tty"
    terminal.feed(way)
    assert terminal.at == to
    assert len(way) <= len(f"\x1b[{to[0] + 1};{to[1] + 1}H")


@given(st.integers(0, ROWS - 1), places)
def test_a_move_from_behind_the_last_column_relies_on_the_row_alone(row: int, to: tuple[int, int]) -> None:
    for column in (COLUMNS - 1, COLUMNS):  # where terminals differ
        terminal = Emulator(COLUMNS, ROWS)
        terminal.at = row, column
        terminal.feed(move((row, None), to))
        assert terminal.at == to


def test_the_cheapest_moves_cost_a_byte() -> None:
    assert move((3, 5), (3, 5)) == ""
    assert move((3, 5), (3, 4)) == "\b"
    assert move((3, 5), (3, 0)) == "\r"
    assert move((3, 5), (4, 0)) == "\r\n"
    assert move((3, 5), (2, 5)) == "\x1b[A"


@given(st.lists(st.sampled_from(CODES), max_size=8))
def test_parameters_are_understood_as_a_terminal_does(codes: list[str]) -> None:
    terminal = Emulator(4, 4)
    terminal.feed(f"\x1b[{';'.join(codes)}m")
    style = restyled(DEFAULT, ";".join(codes))
    colours = [f"fg {style.fg.removeprefix('38;')}"] * bool(style.fg) + [f"bg {style.bg.removeprefix('48;')}"] * bool(
        style.bg
    )
    assert {mark.replace(";", " ") for mark in terminal.pen} == {
        *style.marks,
        *(one.replace(";", " ") for one in colours),
    }


@given(st.one_of(st.none(), styles), styles, st.sampled_from(["", "id=1;https://example.org"]))
def test_a_change_of_style_arrives_and_is_never_longer_than_a_reset(pen: Style | None, style: Style, link: str) -> None:
    style = style._replace(link=link)
    direct, changed = Emulator(4, 4), Emulator(4, 4)
    direct.feed(change(DEFAULT, style))
    if pen is not None:
        changed.feed(change(DEFAULT, pen))
    else:
        changed.garble()
    sequence = change(pen, style)
    changed.feed(sequence)
    assert changed.pen == direct.pen
    assert len(sequence) <= len(change(None, style))
    assert sequence or pen == style

"""The shared parts: harmless text, the list, the times of a note, forms that keep what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from tui.widgets.editor import Editor
from tui.widgets.note import NoteText
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import fit, harmless, one_line

LINES = st.lists(st.text(alphabet="ab ", max_size=4), min_size=1, max_size=8)


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert "\n" not in one_line(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.integers(1, 40))
def test_text_is_cut_to_cells(text: str, width: int) -> None:
    assert cell_len(fit(one_line(text), width)) == width


class ListApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows(Column("Ref", 6), Column("Title"), empty="nothing here; press n")


async def test_the_list_moves_opens_and_keeps_its_line() -> None:
    opened: list[str] = []

    class Opening(ListApp):
        def on_rows_opened(self, event: Rows.Opened) -> None:
            opened.append(event.key)

    app = Opening()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(Rows)
        rows.focus()
        await pilot.press("enter")
        assert "nothing here" in "".join(segment.text for segment in rows.render_line(2))
        rows.show([Line(str(n), (f"A.{n}", Cell(f"title {n}", "bad"))) for n in range(10_000)])
        await pilot.press("j", "j", "down", "enter", "k", "enter", "end", "enter", "home", "pagedown", "enter")
        assert opened == ["3", "2", "9999", "8"]
        assert rows.scroll_offset.y > 0 or rows.size.height > 9
        rows.show([Line(str(n), (f"A.{n}", "x")) for n in range(4, 12)])
        assert rows.key == "8"
        rows.show([])
        assert rows.key == ""


async def test_hostile_cells_are_shown_and_not_obeyed() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 10)):
        rows = app.query_one(Rows)
        rows.show([Line("1", ("\x1b[31m", "[bold]x[/] \x07\n宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽宽"))])
        strip = rows.render_line(1)
        text = "".join(segment.text for segment in strip)
        assert "\x1b" not in text
        assert "[bold]x[/]" in text
        assert strip.cell_length == 40


class EditorApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Editor()


async def test_a_large_paste_can_be_undone_and_done_again() -> None:
    """Textualize/textual#6686: the stock TextArea ends the program here."""
    app = EditorApp()
    async with app.run_test(size=(40, 8)) as pilot:
        editor = app.query_one(Editor)
        editor.focus()
        pasted = "\n".join(f"line {n}" for n in range(200))
        editor.insert(pasted)
        await pilot.press("ctrl+z")
        assert editor.text == ""
        await pilot.press("ctrl+y")
        assert editor.text == pasted


async def test_pasted_control_characters_are_stored_exactly_and_painted_harmlessly() -> None:
    app = EditorApp()
    async with app.run_test(size=(40, 8)):
        editor = app.query_one(Editor)
        editor.insert("a\x00b\x1b[31mc\tمرحبا")
        assert editor.text == "a\x00b\x1b[31mc\tمرحبا"
        painted = "".join(segment.text for segment in editor.render_line(0))
        assert "\x1b" not in painted
        assert "\x00" not in painted


class NoteApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.left: list[tuple[int, str]] = []
        self.tokens: list[str] = []

    def compose(self) -> ComposeResult:
        yield NoteText()

    def on_note_text_line_left(self, event: NoteText.LineLeft) -> None:
        self.left.append((event.row, event.line))
        self.tokens.append(event.token)


async def test_a_marked_line_is_told_of_when_it_is_left_and_tied_without_moving_the_cursor() -> None:
    app = NoteApp()
    async with app.run_test(size=(60, 10)) as pilot:
        note = app.query_one(NoteText)
        note.focus()
        note.insert("!min A.5.18 late")
        await pilot.press("enter", "n", "e", "x", "t")
        assert app.left == [(0, "!min A.5.18 late")]
        note.tie(app.tokens[0], "F-03")
        await pilot.pause()
        assert note.text.split("\n")[0].startswith("!min A.5.18 late ")
        assert note.text.split("\n")[0].endswith("{F-03}")
        assert note.cursor_location == (1, 4)
        await pilot.press("up", "down")
        assert len(app.left) == 1, "a line that is tied makes no second item"


async def test_a_line_is_told_of_once_while_its_item_is_being_made() -> None:
    app = NoteApp()
    async with app.run_test(size=(60, 10)) as pilot:
        note = app.query_one(NoteText)
        note.focus()
        note.insert("!min A.5.18 late")
        await pilot.press("enter", "up", "down", "up", "down")
        assert app.left == [(0, "!min A.5.18 late")]
        note.tie(app.tokens[0], "")
        await pilot.press("up", "down")
        assert len(app.left) == 2, "what could not be made is told of again"


async def test_tying_a_line_does_not_finish_the_one_that_is_being_typed() -> None:
    app = NoteApp()
    async with app.run_test(size=(60, 10)) as pilot:
        note = app.query_one(NoteText)
        note.focus()
        note.insert("!min A.5.18 late")
        await pilot.press("enter", *"!obs A.6.1 hal")
        note.tie(app.tokens[0], "F-03")
        await pilot.pause()
        await pilot.press(*"f")
        assert [line for _, line in app.left] == ["!min A.5.18 late"]
        assert note.text.split("\n")[1] == "!obs A.6.1 half"


@pytest.mark.parametrize("line", ["plain text", "!wrong mark", "!min ", "# heading", ""])
async def test_other_lines_make_nothing(line: str) -> None:
    app = NoteApp()
    async with app.run_test(size=(60, 10)) as pilot:
        note = app.query_one(NoteText)
        note.focus()
        note.insert(line)
        await pilot.press("enter")
        assert app.left == []

"""Times and items go with their lines through every edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checklists import fieldnotes
from checklists.notelines import NoteLines, marked_rows

LINE = st.sampled_from(["", "  ", "a", "b", "!min x", "!min y", "? who", "+doc z", "leavers leave", "漢字"])
LINES = st.lists(LINE, min_size=1, max_size=6)


def edit(lines: NoteLines, text: list[str], top: int, gone: int, new: list[str], moment: str = "now") -> None:
    """Do to both what an editor does."""
    lines.replaced(top, text[top : top + gone], new, moment)
    text[top : top + gone] = new


@given(LINES, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), LINES), max_size=8))
def test_every_line_has_a_time_and_a_label_at_most_once(
    text: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    lines = NoteLines(text, [f"t{row}" if line.strip() else "" for row, line in enumerate(text)])
    made = 0
    for top, count, new in edits:
        edit(lines, text, min(top, len(text) - 1), max(count, 1), list(new))
        assert len(lines.times) == len(lines.labels) == len(text)
        assert [bool(moment) for moment in lines.times] == [bool(line.strip()) for line in text]
        for row in marked_rows(0, text):
            token = lines.ask(row, text[row])
            if lines.is_new(token):
                made += 1
                assert lines.answer(token, f"F-{made:02d}") == row
        named = [label for label in lines.labels if label]
        assert len(named) == len(set(named))


@given(LINES, st.integers(0, 6), LINES)
def test_lines_above_and_below_an_edit_keep_theirs(text: list[str], at: int, new: list[str]) -> None:
    times = [f"t{row}" if line.strip() else "" for row, line in enumerate(text)]
    lines, at = NoteLines(text, times), min(at, len(text))
    lines.replaced(at, [], new, "now")
    assert lines.times[:at] == times[:at]
    assert lines.times[at + len(new) :] == times[at:]
    assert set(lines.times[at : at + len(new)]) <= {"", "now"}


def test_a_line_keeps_the_time_at_which_it_was_begun() -> None:
    text = ["leav"]
    lines = NoteLines(text, ["10:01"])
    edit(lines, text, 0, 1, ["leave"])
    edit(lines, text, 0, 1, ["leave", ""])
    assert lines.times == ["10:01", ""]
    edit(lines, text, 1, 1, ["x"], "10:03")
    assert lines.times == ["10:01", "10:03"]
    edit(lines, text, 0, 2, ["leave"])
    edit(lines, text, 0, 1, ["leave", "x"], "10:09")
    assert lines.times == ["10:01", "10:03"], "what comes back has its time again"


def test_what_is_deleted_and_typed_again_is_the_same_item() -> None:
    text = ["!min late", ""]
    lines = NoteLines(text)
    token = lines.ask(0, text[0])
    assert lines.is_new(token)
    assert lines.ask(0, text[0]) == "", "its item is being made"
    assert lines.answer(token, "F-03") == 0
    edit(lines, text, 0, 1, ["!min late  {F-03}"])
    for word in ("!min lat", "!min", "!", "", "!", "!min", "!min late"):
        edit(lines, text, 0, 1, [word])
    assert lines.ask(0, text[0]) == "F-03"
    edit(lines, text, 1, 1, ["!min late", ""])
    assert lines.is_new(lines.ask(1, text[1])), "the same words a second time are a second item"


def test_a_line_edited_while_its_item_is_made_is_told_of() -> None:
    text = ["!min late"]
    lines = NoteLines(text)
    token = lines.ask(0, text[0])
    edit(lines, text, 0, 1, ["!min late by 3 days"])
    lines.answer(token, "F-01")
    assert lines.labels == ["F-01"]
    assert lines.before == {"F-01": "!min late"}


def test_a_line_deleted_while_its_item_is_made_has_it_when_it_comes_back() -> None:
    text = ["!min late", "x"]
    lines = NoteLines(text)
    token = lines.ask(0, text[0])
    edit(lines, text, 0, 1, [])
    assert lines.answer(token, "F-01") is None
    edit(lines, text, 0, 0, ["!min late"])
    assert lines.labels == ["F-01", ""]


def test_a_long_log_is_looked_into_where_it_changes_only() -> None:
    text = [f"line {row}" for row in range(30_000)]
    lines = NoteLines(text)
    version = lines.version
    lines.replaced(15_000, [text[15_000]], ["line 15000 typed"], "now")
    assert lines.version == version + 1
    lines.replaced(15_000, ["line 15000 typed"], ["line 15000 typed on"], "later")
    assert lines.version == version + 1, "the line had begun"
    assert lines.times[15_000] == "now"


@given(LINES)
def test_who_speaks_is_found_from_below_as_from_above(text: list[str]) -> None:
    text = [line.replace("a", "@Head of HR  says") for line in text]
    from_above = fieldnotes.speakers(fieldnotes.parse("\n".join(text)))
    assert [fieldnotes.speaker_at(text, row) for row in range(len(text))] == from_above


@given(st.text(alphabet="ab {}F-0123 \t", max_size=20))
def test_the_tie_alone_is_the_tie_of_the_whole_reading(line: str) -> None:
    assert fieldnotes.tie_of(line) == fieldnotes.parse_line(line).tie

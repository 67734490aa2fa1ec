"""The live note in the whole program, by keys: captured once, tied, followed, kept to the character."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from data.store import opened
from data.work import audits, checklist, evidence, findings, meetings, requests
from tui.app import Auditbook
from tui.widgets.note import NoteText


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access", starts="2026-01-01")
        store.write(audits.set_scope, audit.id, "A.6.1")
        store.write(checklist.prepare, audit.id)
        store.write(meetings.begin, audit.id, "interview", "HR")
    return path


class Desk:
    """The program with its note open, and what its store holds."""

    def __init__(self, app: Auditbook, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def note(self) -> NoteText:
        return self.app.screen.query_one(NoteText)

    @property
    def lines(self) -> list[str]:
        return self.note.text.split("\n")

    async def until(self, true: Callable[[], Any], what: str = "") -> None:
        for _ in range(500):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never: {what or true}\n{self.note.text!r}")

    async def type(self, text: str) -> None:
        for char in text:
            self.app.post_message(events.Key("enter" if char == "\n" else char, None if char == "\n" else char))
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def tied(self, row: int, label: str) -> None:
        await self.until(lambda: self.lines[row].endswith(f"{{{label}}}"), f"{label} behind line {row}")

    async def settled(self) -> None:
        """What the last keys set going is done."""
        for _ in range(3):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
        await self.app.write(lambda _session: None)


@asynccontextmanager
async def desk(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    app = Auditbook(path, "tester", ("AUD-2026-01", 4, "M-01"))
    async with app.run_test(size=size) as pilot:
        while not app.screen.query(NoteText) or not app.screen.query_one(NoteText).has_focus:
            await pilot.pause(0.01)
        yield Desk(app, pilot)
    app.close_store()


def items(path: Path) -> tuple[list[Any], list[Any], list[Any], str]:
    """Findings, evidence, requests and the note's text in the store."""
    with opened(path, "tester") as store:
        audit = store.read(audits.every)[0]
        meeting = store.read(meetings.of_audit, audit.id)[0]
        return (
            store.read(findings.of_audit, audit.id),
            store.read(evidence.of_audit, audit.id),
            store.read(requests.of_audit, audit.id),
            store.read(meetings.note, meeting.id).text,
        )


async def test_lines_are_captured_with_who_speaks_and_nothing_is_made_twice(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type(
            "@Head of HR  leavers go to IT by mail\n!min A.6.1 late in 3 of 25\n+rec Leaver list | v2 | 2026-01-03\n"
        )
        await d.type("+ask contractors of today\n")
        await d.tied(1, "F-01")
        await d.tied(2, "E-001")
        await d.tied(3, "R-01")
        assert d.note.cursor_location == (4, 0)
        await d.pilot.press("up", "up", "up", "down", "end", "down", "down")
        await d.settled()
    found, proof, asked, text = items(store_path)
    assert [(one.label, one.title, one.ref, one.role) for one in found] == [
        ("F-01", "late in 3 of 25", "A.6.1", "Head of HR")
    ]
    assert [(one.label, one.title, one.edition, one.period) for one in proof] == [
        ("E-001", "Leaver list", "v2", "2026-01-03")
    ]
    assert [one.what for one in asked] == ["contractors of today"]
    assert "{F-01}" in text.split("\n")[1]


async def test_undo_over_a_capture_and_doing_it_again_make_no_second_item(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("!min A.6.1 late\nnext")
        await d.tied(0, "F-01")
        whole = d.note.text
        for _ in range(8):
            await d.pilot.press("ctrl+u")
        assert d.note.text == ""
        for _ in range(8):
            await d.pilot.press("ctrl+y")
        assert d.note.text == whole
        for _ in range(8):
            await d.pilot.press("ctrl+u")
        await d.type("!min A.6.1 late\nnext")
        await d.tied(0, "F-01")
        await d.settled()
    assert [one.label for one in items(store_path)[0]] == ["F-01"]


async def test_a_line_deleted_in_an_earlier_sitting_and_typed_again_is_its_item(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("!min A.6.1 late\n")
        await d.tied(0, "F-01")
        await d.pilot.press("f7", "delete")
        await d.settled()
    async with desk(store_path) as d:
        assert d.note.text == ""
        await d.type("!min A.6.1 late\n")
        await d.tied(0, "F-01")
        await d.type("!min A.6.1 late\n")
        await d.tied(1, "F-02")
    assert [one.label for one in items(store_path)[0]] == ["F-01", "F-02"]


async def test_editing_the_line_edits_the_item_until_it_is_edited_elsewhere(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("!min A.6.1 late in 3 cases\n")
        await d.tied(0, "F-01")
        await d.pilot.press("up", "end")
        await d.type(" of 25")
        assert d.lines[0].startswith("!min A.6.1 late in 3 cases of 25 ")
        await d.pilot.press("down")
        await d.settled()
        finding = items(store_path)[0][0]
        assert (finding.title, finding.condition) == ("late in 3 cases of 25", "A.6.1 late in 3 cases of 25")
        await d.app.write(lambda session: setattr(session.get(type(finding), finding.id), "title", "Mine"))
        await d.pilot.press("up", "home", "right", "delete", "delete", "delete", *"maj", "down")
        await d.settled()
    finding = items(store_path)[0][0]
    assert (finding.title, finding.grade) == ("Mine", "major")


async def test_enter_and_backspace_around_a_tie_leave_it_at_its_line(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("!min A.6.1 late\n")
        await d.tied(0, "F-01")
        d.note.move_cursor((0, 15))
        await d.pilot.press("enter", "x")
        assert d.lines[0].endswith("{F-01}")
        assert d.lines[1] == "x"
        d.note.move_cursor((0, 11))
        await d.pilot.press("enter")
        assert d.lines[0].startswith("!min A.6.1 ")
        assert d.lines[0].endswith("{F-01}")
        assert d.lines[1:] == ["late", "x", ""]
        await d.pilot.press("backspace", "down", "down")
        assert d.lines[0].startswith("!min A.6.1 late ")
        assert d.lines[0].endswith("{F-01}")
        await d.settled()
    assert [one.label for one in items(store_path)[0]] == ["F-01"]


async def test_a_paste_of_marked_lines_captures_each_once(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.paste("!min A.6.1 one\rplain\r!obs two\r!ofi thr")
        await d.tied(0, "F-01")
        await d.tied(2, "F-02")
        await d.type("ee\n")
        await d.tied(3, "F-03")
        await d.pilot.press("f7", "ctrl+x")
        await d.paste(d.app.clipboard)
        await d.pilot.press("up", "up", "up", "up")
        await d.settled()
    assert [one.title for one in items(store_path)[0]] == ["one", "two", "three"]


ODD = "a\x00b\x1b[31mred\x1b]0;title\x07\tT\r\nlone\rcr\x0bvt\x0cff\x1cfs\x85nel\u2028ls\u2029ps\x7f שלום e\u0301 漢字 👩\u200d🚀\u202ertl\n"


async def test_whatever_is_pasted_is_stored_exactly_shown_harmlessly_and_opened_again(store_path: Path) -> None:
    async with desk(store_path, (100, 24)) as d:
        await d.paste(ODD)
        await d.type("and on")
        assert d.note.text == ODD + "and on"
        assert d.note.cursor_location == (2, 6)
        painted = "".join(segment.text for y in range(6) for segment in d.note.render_line(y))
        assert not {
            char for char in painted if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u2028\u2029\u202e"
        }
        await d.pilot.press("ctrl+u", "ctrl+u")
        assert d.note.text == ""
        await d.pilot.press("ctrl+y", "ctrl+y")
        await d.settled()
    assert items(store_path)[3] == ODD + "and on"
    async with desk(store_path) as d:
        assert d.note.text == ODD + "and on"
        assert d.note.cursor_location == (2, 6)
        await d.type("!")
        await d.settled()
    assert items(store_path)[3] == ODD + "and on!"


async def test_a_megabyte_is_pasted_undone_done_again_and_typed_into(store_path: Path) -> None:
    log = "".join(f"2026-01-03T10:00:00 host app[{n}]: {{'user': {n}}} logged in\n" for n in range(18_000))
    assert len(log) > 1_000_000
    async with desk(store_path) as d:
        await d.type("before\n")
        await d.paste(log)
        await d.pilot.press("ctrl+u")
        assert d.note.text == "before\n"
        await d.pilot.press("ctrl+y", *"end")
        assert d.note.text == f"before\n{log}end"
        await d.until(lambda: d.app.store.saved, "saved")
    assert items(store_path)[3] == f"before\n{log}end"


async def test_the_place_of_the_cursor_is_kept(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("one\ntwo\nthree")
        await d.pilot.press("up", "left", "left")
        place = d.note.cursor_location
    async with desk(store_path) as d:
        assert d.note.cursor_location == place == (1, 1)


async def test_two_windows_see_each_other_type_and_lose_nothing(store_path: Path) -> None:
    async with desk(store_path) as one, desk(store_path) as other:
        await one.type("!min A.6.1 late\nsecond ")
        await other.until(lambda: "{F-01}" in other.note.text and "second " in other.note.text, "the other's text")
        mine, theirs = "ABCDEGHIJKLMNOPQRSTU", "αβγδεζηθικλμνξοπρστυ"  # each once, to be found wherever it stands
        for place in range(0, 20, 4):
            await one.type(mine[place : place + 4])
            await other.type(theirs[place : place + 4])
        await one.until(
            lambda: (
                one.note.text == other.note.text
                and one.app.store.saved
                and other.app.store.saved
                and set(mine + theirs) <= set(one.note.text)
            )
        )
        for d in (one, other):
            assert len(d.note.times) == len(d.lines)
            assert "another window" in str(d.app.screen.query_one("KeyBar").message)  # type: ignore[attr-defined]
        await one.pilot.press("ctrl+u")
        await one.type("x")
        await one.settled()
        await other.until(lambda: other.note.text == one.note.text)
    assert [finding.label for finding in items(store_path)[0]] == ["F-01"]


async def test_an_earlier_state_is_looked_at_brought_back_and_taken_back(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.type("!min A.6.1 late\nleavers go to IT")
        await d.tied(0, "F-01")  # another change between, so that typing begins a new entry
        await d.type(" by mail")
        await d.until(lambda: d.app.store.saved)
        before = d.note.text
        await d.pilot.press("f7", "delete")
        await d.type("wrong")
        await d.until(lambda: d.app.store.saved)
        await d.pilot.press("ctrl+o")
        await d.until(lambda: d.app.screen.query("#states"))
        rows = d.app.screen.query_one("#states")
        shown = [line.cells[3] for line in rows.lines]  # type: ignore[attr-defined]
        at = next(at for at, words in enumerate(shown) if "late" in str(words))
        await d.pilot.press(*["j"] * at)
        await d.until(lambda: "late" in str(d.app.screen.query_one("#preview").render()))  # type: ignore[attr-defined]
        await d.pilot.press("enter")
        await d.until(lambda: not d.app.screen.query("#states"))
        assert d.lines[0].startswith("!min A.6.1 late")
        assert before.startswith(d.lines[0][:15])
        await d.pilot.press("ctrl+u")
        assert d.note.text == "wrong"
        await d.pilot.press("ctrl+y", "down", "up")
        await d.settled()
    assert [finding.label for finding in items(store_path)[0]] == ["F-01"]


async def test_a_ref_and_its_title_are_offered_taken_by_right_and_ignored_by_typing_on(store_path: Path) -> None:
    async with desk(store_path) as d:
        await d.until(lambda: d.note.words.titles)
        await d.type("!min A.6.")
        assert d.note.suggestion == "1"
        await d.pilot.press("right", "space")
        title = d.note.suggestion
        assert title
        await d.type("late\n")
        await d.tied(0, "F-01")
        assert d.lines[0].startswith("!min A.6.1 late ")
        await d.type("A.6.1 ")
        await d.pilot.press("right")
        assert d.lines[1] == f"A.6.1 {title}"
        assert d.note.suggestion == ""
        await d.type("\nsee F-")
        assert d.note.suggestion == "01"
        await d.pilot.press("left")
        await d.until(lambda: d.note.suggestion == "")

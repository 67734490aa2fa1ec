"""One note in two windows: two stores over one file, nothing of either lost, times with their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.errors import StoreError
from data.models import Note
from data.sharing import Ear, Merged
from data.store import Store, opened, verify
from data.work import audits, findings, meetings


class Window:
    """A program on the store, its note open."""

    def __init__(self, path: Path, who: str) -> None:
        self.store = Store.open(path, who)
        self.told: list[Merged] = []
        self.store.shared.told = self.told.append
        audit = next(iter(self.store.read(audits.every)), None) or self.store.write(audits.create, "Access")
        self.audit_id = audit.id
        meeting = next(iter(self.store.read(meetings.of_audit, audit.id)), None)
        meeting = meeting or self.store.write(meetings.begin, audit.id, "interview", "HR")
        self.note = self.store.write(meetings.note, meeting.id)
        self.store.shared.hold(self.note)
        self.ear = Ear(path, self.store.sitting)

    def type(self, text: str, *times: str) -> None:
        self.store.keep(Note, self.note.id, text=text, **({"times": list(times)} if times else {}))
        self.settle()

    def settle(self) -> None:
        self.store.write(lambda _session: None)

    def listen(self) -> bool:
        heard = self.ear.listen(self.store.shared.versions())
        for note_id in heard.notes:
            self.store.keep(Note, note_id)
        self.settle()
        return heard.record

    @property
    def row(self) -> Note:
        return self.store.read(lambda session: session.get_one(Note, self.note.id))

    def close(self) -> None:
        self.ear.close()
        self.store.close()


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[Window, Window]]:
    path = tmp_path / "audit.sqlite"
    pair = Window(path, "one"), Window(path, "other")
    yield pair
    for window in pair:
        window.close()


def test_both_texts_are_kept_with_their_times(windows: tuple[Window, Window]) -> None:
    one, other = windows
    one.type("first\nmine", "10:01", "10:02")
    assert one.told == []
    other.type("theirs", "10:03")
    assert other.row.text == "theirs\nfirst\nmine"
    assert other.row.times == ["10:03", "10:01", "10:02"]
    assert [(told.both, told.mine.text, told.now.text) for told in other.told] == [
        (True, "theirs", "theirs\nfirst\nmine")
    ]
    one.listen()
    assert [(told.both, told.now.text) for told in one.told] == [(False, "theirs\nfirst\nmine")]
    one.type("theirs\nfirst\nmine, more", "10:03", "10:01", "10:02")
    other.listen()
    assert other.told[-1].now.text == other.row.text == "theirs\nfirst\nmine, more"
    assert verify(one.store) == []


def test_what_one_window_does_alone_is_no_news_to_it(windows: tuple[Window, Window]) -> None:
    one, other = windows
    for text in ("a", "ab", "abc"):
        one.type(text, "10:01")
        assert not one.listen()
    assert one.told == []
    assert not other.listen(), "typing in the open note is news of the note alone"
    assert other.told[-1].now.text == "abc"


def test_other_changes_are_heard(windows: tuple[Window, Window]) -> None:
    one, other = windows
    one.listen()
    other.listen()
    one.store.write(findings.raise_finding, one.audit_id, "late")
    assert other.listen()
    assert not other.listen()
    assert not one.listen()


@pytest.mark.parametrize("turns", [7])
def test_two_who_type_in_turn_lose_no_line(windows: tuple[Window, Window], turns: int) -> None:
    texts: dict[int, str] = {0: "", 1: ""}
    keep: list[Callable[[Merged], None]] = []
    for side, window in enumerate(windows):

        def take(merged: Merged, side: int = side) -> None:
            texts[side] = merged.now.text

        keep.append(take)
        window.store.shared.told = take
    for turn in range(turns):
        for side, window in enumerate(windows):
            texts[side] = f"{texts[side]}\n{side} says {turn}".strip()
            window.type(texts[side])
    lines = windows[0].row.text.split("\n")
    assert sorted(lines) == sorted(f"{side} says {turn}" for turn in range(turns) for side in (0, 1))


def test_an_ear_that_can_hear_no_more_says_so(tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    with opened(path, "one") as store:
        store.write(audits.create, "Access")
        ear = Ear(path, "another sitting")
        ear.close()
        with pytest.raises(StoreError, match="not seen any more"):
            ear.listen({})

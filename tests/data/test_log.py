"""The change log: complete, chained, and honest about typing."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from data import log
from data.models import Audit, Change, Note, SearchDue
from data.store import Store, opened, verify
from data.work import audits, findings, meetings, search


@given(st.text(), st.text(), st.text())
def test_a_long_text_is_rebuilt_from_its_difference(shared: str, old: str, new: str) -> None:
    one, other = shared * 9 + old + shared * 5, shared * 9 + new + shared * 5
    was, now = log.difference(one, other)
    assert log.before(other, was, now) == one


def test_only_the_part_that_differs_is_kept() -> None:
    long = "x" * 100_000
    was, now = log.difference(long + "a" + long, long + "bc" + long)
    assert (was, now) == ({"at": 100_000, "text": "a"}, {"at": 100_000, "text": "bc"})


def test_typing_grows_one_entry_until_something_else_is_done(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    meeting = store.write(meetings.begin, audit.id, "interview", "HR")
    note = store.read(meetings.note, meeting.id)
    before = len(store.read(log.entries))
    for text in ("a", "ab", "abc"):
        store.keep(Note, note.id, text=text)
        store.write(lambda _session: None)
    grown = store.read(log.entries, row_id=note.id)
    assert (grown[0].act, grown[0].old, grown[0].new) == ("type", {"text": ""}, {"text": "abc"})
    assert len(store.read(log.entries)) == before + 1
    store.write(findings.raise_finding, audit.id, "late")
    store.keep(Note, note.id, text="abcd")
    store.write(lambda _session: None)
    assert len(store.read(log.entries)) == before + 3
    assert verify(store) == []


def test_every_text_of_a_note_can_be_rebuilt_from_the_log(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    meeting = store.write(meetings.begin, audit.id, "interview", "HR")
    note = store.read(meetings.note, meeting.id)
    texts = ["", "one line " * 40, "one line " * 40 + "and more", "cut"]
    for text in texts[1:]:
        store.keep(Note, note.id, text=text)
        store.write(lambda _session: None)
        store.write(findings.raise_finding, audit.id, "between")
    value = store.read(meetings.note, meeting.id).text
    rebuilt = [value]
    for entry in store.read(log.entries, row_id=note.id):
        if entry.act == "type":
            value = log.before(value, entry.old["text"], entry.new["text"])
            rebuilt.append(value)
    assert rebuilt == texts[::-1]


@pytest.mark.parametrize(
    ("tamper", "complaint"),
    [
        ('UPDATE change SET new = \'{"title": "forged"}\' WHERE number = 2', "entry 2 .* was altered"),
        ("DELETE FROM change WHERE number = 2", "entry 2 is missing"),
        ("UPDATE change SET who = 'somebody else' WHERE number = 1", "entry 1 .* was altered"),
    ],
)
def test_a_changed_log_is_noticed(store: Store, tamper: str, complaint: str) -> None:
    audit = store.write(audits.create, "Access")
    store.write(findings.raise_finding, audit.id, "late")
    assert verify(store) == []
    with sqlite3.connect(store.path) as raw:
        raw.execute(tamper)
    raw.close()
    problems = verify(store)
    assert problems
    assert pytest.importorskip("re").search(complaint, problems[0])


def test_each_entry_says_who_what_and_when(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    entry = store.read(lambda session: session.get(Change, 1))
    assert entry is not None
    assert (entry.who, entry.act, entry.kind, entry.row_id, entry.label) == (
        "tester",
        "create",
        "Audit",
        audit.id,
        audit.number,
    )
    assert entry.new["title"] == "Access"
    assert entry.at[:4].isdigit()
    assert entry.before == ""
    store.keep(Audit, audit.id, title="Access and HR")
    store.write(lambda _session: None)
    newest = store.read(log.entries, row_id=audit.id)[0]
    assert (newest.old, newest.new) == ({"title": "Access"}, {"title": "Access and HR"})


def test_typing_far_apart_in_a_long_note_does_not_log_all_that_is_between(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    note = store.read(meetings.note, store.write(meetings.begin, audit.id, "interview", "HR").id)
    text = "a line of a log\n" * 60_000
    store.keep(Note, note.id, text=text)
    store.write(lambda _session: None)
    for number in range(10):
        text = f"{number}{text}" if number % 2 else f"{text}{number}"
        store.keep(Note, note.id, text=text)
        store.write(lambda _session: None)
    logged = store.read(log.entries, row_id=note.id)[:-2]
    assert sum(len(str(entry.old)) + len(str(entry.new)) for entry in logged) < 5_000
    assert verify(store) == []


def test_a_long_note_gets_into_the_search_when_the_typist_pauses_or_at_the_next_start(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    note = store.read(meetings.note, store.write(meetings.begin, audit.id, "interview", "HR").id)
    store.keep(Note, note.id, text="a line of a log\n" * 5_000 + "contractors")
    store.write(lambda _session: None)
    store.close()  # before it paused
    with opened(store.path) as again:
        assert [due.row_id for due in again.read(lambda session: list(session.exec(select(SearchDue))))] == [note.id]
        end = time.monotonic() + 30
        while not again.read(search.search, "contractors") and time.monotonic() < end:
            time.sleep(0.02)
        assert [hit.kind for hit in again.read(search.search, "contractors")] == ["Note"]
        assert again.read(lambda session: list(session.exec(select(SearchDue)))) == []

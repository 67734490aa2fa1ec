"""The change log: complete, chained, and honest about typing."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import log
from data.models import Audit, Change, Note
from data.store import Store, verify
from data.work import audits, findings, meetings


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

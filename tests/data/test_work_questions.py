"""Open questions and sittings."""

from __future__ import annotations

import pytest

from data.errors import BadInput
from data.models import Question, Sitting
from data.store import Store
from data.work import audits, checklist, meetings, questions, rows, search, sittings


@pytest.fixture
def audit_id(store: Store) -> str:
    audit = store.write(audits.create, "Access")
    store.write(audits.set_scope, audit.id, "A.5.15-A.5.18, 7.3")
    store.write(checklist.prepare, audit.id)
    return audit.id


def test_a_question_is_raised_found_answered_and_opened_again(store: Store, audit_id: str) -> None:
    talk = store.write(meetings.begin, audit_id, "interview", "HR")
    asked = store.write(
        questions.raise_question, audit_id, "who checks contractors?", ref="A.5.18", role="HR", meeting_id=talk.id
    )
    assert (asked.label, asked.state) == ("Q-01", "open")
    assert asked.raised_at
    assert [hit.label for hit in store.read(search.search, "contractors")] == ["Q-01"]
    later = store.write(meetings.begin, audit_id, "interview", "IT")
    answered = store.write(questions.answer, asked.id, " the service desk ", later.id)
    assert (answered.state, answered.answer, answered.answered_in_id) == ("answered", "the service desk", later.id)
    assert answered.answered_at
    assert [hit.label for hit in store.read(search.search, "the service desk")][:1] == ["Q-01"]
    again = store.write(questions.answer, asked.id, "")
    assert (again.state, again.answered_at, again.answered_in_id) == ("open", "", None)


def test_a_dropped_question_is_not_open_and_can_come_back(store: Store, audit_id: str) -> None:
    first = store.write(questions.raise_question, audit_id, "one?")
    store.write(questions.raise_question, audit_id, "two?")
    store.write(questions.drop, first.id)
    assert [one.label for one in store.read(questions.of_audit, audit_id, "open")] == ["Q-02"]
    store.write(questions.drop, first.id)
    assert [one.label for one in store.read(questions.of_audit, audit_id, "open")] == ["Q-01", "Q-02"]
    with pytest.raises(BadInput, match="not perhaps"):
        store.write(questions.edit, first.id, state="perhaps")


def test_a_label_of_a_question_is_never_given_twice(store: Store, audit_id: str) -> None:
    first = store.write(questions.raise_question, audit_id, "one?")
    store.write(rows.remove, Question, first.id)
    assert store.write(questions.raise_question, audit_id, "two?").label == "Q-02"
    assert store.write(search.undo, store.sitting).startswith("Taken back: question Q-02")


def test_sittings_say_what_is_left_of_them(store: Store, audit_id: str) -> None:
    late = store.write(sittings.plan, audit_id, "Awareness", refs=["7.3"], planned="2026-10-20T09:00")
    early = store.write(
        sittings.plan, audit_id, "Access", refs=["A.5.15", "A.5.18"], planned="2026-10-12T09:00", people=["HR"]
    )
    assert [one.id for one in store.read(sittings.of_audit, audit_id)] == [early.id, late.id]
    item = next(one for one in store.read(checklist.items, audit_id) if one.ref == "A.5.18")
    store.write(checklist.judge, item.id, "conforming")
    assert [(one.sitting.title, one.refs, one.left) for one in store.read(sittings.progress, audit_id)] == [
        ("Access", 2, ("A.5.15",)),
        ("Awareness", 1, ("7.3",)),
    ]
    assert store.read(sittings.uncovered, audit_id) == ["A.5.16", "A.5.17"]
    assert store.write(sittings.hold, early.id).held
    assert store.write(sittings.hold, early.id).held == ""


def test_a_sitting_that_goes_leaves_its_meetings(store: Store, audit_id: str) -> None:
    sitting = store.write(sittings.plan, audit_id, "Access", refs=["A.5.15"])
    talk = store.write(meetings.begin, audit_id, "interview", "HR", sitting_id=sitting.id)
    store.write(sittings.remove, sitting.id)
    assert store.read(sittings.of_audit, audit_id) == []
    [kept] = store.read(meetings.of_audit, audit_id)
    assert (kept.id, kept.sitting_id) == (talk.id, None)
    assert store.write(search.undo, store.sitting).startswith("Taken back")
    assert [one.title for one in store.read(sittings.of_audit, audit_id)] == ["Access"]
    assert store.read(rows.fetch, Sitting, sitting.id).refs == ["A.5.15"]

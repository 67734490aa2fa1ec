"""What meetings and talks settle: services, differences, words, findings shown, awareness, what is asked first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import clock
from data.errors import BadInput, Refused
from data.models import AgendaItem, Audit, Supplier
from data.store import Store
from data.work import (
    audits,
    awareness,
    checklist,
    closing,
    findings,
    meetings,
    questions,
    rows,
    search,
    sittings,
    talks,
    understanding,
)


@pytest.fixture
def audit_id(store: Store) -> str:
    audit = store.write(
        audits.create, "Access", objectives="Is access taken away?", starts="2026-10-12", ends="2026-10-14"
    )
    store.write(audits.set_scope, audit.id, "7.3, A.5.15-A.5.20")
    store.write(checklist.prepare, audit.id)
    return audit.id


def test_the_plan_is_read_out_without_what_it_does_not_say(store: Store, audit_id: str) -> None:
    store.write(sittings.plan_line, audit_id, "Access | A.5.15 | 2026-10-12 09:00 | 90 | HR, IT / DevOps")
    told = dict(store.read(understanding.written, audit_id))
    assert told["Objectives"] == "Is access taken away?"
    assert told["Scope"].startswith("7.3, A.5.15-A.5.20")
    assert told["Timing"] == "2026-10-12 to 2026-10-14"
    assert told["Sittings"] == "2026-10-12 09:00 Access with HR, IT / DevOps"
    assert "Places" not in told


def test_a_difference_stands_beside_what_is_written(store: Store, audit_id: str) -> None:
    opening = store.write(meetings.begin, audit_id, "opening")
    store.write(understanding.differ, audit_id, "Scope", "Ghent as well", opening.id, written="Hull only", ref="4.3")
    [one] = store.read(understanding.differences, audit_id)
    assert (one.said, one.written, one.ref, one.meeting_id) == ("Ghent as well", "Hull only", "4.3", opening.id)
    assert [hit.kind for hit in store.read(search.search, "ghent")] == ["Difference"]


def test_services_lead_to_supplier_questions_once(store: Store, audit_id: str) -> None:
    store.write(rows.add, Supplier(name="Northwind", service="Hosting"))
    store.write(understanding.add_key_point, audit_id, "architecture", "Gateway | in front of all")
    store.write(understanding.add_key_point, audit_id, "outsourced", "Mail filter | all mail | Mailgate {0}")
    assert [one.name for one in store.read(understanding.key_points, audit_id)] == ["Mail filter", "Gateway"]
    assert [one.name for one in store.read(understanding.suppliers, audit_id)] == ["Northwind"]
    assert store.write(understanding.ask_about_services, audit_id) == 2
    assert store.write(understanding.ask_about_services, audit_id) == 0
    own = [one for one in store.read(checklist.prompts, audit_id) if one.own]
    assert [one.ref for one in own] == ["A.5.19", "A.5.20"]
    assert all("Mail filter (Mailgate {0})" in one.text for one in own)
    with pytest.raises(BadInput, match="Mailgate"):
        store.write(understanding.add_key_point, audit_id, "weather", "rain")


def test_own_words_are_for_one_meeting_or_for_all(store: Store, audit_id: str) -> None:
    first = store.write(meetings.begin, audit_id, "opening")
    points = store.read(meetings.agenda, first.id)
    store.write(meetings.word, points[0].id, "Only today", for_all=False)
    store.write(meetings.word, points[1].id, "Always so", for_all=True)
    second = store.read(meetings.agenda, store.write(meetings.begin, audit_id, "opening").id)
    assert (second[0].say, second[1].say) == (points[0].say, "Always so")
    assert store.read(rows.fetch, AgendaItem, points[0].id).say == "Only today"
    title, text = store.read(meetings.words, "opening")[0]
    assert "assurance" in text
    store.write(meetings.put_in_words, "opening words", title, "We are here to give you assurance.")
    assert store.read(meetings.words, "opening")[0] == (title, "We are here to give you assurance.")
    store.write(meetings.put_in_words, "opening words", title, " ")
    assert store.read(meetings.words, "opening")[0] == (title, text)


def test_findings_are_shown_strengths_first_and_acknowledged_by_role_and_time(store: Store, audit_id: str) -> None:
    for grade in ("ofi", "minor", "", "major", "strength"):
        store.write(findings.raise_finding, audit_id, grade or "open", grade=grade)
    shown = store.read(closing.in_order, audit_id)
    assert [one.grade for one in shown] == ["strength", "major", "minor", "", "ofi"]
    agreed = store.write(closing.acknowledge, shown[1].id, "Head of IT")
    assert (agreed.acknowledged_by, agreed.acknowledged_at[:10]) == ("Head of IT", clock.today())
    assert store.write(closing.acknowledge, shown[1].id, "Head of People").acknowledged_by == "Head of People"
    assert store.write(closing.acknowledge, shown[1].id, "Head of People").acknowledged_at == ""
    with pytest.raises(BadInput, match="by role"):
        store.write(closing.acknowledge, shown[1].id, " ")
    store.write(closing.disagree, audit_id, "It was one case", "Head of IT", shown[1].id)
    [opinion] = store.read(closing.disagreements, audit_id)
    assert (opinion.finding_id, opinion.role) == (shown[1].id, "Head of IT")
    assert opinion.noted_at


@given(st.lists(st.tuples(st.sampled_from(("HR", "IT")), st.sampled_from(("knew", "partly", "not"))), max_size=12))
def test_counts_across_people_add_up(given_answers: list[tuple[str, str]]) -> None:
    topic = awareness.Topic("t", "q")
    for role, answered in given_answers:
        row = awareness.Awareness(audit_id="a", role=role, answer=answered)
        topic = topic._replace(
            knew=topic.knew + (answered == "knew"), asked=topic.asked + 1, who=awareness._counted(topic.who, row)
        )
    assert sum(asked for _, _, asked in topic.who) == topic.asked
    assert sum(knew for _, knew, _ in topic.who) == topic.knew
    assert len({role for role, _, _ in topic.who}) == len(topic.who)
    assert bool(topic.words) == bool(given_answers)


def test_awareness_is_counted_and_can_be_taken_back(store: Store, audit_id: str) -> None:
    title = awareness.pack()[0].title
    talk = store.write(meetings.begin, audit_id, "interview", "HR")
    store.write(awareness.answer, audit_id, title, "knew", "HR", talk.id)
    store.write(awareness.answer, audit_id, title, "partly", "IT")
    store.write(awareness.answer, audit_id, title, "not", "IT")
    topic = store.read(awareness.topics, audit_id)[0]
    assert topic.words == "1 of 3 asked knew, 1 knew where to look"
    assert topic.who == (("HR", 1, 1), ("IT", 0, 2))
    store.write(awareness.take_back, audit_id, title)
    assert store.read(awareness.topics, audit_id)[0].words == "1 of 2 asked knew, 1 knew where to look"
    store.write(awareness.add_own, audit_id, "Whom do you call at night?")
    own = store.read(awareness.topics, audit_id)[-1]
    assert (own.title, own.asked, own.words) == ("Whom do you call at night?", 0, "")
    with pytest.raises(Refused, match="Nobody was asked"):
        store.write(awareness.take_back, audit_id, own.title)
    for wrong in (("perhaps", title), ("knew", "no such question")):
        with pytest.raises(BadInput):
            store.write(awareness.answer, audit_id, wrong[1], wrong[0], "HR")


def test_every_question_of_the_pack_says_what_a_good_answer_is() -> None:
    found = awareness.pack()
    assert len(found) >= 15
    assert all(topic.question and topic.good and topic.refs for topic in found)


def test_what_matters_most_is_asked_first(store: Store, audit_id: str) -> None:
    role = "IT / DevOps"
    asked = store.read(checklist.prompts, audit_id, role=role)
    late, planned = asked[-1], next(one for one in asked if one.ref == "A.5.17")
    store.write(checklist.mark_prompt, late.id, "later")
    judged = next(item for item in store.read(checklist.items, audit_id) if item.ref == "A.5.15")
    store.write(checklist.judge, judged.id, "conforming")
    mine = store.write(questions.raise_question, audit_id, "who?", role="it / devops")
    store.write(questions.raise_question, audit_id, "other?", role="HR")
    anyone = store.write(questions.raise_question, audit_id, "anyone?")
    talk = store.write(meetings.begin, audit_id, "interview", role, refs=["A.5.17"])
    asking = store.read(talks.asking, talk.id)
    assert {one.id for one in asking.prompts} == {one.id for one in asked}
    assert asking.prompts[0].id == late.id
    assert asking.prompts[1].ref == planned.ref == "A.5.17"
    refs = [one.ref for one in asking.prompts[1:]]
    assert "A.5.15" not in refs[: len(refs) - refs.count("A.5.15")]
    assert [one.id for one in asking.follow_ups] == [mine.id, anyone.id]


def test_a_talk_of_today_belongs_to_its_sitting(store: Store, audit_id: str) -> None:
    store.write(sittings.plan, audit_id, "Later", people=["HR"], planned="2099-01-01T09:00")
    today = store.write(sittings.plan, audit_id, "Now", people=["HR"], planned=f"{clock.today()}T09:00")
    assert store.read(talks.sitting_of, audit_id, "HR") == today.id
    assert store.read(talks.sitting_of, audit_id, "IT") is None


def test_a_scope_is_split_into_sittings_once(store: Store, audit_id: str) -> None:
    store.write(sittings.plan, audit_id, "Access", refs=["A.5.15", "A.5.16"])
    made = store.write(sittings.split, audit_id)
    assert [(one.title, one.refs) for one in made] == [
        ("7 Support", ["7.3"]),
        ("A.5 Organizational controls", ["A.5.17", "A.5.18", "A.5.19", "A.5.20"]),
    ]
    assert store.read(sittings.uncovered, audit_id) == []
    assert store.write(sittings.split, audit_id) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("| A.5.15", "has a title"),
        ("Access | A.9.9", "Refs: "),
        ("Access | A.5.15 | tomorrow", "When: «tomorrow»"),
        ("Access | A.5.15 | 2026-10-12 | long", "Minutes: «long»"),
    ],
)
def test_a_sitting_that_cannot_be_read_says_which_part(store: Store, audit_id: str, line: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        store.write(sittings.plan_line, audit_id, line)
    assert store.read(sittings.of_audit, audit_id) == []
    assert store.read(rows.fetch, Audit, audit_id)

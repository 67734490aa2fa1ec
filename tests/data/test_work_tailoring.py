"""A checklist in the store, cut to a sitting's time and brought up to date with a newer pack."""

from __future__ import annotations

import dataclasses
import random

import pytest

from checklists import parser
from checklists.pack import Entry, Pack, Question
from data.errors import BadInput, Refused
from data.models import Audit, ChecklistItem, Prompt
from data.store import Store, verify
from data.work import audits, checklist, meetings, rows, tailoring
from data.work.tailoring import ASIDE, Update

NEWER = "2031.02"


def prepared(store: Store, scope: str) -> Audit:
    audit = store.write(audits.create, "Access", starts="2031-02-03")
    store.write(audits.set_scope, audit.id, scope)
    store.write(checklist.prepare, audit.id)
    return store.read(rows.fetch, Audit, audit.id)


def item_of(store: Store, audit: Audit, ref: str) -> ChecklistItem:
    return next(item for item in store.read(checklist.items, audit.id) if item.ref == ref)


def states(store: Store, audit: Audit) -> dict[str, str]:
    return {prompt.id: prompt.state for prompt in store.read(checklist.prompts, audit.id)}


def newer(*changed: Entry) -> Pack:
    pack = parser.iso27001()
    return dataclasses.replace(
        pack, version=NEWER, entries=pack.entries | {entry.ref: entry for entry in changed}, problems=()
    )


def test_a_short_sitting_puts_questions_aside_and_a_long_one_brings_them_back(store: Store) -> None:
    audit = prepared(store, "A.5.15-A.5.18, 7.2")
    fitted = store.write(tailoring.sitting, audit.id, audit.refs, 45)
    assert fitted.aside
    assert fitted.minutes <= 45
    assert {prompt.ref for prompt in fitted.kept} == set(audit.refs)
    assert states(store, audit) == {prompt.id: "" for prompt in fitted.kept} | {one.id: ASIDE for one in fitted.aside}
    whole = store.write(tailoring.sitting, audit.id, audit.refs, 10_000)
    assert len(whole.kept) == len(fitted.kept) + len(fitted.aside)
    assert set(states(store, audit).values()) == {""}
    assert verify(store) == []


def test_the_same_sitting_again_changes_nothing(store: Store) -> None:
    audit = prepared(store, "A.6")
    first = store.write(tailoring.sitting, audit.id, audit.refs, 60, role="HR")
    versions = {prompt.id: prompt.version for prompt in store.read(checklist.prompts, audit.id)}
    again = store.write(tailoring.sitting, audit.id, audit.refs, 60, role="HR")
    assert [prompt.id for prompt in again.kept] == [prompt.id for prompt in first.kept]
    assert {prompt.id: prompt.version for prompt in store.read(checklist.prompts, audit.id)} == versions


def test_only_the_role_and_the_refs_of_the_sitting_are_cut(store: Store) -> None:
    audit = prepared(store, "A.6")
    fitted = store.write(tailoring.sitting, audit.id, ["A.6.1", "A.6.2", "8.1"], 10, role="HR")
    assert {(prompt.ref, prompt.role) for prompt in fitted.aside} == {("A.6.1", "HR"), ("A.6.2", "HR")}
    cut = {prompt_id for prompt_id, state in states(store, audit).items() if state == ASIDE}
    assert cut == {prompt.id for prompt in fitted.aside}


def test_what_was_asked_takes_no_time_and_what_is_to_come_back_to_takes_its_own(store: Store) -> None:
    audit = prepared(store, "A.5.18")
    meeting = store.write(meetings.begin, audit.id, "interview", role="IT / DevOps")
    marks = ("asked", "answered", "later")
    marked = [prompt for prompt in store.read(checklist.prompts, audit.id) if prompt.method == "interview"][:3]
    for prompt, state in zip(marked, marks, strict=True):
        store.write(checklist.mark_prompt, prompt.id, state, meeting.id)
    fitted = store.write(tailoring.sitting, audit.id, audit.refs, 3)
    assert ([prompt.id for prompt in fitted.kept], fitted.minutes) == ([marked[2].id], 3)
    after = [store.read(rows.fetch, Prompt, prompt.id) for prompt in marked]
    assert [(prompt.state, prompt.meeting_id) for prompt in after] == [(state, meeting.id) for state in marks]
    assert sorted(states(store, audit).values()).count(ASIDE) == len(states(store, audit)) - 3
    assert store.write(tailoring.sitting, audit.id, audit.refs, 20).kept[0].id == marked[2].id


def test_a_ref_not_asked_about_yet_comes_before_one_that_was(store: Store) -> None:
    audit = prepared(store, "A.8.1, A.8.2")
    assert [prompt.ref for prompt in store.write(tailoring.sitting, audit.id, audit.refs, 3).kept] == ["A.8.1"]
    first = store.read(checklist.prompts, audit.id, item_id=item_of(store, audit, "A.8.1").id)[0]
    store.write(checklist.mark_prompt, first.id, "answered")
    assert [prompt.ref for prompt in store.write(tailoring.sitting, audit.id, audit.refs, 3).kept] == ["A.8.2"]


def test_a_ref_with_its_verdict_is_left_alone(store: Store) -> None:
    audit = prepared(store, "A.5.17, A.5.18")
    store.write(checklist.judge, item_of(store, audit, "A.5.17").id, "conforming")
    fitted = store.write(tailoring.sitting, audit.id, audit.refs, 10)
    assert {prompt.ref for prompt in fitted.kept + fitted.aside} == {"A.5.18"}
    assert not any(prompt.state for prompt in store.read(checklist.prompts, audit.id) if prompt.ref == "A.5.17")


def test_what_went_wrong_before_is_asked_first_and_own_questions_rank_with_the_key_ones(store: Store) -> None:
    before = prepared(store, "A.8.1-A.8.5")
    store.write(checklist.judge, item_of(store, before, "A.8.4").id, "major")
    audit = prepared(store, "A.8.1-A.8.5")
    assert [prompt.ref for prompt in store.write(tailoring.sitting, audit.id, audit.refs, 3).kept] == ["A.8.4"]
    own = store.write(
        checklist.add_question, item_of(store, audit, "A.8.4").id, "HR", "What became of last year's gap?"
    )
    item = item_of(store, audit, "A.8.4")
    asked = store.write(tailoring.sitting, audit.id, ["A.8.4"], 25).kept
    assert own.id in {prompt.id for prompt in asked}
    assert all(prompt.key or prompt.own for prompt in asked)
    assert len(asked) < len(store.read(checklist.prompts, audit.id, item_id=item.id))


def test_what_weighs_the_same_comes_in_the_order_of_the_standard(store: Store) -> None:
    audit = prepared(store, "A.8.1-A.8.3")
    first = item_of(store, audit, "A.8.1").id
    own = store.write(checklist.add_question, first, "HR", "Show three loans of a laptop.", "record sample")
    kept = store.write(tailoring.sitting, audit.id, audit.refs, 10_000).kept
    assert [prompt.ref for prompt in kept[:3]] == ["A.8.1", "A.8.2", "A.8.3"]
    ranked = [prompt for prompt in kept[3:] if prompt.key or prompt.own]
    assert own.id in {prompt.id for prompt in ranked}
    assert [prompt.ref for prompt in ranked] == sorted(prompt.ref for prompt in ranked)


@pytest.mark.parametrize("minutes", [0, -5])
def test_a_sitting_has_a_length(store: Store, minutes: int) -> None:
    audit = prepared(store, "A.5.18")
    with pytest.raises(BadInput, match="give its length, for example 90"):
        store.write(tailoring.sitting, audit.id, audit.refs, minutes)
    assert set(states(store, audit).values()) == {""}


def test_earlier_gives_the_latest_verdict_of_the_other_audits(store: Store) -> None:
    first, second, third = (prepared(store, "A.5.17, A.5.18, A.6.1") for _ in range(3))
    for audit, ref, verdict, at in (
        (first, "A.5.18", "conforming", "2030-06-01T10:00:00.000+01:00"),
        (second, "A.5.18", "minor", "2029-06-01T10:00:00.000+01:00"),
        (first, "A.6.1", "ofi", "2029-06-02T10:00:00.000+01:00"),
        (second, "A.6.1", "major", "2030-06-02T10:00:00.000+01:00"),
        (third, "A.6.1", "conforming", "2031-06-02T10:00:00.000+01:00"),
        (third, "A.5.17", "minor", "2031-06-02T10:00:00.000+01:00"),
    ):
        store.write(rows.edit, ChecklistItem, item_of(store, audit, ref).id, verdict=verdict, verdict_at=at)
    assert store.read(tailoring.earlier, third.id) == {
        "A.5.18": (first.number, "conforming"),
        "A.6.1": (second.number, "major"),
    }
    assert store.read(tailoring.earlier, first.id)["A.5.17"] == (third.number, "minor")


def test_a_fresh_copy_of_the_whole_pack_says_what_the_pack_says(store: Store) -> None:
    """Also that the copy is compared by the same columns as it is made from, for every ref."""
    audit = prepared(store, "4-10, A")
    assert len(store.read(checklist.items, audit.id)) == len(parser.iso27001().entries)
    assert store.read(tailoring.updates, audit.id) == []
    assert store.read(tailoring.updates, audit.id, newer()) == []


def changed_entry() -> tuple[Entry, tuple[Question, ...]]:
    """A.5.18 with its first question gone, its second reworded, its third for another role, and a new one in front."""
    entry = parser.iso27001().entries["A.5.18"]
    first, second, third, *others = entry.questions
    new = Question("HR", "document", True, "Which agency keeps its own list of temporary workers?", 1)
    reworded = dataclasses.replace(second, text=f"{second.text[:-1]}, as of today?")
    moved = dataclasses.replace(third, role="Top management", key=not third.key)
    changed = dataclasses.replace(
        entry,
        title="Rights of access",
        document_required=not entry.document_required,
        evidence=(*entry.evidence[1:], "tickets of the agency"),
        questions=(new, reworded, moved, *others),
    )
    return changed, (first, second, third, new, reworded, moved)


def line(question: Question) -> str:
    return f"{question.role}: ({question.method}{', key' if question.key else ''}) {question.text}"


def test_updates_name_each_thing_that_changed(store: Store) -> None:
    audit = prepared(store, "A.5.17, A.5.18")
    entry, (first, second, third, new, reworded, moved) = changed_entry()
    old = parser.iso27001().entries["A.5.18"]
    assert store.read(tailoring.updates, audit.id, newer(entry)) == [
        Update("A.5.18", "title", old.title, "Rights of access"),
        Update("A.5.18", "document required", "no", "yes"),
        Update("A.5.18", "evidence", "\n".join(old.evidence), "\n".join(entry.evidence)),
        Update("A.5.18", "question added", "", line(new)),
        Update("A.5.18", "question changed", line(second), line(reworded)),
        Update("A.5.18", "question changed", line(third), line(moved)),
        Update("A.5.18", "question gone", line(first), ""),
    ]


def test_own_items_other_packs_and_withdrawn_entries_are_not_compared(store: Store) -> None:
    audit = prepared(store, "A.5.18, A.6.1, A.6.2")
    entry, _ = changed_entry()
    pack = newer(entry)
    del pack.entries["A.6.2"]
    own, elsewhere, withdrawn = (item_of(store, audit, ref).id for ref in ("A.5.18", "A.6.1", "A.6.2"))
    store.write(rows.edit, ChecklistItem, own, own=True)
    store.write(rows.edit, ChecklistItem, elsewhere, pack="Our contracts 1", title="Clause 7")
    assert store.read(tailoring.updates, audit.id, pack) == []
    for item_id, words in (
        (own, "A.5.18 was not copied from the pack ISO/IEC 27001:2022"),
        (elsewhere, "A.6.1 was not copied"),
        (withdrawn, f"{NEWER} has no entry A.6.2 any more"),
    ):
        with pytest.raises(Refused, match=words):
            store.write(tailoring.take_update, item_id, pack)
    assert store.read(rows.fetch, ChecklistItem, elsewhere).title == "Clause 7"


def test_taking_an_update_keeps_what_the_auditor_did(store: Store) -> None:
    audit = prepared(store, "A.5.17, A.5.18")
    entry, (first, second, third, new, reworded, moved) = changed_entry()
    pack = newer(entry)
    item = item_of(store, audit, "A.5.18")
    meeting = store.write(meetings.begin, audit.id, "interview", role="HR")
    store.write(checklist.judge, item.id, "not_tested", "HR was ill")
    store.write(rows.edit, ChecklistItem, item.id, remark="come back in May")
    own = store.write(checklist.add_question, item.id, "HR", "Who replaced the head of HR?")
    before = {prompt.text: prompt for prompt in store.read(checklist.prompts, audit.id, item_id=item.id)}
    store.write(checklist.mark_prompt, before[second.text].id, "answered", meeting.id)
    store.write(checklist.mark_prompt, before[third.text].id, "later", meeting.id)
    store.write(checklist.mark_prompt, own.id, "asked", meeting.id)
    same = store.write(checklist.add_question, item.id, "HR", reworded.text)

    taken = store.write(tailoring.take_update, item.id, pack)

    assert (taken.verdict, taken.reason, taken.remark) == ("not_tested", "HR was ill", "come back in May")
    assert (taken.title, taken.evidence, taken.pack) == (entry.title, list(entry.evidence), f"{pack.name} {NEWER}")
    after = store.read(checklist.prompts, audit.id, item_id=item.id)
    assert [prompt.text for prompt in after] == [*(question.text for question in entry.questions), own.text, same.text]
    assert [prompt.position for prompt in after] == list(range(len(after)))
    assert (after[-1].id, after[-1].state, after[-1].own) == (same.id, "", True)
    found = {prompt.text: prompt for prompt in after[:-1]}
    assert (found[reworded.text].id, found[reworded.text].state) == (before[second.text].id, "answered")
    assert (found[moved.text].id, found[moved.text].state) == (before[third.text].id, "later")
    assert (found[moved.text].role, found[moved.text].key) == ("Top management", moved.key)
    assert {found[text].meeting_id for text in (reworded.text, moved.text, own.text)} == {meeting.id}
    assert (found[own.text].state, found[own.text].own) == ("asked", True)
    assert (found[new.text].role, found[new.text].method, found[new.text].key) == ("HR", "document", True)
    assert first.text not in found
    assert store.read(tailoring.updates, audit.id, pack) == []
    assert verify(store) == []


@pytest.mark.parametrize("state", ["asked", "answered", "later"])
def test_a_question_that_was_put_to_somebody_outlives_the_pack(store: Store, state: str) -> None:
    audit = prepared(store, "A.5.18")
    entry, (first, *_) = changed_entry()
    item = item_of(store, audit, "A.5.18")
    put = next(one for one in store.read(checklist.prompts, audit.id, item_id=item.id) if one.text == first.text)
    store.write(checklist.mark_prompt, put.id, state)
    store.write(tailoring.take_update, item.id, newer(entry))
    last = store.read(checklist.prompts, audit.id, item_id=item.id)[-1]
    assert (last.id, last.text, last.state, last.own) == (put.id, first.text, state, True)
    assert store.read(tailoring.updates, audit.id, newer(entry)) == []


def test_a_question_put_aside_goes_with_the_pack(store: Store) -> None:
    audit = prepared(store, "A.5.18")
    entry, (first, *_) = changed_entry()
    item = item_of(store, audit, "A.5.18")
    for prompt in store.read(checklist.prompts, audit.id):
        store.write(checklist.mark_prompt, prompt.id, ASIDE)
    store.write(tailoring.take_update, item.id, newer(entry))
    left = {prompt.text: prompt.state for prompt in store.read(checklist.prompts, audit.id)}
    assert first.text not in left
    assert list(left.values()) == ["", *[ASIDE] * (len(left) - 1)]


@pytest.mark.parametrize("seed", range(5))
def test_after_taking_every_update_nothing_is_left_to_take(store: Store, seed: int) -> None:
    lot = random.Random(seed)  # noqa: S311 - it makes test data
    audit = prepared(store, "A.6, 9.2")
    entries = [parser.iso27001().entries[ref] for ref in audit.refs]
    texts = [question.text for entry in entries for question in entry.questions]

    def altered(entry: Entry) -> Entry:
        questions = [
            dataclasses.replace(one, text=lot.choice([one.text, one.text, f"Please: {one.text}", lot.choice(texts)]))
            for one in lot.sample(entry.questions, lot.randint(1, len(entry.questions)))
        ]
        return dataclasses.replace(entry, questions=tuple(questions), intent=lot.choice([entry.intent, "Another."]))

    pack = newer(*map(altered, entries))
    for prompt in store.read(checklist.prompts, audit.id):
        store.write(checklist.mark_prompt, prompt.id, lot.choice(["", "asked", "later", ASIDE]))
    assert store.read(tailoring.updates, audit.id, pack)
    for item in store.read(checklist.items, audit.id):
        store.write(tailoring.take_update, item.id, pack)
    assert store.read(tailoring.updates, audit.id, pack) == []
    for ref in audit.refs:
        after = store.read(checklist.prompts, audit.id, item_id=item_of(store, audit, ref).id)
        assert [one.text for one in after if not one.own] == [one.text for one in pack.entries[ref].questions]

"""Findings raised with what is known, rearranged without losing a word or a label, changed many at once."""

from __future__ import annotations

import pytest

from data import clock
from data.errors import BadInput, Refused
from data.models import Action, Audit, ChecklistItem, Finding, Population, Sample
from data.store import Store
from data.work import actions, audits, checklist, evidence, findings, meetings, rearranging, register, rows, search


@pytest.fixture
def audit(store: Store) -> Audit:
    made = store.write(audits.create, "Access", starts="2026-10-01")
    store.write(audits.set_scope, made.id, "A.5.18")
    store.write(checklist.prepare, made.id)
    return made


def labels(store: Store, audit: Audit) -> list[str]:
    return [one.label for one in store.read(findings.of_audit, audit.id)]


def proofs(store: Store, finding: Finding) -> list[str]:
    return [one.label for one in store.read(evidence.of_finding, finding.id)]


def test_an_item_gives_its_finding_what_the_audit_knows(store: Store, audit: Audit) -> None:
    item = store.read(checklist.items, audit.id)[0]
    meeting = store.write(meetings.begin, audit.id, "interview", "IT operations manager")
    prompt = store.read(checklist.prompts, audit.id, item_id=item.id)[0]
    store.write(checklist.mark_prompt, prompt.id, "asked", meeting.id)
    store.write(evidence.record, audit.id, "Leaver list", refs=["A.5.18"])
    store.write(evidence.record, audit.id, "Something else", refs=["A.6.1"])
    store.write(checklist.judge, item.id, "minor")
    store.write(rows.edit, ChecklistItem, item.id, remark="3 of 25 late")
    made = store.write(findings.from_item, item.id, "Accounts closed late")
    assert (made.ref, made.grade, made.condition, made.role) == ("A.5.18", "minor", "3 of 25 late", meeting.role)
    assert made.meeting_id == meeting.id
    assert made.raised_at[:10] == clock.today()
    assert proofs(store, made) == ["E-001"]


def test_what_the_words_name_is_linked(store: Store, audit: Audit) -> None:
    for title in ("one", "two"):
        store.write(evidence.record, audit.id, title)
    population = store.write(rows.add, Population(audit_id=audit.id, title="Leavers", count=61))
    store.write(rows.add, Sample(audit_id=audit.id, label="S-01", population_id=population.id, ref="A.5.18"))
    made = store.write(findings.raise_finding, audit.id, "3 late (S-01.07), E-002, E-099", condition="see E-001")
    assert proofs(store, made) == ["E-001", "E-002"]
    assert (made.sample_id is not None, made.ref) == (True, "A.5.18")
    assert store.write(findings.raise_finding, audit.id, "S-01 and S-02").sample_id is None


def test_a_sample_gives_its_finding_the_talk_in_which_it_was_asked_about(store: Store, audit: Audit) -> None:
    population = store.write(rows.add, Population(audit_id=audit.id, title="Leavers", count=61))
    sample = store.write(rows.add, Sample(audit_id=audit.id, label="S-01", population_id=population.id, ref="A.5.18"))
    for role, state in (("IT operations manager", "asked"), ("Head of HR", "later")):
        meeting = store.write(meetings.begin, audit.id, "interview", role)
        prompt = store.read(checklist.prompts, audit.id)[0 if state == "asked" else 1]
        store.write(checklist.mark_prompt, prompt.id, state, meeting.id)
    made = store.write(findings.raise_finding, audit.id, "3 late", sample_id=sample.id)
    assert (made.ref, made.role) == ("A.5.18", "IT operations manager")


def test_a_split_keeps_every_word_and_the_evidence(store: Store, audit: Audit) -> None:
    proof = store.write(evidence.record, audit.id, "Leaver list")
    words = "3 of 25 accounts were closed late. Backups were not tested since May. Nobody noticed."
    first = store.write(
        findings.raise_finding, audit.id, "Accounts", evidence=(proof.id,), condition=words, grade="minor",
        acknowledged_by="Head of IT", related=["A.6.5"],
    )  # fmt: skip
    store.write(findings.raise_finding, audit.id, "Other")
    stays, made = store.write(rearranging.split, first.id, 1)
    assert stays.condition == "3 of 25 accounts were closed late."
    assert made.condition == "Backups were not tested since May. Nobody noticed."
    assert (made.title, made.grade, made.related) == ("Backups were not tested since May.", "minor", ["A.6.5"])
    assert made.acknowledged_by == ""
    assert proofs(store, made) == ["E-001"]
    assert labels(store, audit) == ["F-01", "F-03", "F-02"]
    with pytest.raises(Refused, match="each of the two"):
        store.write(rearranging.split, first.id, 0)


def test_merging_loses_nothing_and_says_what_became_of_the_other(store: Store, audit: Audit) -> None:
    one, other = (store.write(evidence.record, audit.id, name) for name in ("one", "other"))
    kept = store.write(
        findings.raise_finding, audit.id, "Late", evidence=(one.id,), ref="A.5.18", grade="minor", condition="3 of 25."
    )
    gone = store.write(
        findings.raise_finding, audit.id, "Later", evidence=(one.id, other.id), ref="A.6.5", grade="major",
        condition="2 of 10.", related=["A.5.16"], owner="Head of IT", acknowledged_by="Head of IT",
    )  # fmt: skip
    answer = store.write(actions.agree, audit.id, gone.id, "close accounts in time")
    store.write(rearranging.merge, kept.id, [kept.id, gone.id])
    merged = store.read(rows.fetch, Finding, kept.id)
    assert merged.condition == "3 of 25.\n\n2 of 10."
    assert (merged.ref, merged.related, merged.grade) == ("A.5.18", ["A.6.5", "A.5.16"], "major")
    assert (merged.owner, merged.acknowledged_by) == ("Head of IT", "")
    assert proofs(store, merged) == ["E-001", "E-002"]
    assert store.read(rows.fetch, Action, answer.id).finding_id == kept.id
    assert labels(store, audit) == ["F-01"]
    assert [(row.label, row.became) for row in store.read(findings.fallen, audit.id)] == [("F-02", "merged into F-01")]
    assert store.read(audits.facts, audit.id).findings == 1
    assert store.write(findings.raise_finding, audit.id, "next").label == "F-03"
    with pytest.raises(Refused, match="two findings"):
        store.write(rearranging.merge, kept.id, [kept.id])


def test_findings_of_two_audits_are_not_merged(store: Store, audit: Audit) -> None:
    elsewhere = store.write(audits.create, "Other")
    mine = store.write(findings.raise_finding, audit.id, "mine")
    theirs = store.write(findings.raise_finding, elsewhere.id, "theirs")
    with pytest.raises(Refused, match="another audit"):
        store.write(rearranging.merge, mine.id, [theirs.id])
    assert store.read(rows.fetch, Finding, theirs.id).became == ""


def test_a_merge_is_taken_back_whole(store: Store, audit: Audit) -> None:
    first, second = (store.write(findings.raise_finding, audit.id, name, condition=name) for name in ("a", "b"))
    store.write(rearranging.merge, first.id, [second.id])
    store.write(search.undo, store.sitting)
    assert labels(store, audit) == ["F-01", "F-02"]
    assert store.read(rows.fetch, Finding, first.id).condition == "a"


def test_a_withdrawn_finding_keeps_its_reason_and_can_stand_again(store: Store, audit: Audit) -> None:
    made = store.write(findings.raise_finding, audit.id, "late")
    with pytest.raises(Refused, match="Say why"):
        store.write(rearranging.withdraw, made.id, " ")
    store.write(rearranging.withdraw, made.id, "proof came on the next day")
    assert labels(store, audit) == []
    assert store.read(findings.fallen, audit.id)[0].became == "withdrawn: proof came on the next day"
    store.write(rearranging.restore, made.id)
    assert labels(store, audit) == ["F-01"]


def test_the_order_is_moved_and_stays(store: Store, audit: Audit) -> None:
    made = [store.write(findings.raise_finding, audit.id, name) for name in "abcd"]
    store.write(rearranging.move, made[3].id, -2)
    assert labels(store, audit) == ["F-01", "F-04", "F-02", "F-03"]
    store.write(rearranging.move, made[0].id, -1)
    store.write(rearranging.move, made[0].id, 99)
    assert labels(store, audit) == ["F-04", "F-02", "F-03", "F-01"]
    store.write(rearranging.copy, made[1].id)
    assert labels(store, audit) == ["F-04", "F-02", "F-05", "F-03", "F-01"]


def test_findings_of_older_stores_are_in_the_order_of_their_labels(store: Store, audit: Audit) -> None:
    for number in (1, 2, 10, 99, 100):
        store.write(rows.add, Finding(audit_id=audit.id, label=f"F-{number:02d}"))
    assert labels(store, audit) == ["F-01", "F-02", "F-10", "F-99", "F-100"]


def test_many_get_an_owner_and_a_date_at_once(store: Store, audit: Audit) -> None:
    made = [store.write(findings.raise_finding, audit.id, name, grade="minor") for name in "abc"]
    open_one = store.write(actions.agree, audit.id, made[0].id, "do it", owner="HR", due="2026-11-01")
    done = store.write(actions.agree, audit.id, made[1].id, "done", owner="HR", due="2026-11-01", status="closed")
    assert store.write(register.assign, [one.id for one in made[:2]], owner="Head of IT") == 2
    store.write(register.assign, [made[0].id], due="2026-12-31")
    shown = store.read(register.entries, audit.id)
    assert [(entry.owner, entry.due) for entry in shown] == [("Head of IT", "2026-12-31"), ("Head of IT", ""), ("", "")]
    assert store.read(rows.fetch, Action, open_one.id).owner == "Head of IT"
    assert store.read(rows.fetch, Action, done.id).owner == "HR", "what is closed stays as it was closed"
    with pytest.raises(BadInput, match="2026-11-30"):
        store.write(register.assign, [made[0].id], due="soon")


def test_the_register_holds_all_audits_the_newest_first(store: Store, audit: Audit) -> None:
    elsewhere = store.write(audits.create, "Later", starts="2027-01-01")
    proof = store.write(evidence.record, audit.id, "list")
    store.write(findings.raise_finding, audit.id, "mine", evidence=(proof.id,))
    store.write(findings.raise_finding, elsewhere.id, "theirs")
    shown = store.read(register.entries)
    assert [(entry.audit, entry.label, entry.evidence) for entry in shown] == [
        (elsewhere.number, "F-01", ()),
        (audit.number, "F-01", ("E-001",)),
    ]


def test_a_label_is_given_once_even_when_its_finding_is_taken_back(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    first = store.write(findings.raise_finding, audit.id, "taken back")
    store.write(search.undo, store.sitting)
    assert store.write(findings.raise_finding, audit.id, "stays").label != first.label

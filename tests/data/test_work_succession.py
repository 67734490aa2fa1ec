"""From one audit into the next: what was left open must be answered; last year's audit is this year's draft."""

from __future__ import annotations

import pytest

from data.models import Action, Audit, ChecklistItem, Request, TeamMember
from data.store import Store
from data.work import actions, audits, checklist, findings, readiness, requests, rows, succession


@pytest.fixture
def before(store: Store) -> Audit:
    """An audit of last year: one minor with an action in progress, one major without, one that was settled."""
    audit = store.write(audits.create, "Access", starts="2025-10-01", objectives="Are rights in order?")
    store.write(audits.set_scope, audit.id, "A.5.18, A.6.5, 10.2")
    store.write(checklist.prepare, audit.id)
    late = store.write(findings.raise_finding, audit.id, "Leavers late", grade="minor", ref="A.5.18")
    store.write(findings.raise_finding, audit.id, "No reviews", grade="major", ref="A.8.2", owner="IT")
    store.write(findings.raise_finding, audit.id, "Nice", grade="strength", ref="A.6.5")
    gone = store.write(findings.raise_finding, audit.id, "Settled", grade="minor", ref="A.6.5")
    store.write(actions.agree, audit.id, late.id, "Notice from HR", owner="HR")
    settled = store.write(actions.agree, audit.id, gone.id, "Done long ago")
    store.write(rows.edit, Action, settled.id, status="closed")
    item = store.read(checklist.items, audit.id)[0]
    store.write(rows.edit, ChecklistItem, item.id, verdict="minor", remark="3 of 25")
    store.write(requests.ask, audit.id, "Leaver list", due="2025-09-20", received="2025-09-19", complete=True)
    return audit


def test_what_was_left_open_is_known_by_its_number(store: Store, before: Audit) -> None:
    store.write(rows.add, Action(label="A-90", external="CAPA-7", text="Patch window", status="open", owner="IT"))
    audit = store.write(audits.create, "Next", starts="2026-10-01")
    found = store.read(succession.open_matters, audit.id)
    assert [(one.key, one.about, one.grade) for one in found] == [
        ("CAPA-7", "10.2", ""),
        ("AUD-2025-01/F-01", "A.5.18", "minor"),
        ("AUD-2025-01/F-02", "A.8.2", "major"),
    ]
    assert found[2].state == "no action"
    assert store.read(succession.open_matters, before.id) == [found[0]]


def test_it_becomes_questions_that_must_be_answered_once_each(store: Store, before: Audit) -> None:
    audit = store.write(audits.create, "Next", starts="2026-10-01")
    store.write(audits.set_scope, audit.id, "A.5.18")
    store.write(checklist.prepare, audit.id)
    rules = {one.rule: one for one in store.read(readiness.missing, audit.id)}
    assert rules["earlier"].message.startswith("2 open matters")
    made = store.write(succession.take_up, audit.id)
    assert [(one.ref, one.carried, one.key) for one in made] == [
        ("A.5.18", "AUD-2025-01/F-01", True),
        ("A.8.2", "AUD-2025-01/F-02", True),
    ]
    assert "«Leavers late»: A-01 open." in made[0].text
    assert store.write(succession.take_up, audit.id) == []
    assert {item.ref for item in store.read(checklist.items, audit.id)} == {"A.5.18", "A.8.2"}
    store.write(checklist.prepare, audit.id)
    assert {item.ref for item in store.read(checklist.items, audit.id)} == {"A.5.18", "A.8.2"}
    store.write(checklist.mark_prompt, made[0].id, "answered")
    blocked = [one for one in store.read(readiness.missing, audit.id) if one.rule in ("carried", "earlier")]
    assert [(one.item, one.blocks) for one in blocked] == [("AUD-2025-01/F-02", True)]


def test_the_next_audit_keeps_the_texts_and_clears_the_results(store: Store, before: Audit) -> None:
    store.write(rows.add, TeamMember(audit_id=before.id, name="Ines", duty="lead auditor", independence="none"))
    audit = store.write(succession.succeed, before.id, starts="2026-10-01")
    assert (audit.number, audit.follows, audit.objectives) == ("AUD-2026-01", "AUD-2025-01", "Are rights in order?")
    assert audit.starts == "2026-10-01"
    items = {item.ref: item for item in store.read(checklist.items, audit.id)}
    assert set(items) == {"A.5.18", "A.6.5", "10.2", "A.8.2"}
    assert {(item.verdict, item.remark) for item in items.values()} == {("", "")}
    old = store.read(checklist.prompts, before.id)
    new = store.read(checklist.prompts, audit.id)
    assert {one.text for one in old} < {one.text for one in new}
    assert {one.state for one in new} == {""}
    asked: list[Request] = store.read(requests.of_audit, audit.id)
    assert [(one.what, one.due, one.received, one.complete) for one in asked] == [("Leaver list", "", "", False)]
    assert [(one.name, one.independence) for one in store.read(audits.team, audit.id)] == [("Ines", "")]
    assert [one.title for one in store.read(audits.criteria, audit.id)] == [
        one.title for one in store.read(audits.criteria, before.id)
    ]
    assert store.read(findings.of_audit, audit.id) == []


def test_what_is_new_changed_and_unchanged_is_seen(store: Store, before: Audit) -> None:
    assert store.read(succession.compared, before.id) == []
    audit = store.write(succession.succeed, before.id, starts="2026-10-01")
    item = next(item for item in store.read(checklist.items, audit.id) if item.ref == "A.6.5")
    store.write(checklist.add_question, item.id, "HR", "And contractors?")
    found = {one.ref: one for one in store.read(succession.compared, audit.id)}
    assert {ref: one.state for ref, one in found.items()} == {
        "10.2": "unchanged",
        "A.5.18": "unchanged",
        "A.6.5": "changed",
        "A.8.2": "new",
    }
    assert found["10.2"].before == "minor"
    assert found["A.5.18"].findings == "F-01 minor"

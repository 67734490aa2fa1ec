"""What the record tells the finding linter, and what is waived."""

from __future__ import annotations

import pytest

from data.errors import Refused
from data.rules import finding_quality as quality
from data.store import Store
from data.work import audits, evidence, finding_quality, findings, patterns


def rules_of(store: Store, audit_id: str, label: str) -> set[str]:
    return {complaint.rule for item, complaint in store.read(finding_quality.lint, audit_id) if item == label}


def test_what_the_record_lacks_is_complained_of_until_it_is_there(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    made = store.write(findings.raise_finding, audit.id, "Late in 3 of 25 cases", grade="minor", ref="A.5.18")
    assert {"F01", "F02"} <= rules_of(store, audit.id, "F-01")
    proof = store.write(evidence.record, audit.id, "Directory export")
    store.write(evidence.link, made.id, proof.id)
    store.keep(type(made), made.id, criteria="A.5.18 as applied in STD-02 v4.1, section 4.3")
    store.write(evidence.record, audit.id, "the writer's queue is empty now")
    assert {"F01", "F02"}.isdisjoint(rules_of(store, audit.id, "F-01"))


def test_a_rule_is_waived_for_a_reason_only_and_speaks_again_when_it_is_lifted(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    store.write(findings.raise_finding, audit.id, "Late in 3 of 25 cases", grade="minor", ref="A.5.18")
    for rule, reason in (("F01", " "), ("F99", "because")):
        with pytest.raises(Refused):
            store.write(finding_quality.waive, audit.id, "F-01", rule, reason, "tester")
    made = store.write(finding_quality.waive, audit.id, "F-01", "F01", "criterion is agreed at the closing", "tester")
    assert (made.who, made.reason) == ("tester", "criterion is agreed at the closing")
    assert made.at
    assert "F01" not in rules_of(store, audit.id, "F-01")
    store.write(finding_quality.lift, made.id)
    assert "F01" in rules_of(store, audit.id, "F-01")


def test_the_rules_of_a_draft_are_those_of_the_row(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    made = store.write(
        findings.raise_finding, audit.id, "Late in 3 of 25 cases", grade="minor", ref="A.5.18", related=["A.6.5"]
    )
    draft = store.read(finding_quality.drafts, audit.id)[made.id]
    assert (draft.label, draft.ref, draft.related) == ("F-01", "A.5.18", ("A.6.5",))
    context = store.read(finding_quality.context, audit.id)
    assert quality.lint(draft, context) == [
        one for item, one in store.read(finding_quality.lint, audit.id) if item == "F-01"
    ]


def test_what_is_offered_as_repeat_cause_and_theme_comes_from_the_record(store: Store) -> None:
    before = store.write(audits.create, "Access", starts="2025-10-06")
    store.write(findings.raise_finding, before.id, "Accounts of leavers late", grade="minor", ref="A.5.18")
    now = store.write(audits.create, "Access", starts="2026-10-05")
    late = store.write(findings.raise_finding, now.id, "Accounts of leavers late", grade="minor", ref="A.5.18")
    (candidate,) = store.read(patterns.earlier, late.id)
    assert (candidate.earlier.audit, candidate.earlier.label, candidate.same_ref) == (before.number, "F-01", True)
    assert store.read(patterns.earlier, store.read(findings.of_audit, before.id)[0].id) == []
    for ref in ("A.7.13", "A.5.19"):
        store.write(
            findings.raise_finding,
            now.id,
            "Service late",
            grade="minor",
            ref=ref,
            cause="The calendar names no stand-in",
        )
    offered = store.read(patterns.of_audit, now.id)
    assert [one.labels for one in offered.causes] == [("F-02", "F-03")]
    assert ("done late", ("F-01", "F-02", "F-03")) in [(one.name, one.labels) for one in offered.themes]

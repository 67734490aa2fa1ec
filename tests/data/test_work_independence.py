"""Independence and competence of a team against the registers: the real ones, and what is decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import BadInput
from data.imports.run import apply, propose
from data.imports.tables import read_table
from data.models import Audit, TeamMember
from data.rules.stages import missing
from data.store import Store
from data.work import assignments, audits, competence, impartiality, independence, rows

FILES = {
    "statement-of-applicability.csv": "soa",
    "raci-matrix.csv": "responsibilities",
    "training-register.csv": "competence",
    "document-control-register.csv": "documents",
}
RACI = """Activity,Information Security Officer (ISO),HR Lead,IT Lead
Manage Access Rights,A,I,R
Screening of new staff,C,A,I
"""
ANNA = "Anna Weber (ISO) | lead auditor | Information Security Officer | ISO/IEC 27001 Lead Auditor certification"


@pytest.fixture
def access(store: Store, tmp_path: Path) -> Audit:
    """An audit of access and screening by the security officer and somebody from outside."""
    path = tmp_path / "raci.csv"
    path.write_text(RACI, encoding="utf-8")
    store.write(apply, store.read(propose, "responsibilities", read_table(path)))
    audit = store.write(audits.create, "Access", starts="2026-10-12", ends="2026-10-14")
    store.write(audits.set_scope, audit.id, "A.5.15-A.5.18, A.6.1")
    store.write(audits.set_team, audit.id, f"{ANNA}\nTobias Becker | auditor | external")
    return audit


def blocks(store: Store, audit: Audit) -> list[str]:
    return [one.item for one in missing(store.read(audits.facts, audit.id)) if one.rule == "independence"]


def test_the_conflicts_of_the_real_audit_are_found_with_their_rows(store: Store, real: Path) -> None:
    for name, kind in FILES.items():
        store.write(apply, store.read(propose, kind, read_table(real / name)))
    audit = store.write(audits.create, "Access and HR", starts="2026-02-08", ends="2026-02-10")
    store.write(audits.set_scope, audit.id, "A.5.15-A.5.18, A.6.1-A.6.6")
    store.write(audits.set_team, audit.id, f"{ANNA}\nTobias Becker | auditor | external")
    first = store.read(independence.view, audit.id).conflicts[0]
    assert first.refs == ("A.5.15", "A.5.16", "A.5.17", "A.5.18")
    assert (first.standing.ties[0].words(), first.standing.ties[0].row) == (
        "accountable for «Manage Access Rights»",
        "raci-matrix.csv, row 10",
    )
    proposal = store.read(independence.propose, audit.id)
    assert not {"A.5.15", "A.5.16", "A.5.17", "A.5.18"} & set(proposal.tests["Anna Weber (ISO)"])
    assert {"A.5.15", "A.5.18"} <= set(proposal.tests["Tobias Becker"])
    claim = store.read(competence.view, audit.id).claims[0]
    assert claim.state == "not in register"
    assert "LI-27001-44821" in claim.proof

    third = store.write(audits.create, "Suppliers", starts="2026-08-18", ends="2026-08-19")
    store.write(audits.set_scope, third.id, "A.5.19-A.5.23")
    store.write(audits.set_team, third.id, "Anna Weber | lead auditor")
    conflict = store.read(independence.view, third.id).conflicts[0]
    assert conflict.standing.ties[0].row == "raci-matrix.csv, row 15"
    assert "«Supplier Security Review»" in conflict.standing.ties[0].words()
    proposal = store.read(independence.propose, third.id)
    assert proposal.stuck == ["A.5.19", "A.5.20", "A.5.21", "A.5.22", "A.5.23"]
    assert "Thomas Krüger (HR Lead)" in [who for who, _ in proposal.others]


def test_a_conflict_blocks_the_report_until_the_work_is_divided(store: Store, access: Audit) -> None:
    assert blocks(store, access) == ["A.5.15-A.5.18"]
    store.write(assignments.take_split, access.id)
    assert blocks(store, access) == []
    seen = store.read(independence.view, access.id)
    assert seen.tests["Anna Weber (ISO)"] == ["A.6.1"]
    assert seen.untested == []


def test_a_safeguard_counts_with_a_person_and_a_proof(store: Store, access: Audit) -> None:
    refs = ["A.5.15", "A.5.16", "A.5.17", "A.5.18"]
    name = "Anna Weber (ISO)"
    store.write(assignments.protect, access.id, name, refs, "second person", "Maud Ferris", "")
    assert blocks(store, access) == ["A.5.15-A.5.18"]
    store.write(assignments.protect, access.id, name, refs, "second person", "Maud Ferris", "remarks of 15 October")
    assert blocks(store, access) == []
    assert len(store.read(independence.safeguards_of, access.id)) == 1
    with pytest.raises(BadInput, match="somebody other"):
        store.write(assignments.protect, access.id, name, refs, "second person", name, "my word")
    (kept,) = store.read(independence.safeguards_of, access.id)
    assert kept.who == "Maud Ferris"
    store.write(assignments.unprotect, kept.id)
    assert blocks(store, access) == ["A.5.15-A.5.18"]


def test_who_takes_over_joins_the_team(store: Store, access: Audit) -> None:
    store.write(audits.set_team, access.id, ANNA)
    refs = ["A.5.15", "A.5.16", "A.5.17", "A.5.18", "A.6.1"]
    proof = "engagement letter of 1 October, CV"
    store.write(assignments.protect, access.id, "Anna Weber (ISO)", refs, "outside auditor", "Eva Stone", proof)
    seen = store.read(independence.view, access.id)
    assert seen.tests == {"Anna Weber (ISO)": [], "Eva Stone": refs}
    assert seen.conflicts == []


def test_a_declaration_answers_what_no_register_knows_and_never_a_conflict(store: Store, access: Audit) -> None:
    store.write(audits.set_scope, access.id, "A.5.18, A.7.4")
    name = "Anna Weber (ISO)"
    assert [point.refs for point in store.read(independence.view, access.id).unknown] == [("A.7.4",)]
    for refs in (["A.7.4"], ["A.5.18"]):
        store.write(assignments.protect, access.id, name, refs, "declared", "Maud", "declaration of 1 October")
    seen = store.read(independence.view, access.id)
    assert seen.unknown == []
    assert [point.refs for point in seen.conflicts] == [("A.5.18",)]


def test_the_note_follows_decisions_until_somebody_edits_it(store: Store, access: Audit) -> None:
    store.write(assignments.take_split, access.id)
    note = store.read(rows.fetch, Audit, access.id).impartiality
    assert (
        "A.5.15-A.5.18: not tested by Anna Weber (ISO), accountable for «Manage Access Rights» (raci.csv, row 2)"
        in note
    )
    store.write(audits.set_scope, access.id, "A.5.18, A.6.1")
    assert "A.5.15-A.5.18" not in store.read(rows.fetch, Audit, access.id).impartiality
    store.write(rows.edit, Audit, access.id, impartiality="Our own words.")
    store.write(assignments.assign, access.id, "Anna Weber (ISO)", ["A.6.1"], tests=False)
    assert store.read(rows.fetch, Audit, access.id).impartiality == "Our own words."
    store.write(impartiality.take_draft, access.id)
    assert store.read(rows.fetch, Audit, access.id).impartiality.startswith("Tobias Becker tests A.5.18, A.6.1.")


def test_what_is_not_assigned_to_anybody_is_said(store: Store, access: Audit) -> None:
    for name in ("Anna Weber (ISO)", "Tobias Becker"):
        store.write(assignments.assign, access.id, name, ["A.6.1"], tests=False)
    assert store.read(independence.view, access.id).untested == ["A.6.1"]
    assert ("", "nobody on the team tests A.6.1") in store.read(independence.doubts, access.id)


def test_whoever_keeps_the_name_keeps_the_work(store: Store, access: Audit) -> None:
    store.write(assignments.take_split, access.id)
    store.write(audits.set_team, access.id, f"{ANNA}, CISA\nTobias Becker | auditor | external")
    team = {member.name: member for member in store.read(audits.team, access.id)}
    assert team["Anna Weber (ISO)"].refs == ["A.6.1"]
    assert isinstance(team["Tobias Becker"], TeamMember)


def test_who_led_the_last_audits_does_not_test_the_programme(store: Store) -> None:
    earlier = store.write(audits.create, "Last year", starts="2026-03-02", ends="2026-03-04")
    store.write(audits.set_team, earlier.id, "Ben Roth | lead auditor | Quality Lead")
    audit = store.write(audits.create, "Clause 9", starts="2026-10-12", ends="2026-10-14")
    store.write(audits.set_scope, audit.id, "9")
    store.write(audits.set_team, audit.id, "Ben Roth | lead auditor | Quality Lead")
    (conflict,) = store.read(independence.view, audit.id).conflicts
    assert conflict.refs == ("9.2.1", "9.2.2")
    assert conflict.standing.ties[0].row == f"team of {earlier.number}"


def test_what_an_auditor_says_of_their_own_work_makes_a_conflict(store: Store, access: Audit) -> None:
    who = "Tobias Becker"
    store.write(assignments.own_work, access.id, who, ["A.5.16"], "operates", "the directory", "2026-01-01")
    found = {point.auditor: point for point in store.read(independence.view, access.id).conflicts}
    assert found[who].refs == ("A.5.16",)
    assert found[who].standing.ties[0].words() == "operates «the directory»"
    assert found[who].standing.ties[0].row.startswith(f"said by {who} for {access.number}")
    with pytest.raises(BadInput, match="no duty"):
        store.write(assignments.own_work, access.id, who, ["A.5.16"], "likes", "it")
    with pytest.raises(BadInput, match="no date"):
        store.write(assignments.own_work, access.id, who, ["A.5.16"], "owns", "it", "spring")


def test_competence_is_recorded_by_hand_once(store: Store, access: Audit) -> None:
    line = "Anna Weber | ISO/IEC 27001 Lead Auditor | certificate | 2026-02-01 | Cert 1 | 2029-02-01"
    store.write(competence.record, line)
    store.write(competence.record, line.replace("Cert 1", "Cert 2"))
    (claim,) = store.read(competence.view, access.id).claims
    assert claim.state == "met"
    assert "Cert 2" in claim.proof
    for bad in ("Anna Weber", "| course", "Anna | course | x | soon"):
        with pytest.raises(BadInput):
            store.write(competence.record, bad)

"""The eight registers of a real starter kit: every row accounted for, twice without a change, and what matters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import log
from data.imports.run import apply, propose
from data.imports.tables import read_table
from data.store import Store, opened
from data.work import actions, registers

REAL = Path(__file__).parents[3] / "../shared/real"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="../shared/real is not there")

LEGEND = {"row": 21, "reason": "it explains the letters (a legend) and is no activity"}
COMMA = {"row": 72, "reason": "9 cells under 8 columns: put the cell that holds a comma in quotes"}
IMPACTS = [f"Impact {of}" for of in ("Financial", "Operational", "Reputational", "Legal/Regulatory", "Health/Safety")]
FILES = {
    "statement-of-applicability": ("soa", 93, 92, [COMMA], []),
    "raci-matrix": ("responsibilities", 20, 19, [LEGEND], []),
    "competence-matrix": ("competence", 22, 22, [], []),
    "training-register": ("competence", 14, 14, [], []),
    "document-control-register": ("documents", 26, 26, [], []),
    "asset-register": ("assets", 18, 18, [], []),
    "risk-register": ("risks", 7, 7, [], IMPACTS),
    "capa-register": ("actions", 5, 5, [], []),
}


def take_in(store: Store, name: str) -> dict[str, object]:
    proposal = store.read(propose, FILES[name][0], read_table(REAL / f"{name}.csv"))
    return store.write(apply, proposal).as_json()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        yield store


@pytest.fixture
def filled(store: Store) -> Store:
    for name in FILES:
        take_in(store, name)
    return store


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_accounted_for_and_the_second_time_nothing_changes(store: Store, name: str) -> None:
    _, rows, new, refused, unused = FILES[name]
    with (REAL / f"{name}.csv").open(newline="", encoding="utf-8") as handle:
        assert sum(any(row) for row in csv.reader(handle)) == rows + 1
    first = take_in(store, name)
    assert (first["rows"], first["new"], first["changed"], first["unchanged"]) == (rows, new, 0, 0)
    assert (first["refused"], first["unused"], first["notes"]) == (refused, unused, [])
    entries = store.read(log.entries, most=10_000)
    second = take_in(store, name)
    assert (second["rows"], second["new"], second["changed"], second["unchanged"]) == (rows, 0, 0, new)
    assert (second["refused"], second["changes"], second["kept"]) == (refused, [], [])
    assert len(store.read(log.entries, most=10_000)) == len(entries)
    assert store.read(log.broken) == []


def test_the_counts_of_a_filled_store(filled: Store) -> None:
    assert filled.read(registers.counts) == {
        "soa": 92,
        "responsibilities": 19 * 7,
        "people": 0,
        "competence": 22 + 14,
        "documents": 26,
        "assets": 18,
        "suppliers": 0,
        "risks": 7,
        "actions": 5,
        "incidents": 0,
    }


def test_the_statement_of_applicability(filled: Store) -> None:
    entries = filled.read(registers.soa)
    assert [entry.ref for entry in entries if not entry.applicable] == ["A.8.30"]
    assert "A.8.12" not in [entry.ref for entry in entries]
    assert [entries[at].ref for at in (0, 1, 2, -1)] == ["A.5.1", "A.5.2", "A.5.3", "A.8.34"]
    first = entries[0]
    assert first.source == "statement-of-applicability.csv, row 2"
    assert (first.title, first.theme, first.status, first.reference) == (
        "Policies for information security",
        "Organizational",
        "Implemented",
        "POL-001",
    )


def test_who_answers_for_what_the_lead_auditor_audits(filled: Store) -> None:
    duties = {(row.activity, row.holder): row for row in filled.read(registers.responsibilities)}
    iso = "Information Security Officer (ISO)"
    rights = duties["Manage Access Rights", iso]
    assert (rights.duty, rights.refs) == ("A", ["A.5.15", "A.5.16", "A.5.17", "A.5.18"])
    assert rights.source == "raci-matrix.csv, row 10"
    assert duties["Supplier Security Review", iso].refs == ["A.5.19", "A.5.20", "A.5.21", "A.5.22"]
    assert duties["Maintain Statement of Applicability", iso].duty == "A/R"
    assert all(row.refs for row in duties.values())


def test_competence_as_it_was_given(filled: Store) -> None:
    needs, records = filled.read(registers.competence)
    assert not [need for need in needs if "auditor" in need.subject.lower()]
    assert {
        (need.role, need.refresh_months, need.mandatory) for need in needs if need.subject == "Phishing recognition"
    } == {("All Employees", 6, True)}
    certificates = [record.evidence for record in records if record.person == "Anna Weber" and "Lead" in record.subject]
    assert certificates == ["Cert #LI-27001-44821"]
    hires = next(record for record in records if record.person == "New Hires (4)")
    assert (hires.due, hires.done, hires.status) == ("Within 2 weeks of start", "", "3 of 4 completed")


def test_documents_and_risks_keep_odd_texts(filled: Store) -> None:
    documents = {document.number: document for document in filled.read(registers.documents)}
    assert (documents["REC-002"].edition, documents["REC-002"].next_review) == ("Live", "Continuous")
    assert documents["POL-005"].approver == "IT Operations Lead"
    risks = {risk.number: risk for risk in filled.read(registers.risks)}
    assert risks["R-007"].status.startswith("Avoided — payments outsourced to PCI-DSS Level 1 provider")
    assert (risks["R-001"].likelihood, risks["R-001"].impact, risks["R-001"].score) == ("4", "5", "20")
    assert risks["R-005"].vulnerability == "No IaC review, no scheduled bucket audit"


def test_actions_have_numbers_of_our_own(filled: Store) -> None:
    found = filled.read(actions.every)
    assert [(action.label, action.external, action.status) for action in found] == [
        ("A-01", "CAPA-2026-001", "in progress"),
        ("A-02", "CAPA-2026-002", "closed"),
        ("A-03", "CAPA-2026-003", "in progress"),
        ("A-04", "CAPA-2026-004", "open"),
        ("A-05", "CAPA-2026-005", "in progress"),
    ]
    assert found[1].closed == "2026-03-20"
    assert {(action.audit_id, action.finding_id) for action in found} == {(None, None)}
    assert filled.read(actions.external, "CAPA-2026-006") is None


def test_the_roles_that_the_registers_speak_of(filled: Store) -> None:
    roles = filled.read(registers.roles)
    assert roles == sorted(set(roles), key=str.casefold)
    assert {"ISO", "CEO", "BCM Lead", "HR Lead", "Information Security Officer (ISO)", "Top Management"} <= set(roles)
    assert len(roles) == 16

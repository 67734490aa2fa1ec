"""What the team can prove, and certificates that are claimed and not there."""

from __future__ import annotations

from datetime import date

import pytest

from data.rules.competence import EXPIRED, MET, MISSING, NEEDS, UNPROVEN, Learnt, check, claims, judge, needed

DAY = date(2026, 10, 12)
IMPLEMENTER = Learnt(
    "Anna", "ISO 27001 Lead Implementer", "certification", "2025-11-12", "2028-11-12", "Completed", "Cert 44821"
)


def test_a_lead_implementer_is_no_lead_auditor() -> None:
    found = check("ISO/IEC 27001 Lead Auditor certificate", "Anna", [IMPLEMENTER], DAY)
    assert found.state == UNPROVEN
    assert "Lead Implementer" in found.proof
    assert "Cert 44821" in found.proof


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        ("Certified ISO 27001 Lead Implementer since 2025", MET),
        ("Lead Implementer certificate", MET),
        ("CISA", UNPROVEN),
    ],
)
def test_a_claim_is_met_by_a_record_that_says_as_much(claim: str, state: str) -> None:
    assert check(claim, "Anna", [IMPLEMENTER], DAY).state == state


def test_a_certificate_that_ran_out_is_no_proof() -> None:
    assert check("Lead Implementer certificate", "Anna", [IMPLEMENTER], date(2029, 1, 1)).state == EXPIRED
    isms = NEEDS[1]
    assert judge(isms, ["Anna"], [IMPLEMENTER], date(2029, 1, 1)).state == EXPIRED
    assert judge(isms, ["Anna"], [IMPLEMENTER], DAY).state == MET


def test_what_is_only_planned_proves_nothing() -> None:
    planned = Learnt("Anna", "ISO 27001 Lead Auditor", "certification", "", "", "Planned")
    assert check("Lead Auditor certificate", "Anna", [planned], DAY).state == UNPROVEN
    assert judge(NEEDS[0], ["Anna"], [planned], DAY).state == MISSING


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lead auditor certificate, eleven internal audits; CISA", ["Lead auditor certificate", "CISA"]),
        ("four years in service desks", []),
        ("", []),
    ],
)
def test_only_certificates_are_claims(words: str, expected: list[str]) -> None:
    assert claims(words) == expected


def test_the_scope_brings_its_needs() -> None:
    assert [need.subject for need in needed(["A.7.1"])] == [need.subject for need in NEEDS[:2]]
    assert "Secure development" in [need.subject for need in needed(["A.8.28"])]
    assert "Secure development" not in [need.subject for need in needed(["A.8.2"])]

"""Scope and criteria against ISMS scope, SoA and document register."""

from __future__ import annotations

from datetime import date

from checklists import refs
from data.rules.scope import (
    CRITERION,
    EXCLUDED,
    NOWHERE,
    OUTSIDE,
    SUGGESTED,
    Isms,
    Looked,
    Paper,
    check,
    criteria,
    parts,
)

ISMS = Isms(
    "All of Hamburg HQ and Rotterdam", ("Hamburg HQ", "Rotterdam branch"), ("Directory",), {"A.8.30": "no outsourcing"}
)
REST = Looked(frozenset(refs.auditable()), ("Hamburg", "Rotterdam"), ("Directory",))
DAY = date(2026, 10, 12)


def kinds(audit: Looked, *cycle: Looked) -> list[tuple[str, str]]:
    return [(one.kind, one.item) for one in check(audit, ISMS, cycle)]


def test_what_lies_outside_is_said() -> None:
    audit = Looked(frozenset(["A.5.1"]), ("Hamburg head office", "Lyon"), ("Directory", "Payroll"))
    assert kinds(audit, REST) == [(OUTSIDE, "Lyon"), (OUTSIDE, "Payroll")]


def test_what_the_soa_leaves_out_is_said_with_its_reason() -> None:
    (point,) = check(Looked(frozenset(["A.8.30"])), ISMS, [REST])
    assert (point.kind, point.item) == (EXCLUDED, "A.8.30")
    assert "no outsourcing" in point.words


def test_what_no_audit_of_the_cycle_looks_at_is_said_once() -> None:
    audit = Looked(frozenset(refs.auditable()) - {"A.7.4", "A.8.30"}, ("Hamburg",), ())
    assert kinds(audit) == [(NOWHERE, "A.7.4"), (NOWHERE, "Rotterdam branch"), (NOWHERE, "Directory")]
    assert kinds(audit, REST) == []


def test_an_organisation_that_said_nothing_of_itself_excludes_nothing() -> None:
    audit = Looked(frozenset(refs.auditable()), ("Lyon",), ("Payroll",))
    assert list(check(audit, Isms(), [])) == []


def test_criteria_follow_the_register() -> None:
    register = [
        Paper("POL-1", "Access Policy", "2.0", "Published", "2026-01-01", frozenset({"A.5.15"})),
        Paper("POL-2", "HR Policy", "1.5", "Draft", "", frozenset({"A.6.1"})),
        Paper("POL-3", "Screening Rules", "1.0", "", "", frozenset({"A.6.1", "A.7.1"})),
        Paper("POL-4", "Site Policy", "1.0", "", "", frozenset({"A.7.1"})),
    ]
    named = [("ISO/IEC 27001", "2022"), ("Access Policy (POL-1)", "v1.9"), ("HR Policy", "")]
    found = [(one.kind, one.item, one.words) for one in criteria(named, register, ["A.5.15", "A.6.1"], DAY)]
    assert [(kind, item) for kind, item, _ in found] == [
        (CRITERION, "Access Policy (POL-1)"),
        (CRITERION, "Access Policy (POL-1)"),
        (CRITERION, "HR Policy"),
        (CRITERION, "HR Policy"),
        (SUGGESTED, "POL-3"),
    ]
    assert found[0][2] == "the register has version 2.0, the audit v1.9"
    assert "2026-01-01" in found[1][2]
    assert "«Draft»" in found[3][2]
    assert found[4][2].endswith("rests A.6.1 on it")


def test_the_same_version_in_other_words_is_the_same() -> None:
    register = [Paper("POL-1", "Access Policy", "2.0")]
    assert list(criteria([("Access Policy", "v2.0")], register, [], DAY)) == []


def test_a_field_of_places_is_parted_at_semicolons_and_lines() -> None:
    assert parts("Hull, head office; Ghent\n Gdynia ;") == ("Hull, head office", "Ghent", "Gdynia")

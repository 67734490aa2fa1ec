"""Nobody judges their own work: who is bound to what, for how long, and who could take it instead."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import refs
from data.rules import holders, safeguards
from data.rules.independence import CONFLICT, FREE, UNKNOWN, Auditor, Guard, Standing, Tie, matrix, points, split

DAY = date(2026, 10, 12)
ANNA = Auditor("Anna Weber", "Information Security Officer")
ACCESS = frozenset({"A.5.18"})


def state(auditor: Auditor, ref: str, *ties: Tie, on: date = DAY) -> str:
    return matrix([auditor], [ref], ties, on)[auditor.name, ref].state


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Information Security Officer (ISO)", "ISO", True),
        ("Information Security Officer", "ISO", True),
        ("Department Head", "Department Heads", True),
        ("CEO", "Top Management", True),
        ("Geschäftsführung", "Managing Director", True),
        ("HR Lead", "IT Operations Lead", False),
        ("All Employees", "All Employees", False),
        ("", "", False),
    ],
)
def test_registers_call_the_same_role_by_several_names(one: str, other: str, same: bool) -> None:
    assert holders.same(one, other) is same
    assert holders.same(other, one) is same


def test_a_person_is_not_the_role_that_their_initials_spell() -> None:
    assert not holders.is_person("Ida Sofia Olsen", "ISO")
    assert holders.is_person("Anna Weber", "Anna Weber (ISO)")


@pytest.mark.parametrize(
    ("duty", "expected"),
    [("A", CONFLICT), ("A/R", CONFLICT), ("R", CONFLICT), ("S", CONFLICT), ("owns", CONFLICT), ("approved", CONFLICT),
     ("C", FREE), ("I", FREE), ("C/I", FREE), ("", FREE)],
)  # fmt: skip
def test_only_work_of_ones_own_makes_a_conflict(duty: str, expected: str) -> None:
    tie = Tie("ISO", duty, "Manage Access Rights", ACCESS, "raci.csv, row 10")
    other = Tie("HR Lead", "R", "Screening", ACCESS, "raci.csv, row 11")
    assert state(ANNA, "A.5.18", tie, other) == expected


def test_the_reason_names_the_row_it_comes_from() -> None:
    tie = Tie("Information Security Officer (ISO)", "A", "Manage Access Rights", ACCESS, "raci.csv, row 10")
    found = matrix([ANNA], ["A.5.18"], [tie], DAY)
    (point,) = points({"Anna Weber": ["A.5.18"]}, found, (), CONFLICT)
    assert safeguards.reasons(point) == "accountable for «Manage Access Rights» (raci.csv, row 10)"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "2025-10-11", FREE),
        ("", "2025-10-13", CONFLICT),
        ("2026-12-01", "", FREE),
        ("2020-01-01", "", CONFLICT),
    ],
)
def test_what_somebody_did_binds_them_for_twelve_months(since: str, until: str, expected: str) -> None:
    assert state(ANNA, "A.5.18", Tie("ISO", "operates", "directory", ACCESS, "row 2", since, until)) == expected


@pytest.mark.parametrize(("day", "expected"), [("2025-09-30", FREE), ("2026-01-15", CONFLICT)])
def test_an_approval_binds_for_a_year_and_ownership_as_long_as_it_lasts(day: str, expected: str) -> None:
    assert state(ANNA, "A.5.18", Tie("ISO", "approved", "POL-005", ACCESS, "row 6", day)) == expected
    assert state(ANNA, "A.5.18", Tie("ISO", "owns", "POL-005", ACCESS, "row 6", day)) == CONFLICT


def test_who_manages_a_role_is_bound_to_what_that_role_does() -> None:
    ties = [
        Tie("CTO", "manages", "IT Operations Lead", frozenset(), "lines.csv, row 3"),
        Tie("IT Operations Lead", "R", "Backups", frozenset({"A.8.13"}), "raci.csv, row 9"),
    ]
    found = matrix([Auditor("Max", "CTO")], ["A.8.13"], ties, DAY)["Max", "A.8.13"]
    assert found.state == CONFLICT
    assert found.ties[0].row == "lines.csv, row 3; raci.csv, row 9"


def test_who_runs_the_management_system_does_not_audit_what_they_run() -> None:
    ties = [Tie("HR Lead", "R", "everything", frozenset(refs.auditable()), "row 2")]
    states = {ref: state(ANNA, ref, *ties) for ref in ("6.1.2", "8.2", "10.2", "7.2")}
    assert states == {"6.1.2": CONFLICT, "8.2": CONFLICT, "10.2": CONFLICT, "7.2": FREE}
    assert state(Auditor("Eva", "ISO", external=True), "8.2", *ties) == FREE


def test_what_no_register_speaks_of_is_not_known_of_insiders() -> None:
    assert state(ANNA, "A.7.4") == UNKNOWN
    assert state(Auditor("Eva", external=True), "A.7.4") == FREE
    nobody = Auditor("Someone", known=False)
    assert state(nobody, "A.5.18", Tie("ISO", "A", "access", ACCESS, "row 1")) == UNKNOWN


def test_everybody_is_nobody_in_particular() -> None:
    tie = Tie("All Employees", "R", "Report incidents", frozenset({"A.6.8"}), "row 19")
    assert state(Auditor("Max", "All employees"), "A.6.8", tie) != CONFLICT


def test_a_safeguard_covers_only_its_refs_and_only_when_it_is_sound() -> None:
    found = {("Anna", ref): Standing(CONFLICT) for ref in ("A.5.15", "A.5.16")}
    tests = {"Anna": ["A.5.15", "A.5.16"]}
    sound = Guard("Anna", frozenset({"A.5.15"}), "second person", True)
    (left,) = points(tests, found, [sound], CONFLICT)
    assert left.refs == ("A.5.16",)
    (left,) = points(tests, found, [Guard("Anna", frozenset(tests["Anna"]), "second person", False)], CONFLICT)
    assert left.refs == ("A.5.15", "A.5.16")


NAMES = ("Anna", "Ben", "Cem")
REFS = ("A.5.15", "A.5.16", "A.5.17", "A.5.18")
CELLS = st.fixed_dictionaries(
    {(name, ref): st.sampled_from((FREE, CONFLICT, UNKNOWN)) for name in NAMES for ref in REFS}
)
TESTS = st.fixed_dictionaries({name: st.sets(st.sampled_from(REFS)) for name in NAMES})


@given(CELLS, TESTS)
def test_a_split_leaves_no_conflict_that_somebody_could_take_and_loses_no_ref(
    cells: dict[tuple[str, str], str], tests: dict[str, set[str]]
) -> None:
    standings = {key: Standing(value) for key, value in cells.items()}
    given_out, stuck = split(tests, standings)
    assert set().union(*given_out.values()) == set().union(*tests.values())
    for name, mine in given_out.items():
        for ref in mine:
            assert cells[name, ref] != CONFLICT or (ref in stuck and ref in tests[name])
    for ref in stuck:
        assert all(cells[name, ref] == CONFLICT for name in NAMES)
    assert split(given_out, standings) == (given_out, stuck)


def test_a_safeguard_needs_somebody_else_and_its_proof() -> None:
    def lacks(who: str, proof: str) -> str:
        return safeguards.Chosen("Anna", ("A.5.18",), "second person", who, proof).lacks

    assert lacks("", "minutes") == "name who does it"
    assert lacks("anna", "minutes") == "name somebody other than the auditor"
    assert lacks("Ben", " ").startswith("note the evidence: dated review remarks")
    assert lacks("Ben", "minutes of 12 October") == ""


def test_text_of_users_is_no_format_string() -> None:
    chosen = safeguards.Chosen("{0} {auditor}", ("A.5.18",), "second person", "{who!r}", "{x}")
    words = safeguards.note((), [chosen], (), (), "")
    assert "{0} {auditor}" in words
    assert "{who!r}" in words

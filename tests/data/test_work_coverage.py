"""A real company's three-year matrix and its schedule for the third year: what they leave open is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checklists import refs
from data.errors import BadInput
from data.imports import coverage as matrix
from data.imports.tables import read_table
from data.models import SoaEntry
from data.rules.alarms import Alarm, about, alarms
from data.rules.coverage import Coverage
from data.store import Store
from data.work import audits, checklist, coverage, programme, rows

HERE = Path(__file__).parent
TODAY = "2026-02-14"
SCHEDULE = (  # title, first day, scope, whether it is done
    ("Access control and people", "2026-02-08", "A.5.15-A.5.18, A.6.1-A.6.6", True),
    ("Cryptography, deletion, classification", "2026-05-12", "A.8.10-A.8.12, A.8.24, A.5.12-A.5.13", False),
    ("Suppliers and cloud", "2026-08-18", "A.5.19-A.5.23", False),
    ("Continuity and incidents", "2026-11-09", "A.5.24-A.5.30, A.8.13-A.8.14", False),
)


def imported(store: Store, path: Path = HERE / "coverage_matrix.csv", today: str = TODAY) -> matrix.Proposal:
    return store.write(matrix.apply, store.read(matrix.propose, read_table(path), today))


@pytest.fixture
def company(store: Store) -> Store:
    """The matrix, the schedule of 2026 with its first audit done, one control left out."""
    plan = store.write(programme.begin, TODAY)
    store.write(programme.set_cycle, plan.id, "2024-2026")
    store.write(rows.edit, type(plan), plan.id, visits="2026-05-18 | Surveillance audit")
    store.write(rows.add, SoaEntry(ref="A.8.30", title="Outsourced development", applicable=False, reason="none"))
    imported(store)
    for title, day, scope, done in SCHEDULE:
        audit = store.write(audits.create, title, starts=day, ends=day)
        store.write(audits.set_scope, audit.id, scope)
        if done:
            store.write(checklist.prepare, audit.id)
            for item in store.read(checklist.items, audit.id):
                store.write(checklist.judge, item.id, "conforming")
    return store


@pytest.fixture
def seen(company: Store) -> Coverage:
    return company.read(coverage.of, TODAY)


def of(seen: Coverage, rule: str) -> list[Alarm]:
    return [alarm for alarm in alarms(seen) if alarm.rule == rule]


def scope(found: list[Alarm]) -> str:
    return refs.shorten(ref for alarm in found for ref in alarm.refs)


def test_the_matrix_is_read_whole_and_again_without_change(store: Store) -> None:
    first = imported(store)
    assert [first.count(state) for state in ("new", "changed", "unchanged", "refused")] == [11, 0, 0, 0]
    assert first.years == (2024, 2025, 2026)
    again = imported(store)
    assert again.count("unchanged") == 11
    marks = store.read(programme.marks)
    assert {(mark.part, mark.promised) for mark in marks if mark.ref == "A.7.4"} == {(False, False), (True, True)}
    assert {mark.year for mark in marks if mark.ref == "5.1"} == {2025}


def test_clause_5_was_tested_in_2025_only(seen: Coverage) -> None:
    assert seen.years("5.1", "done") == (2025,)
    assert any(set(refs.expand("5")) <= set(alarm.refs) and "in 2024" in alarm.words for alarm in of(seen, "gap"))
    never = of(seen, "uncovered")
    assert any("5.1" in alarm.refs and "in 2026" in alarm.words and "2025" in alarm.since for alarm in never)
    assert about(seen, never[0], refs.expand("5")).sentence == "5: will not be covered in 2026, last tested 2025"


def test_nothing_physical_was_tested_in_2025(seen: Coverage) -> None:
    assert [(refs.shorten(alarm.refs), alarm.words) for alarm in of(seen, "theme")] == [
        ("A.7", "nothing of it was tested in 2025")
    ]


def test_no_audit_of_2026_has_the_clauses_that_the_matrix_promises(seen: Coverage) -> None:
    broken = {ref for alarm in of(seen, "promised") for ref in alarm.refs}
    assert set(refs.expand("4, 6, 7, 8, 9, 10")) <= broken
    assert not broken & set(refs.expand("5"))  # nobody promised it
    assert set(refs.expand("A.7")) <= broken  # not even in part
    assert not broken & set(refs.expand("A.6"))  # in part is promised, a part is done
    assert {"A.5.1", "A.8.1"} <= broken
    assert not broken & set(refs.expand("A.5.12-A.5.13, A.5.15-A.5.30, A.8.10-A.8.14, A.8.24"))


def test_every_clause_will_be_uncovered_in_2026(seen: Coverage) -> None:
    late = {ref for alarm in (*of(seen, "uncovered"), *of(seen, "overdue")) for ref in alarm.refs}
    assert {ref for ref in late if not ref.startswith("A.")} == set(refs.expand("4-10"))
    assert set(refs.expand("4")) == {ref for alarm in of(seen, "overdue") for ref in alarm.refs}


def test_the_visit_comes_before_any_audit_of_the_clauses(seen: Coverage) -> None:
    (alarm,) = of(seen, "visit")
    assert "2026-05-18" in alarm.words
    assert set(refs.expand("4.1-4.4")) <= set(alarm.refs)


def test_what_was_seen_in_part_only_is_not_taken_for_tested(seen: Coverage) -> None:
    bare = {ref for alarm in of(seen, "part") for ref in alarm.refs}
    assert "A.8.8" in bare
    assert "A.5.18" not in bare  # tested in the first audit of 2026
    assert not bare & set(refs.expand("A.6, A.7"))


def test_what_does_not_apply_is_in_no_alarm(seen: Coverage) -> None:
    assert not any("A.8.30" in alarm.refs for alarm in alarms(seen))


def test_an_audit_whose_days_are_over_has_missed_what_it_did_not_test(company: Store) -> None:
    later = company.read(coverage.of, "2026-06-01")
    assert scope(of(later, "missed")) == "A.5.12, A.5.13, A.8.10-A.8.12, A.8.24"
    assert later.state("A.8.24", 2026) == "missed"


def test_states_of_a_year_and_its_quarters(seen: Coverage) -> None:
    assert seen.state("A.5.18", 2026) == "done"
    assert seen.state("A.5.18", 2026, 1) == "done"
    assert seen.state("A.5.18", 2026, 2) == ""
    assert seen.state("A.5.19", 2026, 3) == "planned"
    assert seen.state("A.7.1", 2026) == "promised"
    assert seen.together(refs.expand("A.6"), 2026) == "part"
    assert seen.together(refs.expand("A.6"), 2025) == "done"
    assert seen.oldest == ("A.5.1", "never")


def test_a_mark_set_by_hand_is_kept_by_an_import(store: Store, tmp_path: Path) -> None:
    imported(store)
    store.write(programme.mark, refs.expand("A.7"), 2025, "part")
    assert imported(store).count("unchanged") == 11
    assert {mark.part for mark in store.read(programme.marks) if mark.ref == "A.7.4" and mark.year == 2025} == {True}


def test_a_newer_matrix_changes_what_it_says(store: Store, tmp_path: Path) -> None:
    imported(store)
    newer = tmp_path / "coverage_matrix.csv"
    shutil.copy(HERE / "coverage_matrix.csv", newer)
    newer.write_text(newer.read_text().replace("5 Leadership,,x,", "5 Leadership,,,x"))
    assert imported(store, newer).count("changed") == 1
    assert {mark.year for mark in store.read(programme.marks) if mark.ref == "5.1"} == {2026}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Leadership,x,,", "begins with no clause or theme"),
        ("A.9 Cryptography,x,,", "A.9"),
        ("4 Context,maybe,,", "2024: «maybe» is not understood"),
        ("A.5.1 Policies,x,,", "A.5.1 stood in row 9 already"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_with_its_place(
    store: Store, tmp_path: Path, row: str, reason: str
) -> None:
    path = tmp_path / "m.csv"
    path.write_text((HERE / "coverage_matrix.csv").read_text() + row + "\n")
    refused = store.read(matrix.propose, read_table(path), TODAY).as_json()["refused"]
    assert [one["row"] for one in refused] == [13]
    assert reason in refused[0]["reason"]


def test_the_matrix_of_a_plan_in_markdown_is_read_where_it_stands(store: Store, tmp_path: Path) -> None:
    table = [line.split(",") for line in (HERE / "coverage_matrix.csv").read_text().splitlines()]
    rows = [f"| {' | '.join(cells)} |" for cells in table]
    plan = "# Audit plan\n\n| Who | What |\n|---|---|\n| ISO | plans |\n\n## Coverage\n\n"
    path = tmp_path / "plan.md"
    path.write_text(f"{plan}{rows[0]}\n|---|---|---|---|\n" + "\n".join(rows[1:]) + "\n\nAnd so on.\n")
    proposal = store.read(matrix.propose, matrix.read_matrix(path), TODAY)
    assert [proposal.count(state) for state in ("new", "refused")] == [11, 0]
    assert [line.number for line in proposal.lines][:2] == [11, 12]  # lines of the document
    path.write_text(plan)
    with pytest.raises(BadInput, match="no table with years"):
        matrix.read_matrix(path)


def test_the_real_plan_is_read_whole(store: Store, real: Path) -> None:
    table = matrix.read_matrix(real / "internal-audit-plan-and-report.md")
    made = store.write(matrix.apply, store.read(matrix.propose, table, TODAY))
    assert made.years == (2024, 2025, 2026)
    assert [made.count(state) for state in ("new", "refused")] == [11, 0]
    theirs = store.read(programme.marks)
    path = HERE / "coverage_matrix.csv"
    again = store.read(matrix.propose, read_table(path), TODAY)
    assert again.count("unchanged") == 11  # our own copy says the same
    assert len({(mark.ref, mark.year) for mark in theirs}) == len(theirs)


def test_a_table_without_years_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("Clause,Who\n4,ISMS manager\n")
    with pytest.raises(BadInput, match="one column for each year"):
        store.read(matrix.propose, read_table(path), TODAY)


def test_the_next_programme_goes_on_in_the_next_cycle(store: Store) -> None:
    plan = store.write(programme.begin, "2028-02-29")
    store.write(rows.edit, type(plan), plan.id, cycle_from="2026", cycle_to="2028", period_from="2028-02-29")
    after = store.write(programme.following, plan.id)
    assert (after.period_from, after.period_to) == ("2029-02-28", "2029-12-31")
    assert (after.cycle_from, after.cycle_to) == ("2029", "2031")
    assert store.read(programme.current) == after
    store.write(rows.edit, type(plan), after.id, period_to="soon")
    with pytest.raises(BadInput, match="no dates"):
        store.write(programme.following, after.id)

"""A year proposed: what is due comes first, every line says why, the days are never overrun, nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import refs
from data.rules.coverage import Coverage, Look, Terms
from data.rules.planning import Area, Known, Occasion, Proposal, Result, propose, weigh
from data.rules.spreading import last_day, title_of

TERMS = Terms((2025, 2026, 2027), "2026-02-14")
REFS = st.sampled_from(refs.auditable())
LOOKS = st.lists(
    st.builds(Look, REFS, st.integers(2023, 2027), st.sampled_from(("done", "part", "planned", "promised"))),
    max_size=60,
)


def planned(looks: list[Look], year: int = 2026, days: float = 20, **more: int) -> Proposal:
    how = {"sittings": 4, "refs_a_day": 8} | more
    return propose(Coverage(TERMS, tuple(looks)), {}, year, days=days, **how)


@given(LOOKS, st.integers(0, 60), st.integers(1, 12), st.integers(1, 20))
def test_the_days_are_kept_and_nothing_is_lost(looks: list[Look], halves: int, sittings: int, a_day: int) -> None:
    made = planned(looks, days=halves / 2, sittings=sittings, refs_a_day=a_day)
    everything = planned(looks, days=999)
    taken = [line.ref for audit in made.audits for line in audit.lines]
    out = [line.ref for line in made.out]
    assert made.days <= halves / 2
    assert len(made.audits) <= sittings
    assert sorted(taken + out) == sorted(line.ref for audit in everything.audits for line in audit.lines)
    assert all(line.why for audit in made.audits for line in audit.lines)
    assert all("2026-02-28" <= audit.starts <= "2026-12-31" for audit in made.audits)
    assert [audit.starts for audit in made.audits] == sorted({audit.starts for audit in made.audits})


@given(LOOKS)
def test_what_is_planned_or_tested_in_the_year_is_left_alone(looks: list[Look]) -> None:
    settled = {look.ref for look in looks if look.year == 2026 and look.state in ("done", "planned")}
    made = planned(looks)
    assert not settled & {line.ref for audit in made.audits for line in audit.lines}


def test_every_clause_is_due_every_year() -> None:
    made = planned([Look(ref, 2025, "done", "2025-05-05") for ref in refs.auditable()])
    assert {line.ref for audit in made.audits for line in audit.lines} == set(refs.expand("4-10"))
    (why,) = {line.sentence for audit in made.audits for line in audit.lines}
    assert why == "every year; last tested 5 May 2025"


def test_controls_are_shared_out_over_the_cycle() -> None:
    made = planned([Look(ref, 2026, "done") for ref in refs.expand("4-10")])
    taken = [line for audit in made.audits for line in audit.lines]
    assert len(taken) == 47  # half of 93: 2026 and 2027 are left
    assert taken[0].sentence.endswith("its turn: 47 of the 93 that are due by 2027")


def test_what_speaks_for_a_ref_is_said_the_heaviest_first() -> None:
    seen = Coverage(TERMS, (Look("A.5.18", 2025, "done", "2025-05-05"),))
    known = Known(
        (
            Result("F-03 of AUD-2025-01", "minor", "2025-05-07", open=True),
            Result("F-01 of AUD-2024-01", "major", "2024-02-02"),
        ),
        (Occasion("incident", "2025-09-12", "Old account used"), Occasion("change", "2024-01-01", "before the test")),
        (Area("People", 4, "2025-10-01"), Area("IT", 5, "2024-10-01")),
        ("R-002",),
    )
    line = weigh(seen, "A.5.18", known, 2026)
    assert line.why == (
        "minor F-03 of AUD-2025-01, action open",
        "incident 12 Sep 2025: Old account used",
        "IT: vital",
        "People changed 1 Oct 2025",
        "high risk R-002",
        "last tested 5 May 2025",
    )
    assert line.due  # though the interval ends in 2028


def test_a_good_result_alone_does_not_make_a_control_due() -> None:
    seen = Coverage(TERMS, (Look("A.5.18", 2025, "done", "2025-05-05"),))
    line = weigh(seen, "A.5.18", Known((Result("F-03", "ofi", "2025-05-07"),), areas=(Area("IT", 5),)), 2026)
    assert not line.due


def test_what_is_late_goes_before_what_is_in_time() -> None:
    seen = [Look(ref, 2025, "done") for ref in refs.auditable() if ref not in ("4.1", "9.1")]
    seen += [Look("4.1", 2025, "part"), Look("9.1", 2023, "done")]
    made = propose(Coverage(TERMS, tuple(seen)), {}, 2026, days=1, sittings=1, refs_a_day=2)
    assert [line.ref for audit in made.audits for line in audit.lines] == ["4.1", "9.1"]
    assert len(made.out) == 28


def test_a_year_that_is_over_leaves_everything_out() -> None:
    late = Terms((2026,), "2026-12-10")
    made = propose(Coverage(late), {}, 2026, days=30, sittings=4, refs_a_day=8)
    assert not made.audits
    assert len(made.out) == 123


def test_what_the_statement_of_applicability_leaves_out_is_not_proposed() -> None:
    terms = Terms((2026,), "2026-02-14", excluded=frozenset({"A.8.30"}))
    made = propose(Coverage(terms), {}, 2026, days=30, sittings=4, refs_a_day=8)
    assert "A.8.30" not in {line.ref for audit in made.audits for line in audit.lines}
    assert made.days == 15.5


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 15), 0.5, 15),
        (date(2026, 9, 15), 1.5, 16),
        (date(2026, 9, 17), 3, 21),
        (date(2026, 9, 18), 2, 21),
    ],
)
def test_audits_do_not_run_over_a_weekend(start: date, days: float, end: int) -> None:
    assert last_day(start, days) == date(2026, 9, end)


def test_a_title_for_a_scope() -> None:
    assert title_of(refs.expand("4, 9.2, A.6.1, A.7.4")) == "Clauses 4 and 9; people, physical controls"
    assert title_of(["5.1"]) == "Clause 5"
    assert title_of(["A.8.1"]) == "Technological controls"

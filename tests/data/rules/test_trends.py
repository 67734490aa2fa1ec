"""Counts over audits: every action and finding is counted once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import trends

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("late", "band"),
    [(31, 0), (30, 1), (15, 1), (14, 2), (1, 2), (0, 3), (-14, 3), (-15, 4)],
)
def test_bands_of_age(late: int, band: int) -> None:
    found = trends.ageing([(TODAY - timedelta(late)).isoformat()], TODAY)
    assert [name for name, count in found.counts if count] == [trends.BANDS[band]]


@given(st.lists(st.one_of(st.dates().map(str), st.text(max_size=12))))
def test_every_action_has_one_age(due: list[str]) -> None:
    assert sum(count for _, count in trends.ageing(due, TODAY).counts) == len(due)


def test_grades_over_audits_leave_out_what_never_occurred() -> None:
    found = trends.by_grade({"AUD-2025-01": ["minor", "minor", "ofi"], "AUD-2026-01": ["minor"]})
    assert [(one.title, one.counts, one.most) for one in found] == [
        ("Minor nonconformity", (("AUD-2025-01", 2), ("AUD-2026-01", 1)), 2),
        ("Opportunity for improvement", (("AUD-2025-01", 1), ("AUD-2026-01", 0)), 1),
    ]


@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=30))
def test_names_are_counted_the_most_frequent_first(names: list[str]) -> None:
    found = trends.counted("x", names, "none")
    assert sum(count for _, count in found.counts) == len(names)
    named = [count for name, count in found.counts if name != "none"]
    assert named == sorted(named, reverse=True)

"""Weak evidence and how long evidence is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import evidence
from data.rules.evidence import Proof

GOOD = Proof("record", "2026-10-12T10:14", "2026-01-01 to 2026-09-30", "HR system", "report 14", "HR", "", "")
AUDIT = ("2026-01-01", "2026-10-14")
DATES = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_good_evidence_has_no_weakness() -> None:
    assert evidence.weaknesses(GOOD, *AUDIT) == ()
    assert evidence.weaknesses(GOOD) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "statement"}, "a statement only"),
        ({"kind": "statement", "role": ""}, "nobody named"),
        ({"captured": "", "period": ""}, "no date"),
        ({"source": "", "place": ""}, "no source"),
        ({"kind": "screenshot", "source": ""}, "does not say of which system"),
        ({"kind": "link", "place": ""}, "without an address"),
        ({"kind": "seen", "source": "", "place": "", "role": ""}, "not where or with whom"),
        ({"kind": "document", "period": ""}, "without its version"),
        ({"period": "2025-03-01 to 2025-12-31"}, "older than the period"),
        ({"period": "2026-10-20"}, "newer than the audit"),
        ({"period": "", "captured": "2026-11-01"}, "newer than the audit"),
    ],
)
def test_each_weakness_is_named(change: dict[str, str], said: str) -> None:
    assert any(said in words for words in evidence.weaknesses(replace(GOOD, **change), *AUDIT))


def test_a_rule_may_be_older_than_the_period_and_a_file_is_a_source() -> None:
    policy = Proof("document", "2026-10-12", "in force since 2024-05-01", "", "", "", "v2", "policy.pdf")
    assert evidence.weaknesses(policy, *AUDIT) == ()
    assert evidence.weaknesses(replace(policy, period="in force from 2027-01-01"), *AUDIT) == ()
    assert evidence.weaknesses(replace(policy, kind="record"), *AUDIT) == ("older than the period examined",)


@given(st.text(), st.text(), st.sampled_from(evidence.KINDS), st.text(), st.text())
def test_any_words_are_read(captured: str, period: str, kind: str, period_from: str, ends: str) -> None:
    found = evidence.weaknesses(Proof(kind, captured, period), period_from, ends)
    assert len(set(found)) == len(found)
    assert ("no date" in found) == (not captured and not period)


@given(DATES, DATES)
def test_evidence_is_old_exactly_when_all_it_speaks_of_lies_before_the_period(one: date, other: date) -> None:
    proof = Proof("record", "2026-10-12", f"{one} to {other}", "HR system")
    old = "older than the period examined" in evidence.weaknesses(proof, "2026-01-01", "")
    assert old == (max(one, other) < date(2026, 1, 1))


@given(DATES, st.booleans())
def test_days_to_keep_lie_ahead_and_personal_data_goes_first(day: date, personal: bool) -> None:
    offered = evidence.keep_until(day.isoformat(), personal=personal, today="2026-01-01")
    assert all(until > day.isoformat() for until, _ in offered)
    assert (offered[0][0] == min(until for until, _ in offered)) == personal
    assert evidence.is_due(day.isoformat(), offered[0][0])
    assert not evidence.is_due(offered[0][0], day.isoformat())


def test_a_leap_day_is_kept_until_a_day_that_there_is() -> None:
    offered = evidence.keep_until("2024-02-29", personal=True, today="2026-01-01")
    assert offered[0][0] == "2025-02-28"
    assert evidence.keep_until("no date", personal=True, today="2026-01-31")[0][0] == "2027-01-31"

"""Dates, counts and lists as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-10-12", "12 October 2026"),
        ("2026-10-02T10:14:03.120+02:00", "2 October 2026"),
        ("end of October", "end of October"),
        ("2026-13-40", "2026-13-40"),
        ("", ""),
    ],
)
def test_day(text: str, said: str) -> None:
    assert words.day(text) == said


def test_moment_has_a_time_only_where_one_is_known() -> None:
    assert words.moment("2026-10-12T10:14") == "12 October 2026, 10:14"
    assert words.moment("2026-10-12") == "12 October 2026"
    assert words.moment("after the audit week") == "after the audit week"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-10-12", "2026-10-14", "12 to 14 October 2026"),
        ("2026-09-28", "2026-10-02", "28 September to 2 October 2026"),
        ("2025-12-30", "2026-01-02", "30 December 2025 to 2 January 2026"),
        ("2026-10-12", "2026-10-12", "12 October 2026"),
        ("2026-10-12", "", "12 October 2026"),
        ("", "2026-10-12", "12 October 2026"),
        ("spring", "summer", "spring to summer"),
        ("", "", ""),
    ],
)
def test_span(start: str, end: str, said: str) -> None:
    assert words.span(start, end) == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "no opportunities"), (1, "1 opportunity"), (2, "2 opportunities"), (1240, "1,240 opportunities")],
)
def test_count(amount: int, said: str) -> None:
    assert words.count(amount, "opportunity") == said


def test_listed() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "", "b"]) == "a and b"
    assert words.listed(["a", "b", "c"]) == "a, b and c"


@given(st.text())
def test_sentence_begins_large_and_ends(text: str) -> None:
    said = words.sentence(text)
    assert said == "" or (said[0] == said[0].upper() and said[-1] in ".!?:…")

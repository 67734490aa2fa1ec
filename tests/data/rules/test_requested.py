"""When a request is due, to be chased, overdue."""

from __future__ import annotations

import pytest

from data.rules.requested import due_by, state


@pytest.mark.parametrize(
    ("starts", "today", "due"),
    [("2026-10-20", "2026-10-01", "2026-10-13"), ("2026-10-20", "2026-10-15", "2026-10-20"), ("", "2026-10-01", "")],
)
def test_there_is_time_to_read_what_was_asked_for(starts: str, today: str, due: str) -> None:
    assert due_by(starts, today) == due


@pytest.mark.parametrize(
    ("today", "chased", "expected"),
    [
        ("2026-10-04", "", "sent"),
        ("2026-10-05", "", "chase"),
        ("2026-10-06", "2026-10-05", "chased"),
        ("2026-10-08", "2026-10-05", "chase"),
        ("2026-10-09", "2026-10-08", "chased"),
        ("2026-10-11", "2026-10-08", "overdue"),
    ],
)
def test_it_is_chased_five_and_two_days_before_it_is_due(today: str, chased: str, expected: str) -> None:
    found = state(sent="2026-09-20", due="2026-10-10", chased=chased, received="", complete=False, today=today)
    assert found == expected


def test_what_came_is_no_longer_chased() -> None:
    facts = {"sent": "2026-09-20", "due": "2026-10-10", "chased": "", "today": "2026-10-09"}
    assert state(**facts, received="2026-10-01", complete=False) == "in part"
    assert state(**facts, received="2026-10-01", complete=True) == "complete"
    assert state(sent="", due="", chased="", received="", complete=False, today="2026-10-09") == "not sent"

"""By when: the days that a grade leaves for each part of the answer, and whom an overdue action is taken to.

No standard sets them for internal audits; the defaults are those of `domain.md` 6.7 and can be set in the config.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

PARTS = ("correct", "plan", "implement", "check")
DEFAULTS: dict[str, dict[str, int]] = {
    "major": {"correct": 5, "plan": 14, "implement": 30, "check": 60},
    "minor": {"correct": 10, "plan": 30, "implement": 90, "check": 180},
    "observation": {"plan": 60},
    "ofi": {"plan": 90},
}
SOON = 14
ESCALATION = ((30, "management review"), (14, "line manager"), (0, "owner"))


@dataclass(frozen=True, slots=True)
class Dates:
    """When each part is due, as ISO dates; empty where the grade asks for none.

    `correct` counts working days, all others calendar days; `check` counts from `implement`.
    """

    correct: str = ""
    plan: str = ""
    implement: str = ""
    check: str = ""


def dates(grade: str, start: date, terms: Mapping[str, Mapping[str, int]] | None = None) -> Dates:
    """The due dates of a finding that was agreed on `start`; `terms` overrides days by grade and part."""
    days = DEFAULTS.get(grade, {}) | dict((terms or {}).get(grade, {}))
    found: dict[str, str] = {
        part: (start + timedelta(days=days[part])).isoformat() for part in ("plan", "implement") if part in days
    }
    if "correct" in days:
        found["correct"] = working_day(start, days["correct"]).isoformat()
    if "check" in days and "implement" in days:
        found["check"] = (start + timedelta(days=days["implement"] + days["check"])).isoformat()
    return Dates(**found)


def working_day(start: date, days: int) -> date:
    """The day so many working days (Monday to Friday) after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def urgency(due: str, today: str, soon: int = SOON) -> str:
    """`overdue`, `soon` (within so many days), or empty; empty too for what is no ISO date."""
    try:
        left = (date.fromisoformat(due[:10]) - date.fromisoformat(today)).days
    except ValueError:
        return ""
    return "overdue" if left < 0 else "soon" if left <= soon else ""


def escalated_to(due: str, today: str) -> str:
    """Whom an overdue action is taken to by now: owner, line manager (14 days), management review (30 days)."""
    if urgency(due, today) != "overdue":
        return ""
    late = (date.fromisoformat(today) - date.fromisoformat(due[:10])).days
    return next(who for days, who in ESCALATION if late >= days)

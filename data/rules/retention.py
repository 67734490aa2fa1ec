"""How long what is kept: no standard sets years, so the house may (`domain.md` 7.5); a legal hold overrides everything.

Plan, report, findings, actions and the evidence index stay. What goes is raw: files of evidence, and the rows of
populations, which are mostly personal data. Their index row, hash and the reason stay for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = {"personal": 12, "evidence": 39, "population": 12}


@dataclass(frozen=True, slots=True)
class Kept:
    """A raw record as plain values. `kind`: evidence or population; `ends` is the last day of its audit.

    `keep_until` is what was said of it, `open_actions` what still waits for it, `hold` the reason of a legal hold.
    """

    kind: str
    personal: bool = False
    keep_until: str = ""
    ends: str = ""
    open_actions: tuple[str, ...] = ()
    hold: str = ""


def until(kept: Kept, months: Mapping[str, int] | None = None) -> str:
    """The day until which it is kept, as ISO text; empty where that cannot be said, and then it stays."""
    if kept.keep_until.strip():
        return kept.keep_until.strip()[:10] if _day(kept.keep_until) else ""
    ends = _day(kept.ends)
    if ends is None:
        return ""
    name = "personal" if kept.kind == "evidence" and kept.personal else kept.kind
    return later(ends, (MONTHS | dict(months or {}))[name]).isoformat()


def stays(kept: Kept, today: str, months: Mapping[str, int] | None = None) -> str:
    """Why it must stay, in words; empty when it may go."""
    if kept.hold:
        return f"legal hold: {kept.hold}"
    if kept.open_actions:
        return f"{', '.join(kept.open_actions)} still open"
    day = until(kept, months)
    if not day:
        return "no date: the audit has no end, or what was said is no date"
    return f"kept until {day}" if day >= today else ""


def later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:  # no such day in that month
            continue
    return date(year, month + 1, min(day.day, 28))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None

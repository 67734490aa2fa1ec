"""What makes a piece of evidence weak, and how long it is kept.

Evidence is what can be verified: it has a date, it can be found again by somebody else, and it speaks of the time that
is examined (`domain.md` 2.7, 6.5 rule F22 and 7.2). A statement alone is the weakest kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

KINDS = ("document", "record", "screenshot", "link", "ticket", "seen", "statement")
STANDING = ("document", "link")
"""Kinds that may speak of another time than the period: a rule of last year is in force today."""
_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a piece of evidence. `captured` is when we got it, `period` what it speaks of, in free words."""

    kind: str = ""
    captured: str = ""
    period: str = ""
    source: str = ""
    place: str = ""
    role: str = ""
    edition: str = ""
    file_name: str = ""


def weaknesses(proof: Proof, period_from: str = "", ends: str = "") -> tuple[str, ...]:
    """Why the evidence is weak, in words; empty where it is not. `period_from` and `ends` are dates of the audit."""
    return tuple(_weaknesses(proof, _date(period_from), _date(ends)))


def _weaknesses(proof: Proof, period_from: date | None, ends: date | None) -> Iterator[str]:
    if proof.kind == "statement":
        yield "a statement only: what record shows it?"
        if not proof.role:
            yield "nobody named, not even by role"
    if not proof.captured and not proof.period:
        yield "no date"
    findable = proof.source or proof.place or proof.file_name
    if proof.kind == "screenshot" and not proof.source:
        yield "a screenshot that does not say of which system"
    elif proof.kind == "link" and not proof.place:
        yield "a link without an address"
    elif proof.kind not in ("seen", "statement") and not findable:
        yield "no source: nobody could find it again"
    elif proof.kind == "seen" and not (findable or proof.role):
        yield "seen, but not where or with whom"
    if proof.kind == "document" and not (proof.edition or proof.period):
        yield "a document without its version"
    last = max(dates(proof.period), default=None)
    if last and period_from and last < period_from and proof.kind not in STANDING:
        yield "older than the period examined"
    first = min(dates(proof.period), default=None) if proof.kind not in STANDING else None
    if ends and ((first and first > ends) or (not first and (got := _date(proof.captured)) and got > ends)):
        yield "newer than the audit"


def dates(words: str) -> list[date]:
    """The ISO dates in free words; what only looks like one is left out."""
    found = (_date("-".join(parts)) for parts in _DATE.findall(words))
    return [one for one in found if one]


def keep_until(ends: str, *, personal: bool, today: str) -> list[tuple[str, str]]:
    """Days until which evidence may be kept, the usual one first, each with its reason.

    Our default (`domain.md` 7.5, no standard sets a number): with personal data a year, else to the end of the next
    certification cycle of three years, and three months for the visit itself; six years where a trend is to be shown.
    """
    start = _date(ends) or _date(today)
    if start is None:
        raise ValueError(f"{today} is no date")
    year = (_later(start, 12), "a year: raw evidence with personal data")
    cycle = (_later(start, 39), "three years and three months: one certification cycle")
    long = (_later(start, 75), "six years and three months: this cycle and the next")
    return [year, cycle, long] if personal else [cycle, year, long]


def is_due(keep: str, today: str) -> bool:
    """Whether the day until which it was to be kept is over."""
    until = _date(keep)
    now = _date(today)
    return bool(until and now and until < now)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _later(day: date, months: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:  # no such day in that month
            continue
    raise ValueError(f"no month {year}-{month + 1}")

"""Refs spread over the sittings of a year, in half days: those asked of the same people together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from checklists import refs
from data import clock
from data.rules.coverage import group_of

NOTICE = timedelta(days=14)  # nobody is audited sooner than that after the plan
FIRST_DAY, DECEMBER = 8, (12, 18)  # of January; no audit begins earlier or later in a year
TUESDAY = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A ref of the proposal: how much speaks for it, whether the year is its last in time, and why, in words."""

    ref: str
    points: int
    due: bool
    why: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.why)


@dataclass(frozen=True, slots=True)
class PlannedAudit:
    """One audit of the proposal; days in halves."""

    title: str
    starts: str
    ends: str
    days: float
    lines: tuple[Line, ...]


def half_day(refs_a_day: int) -> int:
    """How many refs half a day is enough for."""
    return max(math.ceil(refs_a_day / 2), 1)


def spread(taken: Sequence[Line], year: int, today: str, sittings: int, refs_a_day: int) -> Iterable[PlannedAudit]:
    """The refs in sittings of half days over the rest of the year: those asked of the same people together, the urgent
    ones first.
    """
    halves = math.ceil(len(taken) / half_day(refs_a_day))
    starts = _starts(year, today, max(min(sittings, halves), 1))
    whole, more = divmod(halves, len(starts))
    rooms = [(whole + (place < more)) * half_day(refs_a_day) for place in range(len(starts))]
    filled: list[list[Line]] = [[] for _ in starts]
    for bundle in _bundles(taken):
        fits = next(
            (lines for lines, room in zip(filled, rooms, strict=True) if len(lines) + len(bundle) <= room), None
        )
        if fits is not None:
            fits += bundle
            continue
        for line in bundle:
            next(lines for lines, room in zip(filled, rooms, strict=True) if len(lines) < room).append(line)
    for start, lines in zip(starts, filled, strict=True):
        if lines:
            yield audit_of(lines, start, refs_a_day)


def audit_of(lines: Iterable[Line], start: date, refs_a_day: int) -> PlannedAudit:
    """An audit of these refs from a day on; every begun half day counts."""
    mine = tuple(sorted(lines, key=lambda line: refs.order(line.ref)))
    days = math.ceil(len(mine) / half_day(refs_a_day)) / 2
    return PlannedAudit(
        title_of(line.ref for line in mine), start.isoformat(), last_day(start, days).isoformat(), days, mine
    )


def last_day(start: date, days: float) -> date:
    """The last of so many working days in a row."""
    day = start
    for _ in range(math.ceil(days) - 1):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


def _bundles(lines: Iterable[Line]) -> list[list[Line]]:
    """Refs of one clause, or of one theme that the same role answers for, the most urgent bundle first."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        asked = refs.asked().get(line.ref)
        role = asked.lead if asked and line.ref.startswith("A.") else ""
        found.setdefault((group_of(line.ref), role), []).append(line)
    for bundle in found.values():
        bundle.sort(key=lambda line: refs.order(line.ref))
    return sorted(found.values(), key=lambda bundle: (-max(line.points for line in bundle), refs.order(bundle[0].ref)))


def _starts(year: int, today: str, wanted: int) -> list[date]:
    """The first days of up to so many sittings: Tuesdays in the middle of equal parts of what is left of the year."""
    first, last = _window(year, today)
    part = (last - first) / wanted
    middles = (first + part * place + part / 2 for place in range(wanted))
    tuesdays = (day - timedelta(days=(day.weekday() - TUESDAY) % 7) for day in middles)
    return list(dict.fromkeys(day if day >= first else day + timedelta(days=7) for day in tuesdays))


def has_time(year: int, today: str) -> bool:
    """Whether an audit can still begin in that year."""
    first, last = _window(year, today)
    return first <= last


def _window(year: int, today: str) -> tuple[date, date]:
    now = clock.parse_date(today)
    first = date(year, 1, FIRST_DAY)
    return max(first, now + NOTICE) if now else first, date(year, *DECEMBER)


def title_of(scope: Iterable[str]) -> str:
    """A first title for a scope: `Clauses 4, 5 and 9; people, physical controls`."""
    names = list(dict.fromkeys(group_of(ref) for ref in scope))
    clauses = [name for name in names if not name.startswith("A.")]
    themes = [refs.title(name).lower().removesuffix(" controls") for name in names if name.startswith("A.")]
    said = []
    if clauses:
        rest = clauses[:-1]
        said.append(f"Clauses {', '.join(rest)} and {clauses[-1]}" if rest else f"Clause {clauses[0]}")
    if themes:
        said.append(f"{', '.join(themes)} controls")
    text = "; ".join(said)
    return text[:1].upper() + text[1:]

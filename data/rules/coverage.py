"""Which refs were tested when, and which will be (`domain.md` 2.2, the coverage rule).

The standard asks for planned intervals, for no number. The numbers here are the programme's own: a clause every year,
a control once in the three years of the certification cycle, unless the programme says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from checklists import refs
from data import clock

State = Literal["done", "part", "planned", "missed", "promised", ""]
STATES: dict[State, str] = {
    "done": "tested",
    "part": "in part",
    "planned": "planned",
    "missed": "planned, not tested",
    "promised": "promised only",
    "": "nothing",
}
GROUPS = ("4", "5", "6", "7", "8", "9", "10", "A.5", "A.6", "A.7", "A.8")


@dataclass(frozen=True, slots=True)
class Look:
    """One time a ref was, or is to be, looked at.

    `day` is the ISO date of the audit, empty where only the year is known. `where` is an audit's number, or the file
    that a mark comes from. A promise may be one of looking at it in `part`.
    """

    ref: str
    year: int
    state: State
    day: str = ""
    where: str = ""
    verdict: str = ""
    part: bool = False

    @property
    def quarter(self) -> int:
        """1 to 4, 0 where only the year is known."""
        day = clock.parse_date(self.day)
        return (day.month + 2) // 3 if day else 0


@dataclass(frozen=True, slots=True)
class Visit:
    """An audit of somebody else, the certification body mostly."""

    day: str
    what: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The programme's rule: the years of the cycle in order, today (ISO), the intervals in years, what is left out."""

    years: tuple[int, ...]
    today: str
    clause_years: int = 1
    control_years: int = 3
    excluded: frozenset[str] = frozenset()
    visits: tuple[Visit, ...] = ()

    @property
    def year(self) -> int:
        """The running year."""
        return int(self.today[:4])

    def interval(self, ref: str) -> int:
        """After how many years at the latest a ref is to be tested again."""
        return self.control_years if ref.startswith("A.") else self.clause_years


@dataclass(frozen=True)
class Coverage:
    """All looks against the programme's rule. `undated` are the numbers of audits without a date."""

    terms: Terms
    looks: tuple[Look, ...] = ()
    undated: tuple[str, ...] = ()

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """The auditable refs that apply, in order."""
        return tuple(ref for ref in refs.auditable() if ref not in self.terms.excluded)

    @cached_property
    def by_ref(self) -> dict[str, tuple[Look, ...]]:
        """The looks of each ref, the oldest first."""
        found: dict[str, list[Look]] = {}
        for look in sorted(self.looks, key=lambda look: (look.year, look.day)):
            found.setdefault(look.ref, []).append(look)
        return {ref: tuple(looks) for ref, looks in found.items()}

    def of(self, ref: str) -> tuple[Look, ...]:
        """The looks of one ref, the oldest first."""
        return self.by_ref.get(ref, ())

    def years(self, ref: str, *states: State) -> tuple[int, ...]:
        """The years in which a ref has one of these states."""
        return tuple(look.year for look in self.of(ref) if look.state in states)

    def last(self, ref: str) -> Look | None:
        """When the ref was last tested, wholly."""
        return next((look for look in reversed(self.of(ref)) if look.state == "done"), None)

    def state(self, ref: str, year: int, quarter: int = 0) -> State:
        """How a ref stands in a year, or in one quarter of it."""
        mine = [look for look in self.of(ref) if look.year == year and quarter in (0, look.quarter)]
        states = {look.state for look in mine}
        ahead: tuple[State, ...] = ("planned",) if year >= self.terms.year else ()
        order: tuple[State, ...] = ("done", *ahead, "part", "planned", "missed", "promised")
        return next((state for state in order if state in states), "")

    def together(self, group: Iterable[str], year: int, quarter: int = 0) -> State:
        """How several refs stand: `done` only where all are, `part` where some are tested, wholly or in part."""
        states = {self.state(ref, year, quarter) for ref in group if ref not in self.terms.excluded}
        if not states:
            return ""
        if states == {"done"}:
            return "done"
        if states & {"done", "part"}:
            return "part"
        order: tuple[State, ...] = ("planned", "missed", "promised")
        return next((state for state in order if state in states), "")

    def due(self, ref: str) -> int:
        """The last year in which the ref is in time; one that was never tested is due in the cycle at the latest."""
        last, interval, years = self.last(ref), self.terms.interval(ref), self.terms.years
        return last.year + interval if last else min(years[0] + interval - 1, years[-1])

    @cached_property
    def oldest(self) -> tuple[str, str]:
        """The ref whose last test lies back longest, and its day or year; `never` before any date."""
        if not self.refs:
            return "", ""
        seen = {ref: self.last(ref) for ref in self.refs}
        ref = min(self.refs, key=lambda ref: (look.year, look.day) if (look := seen[ref]) else (0, ""))
        look = seen[ref]
        return ref, (look.day or str(look.year)) if look else "never"

    @cached_property
    def untested(self) -> tuple[str, ...]:
        """The refs that were not tested, wholly, in a year of the cycle."""
        cycle = set(self.terms.years)
        return tuple(ref for ref in self.refs if not cycle.intersection(self.years(ref, "done")))


@cache
def group(name: str) -> tuple[str, ...]:
    """The auditable refs of a clause or theme."""
    return tuple(refs.expand(name))


def group_of(ref: str) -> str:
    """The clause or theme of a ref: `A.5` of `A.5.18`."""
    return ".".join(ref.split(".")[: 2 if ref.startswith("A.") else 1])

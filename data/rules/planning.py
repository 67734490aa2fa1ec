"""A year of the programme proposed: which refs, why each, in which sitting (ISO/IEC 27001 clause 9.2.2, ISO 19011 5.2).

The standard names what counts: the importance of the processes, changes, results of earlier audits; ISO 19011 and 27007
add incidents and risks. How much each counts is judgement; the points only put refs in an order, and every line says
in words what speaks for it, so that the auditor can decide otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklists import refs
from data import clock
from data.rules.coverage import Coverage
from data.rules.spreading import Line, PlannedAudit, half_day, has_time, spread

NEVER, DUE, LATE_YEAR, MOST_LATE = 30, 30, 10, 30
GRADES = {"major": 40, "minor": 20, "observation": 5, "ofi": 5}
BAD = ("major", "minor")
OCCASIONS = {"incident": 25, "change": 15}
OPEN_ACTION, RISK, AREA_CHANGED = 10, 10, 10
IMPORTANCE = {5: 15, 4: 8}
IMPORTANCE_WORDS = {5: "vital", 4: "important"}
MOST_OF_A_KIND = 2


@dataclass(frozen=True, slots=True)
class Result:
    """A finding of an earlier audit: its label, its grade, the day (ISO) and whether its action is still open."""

    label: str
    grade: str
    day: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """An incident or a change, with its day (ISO)."""

    kind: str
    day: str
    title: str


@dataclass(frozen=True, slots=True)
class Area:
    """A process that carries a ref: importance 1 (low) to 5 (vital), the day of its last change."""

    name: str
    importance: int = 3
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one ref beside its coverage. `risks` are the numbers of high risks that name it."""

    results: tuple[Result, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    areas: tuple[Area, ...] = ()
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The audits of a year, and what falls out because the days do not reach."""

    year: int
    audits: tuple[PlannedAudit, ...] = ()
    out: tuple[Line, ...] = ()

    @property
    def days(self) -> float:
        """All its days."""
        return sum(audit.days for audit in self.audits)


def propose(
    seen: Coverage, known: dict[str, Known], year: int, *, days: float, sittings: int, refs_a_day: int
) -> Proposal:
    """What is still to be planned in a year, within `days` of auditing left in it, spread over up to `sittings` audits.

    What is due comes first, then what an occasion or a bad result asks for, then the share of the year of what falls
    due later in the cycle. What is planned in the year already, or was tested in it, is left alone.
    """
    open_refs = [ref for ref in seen.refs if seen.state(ref, year) not in ("done", "planned")]
    lines = sorted((weigh(seen, ref, known.get(ref, Known()), year) for ref in open_refs), key=_rank)
    wanted = [line for line in lines if line.due]
    wanted += _share(seen, [line for line in lines if not line.due], year)
    capacity = math.floor(days * 2) * half_day(refs_a_day) if has_time(year, seen.terms.today) else 0
    taken, out = wanted[:capacity], wanted[capacity:]
    return Proposal(year, tuple(spread(taken, year, seen.terms.today, sittings, refs_a_day)), tuple(out))


def weigh(seen: Coverage, ref: str, known: Known, year: int) -> Line:
    """How much speaks for testing a ref in a year, and why."""
    last = seen.last(ref)
    when = (last.day or f"{last.year}-12-31") if last else ""
    told = [_timing(seen, ref, year), *_results(known, when), *_occasions(known, when), *_weight(known, when)]
    points = sum(amount for amount, _, _ in told)
    why = [words for _, _, words in sorted(told, key=lambda one: -one[0]) if words]
    return Line(ref, points, any(raised for _, raised, _ in told), tuple(why))


Told = tuple[int, bool, str]


def _timing(seen: Coverage, ref: str, year: int) -> Told:
    """The interval: points, whether the year is the last in time, the words."""
    last, due = seen.last(ref), seen.due(ref)
    late = min(max(year - due, 0) * LATE_YEAR, MOST_LATE)
    parts = seen.years(ref, "part")
    if last is None:
        words = f"only in part, {parts[-1]}" if parts else "never tested"
        return NEVER + late + (DUE if due <= year else 0), due <= year, words
    words = f"last tested {_when(last.day) if last.day else last.year}"
    interval = seen.terms.interval(ref)
    if due <= year:
        words = f"{'every year' if interval == 1 else f'every {interval} years'}; {words}"
    return late + (DUE if due <= year else 0), due <= year, words


def _results(known: Known, when: str) -> Iterable[Told]:
    """The findings of the latest audit of the ref, and what is still open of any."""
    recent = [one for one in known.results if one.grade in GRADES and (one.open or one.day >= when)]
    for one in sorted(recent, key=lambda one: -GRADES[one.grade])[:MOST_OF_A_KIND]:
        state = ", action open" if one.open else ""
        yield GRADES[one.grade] + OPEN_ACTION * one.open, one.grade in BAD, f"{one.grade} {one.label}{state}"


def _occasions(known: Known, when: str) -> Iterable[Told]:
    """Incidents and changes since the last test."""
    for kind, points in OCCASIONS.items():
        recent = sorted(
            (one for one in known.occasions if one.kind == kind and one.day > when), key=lambda one: one.day
        )
        for one in recent[-MOST_OF_A_KIND:]:
            yield points, True, f"{kind} {_when(one.day)}: {one.title}"


def _weight(known: Known, when: str) -> Iterable[Told]:
    """Importance and change of the processes that carry the ref, and high risks that name it."""
    if known.areas:
        area = max(known.areas, key=lambda one: (one.importance, one.changed))
        if area.importance in IMPORTANCE:
            yield IMPORTANCE[area.importance], False, f"{area.name}: {IMPORTANCE_WORDS[area.importance]}"
        changed = max(known.areas, key=lambda one: one.changed)
        if when and changed.changed > when:
            yield AREA_CHANGED, False, f"{changed.name} changed {_when(changed.changed)}"
    if known.risks:
        yield RISK * min(len(known.risks), MOST_OF_A_KIND), False, f"high risk {' '.join(known.risks[:MOST_OF_A_KIND])}"


def _share(seen: Coverage, lines: Sequence[Line], year: int) -> list[Line]:
    """Of what falls due later in the cycle, as much as falls to the year when each year gets the same."""
    end = seen.terms.years[-1]
    later = [line for line in lines if year < seen.due(line.ref) <= end]
    share = math.ceil(len(later) / (end - year + 1)) if year <= end else 0
    words = f"its turn: {share} of the {len(later)} that are due by {end}"
    return [Line(line.ref, line.points, False, (*line.why, words)) for line in later[:share]]


def _rank(line: Line) -> tuple[bool, int, tuple[int, list[int], str]]:
    return not line.due, -line.points, refs.order(line.ref)


def _when(day: str) -> str:
    """`12 Sep 2026`; what is no date stays."""
    known = clock.parse_date(day)
    return f"{known.day} {known:%b} {known.year}" if known else day

"""What will not be covered in time, or was not: what a certification auditor would ask about. No alarm blocks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checklists import refs
from data import clock
from data.rules.coverage import GROUPS, Coverage, Look, group, group_of

LATER = "later"
VISIT_MONTHS = 12  # before a visit of others, within which every clause is to be tested


@dataclass(frozen=True, slots=True)
class Alarm:
    """What will not be covered, or was not; `short` says it in two or three words.

    `since` says when its refs were last tested, where that matters. `late`: nothing that is planned now can mend it in
    its time. The rule `later` is no alarm yet: there is time to plan.
    """

    rule: str
    refs: tuple[str, ...]
    words: str
    short: str = ""
    late: bool = False
    since: str = ""

    @property
    def sentence(self) -> str:
        """`5: will not be covered in 2026, last tested 2025`."""
        words = f"{self.words}, {self.since}" if self.since else self.words
        return f"{refs.shorten(self.refs)}: {words}" if self.refs else words


def alarms(seen: Coverage) -> tuple[Alarm, ...]:
    """What is out of time first, then what will be, then what only needs a look; last what there is time for."""
    every = [*_uncovered(seen), *_visits(seen), *_missed(seen), *_promised(seen), *_gaps(seen), *_parts(seen)]
    every += [Alarm("undated", (), f"{one} has no date and counts for no year", "no date") for one in seen.undated]
    return tuple(sorted(every, key=lambda alarm: alarm.rule == LATER))


def raised(found: Iterable[Alarm]) -> int:
    """How many are alarms by now."""
    return sum(alarm.rule != LATER for alarm in found)


def about(seen: Coverage, alarm: Alarm, scope: Collection[str]) -> Alarm:
    """The same alarm for those of its refs that are in a scope."""
    mine = tuple(ref for ref in alarm.refs if ref in scope)
    return replace(alarm, refs=mine, since=_since(seen, mine) if alarm.since and mine else "")


def _uncovered(seen: Coverage) -> Iterator[Alarm]:
    """What is due this year, or was before, and is in no plan; what falls due later in the cycle comes last."""
    terms = seen.terms
    over: dict[int, list[str]] = {}
    soon: dict[int, list[str]] = {}
    for ref in seen.refs:
        due = seen.due(ref)
        ahead = [year for year in seen.years(ref, "planned") if year >= terms.year]
        if due < terms.year:
            if terms.year not in ahead:
                over.setdefault(due, []).append(ref)
        elif due <= terms.years[-1] and not any(year <= due for year in ahead):
            soon.setdefault(due, []).append(ref)
    for due, bare in sorted(over.items()):
        words = f"will not be covered in {terms.year} either; due since the end of {due}"
        yield Alarm("overdue", tuple(bare), words, f"due since {due}", True, _since(seen, bare))
    for due, bare in sorted(soon.items()):
        if due == terms.year:
            rule, words, short = "uncovered", f"will not be covered in {due}", f"not in {due}"
        else:
            rule, words, short = LATER, f"due by the end of {due} and in no plan yet", f"due by {due}"
        yield Alarm(rule, tuple(bare), words, short, since=_since(seen, bare))


def _since(seen: Coverage, due: Sequence[str]) -> str:
    """When these refs were last tested: `never tested`, `last tested 2024`, `last tested 2023 to 2025`."""
    years = sorted(look.year if (look := seen.last(ref)) else 0 for ref in due)
    if not years[-1]:
        return "only in part so far" if any(seen.years(ref, "part") for ref in due) else "never tested"
    if not years[0]:
        return f"some never, others last tested {years[-1]}"
    return f"last tested {years[0]}" if years[0] == years[-1] else f"last tested {years[0]} to {years[-1]}"


def _visits(seen: Coverage) -> Iterator[Alarm]:
    """Clauses that nobody tests within the twelve months before the next audit of others."""
    visit = next(
        (one for one in sorted(seen.terms.visits, key=lambda one: one.day) if one.day >= seen.terms.today), None
    )
    day = clock.parse_date(visit.day) if visit else None
    if visit is None or day is None:
        return
    begin = f"{day.year - VISIT_MONTHS // 12}{visit.day[4:10]}"

    def within(look: Look) -> bool:
        if look.state not in ("done", "planned"):
            return False
        return begin <= look.day <= visit.day if look.day else look.year == day.year - 1

    bare = tuple(
        ref for ref in seen.refs if not ref.startswith("A.") and not any(within(look) for look in seen.of(ref))
    )
    if bare:
        what = f" ({visit.what})" if visit.what else ""
        yield Alarm(
            "visit",
            bare,
            f"not tested in the {VISIT_MONTHS} months before {visit.day}{what}, and not planned before it",
            f"not before {visit.day}",
        )


def _missed(seen: Coverage) -> Iterator[Alarm]:
    """What an audit had in its scope and did not test, nor any audit since."""
    missed: dict[str, list[str]] = {}
    for ref in seen.refs:
        for look in seen.of(ref):
            later = (one.year, one.day) if (one := seen.last(ref)) else (0, "")
            if look.state == "missed" and later < (look.year, look.day):
                missed.setdefault(look.where, []).append(ref)
    for where, bare in sorted(missed.items()):
        yield Alarm("missed", tuple(bare), f"in the scope of {where}, and not tested there", "not tested")


def _promised(seen: Coverage) -> Iterator[Alarm]:
    """What the organisation's own matrix promises for a year and no audit of that year has.

    A promise in part is kept when anything of the clause or theme is in an audit of that year.
    """
    open_refs: dict[int, list[str]] = {}
    for ref in seen.refs:
        for look in seen.of(ref):
            if look.state != "promised" or look.year < seen.terms.years[0]:
                continue
            kept = group(group_of(ref)) if look.part else (ref,)
            if not any(seen.state(one, look.year) in ("done", "part", "planned") for one in kept):
                open_refs.setdefault(look.year, []).append(ref)
    for year, broken in sorted(open_refs.items()):
        words = f"promised for {year} by the coverage matrix, in no audit of {year}"
        yield Alarm("promised", tuple(dict.fromkeys(broken)), words, f"promised {year}", year < seen.terms.year)


def _gaps(seen: Coverage) -> Iterator[Alarm]:
    """Past years of the cycle in which a clause that is due every year was not tested, or nothing of a whole theme."""
    past = [year for year in seen.terms.years if year < seen.terms.year]
    for year in past:
        bare = [
            ref for ref in seen.refs if seen.terms.interval(ref) == 1 and seen.state(ref, year) not in ("done", "part")
        ]
        if bare:
            yield Alarm("gap", tuple(bare), f"not tested in {year}", f"not in {year}", True)
        for name in GROUPS:
            mine = [ref for ref in group(name) if ref in seen.refs and seen.terms.interval(ref) > 1]
            if mine and seen.together(mine, year) not in ("done", "part"):
                yield Alarm("theme", tuple(mine), f"nothing of it was tested in {year}", f"none in {year}", True)


def _parts(seen: Coverage) -> Iterator[Alarm]:
    """What was only ever looked at in part, so that nothing shows which refs it was."""
    years: dict[tuple[int, ...], list[str]] = {}
    for ref in seen.refs:
        parts = tuple(dict.fromkeys(seen.years(ref, "part")))
        if parts and not seen.last(ref):
            years.setdefault(parts, []).append(ref)
    for parts, bare in years.items():
        named = " and ".join(str(year) for year in parts)
        yield Alarm(
            "part", tuple(bare), f"only in part in {named}; nothing shows which ones were tested", "only in part"
        )

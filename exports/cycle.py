"""Coverage over the cycle as plain frozen values, for the report and for the programme."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from checklists import refs
from data.rules.alarms import LATER, Alarm, alarms
from data.rules.coverage import GROUPS, Coverage, group
from data.work import coverage, programme
from exports import words
from exports.parts import Covered, Cycle, Year


def read(session: Session, on: str) -> Cycle:
    """The coverage as it stands on a day (ISO)."""
    return of(coverage.of(session, on)) if programme.current(session) else Cycle()


def of(seen: Coverage) -> Cycle:
    """The same from a coverage."""
    raised = alarms(seen)
    ref, when = seen.oldest
    return Cycle(
        on=seen.terms.today,
        years=seen.terms.years,
        groups=tuple(_covered(seen, raised, name, group(name)) for name in GROUPS if set(group(name)) & set(seen.refs)),
        refs=tuple(_covered(seen, raised, ref, (ref,)) for ref in seen.refs),
        alarms=tuple(alarm.sentence for alarm in raised if alarm.rule != LATER),
        later=tuple(alarm.sentence for alarm in raised if alarm.rule == LATER),
        oldest=f"{ref}, {'never tested' if when == 'never' else f'last tested {words.day(when)}'}" if ref else "",
    )


def _covered(seen: Coverage, raised: Iterable[Alarm], name: str, scope: tuple[str, ...]) -> Covered:
    mine = [ref for ref in scope if ref in seen.refs]
    lasts = [look.day or str(look.year) for ref in mine if (look := seen.last(ref))]
    due = [seen.due(ref) for ref in mine]
    alarm = next((one.words for one in raised if not set(mine).isdisjoint(one.refs) and one.rule != LATER), "")
    return Covered(
        ref=name,
        title=refs.title(name),
        years=tuple(_year(seen, mine, year) for year in seen.terms.years),
        last=min(lasts) if len(lasts) == len(mine) else "",
        due=min(due, default=0),
        alarm=alarm,
    )


def _year(seen: Coverage, scope: list[str], year: int) -> Year:
    numbers = {look.where for ref in scope for look in seen.of(ref) if look.year == year and look.day}
    return Year(
        year=year,
        state=seen.together(scope, year),
        tested=sum(seen.state(ref, year) == "done" for ref in scope),
        total=len(scope),
        audits=tuple(sorted(numbers)),
    )

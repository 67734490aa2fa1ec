"""The audit programme: its terms, the marks of earlier years, and the occasions to audit sooner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from checklists import refs
from data import clock
from data.errors import BadInput
from data.models import Area, CoverageMark, Occasion, Programme
from data.rules import activities
from data.rules.coverage import Visit
from data.work import audits, rows

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
CYCLE = 3  # years between two certification audits
HERE = "set by hand"
IMPORTANCE = {1: "low", 2: "lesser", 3: "usual", 4: "important", 5: "vital"}

OBJECTIVES = (
    "Show that the management system conforms to ISO/IEC 27001 and to our own rules, and is effective",
    "Find out whether the corrective actions of earlier audits have worked",
    "Judge how ready the management system is for the next audit of the certification body",
    "Follow changes of processes, systems and suppliers closely after they were made",
    "Look behind incidents and figures that went wrong",
    "See whether suppliers and rented services keep what was agreed",
    "Meet the needs of customers, authorities and other interested parties that were named to us",
)
RISKS = (
    "Planning: objectives, number, length or places of the audits are set wrongly",
    "Resources: too little time, tools or training to do what is planned",
    "Team: the auditors lack the competence, or are not independent, for a part",
    "Communication: those who are audited, or who need the results, are told too late or not at all",
    "Carrying out: audits are not co-ordinated, or what they see is not kept confidential",
    "Records: plans, evidence or reports are not controlled and cannot be found again",
    "Watching: nobody notices in time that the programme slips",
    "Auditees: they are not available or do not co-operate, or evidence to sample is missing",
    "Method: what is looked at from afar hides part of what a visit would show",
)
OPPORTUNITIES = (
    "Join several audits in one visit",
    "Travel less by looking from afar where that shows enough",
    "Match the competence of the team to what is audited",
    "Fit the days to the calendar of those who are audited",
)
METHODS = (
    "Interviews where the work is done",
    "Reading of documents",
    "Record samples, drawn at random with recorded seeds",
    "Observation and demonstrations in the live systems, with read-only rights",
    "From afar, by video and shared screen; the report says which parts",
)
PICKS: dict[str, Sequence[str]] = {
    "objectives": OBJECTIVES,
    "risks": RISKS,
    "opportunities": OPPORTUNITIES,
    "methods": METHODS,
}
"""What a programme's text can be made of (ISO 19011 clause 5.2 to 5.3), by its column."""

NUMBERS = {
    "days": (0, 400),
    "sittings": (1, 52),
    "refs_a_day": (1, 60),
    "clause_years": (1, 6),
    "control_years": (1, 6),
}
"""The least and the most of each number."""


def current(session: Session) -> Programme | None:
    """The programme that runs: the one whose period ends last. None in a store that has none yet."""
    return session.exec(select(Programme).order_by(col(Programme.period_to).desc(), col(Programme.title))).first()


def begin(session: Session, /, today: str) -> Programme:
    """A programme for the running year and a cycle that begins with it; the audits there are belong to it."""
    known = current(session)
    if known:
        return known
    year = int(today[:4])
    made = rows.add(
        session,
        Programme(
            title=f"Audit programme {year}",
            period_from=f"{year}-01-01",
            period_to=f"{year}-12-31",
            cycle_from=str(year),
            cycle_to=str(year + CYCLE - 1),
        ),
    )
    for audit in audits.every(session):
        if audit.programme_id is None:
            audit.programme_id = made.id
            session.add(audit)
    session.flush()
    return made


def following(session: Session, /, programme_id: str) -> Programme:
    """The programme after this one: the same terms, a period later; in the next cycle where this one's is over.

    What was said of visits is left behind. Raises BadInput where the period has no dates.
    """
    known = rows.fetch(session, Programme, programme_id)
    first, last = clock.parse_date(known.period_from), clock.parse_date(known.period_to)
    if first is None or last is None or last < first:
        raise BadInput("The period of this programme has no dates yet; write them first, as 2026-01-01.")
    length = max(round((last - first).days / 365.25), 1)
    told = known.model_dump(exclude={"id", "version", "visits"})
    told["period_from"], told["period_to"] = _later(first, length), _later(last, length)
    old = [int(year) for year in (known.cycle_from, known.cycle_to) if year.isdigit()]
    if len(old) == 2 and int(told["period_from"][:4]) > old[1]:
        span = old[1] - old[0] + 1
        told["cycle_from"], told["cycle_to"] = str(old[0] + span), str(old[1] + span)
    told["title"] = YEAR.sub(lambda year: str(int(year[0]) + length), known.title)
    return rows.add(session, Programme(**told))


def _later(day: date, years: int) -> str:
    """The same day so many years later; 28 February for a day that the year does not have."""
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()


def set_number(session: Session, /, programme_id: str, name: str, text: str) -> Programme:
    """Set one of `NUMBERS` as typed. Raises BadInput."""
    least, most = NUMBERS[name]
    known = rows.fetch(session, Programme, programme_id)
    try:
        value = int(text.strip() or least)
    except ValueError as error:
        raise BadInput(f"«{text.strip()}» is no whole number") from error
    if not least <= value <= most:
        raise BadInput(f"{value} is out of bounds; a number from {least} to {most}")
    return known if getattr(known, name) == value else rows.edit(session, Programme, programme_id, **{name: value})


def set_cycle(session: Session, /, programme_id: str, text: str) -> Programme:
    """Set the years of the cycle from `2024-2026`. Raises BadInput."""
    first, _, last = text.replace("–", "-").replace(" to ", "-").partition("-")
    years = [part.strip() for part in (first, last or first)]
    if not all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
        raise BadInput(f"«{text.strip()}»: write the first and the last year, for example 2024-2026")
    if not 0 <= int(years[1]) - int(years[0]) <= 5:
        raise BadInput(f"«{text.strip()}»: a cycle has one to six years, the first one first")
    known = rows.fetch(session, Programme, programme_id)
    if [known.cycle_from, known.cycle_to] == years:
        return known
    return rows.edit(session, Programme, programme_id, cycle_from=years[0], cycle_to=years[1])


def years(programme: Programme) -> tuple[int, ...]:
    """The years of the cycle; without one, those of the period, and at the least one."""
    first = programme.cycle_from or programme.period_from[:4]
    last = programme.cycle_to or programme.period_to[:4]
    known = [int(year) for year in (first, last) if year.isascii() and year.isdigit()]
    return tuple(range(known[0], min(known[-1], known[0] + 5) + 1)) if known else ()


def visits(programme: Programme) -> tuple[Visit, ...]:
    """The audits of others, from lines of the form `2026-05-18 | what`, the earliest first."""
    parts = (line.partition("|") for line in programme.visits.splitlines() if line.strip())
    return tuple(sorted((Visit(day.strip()[:10], what.strip()) for day, _, what in parts), key=lambda one: one.day))


def marks(session: Session) -> list[CoverageMark]:
    """What a coverage matrix said, by year and ref."""
    found = session.exec(select(CoverageMark).order_by(col(CoverageMark.year)))
    return sorted(found, key=lambda mark: (mark.year, refs.order(mark.ref)))


def mark(session: Session, /, scope: Iterable[str], year: int, how: str = "done", source: str = HERE) -> None:
    """Note how refs stand in a year (done, part, promised, promised part), in place of what was noted before."""
    wanted = set(scope)
    clear(session, wanted, year)
    part, promised = "part" in how, "promised" in how
    for ref in sorted(wanted, key=refs.order):
        session.add(CoverageMark(ref=ref, year=year, part=part, promised=promised, source=source))
    session.flush()


def clear(session: Session, /, scope: Iterable[str], year: int) -> None:
    """Take the marks of refs in a year away."""
    wanted = set(scope)
    for known in session.exec(select(CoverageMark).where(CoverageMark.year == year)):
        if known.ref in wanted:
            session.delete(known)
    session.flush()


def occasions(session: Session) -> list[Occasion]:
    """Incidents and changes, the newest first."""
    return list(session.exec(select(Occasion).order_by(col(Occasion.day).desc(), col(Occasion.title))))


def add_occasion(session: Session, /, title: str, kind: str = "change", day: str = "", **values: Any) -> Occasion:
    """One more occasion; without refs, those that its words speak of."""
    values.setdefault("refs", activities.refs_of(title))
    return rows.add(session, Occasion(title=title, kind=kind, day=day, **values))


def areas(session: Session) -> list[Area]:
    """The areas and processes, the most important first."""
    return list(session.exec(select(Area).order_by(col(Area.importance).desc(), col(Area.name))))


def add_area(session: Session, /, name: str, **values: Any) -> Area:
    """One more area; without refs, those that its name speaks of."""
    values.setdefault("refs", activities.refs_of(name))
    return rows.add(session, Area(name=name, **values))


def importance(value: int) -> str:
    """`5 vital`, for people."""
    return f"{value} {IMPORTANCE.get(value, '')}".strip()


def set_refs(session: Session, /, table: type[Area] | type[Occasion], row_id: str, text: str) -> Area | Occasion:
    """Set the refs of an area or an occasion from a person's list. Raises BadInput."""
    try:
        wanted = refs.expand(text)
    except ValueError as error:
        raise BadInput(str(error)) from error
    row: Area | Occasion = rows.fetch(session, table, row_id)
    return row if row.refs == wanted else rows.edit(session, table, row_id, refs=wanted)

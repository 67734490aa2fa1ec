"""The programme as an Excel workbook and as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from checklists import refs
from data import clock
from exports import coverage, icalendar, spreadsheet
from exports.icalendar import Day
from exports.pandoc_ast import one_line
from exports.programme.data import Data
from exports.spreadsheet import Sheet, Value, day

REMIND = 14  # days before


def workbook(data: Data, when: datetime) -> bytes:
    """Coverage, plan, alarms, terms: a sheet each."""
    title = one_line(data.title) or "Audit programme"
    return spreadsheet.workbook(sheets(data), title, f"{data.organisation} · {title}", when)


def sheets(data: Data) -> list[Sheet]:
    """What stands in the workbook."""
    years = data.cycle.years
    columns = (("Reference", 11), ("Requirement or control", 44), *((str(year), 18) for year in years))
    ends = (("Last tested", 13), ("Due by", 9), ("Alarm", 60))
    return [
        Sheet("Coverage", (*columns, *ends, ("Speaks for it", 60)), _refs(data)),
        Sheet("Clauses and themes", (*columns, *ends), _groups(data)),
        Sheet("Plan", PLAN, _plan(data)),
        Sheet("Alarms", (("Alarm", 120),), ((one,) for one in (*data.cycle.alarms, *data.cycle.later))),
        Sheet("Reasons", REASONS, _reasons(data)),
        Sheet("Programme", (("What", 28), ("Words", 100)), _terms(data)),
    ]


def _refs(data: Data) -> Iterable[Sequence[Value]]:
    for one in data.cycle.refs:
        states = [
            f"{state} ({', '.join(year.audits)})" if state and year.audits else state
            for state, year in zip(coverage.state_words(one.years), one.years, strict=True)
        ]
        yield one.ref, one.title, *states, day(one.last) or "never", one.due, one.alarm, data.why.get(one.ref, "")


def _groups(data: Data) -> Iterable[Sequence[Value]]:
    for one in data.cycle.groups:
        states = [
            f"{state}: {year.tested} of {year.total}" if year.tested else state
            for state, year in zip(coverage.state_words(one.years), one.years, strict=True)
        ]
        yield one.ref, one.title, *states, day(one.last) or "never", one.due, one.alarm


PLAN = (
    ("Audit", 14), ("Title", 40), ("From", 12), ("To", 12), ("Days", 7), ("Lead auditor", 22), ("Reference", 11),
    ("Requirement or control", 44), ("What spoke for it", 70),
)  # fmt: skip


def _plan(data: Data) -> Iterable[Sequence[Value]]:
    for audit in data.audits:
        known = (audit.number, audit.title, day(audit.starts), day(audit.ends), f"{audit.days:g}", audit.lead)
        yield from ((*known, ref, refs.title(ref), why) for ref, why in audit.why)
        if not audit.why:
            yield *known, "", "", ""


REASONS = (("Day", 12), ("Kind", 12), ("What", 60), ("References", 30))


def _reasons(data: Data) -> Iterable[Sequence[Value]]:
    for one, about in zip(data.occasions, data.concerned, strict=True):
        yield day(one.day), one.kind, one.title, about
    for area, owner in zip(data.areas, data.owners, strict=True):
        yield day(area.changed), "area", f"{area.name}: importance {area.importance} of 5", owner


def _terms(data: Data) -> Iterable[Sequence[Value]]:
    yield "Title", data.title
    yield "Period", f"{data.period_from} to {data.period_to}"
    yield "Cycle", data.span
    yield from ((name.capitalize(), text) for name, text in data.texts.items())
    yield "Seen on", day(data.on)
    yield "Seal of the record", data.seal


def calendar(data: Data, when: datetime) -> bytes:
    """The days of the audits, ours and others', for everybody's calendar."""
    return icalendar.write(f"{one_line(data.title) or 'Audit programme'}: days", days(data), when)


def days(data: Data) -> Iterator[Day]:
    """Each audit that has a date, and each visit of others."""
    for audit in data.audits:
        first = clock.parse_date(audit.starts)
        if first:
            about = (f"Scope: {audit.scope}", f"Lead auditor: {audit.lead}" if audit.lead else "", audit.places)
            yield Day(
                f"{audit.number}/days@auditbook",
                first,
                f"Internal audit {audit.number}: {one_line(audit.title)}",
                "\n".join(one_line(line) for line in about if line),
                "Internal audit",
                clock.parse_date(audit.ends),
                REMIND,
            )
    for visit in data.visits:
        on = clock.parse_date(visit.day)
        if on:
            title = one_line(visit.what) or "Audit by others"
            yield Day(f"visit/{visit.day}@auditbook", on, title, category="Audit by others", reminder=REMIND)

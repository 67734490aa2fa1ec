"""The audit plan to send out: one page for those who are audited (ISO 19011, 6.3.2), and the sittings as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from checklists import refs
from data import clock, models
from data.store import Store
from data.work import audits, independence, requests, sittings
from exports import icalendar, leaflet, measure, notes, words
from exports.blocks import Block, Cell, Heading, cell, facts, head, say
from exports.pandoc_ast import one_line
from exports.run import Exported

FORMATS = ("docx", "pdf", "ics")
MOST_CRITERIA = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan says; `tests` are (name, duty, refs) of the team."""

    audit: models.Audit
    organisation: str
    criteria: list[models.Criterion]
    team: list[tuple[models.TeamMember, str]]
    sittings: list[models.Sitting]
    due: str


def write(store: Store, number: str, formats: Iterable[str], folder: Path) -> list[Exported]:
    """Write the plan of the audit `number` into `folder`. Raises NotFound, BadInput, AuditbookError."""
    wanted = leaflet.chosen(formats, FORMATS, "an audit plan")
    plan = store.read(read, number)
    when = leaflet.moment(plan.audit)
    paper = leaflet.document(plan.audit, plan.organisation, "Audit plan", "Audit plan", _blocks(plan))
    made = {}
    for name in wanted:
        if name == "ics":
            made[name] = icalendar.write(f"{plan.audit.number} {plan.audit.title}", _days(plan), when)
        else:
            sheet = leaflet.Leaflet(paper, when)
            made[name] = sheet.docx() if name == "docx" else sheet.pdf()
    return leaflet.keep(made, plan.audit.number, "plan", folder)


def read(session: Session, number: str) -> Plan:
    """What the record has of it. Raises NotFound."""
    audit = audits.by_number(session, number)
    organisation = audits.organisation(session)
    seen = independence.view(session, audit.id)
    team = [
        (member, refs.shorten(seen.tests[member.name]) if member.name in seen.tests else "")
        for member in audits.team(session, audit.id)
    ]
    due = min((one.due for one in requests.of_audit(session, audit.id) if one.due and not one.complete), default="")
    return Plan(
        audit,
        organisation.name if organisation else "",
        audits.criteria(session, audit.id),
        team,
        sittings.of_audit(session, audit.id),
        due,
    )


def _blocks(plan: Plan) -> Iterator[Block]:
    audit = plan.audit
    yield Heading(1, f"Audit plan {audit.number}: {one_line(audit.title)}", "plan", numbered=False)
    criteria = [one_line(words.joined(one.title, one.edition, one.section)) for one in plan.criteria]
    more = len(criteria) - MOST_CRITERIA
    shown = criteria[:MOST_CRITERIA] + ([f"and {more} more"] if more > 0 else [])
    yield facts(
        ("Objectives", notes.read(audit.objectives)),
        ("Dates", words.span(audit.starts, audit.ends)),
        ("Period examined", words.span(audit.period_from, audit.period_to)),
        ("Scope", refs.shorten(audit.refs)),
        ("Areas and processes", one_line(audit.areas)),
        ("Places", one_line(audit.places)),
        ("Systems", one_line(audit.systems)),
        ("From afar", one_line(audit.remote)),
        ("Criteria", tuple(say(line) for line in shown)),
        ("Methods", one_line(audit.methods)),
        ("Limitations", one_line(audit.limitations)),
        ("Audit client", one_line(audit.client)),
        share=0.2,
    )
    if plan.team:
        yield say("Team", style="front")
        yield measure.listing(
            (0.34, 0.22, 0.44),
            tuple(
                (
                    cell(one_line(words.joined(one.name, one.role))),
                    cell(one_line(one.duty)),
                    cell(tests or "does not test"),
                )
                for one, tests in plan.team
            ),
            head("Name", "Duty", "Tests"),
        )
    if plan.sittings:
        yield say("Time plan", style="front")
        yield measure.listing(
            (0.20, 0.30, 0.30, 0.20),
            tuple(_sitting(one) for one in plan.sittings),
            head("When", "What", "With", "Where"),
        )
    yield say(
        words.joined(
            "What is seen is confidential: it is kept with the audit's record and shown only to those on the report's "
            "distribution list. Evidence is a sample; findings are discussed before they are written down.",
            f"Please send what was asked for by {words.day(plan.due)}." if plan.due else "",
            by=" ",
        ),
        style="quiet",
    )


def _sitting(one: models.Sitting) -> tuple[Cell, ...]:
    long = f"{one.minutes} minutes" if one.minutes else ""
    return (
        cell(words.moment(one.planned) or "to be agreed", say(long, style="label") if long else ""),
        cell(one_line(one.title), say(refs.shorten(one.refs), style="label") if one.refs else ""),
        cell(one_line(words.listed(one.people)), say(one_line(one.team), style="label") if one.team else ""),
        cell(one_line(words.joined(one.place, "by video" if one.remote else ""))),
    )


def _days(plan: Plan) -> Iterator[icalendar.Day]:
    """The audit as days, and each sitting that has one."""
    audit = plan.audit
    begin, end = clock.parse_date(audit.starts), clock.parse_date(audit.ends)
    if begin:
        scope = f"Scope: {refs.shorten(audit.refs)}\n{audit.places}".strip()
        key = f"{audit.number}-plan@auditbook"
        yield icalendar.Day(key, begin, f"{audit.number} {audit.title}", scope, "Audit", end, 7)
    for one in plan.sittings:
        day = clock.parse_date(one.planned)
        if day:
            hour = clock.hour_minute(one.planned)
            title = f"{hour} {one.title}".strip()
            text = "\n".join(part for part in (", ".join(one.people), refs.shorten(one.refs), one.place) if part)
            yield icalendar.Day(f"{one.id}@auditbook", day, f"{audit.number}: {title}", text, "Audit")

"""What F2 offers in the fields of a finding, from the record: picked, not typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists import refs
from data import clock
from data.models import Audit, Finding
from data.rules import due_dates
from data.work import audits, findings, patterns, registers, rows, sampling
from tui import config

if TYPE_CHECKING:
    from sqlmodel import Session

Choices = list[tuple[str, str]]


def of_field(session: Session, /, finding_id: str, name: str) -> Choices:
    """The values that fit a field, each with the words to show."""
    finding = rows.fetch(session, Finding, finding_id)
    audit = rows.fetch(session, Audit, finding.audit_id)
    if name in ("ref", "related"):
        scope = [ref for ref in audit.refs if ref in refs.auditable()]
        return [(ref, f"{ref} {refs.title(ref)}") for ref in dict.fromkeys((*scope, *refs.auditable()))]
    if name == "criteria":
        return _documents(session, audit)
    if name == "sample":
        return [(one.label, f"{one.label} {one.title}") for one in sampling.of_audit(session, audit.id)]
    if name == "place":
        organisation = audits.organisation(session)
        return [(place, place) for place in (organisation.places if organisation else [])]
    if name == "due":
        return by_when(finding.grade)
    return [(role, role) for role in registers.roles(session)]


def _documents(session: Session, /, audit: Audit) -> Choices:
    """The audit's criteria, then the register's documents: title, version and what is known of the section."""
    known = [
        (f"{row.title} {_edition(row.edition)}{_section(row.section)}".strip(), "criterion")
        for row in audits.criteria(session, audit.id)
    ]
    known += [
        (f"{row.title} ({row.number}) {_edition(row.edition)}".strip(), "register")
        for row in registers.documents(session)
    ]
    return [(words, f"{words}  · {source}") for words, source in dict(known).items()]


def _section(section: str) -> str:
    """The section behind a document's name; a number gets the word."""
    word = "section " if section[:1].isdigit() else ""
    return f", {word}{section}" if section else ""


def _edition(edition: str) -> str:
    return f"v{edition}" if edition[:1].isdigit() and len(edition) < 8 else edition


def by_when(grade: str) -> Choices:
    """The dates by which a finding of this grade is usually answered."""
    today = clock.parse_date(clock.today())
    days = due_dates.dates(grade or "minor", today, config.due_terms()) if today else due_dates.Dates()
    named = ((days.implement, "implemented"), (days.plan, "cause and plan known"), (days.correct, "corrected"))
    return [(day, f"{day}  {words}") for day, words in named if day]


def earlier(session: Session, /, finding_id: str) -> Choices:
    """The findings that this one may repeat, with what that says about its grade; then all of other audits."""
    mine = rows.fetch(session, Finding, finding_id)
    found = {
        f"{one.earlier.audit}/{one.earlier.label}": f"{one.earlier.grade}, {one.earlier.ref}: {one.earlier.title}. "
        f"{one.hint[0].upper()}{one.hint[1:]}"
        for one in patterns.earlier(session, finding_id)
    }
    for audit in audits.every(session):
        if audit.id != mine.audit_id:
            for one in findings.of_audit(session, audit.id):
                if one.grade == "strength":
                    continue
                found.setdefault(f"{audit.number}/{one.label}", f"{one.grade}, {one.ref}: {one.title}")
    return [(name, f"{name}  {words}") for name, words in found.items()]

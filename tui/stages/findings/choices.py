"""What F2 offers in the fields of a finding, from the record: picked, not typed."""

from __future__ import annotations

from sqlmodel import Session

from checklists import refs
from data import clock
from data.models import Audit, Finding
from data.rules import grades
from data.work import audits, findings, registers, rows, sampling

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
        today = clock.parse_date(clock.today())
        days = grades.due_dates(finding.grade, today) if today else []
        return [(day.isoformat(), f"{day.isoformat()}  {words}") for day, words in days]
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


def earlier(session: Session, /, finding_id: str) -> Choices:
    """The findings that this one may repeat: those of other audits on its refs first, then the rest."""
    mine = rows.fetch(session, Finding, finding_id)
    refs_of = {mine.ref, *mine.related} - {""}
    found: list[tuple[bool, str, str]] = []
    for audit in audits.every(session):
        if audit.id != mine.audit_id:
            for one in findings.of_audit(session, audit.id):
                near = bool(refs_of & {one.ref, *one.related})
                found.append((not near, f"{audit.number}/{one.label}", f"{one.grade:11} {one.ref:7} {one.title}"))
    found.sort(key=lambda line: line[0])
    return [(name, f"{name}  {words}") for _, name, words in found]

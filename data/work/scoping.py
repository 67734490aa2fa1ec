"""An audit's scope and criteria compared with the organisation's own word."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from data import clock
from data.models import Audit, CoverageMark, SoaEntry
from data.rules import scope
from data.rules.scope import Isms, Looked, Paper, Point
from data.work import audits, coverage, programme, registers, rows


def points(session: Session, /, audit_id: str) -> list[Point]:
    """What is to decide about scope and criteria (`data.rules.scope`)."""
    audit = rows.fetch(session, Audit, audit_id)
    on = clock.parse_date(audit.starts) or date.fromisoformat(clock.today())
    named = [(one.title, one.edition) for one in audits.criteria(session, audit_id)]
    return [
        *scope.check(_looked(audit), _isms(session), _cycle(session, audit, on)),
        *scope.criteria(named, papers(session), audit.refs, on),
    ]


def papers(session: Session, /) -> list[Paper]:
    """The document register, each with the refs for which the SoA names it by number or title."""
    return [
        Paper(row.number, row.title, row.edition, row.status, row.next_review, about)
        for row, about in registers.resting(session)
    ]


def add_criterion(session: Session, /, audit_id: str, paper: Paper) -> None:
    """Make a document of the register a criterion of the audit, with its version."""
    audits.add_criterion(
        session, audit_id, f"{paper.title} ({paper.number})" if paper.title else paper.number, paper.edition
    )


def _looked(audit: Audit) -> Looked:
    return Looked(
        frozenset(audit.refs), scope.parts(audit.places), scope.parts(audit.systems), scope.parts(audit.areas)
    )


def _isms(session: Session) -> Isms:
    known = audits.organisation(session)
    excluded = {row.ref: row.reason for row in session.exec(select(SoaEntry)) if not row.applicable}
    if known is None:
        return Isms(excluded=excluded)
    return Isms(known.isms_scope, tuple(known.places), tuple(known.systems), excluded)


def _cycle(session: Session, audit: Audit, on: date) -> list[Looked]:
    """The other audits of the cycle that the audit's day is in, and what the coverage matrix says was done."""
    terms = coverage.terms(programme.current(session), frozenset(), on.isoformat())
    years = {str(year) for year in terms.years} | {str(on.year)}
    others = [_looked(one) for one in audits.every(session) if one.id != audit.id and one.starts[:4] in years]
    marked = {mark.ref for mark in session.exec(select(CoverageMark)) if str(mark.year) in years}
    return [*others, Looked(frozenset(marked))] if marked else others

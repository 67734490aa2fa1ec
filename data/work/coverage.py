"""Which refs were tested when, read from the record: the audits of all years, and the marks of a coverage matrix."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, select

from data import clock
from data.models import Audit, ChecklistItem, Programme, SoaEntry
from data.rules import verdicts
from data.rules.coverage import Coverage, Look, State, Terms
from data.work import audits, programme

NO_CYCLE = 3  # years that are shown where no programme says its cycle


def of(session: Session, /, today: str) -> Coverage:
    """All looks at refs against the rule of the programme that runs."""
    every = audits.every(session)
    undated = sorted(audit.number for audit in every if audit.refs and not clock.parse_date(audit.starts))
    looks = (*_marks(session), *_audits(session, every, today))
    return Coverage(terms(programme.current(session), _excluded(session), today), looks, tuple(undated))


def terms(known: Programme | None, excluded: frozenset[str], today: str) -> Terms:
    """The rule of a programme; without one, the usual one for a cycle that ends this year."""
    year = int(today[:4])
    usual = tuple(range(year - NO_CYCLE + 1, year + 1))
    if known is None:
        return Terms(usual, today, excluded=excluded)
    return Terms(
        years=programme.years(known) or usual,
        today=today,
        clause_years=known.clause_years,
        control_years=known.control_years,
        excluded=excluded,
        visits=programme.visits(known),
    )


def _excluded(session: Session) -> frozenset[str]:
    """The controls that the Statement of Applicability leaves out."""
    found = session.exec(select(SoaEntry.ref, SoaEntry.applicable))
    return frozenset(ref for ref, applicable in found if not applicable and ref.startswith("A."))


def _marks(session: Session) -> Iterator[Look]:
    """What the matrix says; a promise of a year that is over stays a promise."""
    for mark in programme.marks(session):
        state: State = "promised" if mark.promised else "part" if mark.part else "done"
        yield Look(mark.ref, mark.year, state, where=mark.source, part=mark.part)


def _audits(session: Session, every: list[Audit], today: str) -> Iterator[Look]:
    judged: dict[str, dict[str, tuple[str, str]]] = {}
    query = select(ChecklistItem.audit_id, ChecklistItem.ref, ChecklistItem.verdict, ChecklistItem.verdict_at)
    for audit_id, ref, verdict, at in session.exec(query):
        judged.setdefault(audit_id, {})[ref] = (verdict, at)
    for audit in every:
        mine = judged.get(audit.id, {})
        day = audit.starts if clock.parse_date(audit.starts) else ""
        for ref in dict.fromkeys((*audit.refs, *(ref for ref, one in mine.items() if one[0]))):
            verdict, at = mine.get(ref, ("", ""))
            when = day or at[:10]
            if clock.parse_date(when):
                yield Look(ref, int(when[:4]), _state(audit, verdict, today), when[:10], audit.number, verdict)


def _state(audit: Audit, verdict: str, today: str) -> State:
    """What was judged is tested, also where it turned out not to apply; what was not, is planned until its days end."""
    if verdicts.is_tested(verdict) or verdict == "not_applicable":
        return "done"
    over = (audit.ends or audit.starts)[:10] < today
    return "missed" if over or verdict == "not_tested" else "planned"

"""The impartiality note of the report: drafted from what was decided, and never over somebody's own words."""

from __future__ import annotations

from sqlmodel import Session, select

from data.models import Audit, Document, Responsibility
from data.rules import safeguards
from data.rules.independence import CONFLICT, Point, points
from data.work import independence, rows


def draft(session: Session, /, audit_id: str) -> str:
    """The impartiality note as what was decided has it."""
    seen = independence.view(session, audit_id)
    tests = [(member.name, seen.tests[member.name]) for member in seen.team]
    all_refs = {member.name: seen.refs for member in seen.team}
    every = points(all_refs, seen.standings, (), CONFLICT)
    avoided = []
    for point in every:
        refs = tuple(ref for ref in point.refs if ref not in seen.tests[point.auditor])
        if refs:
            avoided.append(Point(point.auditor, refs, point.standing))
    return safeguards.note(
        tests, [independence.chosen(row) for row in seen.safeguards], avoided, seen.conflicts, _compared(session, seen)
    )


def _compared(session: Session, seen: independence.View) -> str:
    """With what the team was compared, for the note; empty where there is no team."""
    if not seen.team:
        return ""
    there = []
    if session.exec(select(Responsibility.id).limit(1)).first():
        there.append("the list of responsibilities")
    if session.exec(select(Document.id).limit(1)).first():
        there.append("the document register")
    if not there:
        return "No list of responsibilities and no document register was available to compare the team with."
    compared = f"The team was compared with {', '.join(there)}, corrective actions and the audits of the last year."
    rest = "No other conflict" if not seen.conflicts else "No further conflict"
    return f"{compared} {rest} is known."


def redraft(session: Session, /, audit_id: str) -> str:
    """Bring the audit's note up to date, unless somebody edited it. Returns the draft."""
    audit = rows.fetch(session, Audit, audit_id)
    words = draft(session, audit_id)
    if audit.impartiality.strip() in ("", audit.impartiality_draft.strip()):
        rows.edit(session, Audit, audit_id, impartiality=words, impartiality_draft=words)
    return words


def take_draft(session: Session, /, audit_id: str) -> str:
    """Put the draft in the place of what stands in the note."""
    words = draft(session, audit_id)
    rows.edit(session, Audit, audit_id, impartiality=words, impartiality_draft=words)
    return words


def follow(session: Session, /, audit_id: str) -> None:
    """Bring a note up to date that was drafted before: scope or team have changed."""
    if rows.fetch(session, Audit, audit_id).impartiality_draft:
        redraft(session, audit_id)

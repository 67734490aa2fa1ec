"""Findings: raised from anything, edited, listed."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.models import ChecklistItem, Finding, FindingEvidence, Meeting
from data.rules import verdicts
from data.work import rows

ORDER = (*verdicts.GRADES, "")


def of_audit(session: Session, /, audit_id: str) -> list[Finding]:
    """The audit's findings, by label."""
    return list(session.exec(select(Finding).where(Finding.audit_id == audit_id).order_by(col(Finding.label))))


def raise_finding(
    session: Session, /, audit_id: str, title: str, evidence: tuple[str, ...] = (), **values: Any
) -> Finding:
    """A new finding with the next label; `evidence` are ids of what it rests on.

    What is known of where it comes from is filled in: with `meeting_id`, the role and place of that meeting.
    """
    meeting_id = values.get("meeting_id")
    if meeting_id:
        meeting = rows.fetch(session, Meeting, meeting_id)
        values = {"role": meeting.role, "place": meeting.place} | values
    finding = rows.add(
        session,
        Finding(
            audit_id=audit_id, label=rows.number(session, audit_id, "F"), title=title, raised_at=clock.now(), **values
        ),
    )
    for evidence_id in evidence:
        session.add(FindingEvidence(audit_id=audit_id, finding_id=finding.id, evidence_id=evidence_id))
    session.flush()
    return finding


def from_item(session: Session, /, item_id: str, title: str, **values: Any) -> Finding:
    """A finding about a checklist item: its ref, and its verdict as the grade where it is one."""
    item = rows.fetch(session, ChecklistItem, item_id)
    grade = item.verdict if item.verdict in verdicts.GRADES else ""
    return raise_finding(session, item.audit_id, title, **({"ref": item.ref, "grade": grade} | values))

"""The closing meeting: findings shown one by one, their facts acknowledged, opinions that differ."""

from __future__ import annotations

from sqlmodel import Session, col, select

from data import clock
from data.errors import BadInput
from data.models import Disagreement, Finding
from data.work import findings, rows

ORDER = ("strength", "major", "minor", "", "observation", "ofi")


def in_order(session: Session, /, audit_id: str) -> list[Finding]:
    """The findings as they are shown: what works well first, then the gravest, improvements last."""
    found = findings.of_audit(session, audit_id)
    return sorted(found, key=lambda one: (ORDER.index(one.grade) if one.grade in ORDER else len(ORDER), one.label))


def acknowledge(session: Session, /, finding_id: str, role: str) -> Finding:
    """A role acknowledges the facts, now; the same role once more takes it back. Raises BadInput without a role."""
    if not role.strip():
        raise BadInput("Say by role who acknowledged the facts.")
    finding = rows.fetch(session, Finding, finding_id)
    taken_back = finding.acknowledged_by == role
    return rows.edit(
        session,
        Finding,
        finding_id,
        acknowledged_by="" if taken_back else role,
        acknowledged_at="" if taken_back else clock.now()[:16],
    )


def disagreements(session: Session, /, audit_id: str) -> list[Disagreement]:
    """The opinions that differ, in the order in which they were heard."""
    query = select(Disagreement).where(Disagreement.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Disagreement.noted_at), col(Disagreement.id))))


def disagree(
    session: Session,
    /,
    audit_id: str,
    text: str,
    role: str = "",
    finding_id: str | None = None,
    meeting_id: str | None = None,
) -> Disagreement:
    """Note an opinion that differs, as it was said."""
    return rows.add(
        session,
        Disagreement(
            audit_id=audit_id,
            meeting_id=meeting_id,
            finding_id=finding_id,
            role=role,
            text=text,
            noted_at=clock.now(),
        ),
    )

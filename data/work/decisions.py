"""What management decided, and what the auditee answers to what binds to nothing."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import Refused
from data.models import Circulation, Decision, Finding, Response
from data.rules import decisions, verdicts
from data.work import rows


def decide(session: Session, /, audit_id: str, text: str, **values: Any) -> Decision:
    """Management decided something. `kind` is one of `data.rules.decisions.KINDS`. Raises Refused."""
    if values.get("kind", "other") not in decisions.KINDS:
        raise Refused(f"«{values['kind']}» is no kind of decision; use one of: {', '.join(decisions.KINDS)}")
    label = rows.number(session, audit_id, "D")
    return rows.add(session, Decision(audit_id=audit_id, label=label, text=text, **values))


def of_audit(session: Session, /, audit_id: str) -> list[Decision]:
    """What management decided, by label."""
    return list(session.exec(select(Decision).where(Decision.audit_id == audit_id).order_by(col(Decision.label))))


def answer(session: Session, /, finding_id: str, answer: str, reason: str = "", by: str = "") -> Response:
    """The auditee accepts or declines an OFI or an observation; an earlier answer is replaced.

    Raises Refused for a nonconformity, which is not a matter of choice, and for a refusal without its reason.
    """
    finding = rows.fetch(session, Finding, finding_id)
    if finding.grade in verdicts.NONCONFORMITIES:
        raise Refused(f"{finding.label} is a nonconformity: it is corrected, not accepted or declined.")
    if answer == "declined" and not reason.strip():
        raise Refused(f"{finding.label}: say why it is declined.")
    values: dict[str, Any] = {"answer": answer, "reason": reason, "by": by, "day": clock.today()}
    known = session.exec(select(Response).where(Response.finding_id == finding_id)).first()
    if known:
        return rows.edit(session, Response, known.id, **values)
    return rows.add(session, Response(audit_id=finding.audit_id, finding_id=finding_id, **values))


def answers(session: Session, /, audit_id: str) -> dict[str, Response]:
    """The answers to OFIs and observations by the finding's id."""
    return {one.finding_id: one for one in session.exec(select(Response).where(Response.audit_id == audit_id))}


def circulate(session: Session, /, audit_id: str, recipient: str, sent: str = "", **values: Any) -> Circulation:
    """The report went to somebody, today unless said otherwise."""
    sent = sent or clock.today()
    return rows.add(session, Circulation(audit_id=audit_id, recipient=recipient, sent=sent, **values))


def circulated(session: Session, /, audit_id: str) -> list[Circulation]:
    """To whom the report went, the earliest first."""
    query = select(Circulation).where(Circulation.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Circulation.sent), col(Circulation.recipient))))

"""Corrective actions and decisions, until they are verified."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, or_, select

from data import clock
from data.errors import Refused
from data.models import Action, Decision, Finding
from data.work import rows

STATES = ("open", "in progress", "done", "verified", "closed")
FINISHED = ("verified", "closed")


def of_audit(session: Session, /, audit_id: str) -> list[Action]:
    """The audit's actions, by label."""
    return list(session.exec(select(Action).where(Action.audit_id == audit_id).order_by(col(Action.label))))


def every(session: Session) -> list[Action]:
    """The whole register: of audits and from elsewhere, by label."""
    return list(session.exec(select(Action).order_by(col(Action.label))))


def agree(session: Session, /, audit_id: str, finding_id: str | None, text: str, **values: Any) -> Action:
    """A new action for a finding (or for the audit as a whole). What the finding says is taken over."""
    given = {"origin": "audit", "raised": clock.today()} | values
    if finding_id:
        finding = rows.fetch(session, Finding, finding_id)
        given = {"statement": finding.title} | given
    label = rows.number(session, "", "A")
    return rows.add(session, Action(label=label, audit_id=audit_id, finding_id=finding_id, text=text, **given))


def move(session: Session, /, action_id: str, status: str) -> Action:
    """Bring an action to a state. Raises Refused where a state would be skipped.

    Nothing is closed without cause, evidence of what was done, and a verifier who is not the owner (ISO/IEC 27001
    clause 10.2;
    `domain.md` 6.6 and F20).
    """
    action = rows.fetch(session, Action, action_id)
    if status not in STATES:
        raise Refused(f"«{status}» is no state of an action; use one of: {', '.join(STATES)}")
    values: dict[str, Any] = {"status": status}
    if status in FINISHED:
        if not action.cause.strip():
            raise Refused(f"{action.label}: write down the cause first; without it the action cannot be judged.")
        if not action.done:
            raise Refused(f"{action.label}: it is not done yet; set it to done with its date first.")
        if not action.verifier.strip() or action.verifier.strip() == action.owner.strip():
            raise Refused(f"{action.label}: name a verifier other than the owner.")
        values["verified"] = action.verified or clock.today()
    if status == "done":
        values["done"] = action.done or clock.today()
    if status == "closed":
        values["closed"] = clock.today()
    return rows.edit(session, Action, action_id, **values)


def due(session: Session, /, by: str) -> list[Action]:
    """Unfinished actions due on or before a date, the earliest first."""
    query = select(Action).where(col(Action.status).not_in(FINISHED), Action.due != "", Action.due <= by)
    return list(session.exec(query.order_by(col(Action.due))))


def external(session: Session, /, number: str) -> Action | None:
    """The action that an imported register calls `number`, or our own of that label."""
    return session.exec(select(Action).where(or_(Action.external == number, Action.label == number))).first()


def decide(session: Session, /, audit_id: str, text: str, **values: Any) -> Decision:
    """Management decided something."""
    return rows.add(
        session, Decision(audit_id=audit_id, label=rows.number(session, audit_id, "D"), text=text, **values)
    )


def decisions(session: Session, /, audit_id: str) -> list[Decision]:
    """What management decided, by label."""
    return list(session.exec(select(Decision).where(Decision.audit_id == audit_id).order_by(col(Decision.label))))

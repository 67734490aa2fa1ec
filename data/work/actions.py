"""Corrective actions, until they are verified. The rules of their states are in `data.rules.corrective`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, or_, select

from data import clock
from data.errors import BadInput, Refused
from data.models import Action, ActionEvidence, Evidence, Finding, Step, Verification
from data.rules import corrective, due_dates
from data.rules.corrective import FINISHED, STATES, Case
from data.work import rows

Terms = Mapping[str, Mapping[str, int]]

__all__ = ["FINISHED", "STATES"]


def of_audit(session: Session, /, audit_id: str) -> list[Action]:
    """The audit's actions, by label."""
    return list(session.exec(select(Action).where(Action.audit_id == audit_id).order_by(col(Action.label))))


def every(session: Session) -> list[Action]:
    """The whole register: of audits and from elsewhere, by label."""
    return list(session.exec(select(Action).order_by(col(Action.label))))


def agree(
    session: Session, /, audit_id: str, finding_id: str | None, text: str, terms: Terms | None = None, **values: Any
) -> Action:
    """A new action for a finding (or for the audit as a whole). Its headline, owner and due date are taken over.

    Due date and day of the check follow from the finding's grade (`data.rules.due_dates`) where nothing is given.
    """
    given = {"origin": "audit", "raised": clock.today()} | values
    if finding_id:
        finding = rows.fetch(session, Finding, finding_id)
        start = clock.parse_date(given["raised"])
        usual = due_dates.dates(finding.grade, start, terms) if start else due_dates.Dates()
        taken = {"statement": finding.title, "owner": finding.owner}
        taken |= {"due": finding.due or usual.implement, "check_on": usual.check}
        given = taken | given
    label = rows.number(session, "", "A")
    return rows.add(session, Action(label=label, audit_id=audit_id, finding_id=finding_id, text=text, **given))


def case(session: Session, /, action_id: str) -> Case:
    """An action as the rules see it."""
    action = rows.fetch(session, Action, action_id)
    finding = rows.fetch(session, Finding, action.finding_id) if action.finding_id else None
    todo = steps(session, action_id)
    return Case(
        status=action.status,
        grade=finding.grade if finding else "",
        text=action.text,
        cause=action.cause,
        correction=action.correction,
        extent=action.extent,
        owner=action.owner,
        due=action.due,
        done=action.done,
        effectiveness=action.effectiveness,
        check_on=action.check_on,
        verifier=action.verifier,
        verified=action.verified,
        doers=tuple(step.owner for step in todo if step.owner),
        steps_open=sum(not step.done for step in todo),
        evidence=len(evidence(session, action_id)),
    )


def move(session: Session, /, action_id: str, status: str) -> Action:
    """Bring an action to a state. Raises Refused, naming what is lacking, where that is not in order."""
    action = rows.fetch(session, Action, action_id)
    if status not in STATES:
        raise BadInput(f"«{status}» is no state of an action; use one of: {', '.join(STATES)}")
    if missing := corrective.lacking(case(session, action_id), status):
        raise Refused(f"{action.label} cannot be {status}: {'; '.join(missing)}.")
    values: dict[str, Any] = {"status": status}
    if STATES.index(status) < STATES.index("done"):
        values |= {"done": "", "verified": "", "closed": ""}
    if status == "done":
        values["done"] = action.done or clock.today()
    if status == "closed":
        values["closed"] = action.closed or clock.today()
    return rows.edit(session, Action, action_id, **values)


def verify(session: Session, /, action_id: str, result: str, **values: Any) -> Verification:
    """Record a look at whether the action worked: `verifier`, `day`, `remark`, `sample_id` beside the result.

    What is effective is verified; anything else takes the action up again and asks for a new day of the check.
    Raises Refused where the deed is not done, or its doer would verify it.
    """
    action, now = rows.fetch(session, Action, action_id), case(session, action_id)
    if result not in corrective.RESULTS:
        raise BadInput(f"«{result}» is no result; use one of: {', '.join(corrective.RESULTS)}")
    who = values.get("verifier") or action.verifier
    if action.status != "done":
        raise Refused(f"{action.label} is {action.status}: it is verified when it is done.")
    if not who.strip() or corrective.is_doer(now, who):
        raise Refused(f"{action.label}: it is verified by somebody who did not do it, not by {who or 'nobody'}.")
    if not action.effectiveness.strip():
        raise Refused(f"{action.label}: say first when it counts as effective; then it can be checked.")
    day = values.get("day") or clock.today()
    known = {"criterion": action.effectiveness, "planned": action.check_on, "verifier": who, "day": day}
    made = rows.add(session, Verification(action_id=action_id, result=result, **(values | known)))
    changed: dict[str, Any] = {"status": corrective.after_check(result), "result": result, "verifier": who}
    changed |= {"verified": day} if result == "effective" else {"done": "", "check_on": ""}
    rows.edit(session, Action, action_id, **changed)
    return made


def verifications(session: Session, /, action_id: str) -> list[Verification]:
    """Every look at whether an action worked, in the order in which they were made."""
    found = session.exec(select(Verification).where(Verification.action_id == action_id))
    return sorted(found, key=lambda one: one.day)


def due(session: Session, /, by: str) -> list[Action]:
    """Unfinished actions due on or before a date, the earliest first."""
    query = select(Action).where(col(Action.status).not_in(FINISHED), Action.due != "", Action.due <= by)
    return list(session.exec(query.order_by(col(Action.due))))


def external(session: Session, /, number: str) -> Action | None:
    """The action that an imported register calls `number`, or our own of that label."""
    return session.exec(select(Action).where(or_(Action.external == number, Action.label == number))).first()


# -- what is done, and what shows it ----------------------------------------------------------------------------


def steps(session: Session, /, action_id: str) -> list[Step]:
    """What is to be done for an action, in order."""
    return list(session.exec(select(Step).where(Step.action_id == action_id).order_by(col(Step.position))))


def set_steps(session: Session, /, action_id: str, lines: Sequence[tuple[str, ...]]) -> list[Step]:
    """Set the steps from lines of what, owner, due, done; those that are there already are kept.

    Raises BadInput for a date that is none.
    """
    known = {(one.text, one.owner): one for one in steps(session, action_id)}
    made = []
    for place, line in enumerate(lines):
        text, owner, due_, done = (*line, "", "", "", "")[:4]
        for day in (due_, done):
            if day and clock.parse_date(day) is None:
                raise BadInput(f"line {place + 1}: «{day}» is no date; write it as 2026-11-30")
        step = known.pop((text, owner), None) or Step(action_id=action_id, text=text, owner=owner)
        step.position, step.due, step.done = place, due_, done
        made.append(rows.add(session, step))
    for step in known.values():
        session.delete(step)
    session.flush()
    return made


def evidence(session: Session, /, action_id: str) -> list[Evidence]:
    """What shows that an action was carried out, by label."""
    query = select(Evidence).join(ActionEvidence).where(ActionEvidence.action_id == action_id)
    return list(session.exec(query.order_by(col(Evidence.label))))


def link(session: Session, /, action_id: str, evidence_id: str) -> None:
    """Let a piece of evidence show that an action was carried out, or no longer."""
    query = select(ActionEvidence).where(
        ActionEvidence.action_id == action_id, ActionEvidence.evidence_id == evidence_id
    )
    known = session.exec(query).first()
    if known:
        session.delete(known)
    else:
        rows.add(session, ActionEvidence(action_id=action_id, evidence_id=evidence_id))
    session.flush()

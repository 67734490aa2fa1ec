"""What becomes of the findings: actions, decisions, the report."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Case
from data.demo.dates import moment
from data.models import Action, Audit, ReportIssue, ReviewComment
from data.work import actions, decisions, evidence, issues, review, rows


def follow_up(case: Case) -> None:
    """The actions agreed, each brought to its state, answers, management's decisions, and the issue of the report."""
    told = case.table("actions")
    for values in told["action"]:
        case.store.write(_agree, case.audit_id, case.of(values, "finding"), values)
    for values in told.get("answer", []):
        case.store.write(decisions.answer, case.ids[values.pop("finding")], **values)
    for values in told["decision"]:
        finding_id = case.of(values, "finding")
        case.store.write(decisions.decide, case.audit_id, finding_id=finding_id, **values)
    for values in told.get("comment", []):
        case.store.write(_review, case.audit_id, values)
    for values in told.get("issue", []):
        case.store.write(_issue, case.audit_id, values)


def report(case: Case) -> None:
    """The words of the report that the lead auditor types: summary, strengths, conclusion."""
    words = case.table("audit").get("report", {})
    if words:
        case.store.keep(Audit, case.audit_id, **words)


def _agree(session: Session, audit_id: str, finding_id: str | None, values: dict[str, Any]) -> None:
    """One action, brought to its state by the way that the rules lay down: planned, done with its proof, checked."""
    status, done = values.pop("status"), values.pop("done", "")
    proofs, checks, steps = values.pop("proof", []), values.pop("check", []), values.pop("step", [])
    action = actions.agree(session, audit_id, finding_id, **values)
    actions.set_steps(
        session, action.id, [(one["text"], one["owner"], one["due"], one.get("done", "")) for one in steps]
    )
    for proof in proofs:
        captured = proof.pop("captured").replace(" ", "T")
        item = evidence.record(session, audit_id, captured=captured, **proof)
        actions.link(session, action.id, item.id)
    if status != "open":
        actions.move(session, action.id, "in progress")
    if done:
        rows.edit(session, Action, action.id, done=done)
        actions.move(session, action.id, "done")
    for check in checks:
        again = check.pop("again", None)
        actions.verify(session, action.id, **check)
        if again:
            rows.edit(session, Action, action.id, done=again["done"], check_on=again["check_on"])
            actions.move(session, action.id, "done")
    if status == "closed":
        rows.edit(session, Action, action.id, closed=checks[-1]["day"])
        actions.move(session, action.id, "closed")


def _review(session: Session, audit_id: str, values: dict[str, Any]) -> None:
    """A comment of the review, answered and accepted."""
    reviewer, answered = values["by"], values["answered_by"]
    one = review.comment(session, audit_id, values["about"], values["text"], reviewer)
    review.answer(session, one.id, values["answer"], answered)
    review.accept(session, one.id, reviewer)
    times = {name: moment(values[name]) for name in ("at", "answered_at", "accepted_at")}
    rows.edit(session, ReviewComment, one.id, None, **times)


def _issue(session: Session, audit_id: str, values: dict[str, Any]) -> None:
    issue = issues.issue(session, audit_id, values["recipients"], [])
    rows.edit(session, ReportIssue, issue.id, issued_at=moment(values["at"]), note=values["note"])

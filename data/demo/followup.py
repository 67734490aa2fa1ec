"""What becomes of the findings: actions, decisions, the report."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Case
from data.demo.dates import moment
from data.models import Action, Audit, ReportIssue
from data.work import actions, issues, rows


def follow_up(case: Case) -> None:
    """The actions agreed, each brought to its state, management's decisions, and the issue of the report."""
    told = case.table("actions")
    for values in told["action"]:
        case.store.write(_agree, case.audit_id, case.of(values, "finding"), values)
    for values in told["decision"]:
        finding_id = case.of(values, "finding")
        case.store.write(actions.decide, case.audit_id, finding_id=finding_id, **values)
    for values in told.get("issue", []):
        case.store.write(_issue, case.audit_id, values)


def report(case: Case) -> None:
    """The words of the report that the lead auditor types: summary, strengths, conclusion."""
    words = case.table("audit").get("report", {})
    if words:
        case.store.keep(Audit, case.audit_id, **words)


def _agree(session: Session, audit_id: str, finding_id: str | None, values: dict[str, Any]) -> None:
    status = values.pop("status")
    action = actions.agree(session, audit_id, finding_id, **values)
    if status != action.status:
        actions.move(session, action.id, status)
    if status == "closed":
        rows.edit(session, Action, action.id, closed=values["verified"])


def _issue(session: Session, audit_id: str, values: dict[str, Any]) -> None:
    issue = issues.issue(session, audit_id, values["recipients"], [])
    rows.edit(session, ReportIssue, issue.id, issued_at=moment(values["at"]), note=values["note"])

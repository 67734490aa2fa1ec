"""What becomes of the findings: actions, decisions, the report."""

from __future__ import annotations

from typing import Any

from data.demo.content import Case
from data.demo.dates import moment
from data.models import Action, Audit, ReportIssue
from data.work import actions, issues, rows


def follow_up(case: Case) -> None:
    """The actions agreed, each brought to its state, management's decisions, and the issue of the report."""
    told = case.table("actions")
    for values in told["action"]:
        _agree(case, values)
    for values in told["decision"]:
        finding_id = case.of(values, "finding")
        case.store.write(actions.decide, case.audit_id, finding_id=finding_id, **values)
    for values in told.get("issue", []):
        issue = case.store.write(issues.issue, case.audit_id, values["recipients"], [])
        edits = {"issued_at": moment(values["at"]), "note": values["note"]}
        case.store.write(rows.edit, ReportIssue, issue.id, **edits)


def report(case: Case) -> None:
    """The words of the report that the lead auditor types: summary, strengths, conclusion."""
    words = case.table("audit").get("report", {})
    if words:
        case.store.keep(Audit, case.audit_id, **words)


def _agree(case: Case, values: dict[str, Any]) -> None:
    finding_id, status = case.of(values, "finding"), values.pop("status")
    action = case.store.write(actions.agree, case.audit_id, finding_id, **values)
    if status != action.status:
        case.store.write(actions.move, action.id, status)
    if status == "closed":
        case.store.write(rows.edit, Action, action.id, closed=values["verified"])

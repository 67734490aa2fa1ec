"""Reports that left the house."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.models import ReportIssue
from data.work import rows


def of_audit(session: Session, /, audit_id: str) -> list[ReportIssue]:
    """The issued versions of an audit's report, the oldest first."""
    return list(
        session.exec(select(ReportIssue).where(ReportIssue.audit_id == audit_id).order_by(col(ReportIssue.edition)))
    )


def issue(
    session: Session, /, audit_id: str, recipients: str, files: list[dict[str, Any]], **values: Any
) -> ReportIssue:
    """Note that the report was issued: the next version, now, to whom, with `files` as format, path and SHA-256."""
    edition = max((one.edition for one in of_audit(session, audit_id)), default=0) + 1
    told = {"edition": edition, "issued_at": clock.now(), **values}
    return rows.add(session, ReportIssue(audit_id=audit_id, recipients=recipients, files=files, **told))

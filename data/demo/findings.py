"""Evidence and the findings that rest on it."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Case, expanded
from data.demo.dates import moment
from data.models import Finding
from data.work import evidence, findings, rows


def collect(case: Case) -> None:
    """The evidence index, with files in the vault where there are any."""
    for told in case.table("evidence").values():
        values = expanded(told, "refs") | {"captured": told["captured"].replace(" ", "T")}
        values["meeting_id"] = case.of(values, "meeting")
        if "file" in values:
            path = case.content.copy(values.pop("file"))
            kept = case.store.vault.add(path)
            values |= {"file_name": path.name, "sha256": kept.sha256, "size": kept.size}
        item = case.store.write(evidence.record, case.audit_id, **values)
        case.ids[item.label] = item.id


def raise_all(case: Case) -> None:
    """The findings in full, with what they rest on."""
    for told in case.table("findings").values():
        values = expanded(told, "related")
        values |= {"meeting_id": case.of(values, "meeting"), "sample_id": case.of(values, "sample")}
        values["evidence"] = tuple(case.ids[label] for label in told["evidence"])
        finding = case.store.write(_raise, case.audit_id, values)
        case.ids[finding.label] = finding.id


def _raise(session: Session, audit_id: str, values: dict[str, Any]) -> Finding:
    raised = moment(values.pop("raised"))
    finding = findings.raise_finding(session, audit_id, **values)
    return rows.edit(session, Finding, finding.id, raised_at=raised)

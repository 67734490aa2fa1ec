"""Evidence and the findings that rest on it."""

from __future__ import annotations

from data.demo.content import Case, expanded
from data.demo.dates import moment
from data.models import Finding
from data.work import evidence, findings, rows


def collect(case: Case) -> None:
    """The evidence index, with files in the vault where there are any."""
    for values in case.table("evidence").values():
        meeting_id = case.of(values, "meeting")
        captured = values.pop("captured").replace(" ", "T")
        name = values.pop("file", "")
        if name:
            path = case.content.copy(name)
            kept = case.store.vault.add(path)
            values |= {"file_name": path.name, "sha256": kept.sha256, "size": kept.size}
        item = case.store.write(
            evidence.record,
            case.audit_id,
            meeting_id=meeting_id,
            captured=captured,
            **expanded(values, "refs"),
        )
        case.ids[item.label] = item.id


def raise_all(case: Case) -> None:
    """The findings in full, with what they rest on."""
    for values in case.table("findings").values():
        ties = {"meeting_id": case.of(values, "meeting"), "sample_id": case.of(values, "sample")}
        proof = tuple(case.ids[label] for label in values.pop("evidence"))
        raised = moment(values.pop("raised"))
        entry = expanded(values, "related")
        finding = case.store.write(findings.raise_finding, case.audit_id, evidence=proof, **entry, **ties)
        case.store.write(rows.edit, Finding, finding.id, raised_at=raised)
        case.ids[finding.label] = finding.id

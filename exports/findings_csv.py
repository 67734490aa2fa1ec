"""The findings as CSV, in the columns that our import reads again."""

from __future__ import annotations

from collections.abc import Iterable

from exports import spreadsheet
from exports.parts import Finding

COLUMNS = (
    "id", "title", "grade", "ref", "related", "criteria", "condition", "cause", "consequence", "action", "evidence",
)  # fmt: skip


def write(findings: Iterable[Finding]) -> bytes:
    """The findings in the order of the report. References and evidence are separated by spaces."""
    return spreadsheet.comma_separated(COLUMNS, (_row(finding) for finding in findings))


def _row(finding: Finding) -> tuple[str, ...]:
    return (
        finding.label, finding.title, finding.grade, finding.ref, " ".join(finding.related), finding.criteria,
        finding.condition, finding.cause, finding.consequence, finding.action, " ".join(finding.evidence),
    )  # fmt: skip

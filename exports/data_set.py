"""The report's data set as JSON. `templates/report.schema.json` is its published schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from exports import look
from exports.report import GRADED, Report

SCHEMA = "urn:auditbook:report:1"


def write(report: Report) -> bytes:
    """UTF-8, indented, the same bytes for the same report."""
    told = {"schema": SCHEMA, "figures": figures(report), "report": plain(report)}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def figures(report: Report) -> dict[str, Any]:
    """The numbers that every format prints, counted once: by grade and by verdict; "" is not given yet."""
    whole = report.whole
    return {
        "references": whole.total,
        "tested": whole.tested,
        "verdicts": {verdict: whole.count(verdict) for verdict in look.TONES},
        "findings": {grade: len(report.graded(grade)) for grade in GRADED},
        "evidence": len(report.evidence),
        "samples": len(report.samples),
        "actions": len(report.actions),
    }


def plain(value: Any) -> Any:
    """Frozen parts as what JSON knows: objects by field, lists, texts, numbers."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return value

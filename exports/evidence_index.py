"""The evidence index as a file of its own: CSV for any program, XLSX for people. No cell is ever a formula."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import BadInput
from data.store import Store
from data.work import audits, evidence
from exports import files, spreadsheet
from exports.spreadsheet import Sheet

if TYPE_CHECKING:
    from sqlmodel import Session

FORMATS = ("xlsx", "csv")
COLUMNS = (
    ("No.", 8), ("Kind", 12), ("Title", 48), ("Version", 12), ("Source", 28), ("How obtained", 28),
    ("Collected by", 18), ("Captured", 18), ("Period", 24), ("Place", 36), ("Refs", 18), ("Role", 20),
    ("Used in", 20), ("Weakness", 36), ("Personal data", 10), ("Consent", 20), ("Keep until", 12), ("File", 28),
    ("Size", 12), ("SHA-256", 66), ("Remark", 40),
)  # fmt: skip
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the same index gives the same bytes on any day


def rows(session: Session, audit_id: str) -> list[list[str | int]]:
    """The index line by line, in the order of `COLUMNS`."""
    used, weak = evidence.used(session, audit_id), evidence.weak(session, audit_id)
    return [
        [
            *(item.label, item.kind, item.title, item.edition, item.source, item.obtained, item.collector),
            *(item.captured, item.period, item.place, ", ".join(item.refs), item.role),
            ", ".join(used.get(item.id, ())),
            "; ".join(weak.get(item.id, ())),
            *("yes" if item.personal_data else "no", item.consent, item.keep_until, item.file_name),
            *(item.size if item.size is not None else "", item.sha256, item.remark),
        ]
        for item in evidence.of_audit(session, audit_id)
    ]


def write(store: Store, number: str, form: str, folder: Path) -> Path:
    """Write the index of the audit `number` as `form` into `folder`, for the owner only. Returns the file's path.

    Raises NotFound, BadInput (a format, a folder), AuditbookError.
    """
    if form not in FORMATS:
        raise BadInput(f"«{form}» is no format of the evidence index; use one of: {', '.join(FORMATS)}")
    audit = store.read(audits.by_number, number)
    lines = store.read(rows, audit.id)
    files.prepare(folder)
    path = folder / files.file_name(audit.number, f"evidence.{form}")
    if form == "csv":
        content = codecs.BOM_UTF8 + spreadsheet.comma_separated([title for title, _ in COLUMNS], lines)
    else:
        words = f"{audit.number} · {audit.classification}"
        content = spreadsheet.workbook([Sheet("Evidence", COLUMNS, lines)], f"{audit.number} evidence", words, NEVER)
    files.keep(path, content)
    return path

"""The evidence index as a file of its own: CSV for any program, XLSX for people. No cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import BadInput
from data.store import Store
from data.work import audits, evidence
from exports import run

if TYPE_CHECKING:
    from sqlmodel import Session

FORMATS = ("xlsx", "csv")
COLUMNS = (
    ("No.", 8), ("Kind", 12), ("Title", 48), ("Version", 12), ("Source", 28), ("How obtained", 28),
    ("Collected by", 18), ("Captured", 18), ("Period", 24), ("Place", 36), ("Refs", 18), ("Role", 20),
    ("Used in", 20), ("Weakness", 36), ("Personal data", 10), ("Consent", 20), ("Keep until", 12), ("File", 28),
    ("Size", 12), ("SHA-256", 66), ("Remark", 40),
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


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


def safe(value: str | int) -> str | int:
    """A cell that no spreadsheet program takes for a formula: an apostrophe before what looks like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def write(store: Store, number: str, form: str, folder: Path) -> Path:
    """Write the index of the audit `number` as `form` into `folder`, for the owner only. Returns the file's path.

    Raises NotFound, BadInput (a format, a folder), AuditbookError.
    """
    if form not in FORMATS:
        raise BadInput(f"«{form}» is no format of the evidence index; use one of: {', '.join(FORMATS)}")
    audit = store.read(audits.by_number, number)
    lines = store.read(rows, audit.id)
    run.prepare(folder)
    path = folder / run.file_name(audit.number, form, "evidence")
    run.keep(path, _csv(lines) if form == "csv" else _xlsx(lines))
    return path


def _csv(lines: Sequence[Sequence[str | int]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([title for title, _ in COLUMNS])
    writer.writerows([[safe(cell) for cell in line] for line in lines])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(lines: Sequence[Sequence[str | int]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has no sheet")
    sheet.title = "Evidence"
    sheet.append([title for title, _ in COLUMNS])
    for line in lines:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in line])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(cell.value, str):
                cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    for place, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()

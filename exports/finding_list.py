"""A list of findings as it is shown, of one audit or of all, as CSV, XLSX or JSON; our import reads each of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from data.errors import BadInput
from data.rules.register import Entry
from exports import files, findings_csv, spreadsheet
from exports.spreadsheet import Sheet

FORMATS = ("xlsx", "csv", "json")
WIDTHS = (10, 44, 13, 10, 16, 40, 60, 40, 40, 40, 18)
MORE = (("owner", 20), ("due", 12), ("sample", 9), ("actions", 14), ("repeat of", 18), ("audit", 14), ("became", 24))
COLUMNS = (*zip(findings_csv.COLUMNS, WIDTHS, strict=True), *MORE)
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the same list gives the same bytes on any day


def write(entries: Iterable[Entry], name: str, form: str, folder: Path) -> Path:
    """Write the list as `NAME-findings.csv` into `folder`, for the owner only. Returns the file's path.

    Raises BadInput (a format, a folder), AuditbookError.
    """
    if form not in FORMATS:
        raise BadInput(f"«{form}» is no format of a list of findings; use one of: {', '.join(FORMATS)}")
    titles, rows = [title for title, _ in COLUMNS], [_row(entry) for entry in entries]
    if form == "csv":
        content = spreadsheet.comma_separated(titles, rows)
    elif form == "xlsx":
        dated = (
            [spreadsheet.day(cell) if title == "due" else cell for title, cell in zip(titles, row, strict=True)]
            for row in rows
        )
        content = spreadsheet.workbook([Sheet("Findings", COLUMNS, dated)], name, name, NEVER)
    else:
        told = {"findings": [dict(zip(titles, row, strict=True)) for row in rows]}
        content = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    files.prepare(folder)
    path = folder / files.file_name(name, f"findings.{form}")
    files.keep(path, content)
    return path


def _row(entry: Entry) -> list[str]:
    return [
        entry.label, entry.title, entry.grade, entry.ref, " ".join(entry.related), entry.criteria, entry.condition,
        entry.cause, entry.consequence, entry.action, " ".join(entry.evidence), entry.owner, entry.due, entry.sample,
        " ".join(entry.actions), entry.repeat_of, entry.audit, entry.became,
    ]  # fmt: skip

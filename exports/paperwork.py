"""A paper of its own beside the report - minutes, what feeds the management review - as Word and PDF in its look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.errors import BadInput
from exports import docx, files, pdf
from exports.document import Document
from exports.formats import Job
from exports.paper import A4, HOUSE, House, Paper
from exports.report import Report

FORMATS = ("docx", "pdf")


@dataclass
class Paperwork:
    """What the writers of Word and PDF need (`formats.Printed`): a document without charts."""

    document: Document
    when: datetime
    paper: Paper = A4
    house: House = HOUSE

    @property
    def pictures(self) -> dict[str, bytes]:
        """There are none."""
        return {}


def write(
    report: Report, document: Document, name: str, folder: Path, formats: Iterable[str] = FORMATS, paper: Paper = A4
) -> list[Path]:
    """Write a paper into `folder` as `AUD-2026-02-NAME.docx` and the like, for the owner only. Returns the paths.

    Raises BadInput (a format, a folder), AuditbookError.
    """
    wanted = list(dict.fromkeys(formats))
    for form in wanted:
        if form not in FORMATS:
            raise BadInput(f"«{form}» is no format of this paper; use one of: {', '.join(FORMATS)}")
    job = Paperwork(document, Job(report).when, paper)
    files.prepare(folder)
    made = []
    for form in wanted:
        path = folder / files.file_name(report.audit.number, f"{name}.{form}")
        files.keep(path, docx.write(job) if form == "docx" else pdf.write(job).content)
        made.append(path)
    return made

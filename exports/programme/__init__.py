"""Writes the audit programme as files.

exported = export(store, ("docx", "ics"), Path("programme"), "2026-10-12")
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import AuditbookError, BadInput
from exports.files import keep, prepare
from exports.paper import A4, HOUSE, House, Paper
from exports.run import Exported

if TYPE_CHECKING:
    from data.store import Store
    from exports.document import Document
    from exports.programme.data import Data

FORMATS = {
    "docx": "Word, the documented programme, to be approved",
    "pdf": "PDF, the same, archival and accessible",
    "xlsx": "Excel, coverage by reference, plan, alarms",
    "ics": "calendar, the days of the audits",
}


@dataclass
class Job:
    """One programme, with what several formats need made once."""

    data: Data
    paper: Paper = A4
    house: House = HOUSE
    pictures: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def document(self) -> Document:
        """The programme as blocks."""
        from exports.programme import paper

        return paper.build(self.data)

    @property
    def when(self) -> datetime:
        """The time the files carry: that of the record's last change."""
        return datetime.fromisoformat(self.data.as_of) if self.data.as_of else datetime(2026, 1, 1, tzinfo=UTC)


def _docx(job: Job) -> tuple[bytes, str]:
    from exports import docx

    return docx.write(job), ""


def _pdf(job: Job) -> tuple[bytes, str]:
    from exports import pdf

    return pdf.write(job)


def _xlsx(job: Job) -> tuple[bytes, str]:
    from exports.programme import tables

    return tables.workbook(job.data, job.when), ""


def _ics(job: Job) -> tuple[bytes, str]:
    from exports.programme import tables

    return tables.calendar(job.data, job.when), ""


WRITERS: dict[str, Callable[[Job], tuple[bytes, str]]] = {"docx": _docx, "pdf": _pdf, "xlsx": _xlsx, "ics": _ics}


def export(store: Store, formats: Iterable[str], folder: Path, on: str) -> list[Exported]:
    """Write the programme as seen on a day (ISO) in each of `formats` into `folder`, made if missing.

    The record is read once, so all formats say the same. Raises NotFound, BadInput (format, folder), AuditbookError.
    """
    wanted = list(dict.fromkeys(formats))
    for name in wanted:
        if name not in WRITERS:
            raise BadInput(f"«{name}» is no format of a programme; use one of: {', '.join(FORMATS)}")
    from exports.programme.data import read

    job = Job(store.read(read, on))
    prepare(folder)
    done = []
    for name in wanted:
        path = folder / f"audit-programme-{job.data.span}.{name}"
        try:
            content, note = WRITERS[name](job)
        except OSError as error:  # of a temporary file, of a program that is started
            raise AuditbookError(f"{path} was not written: {error.strerror or error}.") from error
        notes = (note, keep(path, content))
        sha256 = hashlib.sha256(content).hexdigest()
        done.append(Exported(name, path, sha256, "; ".join(one for one in notes if one)))
    return done

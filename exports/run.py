"""Writes an audit's report as files.

exported = export(store, "AUD-2026-02", ("docx", "pdf"), Path("reports"))
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.errors import AuditbookError, BadInput

if TYPE_CHECKING:
    from data.store import Store
    from exports.report import Report


class Exported(NamedTuple):
    """A file that was written; `note` says what is worth knowing about it, mostly nothing."""

    format: str
    path: Path
    sha256: str
    note: str


class Made(NamedTuple):
    """The bytes of a format, and a note."""

    content: bytes
    note: str = ""


def _docx(report: Report) -> Made:
    from exports import document, docx

    return Made(docx.write(document.build(report), _moment(report)))


def _pdf(report: Report) -> Made:
    from exports import document, pdf

    return Made(*pdf.write(document.build(report), _moment(report)))


WRITERS: dict[str, Callable[[Report], Made]] = {"docx": _docx, "pdf": _pdf}
FORMATS = tuple(WRITERS)


def export(
    store: Store,
    number: str,
    formats: Iterable[str],
    folder: Path,
    progress: Callable[[str], None] = lambda _step: None,
    *,
    edition: int | None = None,
) -> list[Exported]:
    """Write the report of the audit `number` in each of `formats` into `folder`, made if missing.

    The record is read once, so all formats say the same. Each file is whole or not there, and its owner's only.
    `progress` is told each step in words. Raises NotFound, BadInput (a format, a folder), AuditbookError.
    """
    wanted = list(dict.fromkeys(formats))
    for name in wanted:
        if name not in WRITERS:
            raise BadInput(f"«{name}» is no format of a report; use one of: {', '.join(FORMATS)}")
    from exports.report import read_report

    progress("reading the record")
    report = read_report(store, number, edition=edition)
    prepare(folder)
    done = []
    for name in wanted:
        progress(f"writing {name}")
        made = WRITERS[name](report)
        path = folder / file_name(report.audit.number, name)
        keep(path, made.content)
        done.append(Exported(name, path, hashlib.sha256(made.content).hexdigest(), made.note))
    return done


def file_name(number: str, form: str, what: str = "report") -> str:
    """`AUD-2026-02-report.docx`: from the audit's number and what it is, of that only what every file system takes."""
    return f"{re.sub(r'[^A-Za-z0-9-]+', '-', number).strip('-') or 'audit'}-{what}.{form}"


def _moment(report: Report) -> datetime:
    """The time the files carry: that of the last change of the record, so that the same record gives the same bytes."""
    return datetime.fromisoformat(report.as_of) if report.as_of else datetime(2026, 1, 1, tzinfo=UTC)


def prepare(folder: Path) -> None:
    """Make the folder if it is not there. Raises BadInput."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"{folder} cannot be used as a folder ({error.strerror}); name another one with --out."
        ) from error


def keep(path: Path, content: bytes) -> None:
    """Write beside the place and move there, with rights for the owner only. Raises AuditbookError."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".auditbook-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise AuditbookError(f"{path} cannot be written ({error.strerror}); name another folder with --out.") from error

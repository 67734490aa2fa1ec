"""A paper of a page or two beside the report: its document, and the time it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from data.errors import BadInput
from data.models import Audit
from exports import files
from exports.blocks import Block
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.paper import A4, HOUSE, House, Paper
from exports.run import Exported


@dataclass
class Leaflet:
    """What Word and PDF are written from (`exports.formats.Printed`)."""

    document: Document
    when: datetime
    paper: Paper = A4
    house: House = HOUSE
    pictures: dict[str, bytes] = field(default_factory=dict)

    def docx(self) -> bytes:
        """The Word file. Raises AuditbookError."""
        from exports import docx

        return docx.write(self)

    def pdf(self) -> bytes:
        """The PDF. Raises AuditbookError."""
        from exports import pdf

        return pdf.write(self).content


def document(audit: Audit, organisation: str, title: str, kind: str, body: Iterable[Block]) -> Document:
    """A document without cover and contents."""
    return Document(
        number=audit.number,
        title=f"{title} {audit.number}",
        subtitle=one_line(audit.title),
        organisation=organisation,
        author="",
        mark=one_line(audit.classification),
        edition=kind,
        front=(),
        body=tuple(body),
        contents=False,
    )


def moment(audit: Audit) -> datetime:
    """The time that the files carry: the audit's first day, so that the same plan gives the same bytes."""
    from data import clock

    day = clock.parse_date(audit.starts)
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC) if day else datetime(2026, 1, 1, tzinfo=UTC)


def chosen(formats: Iterable[str], known: Iterable[str], what: str) -> list[str]:
    """The formats that are meant, each once. Raises BadInput."""
    names = list(dict.fromkeys(name.strip().lower() for name in formats if name.strip()))
    for name in names or [""]:
        if name not in known:
            raise BadInput(f"«{one_line(name)}» is no format of {what}; use one of: {', '.join(known)}")
    return names


def keep(contents: Mapping[str, bytes], number: str, ending: str, folder: Path) -> list[Exported]:
    """Write files by format into a folder, for the owner only. Raises BadInput, AuditbookError."""
    files.prepare(folder)
    made = []
    for name, content in contents.items():
        path = folder / files.file_name(number, f"{ending}.{name}")
        note = files.keep(path, content)
        made.append(Exported(name, path, hashlib.sha256(content).hexdigest(), note))
    return made

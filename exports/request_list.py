"""The request list to send out: an Excel sheet that comes back filled in, and a Word file to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from data.errors import BadInput
from data.models import Audit, Request
from data.store import Store
from data.work import audits, requests
from exports import docx, files, measure, spreadsheet, words
from exports.blocks import Block, Heading, Wide, cell, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.spreadsheet import Sheet, day

COLUMNS = (
    ("No.", 8), ("What", 44), ("Why", 34), ("References", 16), ("Period", 22), ("Form", 34), ("Source", 34),
    ("From", 20), ("Due", 12), ("Sensitivity", 14),
    ("Received", 12), ("Complete", 11), ("Where it is", 30), ("Remark", 34), ("Audit", 14),
)  # fmt: skip
FORMATS = ("xlsx", "docx")


def write(store: Store, number: str, formats: tuple[str, ...], folder: Path) -> list[Path]:
    """Write the list of the audit `number`; the sheet's last four white columns are the auditee's.

    Raises NotFound, BadInput (nothing asked for, a format, a folder), AuditbookError.
    """
    audit = store.read(audits.by_number, number)
    asked = store.read(requests.of_audit, audit.id)
    if not asked:
        raise BadInput(f"{audit.number} asks for nothing yet; propose requests in 2 Prepare first.")
    organisation = store.read(audits.organisation)
    moment = datetime.fromisoformat(
        f"{audit.starts[:10]}T08:00:00+00:00" if audit.starts else "2026-01-01T08:00:00+00:00"
    )
    files.prepare(folder)
    made = []
    for form in formats:
        if form not in FORMATS:
            raise BadInput(f"«{one_line(form)}» is no format of a request list; use one of: {', '.join(FORMATS)}")
        content = (
            _workbook(audit, asked, moment)
            if form == "xlsx"
            else docx.write(_document(audit, asked, organisation.name if organisation else ""), moment)
        )
        path = folder / files.file_name(audit.number, f"requests.{form}")
        files.keep(path, content)
        made.append(path)
    return made


def _workbook(audit: Audit, asked: list[Request], when: datetime) -> bytes:
    rows = (
        (
            one.label, one.what, one.why, ", ".join(one.refs), one.period, one.form, one.source, one.role, day(one.due),
            one.sensitivity, day(one.received), "yes" if one.complete else "", "", "", audit.number,
        )
        for one in asked
    )  # fmt: skip
    title = f"{audit.number} {one_line(audit.title)}: what we ask for"
    return spreadsheet.workbook([Sheet("Requests", COLUMNS, rows)], title, f"{title} · {audit.classification}", when)


def _document(audit: Audit, asked: list[Request], organisation: str) -> Document:
    return Document(
        number=audit.number,
        title=f"Request list {audit.number}",
        subtitle=one_line(audit.title),
        organisation=organisation,
        author="",
        mark=one_line(audit.classification),
        edition="Request list",
        front=(),
        body=(Wide(tuple(_blocks(audit, asked))),),
        contents=False,
    )


def _blocks(audit: Audit, asked: list[Request]) -> Iterator[Block]:
    yield Heading(1, f"What we ask for: {audit.number} {one_line(audit.title)}", "requests", numbered=False)
    yield say(
        f"For the audit of {words.span(audit.starts, audit.ends) or 'a day to be agreed'}. Please send each item in the "
        "form in which it is kept, with its date; for lists, name the system and the filter. Say so where something "
        "cannot be shown, or where there is no such thing."
    )
    for title, chosen in (("Documents and records", False), ("Lists to sample from", True)):
        rows = [one for one in asked if bool(one.source or one.period) is chosen]
        if rows:
            yield say(title, style="front")
            yield measure.listing(
                (0.06, 0.30, 0.30, 0.18, 0.16),
                tuple(
                    (
                        cell(one.label),
                        cell(one_line(one.what), say(one_line(one.why), style="label") if one.why else ""),
                        cell(
                            one_line(one.form),
                            say(f"from: {one_line(one.source)}", style="label") if one.source else "",
                        ),
                        cell(one_line(one.role), say(one_line(one.period), style="label") if one.period else ""),
                        cell(words.day(one.due), say(", ".join(one.refs), style="label")),
                    )
                    for one in rows
                ),
                head("No.", "What, and why", "Form", "From", "Due, references"),
            )

"""The request list to send out: an Excel sheet that comes back filled in, and a Word file to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from data.errors import BadInput
from data.models import Audit, Request
from data.store import Store
from data.work import audits, requests
from exports import leaflet, measure, spreadsheet, words
from exports.blocks import Block, Heading, cell, head, say
from exports.pandoc_ast import one_line
from exports.run import Exported
from exports.spreadsheet import Sheet, day

COLUMNS = (
    ("No.", 7), ("What", 40), ("Why", 28), ("Form", 40), ("From", 16), ("Due", 12), ("Sensitivity", 12),
    ("Received", 12), ("Complete", 10), ("Where it is", 24), ("Remark", 28), ("Audit", 14),
)  # fmt: skip
FORMATS = ("xlsx", "docx")


def write(store: Store, number: str, formats: Iterable[str], folder: Path) -> list[Exported]:
    """Write the list of the audit `number`; the last columns of the sheet are the auditee's.

    Raises NotFound, BadInput (nothing asked for, a format, a folder), AuditbookError.
    """
    wanted = leaflet.chosen(formats, FORMATS, "a request list")
    audit = store.read(audits.by_number, number)
    asked = store.read(requests.of_audit, audit.id)
    if not asked:
        raise BadInput(f"{audit.number} asks for nothing yet; propose requests in 2 Prepare first.")
    known = store.read(audits.organisation)
    when = leaflet.moment(audit)
    made = {}
    for name in wanted:
        if name == "xlsx":
            made[name] = _workbook(audit, asked, when)
        else:
            paper = leaflet.document(
                audit, known.name if known else "", "Request list", "Request list", _blocks(audit, asked)
            )
            made[name] = leaflet.Leaflet(paper, when).docx()
    return leaflet.keep(made, audit.number, "requests", folder)


def _workbook(audit: Audit, asked: list[Request], when: datetime) -> bytes:
    rows = (
        (
            one.label, one.what, words.joined(one.why, ", ".join(one.refs), by="\n"), _form(one), one.role,
            day(one.due), one.sensitivity, day(one.received), "yes" if one.complete else "", "", "", audit.number,
        )
        for one in asked
    )  # fmt: skip
    title = f"{audit.number} {one_line(audit.title)}: what we ask for"
    return spreadsheet.workbook([Sheet("Requests", COLUMNS, rows)], title, f"{title} · {audit.classification}", when)


def _form(one: Request) -> str:
    """In which form, for which time, and from which source."""
    period = f"Period: {one.period}" if one.period else ""
    return words.joined(one.form, period, f"Source: {one.source}" if one.source else "", by="\n")


def _blocks(audit: Audit, asked: list[Request]) -> Iterator[Block]:
    yield Heading(1, f"What we ask for: {audit.number} {one_line(audit.title)}", "requests", numbered=False)
    yield say(
        f"For the audit of {words.span(audit.starts, audit.ends) or 'a day to be agreed'}. Please send each item in "
        "the form in which it is kept, with its date; for lists, name the system and the filter. Say so where "
        "something cannot be shown, or where there is no such thing."
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

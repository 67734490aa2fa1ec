"""Every format that an audit leaves in: what it is called, how its file's name ends, and who writes it.

All are written from one `Job`, so from the same frozen report: no two of them can disagree. Writers are imported when
they are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exports.paper import A4, HOUSE, House, Paper

if TYPE_CHECKING:
    from exports.document import Document
    from exports.report import Report


class Printed(Protocol):
    """What a format that is read like a paper is written from."""

    paper: Paper
    house: House

    @property
    def document(self) -> Document: ...

    @property
    def pictures(self) -> dict[str, bytes]: ...

    @property
    def when(self) -> datetime: ...


@dataclass
class Job:
    """One report on one kind of paper, with what several formats need made once; of one finding, where it is named."""

    report: Report
    paper: Paper = A4
    finding: str = ""
    house: House = HOUSE

    @cached_property
    def document(self) -> Document:
        """The report as blocks, for every format that is read like a paper."""
        from exports import document, sheet

        if self.finding:
            return sheet.build(self.report, self.finding)
        return document.build(self.report, self.paper)

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """The charts as PNG, by name, for the formats that cannot show SVG."""
        from exports import charts

        return {chart.name: charts.png(chart.svg) for chart in self.document.charts}

    @property
    def when(self) -> datetime:
        """The time the files carry: that of the record's last change, so that the same record gives the same bytes."""
        return datetime.fromisoformat(self.report.as_of) if self.report.as_of else datetime(2026, 1, 1, tzinfo=UTC)


class Made(NamedTuple):
    """The bytes of a format, and what is worth knowing about them, mostly nothing."""

    content: bytes
    note: str = ""


class Format(NamedTuple):
    """A format: what people call it, what it is for, the end of its file's name, its writer."""

    title: str
    use: str
    ending: str
    write: Callable[[Job], Made]


def _docx(job: Job) -> Made:
    from exports import docx

    return Made(docx.write(job))


def _pdf(job: Job) -> Made:
    from exports import pdf

    return Made(*pdf.write(job))


def _pptx(job: Job) -> Made:
    from exports import pptx

    return Made(pptx.write(job))


def _html(job: Job) -> Made:
    from exports import html

    return Made(html.write(job))


def _odt(job: Job) -> Made:
    from exports import odt

    return Made(odt.write(job))


def _md(job: Job) -> Made:
    from exports import markdown

    return Made(markdown.write(job))


def _csv(job: Job) -> Made:
    from exports import findings_csv

    return Made(findings_csv.write(job.report.findings))


def _json(job: Job) -> Made:
    from exports import data_set

    return Made(data_set.write(job.report))


def _oscal(job: Job) -> Made:
    from exports import oscal

    return Made(oscal.write(job.report))


def _ics(job: Job) -> Made:
    from exports import due_dates

    return Made(due_dates.write(job.report, job.when))


def _xlsx(job: Job) -> Made:
    from exports import registers

    return Made(registers.write(job.report, job.when))


FORMATS: dict[str, Format] = {
    "docx": Format("Word", "the report, to be edited and signed", "report.docx", _docx),
    "pdf": Format("PDF", "the report, archival and accessible", "report.pdf", _pdf),
    "pptx": Format("PowerPoint", "at most twelve slides for management", "slides.pptx", _pptx),
    "html": Format("Web page", "the report in one file, for any screen", "report.html", _html),
    "odt": Format("OpenDocument", "the report for LibreOffice and others", "report.odt", _odt),
    "md": Format("Markdown", "the report as plain text, for wikis and tickets", "report.md", _md),
    "xlsx": Format("Excel", "findings, actions, evidence, coverage, samples", "registers.xlsx", _xlsx),
    "csv": Format("CSV", "the findings, one a row", "findings.csv", _csv),
    "json": Format("JSON", "all data of the report, with a schema", "report.json", _json),
    "oscal": Format("OSCAL", "assessment results for other tools", "oscal.json", _oscal),
    "ics": Format("Calendar", "when actions, decisions and requests are due", "due-dates.ics", _ics),
}
SHEETS = tuple(name for name in ("docx", "pdf", "html", "odt", "md") if name in FORMATS)
"""The formats in which one finding leaves alone: those that are read like a paper."""

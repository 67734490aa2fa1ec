"""One finding as a paper of its own: for the one who has to answer it, without the rest of the report."""

from __future__ import annotations

from collections.abc import Iterator

from data.errors import NotFound
from exports import conduct, measure, results, words
from exports.blocks import Block, Cell, Heading, Table, cell, facts, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.parts import Finding
from exports.report import Report


def build(report: Report, label: str) -> Document:
    """The sheet of the finding with that label, in any case of letters. Raises NotFound."""
    finding = next((one for one in report.findings if one.label.casefold() == label.strip().casefold()), None)
    if finding is None:
        known = ", ".join(one.label for one in report.findings) or "none yet"
        raise NotFound(f"There is no finding {one_line(label)} in {report.audit.number} (findings: {known}).")
    audit = report.audit
    return Document(
        number=f"{audit.number}/{finding.label}",
        title=f"{finding.label}  {one_line(finding.title)}",
        subtitle=f"Finding of the internal audit {audit.number}",
        organisation=report.organisation.name,
        author=words.listed(member.name for member in report.members("lead auditor")),
        mark=words.joined("DRAFT" if report.draft else "", audit.classification, by=" · "),
        edition=f"Edition {report.edition}",
        front=(),
        body=tuple(_body(report, finding)),
        contents=False,
    )


def _body(report: Report, finding: Finding) -> Iterator[Block]:
    audit = report.audit
    yield Heading(1, f"{finding.label}  {one_line(finding.title)}", results.finding_key(finding), numbered=False)
    yield results.card(report, finding)
    yield from _sample(report, finding)
    yield from _evidence(report, finding)
    yield from _actions(report, finding)
    if finding.grade != "strength":
        yield say("Answer", style="front")
        asked = ("Facts acknowledged", "Cause and extent", "Action, owner and date")
        yield Table("signing", (0.28, 0.72), tuple((cell(line), cell()) for line in asked), head("About", "Answer"))
    yield say("Where it comes from", style="front")
    yield facts(
        ("Audit", words.joined(audit.number, one_line(audit.title), by="  ")),
        ("Audited", words.span(audit.starts, audit.ends)),
        ("Period examined", words.span(audit.period_from, audit.period_to)),
        ("Raised", words.joined(words.moment(finding.raised_at), one_line(finding.place), one_line(finding.role))),
        ("Lead auditor", one_line(words.listed(member.name for member in report.members("lead auditor")))),
        share=0.24,
    )


def _sample(report: Report, finding: Finding) -> Iterator[Block]:
    """What was drawn, and what it allows to conclude."""
    found = [sample for sample in report.samples if sample.label == finding.sample]
    if found:
        yield say("Sample", style="front")
        yield conduct.samples(found)


def _evidence(report: Report, finding: Finding) -> Iterator[Block]:
    rows = [row for row in report.evidence if row.label in finding.evidence]
    if rows:
        yield say("Evidence", style="front")
        yield measure.listing(
            (0.10, 0.46, 0.28, 0.16),
            tuple(
                (
                    cell(row.label),
                    cell(one_line(words.joined(row.title, row.edition))),
                    cell(one_line(words.joined(row.source, row.place))),
                    cell(words.day(row.captured)),
                )
                for row in rows
            ),
            head("No.", "What", "From", "Captured"),
        )


def _actions(report: Report, finding: Finding) -> Iterator[Block]:
    rows = [row for row in report.actions if row.label in finding.actions]
    if rows:
        yield say("Actions agreed", style="front")
        yield measure.listing(
            (0.08, 0.42, 0.20, 0.18, 0.12),
            tuple(
                (
                    cell(row.label),
                    Cell((say(one_line(row.text)),)),
                    cell(one_line(row.owner)),
                    cell(words.day(row.due)),
                    cell(results.state(row)),
                )
                for row in rows
            ),
            head("No.", "Action", "Owner", "Due", "State"),
        )

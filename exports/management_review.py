"""What an audit gives to the management review (ISO/IEC 27001 clause 9.3.2), as a paper of its own.

Its heads are those inputs of clause 9.3.2 that an audit can speak of (`domain.md` 1.3); what it cannot is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.rules import corrective, verdicts
from data.rules.trends import Series
from data.store import Store
from data.work import trends
from exports import measure, paperwork, results, words
from exports.blocks import Block, Cell, Heading, Table, bullets, cell, facts, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.parts import Action
from exports.report import Report, read_report

ELSEWHERE = (
    "Changes in internal and external issues, needs of interested parties, their feedback, measurements against "
    "objectives, and the results of risk assessment come from elsewhere; this audit looked at them where its scope "
    "says so."
)


def export(store: Store, number: str, folder: Path) -> list[Path]:
    """Write the paper as Word and PDF into `folder`. Returns the paths. Raises NotFound, BadInput, AuditbookError."""
    report = read_report(store, number)
    return paperwork.write(report, build(report, store.read(trends.every)), "management-review", folder)


def build(report: Report, counted: Sequence[Series]) -> Document:
    """The paper as a document."""
    audit = report.audit
    return Document(
        number=audit.number,
        title="For the management review",
        subtitle=f"What the internal audit {audit.number} gives to the management review",
        organisation=report.organisation.name,
        author=words.listed(member.name for member in report.members("lead auditor")),
        mark=words.joined("DRAFT" if report.blocked else "", audit.classification, by=" · "),
        edition=f"Edition {report.edition}",
        front=tuple(_front(report)),
        body=(
            *_earlier(report),
            *_results(report),
            *_trends(counted),
            *_opportunities(report),
            *_risks(report),
            *_asked(report),
            Heading(1, "What this audit does not speak of", "elsewhere"),
            say(ELSEWHERE),
        ),
        contents=False,
    )


def _front(report: Report) -> Iterator[Block]:
    audit = report.audit
    lines = (
        say(audit.number, style="subtitle"),
        say("For the management review", style="title"),
        say(one_line(audit.title), style="subtitle"),
    )
    yield Table("cover", (1.0,), ((Cell(lines),),))
    yield facts(
        ("Organisation", one_line(report.organisation.name)),
        ("Audited", words.span(audit.starts, audit.ends)),
        ("Period examined", words.span(audit.period_from, audit.period_to)),
        ("Classification", one_line(audit.classification)),
        share=0.24,
    )


def _earlier(report: Report) -> Iterator[Block]:
    yield Heading(1, "Status of earlier actions", "earlier")
    if report.earlier:
        yield say(f"{words.count(len(report.earlier), 'action')} from before this audit are not verified yet.")
        yield _listed(report.earlier)
    else:
        yield say("Every action from before this audit is verified.")


def _results(report: Report) -> Iterator[Block]:
    yield Heading(1, "Results of the audit", "results")
    counts = ((name, len(report.graded(grade))) for grade, name in verdicts.GRADES.items())
    told = words.listed(f"{count} × {name.lower()}" for name, count in counts if count) or "no finding"
    yield say(f"{report.whole.tested} of {report.whole.total} references were tested: {told}.", style="lead")
    graded = [finding for finding in report.findings if finding.is_nonconformity]
    if graded:
        yield measure.listing(
            (0.09, 0.46, 0.12, 0.17, 0.16),
            tuple(
                (
                    cell(one.label),
                    cell(one_line(one.title)),
                    results.grade_cell(one, short=True),
                    cell(one_line(one.owner)),
                    cell(words.day(one.due)),
                )
                for one in graded
            ),
            head("No.", "Nonconformity", "Grade", "Owner", "Due"),
        )
    waiting = [row for row in report.actions if row.status not in corrective.FINISHED]
    if waiting:
        yield say(f"{words.count(len(waiting), 'corrective action')} not verified yet:", style="lead")
        yield _listed(waiting)


def _listed(rows: Sequence[Action]) -> Table:
    return measure.listing(
        (0.09, 0.42, 0.20, 0.16, 0.13),
        tuple(
            (
                cell(one_line(row.label)),
                cell(one_line(row.text or row.statement)),
                cell(one_line(row.owner)),
                cell(words.day(row.due)),
                cell(results.state(row)),
            )
            for row in rows
        ),
        head("No.", "Action", "Owner", "Due", "State"),
    )


def _trends(counted: Sequence[Series]) -> Iterator[Block]:
    """Counts over all audits that were kept."""
    shown = [series for series in counted if series.most]
    if not shown:
        return
    yield Heading(1, "Trends in nonconformities and corrective actions", "trends")
    graded = [series for series in shown if series.title in verdicts.GRADES.values()]
    if graded:
        yield _by_audit(graded)
    for series in shown:
        if series not in graded:
            yield measure.listing(
                (0.8, 0.2),
                tuple((cell(one_line(name)), cell(str(count))) for name, count in series.counts),
                head(series.title, "Count"),
            )


def _by_audit(graded: Sequence[Series]) -> Table:
    """Findings of each audit by grade, side by side."""
    share = 0.76 / len(graded)
    rows = zip(*(series.counts for series in graded), strict=True)
    return measure.listing(
        (0.24, *[share] * len(graded)),
        tuple((cell(row[0][0]), *(cell(str(count)) for _, count in row)) for row in rows),
        head("Audit", *(series.title for series in graded)),
    )


def _opportunities(report: Report) -> Iterator[Block]:
    found = report.graded("ofi", "observation")
    if found:
        yield Heading(1, "Opportunities for improvement", "opportunities")
        said = {one.finding: one for one in report.answers}
        answered = ((one, said.get(one.label)) for one in found)
        yield bullets(
            [
                say(f"{one.label}  {one_line(one.title)}{f' - {answer.answer}' if answer else ''}")
                for one, answer in answered
            ]
        )


def _risks(report: Report) -> Iterator[Block]:
    found = [one for one in report.decisions if one.kind in ("risk register", "accepted risk")]
    if found:
        yield Heading(1, "Risks to be changed or accepted", "risks")
        yield results.decided(found, caption="")


def _asked(report: Report) -> Iterator[Block]:
    found = [one for one in report.decisions if one.kind not in ("risk register", "accepted risk")]
    yield Heading(1, "Decided already", "decided")
    if found:
        yield results.decided(found, caption="")
    else:
        yield say("Nothing has been decided yet.")

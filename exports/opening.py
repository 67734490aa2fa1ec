"""What the reader meets first: cover, document control, executive summary."""

from __future__ import annotations

from collections.abc import Iterator

from data.rules import verdicts
from exports import charts, measure, notes, wording, words
from exports.blocks import (
    Block,
    Callout,
    Cell,
    Chart,
    Heading,
    NewPage,
    Paragraph,
    Run,
    Table,
    bold,
    bullets,
    cell,
    facts,
    head,
    jump,
    say,
)
from exports.pandoc_ast import one_line
from exports.report import Report
from exports.results import finding_key, grade_cell

MOST_MISSING = 12
MOST_CHANGES = 30


def title(report: Report) -> str:
    """The audit's title, or what every audit here is."""
    return one_line(report.audit.title) or "Internal audit of the information security management system"


def cover(report: Report) -> Iterator[Block]:
    """The first page."""
    audit = report.audit
    yield say(one_line(report.organisation.name) or "Internal audit", style="organisation")
    criteria = words.listed(one_line(words.joined(one.title, one.edition)) for one in report.criteria[:1])
    lines = [
        say("Internal audit report", style="subtitle"),
        say(title(report), style="title"),
        say(words.joined(criteria, audit.number, by=" · "), style="subtitle"),
    ]
    yield Table("cover", (1.0,), ((Cell(tuple(lines)),),))
    if report.draft:
        yield say("Draft, not for issue", style="draft")
    yield facts(
        ("Report", f"{audit.number}, edition {report.edition}"),
        ("Audit", words.span(audit.starts, audit.ends)),
        ("Period examined", words.span(audit.period_from, audit.period_to)),
        ("Audit client", one_line(audit.client)),
        ("Lead auditor", one_line(words.listed(member.name for member in report.members("lead auditor")))),
        ("Issued", words.day(report.issues[-1].issued_at) if report.issues and not report.draft else ""),
        ("State of the record", words.moment(report.as_of)),
        ("Classification", one_line(audit.classification)),
        share=0.24,
    )
    yield NewPage()


def control(report: Report) -> Iterator[Block]:
    """Which paper this is, who may have it, and what a draft still lacks."""
    audit = report.audit
    yield say("Document control", style="front")
    yield facts(
        ("Prepared by", one_line(words.listed(member.name for member in report.members("lead auditor", "auditor")))),
        ("Reviewed by", _reviewed(report)),
        ("Seal of the record", (say(Run(report.seal, code=True)),)),
        share=0.24,
    )
    yield say(
        "The seal is the hash at the end of the record's change log when this report was written; the record can be "
        "checked against it.",
        style="quiet",
    )
    yield from _editions(report)
    yield say("Distribution", style="front")
    if audit.distribution.strip():
        yield from notes.read(audit.distribution)
    else:
        yield say("No distribution list has been set.")
    if report.circulated:
        yield measure.listing(
            (0.44, 0.22, 0.34),
            tuple(
                (cell(one_line(sent.recipient)), cell(words.day(sent.sent)), cell(one_line(sent.purpose)))
                for sent in report.circulated
            ),
            head("Sent to", "On", "For"),
        )
    if audit.classification.strip():
        yield say(
            f"This report is classified “{one_line(audit.classification)}”. It goes to those on the distribution list; "
            "passing it on to anyone else needs the agreement of the audit client.",
            style="quiet",
        )
    if report.blocked:
        yield from _lacks(report)


def _editions(report: Report) -> Iterator[Block]:
    """The editions that left, and what this one says otherwise than the one before."""
    if report.issues:
        yield measure.listing(
            (0.12, 0.22, 0.36, 0.30),
            tuple(
                (
                    cell(str(issue.edition)),
                    cell(words.day(issue.issued_at)),
                    cell(one_line(issue.recipients)),
                    cell(one_line(issue.note)),
                )
                for issue in report.issues
            ),
            head("Edition", "Issued", "To", "Note"),
        )
    if report.changes:
        before = report.edition - 1
        yield say(f"Changed since edition {before}", style="front")
        yield measure.listing(
            (0.26, 0.74),
            tuple((cell(one_line(one.place)), cell(one_line(one.how))) for one in report.changes[:MOST_CHANGES]),
            head("Where", "What"),
        )
        if len(report.changes) > MOST_CHANGES:
            yield say(f"And {words.count(len(report.changes) - MOST_CHANGES, 'place')} more.")


def _reviewed(report: Report) -> str:
    """By whom the report was reviewed, and how the comments stand."""
    if not report.comments:
        return one_line(report.audit.reviewer)
    waiting = sum(one.state != "accepted" for one in report.comments)
    state = f"{words.number(waiting)} not settled yet" if waiting else "all answered and accepted"
    return words.joined(
        one_line(report.audit.reviewer), f"({words.count(len(report.comments), 'comment')}, {state})", by=" "
    )


def _lacks(report: Report) -> Iterator[Block]:
    points = [point.message for point in report.missing if point.blocks]
    yield Callout("minor", (say(bold("This is a draft."), " Before it can be issued, this must be mended:"),))
    yield bullets([words.sentence(point) for point in points[:MOST_MISSING]])
    if len(points) > MOST_MISSING:
        yield say(f"And {words.count(len(points) - MOST_MISSING, 'point')} more.")


def summary(report: Report) -> Iterator[Block]:
    """One page for those who decide: are we in order, what could hurt us, who does what by when."""
    yield NewPage()
    yield Heading(1, "Executive summary", "summary")
    yield Callout(worst(report), _opinion(report))
    yield _tiles(report)
    yield from wording.said(report, "numbers")
    yield from notes.read(report.audit.summary)
    if report.items:
        yield Chart(
            "verdicts",
            charts.verdict_bars(report.groups),
            "Verdicts by clause and theme; the number at the end of a bar is that of its references",
            charts.in_words(report.groups),
            170,
        )
    urgent = report.graded(*verdicts.NONCONFORMITIES)
    if urgent:
        yield say(bold("What needs attention"), style="lead")
        yield measure.listing(
            (0.08, 0.46, 0.12, 0.13, 0.21),
            tuple(
                (
                    cell(jump(finding.label, finding_key(finding))),
                    cell(one_line(finding.title)),
                    cell(finding.ref),
                    grade_cell(finding, short=True),
                    cell(words.day(finding.due) or "No date yet"),
                )
                for finding in urgent
            ),
            head("No.", "Nonconformity", "Reference", "Grade", "Due"),
        )


def worst(report: Report) -> str:
    """The tone of the whole: of the gravest finding; nothing is green as long as it is not known."""
    if report.blocked or not report.whole.tested:
        return "not_tested"
    return next((grade for grade in verdicts.NONCONFORMITIES if report.graded(grade)), "conforming")


def _opinion(report: Report) -> tuple[Paragraph, ...]:
    first = next(iter(notes.read(report.audit.conclusion)), None)
    if first is None:
        return (say(bold("Overall opinion. "), "No conclusion has been written yet."),)
    runs = first.runs if isinstance(first, Paragraph) else (Run(report.audit.conclusion.strip()),)
    return (say(bold("Overall opinion. "), *runs),)


def _tiles(report: Report) -> Table:
    whole = report.whole
    shown = (
        (words.number(len(report.graded("major"))), "Major nonconformities"),
        (words.number(len(report.graded("minor"))), "Minor nonconformities"),
        (words.number(len(report.graded("ofi"))), "Opportunities for improvement"),
        (words.number(len(report.graded("observation"))), "Observations"),
        (f"{words.number(whole.tested)} of {words.number(whole.total)}", "References tested"),
    )
    tiles = (cell(say(number, style="tile"), say(label, style="tile-label"), align="center") for number, label in shown)
    return Table("tiles", (0.2,) * 5, (tuple(tiles),))

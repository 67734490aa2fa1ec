"""How the audit was done: objectives and scope, team, method, limitations, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports import look, measure, notes, sentences, wording, words
from exports.blocks import Block, Callout, Cell, Heading, NewPage, Paragraph, Run, Table, bold, cell, facts, head, say
from exports.pandoc_ast import one_line
from exports.parts import Group, Item, Sample
from exports.report import Report

SHOWN = 16  # characters of a hash, where it only reminds
COLUMNS = {
    "conforming": "Conforming",
    "strength": "Good practice",
    "ofi": "OFI",
    "observation": "Observation",
    "minor": "Minor",
    "major": "Major",
    "not_tested": "Not tested",
    "not_applicable": "N/A",
    "": "No verdict",
}
TEXT, PAD, LETTER = 170, 2.8, 1.5  # millimetres: the text's width, the sides of a narrow column, a letter of its title
FEW = 4  # groups, up to which the executive summary does not fill its page


def scope(report: Report) -> Iterator[Block]:
    """What the audit was to find out, about what, against what."""
    audit, organisation = report.audit, report.organisation
    if len(report.groups) > FEW:
        yield NewPage()
    yield Heading(1, "Objectives, scope and criteria", "scope")
    version = f" (version {one_line(organisation.scope_version)})" if organisation.scope_version else ""
    known = facts(
        ("Objectives", notes.read(audit.objectives)),
        ("Audit client", one_line(audit.client)),
        ("Scope of the ISMS", organisation.isms_scope and say(organisation.isms_scope.strip() + version)),
        ("References", audit.refs),
        ("Areas and processes", notes.read(audit.areas)),
        ("Places", notes.read(audit.places)),
        ("Systems", notes.read(audit.systems)),
        ("From afar", notes.read(audit.remote)),
        ("Days of the audit", words.span(audit.starts, audit.ends)),
        ("Period examined", words.span(audit.period_from, audit.period_to)),
        share=0.24,
    )
    yield known if known.rows else say("Objectives and scope have not been written down yet.")
    if not report.criteria:
        yield say("No audit criteria have been set.")
        return
    yield say("What was seen was compared with these criteria:", style="lead")
    yield measure.listing(
        (0.44, 0.28, 0.28),
        tuple(
            (cell(one_line(one.title)), cell(one_line(one.edition)), cell(one_line(one.section)))
            for one in report.criteria
        ),
        head("Criterion", "Edition or version", "Parts"),
    )


def team(report: Report) -> Iterator[Block]:
    """Who audited, with which competence, and why that is impartial."""
    yield Heading(1, "Audit team and impartiality", "team")
    if report.team:
        yield measure.listing(
            (0.26, 0.18, 0.28, 0.28),
            tuple(
                (
                    cell(one_line(member.name), say(one_line(member.role), style="label") if member.role else ""),
                    cell(words.sentence(one_line(member.duty)).rstrip(".")),
                    Cell(notes.read(member.competence)),
                    Cell(notes.read(member.independence)),
                )
                for member in report.team
            ),
            head("Name", "Duty", "Competence", "Independence"),
        )
    else:
        yield say("No audit team has been named.")
    conflicts = [one.message for one in report.missing if one.rule == "independence" and one.blocks]
    if conflicts:
        lines = (say(words.sentence(one_line(message))) for message in conflicts)
        yield Callout("major", (say(bold("Not resolved: the team is not independent of all that it tests.")), *lines))
    yield from notes.read(report.audit.impartiality) or (say("No statement on impartiality has been written."),)


def method(report: Report) -> Iterator[Block]:
    """Talks, documents, samples."""
    yield Heading(1, "How the audit was done", "method")
    yield from notes.read(report.audit.methods)
    yield from wording.said(report, "talks")
    yield from wording.said(report, "samples", "lead" if report.samples else "body")
    if report.samples:
        yield samples(report.samples, caption="Samples")
        for sample in report.samples:
            if sample.conclusion.strip():  # what was only drafted, the table says
                yield say(bold(f"{sample.label}  "), sample.conclusion.strip())


def samples(found: Iterable[Sample], caption: str = "") -> Table:
    """What was drawn, what was tested, and what that supports."""
    return measure.listing(
        (0.38, 0.24, 0.12, 0.26),
        tuple(row for sample in found for row in _sample_rows(sample)),
        head("Sample", "What was tested", "Deviations", "What that supports"),
        caption=caption,
    )


def _sample_rows(sample: Sample) -> Iterator[tuple[Cell, ...]]:
    """The sample beside one row for each attribute."""
    leading = Cell(tuple(_described(sample)), down=max(len(sample.outcomes), 1))
    for place, outcome in enumerate(sample.outcomes):
        count = f"{outcome.deviations} of {outcome.judged}" if outcome.judged else "None judged"
        row = (
            cell(f"{outcome.letter}  {one_line(outcome.text)}"),
            cell(count),
            cell(outcome.supports.replace(" %", "\u00a0%")),
        )
        yield row if place else (leading, *row)
    if not sample.outcomes:
        yield (leading, cell("Nothing was to be tested."), cell(), cell())


def _described(sample: Sample) -> Iterator[Paragraph]:
    """What was drawn from what, how, and what is needed to draw it again."""
    yield say(bold(sample.label), f" {one_line(words.joined(sample.title, sample.ref and f'({sample.ref})', by=' '))}")
    amount = f"{words.number(sample.size)} of {words.count(sample.population_count, 'item')}"
    stages = ", in two planned stages" if sample.second_at else ""
    yield say(f"{amount}, {sentences.way(sample.method)}{stages}")
    reason = one_line(sample.reason or sample.size_says)
    if reason:
        yield say(f"Size: {reason}", style="label")
    source = words.joined(
        one_line(sample.population_period), sample.supplied_by and f"from {one_line(sample.supplied_by)}"
    )
    if source:
        yield say(source, style="label")
    if sample.completeness.strip():
        yield say(f"Completeness: {one_line(sample.completeness)}", style="label")
    for words_of in (sample.left_open, sample.enlarged and f"Enlarged {sample.enlarged}"):
        if words_of.strip():
            yield say(one_line(words_of), style="label")
    for replaced in sample.replaced:
        yield say(f"Replaced: {one_line(replaced)}", style="label")
    if sample.method in ("systematic", "stratified", "judgemental", "haphazard", "block") and sample.how:
        yield say(one_line(sample.how), style="label")
    if sample.seed and sample.method in sentences.BY_CHANCE:
        yield say("Seed: ", Run(one_line(sample.seed), code=True), style="label")
    if sample.population_sha256:
        reminder = Run(f"{sample.population_sha256[:SHOWN]}…", code=True)
        yield say(f"{one_line(sample.population_file)}, SHA-256 ", reminder, style="label")


def limitations(report: Report) -> Iterator[Block]:
    """What could not be looked at, and why."""
    yield Heading(1, "Limitations", "limitations")
    yield from notes.read(report.audit.limitations) or (say("No limitation has been recorded."),)
    yield from wording.said(report, "sampling")
    pending = sentences.without_verdict(report)
    if pending:
        yield say(pending)
    for title, verdict in (("Not tested", "not_tested"), ("Declared not applicable", "not_applicable")):
        items = report.judged(verdict)
        if items:
            yield _reasons(title, items)


def _reasons(title: str, items: tuple[Item, ...]) -> Table:
    return measure.listing(
        (0.13, 0.37, 0.50),
        tuple(
            (cell(item.ref), cell(one_line(item.title)), cell(item.reason.strip() or "No reason has been given."))
            for item in items
        ),
        head("Reference", "Requirement or control", "Reason"),
        caption=title,
    )


def coverage(report: Report) -> Iterator[Block]:
    """How much of each clause and theme was tested, and how it came out."""
    yield Heading(1, "Coverage and conformity", "coverage")
    if not report.items:
        yield say("There is no checklist yet, so there is nothing to count.")
        return
    yield from wording.said(report, "tested", "lead")
    columns = tuple(verdict for verdict in look.TONES if report.whole.count(verdict))
    titles = ("In scope", "Tested", *(COLUMNS[verdict] for verdict in columns))
    widths = [(PAD + LETTER * max(len(word) for word in title.split())) / TEXT for title in titles]
    yield Table(
        "counts",
        (1 - sum(widths), *widths),
        tuple(_counts(group, columns) for group in (*report.groups, report.whole)),
        head("Clause or theme", *titles, right=tuple(range(1, len(titles) + 1))),
        caption="References by verdict",
    )


def _counts(group: Group, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    numbers = (group.total, group.tested, *(group.count(verdict) for verdict in columns))
    shown = [words.number(amount) if amount else "–" for amount in numbers]
    if not group.name:
        return (cell(bold(group.title)), *(cell(bold(text), align="right") for text in shown))
    return (cell(words.joined(group.name, group.title, by="  ")), *(cell(text, align="right") for text in shown))

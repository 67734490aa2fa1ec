"""The programme as one document: the evidence of its implementation that ISO/IEC 27001 clause 9.2.2 asks for."""

from __future__ import annotations

from collections.abc import Iterator

from checklists import refs
from data.work.programme import importance
from exports import coverage, measure, notes, words
from exports.blocks import Block, Cell, Heading, NewPage, Run, Table, Wide, bold, bullets, cell, facts, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.programme.data import Data, Planned


def build(data: Data) -> Document:
    """The whole paper."""
    body = (
        *_terms(data),
        *_how(data),
        *_audits(data),
        *_rests_on(data),
        *_coverage(data),
        Wide((*coverage.by_ref(data.cycle), *_reasons(data))),
    )
    return Document(
        number=f"Audit programme {data.span}",
        title=one_line(data.title) or "Audit programme",
        subtitle="Internal audit programme",
        organisation=data.organisation,
        author="",
        mark="Internal",
        edition=f"As of {words.day(data.on)}",
        front=tuple(_front(data)),
        body=body,
    )


def _front(data: Data) -> Iterator[Block]:
    yield say(one_line(data.organisation) or "Internal audit", style="organisation")
    lines = (
        say("Internal audit programme", style="subtitle"),
        say(one_line(data.title) or "Audit programme", style="title"),
        say("ISO/IEC 27001:2022, clause 9.2.2", style="subtitle"),
    )
    yield Table("cover", (1.0,), ((Cell(lines),),))
    yield facts(
        ("Period", words.span(data.period_from, data.period_to)),
        ("Certification cycle", f"{data.cycle.years[0]} to {data.cycle.years[-1]}"),
        ("Days of auditing a year", str(data.days) if data.days else ""),
        ("Seen on", words.day(data.on)),
        ("State of the record", words.moment(data.as_of)),
        ("Seal of the record", (say(Run(data.seal, code=True)),)),
        ("Approved", "Name, date, signature"),
        share=0.24,
    )
    yield NewPage()


def _terms(data: Data) -> Iterator[Block]:
    yield NewPage()
    yield Heading(1, "Objectives, risks and opportunities", "objectives")
    for name, title, without in (
        ("objectives", "Objectives", "No objectives of the programme have been written down yet."),
        ("risks", "Risks of the programme", "No risks of the programme have been written down yet."),
        ("opportunities", "Opportunities", "No opportunities have been written down yet."),
    ):
        yield Heading(2, title, name if name != "objectives" else "aims", numbered=False)
        yield from _text(data.texts[name], without)


def _text(text: str, without: str) -> Iterator[Block]:
    """Several lines are a list, one is a paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not any(line.startswith(("-", "*", "#", "1.")) for line in lines):
        yield bullets([words.sentence(line) for line in lines])
    else:
        yield from notes.read(text) or (say(without),)


def _how(data: Data) -> Iterator[Block]:
    yield Heading(1, "How audits are planned, done and reported", "how")
    yield facts(
        ("Frequency", notes.read(data.texts["frequency"]) or "Not written down yet"),
        ("Rule of coverage", _rule(data)),
        ("Methods", notes.read(data.texts["methods"]) or "Not written down yet"),
        ("Responsibilities", notes.read(data.texts["responsibilities"]) or "Not written down yet"),
        ("Reporting", notes.read(data.texts["reporting"]) or "Not written down yet"),
        share=0.24,
    )


def _rule(data: Data) -> str:
    def every(years: int) -> str:
        return "every year" if years == 1 else f"at least every {years} years"

    return (
        f"Clauses 4 to 10 {every(data.clause_years)}, each applicable control {every(data.control_years)}; sooner "
        "after a nonconformity, an incident or a change that concerns it."
    )


def _audits(data: Data) -> Iterator[Block]:
    yield Heading(1, "Audits of the programme", "audits")
    if data.audits:
        yield measure.listing(
            (0.13, 0.31, 0.18, 0.07, 0.20, 0.11),
            tuple(_audit_row(audit) for audit in data.audits),
            head("Number", "Audit and lead auditor", "When", "Days", "References", "State"),
            caption="Audits",
        )
    else:
        yield say("No audit is planned yet.")
    if data.visits:
        yield say("Audits by others:", style="lead")
        yield bullets([words.joined(words.day(visit.day), one_line(visit.what), by=": ") for visit in data.visits])


def _audit_row(audit: Planned) -> tuple[Cell, ...]:
    state = "planned"
    if audit.tested:
        state = "all tested" if audit.tested >= len(audit.refs) else f"{audit.tested} of {len(audit.refs)} tested"
    lead = say(one_line(audit.lead), style="label") if audit.lead else say("Lead auditor not named yet", style="label")
    return (
        cell(audit.number),
        cell(one_line(audit.title), lead),
        cell(words.span(audit.starts, audit.ends) or "No date yet"),
        cell(f"{audit.days:g}" if audit.days else "–", align="right"),
        cell(audit.scope or "None yet"),
        cell(state),
    )


def _rests_on(data: Data) -> Iterator[Block]:
    yield Heading(1, "What the plan rests on", "reasons")
    yield say(
        "The order of the plan follows the time since the last test, the results of earlier audits, incidents and "
        "changes since then, high risks and the importance of the processes. Annex B says what spoke for each."
    )
    if data.occasions:
        yield measure.listing(
            (0.16, 0.12, 0.48, 0.24),
            tuple(
                (cell(words.day(one.day)), cell(one.kind), cell(one_line(one.title)), cell(about or "–"))
                for one, about in zip(data.occasions, data.concerned, strict=True)
            ),
            head("Day", "Kind", "Incident or change", "References"),
            caption="Incidents, and changes that affect the ISMS",
        )
    if data.areas:
        yield measure.listing(
            (0.36, 0.28, 0.16, 0.20),
            tuple(
                (
                    cell(one_line(one.name)),
                    cell(one_line(owner)),
                    cell(importance(one.importance)),
                    cell(words.day(one.changed)),
                )
                for one, owner in zip(data.areas, data.owners, strict=True)
            ),
            head("Area or process", "Owner", "Importance", "Last change"),
            caption="Importance of areas and processes",
        )


def _coverage(data: Data) -> Iterator[Block]:
    yield from coverage.section(data.cycle)
    yield say(coverage.legend(), style="quiet")


def _reasons(data: Data) -> Iterator[Block]:
    """Every ref of every audit to come, with what spoke for it."""
    told = [audit for audit in data.audits if any(why for _, why in audit.why)]
    if not told:
        return
    blocks: list[Block] = [Heading(1, "Annex B: Why each reference is in the plan", "annex-b", numbered=False)]
    for audit in told:
        blocks.append(say(bold(f"{audit.number}  "), one_line(audit.title), style="lead"))
        blocks.append(
            measure.listing(
                (0.09, 0.35, 0.56),
                tuple((cell(ref), cell(refs.title(ref)), cell(words.sentence(why))) for ref, why in audit.why),
                head("Reference", "Requirement or control", "What spoke for it"),
            )
        )
    yield from blocks

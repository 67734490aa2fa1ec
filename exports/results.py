"""What the audit found, and what becomes of it: findings in full, strengths, conclusion, actions and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.rules import verdicts
from exports import look, measure, notes, sentences, words
from exports.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Paragraph,
    Run,
    Table,
    Together,
    bold,
    bullets,
    cell,
    head,
    jump,
    say,
)
from exports.pandoc_ast import one_line
from exports.parts import Finding
from exports.report import Report

CARD = (0.17, 0.33, 0.30, 0.20)
TALLEST = 190  # millimetres of a card that is kept on one page


def finding_key(finding: Finding) -> str:
    """Where a finding's card stands in the document."""
    return "finding-" + "".join(
        char for char in finding.label.lower() if char.isascii() and (char.isalnum() or char == "-")
    )


def grade_cell(finding: Finding, *, short: bool = False) -> Cell:
    """A cell in the grade's colour, with its name."""
    tone = look.TONES[finding.grade]
    name = "Open" if not finding.grade else tone.short if short else tone.name
    return Cell((say(name),), tone=finding.grade, align="center")


def nonconformities(report: Report) -> Iterator[Block]:
    """Major, then minor nonconformities, then what has no grade yet."""
    yield Heading(1, "Nonconformities", "nonconformities")
    found = report.graded(*verdicts.NONCONFORMITIES)
    if found:
        yield say(
            f"{_sentence(report.graded('major'), report.graded('minor'))} Each gives the criterion, what was seen, and the evidence by "
            "which that can be found again."
        )
    elif report.whole.tested:
        yield say("No nonconformity was found in what was tested.")
    else:
        yield say("Nothing has been tested yet, so nothing can be said about nonconformities.")
    yield from _cards(report, found)
    ungraded = report.graded("")
    if ungraded:
        yield Heading(1, "Findings without a grade", "ungraded")
        yield say("These findings wait for the auditor's judgement.")
        yield from _cards(report, ungraded)


def _sentence(majors: tuple[Finding, ...], minors: tuple[Finding, ...]) -> str:
    told = words.listed(
        words.count(len(found), *sentences.NAMES[grade])
        for grade, found in (("major", majors), ("minor", minors))
        if found
    )
    return f"The audit led to {told}."


def opportunities(report: Report) -> Iterator[Block]:
    """What is met and could be better, and what should be watched."""
    found = report.graded("ofi", "observation")
    yield Heading(1, "Opportunities and observations", "opportunities")
    if not found:
        yield say("No opportunity for improvement and no observation has been recorded.")
        return
    yield say("The requirements are met here. What follows is offered to management; it binds nobody.")
    yield from _cards(report, found)


def _cards(report: Report, found: Iterable[Finding]) -> Iterator[Block]:
    for finding in found:
        heading = Heading(2, f"{finding.label}  {one_line(finding.title)}", finding_key(finding), numbered=False)
        card = Table("card", CARD, tuple(_card_rows(report, finding)))
        if measure.height(card) > TALLEST:
            yield from (heading, replace(card, kind="long-card"))
        else:
            yield Together((heading, card))


def _card_rows(report: Report, finding: Finding) -> Iterator[tuple[Cell, ...]]:
    related = f"also {', '.join(finding.related)}" if finding.related else ""
    agreed = finding.is_nonconformity and not finding.actions
    yield (
        grade_cell(finding),
        cell(
            say("Reference", style="label"),
            one_line(f"{finding.ref} {finding.ref_title}") or "–",
            say(related, style="label") if related else "",
        ),
        cell(say("Owner", style="label"), one_line(finding.owner) or ("Not agreed yet" if agreed else "–")),
        cell(say("Due", style="label"), words.day(finding.due) or ("Not agreed yet" if agreed else "–")),
    )
    parts = (
        ("Criterion", notes.read(finding.criteria)),
        ("Condition", notes.read(finding.condition)),
        ("Cause", notes.read(finding.cause)),
        ("Consequence", notes.read(finding.consequence)),
        ("Action", (*notes.read(finding.action), *_agreed(report, finding))),
        ("Why this grade", notes.read(finding.grade_reason)),
        ("Evidence", _sources(finding)),
    )
    for name, blocks in parts:
        if blocks:
            yield (cell(bold(name)), Cell(tuple(blocks), span=3))


def _agreed(report: Report, finding: Finding) -> Iterator[Paragraph]:
    for action in report.actions:
        if action.label in finding.actions:
            text = "" if action.text.strip() == finding.action.strip() else f" {one_line(action.text)}"
            yield say(bold(action.label), f"{text} ({_status(action.status)})")


def _status(status: str) -> str:
    return status.replace("_", " ") or "open"


def _sources(finding: Finding) -> tuple[Block, ...]:
    """Where the facts can be found again, and who agreed to them."""
    told = [", ".join((*finding.evidence, *((f"sample {finding.sample}",) if finding.sample else ())))]
    if finding.is_nonconformity and not finding.evidence:
        told.append("No evidence is linked.")
    if finding.acknowledged_by:
        when = f", {words.day(finding.acknowledged_at)}" if finding.acknowledged_at else ""
        told.append(f"Facts acknowledged by {one_line(finding.acknowledged_by)}{when}.")
    if finding.repeat_of:
        told.append(f"Repeats {one_line(finding.repeat_of)}.")
    return tuple(say(line) for line in told if line)


def strengths(report: Report) -> Iterator[Block]:
    """What works well."""
    found = report.graded("strength")
    told = notes.read(report.audit.strengths)
    yield Heading(1, "Strengths", "strengths")
    if not told and not found:
        yield say("No strength has been recorded.")
    yield from told
    if found:
        yield bullets([say(*_strength(finding)) for finding in found])


def _strength(finding: Finding) -> Iterator[str | Run]:
    source = ", ".join(part for part in (finding.ref, *finding.evidence) if part)
    yield bold(f"{finding.label} {words.sentence(one_line(finding.title))}")
    yield f"{' ' + one_line(finding.condition) if finding.condition.strip() else ''}{f' ({source})' if source else ''}"


def earlier(report: Report) -> Iterator[Block]:
    """What earlier audits and other sources left open; nothing where they left nothing."""
    repeated = [finding for finding in report.findings if finding.repeat_of]
    if not report.earlier and not repeated:
        return
    yield Heading(1, "Earlier findings and actions", "earlier")
    for finding in repeated:
        yield say(jump(finding.label, finding_key(finding)), f" repeats {one_line(finding.repeat_of)}.")
    if report.earlier:
        yield say(
            f"{words.sentence(words.count(len(report.earlier), 'earlier action'))[:-1]} in the register {'is' if len(report.earlier) == 1 else 'are'} not verified yet."
        )
        yield measure.listing(
            (0.08, 0.41, 0.20, 0.19, 0.12),
            tuple(
                (
                    cell(row.label),
                    cell(one_line(row.text or row.statement)),
                    cell(one_line(row.owner)),
                    cell(words.day(row.due)),
                    cell(_status(row.status)),
                )
                for row in report.earlier
            ),
            head("No.", "Action", "Owner", "Due", "State"),
        )


def conclusion(report: Report) -> Iterator[Block]:
    """The answer in full, and what limits it."""
    yield Heading(1, "Conclusion", "conclusion")
    yield from notes.read(report.audit.conclusion) or (say("No conclusion has been written yet."),)
    facts_told = sentences.acknowledged(report)
    if facts_told:
        yield say(facts_told)


def action_plan(report: Report) -> Iterator[Block]:
    """Who does what by when, and what management decided."""
    yield Heading(1, "Action plan and decisions", "actions")
    told = " ".join(part for part in (sentences.agreed(report), sentences.unanswered(report)) if part)
    yield say(told or "No corrective action is called for.")
    labels = {finding.label: finding_key(finding) for finding in report.findings if finding.grade != "strength"}
    if report.actions:
        yield measure.listing(
            (0.08, 0.10, 0.34, 0.17, 0.19, 0.12),
            tuple(
                (
                    cell(row.label),
                    cell(jump(row.finding, labels[row.finding]) if row.finding in labels else row.finding),
                    Cell((*notes.read(row.text), *_verification(row.effectiveness))),
                    cell(one_line(row.owner)),
                    cell(words.day(row.due)),
                    cell(_status(row.status)),
                )
                for row in report.actions
            ),
            head("No.", "Finding", "Action", "Owner", "Due", "State"),
            caption="Corrective actions",
        )
    if report.decisions:
        yield measure.listing(
            (0.08, 0.51, 0.22, 0.19),
            tuple(
                (cell(row.label), Cell(notes.read(row.text)), cell(one_line(row.owner)), cell(words.day(row.due)))
                for row in report.decisions
            ),
            head("No.", "Decision of management", "Owner", "Due"),
            caption="Decisions",
        )


def _verification(effectiveness: str) -> tuple[Paragraph, ...]:
    return (say(f"Effective when: {one_line(effectiveness)}", style="label"),) if effectiveness.strip() else ()

"""What the audit found, and what becomes of it: findings in full, strengths, conclusion, actions, sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from data.rules import verdicts
from exports import look, measure, notes, sentences, wording, words
from exports.blocks import Block, Cell, Heading, Paragraph, Table, Together, bold, bullets, cell, head, jump, say
from exports.pandoc_ast import one_line
from exports.parts import Action, Decision, Finding
from exports.report import Report

CARD = (0.17, 0.35, 0.28, 0.20)
TALLEST = 170  # millimetres of a card that is kept on one page


def finding_key(finding: Finding) -> str:
    """Where a finding's card stands in the document; strengths have none."""
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
    yield say(sentences.nonconforming(report), style="lead" if found else "body")
    yield from _cards(report, found)
    ungraded = report.graded("")
    if ungraded:
        yield Heading(1, "Findings without a grade", "ungraded")
        yield say("What follows waits for the auditor's judgement.", style="lead")
        yield from _cards(report, ungraded)
    if report.fallen:
        told = (f"{one.label} ({one_line(one.became)})" for one in report.fallen)
        yield say(f"Numbers that are not used any more: {'; '.join(told)}.", style="quiet")


def opportunities(report: Report) -> Iterator[Block]:
    """What is met and could be better, and what should be watched."""
    found = report.graded("ofi", "observation")
    yield Heading(1, "Opportunities and observations", "opportunities")
    if found:
        yield say(
            "The requirements are met here. What follows is offered to management; it binds nobody.", style="lead"
        )
        yield from _cards(report, found)
    else:
        yield say("No opportunity for improvement and no observation has been recorded.")


def _cards(report: Report, found: Iterable[Finding]) -> Iterator[Block]:
    for finding in found:
        title = f"{finding.label}  {one_line(finding.title)}"
        heading = Heading(2, title, finding_key(finding), numbered=False)
        table = card(report, finding)
        yield from (Together((heading, table)),) if table.kind == "card" else (heading, table)


def card(report: Report, finding: Finding) -> Table:
    """All that is said about a finding; a card that is too tall for one page may be split."""
    table = Table("card", CARD, tuple(_card_rows(report, finding)))
    return replace(table, kind="long-card") if measure.height(table) > TALLEST else table


def _card_rows(report: Report, finding: Finding) -> Iterator[tuple[Cell, ...]]:
    related = f"also {', '.join(finding.related)}" if finding.related else ""
    unknown = "Not agreed yet" if finding.is_nonconformity else "–"
    reference = one_line(f"{finding.ref} {finding.ref_title}") or "–"
    yield (
        grade_cell(finding),
        cell(say("Reference", style="label"), reference, say(related, style="label") if related else ""),
        cell(say("Owner", style="label"), one_line(finding.owner) or unknown),
        cell(say("Due", style="label"), words.day(finding.due) or unknown),
    )
    parts = (
        ("Criterion", notes.read(finding.criteria)),
        ("Condition", notes.read(finding.condition)),
        ("Cause", notes.read(finding.cause)),
        ("Consequence", notes.read(finding.consequence)),
        ("Action", (*notes.read(finding.action), *_agreed(report, finding))),
        ("Why this grade", notes.read(finding.grade_reason)),
        ("Evidence", tuple(_sources(finding))),
    )
    for name, blocks in parts:
        if blocks:
            yield (cell(bold(name)), Cell(tuple(blocks), span=3))


def _agreed(report: Report, finding: Finding) -> Iterator[Paragraph]:
    """The actions agreed for a finding, with their state."""
    for action in report.actions:
        if action.label in finding.actions:
            text = "" if action.text.strip() == finding.action.strip() else one_line(action.text)
            yield say(bold(action.label), " ", words.joined(text, f"({state(action)})", by=" "))


def state(action: Action) -> str:
    """An action's state in words."""
    return one_line(action.status.replace("_", " ")) or "open"


def _sources(finding: Finding) -> Iterator[Paragraph]:
    """Where the facts can be found again, and who agreed to them."""
    sample = finding.sample and f"sample {finding.sample}"
    if finding.evidence or sample:
        yield say(words.joined(*finding.evidence, sample))
    elif finding.is_nonconformity:
        yield say("No evidence is linked.")
    if finding.acknowledged_by:
        who = words.joined(one_line(finding.acknowledged_by), words.day(finding.acknowledged_at))
        yield say(f"Facts acknowledged by {who}")
    if finding.repeat_of:
        yield say(f"Repeats {one_line(finding.repeat_of)}")


def strengths(report: Report) -> Iterator[Block]:
    """What works well."""
    found = report.graded("strength")
    told = notes.read(report.audit.strengths)
    yield Heading(1, "Strengths", "strengths")
    if not told and not found:
        yield say("No strength has been recorded.")
    yield from told
    if found:
        yield bullets([_strength(finding) for finding in found])


def _strength(finding: Finding) -> Paragraph:
    source = words.joined(finding.ref, *finding.evidence)
    more = words.joined(one_line(finding.condition), source and f"({source})", by=" ")
    return say(bold(f"{finding.label}  {words.sentence(one_line(finding.title))}"), f" {more}" if more else "")


def earlier(report: Report) -> Iterator[Block]:
    """What earlier audits and other sources left open; nothing where they left nothing."""
    repeated = [finding for finding in report.findings if finding.repeat_of and finding.grade != "strength"]
    if not report.earlier and not repeated:
        return
    yield Heading(1, "Earlier findings and actions", "earlier")
    for finding in repeated:
        yield say(jump(finding.label, finding_key(finding)), f" repeats {one_line(finding.repeat_of)}.")
    if report.earlier:
        yield say(sentences.left_open(report), style="lead")
        yield measure.listing(
            (0.08, 0.41, 0.20, 0.19, 0.12),
            tuple(
                (
                    cell(one_line(row.label)),
                    cell(one_line(row.text or row.statement)),
                    cell(one_line(row.owner)),
                    cell(words.day(row.due)),
                    cell(state(row)),
                )
                for row in report.earlier
            ),
            head("No.", "Action", "Owner", "Due", "State"),
        )


def conclusion(report: Report) -> Iterator[Block]:
    """The answer in full, and whether the facts are agreed."""
    yield Heading(1, "Conclusion", "conclusion")
    yield from notes.read(report.audit.conclusion) or (say("No conclusion has been written yet."),)
    agreed = sentences.acknowledged(report)
    if agreed:
        yield say(agreed)


def action_plan(report: Report) -> Iterator[Block]:
    """Who does what by when, and what management decided."""
    yield Heading(1, "Action plan and decisions", "actions")
    told = words.joined(sentences.agreed(report), sentences.unanswered(report), by=" ")
    yield say(told or "No corrective action has been agreed.", style="lead" if report.actions else "body")
    keys = {finding.label: finding_key(finding) for finding in report.findings if finding.grade != "strength"}
    if report.actions:
        yield measure.listing(
            (0.07, 0.09, 0.37, 0.16, 0.19, 0.12),
            tuple(
                (
                    cell(row.label),
                    cell(jump(row.finding, keys[row.finding]) if row.finding in keys else row.finding),
                    Cell((*notes.read(row.text), *_verification(row))),
                    cell(one_line(row.owner)),
                    cell(words.day(row.due)),
                    cell(state(row)),
                )
                for row in report.actions
            ),
            head("No.", "Finding", "Action", "Owner", "Due", "State"),
            caption="Corrective actions",
        )
    yield from answers(report)
    if report.decisions:
        yield decided(report.decisions)


def answers(report: Report) -> Iterator[Block]:
    """What was answered to opportunities and observations."""
    if report.answers:
        yield measure.listing(
            (0.09, 0.15, 0.44, 0.32),
            tuple(
                (cell(one.finding), cell(one.answer.capitalize()), cell(one_line(one.reason)), cell(one_line(one.by)))
                for one in report.answers
            ),
            head("Finding", "Answer", "Reason", "By"),
            caption="Answers to opportunities and observations",
        )


def decided(found: Sequence[Decision], caption: str = "Decisions") -> Table:
    """What management decided."""
    return measure.listing(
        (0.08, 0.09, 0.43, 0.21, 0.19),
        tuple(
            (cell(row.label), cell(row.finding), _decision(row), cell(one_line(row.owner)), cell(words.day(row.due)))
            for row in found
        ),
        head("No.", "Finding", "Decision of management", "Owner", "Due"),
        caption=caption,
    )


def _decision(row: Decision) -> Cell:
    """What was decided, what kind of decision it is, and what it rests on."""
    kind = "" if row.kind == "other" else row.kind.capitalize()
    more = words.joined(
        kind,
        row.risk and f"entry {one_line(row.risk)}",
        row.reason and f"because: {one_line(row.reason)}",
        row.done and f"done {words.day(row.done)}",
    )
    return Cell((*notes.read(row.text), *((say(more, style="label"),) if more else ())))


def _verification(action: Action) -> Iterator[Paragraph]:
    """How it will be seen that an action worked, and what came of it."""
    if action.effectiveness.strip():
        checked = f" (looked at on {words.day(action.check_on)})" if action.check_on and not action.verified else ""
        yield say(f"Effective when: {one_line(action.effectiveness)}{checked}", style="label")
    if action.verified:
        who = words.joined(
            f"Verified {words.day(action.verified)}", action.verifier and f"by {one_line(action.verifier)}", by=" "
        )
        yield say(words.joined(who, one_line(action.result), by=": "), style="label")


def sign_off(report: Report) -> Iterator[Block]:
    """Who stands for the report, and room for the answer of those it was made for."""
    yield Heading(1, "Sign-off", "sign-off")
    yield from wording.said(report, "signing", "lead")
    leaders = [member.name for member in report.members("lead auditor")] or [""]
    signing = (
        *(("Lead auditor", name) for name in leaders),
        ("Reviewer", report.audit.reviewer),
        ("Audit client", report.audit.client),
    )
    yield Table(
        "signing",
        (0.20, 0.28, 0.32, 0.20),
        tuple((cell(duty), cell(one_line(name)), cell(), cell()) for duty, name in signing),
        head("For", "Name", "Signature", "Date"),
    )
    yield say("Response of management", style="front")
    asked = ("Findings accepted, or disputed and why", "Resources and priorities", "Input to the management review")
    yield Table("signing", (0.28, 0.72), tuple((cell(line), cell()) for line in asked), head("About", "Response"))

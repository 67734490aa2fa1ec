"""The report in at most twelve slides for management: what stands on them, and how much of it fits.

PowerPoint does not shrink what is too much before somebody edits it, so each text is cut to a budget here, after a
whole sentence where there is one; the full words are in the speaker's notes and in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.rules import verdicts
from exports import look, sentences, words
from exports.blocks import Cell, Chart, Table, bold, cell, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.parts import Finding
from exports.report import Report
from exports.results import grade_cell, state
from exports.slide_room import BOTTOM, GAP, TOP, fitting, sentence_height
from exports.slide_room import SENTENCE as SENTENCE_SIZES

CARDS = 4  # nonconformities with a slide of their own
ROWS = 8  # of a table, where they fit
LEAD = 1.1  # inches of a leading sentence
MOST = 12  # slides
SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, a leading sentence, one thing below it, a sentence after. `notes` are for who speaks."""

    title: str
    lead: str = ""
    table: Table | None = None
    bullets: tuple[str, ...] = ()
    chart: Chart | None = None
    after: str = ""
    notes: str = ""


def slides(report: Report, document: Document) -> list[Slide]:
    """The slides after the cover."""
    urgent = report.graded(*verdicts.NONCONFORMITIES)
    found = [
        _answer(report),
        *_verdicts(report, document),
        *_urgent(urgent),
        *(_card(report, finding) for finding in urgent[:CARDS]),
        *_offered(report),
        *_strengths(report),
        *_actions(report),
        _close(report),
    ]
    return found[: MOST - 1]


def budget(text: str, most: int) -> str:
    """The text on one line within `most` characters: whole sentences where one fits, else cut at a word."""
    text = one_line(text)
    if len(text) <= most:
        return text
    kept = ""
    for sentence in SENTENCE.findall(text):
        if len(kept + sentence) > most:
            break
        kept += sentence
    if len(kept) > most // 3:
        return kept.strip()
    cut = text[: most - 2]
    return (cut[: cut.rindex(" ")] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + " …"


def _answer(report: Report) -> Slide:
    """Are we in order? What could hurt us?"""
    whole = report.whole
    shown = (
        (words.number(len(report.graded("major"))), "major nonconformities"),
        (words.number(len(report.graded("minor"))), "minor nonconformities"),
        (words.number(len(report.graded("ofi"))), "opportunities for improvement"),
        (words.number(len(report.graded("observation"))), "observations"),
        (f"{words.number(whole.tested)} of {words.number(whole.total)}", "references tested"),
    )
    tiles = (cell(say(number), say(name), align="center") for number, name in shown)
    return Slide(
        _headline(report),
        budget(report.audit.conclusion, 330) or "No conclusion has been written yet.",
        Table("tiles", (0.2,) * 5, (tuple(tiles),)),
        after=budget(report.audit.summary, 330) or budget(sentences.agreed(report), 330),
        notes="\n\n".join(text.strip() for text in (report.audit.conclusion, report.audit.summary) if text.strip()),
    )


def _headline(report: Report) -> str:
    if not report.whole.tested:
        return "Nothing has been tested yet"
    counts = [(len(report.graded(grade)), grade) for grade in verdicts.NONCONFORMITIES]
    told = [f"{words.number(amount)} {grade}" for amount, grade in counts if amount]
    if not told:
        return "No nonconformity was found in what was tested"
    amount = sum(count for count, _grade in counts)
    return f"{words.listed(told)} {'nonconformity needs' if amount == 1 else 'nonconformities need'} an answer"


def _verdicts(report: Report, document: Document) -> Iterator[Slide]:
    whole = report.whole
    for chart in document.charts:
        title = f"{words.number(whole.tested)} of {words.number(whole.total)} references tested"
        met = whole.count("conforming", "strength")
        yield Slide(f"{title}, {words.number(met)} conform without remark", chart=chart, notes=chart.described)


def _urgent(urgent: Iterable[Finding]) -> Iterator[Slide]:
    rows = tuple(
        (
            cell(finding.label),
            cell(budget(finding.title, 120)),
            cell(finding.ref),
            grade_cell(finding, short=True),
            cell(budget(finding.owner, 34) or "Nobody yet"),
            cell(words.day(finding.due) or "No date yet"),
        )
        for finding in urgent
    )
    yield from _listing(
        "What needs attention",
        "",
        (0.08, 0.38, 0.12, 0.10, 0.15, 0.17),
        rows,
        ("No.", "Nonconformity", "Reference", "Grade", "Owner", "Due"),
    )


def _listing(
    title: str, lead: str, widths: tuple[float, ...], rows: tuple[tuple[Cell, ...], ...], titles: tuple[str, ...]
) -> Iterator[Slide]:
    """A slide with as much of a list as it holds, and a word about what is left out; none for an empty list."""
    if not rows:
        return
    room = BOTTOM - TOP - (sentence_height(lead or "One line", max(SENTENCE_SIZES)) + GAP)
    table = fitting(Table("data", widths, rows[:ROWS], head(*titles)), room)
    if len(table.rows) < len(rows):
        lead = f"The first {len(table.rows)} of {len(rows)}; all are in the report."
    yield Slide(title, lead, table)


def _card(report: Report, finding: Finding) -> Slide:
    """One nonconformity, for the talk about it."""
    agreed = [action for action in report.actions if action.label in finding.actions]
    done = "; ".join(one_line(action.text) for action in agreed) or one_line(finding.action)
    parts = (
        ("What was seen", budget(finding.condition, 330)),
        ("Why it matters", budget(finding.consequence, 210)),
        ("Cause", budget(finding.cause, 180)),
        ("What is done", budget(done, 260)),
    )
    owner = words.joined(
        one_line(f"{finding.ref} {finding.ref_title}"),
        f"owner: {budget(finding.owner, 40)}" if finding.owner.strip() else "no owner yet",
        f"due {words.day(finding.due)}" if finding.due.strip() else "no date yet",
        by="  ·  ",
    )
    rows = [(grade_cell(finding, short=True), cell(bold(owner)))]
    rows += [(cell(bold(name)), cell(text)) for name, text in parts if text]
    notes = (finding.criteria, finding.condition, finding.cause, finding.consequence, finding.action)
    return Slide(
        budget(f"{finding.label}  {finding.title}", 120),
        table=Table("card", (0.17, 0.83), tuple(rows)),
        notes="\n\n".join(text.strip() for text in (*notes, f"Evidence: {', '.join(finding.evidence)}") if text),
    )


def _offered(report: Report) -> Iterator[Slide]:
    found = report.graded("ofi", "observation")
    rows = tuple(
        (
            cell(finding.label),
            cell(budget(finding.title, 150)),
            cell(finding.ref),
            Cell((say(look.TONES[finding.grade].short),), tone=finding.grade, align="center"),
        )
        for finding in found
    )
    yield from _listing(
        "Met, and could be better",
        "",
        (0.08, 0.66, 0.12, 0.14),
        rows,
        ("No.", "What could be better", "Reference", "Kind"),
    )


def _strengths(report: Report) -> Iterator[Slide]:
    told = [
        words.joined(f"{one.label}  {words.sentence(one_line(one.title))}", one_line(one.condition), by=" ")
        for one in report.graded("strength")
    ]
    lines = [line.lstrip("-*• ") for line in report.audit.strengths.splitlines() if line.strip()]
    shown = tuple(budget(line, 230) for line in (*lines, *told))[:5]
    if shown:
        yield Slide("What works well, and should be kept", bullets=shown)


def _actions(report: Report) -> Iterator[Slide]:
    rows = tuple(
        (
            cell(action.label),
            cell(action.finding),
            cell(budget(action.text or action.statement, 100)),
            cell(budget(action.owner, 34)),
            cell(words.day(action.due) or "No date yet"),
            cell(state(action)),
        )
        for action in sorted(report.actions, key=lambda action: action.due or "9")
    )
    yield from _listing(
        "Who does what by when",
        budget(sentences.agreed(report), 150),
        (0.07, 0.09, 0.38, 0.16, 0.17, 0.13),
        rows,
        ("No.", "Finding", "Action", "Owner", "Due", "State"),
    )


def _close(report: Report) -> Slide:
    """What management decides, and how far the results reach."""
    decided = [
        f"{one.label}  {budget(one.text, 150)} ({budget(one.owner, 40) or 'nobody yet'}"
        f"{f', {words.day(one.due)}' if one.due.strip() else ''})"
        for one in report.decisions[:2]
    ]
    unanswered = [finding.label for finding in report.graded(*verdicts.NONCONFORMITIES) if not finding.actions]
    wanted = [f"To agree: an action for {budget(words.listed(unanswered), 90)}"] if unanswered else []
    limits = [budget(report.audit.limitations, 230)] if report.audit.limitations.strip() else []
    return Slide("Decisions, and how far these results reach", bullets=(*decided, *wanted, *limits, sentences.SAMPLING))

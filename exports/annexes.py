"""The annexes on landscape pages, for those who check."""

from __future__ import annotations

from collections.abc import Iterator

from exports import look, measure, sentences, words
from exports.blocks import Block, Cell, Heading, Run, Wide, cell, head, say
from exports.pandoc_ast import one_line
from exports.parts import Evidence, Item, Meeting
from exports.report import Report

MEETINGS = {
    "opening": "Opening meeting",
    "interview": "Interview",
    "walkthrough": "Walk-through",
    "closing": "Closing meeting",
    "presentation": "Presentation",
}


def annexes(report: Report) -> Iterator[Block]:
    """Every reference, every item of evidence, every meeting: each list where it has something to say."""
    blocks = (*_checklist(report), *_evidence(report), *_meetings(report))
    if blocks:
        yield Wide(blocks)


def _checklist(report: Report) -> Iterator[Block]:
    if not report.items:
        return
    yield Heading(1, "Annex A: Checklist coverage", "annex-a", numbered=False)
    yield say(sentences.covered(report), style="lead")
    yield measure.listing(
        (0.08, 0.29, 0.11, 0.30, 0.12, 0.10),
        tuple(_item_row(item) for item in report.items),
        head("Reference", "Requirement or control", "Verdict", "Remark or reason", "Evidence", "Findings"),
        caption="Checklist coverage",
    )


def _item_row(item: Item) -> tuple[Cell, ...]:
    return (
        cell(item.ref),
        cell(one_line(item.title)),
        Cell((say(look.TONES[item.verdict].short),), tone=item.verdict, align="center"),
        cell(*(one_line(text) for text in (item.reason, item.remark))),
        cell(", ".join(item.evidence)),
        cell(", ".join(item.findings)),
    )


def _evidence(report: Report) -> Iterator[Block]:
    if not report.evidence:
        return
    yield Heading(1, "Annex B: Evidence index", "annex-b", numbered=False)
    yield say(sentences.copied(report), style="lead")
    titles = (
        "No.",
        "What",
        "Source, and how obtained",
        "Obtained",
        "References",
        "Used in",
        "Place, and SHA-256 of the file",
    )
    yield measure.listing(
        (0.06, 0.23, 0.18, 0.12, 0.09, 0.09, 0.23),
        tuple(_evidence_row(item) for item in report.evidence),
        head(*titles),
        caption="Evidence index",
    )


def _evidence_row(item: Evidence) -> tuple[Cell, ...]:
    what = words.joined(
        one_line(item.kind).capitalize(),
        one_line(item.edition),
        item.period and f"period {one_line(item.period)}",
        "personal data" if item.personal_data else "",
    )
    how = words.joined(one_line(item.obtained), item.collector and f"by {one_line(item.collector)}")
    halves = Run("\n".join((item.sha256[:32], item.sha256[32:])), code=True)
    return (
        cell(item.label),
        cell(one_line(item.title), say(what, style="label")),
        cell(one_line(item.source) or one_line(item.role), say(how, style="label") if how else ""),
        cell(words.moment(item.captured)),
        cell(", ".join(item.refs)),
        cell(", ".join(item.used_in)),
        cell(one_line(item.place) or one_line(item.file_name), say(halves, style="label") if item.sha256 else ""),
    )


def _meetings(report: Report) -> Iterator[Block]:
    if not report.meetings:
        return
    yield Heading(1, "Annex C: Meetings and interviews", "annex-c", numbered=False)
    yield say("People are named by their role.", style="lead")
    yield measure.listing(
        (0.07, 0.14, 0.30, 0.19, 0.15, 0.15),
        tuple(_meeting_row(meeting) for meeting in report.meetings),
        head("No.", "Kind", "Roles", "When", "Place", "References"),
        caption="Meetings and interviews",
    )


def _meeting_row(meeting: Meeting) -> tuple[Cell, ...]:
    roles = words.joined(*dict.fromkeys(one_line(role) for role in (meeting.role, *meeting.present)))
    planned = f"planned for {words.moment(meeting.planned)}" if meeting.planned else "not held yet"
    hours = words.hours(meeting.started, meeting.ended) if meeting.started else ""
    return (
        cell(meeting.label),
        cell(MEETINGS.get(meeting.kind, one_line(meeting.kind))),
        cell(roles, say(one_line(meeting.title), style="label") if meeting.title else ""),
        cell(words.day(meeting.started) or planned, say(hours, style="label") if hours else ""),
        cell(words.joined(one_line(meeting.place), "remote" if meeting.remote else "")),
        cell(meeting.refs),
    )

"""The annexes on landscape pages, for those who check: every reference, every item of evidence, every meeting; and the sign-off."""

from __future__ import annotations

from collections.abc import Iterator

from exports import look, measure, sentences, words
from exports.blocks import Block, Cell, Heading, Run, Table, Wide, cell, head, say
from exports.pandoc_ast import one_line
from exports.parts import Evidence, Item, Meeting
from exports.report import Report

KINDS = {
    "opening": "Opening meeting",
    "interview": "Interview",
    "walkthrough": "Walk-through",
    "closing": "Closing meeting",
    "presentation": "Presentation",
}


def annexes(report: Report) -> Iterator[Block]:
    """The three lists, each where it has something to say."""
    blocks = [*_checklist(report), *_evidence(report), *_meetings(report)]
    if blocks:
        yield Wide(tuple(blocks))


def _checklist(report: Report) -> Iterator[Block]:
    if not report.items:
        return
    yield Heading(1, "Annex A  Checklist coverage", "annex-a", numbered=False)
    yield say(sentences.covered(report), style="lead")
    yield measure.listing(
        (0.08, 0.29, 0.11, 0.30, 0.12, 0.10),
        tuple(_item_row(item) for item in report.items),
        head("Reference", "Requirement or control", "Verdict", "Remark or reason", "Evidence", "Findings"),
        caption="Checklist coverage",
    )


def _item_row(item: Item) -> tuple[Cell, ...]:
    tone = look.TONES[item.verdict]
    return (
        cell(item.ref),
        cell(one_line(item.title)),
        Cell((say(tone.short),), tone=item.verdict, align="center"),
        cell(*(one_line(text) for text in (item.reason, item.remark))),
        cell(", ".join(item.evidence)),
        cell(", ".join(item.findings)),
    )


def _evidence(report: Report) -> Iterator[Block]:
    if not report.evidence:
        return
    yield Heading(1, "Annex B  Evidence index", "annex-b", numbered=False)
    hashed = sum(item.sha256 != "" for item in report.evidence)
    yield say(
        f"{words.sentence(words.count(len(report.evidence), 'item'))[:-1]} of evidence. "
        + (
            f"{words.sentence(words.count(hashed, 'file'))[:-1]} {'was' if hashed == 1 else 'were'} copied into the record; "
            "the hash shows whether a file is the one that was seen."
            if hashed
            else "No file was copied into the record; the place tells where each can be seen again."
        )
    )
    yield measure.listing(
        (0.06, 0.23, 0.18, 0.12, 0.09, 0.09, 0.23),
        tuple(_evidence_row(item) for item in report.evidence),
        head(
            "No.",
            "What",
            "Source, and how obtained",
            "Obtained",
            "References",
            "Used in",
            "Place, and SHA-256 of the file",
        ),
        caption="Evidence index",
    )


def _evidence_row(item: Evidence) -> tuple[Cell, ...]:
    version = f", {one_line(item.edition)}" if item.edition else ""
    details = [words.sentence(item.kind)[:-1] + version, f"of {one_line(item.period)}" if item.period else ""]
    if item.personal_data:
        details.append("personal data")
    how = ", ".join(
        part for part in (one_line(item.obtained), f"by {one_line(item.collector)}" if item.collector else "") if part
    )
    place = [one_line(item.place or item.file_name)]
    fingerprint = Run("\n".join((item.sha256[:32], item.sha256[32:])), code=True)
    return (
        cell(item.label),
        cell(one_line(item.title), say(", ".join(detail for detail in details if detail), style="label")),
        cell(one_line(item.source) or one_line(item.role), say(how, style="label") if how else ""),
        cell(words.moment(item.captured)),
        cell(", ".join(item.refs)),
        cell(", ".join(item.used_in)),
        cell(*place, say(fingerprint, style="label") if item.sha256 else ""),
    )


def _meetings(report: Report) -> Iterator[Block]:
    if not report.meetings:
        return
    yield Heading(1, "Annex C  Meetings and interviews", "annex-c", numbered=False)
    yield say("People are named by their role.", style="lead")
    yield measure.listing(
        (0.07, 0.14, 0.27, 0.19, 0.13, 0.20),
        tuple(_meeting_row(meeting) for meeting in report.meetings),
        head("No.", "Kind", "Roles", "When", "Place", "References"),
        caption="Meetings and interviews",
    )


def _meeting_row(meeting: Meeting) -> tuple[Cell, ...]:
    roles = ", ".join(one_line(role) for role in dict.fromkeys((meeting.role, *meeting.present)) if role)
    held = meeting.started
    when = (
        words.day(held)
        if held
        else f"planned for {words.moment(meeting.planned)}"
        if meeting.planned
        else "not held yet"
    )
    hours = words.hours(meeting.started, meeting.ended) if held else ""
    place = ", ".join(part for part in (one_line(meeting.place), "remote" if meeting.remote else "") if part)
    return (
        cell(meeting.label),
        cell(KINDS.get(meeting.kind, meeting.kind)),
        cell(roles, say(one_line(meeting.title), style="label") if meeting.title else ""),
        cell(when, say(hours, style="label") if hours else ""),
        cell(place),
        cell(meeting.refs),
    )


def sign_off(report: Report) -> Iterator[Block]:
    """Who stands for the report, and the answer of those it was made for."""
    audit = report.audit
    yield Heading(1, "Sign-off", "sign-off", numbered=False)
    yield say(
        "With their signature the auditors confirm that this report is a true record of the audit; "
        "the audit client confirms to have received it."
    )
    signing = [("Lead auditor", member.name) for member in report.members("lead auditor")] or [("Lead auditor", "")]
    signing += [("Reviewer", audit.reviewer), ("Audit client", audit.client)]
    yield Table(
        "signing",
        (0.20, 0.28, 0.32, 0.20),
        tuple((cell(duty), cell(one_line(name)), cell(""), cell("")) for duty, name in signing),
        head("For", "Name", "Signature", "Date"),
    )
    yield say("Response of management", style="front")
    yield Table(
        "signing",
        (0.28, 0.72),
        tuple(
            (cell(line), cell(""))
            for line in (
                "Findings accepted, or disputed and why",
                "Resources and priorities",
                "Input to the management review",
            )
        ),
        head("About", "Response"),
    )

"""The minutes of an opening or closing meeting, as a paper of its own in the look of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from data.errors import BadInput, NotFound
from data.models import AgendaItem, Attendance, Meeting
from data.rules import verdicts
from data.store import Store
from data.work import closing, findings, meetings
from exports import fieldwork, measure, paperwork, results, words
from exports.annexes import MEETINGS
from exports.blocks import Block, Cell, Heading, Table, cell, facts, head, say
from exports.document import Document
from exports.pandoc_ast import one_line
from exports.paper import A4, Paper
from exports.report import Report, read_report

OF_FINDINGS = ("closing", "presentation")


@dataclass(frozen=True, slots=True)
class Minutes:
    """What happened in one meeting; `shown` are the labels of the findings in the order in which they were shown."""

    meeting: Meeting
    agenda: tuple[AgendaItem, ...]
    present: tuple[Attendance, ...]
    shown: tuple[str, ...]


def export(
    store: Store, number: str, label: str, folder: Path, formats: Iterable[str] = paperwork.FORMATS, paper: Paper = A4
) -> list[Path]:
    """Write the minutes of the meeting `label` of an audit into `folder`, for the owner only. Returns the files' paths.

    Raises NotFound, BadInput (a format, a folder, a meeting that has not begun), AuditbookError.
    """
    report = read_report(store, number)
    gathered = store.read(_gather, report, label)
    name = f"{re.sub(r'[^A-Za-z0-9-]+', '-', gathered.meeting.label)}-minutes"
    return paperwork.write(report, build(report, gathered), name, folder, formats, paper)


def _gather(session: Session, report: Report, label: str) -> Minutes:
    from data.work import audits

    audit = audits.by_number(session, report.audit.number)
    known = meetings.of_audit(session, audit.id)
    meeting = next((one for one in known if one.label.lower() == label.strip().lower()), None)
    if meeting is None:
        raise NotFound(f"{audit.number} has no meeting {label} (meetings: {', '.join(one.label for one in known)}).")
    if not meeting.started:
        raise BadInput(f"{meeting.label} has not begun; there is nothing to write minutes of.")
    shown = closing.in_order if meeting.kind in OF_FINDINGS else findings.of_audit
    return Minutes(
        meeting,
        tuple(meetings.agenda(session, meeting.id)),
        tuple(meetings.attendance(session, meeting.id)),
        tuple(one.label for one in shown(session, audit.id)) if meeting.kind in OF_FINDINGS else (),
    )


def build(report: Report, minutes: Minutes) -> Document:
    """The minutes as a document."""
    audit, meeting = report.audit, minutes.meeting
    name = MEETINGS.get(meeting.kind, one_line(meeting.kind).capitalize())
    return Document(
        number=f"{audit.number} {meeting.label}",
        title=f"{name}: minutes",
        subtitle=f"Minutes of {audit.number} {meeting.label}",
        organisation=report.organisation.name,
        author=words.listed(member.name for member in report.members("lead auditor")),
        mark=audit.classification,
        edition="Minutes",
        front=tuple(_front(report, minutes, name)),
        body=(
            *_present(minutes),
            *_agenda(minutes),
            *_settled(report, minutes),
            *_findings(report, minutes),
            *_decided(report, minutes),
            *_questions(report, minutes),
            *_signing(report),
        ),
        contents=False,
    )


def _front(report: Report, minutes: Minutes, name: str) -> Iterator[Block]:
    audit, meeting = report.audit, minutes.meeting
    lines = (
        say(f"{audit.number} · {meeting.label}", style="subtitle"),
        say(f"{name}: minutes", style="title"),
        say(one_line(audit.title), style="subtitle"),
    )
    yield Table("cover", (1.0,), ((Cell(lines),),))
    yield facts(
        ("Organisation", one_line(report.organisation.name)),
        ("When", words.joined(words.day(meeting.started), words.hours(meeting.started, meeting.ended))),
        ("Where", words.joined(one_line(meeting.place), "remote" if meeting.remote else "")),
        ("Led by", one_line(words.listed(member.name for member in report.members("lead auditor")))),
        ("Screen captures", one_line(meeting.consent) and f"agreed: {one_line(meeting.consent)}"),
        ("Classification", one_line(audit.classification)),
        share=0.24,
    )


def _present(minutes: Minutes) -> Iterator[Block]:
    yield Heading(1, "Present", "present")
    if not minutes.present:
        yield say("Nobody is recorded as present.")
        return
    yield measure.listing(
        (0.6, 0.4),
        tuple((cell(one_line(one.role)), cell(one_line(one.name))) for one in minutes.present),
        head("Role", "Name, where it matters"),
    )


def _agenda(minutes: Minutes) -> Iterator[Block]:
    if not minutes.agenda:
        return
    yield Heading(1, "Agenda", "agenda")
    yield measure.listing(
        (0.12, 0.38, 0.50),
        tuple(
            (
                cell(words.moment(one.done_at).rpartition(", ")[2] if one.done_at else "–"),
                cell(one_line(one.title)),
                cell(one_line(one.remark) or ("" if one.done_at else "Not dealt with.")),
            )
            for one in minutes.agenda
        ),
        head("Time", "Point", "What was said or settled"),
    )


def _settled(report: Report, minutes: Minutes) -> Iterator[Block]:
    """What came up in this meeting about services, scope and the like."""
    here = minutes.meeting.label
    points = [one for one in report.key_points if one.meeting == here]
    differing = [one for one in report.differences if one.meeting == here]
    if points or differing:
        yield Heading(1, "What the organisation rests on" if points else "Said and written", "settled")
    if points:
        yield fieldwork.key_points(points)
    if differing:
        yield say("What was said otherwise than it is written:", style="lead")
        yield fieldwork.differences(differing)


def _findings(report: Report, minutes: Minutes) -> Iterator[Block]:
    if not minutes.shown:
        return
    by_label = {finding.label: finding for finding in report.findings}
    shown = [by_label[label] for label in minutes.shown if label in by_label]
    agreed = sum(finding.acknowledged_by != "" for finding in shown)
    yield Heading(1, "Findings shown", "findings")
    told = f"{words.count(len(shown), 'finding')} were shown one by one; the facts of {agreed} are acknowledged."
    yield say(told if len(shown) != 1 else "One finding was shown.", style="lead")
    yield measure.listing(
        (0.08, 0.37, 0.12, 0.15, 0.28),
        tuple(
            (
                cell(one.label),
                cell(one_line(one.title)),
                cell(one.ref),
                results.grade_cell(one, short=True),
                cell(
                    one_line(one.acknowledged_by) or "Not acknowledged",
                    say(words.moment(one.acknowledged_at), style="label") if one.acknowledged_at else "",
                ),
            )
            for one in shown
        ),
        head("No.", "Finding", "Reference", "Grade", "Facts acknowledged"),
    )
    majors = sum(one.grade in verdicts.NONCONFORMITIES for one in shown)
    if majors:
        yield say(
            "The grade is the auditors' decision; the facts are agreed with those who own the process.", style="quiet"
        )
    if report.disagreements:
        yield say("Opinions that differ, as they were said:", style="lead")
        yield fieldwork.opinion_list(report.disagreements)


def _decided(report: Report, minutes: Minutes) -> Iterator[Block]:
    """What management decided, and to whom the report had gone before."""
    if minutes.meeting.kind != "presentation":
        return
    yield Heading(1, "Decisions", "decisions")
    if report.circulated:
        sent = words.listed(f"{one_line(one.recipient)} ({words.day(one.sent)})" for one in report.circulated)
        yield say(f"The report had been sent to {sent}.")
    if report.decisions:
        yield results.decided(report.decisions)
    else:
        yield say("Nothing was decided.")


def _questions(report: Report, minutes: Minutes) -> Iterator[Block]:
    asked = [one for one in report.questions if one.meeting == minutes.meeting.label]
    if not asked:
        return
    yield Heading(1, "Open questions", "questions")
    yield measure.listing(
        (0.1, 0.45, 0.2, 0.25),
        tuple(
            (
                cell(one.label),
                cell(one_line(one.text)),
                cell(one_line(one.role)),
                cell(one_line(one.answer) or one.state),
            )
            for one in asked
        ),
        head("No.", "Question", "For", "Answer"),
    )


def _signing(report: Report) -> Iterator[Block]:
    yield say("Signed by", style="lead")
    leaders = [member.name for member in report.members("lead auditor")] or [""]
    signing = (*(("The auditors", name) for name in leaders), ("The audited organisation", ""))
    yield Table(
        "signing",
        (0.30, 0.28, 0.24, 0.18),
        tuple((cell(duty), cell(one_line(name)), cell(), cell()) for duty, name in signing),
        head("For", "Name", "Signature", "Date"),
    )

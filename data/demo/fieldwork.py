"""Meetings with their live notes, questions asked, verdicts given."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Case, expanded
from data.demo.dates import moment
from data.models import AgendaItem, ChecklistItem, Meeting, Note
from data.work import checklist, meetings, rows

PROMPT_STATES = ("answered", "asked", "later")


def hold(case: Case) -> None:
    """The audit's meetings: those held with attendance, agenda, questions and note, the others planned."""
    for told in case.table("meetings").values():
        meeting = case.store.write(_begin, case.audit_id, told)
        case.ids[meeting.label] = meeting.id
        name = f"{case.folder}/{meeting.label}.md"
        if case.content.has(name):
            note = case.store.read(meetings.note, meeting.id)
            case.store.keep(Note, note.id, **_typed(case.content.text(name), meeting.started[:10]))
        if meeting.started:
            case.store.write(_take_place, meeting.id, told)


def judge(case: Case) -> None:
    """The verdicts, with the auditors' remarks and the times at which they were given."""
    items = {item.ref: item.id for item in case.store.read(checklist.items, case.audit_id)}
    for ref, told in case.table("checklist").items():
        case.store.write(_give, items[ref], told)


def _begin(session: Session, audit_id: str, told: dict[str, Any]) -> Meeting:
    facts: dict[str, Any] = {
        name: told[name] for name in ("kind", "role", "title", "place", "remote", "refs") if name in told
    }
    times = {name: moment(told[name]) if name in told else "" for name in ("planned", "started")}
    return meetings.begin(session, audit_id, **expanded(facts, "refs"), **times)


def _take_place(session: Session, meeting_id: str, told: dict[str, Any]) -> None:
    """Attendance, each as a role or as «role = name»; the agenda's points at their times; the questions; the end."""
    for person in told["attendance"]:
        role, _, name = person.partition(" = ")
        meetings.attend(session, meeting_id, role, name)
    day = told["started"][:10]
    for point, time in zip(meetings.agenda(session, meeting_id), told.get("agenda", ()), strict=True):
        remark = told.get("remarks", {}).get(point.title, "")
        rows.edit(session, AgendaItem, point.id, done_at=moment(f"{day} {time}"), remark=remark)
    meeting = rows.edit(session, Meeting, meeting_id, ended=moment(told["ended"]))
    for state in PROMPT_STATES:
        _ask(session, meeting, state, told.get(state, {}))


def _ask(session: Session, meeting: Meeting, state: str, counts: dict[str, int]) -> None:
    """Set the first so many questions that the meeting's role is asked about each ref to a state."""
    prompts = checklist.prompts(session, meeting.audit_id, role=meeting.role) if counts else []
    for ref, count in counts.items():
        about = [prompt for prompt in prompts if prompt.ref == ref and not prompt.state]
        for prompt in about[:count]:
            checklist.mark_prompt(session, prompt.id, state, meeting.id)


def _typed(source: str, day: str) -> dict[str, Any]:
    """The columns of a live note. Each line of the source begins with its time; a blank one has the time before."""
    lines: list[str] = []
    times: list[str] = []
    for line in source.splitlines():
        time, _, text = line.partition(" ")
        lines.append(text)
        times.append(moment(f"{day} {time}") if time else times[-1])
    return {"text": "\n".join(lines), "times": times, "row": len(lines) - 1, "column": len(lines[-1])}


def _give(session: Session, item_id: str, told: dict[str, Any]) -> None:
    checklist.judge(session, item_id, told["verdict"], told.get("reason"))
    at, remark = moment(told["at"]), told.get("remark", "")
    rows.edit(session, ChecklistItem, item_id, verdict_at=at, remark=remark)

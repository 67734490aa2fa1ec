"""Meetings with their live notes, questions asked, verdicts given."""

from __future__ import annotations

from typing import Any

from data.demo.content import Case, expanded
from data.demo.dates import moment
from data.models import AgendaItem, ChecklistItem, Meeting, Note
from data.work import checklist, meetings, rows

PROMPT_STATES = ("answered", "asked", "later")


def hold(case: Case) -> None:
    """The audit's meetings: those held with attendance, agenda, note and questions, the others planned."""
    for values in case.table("meetings").values():
        extras = {name: values.pop(name, {}) for name in ("attendance", "agenda", "remarks", "ended", *PROMPT_STATES)}
        times = {name: moment(values[name]) if name in values else "" for name in ("planned", "started")}
        meeting = case.store.write(meetings.begin, case.audit_id, **expanded(values, "refs") | times)
        case.ids[meeting.label] = meeting.id
        if meeting.started:
            _attend(case, meeting, extras["attendance"])
            _tick(case, meeting, extras["agenda"], extras["remarks"])
            _write_note(case, meeting)
            for state in PROMPT_STATES:
                _mark_prompts(case, meeting, state, extras[state])
            case.store.write(rows.edit, Meeting, meeting.id, ended=moment(extras["ended"]))


def judge(case: Case) -> None:
    """The verdicts, with the auditors' remarks and the times at which they were given."""
    items = {item.ref: item for item in case.store.read(checklist.items, case.audit_id)}
    for ref, told in case.table("checklist").items():
        item = items[ref]
        case.store.write(checklist.judge, item.id, told["verdict"], told.get("reason"))
        at, remark = moment(told["at"]), told.get("remark", "")
        case.store.write(rows.edit, ChecklistItem, item.id, verdict_at=at, remark=remark)


def _attend(case: Case, meeting: Meeting, people: list[str]) -> None:
    """Who was there, each as a role or as «role = name»."""
    for person in people:
        role, _, name = person.partition(" = ")
        case.store.write(meetings.attend, meeting.id, role, name)


def _tick(case: Case, meeting: Meeting, times: list[str], remarks: dict[str, str]) -> None:
    """The points of the agenda, ticked at their times."""
    points = case.store.read(meetings.agenda, meeting.id)
    for point, time in zip(points, times, strict=True):
        values = {"done_at": moment(f"{meeting.started[:10]} {time}"), "remark": remarks.get(point.title, "")}
        case.store.write(rows.edit, AgendaItem, point.id, **values)


def _write_note(case: Case, meeting: Meeting) -> None:
    """The live note, as it was typed: each line of the file begins with its time; a blank one has that of the line before."""
    name = f"{case.folder}/{meeting.label}.md"
    if not case.content.has(name):
        return
    lines: list[str] = []
    times: list[str] = []
    for line in case.content.text(name).splitlines():
        time, _, text = line.partition(" ")
        lines.append(text)
        times.append(moment(f"{meeting.started[:10]} {time}") if time else times[-1])
    note = case.store.read(meetings.note, meeting.id)
    cursor = {"row": len(lines) - 1, "column": len(lines[-1])}
    case.store.keep(Note, note.id, text="\n".join(lines), times=times, **cursor)


def _mark_prompts(case: Case, meeting: Meeting, state: str, counts: dict[str, Any]) -> None:
    """Set the first so many questions that the meeting's role is asked about each ref to a state."""
    prompts = case.store.read(checklist.prompts, case.audit_id, role=meeting.role)
    for ref, count in counts.items():
        about = [prompt for prompt in prompts if prompt.ref == ref and not prompt.state]
        for prompt in about[:count]:
            case.store.write(checklist.mark_prompt, prompt.id, state, meeting.id)

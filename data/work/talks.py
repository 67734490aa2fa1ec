"""What is asked in a talk, and in which order."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session, col, select

from data import clock
from data.models import ChecklistItem, Meeting, Prompt, Question, Sitting
from data.rules import tailoring
from data.work import checklist, questions, rows, sittings
from data.work.tailoring import earlier


class Asking(NamedTuple):
    """The questions for the one who is met, what matters most first, and the open questions that wait for that role."""

    prompts: list[Prompt]
    follow_ups: list[Question]


def asking(session: Session, /, meeting_id: str) -> Asking:
    """What to ask in a meeting.

    First the questions to come back to, then those of the refs that were planned for the meeting or its sitting, then
    those of refs without a verdict; within each the key ones first, those of refs where an earlier audit found
    something before the others, and the standard's order.
    """
    meeting = rows.fetch(session, Meeting, meeting_id)
    sitting = session.get(Sitting, meeting.sitting_id) if meeting.sitting_id else None
    planned = {*meeting.refs, *(sitting.refs if sitting else ())}
    items = {item.id: item for item in checklist.items(session, meeting.audit_id)}
    known = earlier(session, meeting.audit_id)
    weight = {
        item.id: tailoring.weight(known[item.ref].verdict if item.ref in known else None, item.document_required)
        for item in items.values()
    }
    asked = checklist.prompts(session, meeting.audit_id, role=meeting.role)
    asked.sort(
        key=lambda prompt: (
            prompt.state != "later",
            prompt.ref not in planned,
            items[prompt.item_id].verdict != "",
            not (prompt.key or prompt.own),
            -weight[prompt.item_id],
        )
    )  # the sort is stable: what is equal stays in the standard's order
    return Asking(asked, follow_ups(session, meeting.audit_id, meeting.role))


def follow_ups(session: Session, /, audit_id: str, role: str) -> list[Question]:
    """The open questions that wait for a role, or for nobody in particular."""
    found = questions.of_audit(session, audit_id, questions.OPEN)
    return [question for question in found if question.role.casefold() in ("", role.casefold())]


def sitting_of(session: Session, /, audit_id: str, role: str) -> str | None:
    """The id of today's sitting in which that role is met, if there is one."""
    today = clock.today()
    for sitting in sittings.of_audit(session, audit_id):
        if sitting.planned[:10] == today and role in sitting.people:
            return sitting.id
    return None


def unjudged(session: Session, /, audit_id: str) -> list[str]:
    """The refs without a verdict, in the standard's order."""
    query = select(ChecklistItem).where(ChecklistItem.audit_id == audit_id, ChecklistItem.verdict == "")
    return [item.ref for item in session.exec(query.order_by(col(ChecklistItem.position), col(ChecklistItem.ref)))]

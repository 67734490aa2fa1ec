"""Open questions: raised in a note or beside it, answered in some later talk, or dropped."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import BadInput
from data.models import Question
from data.work import rows

OPEN, ANSWERED, DROPPED = "open", "answered", "dropped"
STATES = (OPEN, ANSWERED, DROPPED)


def of_audit(session: Session, /, audit_id: str, *states: str) -> list[Question]:
    """The audit's open questions by label; with `states`, only those in one of them."""
    query = select(Question).where(Question.audit_id == audit_id)
    if states:
        query = query.where(col(Question.state).in_(states))
    return list(session.exec(query.order_by(col(Question.label))))


def raise_question(session: Session, /, audit_id: str, text: str, **values: Any) -> Question:
    """Note a question to come back to, with the next label. `values`: ref, role, meeting_id, raised_at (now)."""
    return rows.add(
        session,
        Question(
            audit_id=audit_id,
            label=rows.number(session, audit_id, "Q"),
            text=text,
            raised_at=values.pop("raised_at", clock.now()),
            **values,
        ),
    )


def answer(session: Session, /, question_id: str, text: str, meeting_id: str | None = None) -> Question:
    """Answer a question now, in a meeting or beside one. An empty answer opens it again."""
    text = text.strip()
    return rows.edit(
        session,
        Question,
        question_id,
        state=ANSWERED if text else OPEN,
        answer=text,
        answered_at=clock.now() if text else "",
        answered_in_id=meeting_id if text else None,
    )


def drop(session: Session, /, question_id: str) -> Question:
    """Give a question up, with the time; the same once more opens it again."""
    question = rows.fetch(session, Question, question_id)
    dropped = question.state != DROPPED
    return rows.edit(
        session,
        Question,
        question_id,
        state=DROPPED if dropped else OPEN,
        answered_at=clock.now() if dropped else "",
    )


def edit(session: Session, /, question_id: str, version: int | None = None, **values: Any) -> Question:
    """Change a question's words, ref, role or state. Raises BadInput for a state that is none, Conflict, NotFound."""
    if values.get("state", OPEN) not in STATES:
        raise BadInput(f"A question is {', '.join(STATES)}, not {values['state']}.")
    return rows.edit(session, Question, question_id, version, **values)

"""Meetings: opened, attended, ticked, noted."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists import parser
from data import clock
from data.models import AgendaItem, Attendance, Meeting, Note
from data.work import rows

AGENDAS = {"opening": "opening", "closing": "closing"}


def begin(session: Session, /, audit_id: str, kind: str, role: str = "", title: str = "", **values: Any) -> Meeting:
    """Start a meeting now, with an empty note, and the agenda where its kind has one."""
    meeting = rows.add(
        session,
        Meeting(
            audit_id=audit_id,
            label=rows.number(session, audit_id, "M"),
            kind=kind,
            role=role,
            title=title,
            started=values.pop("started", clock.now()),
            **values,
        ),
    )
    rows.add(session, Note(audit_id=audit_id, meeting_id=meeting.id))
    if kind in AGENDAS:
        for place, line in enumerate(parser.practice(AGENDAS[kind]).get("Agenda", ())):
            point, _, say = line.partition(" - ")
            session.add(AgendaItem(audit_id=audit_id, meeting_id=meeting.id, position=place, title=point, say=say))
    return meeting


def of_audit(session: Session, /, audit_id: str, *kinds: str) -> list[Meeting]:
    """The audit's meetings by label, of some kinds or of all."""
    query = select(Meeting).where(Meeting.audit_id == audit_id)
    if kinds:
        query = query.where(col(Meeting.kind).in_(kinds))
    return list(session.exec(query.order_by(col(Meeting.label))))


def agenda(session: Session, /, meeting_id: str) -> list[AgendaItem]:
    """The points of a meeting, in order."""
    return list(
        session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(col(AgendaItem.position)))
    )


def tick(session: Session, /, point_id: str) -> AgendaItem:
    """Tick a point with the time, or take the tick back."""
    point = rows.fetch(session, AgendaItem, point_id)
    return rows.edit(session, AgendaItem, point_id, done_at="" if point.done_at else clock.now())


def attendance(session: Session, /, meeting_id: str) -> list[Attendance]:
    """Who was there, in the order of arrival."""
    return list(
        session.exec(select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(col(Attendance.position)))
    )


def attend(session: Session, /, meeting_id: str, role: str, name: str = "") -> Attendance:
    """Somebody is there."""
    meeting = rows.fetch(session, Meeting, meeting_id)
    place = len(attendance(session, meeting_id))
    return rows.add(
        session, Attendance(audit_id=meeting.audit_id, meeting_id=meeting_id, role=role, name=name, position=place)
    )


def end(session: Session, /, meeting_id: str) -> Meeting:
    """Note the time at which the meeting ended, or open it again."""
    meeting = rows.fetch(session, Meeting, meeting_id)
    return rows.edit(session, Meeting, meeting_id, ended="" if meeting.ended else clock.now())


def note(session: Session, /, meeting_id: str) -> Note:
    """A meeting's note."""
    return session.exec(select(Note).where(Note.meeting_id == meeting_id)).one()


def notes(session: Session, /, audit_id: str) -> list[Note]:
    """All notes of an audit."""
    return list(session.exec(select(Note).where(Note.audit_id == audit_id)))

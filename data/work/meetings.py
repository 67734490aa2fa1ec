"""Meetings: opened, attended, ticked, noted."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists import parser
from data import clock
from data.models import AgendaItem, Attendance, HouseWording, Meeting, Note
from data.work import rows

AGENDAS = {"opening": "opening", "closing": "closing", "presentation": "presentation"}


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
        own = house_wording(session, kind)
        for place, line in enumerate(parser.practice(AGENDAS[kind]).get("Agenda", ())):
            point, _, say = line.partition(" - ")
            session.add(
                AgendaItem(
                    audit_id=audit_id, meeting_id=meeting.id, position=place, title=point, say=own.get(point, say)
                )
            )
    return meeting


def house_wording(session: Session, /, kind: str) -> dict[str, str]:
    """The auditor's own words for the points of an agenda, by their titles."""
    return {row.title: row.text for row in session.exec(select(HouseWording).where(HouseWording.kind == kind))}


def word(session: Session, /, point_id: str, text: str, *, for_all: bool) -> AgendaItem:
    """Say a point in one's own words; `for_all` keeps them for every audit to come."""
    point = rows.edit(session, AgendaItem, point_id, say=text)
    if for_all:
        put_in_words(session, rows.fetch(session, Meeting, point.meeting_id).kind, point.title, text)
    return point


def words(session: Session, /, kind: str) -> list[tuple[str, str]]:
    """Sentences to say in a meeting of that kind, each with its title, in one's own wording where there is one.

    Among them that the audit gives assurance and is not there to catch anyone out.
    """
    own = house_wording(session, f"{kind} words")
    lines = parser.practice(AGENDAS[kind]).get("Words", ())
    return [(title, own.get(title, text)) for title, _, text in (line.partition(" - ") for line in lines)]


def put_in_words(session: Session, /, kind: str, title: str, text: str) -> HouseWording:
    """Keep the house's wording; an empty one brings the pack's back at the next meeting."""
    query = select(HouseWording).where(HouseWording.kind == kind, HouseWording.title == title)
    known = session.exec(query).first()
    if known and not text.strip():
        rows.remove(session, HouseWording, known.id)
        return known
    if known:
        return rows.edit(session, HouseWording, known.id, text=text)
    return rows.add(session, HouseWording(kind=kind, title=title, text=text))


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


def leave(session: Session, /, attendance_id: str) -> None:
    """Somebody was not there after all."""
    rows.remove(session, Attendance, attendance_id)


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

"""Sittings: an audit in parts, each with its refs, its people and its time."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from data import clock
from data.models import ChecklistItem, Meeting, Sitting
from data.work import rows


class Progress(NamedTuple):
    """A sitting, how many of its refs are in the checklist, and which of those have no verdict yet."""

    sitting: Sitting
    refs: int
    left: tuple[str, ...]


def of_audit(session: Session, /, audit_id: str) -> list[Sitting]:
    """The audit's sittings by time; those without one come last."""
    query = select(Sitting).where(Sitting.audit_id == audit_id)
    order = (col(Sitting.planned) == "", col(Sitting.planned), col(Sitting.position))
    return list(session.exec(query.order_by(*order)))


def plan(session: Session, /, audit_id: str, title: str, **values: Any) -> Sitting:
    """One sitting more. `values`: refs, people, team, planned, minutes, place, remote, remark."""
    return rows.add(
        session, Sitting(audit_id=audit_id, title=title, position=len(of_audit(session, audit_id)), **values)
    )


def hold(session: Session, /, sitting_id: str) -> Sitting:
    """The sitting was held today; the same once more takes that back."""
    sitting = rows.fetch(session, Sitting, sitting_id)
    return rows.edit(session, Sitting, sitting_id, held="" if sitting.held else clock.today())


def remove(session: Session, /, sitting_id: str) -> None:
    """Take a sitting out of the plan; its meetings stay."""
    for meeting in session.exec(select(Meeting).where(Meeting.sitting_id == sitting_id)):
        meeting.sitting_id = None
        session.add(meeting)
    session.flush()
    rows.remove(session, Sitting, sitting_id)


def progress(session: Session, /, audit_id: str) -> list[Progress]:
    """Each sitting, in order, with what is left of it."""
    query = select(ChecklistItem).where(ChecklistItem.audit_id == audit_id)
    verdicts = {item.ref: item.verdict for item in session.exec(query)}
    return [
        Progress(
            sitting,
            sum(ref in verdicts for ref in sitting.refs),
            tuple(ref for ref in sitting.refs if verdicts.get(ref) == ""),
        )
        for sitting in of_audit(session, audit_id)
    ]


def uncovered(session: Session, /, audit_id: str) -> list[str]:
    """The refs of the checklist that are in no sitting, in the standard's order."""
    planned = {ref for sitting in of_audit(session, audit_id) for ref in sitting.refs}
    query = select(ChecklistItem).where(ChecklistItem.audit_id == audit_id)
    found = session.exec(query.order_by(col(ChecklistItem.position), col(ChecklistItem.ref)))
    return [item.ref for item in found if item.ref not in planned]

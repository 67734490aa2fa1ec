"""Sittings: an audit in parts, each with its refs, its people and its time."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from checklists import refs as known
from data import clock
from data.errors import BadInput
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


def plan_line(session: Session, /, audit_id: str, line: str) -> Sitting:
    """One sitting more, from `title | refs | 2026-10-12 09:00 | minutes | roles`. Raises BadInput."""
    title, about, when, long, who = (part.strip() for part in (line + "||||").split("|")[:5])
    if not title:
        raise BadInput("A sitting has a title; write for example: Access | A.5.15-A.5.18 | 2026-10-12 09:00 | 90 | HR")
    return plan(session, audit_id, title, **taken(refs=about, planned=when, minutes=long, people=who))


def taken(**texts: str) -> dict[str, Any]:
    """Columns of a sitting from what was typed into its fields. Raises BadInput, naming the field."""
    values: dict[str, Any] = dict(texts)
    if "refs" in texts:
        try:
            values["refs"] = known.expand(texts["refs"])
        except ValueError as error:
            raise BadInput(f"Refs: {error}") from error
    if "planned" in texts:
        values["planned"] = texts["planned"].strip().replace(" ", "T", 1)
        if values["planned"] and not clock.parse_date(values["planned"]):
            raise BadInput(f"When: «{texts['planned']}» is no date; write for example 2026-10-12 09:00")
    if "minutes" in texts:
        if texts["minutes"].strip() and not texts["minutes"].strip().isdecimal():
            raise BadInput(f"Minutes: «{texts['minutes']}» is no number")
        values["minutes"] = int(texts["minutes"].strip() or 0)
    if "people" in texts:
        values["people"] = [role.strip() for role in texts["people"].split(",") if role.strip()]
    if "remote" in texts:
        values["remote"] = texts["remote"].strip().lower() in ("yes", "y")
    return values


def split(session: Session, /, audit_id: str) -> list[Sitting]:
    """A sitting for each clause and theme whose refs are in none yet; no more than a theme's controls in one."""
    groups: dict[str, list[str]] = {}
    for ref in uncovered(session, audit_id):
        groups.setdefault(ref.rpartition(".")[0] if ref.startswith("A.") else ref.partition(".")[0], []).append(ref)
    return [
        plan(session, audit_id, f"{name} {known.title(name)}".strip(), refs=about) for name, about in groups.items()
    ]


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

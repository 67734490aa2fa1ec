"""What the fields of a plan can be filled with from the registers."""

from __future__ import annotations

from sqlmodel import Session, col, select

from data.models import Area
from data.work import audits, registers, ties

Choice = tuple[str, str]


def choices(session: Session, /, field: str) -> list[Choice]:
    """For a field of the plan, what it can take: the text for the field, and the words to choose by."""
    known = audits.organisation(session)
    if field == "criteria":
        return [
            (audits.joined(row.title, row.edition), f"{row.number}  {row.title}  {row.edition}")
            for row in registers.documents(session)
        ]
    if field == "areas":
        names = session.exec(select(Area.name).order_by(col(Area.name)))
        return [(name, name) for name in names]
    if field == "team":
        return [_member(*one) for one in ties.people(session)]
    named = {"places": known.places, "systems": known.systems}.get(field, []) if known else []
    return [(name, name) for name in named]


def _member(name: str, role: str, external: bool) -> Choice:
    held = ", ".join(part for part in (role if role != name else "", "external" if external else "") if part)
    return audits.joined(name, "auditor", held), f"{name}  {held}"

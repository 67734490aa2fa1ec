"""What was decided about the sections and drafted sentences of an audit's report."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, select

from data.errors import Refused
from data.models import ReportPart
from data.rules import report_parts
from data.work import rows


def of_audit(session: Session, /, audit_id: str) -> dict[str, ReportPart]:
    """What was decided, by the section's or sentence's name."""
    return {one.name: one for one in session.exec(select(ReportPart).where(ReportPart.audit_id == audit_id))}


def left_out(session: Session, /, audit_id: str) -> frozenset[str]:
    """The sections that are left out."""
    return frozenset(name for name, one in of_audit(session, audit_id).items() if one.left_out)


def toggle(session: Session, /, audit_id: str, name: str) -> ReportPart:
    """Leave a section out, or take it in again. Raises Refused for one that no report may lack."""
    if name in report_parts.FIXED:
        raise Refused(f"«{report_parts.SECTIONS[name]}» stands in every report (ISO 19011, 6.5.1).")
    one = part(session, audit_id, name)
    return rows.edit(session, ReportPart, one.id, left_out=not one.left_out)


def leave_out(session: Session, /, audit_id: str, names: Collection[str]) -> None:
    """Leave out exactly these sections."""
    for name in report_parts.SECTIONS:
        one = part(session, audit_id, name)
        if one.left_out != (name in names):
            rows.edit(session, ReportPart, one.id, left_out=name in names)


def part(session: Session, /, audit_id: str, name: str) -> ReportPart:
    """What was decided about a section or sentence, made where nothing was."""
    known = of_audit(session, audit_id).get(name)
    return known or rows.add(session, ReportPart(audit_id=audit_id, name=name))


def begin(session: Session, /, audit_id: str, name: str, draft: str) -> ReportPart:
    """A sentence is about to be edited: its own text, or the draft to begin with."""
    one = part(session, audit_id, name)
    return one if one.text else rows.edit(session, ReportPart, one.id, text=draft, draft=draft)


def end(session: Session, /, part_id: str) -> ReportPart:
    """Editing ended: a text that still says the draft, or nothing, goes on following the record."""
    one = rows.fetch(session, ReportPart, part_id)
    if one.text.strip() in ("", one.draft.strip()):
        return rows.edit(session, ReportPart, part_id, text="", draft="")
    return one


def forget(session: Session, /, audit_id: str, name: str) -> ReportPart:
    """Let a sentence follow the record again."""
    return rows.edit(session, ReportPart, part(session, audit_id, name).id, text="", draft="")

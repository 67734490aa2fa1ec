"""A marked line of a note becomes an item of the record, and goes on editing it.

The line comes as `checklists.fieldnotes` reads it. Each kind of line that is captured has a kind of item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from checklists.fieldnotes import NoteLine
from data.models import Evidence, Finding, Question, Request
from data.work import evidence, findings, questions, requests, rows

Item = Finding | Evidence | Request | Question
TABLES: dict[str, Any] = {"finding": Finding, "evidence": Evidence, "request": Request, "question": Question}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: the audit, the meeting, who speaks, the ref of the question being asked, who types."""

    audit_id: str
    meeting_id: str
    role: str = ""
    ref: str = ""
    who: str = ""


def capture(session: Session, /, line: NoteLine, place: Place, taken: frozenset[str] = frozenset()) -> Item | None:
    """The item that a line stands for; None for a line of another kind.

    An item of the same meeting that says the same and whose label is not in the note now (`taken`) is that item: its
    line was deleted and typed once more.
    """
    table = TABLES.get(line.kind)
    if table is None:
        return None
    said = values(line, place)
    if table is not Request:
        same = (getattr(table, name) == said[name] for name in SAME[line.kind])
        query = select(table).where(table.audit_id == place.audit_id, table.meeting_id == place.meeting_id, *same)
        known: Item | None = next((item for item in session.exec(query) if item.label not in taken), None)
        if known:
            return known
    if table is Question:
        return questions.raise_question(session, place.audit_id, said.pop("text"), meeting_id=place.meeting_id, **said)
    title = said.pop("what" if table is Request else "title")
    if table is Finding:
        return findings.raise_finding(session, place.audit_id, title, meeting_id=place.meeting_id, **said)
    if table is Evidence:
        more = {"meeting_id": place.meeting_id, "collector": place.who, "obtained": "during the meeting"}
        return evidence.record(session, place.audit_id, title, **more, **said)
    return requests.ask(session, place.audit_id, title, **said)


def follow(session: Session, /, label: str, before: NoteLine, now: NoteLine, place: Place) -> list[str]:
    """Carry an edit of a line over to its item. What was edited elsewhere stays as it is there.

    Returns the names of the columns that changed.
    """
    table = TABLES.get(now.kind)
    if table is None or before.kind != now.kind:
        return []
    item = session.exec(select(table).where(table.audit_id == place.audit_id, table.label == label)).first()
    if item is None:
        return []
    was, said = values(before, place), values(now, place)
    changed = {name: value for name, value in said.items() if value != was[name] and getattr(item, name) == was[name]}
    if changed:
        rows.edit(session, table, item.id, **changed)
    return list(changed)


def values(line: NoteLine, place: Place) -> dict[str, Any]:
    """What the line says, by the columns of its item. A ref in the line comes before that of the question."""
    refs = list(line.refs) or ([place.ref] if place.ref else [])
    role = {"role": place.role} if place.role else {}
    if line.kind == "finding":
        return {"title": line.title, "grade": line.grade, "ref": refs[0] if refs else "", "condition": line.body} | role
    if line.kind == "evidence":
        return {
            "title": line.title,
            "kind": line.evidence_kind,
            "edition": line.version,
            "period": line.date,
            "place": line.place,
            "refs": refs,
        } | role
    if line.kind == "question":
        return {"text": line.body, "ref": refs[0] if refs else ""}  # who can answer it is not who was speaking
    return {"what": line.title, "refs": refs} | role


SAME = {
    "finding": ("title", "grade", "condition"),
    "evidence": ("title", "kind", "edition", "place"),
    "question": ("text",),
}
"""By kind: the columns by which a line that was typed once more is known."""

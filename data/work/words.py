"""The words of an audit that are offered while a note is typed."""

from __future__ import annotations

from sqlmodel import Session, col, select

from checklists import refs
from checklists.completing import Words
from data.models import Action, ChecklistItem, Evidence, Finding, Meeting, Question, Request, Sample, SoaEntry
from data.work import checklist, registers

LABELLED = (Meeting, Request, Sample, Evidence, Finding, Question, Action)


def of_audit(session: Session, /, audit_id: str) -> Words:
    """Refs with their titles, those of the audit and the SoA first; roles; labels."""
    known = {ref: refs.title(ref) for ref in refs.all_refs()}
    soa = dict(session.exec(select(SoaEntry.ref, SoaEntry.title)).all())
    items = session.exec(select(ChecklistItem.ref, ChecklistItem.title).where(ChecklistItem.audit_id == audit_id))
    titles = dict(items.all()) | soa
    titles |= {ref: title for ref, title in known.items() if ref not in titles}
    roles = [name for name, _ in checklist.roles(session, audit_id)] + list(registers.roles(session))
    labels: list[str] = []
    for table in LABELLED:
        labels += session.exec(select(table.label).where(col(table.audit_id) == audit_id).order_by(col(table.label)))
    return Words(titles, tuple(dict.fromkeys(roles)), tuple(labels))

"""Marks: how each attribute of each item came out."""

from __future__ import annotations

from sqlmodel import Session, select

from data.errors import Refused
from data.models import AttributeResult, Sample, SampleItem
from data.work import rows

RESULTS = ("pass", "deviation", "not_applicable", "not_available")


def results(session: Session, /, sample_id: str) -> dict[tuple[str, str], AttributeResult]:
    """The marks of a sample: by item id and letter."""
    query = select(AttributeResult).join(SampleItem).where(SampleItem.sample_id == sample_id)
    return {(result.sample_item_id, result.letter): result for result in session.exec(query)}


def mark(
    session: Session, /, item_id: str, letter: str, result: str, evidence_id: str | None = None
) -> AttributeResult:
    """Mark one attribute of one item, or clear it with an empty result. Raises Refused."""
    if result and result not in RESULTS:
        raise Refused(f"«{result}» is no result; use one of: {', '.join(RESULTS)}")
    item = rows.fetch(session, SampleItem, item_id)
    if item.void:
        raise Refused(f"{item.label} was replaced ({item.void}); mark the item that took its place.")
    query = select(AttributeResult).where(AttributeResult.sample_item_id == item_id, AttributeResult.letter == letter)
    known = session.exec(query).first()
    if known:
        return rows.edit(
            session, AttributeResult, known.id, result=result, evidence_id=evidence_id or known.evidence_id
        )
    row = AttributeResult(
        audit_id=item.audit_id, sample_item_id=item_id, letter=letter, result=result, evidence_id=evidence_id
    )
    return rows.add(session, row)


def mark_rest(session: Session, /, item_id: str, result: str = "pass") -> list[AttributeResult]:
    """Give every attribute of an item that has no mark yet this one, as one change. Raises Refused."""
    item = rows.fetch(session, SampleItem, item_id)
    sample = rows.fetch(session, Sample, item.sample_id)
    known = {
        row.letter
        for row in session.exec(select(AttributeResult).where(AttributeResult.sample_item_id == item_id))
        if row.result
    }
    letters = [str(one["letter"]) for one in sample.attributes]
    return [mark(session, item_id, letter, result) for letter in letters if letter not in known]

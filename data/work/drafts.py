"""Drafts: what was typed and is not taken over yet.

A draft belongs to a question or a field. It outlives a crash and a closed line.
"""

from __future__ import annotations

import hashlib

from sqlmodel import Session, col, select

from data.models import Draft
from data.writer import storable


def _id(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()[:32]


def keep(session: Session, /, place: str, text: str) -> None:
    """Keep the text of a place; an empty one is forgotten."""
    known = session.get(Draft, _id(place))
    if known and not text:
        session.delete(known)
    elif text:
        draft = known or Draft(id=_id(place), place=place)
        draft.text = storable(text)
        session.add(draft)


def of(session: Session, /, prefix: str) -> dict[str, str]:
    """The drafts whose place begins with `prefix`: place to text."""
    query = select(Draft).where(col(Draft.place).startswith(prefix, autoescape=True))
    return {draft.place: draft.text for draft in session.exec(query)}

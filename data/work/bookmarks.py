"""Where each user left the program."""

from __future__ import annotations

from sqlmodel import Session

from data.models import Bookmark


def put(session: Session, /, who: str, audit_id: str, stage: int, meeting_id: str = "", item_id: str = "") -> None:
    """Remember where `who` is."""
    mark = session.get(Bookmark, who) or Bookmark(who=who)
    mark.audit_id, mark.stage, mark.meeting_id, mark.item_id = audit_id, stage, meeting_id, item_id
    session.add(mark)


def of(session: Session, /, who: str) -> Bookmark | None:
    """Where `who` was; None the first time."""
    return session.get(Bookmark, who)

"""The earlier states of a note, rebuilt from the change log, which keeps every one of them as a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from data import log
from data.models import Change, Note
from data.work import rows

MOST = 2000


@dataclass(frozen=True, slots=True)
class State:
    """The note after one entry of the log: number and time of the entry, who typed, how many characters it had then,
    and what was put in and taken out.
    """

    number: int
    at: str
    who: str
    size: int
    put: str
    taken: str


def states(session: Session, /, note_id: str) -> list[State]:
    """The note's states, the newest first; each is the text after some seconds of typing."""
    return [
        State(entry.number or 0, entry.at, entry.who, len(text), _words(entry.new), _words(entry.old))
        for entry, text in _back(session, note_id)
    ]


def text_at(session: Session, /, note_id: str, number: int) -> str:
    """The note's text after the entry of that number."""
    return next(text for entry, text in _back(session, note_id) if entry.number == number)


def _back(session: Session, note_id: str) -> Iterator[tuple[Change, str]]:
    text = rows.fetch(session, Note, note_id).text
    query = select(Change).where(Change.row_id == note_id).order_by(col(Change.number).desc()).limit(MOST)
    for entry in session.exec(query):
        if "text" in entry.new:
            yield entry, text
            if entry.act == "create":
                return
            text = log.before(text, entry.old["text"], entry.new["text"])


def _words(side: dict[str, Any]) -> str:
    value = side.get("text", "")
    return str(value["text"] if isinstance(value, dict) else value)

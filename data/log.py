"""The change log: every change of the record as one entry, each sealed over the one before.

An entry holds who changed what and when, with the old and new values. A created row stands whole in `new`, a deleted
one whole in `old`; of a changed row only the columns that changed are kept. Where a long text changed, only the part
that differs is: `{"at": 120, "text": "…"}` says that from character 120 on, this text stood there.

Typing is logged as it is saved. While somebody goes on typing in one row, the last entry of the log grows instead of a
new one being made for each key; no other entry rests on it yet, so the chain stays whole, and at every moment the log
accounts for the record to the last character. After `TYPING_SECONDS`, or when anything else is changed, the entry is
closed.

Each entry's seal is the SHA-256 of the entry as canonical JSON, with the seal before it: to change one entry unseen,
every later one would have to be rewritten, and the seals that were printed in reports would no longer fit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session as OrmSession
from sqlmodel import Session, col, select

from data import clock, sqlite
from data.models.base import Row, tables
from data.models.record import Change, SearchDue

Logged = tuple[str, Row, dict[str, Any], dict[str, Any]]
TYPING_SECONDS = 30.0
LONG_TEXT = 200
BLOCK = 4096
GROWN = 4096
"""An entry of typing is closed when it would become longer: a pasted log would be logged anew at each key, and so would
all that stands between two far places of a long note.
"""
INDEXED_AT_ONCE = 20_000
"""A text that is longer gets into the full-text search when the typist pauses."""


def seal_of(entry: Change) -> str:
    """The SHA-256 over all that the entry says and the seal before it, in hexadecimal digits."""
    said = entry.model_dump(exclude={"seal"})
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def difference(old: str, new: str) -> tuple[Any, Any]:
    """How a text's change is kept: both texts when short, else only where they differ."""
    if len(old) + len(new) <= LONG_TEXT:
        return old, new
    start, end = shared_ends(old, new)
    return {"at": start, "text": old[start : len(old) - end]}, {"at": start, "text": new[start : len(new) - end]}


def shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at the start, and how many of the others at the end."""
    start = _common(old, new, from_end=False)
    return start, min(_common(old, new, from_end=True), min(len(old), len(new)) - start)


def before(value: str, old: Any, new: Any) -> str:
    """The text before a change whose entry says `old` and `new`, from the text after it."""
    if isinstance(new, dict) and isinstance(old, dict):
        at = int(new["at"])
        return value[:at] + str(old["text"]) + value[at + len(new["text"]) :]
    return str(old)


def _common(one: str, other: str, *, from_end: bool) -> int:
    """How many characters two texts share at one end: block by block, and by halving in the block where they part (a
    loop over characters is slow on a long note).
    """

    def same(start: int, stop: int) -> bool:
        if from_end:
            return one[len(one) - stop : len(one) - start] == other[len(other) - stop : len(other) - start]
        return one[start:stop] == other[start:stop]

    most = low = min(len(one), len(other))
    for start in range(0, most, BLOCK):
        if not same(start, min(start + BLOCK, most)):
            low = start
            break
    high = min(low + BLOCK, most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(low, middle) else (low, middle - 1)
    return low


class Log:
    """Writes the entries of one program run; it hangs on the writer's sessions."""

    def __init__(self, who: str, sitting: str) -> None:
        self.who, self.sitting = who, sitting
        self._typing: tuple[int, dict[str, Any]] | None = None

    def attach(self, session: OrmSession) -> None:
        """Log and index whatever the session flushes.

        `session.info["act"]` may be "type"; "undoes" may name a batch.
        """
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)

    def _before_flush(self, session: OrmSession, *_: object) -> None:
        changes = list(_changes(session))
        if not changes:
            return
        tail = session.scalars(select(Change).order_by(col(Change.number).desc()).limit(1)).first()
        if session.info.get("act") == "type" and len(changes) == 1 and self._grow(tail, changes[0]):
            return
        self._typing = None
        for act, row, old, new in changes:
            typing = act == "update" and session.info.get("act") == "type"
            entry = self._entry(tail, "type" if typing else act, row)
            entry.batch = session.info.setdefault("batch", entry.number or 0)
            entry.undoes = session.info.get("undoes", 0)
            entry.old, entry.new = _worded(old, new) if act == "update" else (old, new)
            entry.seal = seal_of(entry)
            session.add(entry)
            tail = entry
            if typing and len(changes) == 1:
                self._typing = (entry.number or 0, old)

    def _after_flush(self, session: OrmSession, *_: object) -> None:
        connection = session.connection()
        for row in session.deleted:
            if isinstance(row, Row) and row.SEARCHED:
                sqlite.forget_row(connection, row.id)
        for row in [*session.new, *session.dirty]:
            if isinstance(row, Row) and row.SEARCHED:
                if session.info.get("act") == "type" and _is_long(row):
                    session.connection().execute(insert(SearchDue).prefix_with("OR IGNORE"), _due(row))
                else:
                    index(session, row)

    def _grow(self, tail: Change | None, change: Logged) -> bool:
        """Go on in the entry that the same typing began; False where a new one is due."""
        act, row, _, new = change
        if tail is None or self._typing is None or act != "update":
            return False
        number, first = self._typing
        if tail.number != number or tail.row_id != row.id or set(first) != set(new) or _age(tail.at) > TYPING_SECONDS:
            return False
        grown = _worded(first, new)
        if _length(grown) > GROWN:
            return False
        tail.old, tail.new = grown
        tail.seal = seal_of(tail)
        return True

    def _entry(self, tail: Change | None, act: str, row: Row) -> Change:
        return Change(
            number=(tail.number or 0) + 1 if tail else 1,
            at=clock.now(),
            who=self.who,
            sitting=self.sitting,
            act=act,
            kind=type(row).__name__,
            row_id=row.id,
            label=label_of(row),
            before=tail.seal if tail else "",
        )


def _is_long(row: Row) -> bool:
    return any(len(str(getattr(row, name))) > INDEXED_AT_ONCE for name in row.SEARCHED)


def _due(row: Row) -> dict[str, str]:
    return {"row_id": row.id, "kind": type(row).__name__}


def index_due(session: OrmSession) -> None:
    """Put the rows into the search whose long text was typed into."""
    for due in session.scalars(select(SearchDue)).all():
        row = session.get(tables()[due.kind], due.row_id)
        if row is not None:
            index(session, row)
        session.delete(due)


def index(session: OrmSession, row: Row) -> None:
    """Put a row's words into the full-text search."""
    body = "\n".join(str(getattr(row, name)) for name in row.SEARCHED)
    audit_id = row.id if type(row).__name__ == "Audit" else getattr(row, "audit_id", "") or ""
    sqlite.index_row(session.connection(), type(row).__name__, row.id, audit_id, label_of(row), body)


def label_of(row: Row) -> str:
    """By what people call the row; empty where it has no name of its own."""
    return str(getattr(row, row.LABEL)) if row.LABEL else ""


def _age(moment: str) -> float:
    return (datetime.now().astimezone() - datetime.fromisoformat(moment)).total_seconds()


def _worded(old: dict[str, Any], new: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    pairs = {
        name: difference(old[name], new[name])
        if isinstance(old[name], str) and isinstance(new[name], str)
        else (old[name], new[name])
        for name in new
    }
    return {name: pair[0] for name, pair in pairs.items()}, {name: pair[1] for name, pair in pairs.items()}


def _length(worded: tuple[dict[str, Any], dict[str, Any]]) -> int:
    """How many characters of text an entry holds, or would hold."""
    values = [value for side in worded for value in side.values()]
    return sum(len(value["text"] if isinstance(value, dict) else str(value)) for value in values)


def _changes(session: OrmSession) -> Iterator[Logged]:
    """What the session is about to write: act, row, old values, new values."""
    for row in session.new:
        if isinstance(row, Row) and "*" not in row.UNLOGGED:
            yield "create", row, {}, row.model_dump(exclude={"version", *row.UNLOGGED})
    for row in session.dirty:
        if not isinstance(row, Row) or "*" in row.UNLOGGED:
            continue
        old, new = {}, {}
        for name, state in inspect(row).attrs.items():
            history = state.history
            if history.has_changes() and name != "version" and name not in row.UNLOGGED:
                value = history.added[0] if history.added else None
                was = history.deleted[0] if history.deleted else None
                if was != value:
                    old[name], new[name] = was, value
        if new:
            yield "update", row, old, new
    for row in session.deleted:
        if isinstance(row, Row) and "*" not in row.UNLOGGED:
            yield "delete", row, row.model_dump(exclude={"version", *row.UNLOGGED}), {}


def entries(session: Session, *, row_id: str = "", most: int = 500) -> list[Change]:
    """The newest entries first, of one row or of all."""
    query = select(Change).order_by(col(Change.number).desc()).limit(most)
    if row_id:
        query = query.where(Change.row_id == row_id)
    return list(session.exec(query))


def broken(session: Session) -> list[str]:
    """What does not fit in the chain: one line each, naming the entry; empty when the log is whole."""
    problems, last, expected = [], "", 1
    for entry in session.exec(select(Change).order_by(col(Change.number))).yield_per(1000):
        if entry.number != expected:
            problems.append(f"change log: entry {expected} is missing before entry {entry.number}")
        if entry.before != last:
            problems.append(f"change log: entry {entry.number} does not follow the one before it")
        if seal_of(entry) != entry.seal:
            problems.append(f"change log: entry {entry.number} ({entry.kind} {entry.label}, {entry.at}) was altered")
        last, expected = entry.seal, (entry.number or 0) + 1
    return problems

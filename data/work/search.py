"""Search over everything, and taking changes back."""

from __future__ import annotations

import re

from sqlmodel import Session, col, delete, select

from data import log, sqlite
from data.errors import Refused
from data.models import Change, Row
from data.models.base import tables

DONE = {"create": "made", "update": "changed", "delete": "taken away"}


def search(session: Session, /, words: str) -> list[sqlite.Hit]:
    """Rows that hold all the words, best first (`data.sqlite.find`)."""
    return sqlite.find(session.connection(), words)


def undo(session: Session, /, sitting: str) -> str:
    """Take back the last change of this sitting that is not typing, and say what it was. Raises Refused when there is
    none.

    Typing has an undo of its own in the editor. A row that was changed again since, elsewhere, is left alone.
    """
    mine = list(session.exec(select(Change).where(Change.sitting == sitting).order_by(col(Change.number).desc())))
    undone = {entry.undoes for entry in mine if entry.undoes}
    batch = next((e.batch for e in mine if not e.undoes and e.act != "type" and e.batch not in undone), None)
    if batch is None:
        raise Refused("There is nothing to take back in this sitting.")
    session.info["undoes"] = batch
    entries = [entry for entry in mine if entry.batch == batch]
    for entry in entries:
        _take_back(session, entry)
        session.flush()
    first = entries[-1]
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", first.kind).lower()
    return f"Taken back: {' '.join(f'{kind} {first.label}'.split())} {DONE[first.act]}."


def _take_back(session: Session, /, entry: Change) -> None:
    table = tables()[entry.kind]
    row = session.get(table, entry.row_id)
    if entry.act == "delete":
        session.add(table(**entry.old))
    elif row is None:
        raise Refused(f"{entry.kind} {entry.label} is gone; it cannot be taken back.")
    elif entry.act == "create":
        _take_vouched(session, row)
        session.delete(row)
    else:
        for name, old in entry.old.items():
            new, value = entry.new[name], getattr(row, name)
            if isinstance(new, dict):
                at, text = int(new["at"]), str(new["text"])
                if str(value)[at : at + len(text)] != text:
                    raise Refused(f"{entry.kind} {entry.label} was changed again since; it cannot be taken back.")
                setattr(row, name, log.before(str(value), old, new))
            elif value == new:
                setattr(row, name, old)
            else:
                raise Refused(f"{entry.kind} {entry.label} was changed again since; it cannot be taken back.")
        session.add(row)


def _take_vouched(session: Session, row: Row) -> None:
    """Take away what the log leaves to this row, such as a population's items."""
    mine = type(row).__table__  # type: ignore[attr-defined]
    for table in tables().values():
        if "*" in table.UNLOGGED:
            for column in table.__table__.columns:  # type: ignore[attr-defined]
                if any(key.column.table is mine for key in column.foreign_keys):
                    session.execute(delete(table).where(column == row.id))

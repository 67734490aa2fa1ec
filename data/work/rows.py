"""What every subject needs: fetch a row, change it, give the next number."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlmodel import Session, select

from data.errors import Conflict, NotFound
from data.models import Counter, Row
from data.writer import storable

R = TypeVar("R", bound=Row)


def fetch(session: Session, /, table: type[R], row_id: str) -> R:
    """The row. Raises NotFound."""
    row = session.get(table, row_id)
    if row is None:
        raise NotFound(
            f"This {table.__name__.lower()} is not in the record any more; it was deleted in another window."
        )
    return row


def add(session: Session, /, row: R) -> R:
    """Put a new row into the record."""
    for name, value in row.model_dump().items():
        if isinstance(value, str):
            setattr(row, name, storable(value))
    session.add(row)
    session.flush()
    return row


def edit(session: Session, /, table: type[R], row_id: str, version: int | None = None, **values: Any) -> R:
    """Change columns of a row. With `version`, the row must still be as it was read then. Raises NotFound, Conflict."""
    row = fetch(session, table, row_id)
    if version is not None and row.version != version:
        raise Conflict("This was changed in another window meanwhile; look at it again and repeat the change.")
    for name, value in values.items():
        setattr(row, name, storable(value))
    session.add(row)
    session.flush()
    return row


def remove(session: Session, /, table: type[R], row_id: str) -> None:
    """Take a row out of the record; the change log keeps it whole."""
    session.delete(fetch(session, table, row_id))
    session.flush()


def claim(session: Session, /, scope: str, prefix: str, value: int) -> None:
    """Say that a number was given elsewhere (by an import), so that it is not given again."""
    counter = session.exec(select(Counter).where(Counter.scope == scope, Counter.prefix == prefix)).first()
    counter = counter or Counter(scope=scope, prefix=prefix)
    counter.last = max(counter.last, value)
    session.add(counter)
    session.flush()


def number(session: Session, /, scope: str, prefix: str, width: int = 2) -> str:
    """The next label of its kind in a scope (an audit's id, or empty for the store): given once, never again."""
    counter = session.exec(select(Counter).where(Counter.scope == scope, Counter.prefix == prefix)).first()
    counter = counter or Counter(scope=scope, prefix=prefix)
    counter.last += 1
    session.add(counter)
    session.flush()
    return f"{prefix}-{counter.last:0{width}d}"

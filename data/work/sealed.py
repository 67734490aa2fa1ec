"""All that the record holds of one audit, for a package that leaves: its rows, and its part of the change log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from data.models import Change, Organisation, Row
from data.models.base import AuditRow, tables

ELSEWHERE = ("Draft", "ImportProfile", "HouseWording")
"""Tables that belong to the program's use, not to an audit."""


def record(session: Session, /, audit_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of an audit by table, each table by id: its own, and those that hang on them (notes, steps, items)."""
    found: dict[str, list[Row]] = {}
    ids = {audit_id}
    known = {name: table for name, table in tables().items() if name not in ELSEWHERE}
    pending = dict(known)
    while True:
        before = len(found)
        for name, table in list(pending.items()):
            keys = _keys(table, found)
            if keys:
                query: Any = select(table).order_by(col(table.id))
                rows = [row for row in session.exec(query) if any(getattr(row, key) in ids for key in keys)]
                found[name] = rows
                del pending[name]
                ids.update(row.id for row in rows)
        if len(found) == before:
            break
    found["Organisation"] = list(session.exec(select(Organisation)))
    return {name: [row.model_dump() for row in found[name]] for name in sorted(found) if found[name]}


def _keys(table: type[Row], found: dict[str, list[Row]]) -> list[str]:
    """The columns by which a row of this table belongs to the audit; empty where that is not known yet."""
    if table.__name__ == "Audit":
        return ["id"]
    if issubclass(table, AuditRow) or "audit_id" in table.model_fields:
        return ["audit_id"]
    there = {name.lower() for name in found}
    return [
        column.name
        for column in table.__table__.columns  # type: ignore[attr-defined]  # every table has one
        for key in column.foreign_keys
        if key.column.table.name in there
    ]


def log(session: Session, /, audit_id: str, ids: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The change log in order: entries about these rows or this audit whole, of all others only what holds the chain
    together (number, the seal before it, its own seal).
    """
    for entry in session.exec(select(Change).order_by(col(Change.number))).yield_per(1000):
        own = entry.row_id in ids or audit_id in (entry.old.get("audit_id"), entry.new.get("audit_id"))
        if own:
            yield entry.model_dump()
        else:
            yield {"number": entry.number, "before": entry.before, "seal": entry.seal}

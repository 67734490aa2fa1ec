"""What the record holds already: which of its rows a file's row is, and what was edited here since it was imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlmodel import Session, col, select

from data.imports.layout import Layout
from data.imports.words import shown
from data.models import Action, Audit, Change, Finding, ImportProfile, Row

Record = dict[str, Any]
AT_ONCE = 500  # ids in one query


def index(session: Session, layout: Layout) -> dict[tuple[str, ...], Row]:
    """The record's rows of a layout by key."""
    return {key: row for row in session.exec(select(layout.model)) if any(key := layout.key_of(row))}


def pair(layout: Layout, records: Iterable[Record], known: Mapping[tuple[str, ...], Row]) -> dict[tuple[str, ...], Row]:
    """By key, which row of the record a row of the file is: the one with its key, else the one left with its handle."""
    found: dict[tuple[str, ...], Row] = {}
    left: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for record in records:
        key = layout.key_of(record)
        if key in known:
            found[key] = known[key]
        elif layout.handle:
            left[layout.handle_of(record)].append(key)
    taken = {row.id for row in found.values()}
    rows: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in known.values() if left else ():
        if row.id not in taken:
            rows[layout.handle_of(row)].append(row)
    found |= {keys[0]: rows[handle][0] for handle, keys in left.items() if len(keys) == len(rows[handle]) == 1}
    return found


def edited_here(session: Session, model: type[Row], ids: Iterable[str]) -> dict[str, set[str]]:
    """By row id, the fields that were last written by somebody's hand and not by an import.

    The change log tells: every import writes its profile anew, in the same batch as its rows.
    """
    imports = set(
        session.exec(select(Change.batch).where(Change.kind == ImportProfile.__name__, Change.undoes == 0).distinct())
    )
    found: dict[str, set[str]] = defaultdict(set)
    for entry in _entries(session, model, list(ids)):
        fields = set(entry.new)
        if entry.act == "create":  # what was never filled in was not written by hand
            fields = {name for name in fields if entry.new[name] != _default(model, name)}
        if entry.batch in imports:
            found[entry.row_id] -= fields
        else:
            found[entry.row_id] |= fields
    return found


def _entries(session: Session, model: type[Row], ids: list[str]) -> Iterator[Change]:
    for start in range(0, len(ids), AT_ONCE):
        query = select(Change).where(
            Change.kind == model.__name__, col(Change.row_id).in_(ids[start : start + AT_ONCE])
        )
        yield from session.exec(query.order_by(col(Change.number)))


def _default(model: type[Row], name: str) -> Any:
    return model.model_fields[name].get_default(call_default_factory=True)


def linker(session: Session) -> Callable[[Record], list[str]]:
    """Puts an action's audit and finding in the place of what the file calls them, where they are in the record.

    The numbers (`AUD-2026-02`, `F-03`) are looked for in the columns of that name, else in the action's origin.
    What the function returns are notes on those that it could not find.
    """
    audits = {audit.number.casefold(): audit.id for audit in session.exec(select(Audit))}
    findings = {(finding.audit_id, finding.label.casefold()): finding.id for finding in session.exec(select(Finding))}

    def words(text: str) -> list[str]:
        return [word.strip(",.;:()[]").casefold() for word in text.split()]

    def link(record: Record) -> list[str]:
        audit, finding, origin = record.pop("audit", ""), record.pop("finding", ""), record.get("origin", "")
        audit_id = next((audits[word] for word in words(f"{audit} {origin}") if word in audits), None)
        known = ((audit_id, word) for word in words(f"{finding} {origin}"))
        finding_id = next((findings[name] for name in known if name in findings), None)
        if audit_id:
            record["audit_id"] = audit_id
        elif audit and not origin:
            record["origin"] = audit
        if finding_id:
            record["finding_id"] = finding_id
        missing = (audit if not audit_id else "", finding if not finding_id else "")
        return [f"«{shown(name)}» is not in the record: not linked" for name in missing if name]

    return link


def is_action(layout: Layout) -> bool:
    """Whether the layout makes corrective actions, which have a number of our own and belong to audits and findings."""
    return layout.model is Action

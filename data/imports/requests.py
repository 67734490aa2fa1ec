"""A request list that comes back: first proposed row by row, then made as a whole.

Empty cells say nothing; what stands in the record is added to, never replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from data import clock
from data.errors import BadInput, Conflict
from data.imports import dates, values
from data.imports.tables import Table
from data.imports.words import listed, plain, shown
from data.models import Audit, Request
from data.work import requests, rows

NEEDED = "no"
COLUMNS = {
    "no": "no",
    "received": "received",
    "complete": "complete",
    "where it is": "where",
    "remark": "remark",
    "audit": "audit",
}


@dataclass(frozen=True, slots=True)
class Returned:
    """One row of the list. `state` is changed, unchanged or refused; `values` are the columns that would change."""

    number: int
    state: str
    label: str = ""
    request: Request | None = None
    values: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def words(self) -> str:
        """What would change, in words."""
        return self.reason or "; ".join(f"{name}: {value}" for name, value in self.values.items())


def propose(session: Session, /, audit_id: str, table: Table) -> list[Returned]:
    """What reading a list back would do, row by row. Raises BadInput where it is no request list."""
    audit = rows.fetch(session, Audit, audit_id)
    places = {COLUMNS[plain(name)]: at for at, name in enumerate(table.columns) if plain(name) in COLUMNS}
    if NEEDED not in places:
        raise BadInput(
            f"{shown(table.name)} is no request list of ours: it has no column «No.» (found: {listed(table.columns)})."
        )
    asked = {one.label.casefold(): one for one in requests.of_audit(session, audit_id)}
    cells = [{name: values.text(row[at]) for name, at in places.items()} for row in table.rows]
    custom = dates.custom(row.get("received", "") for row in cells)
    seen: set[str] = set()
    found = [Returned(number, "refused", reason=reason) for number, reason in table.problems.items()]
    for number, row in zip(table.numbers, cells, strict=True):
        line = _row(number, row, asked, audit.number, custom)
        if line.request and line.label in seen:
            line = Returned(number, "refused", line.label, reason="stands in the list twice: take one out")
        seen.add(line.label)
        found.append(line)
    return sorted(found, key=lambda line: line.number)


def _row(number: int, row: dict[str, str], asked: dict[str, Request], audit: str, custom: bool | None) -> Returned:
    label, whose = row["no"], row.get("audit", "")
    if whose and whose.casefold() != audit.casefold():
        return Returned(number, "refused", label, reason=f"belongs to {shown(whose)}, not to {audit}")
    request = asked.get(label.casefold())
    if request is None:
        return Returned(number, "refused", label, reason=f"«{shown(label)}» is no request of {audit}")
    try:
        complete = values.yes_no(row.get("complete", ""))
    except ValueError as error:
        return Returned(number, "refused", label, request, reason=f"column «Complete»: {error}")
    given = dates.iso(row.get("received", ""), custom)
    if given and not clock.parse_date(given):
        return Returned(
            number,
            "refused",
            label,
            request,
            reason=f"column «Received»: «{shown(given)}» is no clear date: write 2026-10-05",
        )
    changes: dict[str, Any] = {}
    if given and given != request.received:
        changes["received"] = given
    if complete is not None and complete != request.complete:
        changes["complete"] = complete
        if complete and not (given or request.received):
            changes["received"] = clock.today()
    words = [row.get("remark", ""), f"Where: {row['where']}" if row.get("where") else ""]
    fresh = [line for line in words if line and line not in request.remark]
    if fresh:
        changes["remark"] = "\n".join(part for part in (request.remark, *fresh) if part)
    return Returned(number, "changed" if changes else "unchanged", label, request, changes)


def apply(session: Session, /, lines: list[Returned]) -> int:
    """Make what was proposed, as a whole; returns how many requests changed. Raises Conflict."""
    done = 0
    for line in lines:
        if line.request is not None and line.values:
            if rows.fetch(session, Request, line.request.id).version != line.request.version:
                raise Conflict(f"{line.label} was changed in another window meanwhile; read the list again.")
            rows.edit(session, Request, line.request.id, **line.values)
            done += 1
    return done

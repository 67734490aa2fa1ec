"""Samples: populations taken in, items drawn by their seeds, attributes marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlmodel import Session

from data.demo.content import Case
from data.demo.dates import moment
from data.imports.tables import Table, read_table
from data.models import Population, Sample, SampleItem
from data.work import rows, sampling


def draw(case: Case) -> None:
    """Take in the populations and draw the samples."""
    for told in case.table("samples").values():
        path = case.content.copy(told["file"])
        sample = case.store.write(_draw, case.audit_id, path, read_table(path), told)
        case.ids[sample.label] = sample.id


def mark(case: Case) -> None:
    """Mark the items that were looked at, and conclude."""
    for label, told in case.table("samples").items():
        items = case.store.read(sampling.items, case.ids[label])
        for item in items[: told.get("marked", len(items))]:
            case.store.write(_mark, item, told, case.ids)
        case.store.write(rows.edit, Sample, case.ids[label], conclusion=told.get("conclusion", ""))


def _draw(session: Session, audit_id: str, path: Path, table: Table, told: dict[str, Any]) -> Sample:
    facts = {
        name: told[name] for name in ("title", "supplied_by", "query", "period", "completeness", "control_total", "ref")
    }
    population = sampling.take_in(session, audit_id, table, path, told["id_column"], **facts)
    choice = {name: told[name] for name in ("title", "ref", "method", "reason", "tolerable") if name in told}
    raised = told.get("findings", {})
    attributes = [
        {"letter": letter, "text": text} | ({"finding": raised[letter]} if letter in raised else {})
        for letter, text in told["attributes"].items()
    ]
    sample = sampling.draw(session, population.id, told["size"], told["seed"], attributes=attributes, **choice)
    when = moment(told["drawn"])
    rows.edit(session, Population, population.id, taken_in=when)
    return rows.edit(session, Sample, sample.id, planned_at=when, drawn_at=when)


def _mark(session: Session, item: SampleItem, told: dict[str, Any], ids: dict[str, str]) -> None:
    """Every attribute of an item: «pass», but for the entries under `marks` («L-156 B»: result and evidence)."""
    for letter in told["attributes"]:
        result, _, evidence = told["marks"].get(f"{item.item} {letter}", "pass").partition(" ")
        sampling.mark(session, item.id, letter, result, ids[evidence] if evidence else None)
    if item.item in told["notes"]:
        rows.edit(session, SampleItem, item.id, note=told["notes"][item.item])

"""Samples: populations taken in, items drawn by their seeds, attributes marked."""

from __future__ import annotations

from typing import Any

from data.demo.content import Case
from data.demo.dates import moment
from data.imports.tables import read_table
from data.models import Sample, SampleItem
from data.work import rows, sampling


def draw(case: Case) -> None:
    """Take in the populations and draw the samples."""
    for told in case.table("samples").values():
        path = case.content.copy(told["file"])
        facts = {name: told[name] for name in ("title", "supplied_by", "query", "period", "completeness")}
        population = case.store.write(
            sampling.take_in, case.audit_id, read_table(path), path, told["id_column"], **facts
        )
        choice = {name: told[name] for name in ("title", "ref", "method", "reason") if name in told}
        attributes = [{"letter": letter, "text": text} for letter, text in told["attributes"].items()]
        sample = case.store.write(
            sampling.draw, population.id, told["size"], told["seed"], attributes=attributes, **choice
        )
        case.ids[sample.label] = sample.id


def mark(case: Case) -> None:
    """Mark the items that were looked at: «pass», but for the entries under `marks` («L-156 B», result and evidence)."""
    for label, told in case.table("samples").items():
        sample_id = case.ids[label]
        items = case.store.read(sampling.items, sample_id)
        for item in items[: told.get("marked", len(items))]:
            for letter in told["attributes"]:
                result, _, evidence = told["marks"].get(f"{item.item} {letter}", "pass").partition(" ")
                case.store.write(sampling.mark, item.id, letter, result, case.ids[evidence] if evidence else None)
            if item.item in told["notes"]:
                case.store.write(rows.edit, SampleItem, item.id, note=told["notes"][item.item])
        values: dict[str, Any] = {"drawn_at": moment(told["drawn"]), "conclusion": told.get("conclusion", "")}
        case.store.write(rows.edit, Sample, sample_id, **values)

"""From the rows of a table to records of a register, or to the reason why a row is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.imports import dates
from data.imports.columns import PREFIX, Choice
from data.imports.tables import Table
from data.imports.values import raci
from data.imports.values import text as as_text
from data.imports.words import plain, shown

LEGEND = ("legend", "legende", "key", "schluessel", "note", "notes", "hinweis")


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the file: its records (several in a matrix), or why it is refused. `notes` are doubts.

    `doubtful` when one of its dates can be read in two ways; `known_by` is the key of a refused row, as far as it can
    be read.
    """

    number: int
    records: tuple[dict[str, Any], ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    doubtful: bool = False
    known_by: tuple[str, ...] = ()


def read(choice: Choice, table: Table, day_first: bool | None = None) -> Iterator[Reading]:
    """Every row of the table in the file's order.

    `day_first` says how 03/04/2026 is meant; without it the table's other dates decide. A date that stays doubtful
    is kept as text, and noted.
    """
    places = {name: table.columns.index(column) for name, column in choice.mapping.items()}
    if day_first is None:
        dated = [places[field.name] for field in choice.layout.fields if field.dated and field.name in places]
        day_first = dates.custom(row[place] for row in table.rows for place in dated)
    rows: dict[int, list[str]] = dict(zip(table.numbers, table.rows, strict=True))
    for number in sorted({*rows, *table.problems}):
        if number in table.problems:
            yield Reading(number, reason=table.problems[number])
        else:
            yield _reading(choice, number, rows[number], places, day_first)


def _reading(choice: Choice, number: int, row: list[str], places: dict[str, int], day_first: bool | None) -> Reading:
    record: dict[str, Any] = {}
    notes: list[str] = []
    for field in choice.layout.fields:
        if field.name not in places:
            continue
        cell = row[places[field.name]]
        try:
            value = dates.iso(as_text(cell), day_first) if field.dated else field.convert(cell)
        except ValueError as error:
            reason = f"column «{shown(choice.mapping[field.name])}»: {error}"
            return Reading(number, reason=reason, known_by=_key(choice, row, places))
        if value is not None:
            record[field.name] = value
        if field.dated and dates.is_doubtful(cell, day_first):
            column = shown(choice.mapping[field.name])
            notes.append(f"column «{column}»: {shown(cell)} can be read in two ways and is kept as it stands")
    for group in choice.layout.needs:
        if not any(record.get(name) not in ("", None) for name in group):
            columns = " and ".join(f"«{shown(choice.mapping[name])}»" for name in group if name in choice.mapping)
            reason = f"column {columns} is empty: a row needs it"
            return Reading(number, reason=reason, known_by=_key(choice, row, places))
    if choice.layout.matrix:
        prefix = PREFIX[choice.layout.matrix]
        cells = {name.removeprefix(prefix): row[place] for name, place in places.items() if name.startswith(prefix)}
        return (_by_role if choice.layout.matrix == "roles" else _by_letter)(number, record, cells)
    return Reading(number, (record,), notes=tuple(notes), doubtful=bool(notes))


def _key(choice: Choice, row: list[str], places: dict[str, int]) -> tuple[str, ...]:
    """By what a row that is refused would be known."""
    record = {}
    for name in choice.layout.key_names:
        if name in places:
            try:
                record[name] = choice.layout.field(name).convert(row[places[name]])
            except ValueError:
                record[name] = ""
    return choice.layout.key_of(record)


def _by_role(number: int, record: dict[str, Any], cells: dict[str, str]) -> Reading:
    """One record for each role of the row; a role without a letter has the empty duty."""
    if plain(record["activity"]) in LEGEND or any("=" in cell for cell in cells.values()):
        return Reading(number, reason="it explains the letters (a legend) and is no activity")
    for role, cell in cells.items():
        if plain(cell) and not raci(cell):
            reason = f"column «{shown(role)}»: «{shown(cell)}» is no RACI letter; write R, A, C or I"
            return Reading(number, reason=reason)
    duties = ({"holder": as_text(role), "duty": raci(cell)} for role, cell in cells.items())
    return Reading(number, tuple(record | duty for duty in duties))


def _by_letter(number: int, record: dict[str, Any], cells: dict[str, str]) -> Reading:
    """One record for each role that the row names under a letter; several names in a cell are separated."""
    duties: dict[str, list[str]] = {}
    for letter, cell in cells.items():
        for name in re.split(r"[,;\n]", as_text(cell)):
            if plain(name):
                duties.setdefault(name.strip(), []).append(letter)
    records = (record | {"holder": name, "duty": raci("/".join(letters))} for name, letters in duties.items())
    return Reading(number, tuple(records), reason="" if duties else "nobody is named in this row")

"""Which column of a file is which field: guessed from the headers, or as a person said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.errors import BadInput
from data.imports.finding_layout import FINDINGS
from data.imports.kinds import KINDS
from data.imports.layout import Layout
from data.imports.tables import Table
from data.imports.values import raci
from data.imports.words import listed, plain, shown

LAYOUTS = KINDS | {"findings": (FINDINGS,)}
PREFIX = {"roles": "duty of ", "letters": "holders of "}
"""What stands before a role, or before a letter, in the mapping of a matrix: `duty of HR Lead`, `holders of A`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a table is read. `mapping` gives the column of each field; `unused` are the columns that have no home."""

    layout: Layout
    mapping: dict[str, str]
    unused: tuple[str, ...]


def choose(kind: str, table: Table, given: Mapping[str, str] | None = None) -> Choice:
    """The first layout of the kind whose needed columns are there, with the guess for all fields that are not `given`.

    `given` is field to column; an empty column means that the field has none. Raises BadInput.
    """
    if kind not in LAYOUTS:
        raise BadInput(f"«{shown(kind)}» is no register; use one of: {', '.join(KINDS)}.")
    given = dict(given or {})
    _check(kind, table, given)
    for layout in LAYOUTS[kind]:
        mapping = _guess(layout, table, given)
        if layout.matrix:
            mapping |= _spread(layout, table, mapping, given)
        if _lacks(layout, mapping):
            continue
        used = set(mapping.values())
        return Choice(layout, mapping, tuple(name for name in table.columns if name not in used))
    needed = " — or: ".join(_needed(layout) for layout in LAYOUTS[kind])
    raise BadInput(
        f"{shown(table.name)} is not understood as {kind}. Columns found: {listed(table.columns)}. Needed: {needed}."
        " Rename the columns, or say which is which."
    )


def offer(kind: str, table: Table, given: Mapping[str, str] | None = None) -> tuple[Choice, tuple[str, ...]]:
    """The layout that fits best, even where needed columns are not found; these are named.

    For a person to say which column is which. Raises BadInput where `given` names what is not there.
    """
    given = dict(given or {})
    _check(kind, table, given)
    found = []
    for place, layout in enumerate(LAYOUTS[kind]):
        mapping = _guess(layout, table, given)
        if layout.matrix:
            mapping |= _spread(layout, table, mapping, given)
        lacking = [" or ".join(group) for group in layout.needs if not any(name in mapping for name in group)]
        if layout.matrix and _lacks(layout, mapping) and not lacking:
            lacking.append("columns with RACI letters")
        unused = tuple(name for name in table.columns if name not in mapping.values())
        found.append((len(lacking), place, Choice(layout, mapping, unused), tuple(lacking)))
    best = min(found, key=lambda one: one[:2])
    return best[2], best[3]


def _check(kind: str, table: Table, given: Mapping[str, str]) -> None:
    known = list(dict.fromkeys(field.name for layout in LAYOUTS[kind] for field in layout.fields))
    spread = tuple(PREFIX[layout.matrix] for layout in LAYOUTS[kind] if layout.matrix)
    for name, column in given.items():
        if name not in known and not name.startswith(spread):
            raise BadInput(f"«{shown(name)}» is no field of {kind}; its fields are: {', '.join(known)}.")
        if column and column not in table.columns:
            there = listed(table.columns)
            raise BadInput(f"{shown(table.name)} has no column «{shown(column)}»; its columns are: {there}.")


def _guess(layout: Layout, table: Table, given: Mapping[str, str]) -> dict[str, str]:
    """Field to column. A header counts as it stands, else without what it has in brackets."""
    mapping = {field.name: given[field.name] for field in layout.fields if given.get(field.name)}
    for name_of in (plain, _unbracketed):
        free = {name_of(column): column for column in reversed(table.columns) if column not in mapping.values()}
        for field in layout.fields:
            words = (plain(word) for word in field.words.split("|"))
            word = next((word for word in words if word in free), "")
            if word and field.name not in given and field.name not in mapping:
                mapping[field.name] = free.pop(word)
    return {field.name: mapping[field.name] for field in layout.fields if field.name in mapping}


def _unbracketed(column: str) -> str:
    return plain(re.sub(r"\(.*?\)|\[.*?\]", " ", column))


def _spread(layout: Layout, table: Table, mapping: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The columns of a matrix, one a role (half of its cells or more hold letters) or one a letter."""
    prefix = PREFIX[layout.matrix]
    found = {name: column for name, column in given.items() if name.startswith(prefix) and column}
    if found:
        return found
    for place, column in enumerate(table.columns):
        if column in mapping.values():
            continue
        if layout.matrix == "letters":
            letter = raci(_unbracketed(column)) or raci(column)
            found |= {prefix + letter: column} if len(letter) == 1 else {}
        else:
            cells = [row[place] for row in table.rows if plain(row[place])]
            mostly = cells and 2 * sum(raci(cell) != "" for cell in cells) >= len(cells)
            found |= {prefix + column: column} if mostly else {}
    return found


def _lacks(layout: Layout, mapping: Mapping[str, str]) -> bool:
    """Whether needed columns are not there; a single letter makes no table of letters."""
    least = {"": 0, "roles": 1, "letters": 2}[layout.matrix]
    spread = sum(name.startswith(PREFIX[layout.matrix]) for name in mapping) if layout.matrix else 0
    return spread < least or any(not any(name in mapping for name in group) for group in layout.needs)


def _needed(layout: Layout) -> str:
    """The needed columns, each by the first header that means it."""

    def headers(group: Iterable[str]) -> str:
        return " or ".join(layout.field(name).words.split("|")[0].strip() for name in group)

    spread = {"": "", "roles": ", a column a role with RACI letters", "letters": ", responsible, accountable"}
    return ", ".join(headers(group) for group in layout.needs) + spread[layout.matrix]

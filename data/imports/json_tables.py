"""A list of objects in a JSON file as a table, as CSV and workbooks give one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.errors import BadInput
from data.imports.checklists import objects
from data.imports.tables import Table, bytes_of, encoding_of, read_table
from data.imports.words import shown


def read_any(path: Path, wanted: str) -> Table:
    """The table in a CSV, XLSX or JSON file. Raises BadInput in the bounds of `data.imports.tables`.

    Of several lists in a JSON file, or sheets in a workbook, the one under the name `wanted` counts.
    """
    if path.suffix.lower() != ".json":
        return read_table(path, wanted)
    name = shown(path.name, 200)
    data = bytes_of(path, name)
    encoding = encoding_of(data, name)
    found, _ = objects.parts(data.decode(encoding), name)
    if not found:
        raise BadInput(f"{name} holds no list of objects; each {wanted.removesuffix('s')} has to be an object in one.")
    named = [part for part in found if part.headings and part.headings[-1] == wanted]
    part = max(named or found, key=lambda one: len(one.rows))
    whole = [row for row in part.rows if not row.problem]
    return Table(
        name,
        part.columns,
        [list(row.cells) for row in whole],
        [row.number for row in whole],
        hashlib.sha256(data).hexdigest(),
        encoding,
        "",
        {row.number: row.problem for row in part.rows if row.problem},
    )

"""A checklist's file as tables: Markdown, CSV, XLSX or JSON. The content decides which it is, not the name alone."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from data.errors import BadInput
from data.imports.checklists import markdown, merged, objects
from data.imports.checklists.headers import is_header
from data.imports.checklists.sheet import LeftOut, Part, Row, Sheet, named
from data.imports.tables import Record, Table, bytes_of, encoding_of, read_table
from data.imports.words import listed, shown

HIGHEST_HEADER = 60
"""In the first so many rows the header is looked for: templates begin with their title, the company and the date."""


def read_checklist(path: Path) -> Sheet:
    """The tables of a checklist's file, as they stand there. Raises BadInput in the bounds of `data.imports.tables`."""
    name = shown(path.name, 200)
    data = bytes_of(path, name)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _from_workbook(path, data)
    text = data.decode(encoding_of(data, name))
    if path.suffix.lower() == ".json" or text.lstrip()[:1] in ("{", "["):
        found, unused = objects.parts(text, name)
        if not found:
            raise BadInput(f"{name} holds no list of objects; each row of the checklist has to be an object in a list.")
        return Sheet(name, "object", tuple(found), unused)
    if path.suffix.lower() in (".md", ".markdown") or markdown.has_tables(text):
        found = markdown.parts(text, name)
        if not found:
            raise BadInput(
                f"{name} holds no table; a checklist in Markdown is a table with a header: | Ref | Question |"
            )
        return Sheet(name, "line", tuple(found))
    table = read_table(path)
    rows: list[tuple[int, Record]] = [(0, list(table.columns)), *zip(table.numbers, table.rows, strict=True)]
    rows += table.problems.items()
    part, left_out = _part(table, sorted(rows, key=lambda row: row[0]))
    return Sheet(name, "row", (part,), left_out=left_out)


def _from_workbook(path: Path, data: bytes) -> Sheet:
    """The first sheet with a header; its merged cells count for every row that they span, other sheets are named."""
    from data.imports import workbooks

    table = read_table(path)
    _, records = workbooks.records(data, table.name, path.suffix.lower())
    part, left_out = _part(table, list(records))
    parts = merged.sheets(data, table.name)
    rows = [list(row.cells) for row in part.rows if not row.problem]
    numbers = [row.number for row in part.rows if not row.problem]
    merged.spread(rows, numbers, merged.spans(data, parts.get(table.sheet, ""), table.name), table.name)
    whole = [Row(number, tuple(cells)) for number, cells in zip(numbers, rows, strict=True)]
    whole += [row for row in part.rows if row.problem]
    part = Part(part.columns, tuple(sorted(whole, key=lambda row: row.number)), part.number)
    if others := [sheet for sheet in parts if sheet != table.sheet]:
        reason = f"only the sheet «{shown(table.sheet)}» is read; save as files of their own: {listed(others)}"
        left_out = (*left_out, LeftOut(1, reason))
    return Sheet(table.name, "row", (part,), left_out=left_out)


def _part(table: Table, rows: list[tuple[int, Record]]) -> tuple[Part, tuple[LeftOut, ...]]:
    """The table from its header on: its first row, unless a later one names the columns of a checklist."""
    places = (
        at for at, (_, record) in enumerate(rows[:HIGHEST_HEADER]) if isinstance(record, list) and is_header(record)
    )
    place = next(places, 0)
    if place == 0:
        found = [Row(number, tuple(cells)) for number, cells in zip(table.numbers, table.rows, strict=True)]
        found += [Row(number, problem=problem) for number, problem in table.problems.items()]
        return Part(table.columns, tuple(sorted(found, key=lambda row: row.number)), rows[0][0] or 1), ()
    number, header = rows[place]
    width = max(at for at, cell in enumerate(header, 1) if cell.strip())
    above = LeftOut(rows[0][0] or 1, f"the rows above the header in row {number} are no part of the checklist")
    below = (_row(number, record, width) for number, record in rows[place + 1 :])
    return Part(tuple(named(header[:width])), tuple(below), number), (above,)


def _row(number: int, record: Record, width: int) -> Row:
    if isinstance(record, str):
        return Row(number, problem=record)
    if any(cell.strip() for cell in record[width:]):
        return Row(
            number, problem=f"{len(record)} cells under {width} columns: give every column a title, or move the cell"
        )
    return Row(number, tuple(cell or "" for _, cell in zip_longest(range(width), record[:width])))

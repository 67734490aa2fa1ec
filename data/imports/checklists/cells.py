"""What stands in a row of a checklist's table, field by field, before it is known what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.imports.checklists import numbers
from data.imports.checklists.headers import WORDS
from data.imports.checklists.sheet import Part, Row
from data.imports.tables import MOST_CHARACTERS
from data.imports.values import text
from data.imports.words import shown


@dataclass(frozen=True, slots=True)
class Cells:
    """A row's cleaned texts by field (all fields of `headers.WORDS`), and the numbers that it gives for its ref.

    The numbers are taken out of the texts; what stands beside one in its cell is the title. `alone` is a row with one
    filled cell that is no question: most are headings.
    """

    row: int
    texts: Mapping[str, str]
    numbers: tuple[str, ...]
    alone: bool
    notes: tuple[str, ...] = ()


def cells_of(part: Part, mapping: Mapping[str, str]) -> list[Cells | Row]:
    """The rows of a table by its mapping, field to column; one that cannot be read stays as it is, with its problem."""
    places = {field: part.columns.index(column) for field, column in mapping.items()}
    rows = [row if row.problem else _cells(row, part, places) for row in part.rows]
    return _mended(rows)


def _cells(row: Row, part: Part, places: Mapping[str, int]) -> Cells | Row:
    for place in places.values():
        if (length := len(row.cells[place])) > MOST_CHARACTERS:
            long = f"has {length:,} characters, more than {MOST_CHARACTERS:,}"
            return Row(row.number, problem=f"column «{shown(part.columns[place])}» {long}: shorten it")
    texts = {field: text(row.cells[places[field]]) if field in places else "" for field in WORDS}
    if places.get("title", -1) == places.get("ref"):  # both in one cell
        texts["title"] = ""
    filled = [place for place, cell in enumerate(row.cells) if cell.strip()]
    alone = len(filled) == 1 < len(row.cells) and filled[0] != places.get("question")
    found, rest = numbers.leading(texts["ref"])
    if found:
        texts |= {"ref": "", "title": texts["title"] or rest}
        return Cells(row.number, texts, tuple(found), alone)
    for field in ("title", "question"):
        found, rest = numbers.leading(texts[field], bracketed=field == "title")
        if all(map(numbers.is_known, found)) and found and rest:  # not the 2.4 GHz of a question
            return Cells(row.number, texts | {field: rest}, tuple(found), alone)
    return Cells(row.number, texts, (), alone)


def _mended(rows: list[Cells | Row]) -> list[Cells | Row]:
    """The rows, with the noughts that a spreadsheet program took from their numbers."""
    firsts = [row.numbers[0] if isinstance(row, Cells) and len(row.numbers) == 1 else "" for row in rows]
    mended: list[Cells | Row] = []
    for row, first, whole in zip(rows, firsts, numbers.unrounded(firsts), strict=True):
        if isinstance(row, Cells) and first != whole:
            row = replace(row, numbers=(whole,), notes=(f"{first} is read as {whole}, by the numbers around it",))
        mended.append(row)
    return mended

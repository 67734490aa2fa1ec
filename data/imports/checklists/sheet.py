"""What a checklist's file holds, whatever its form: tables, each with the headings above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.imports.words import shown


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: as many cells as the table has columns, or the problem for which it cannot be read.

    `number` is the row of a CSV file or workbook, the line of a Markdown file, or the place of a JSON object among all
    that were found; it counts from 1.
    """

    number: int
    cells: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One table. `headings` are those above it, the outermost first; `number` is that of its first row or header."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    number: int
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the file that is not read as a checklist, and why; `number` as for a row."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checklist's file. `unit` is what its numbers count: row, line or object.

    `unused` are fields that stand around the tables (in JSON), `left_out` what was not even read as a table.
    """

    name: str
    unit: str
    parts: tuple[Part, ...]
    unused: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of all tables, each once."""
        return tuple(dict.fromkeys(column for part in self.parts for column in part.columns))


def named(cells: Iterable[str]) -> Iterator[str]:
    """A name of its own for each column: the header's cell, fit for one line of a message."""
    taken: set[str] = set()
    for place, cell in enumerate(cells, 1):
        given = name = shown(cell, 200) or f"column {place}"
        count = 1
        while name in taken:
            count += 1
            name = f"{given} ({count})"
        taken.add(name)
        yield name

"""A population before it is trusted: does every item have an id of its own, is the list whole, do its totals agree?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

SHOWN = 8
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def same(name: str) -> str:
    """The form in which two ids are the same: trimmed, NFC; as the draw reads them."""
    return unicodedata.normalize("NFC", name.strip())


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a column: rows of the file without one, and rows whose id an earlier row has (row, id, that row)."""

    count: int
    blank: tuple[int, ...]
    repeated: tuple[tuple[int, str, int], ...]

    @property
    def sound(self) -> bool:
        """Whether each row has an id of its own."""
        return not self.blank and not self.repeated

    @property
    def left_out(self) -> frozenset[int]:
        """The rows that stay out when each id is taken once."""
        return frozenset((*self.blank, *(row for row, _, _ in self.repeated)))

    def words(self) -> str:
        """What is wrong, with the first rows: `2 blank (rows 4, 9), 1 repeated (row 7: L-17 as in row 3)`."""
        parts = []
        if self.blank:
            parts.append(f"{len(self.blank):,} blank ({'row' if len(self.blank) == 1 else 'rows'} {_some(self.blank)})")
        if self.repeated:
            shown = "; ".join(f"row {row}: {name} as in row {first}" for row, name, first in self.repeated[:3])
            more = "; …" if len(self.repeated) > 3 else ""
            parts.append(f"{len(self.repeated):,} repeated ({shown}{more})")
        return ", ".join(parts)


def look_at_ids(cells: Sequence[str], numbers: Sequence[int]) -> Ids:
    """Which rows have no id, and which one that was there before. `numbers` are the rows' numbers in the file."""
    first: dict[str, int] = {}
    blank, repeated = [], []
    for cell, number in zip(cells, numbers, strict=True):
        name = same(cell)
        if not name:
            blank.append(number)
        elif name in first:
            repeated.append((number, name, first[name]))
        else:
            first[name] = number
    return Ids(len(cells), tuple(blank), tuple(repeated))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two lists by their ids: how many both have, which only the second source has, which only the population."""

    both: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    def words(self, source: str) -> str:
        """The outcome as it stands in the record and the report."""
        if not self.missing and not self.surplus:
            return f"Compared with {source}: the same {self.both:,} ids in both."
        parts = [f"{self.both:,} ids in both"]
        if self.missing:
            parts.append(f"{len(self.missing):,} there and not in the population ({_some(self.missing)})")
        if self.surplus:
            parts.append(f"{len(self.surplus):,} in the population and not there ({_some(self.surplus)})")
        return f"Compared with {source}: {', '.join(parts)}."


def compare(population: Sequence[str], second: Sequence[str]) -> Compared:
    """The population beside a second, independent list. Blank ids do not count."""
    mine = {name: item for item in population if (name := same(item))}
    theirs = {name: item for item in second if (name := same(item))}
    return Compared(
        len(mine.keys() & theirs.keys()),
        tuple(item for name, item in theirs.items() if name not in mine),
        tuple(item for name, item in mine.items() if name not in theirs),
    )


def sums(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The total of each column that holds numbers and nothing else, as decimal text."""
    found = {}
    for at, column in enumerate(columns):
        total = Decimal(0)
        for row in rows:
            number = _number(row[at])
            if number is None:
                break
            total += number
        else:
            if rows:
                found[column] = str(total)
    return found


def control(stated: str, count: int, totals: Mapping[str, str]) -> str:
    """Whether a control total that the source states agrees with the file; empty where nothing can be compared.

    `61` is compared with the number of items; a column's name and a number (`Amount 1,204.50`) with its total.
    """
    text = stated.strip()
    if not text:
        return ""
    column = max((name for name in totals if text.lower().startswith(name.lower())), key=len, default="")
    number = _number(text[len(column) :].strip(" :="))
    if number is None:
        return ""
    there = Decimal(totals[column]) if column else Decimal(count)
    what = f"the sum of {column}" if column else "the number of items"
    return f"agrees with {what}" if number == there else f"differs: {what} is {there:,}"


def _number(text: str) -> Decimal | None:
    text = text.strip()
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _some(names: Sequence[object]) -> str:
    return ", ".join(str(name) for name in names[:SHOWN]) + (", …" if len(names) > SHOWN else "")

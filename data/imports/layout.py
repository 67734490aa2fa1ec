"""The form in which a register comes: fields, the headers that mean them, and by what a row is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.imports import values
from data.models import Row


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the model and the headers that mean it, separated by bars, the surest first.

    Headers are compared as `data.imports.words.plain` gives them. `convert` makes the value of a cell, None where the cell
    says nothing. A field that is `dated` holds a date, as ISO text.
    """

    name: str
    words: str
    convert: Callable[[str], Any] = values.text
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One form of a register; its fields find their columns in the order in which they stand here.

    `needs` are the fields without which a row cannot be read, each group met by any one of its fields. `key` are those by which
    a row is known (`a/b`: the first that is filled). Where a key is not in the record, but file and record have one row
    left with the same `handle`, these are the same row, and its key has changed. `also` is a second column of the record
    in which the key may stand. `fill` completes a new row. In a `matrix`, the other columns are roles, with letters under them.
    """

    name: str
    model: type[Row]
    key: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    fields: tuple[Field, ...]
    handle: tuple[str, ...] = ()
    also: str = ""
    fill: Callable[[dict[str, Any]], None] = lambda _record: None
    matrix: bool = False

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return {field.name: field for field in self.fields}[name]

    def key_of(self, record: dict[str, Any]) -> tuple[str, ...]:
        """By what a row is known, without regard to case and outer blanks."""
        return tuple(_first(record, name) for name in self.key)

    def handle_of(self, record: dict[str, Any]) -> tuple[str, ...]:
        """The part of the key that stays when the rest of it changes."""
        return tuple(_first(record, name) for name in self.handle)


def _first(record: dict[str, Any], names: str) -> str:
    found = (str(record.get(name) or "") for name in names.split("/"))
    return " ".join(next((text for text in found if text), "").casefold().split())

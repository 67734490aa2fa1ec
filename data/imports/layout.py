"""The form in which a register comes: fields, the headers that mean them, and by what a row is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from data.imports import values
from data.models import Row

Values = Mapping[str, Any] | Row
"""A row of a file, or of the record."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the model and the headers that mean it, separated by bars, the surest first.

    Headers are compared as `data.imports.words.plain` gives them. `convert` makes the value of a cell, None where the
    cell says nothing. A field that is `dated` holds a date, as ISO text.
    """

    name: str
    words: str
    convert: Callable[[str], Any] = values.text
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One form of a register; its fields find their columns in the order in which they stand here.

    `needs` are the fields without which a row cannot be read, each group met by any one of its fields.
    `key` are those by which a row is known (`a/b`: the first that is filled). Where a key is not in the record, but
    file and record have one row left with the same `handle`, these are the same row, and its key has changed.
    `fill` completes a new row. In a matrix, one row of the file holds several records: `roles`, a column a role with
    letters in its cells; `letters`, the other way round.
    """

    name: str
    model: type[Row]
    key: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    fields: tuple[Field, ...]
    handle: tuple[str, ...] = ()
    fill: Callable[[dict[str, Any]], None] = lambda _record: None
    matrix: Literal["", "roles", "letters"] = ""

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return {field.name: field for field in self.fields}[name]

    @property
    def key_names(self) -> list[str]:
        """The fields of the key, alternatives included."""
        return [name for names in self.key for name in names.split("/")]

    def key_of(self, values: Values) -> tuple[str, ...]:
        """By what a row is known, without regard to case and blanks."""
        return tuple(_first(values, names) for names in self.key)

    def handle_of(self, values: Values) -> tuple[str, ...]:
        """The part of the key that stays when the rest of it changes."""
        return tuple(_first(values, name) for name in self.handle)


def folded(text: str) -> str:
    """A text as keys compare it."""
    return " ".join(text.casefold().split())


def _first(values: Values, names: str) -> str:
    get = values.get if isinstance(values, Mapping) else lambda name: getattr(values, name)
    found = (str(get(name) or "") for name in names.split("/"))
    return folded(next((text for text in found if text), ""))

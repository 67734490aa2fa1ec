"""The lists of objects in a JSON text: each a table, its fields the columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from data.errors import BadInput
from data.imports.checklists.headers import field_of
from data.imports.checklists.sheet import Part, Row, named
from data.imports.tables import MOST_COLUMNS, MOST_ROWS
from data.imports.words import shown

Object = dict[str, Any]


def parts(text: str, name: str) -> tuple[list[Part], tuple[str, ...]]:
    """The lists of objects, wherever they stand, and the fields around them that are not read. Raises BadInput.

    The number and title of an object that holds a list are a heading for what is in it, and so is the field's name. A
    list of texts in a field is a cell with an item a line; an object in a field is not read.
    """
    try:
        walk = _Walk(name)
        walk.into(json.loads(text), ())
    except json.JSONDecodeError as error:
        raise BadInput(f"{name}, line {error.lineno}, column {error.colno}: no JSON ({error.msg}).") from error
    except ValueError as error:  # a number of thousands of digits
        raise BadInput(f"{name} holds a number that cannot be read: shorten it.") from error
    except RecursionError as error:
        raise BadInput(f"{name} is nested too deep for a checklist; save the list of its rows alone.") from error
    return walk.parts, tuple(dict.fromkeys(walk.unused))


class _Walk:
    """A walk through the values of a JSON text; objects are numbered in the order in which they are met."""

    def __init__(self, name: str) -> None:
        self.parts: list[Part] = []
        self.unused: list[str] = []
        self._name = name
        self._count = 0

    def into(self, value: Any, headings: tuple[str, ...]) -> bool:
        """Find the lists in a value; whether there are any."""
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            self._list(value, headings)
            return True
        if isinstance(value, list):
            return True in [self.into(item, headings) for item in value if isinstance(item, list)]
        if not isinstance(value, dict):
            return False
        held = self._fields(value, headings)
        if held:
            self.unused += [shown(key) for key in value if key not in held and key not in _heading_fields(value)]
        return bool(held)

    def _fields(self, value: Object, headings: tuple[str, ...]) -> set[str]:
        """The fields of an object that hold lists; its number and title, and the field's name, are their headings."""
        above = tuple(part for part in (*headings, _heading(value)) if part)
        return {key for key, item in value.items() if self.into(item, (*above, shown(key, 200)))}

    def _list(self, items: list[Any], headings: tuple[str, ...]) -> None:
        """The table of a list, then those inside its objects."""
        objects = [item for item in items if isinstance(item, dict)]
        columns = list(dict.fromkeys(key for item in objects for key in item))
        if len(columns) > MOST_COLUMNS:
            raise BadInput(f"{self._name} has objects with {len(columns):,} fields; at most {MOST_COLUMNS} are read.")
        first, place, rows = self._count + 1, len(self.parts), []
        for item in items:
            self._count += 1
            if self._count > MOST_ROWS:
                raise BadInput(f"{self._name} has more than {MOST_ROWS:,} objects; split the file.")
            if isinstance(item, dict):
                rows.append(Row(self._count, tuple(_cell(item.get(key)) for key in columns)))
            else:
                rows.append(Row(self._count, problem="this item of a list is no object: give its fields names"))
        lists: set[str] = set()
        for item in objects:
            lists |= self._fields(item, headings)
        texts = {at for row in rows for at, cell in enumerate(row.cells) if cell}
        kept = [at for at, key in enumerate(columns) if at in texts or key not in lists]
        cut = (Row(row.number, tuple(row.cells[at] for at in kept if row.cells), row.problem) for row in rows)
        self.parts.insert(place, Part(tuple(named(columns[at] for at in kept)), tuple(cut), first, headings))


def _heading_fields(value: Object) -> list[str]:
    """The fields that name an object: its number and its title."""
    found = {field_of(key): key for key in reversed(value) if isinstance(value[key], str | int | float)}
    return [found[field] for field in ("ref", "title") if field in found]


def _heading(value: Object) -> str:
    return " ".join(shown(str(value[key]), 200) for key in _heading_fields(value))


def _cell(value: Any) -> str:
    """A field's value as the text of a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return _bulleted(_cell(item) for item in value if item is not None)
    return ""


def _bulleted(texts: Iterable[str]) -> str:
    items = [text for text in texts if text.strip()]
    return items[0] if len(items) == 1 else "\n".join(f"- {text}" for text in items)

"""The demo's texts and tables, read from the files beside this module with their dates filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from checklists import refs
from data.demo.dates import Dates
from data.store import Store


@dataclass(frozen=True, slots=True)
class Content:
    """What the demo says. Copies of its files are put into `folder`; `names` are the audits'
    numbers given so far, and years.
    """

    dates: Dates
    folder: Path
    names: Mapping[str, str] = field(default_factory=dict)

    def naming(self, name: str, number: str) -> Self:
        """The same, with the number of one audit more, or another word that stands for something."""
        return replace(self, names={**self.names, name: number})

    def text(self, name: str) -> str:
        """One of the files, with its dates filled in."""
        source = (files("data.demo") / name).read_text(encoding="utf-8")
        return self.dates.fill(source, self.names)

    def table(self, name: str) -> dict[str, Any]:
        """A TOML file."""
        return tomllib.loads(self.text(f"{name}.toml"))

    def has(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (files("data.demo") / name).is_file()

    def copy(self, name: str) -> Path:
        """A file with its dates filled in, as a file that can be imported or put into the vault."""
        path = self.folder / Path(name).name
        path.write_text(self.text(name), encoding="utf-8", newline="")
        return path


@dataclass(slots=True)
class Case:
    """One audit while it is made: where its texts lie, and the ids of what it holds so far, by label (`E-013`)."""

    store: Store
    content: Content
    folder: str
    audit_id: str
    ids: dict[str, str] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, Any]:
        """One of the audit's TOML files; empty where it has none."""
        name = f"{self.folder}/{name}"
        return self.content.table(name) if self.content.has(f"{name}.toml") else {}

    def of(self, values: dict[str, Any], name: str) -> str | None:
        """The id of what an entry names by its label, taken out of the entry; None where it names nothing."""
        label = values.pop(name, "")
        return self.ids[label] if label else None


def expanded(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """An entry whose lists of refs are written out."""
    return values | {name: refs.expand(values[name]) for name in names if name in values}

"""What an import would do, row by row, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.imports.layout import Layout

STATES = ("new", "changed", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one record: what stands there now, and what the file says."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Step:
    """One record to be made (`row_id` empty) or to be changed; `version` is that of the row when it was read.

    `kept` are fields in which the file says something else, but which were edited here since they were imported.
    """

    label: str
    row_id: str = ""
    version: int = 0
    values: dict[str, Any] | None = None
    edits: tuple[Edit, ...] = ()
    kept: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file. `state` is new, changed, unchanged or refused; `reason` says why it is refused."""

    number: int
    state: str
    label: str = ""
    reason: str = ""
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that an earlier file had and this one has no more; `source` is that file and its row."""

    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole file. `mapping` gives the column of each field, `unused` the columns that have no home.

    `said` is the part of the mapping that a person gave. `doubtful` are the numbers of the rows with a date that can be
    read in two ways.
    """

    kind: str
    layout: Layout
    file: str
    sha256: str
    mapping: dict[str, str]
    said: dict[str, str]
    unused: tuple[str, ...]
    lines: tuple[Line, ...]
    gone: tuple[Gone, ...] = ()
    doubtful: tuple[int, ...] = ()

    def count(self, state: str) -> int:
        """How many rows of the file are new, changed, unchanged or refused."""
        return sum(line.state == state for line in self.lines)

    @property
    def rows(self) -> int:
        """How many rows the file has, without header and blank rows."""
        return len(self.lines)

    def edits(self) -> Iterator[tuple[Line, Step, Edit]]:
        """Every field that would change."""
        return ((line, step, edit) for line in self.lines for step in line.steps for edit in step.edits)

    def kept(self) -> Iterator[tuple[Line, Step, Edit]]:
        """Every field that is left as it was edited here, though the file says something else."""
        return ((line, step, edit) for line in self.lines for step in line.steps for edit in step.kept)

    def as_json(self) -> dict[str, Any]:
        """The proposal as plain values; rows are numbered as in the file."""

        def told(found: Iterator[tuple[Line, Step, Edit]]) -> list[dict[str, Any]]:
            return [
                {"row": line.number, "item": step.label, "field": edit.field, "old": edit.old, "new": edit.new}
                for line, step, edit in found
            ]

        return {
            "rows": self.rows,
            "new": self.count("new"),
            "changed": self.count("changed"),
            "unchanged": self.count("unchanged"),
            "refused": [{"row": line.number, "reason": line.reason} for line in self.lines if line.state == "refused"],
            "columns": self.mapping,
            "unused": list(self.unused),
            "changes": told(self.edits()),
            "kept": told(self.kept()),
            "gone": [{"item": one.label, "source": one.source} for one in self.gone],
            "doubtful": list(self.doubtful),
            "notes": [{"row": line.number, "text": note} for line in self.lines for note in line.notes],
        }

"""What making a pack of a checklist would do, row by row, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checklists.pack import Entry
from data.imports.checklists.sheet import LeftOut
from data.imports.checklists.target import STATES, PackFile, compared


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the checklist: the refs that take it, or the reason why it is refused. `notes` are doubts."""

    number: int
    refs: tuple[str, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackProposal:
    """A whole checklist as a pack: its entries by ref, and the files that they become.

    `unit` is what the rows' numbers count: row, line or object. `columns` gives the columns of each field, `unused` the
    columns that have no place, `left_out` the parts of the file that are no checklist, `said` the part of the mapping
    that a person gave.
    """

    file: str
    unit: str
    lines: tuple[Line, ...]
    entries: Mapping[str, Entry]
    files: tuple[PackFile, ...]
    columns: Mapping[str, tuple[str, ...]]
    said: Mapping[str, str]
    unused: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def rows(self) -> int:
        """How many rows the checklist has, without headers, blank rows and what is left out."""
        return len(self.lines)

    def against(self, folder: Path) -> PackProposal:
        """The proposal compared with what is in a folder now. Raises BadInput."""
        return replace(self, files=compared(self.entries, folder))

    def named(self, state: str) -> list[str]:
        """The files that are new, changed, unchanged or kept."""
        return [file.name for file in self.files if file.state == state]

    def count(self, state: str) -> int:
        """How many rows are refused, or go into a file that is new, else changed, else unchanged.

        A row of a file that is kept changes nothing.
        """
        states = {file.ref: file.state for file in self.files}
        return sum(_state(line, states) == state for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        """The proposal as plain values; rows are numbered as in the file."""
        return {
            "rows": self.rows,
            "new": self.count("new"),
            "changed": self.count("changed"),
            "unchanged": self.count("unchanged"),
            "refused": [{"row": line.number, "reason": line.reason} for line in self.lines if line.reason],
            "columns": {field: list(columns) for field, columns in self.columns.items()},
            "unused": list(self.unused),
            "left_out": [{"row": part.number, "reason": part.reason} for part in self.left_out],
            "notes": [{"row": line.number, "text": note} for line in self.lines for note in line.notes],
            "files": {state: self.named(state) for state in STATES},
            "kept": self.named("kept"),
        }


def _state(line: Line, states: Mapping[str, str]) -> str:
    if line.reason:
        return "refused"
    found = {states[ref] for ref in line.refs}
    return next((state for state in ("new", "changed") if state in found), "unchanged")

"""One note open in two windows: what the other one saved is put together with what is typed here.

A window that has a note open says so (`Shared.hold`) and is held to what it last knew of it. When the writer finds that
the row has changed since, the two texts are merged line by line (`data.rules.merging`), each line keeps its time, and
the window is told, so that it can bring its editor up to date.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import sqlite
from data.models.fieldwork import Note
from data.rules import merging


@dataclass(frozen=True, slots=True)
class Text:
    """A note's text and times at one moment."""

    text: str
    times: list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that this window had handed over, and the one that is in the store now. `both`: both sides had typed."""

    note_id: str
    mine: Text
    now: Text
    both: bool


def together(base: str, mine: Text, theirs: Text) -> Text:
    """The two texts as one, each line with its time."""
    ours, other = mine.text.split("\n"), theirs.text.split("\n")
    pieces = merging.merge(base.split("\n"), ours, other)
    lines = [(ours if own else other)[row] for own, row in pieces]
    times = [_time(mine if own else theirs, row) for own, row in pieces] or [""]
    return Text("\n".join(lines), times)


def _time(side: Text, row: int) -> str:
    return side.times[row] if row < len(side.times) else ""


class Shared:
    """What this window last knew of the notes that it has open. Used in the writer's thread, but for `hold`."""

    def __init__(self) -> None:
        self.told: Callable[[Merged], None] = lambda _merged: None
        self._held: dict[str, tuple[int, Text]] = {}

    def hold(self, note: Note) -> None:
        """The note is open here, as it was read in the writer's thread."""
        self._held[note.id] = (note.version, Text(note.text, list(note.times)))

    def versions(self) -> dict[str, int]:
        """The versions last known, by note."""
        return {note_id: version for note_id, (version, _) in list(self._held.items())}

    def reconcile(self, row: Any, values: dict[str, Any]) -> Merged | None:
        """Before `values` are put into a row that another window changed: let them hold both texts."""
        known = self._held.get(row.id) if isinstance(row, Note) else None
        if known is None or known[0] == row.version:
            return None
        _, base = known
        theirs = Text(row.text, list(row.times))
        mine = Text(values.get("text", base.text), values.get("times", base.times))
        if theirs.text == base.text:
            return None
        now = together(base.text, mine, theirs)
        values |= {"text": now.text, "times": now.times}
        return Merged(row.id, mine, now, mine.text != base.text)

    def saved(self, row: Any, values: dict[str, Any]) -> None:
        """The row is in the store with these values."""
        if isinstance(row, Note) and row.id in self._held:
            _, base = self._held[row.id]
            text = Text(values.get("text", base.text), values.get("times", base.times))
            self._held[row.id] = (row.version, text)


@dataclass(frozen=True, slots=True)
class Heard:
    """What happened elsewhere: whether anything of the record but a note's text was changed, and which open notes."""

    record: bool
    notes: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.record or bool(self.notes)


class Ear:
    """Listens to what other windows write: a look at one counter of the file, and more only where it moved.

    For one thread at a time; `close` it when the store is closed.
    """

    def __init__(self, path: Path, sitting: str) -> None:
        self._look = sqlite3.connect(sqlite.readable(path), uri=True, check_same_thread=False, timeout=0.2)
        self._sitting, self._seen = sitting, -1
        self._number = int(self._look.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])

    def listen(self, known: dict[str, int]) -> Heard:
        """What changed since the last time; `known` are the versions of the notes that are open here."""
        seen = int(self._look.execute("PRAGMA data_version").fetchone()[0])
        if seen == self._seen:
            return Heard(False, ())
        self._seen = seen
        query = (
            "SELECT number FROM change WHERE number > ? AND sitting <> ? AND (act <> 'type' OR kind <> 'Note') LIMIT 1"
        )
        elsewhere = self._look.execute(query, (self._number, self._sitting)).fetchone() is not None
        self._number = int(self._look.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])
        marks = ", ".join("?" * len(known))
        rows = self._look.execute(f"SELECT id, version FROM note WHERE id IN ({marks})", list(known))  # noqa: S608 - only question marks
        return Heard(elsewhere, tuple(note_id for note_id, version in rows if version != known[note_id]))

    def close(self) -> None:
        """Close the file."""
        self._look.close()

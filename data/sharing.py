"""One note open in two windows: what the other one saved is put together with what is typed here.

A window that has a note open says so (`Shared.hold`) and is held to what it last knew of it. When the writer finds that
the row has changed since, the two texts are merged line by line (`data.rules.merging`), each line keeps its time, and
the window is told, so that it can bring its editor up to date.

Between the merge and the editor's taking it in, typing goes on: such a text knows nothing of what the other window
wrote, and saved as it is it would take that away again. So merges are numbered, an editor says with each text which one
it has taken in (its turn), and the writer brings a text of an earlier turn up to the newest one before it saves it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from data import sqlite
from data.errors import StoreError
from data.models.fieldwork import Note
from data.rules import merging


@dataclass(frozen=True, slots=True)
class Text:
    """A note's text and times at one moment."""

    text: str
    times: list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that this window had handed over, and the one that is in the store now. `both`: both sides had typed.

    An editor that has taken it in is at `turn`.
    """

    note_id: str
    turn: int
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


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What is known of a note: the row's version, the newest turn, and by turn, up to that one, the text that was saved
    as an editor at that turn would see it. The last of `texts` is what is in the store; the first belongs to the turn
    at which the editor last handed over a text.
    """

    version: int
    turn: int
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A save about to be made: what was known before, what is known once it is made, and the merge to tell of."""

    before: Held
    turn: int
    texts: tuple[Text, ...]
    merged: Merged | None


class Shared:
    """What this window last knew of the notes that it has open. Used in the writer's thread, but for `hold`."""

    def __init__(self) -> None:
        self.told: Callable[[Merged], None] = lambda _merged: None
        self._held: dict[str, Held] = {}

    def hold(self, note: Note) -> int:
        """The note is open here, as it was read in the writer's thread. The turn at which its editor begins."""
        known = self._held.get(note.id)
        turn = known.turn + 1 if known else 0
        self._held[note.id] = Held(note.version, turn, (Text(note.text, list(note.times)),))
        return turn

    def let_go(self, note_id: str, turn: int) -> None:
        """The note was closed, and not opened again since that turn."""
        known = self._held.get(note_id)
        if known and known.turn == turn:
            del self._held[note_id]

    def versions(self) -> dict[str, int]:
        """The versions last known, by note."""
        return {note_id: held.version for note_id, held in list(self._held.items())}

    def reconcile(self, row: Any, values: dict[str, Any], turn: int | None = None) -> Reconciled | None:
        """Before `values` are put into a row: let them hold what other windows wrote too.

        `turn` is the one of the editor that handed the text over; without it, the newest.
        """
        held = self._held.get(row.id) if isinstance(row, Note) else None
        if held is None:
            return None
        texts, mine = list(held.texts), held.texts[-1]
        base = mine
        if "text" in values:
            taken_in = held.turn if turn is None else turn
            texts = texts[min(max(taken_in - (held.turn - len(texts) + 1), 0), len(texts) - 1) :]
            mine = Text(values["text"], values.get("times", texts[0].times))
            for place, (before, after) in enumerate(pairwise(texts)):
                texts[place], mine = mine, together(before.text, mine, after)
            if len(texts) > 1:
                values |= {"text": mine.text, "times": mine.times}
        texts[-1] = mine
        if row.version == held.version or row.text == base.text:
            return Reconciled(held, held.turn, tuple(texts), None)
        now = together(base.text, mine, Text(row.text, list(row.times)))
        values |= {"text": now.text, "times": now.times}
        merged = Merged(row.id, held.turn + 1, mine, now, mine.text != base.text)
        return Reconciled(held, merged.turn, (*texts, now), merged)

    def saved(self, row: Any, done: Reconciled) -> None:
        """The row is in the store as it was reconciled."""
        if self._held.get(row.id) is done.before:  # else it was opened anew meanwhile
            self._held[row.id] = Held(row.version, done.turn, done.texts)
        if done.merged:
            self.told(done.merged)


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
        """What changed since the last time; `known` are the versions of the notes that are open here.

        Nothing while the file is locked: the next look finds it. Raises StoreError where it cannot be read any more.
        """
        try:
            return self._listen(known)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return Heard(False, ())
            raise StoreError(f"Changes made in other windows are not seen any more ({error}).") from error

    def _listen(self, known: dict[str, int]) -> Heard:
        seen = int(self._look.execute("PRAGMA data_version").fetchone()[0])
        if seen == self._seen:
            return Heard(False, ())
        newest = int(self._look.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])
        query = (
            "SELECT number FROM change WHERE number > ? AND number <= ? AND sitting <> ? "
            "AND (act <> 'type' OR kind <> 'Note') LIMIT 1"
        )
        elsewhere = self._look.execute(query, (self._number, newest, self._sitting)).fetchone() is not None
        self._number = newest
        marks = ", ".join("?" * len(known))
        rows = self._look.execute(f"SELECT id, version FROM note WHERE id IN ({marks})", list(known))  # noqa: S608 - only question marks
        self._seen = seen  # only now: where the file was locked, the next look finds it again
        return Heard(elsewhere, tuple(note_id for note_id, version in rows if version != known[note_id]))

    def close(self) -> None:
        """Close the file."""
        self._look.close()

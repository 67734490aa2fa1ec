"""What was typed and may not be in the store yet, beside the store.

A save takes some milliseconds, and longer on a busy machine or while another window writes; a program that is killed
must not take with it what has been seen on the screen. So every text that is handed to the writer is first noted here,
in the same moment and before it is painted: as the part that differs from the text before, in one write to a file,
which the system keeps even if the program dies. When all is saved the file is emptied; a program that ends removes
its own. A file whose program is gone is read when the store is opened next (`recovered`).

One line for each change, as JSON: table, row and column; either the whole text (`all`), or what takes the place of how
many characters where (`put`, `cut`, `at`); and the CRC-32 of the text before and after (`crc`, `then`), by which the
store's text is found in the chain. A line that was cut off in the middle was never painted.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from data.log import shared_ends

try:
    import fcntl
except ImportError:  # Windows: no locks of this kind, and no journal
    fcntl = None  # type: ignore[assignment]

Field = tuple[str, str, str]
"""Table, row, column."""


def _crc(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class Journal:
    """The journal of one program run. Its caller sees to it that one thread at a time uses it."""

    def __init__(self, store: Path, sitting: str) -> None:
        self.path = store.with_name(f"{store.name}-typing-{sitting}")
        self._last: dict[Field, tuple[str, int]] = {}
        self._handle: int | None = None
        self._empty = True

    def note(self, table: str, row_id: str, values: dict[str, Any]) -> None:
        """These values are about to be saved. Lists are not noted."""
        lines = [
            self._line((table, row_id, column), value)
            for column, value in values.items()
            if isinstance(value, str | int)
        ]
        if not lines or fcntl is None:
            return
        try:
            if self._handle is None:
                self._handle = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
                fcntl.flock(self._handle, fcntl.LOCK_EX)
            os.write(self._handle, "".join(lines).encode("ascii"))
            self._empty = False
        except OSError:  # a full disk: the writer says so, and keeps the text until it can be saved
            self._last.clear()

    def _line(self, field: Field, value: str | int) -> str:
        if not isinstance(value, str):
            return json.dumps([*field, {"all": value}]) + "\n"
        known = self._last.get(field)
        self._last[field] = value, _crc(value)
        what: dict[str, Any] = {"all": value}
        if known is not None:
            before, crc = known
            start, end = shared_ends(before, value)
            put = value[start : len(value) - end]
            what = {"crc": crc, "then": self._last[field][1], "at": start, "cut": len(before) - end - start, "put": put}
        return json.dumps([*field, what]) + "\n"

    def know(self, table: str, row_id: str, column: str, text: str) -> None:
        """The store's text, as it was read: the next change is noted as what differs from it.

        So it never takes the place of what another program has written since.
        """
        self._last[table, row_id, column] = text, _crc(text)

    def clear(self) -> None:
        """All that was noted is in the store."""
        if self._handle is not None and not self._empty:
            os.ftruncate(self._handle, 0)
            self._empty = True

    def close(self) -> None:
        """The program ends. What could not be saved stays for the next start."""
        if self._handle is not None:
            if self._empty:
                self.path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


class Left(NamedTuple):
    """What a program that is gone had still to save: for a field of the store, the changes in their order."""

    field: Field
    changes: list[dict[str, Any]]

    def applied(self, value: Any) -> Any:
        """The store's value with what was not saved. Text that fits nowhere in it any more is put at its end."""
        return self._text(value) if isinstance(value, str) else self.changes[-1]["all"]

    def _text(self, text: str) -> str:
        changes, crc = self.changes, _crc(text)
        whole = [place for place, change in enumerate(changes) if "all" in change]
        fits = [place for place, change in enumerate(changes) if change.get("crc") == crc]
        if changes[-1].get("then") == crc:
            return text
        if whole:
            text, first = changes[whole[-1]]["all"], whole[-1] + 1
        elif fits:
            first = fits[-1]
        else:
            rest = "".join(change["put"] for change in changes)
            return f"{text}\n{rest}" if rest.strip() else text
        for change in changes[first:]:
            text = text[: change["at"]] + change["put"] + text[change["at"] + change["cut"] :]
        return text


def recovered(store: Path) -> Iterator[tuple[Path, list[Left]]]:
    """The journals of programs that are gone, one after the other; each is held while its changes are carried out."""
    for path in sorted(store.parent.glob(f"{store.name}-typing-*")) if fcntl is not None else ():
        with suppress(FileNotFoundError), path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its program is running
            found: dict[Field, list[dict[str, Any]]] = {}
            for line in file.read().decode("ascii").split("\n")[:-1]:
                table, row_id, column, change = json.loads(line)
                found.setdefault((table, row_id, column), []).append(change)
            yield path, [Left(field, changes) for field, changes in found.items()]

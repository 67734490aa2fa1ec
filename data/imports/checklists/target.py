"""The folder of a pack: which of its files would be new or changed, and writing them.

A file `.imported.json` beside them holds the hash of every file as it was written here. One whose content has another
hash was edited by hand since, or never came from here: it is kept as it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checklists.pack import Entry
from checklists.writing import write_entry
from data.errors import AuditbookError, BadInput
from data.imports.words import shown

STATES = ("new", "changed", "unchanged", "kept")
MEMORY = ".imported.json"
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack and its text. `state` is new, changed, unchanged, or kept where it was edited by hand."""

    ref: str
    text: str
    state: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.ref}.md"


def compared(entries: Mapping[str, Entry], folder: Path | None) -> tuple[PackFile, ...]:
    """The files of the entries, compared with what is in the folder; without one, all are new. Raises BadInput."""
    written = _remembered(folder) if folder else {}
    found = []
    for ref, entry in entries.items():
        made = write_entry(entry)
        old = _hash_of(folder / f"{ref}.md") if folder else ""
        if not old:
            state = "new"
        elif old == _hash(made):
            state = "unchanged"
        else:
            state = "changed" if written.get(f"{ref}.md") == old else "kept"
        found.append(PackFile(ref, made, state))
    return tuple(found)


def write(files: Iterable[PackFile], folder: Path) -> None:
    """Write the files that are new or changed, and remember all that are not kept. Raises AuditbookError."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = _remembered(folder)
        now = dict(written)
        for file in files:
            if file.state in ("new", "changed"):
                _replace(folder / file.name, file.text)
            if file.state != "kept":
                now[file.name] = _hash(file.text)
        if now != written:
            _replace(folder / MEMORY, json.dumps(now, indent=0, sort_keys=True) + "\n")
    except OSError as error:
        raise AuditbookError(f"{folder} cannot be written ({error.strerror}); name another folder.") from error


def _remembered(folder: Path) -> dict[str, str]:
    """By file name, the hash of what was written last; nothing where that cannot be read, so that all is kept."""
    try:
        found = json.loads((folder / MEMORY).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _hash_of(path: Path) -> str:
    """The hash of what stands there; empty where nothing does. What is no ordinary file has one that fits nothing."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return "no ordinary file"
    try:
        return _hash(path.read_text(encoding="utf-8", errors="surrogateescape")) if path.exists() else ""
    except OSError as error:
        raise BadInput(f"{shown(path.name)} in that folder cannot be read: {error.strerror}.") from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _replace(path: Path, text: str) -> None:
    """Write beside the place and move there, with rights for the owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".auditbook-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise

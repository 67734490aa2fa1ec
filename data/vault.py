"""The evidence vault: files kept beside the store under their SHA-256, never opened or run by us."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from data.errors import BadInput

CHUNK = 1 << 20


class Kept(NamedTuple):
    """A file in the vault: its SHA-256 in hexadecimal digits and its size in bytes."""

    sha256: str
    size: int


class Vault:
    """A folder of evidence files, each named by its hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies."""
        return self.folder / sha256[:2] / sha256

    def add(self, source: Path, progress: Callable[[int], None] = lambda _bytes: None) -> Kept:
        """Copy a file into the vault, a megabyte at a time; `progress` is told the bytes so far.

        Raises BadInput where it cannot be read or is no file.
        """
        if not is_file(source):
            raise BadInput(f"{source} is not a file that can be copied; name a file, or give only its place.")
        try:
            with source.open("rb") as reader:
                return self._keep(iter(lambda: reader.read(CHUNK), b""), progress)
        except OSError as error:
            raise BadInput(f"{source} cannot be copied: {error.strerror}") from error

    def add_text(self, text: str) -> Kept:
        """Keep pasted text as a file in UTF-8. Raises BadInput where the vault cannot be written."""
        try:
            return self._keep([text.encode("utf-8", "replace")])
        except OSError as error:
            raise BadInput(f"{self.folder} cannot be written: {error.strerror}") from error

    def _keep(self, chunks: Iterable[bytes], progress: Callable[[int], None] = lambda _bytes: None) -> Kept:
        """Write beside the place and move there; the file is its owner's only (mkstemp makes it 0600)."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as target:
                for chunk in chunks:
                    digest.update(chunk)
                    target.write(chunk)
                    size += len(chunk)
                    progress(size)
            place = self.path(digest.hexdigest())
            place.parent.mkdir(exist_ok=True, mode=0o700)
            Path(name).replace(place)
        finally:
            Path(name).unlink(missing_ok=True)
        return Kept(digest.hexdigest(), size)

    def remove(self, sha256: str) -> None:
        """Delete the file of that hash; nothing happens where it is gone. Raises BadInput where it cannot be."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise BadInput(f"{self.path(sha256)} cannot be deleted: {error.strerror}.") from error

    def broken(self, hashes: Iterable[tuple[str, str]]) -> list[str]:
        """What is wrong with the files of `hashes` (label, SHA-256): gone, or altered."""
        problems = []
        for label, sha256 in hashes:
            path = self.path(sha256)
            if not path.exists():
                problems.append(f"evidence {label}: its file is gone from {self.folder}")
            elif file_hash(path) != sha256:
                problems.append(f"evidence {label}: its file was altered")
        return problems


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file; a path that cannot be one (a NUL in it) is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

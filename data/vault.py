"""The evidence vault: files kept beside the store under their SHA-256, never opened or run by us."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
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

    def add(self, source: Path) -> Kept:
        """Copy a file into the vault, a megabyte at a time. Raises BadInput where it cannot be read or is no file."""
        if not source.is_file():
            raise BadInput(f"{source} is not a file that can be copied; name a file, or give only its place.")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        try:
            handle, name = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as target, source.open("rb") as reader:
                while chunk := reader.read(CHUNK):
                    digest.update(chunk)
                    target.write(chunk)
                    size += len(chunk)
        except OSError as error:
            Path(name).unlink(missing_ok=True)
            raise BadInput(f"{source} cannot be copied: {error.strerror}") from error
        place = self.path(digest.hexdigest())
        place.parent.mkdir(exist_ok=True, mode=0o700)
        Path(name).replace(place)
        return Kept(digest.hexdigest(), size)

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


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()

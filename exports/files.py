"""How a file leaves: into a folder that is made, whole or not at all, for its owner only, over nobody's work."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from data.errors import AuditbookError, BadInput


def file_name(number: str, ending: str) -> str:
    """`AUD-2026-02-report.docx`: from the audit's number alone, and of that only what every file system takes."""
    return f"{re.sub(r'[^A-Za-z0-9-]+', '-', number).strip('-') or 'audit'}-{ending}"


def prepare(folder: Path) -> None:
    """Make the folder if it is not there. Raises BadInput."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"{folder} cannot be used as a folder ({error.strerror}); name another one with --out."
        ) from error


def keep(path: Path, content: bytes) -> str:
    """Write beside the place and move there, with rights for the owner only. Raises AuditbookError.

    What was there may have been edited by hand: where it says something else, it is kept under another name. Returns
    a word about that, mostly none.
    """
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".auditbook-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        aside = next(place for place in _others(path) if not place.exists()) if _differs(path, content) else None
        if aside:
            path.rename(aside)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise AuditbookError(f"{path} cannot be written ({error.strerror}); name another folder with --out.") from error
    return f"the earlier file is now {aside.name}" if aside else ""


def _differs(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() != content


def _others(path: Path) -> Iterable[Path]:
    """`report~1.docx`, `report~2.docx` …"""
    number = 0
    while True:
        number += 1
        yield path.with_name(f"{path.stem}~{number}{path.suffix}")

"""The programs that come in wheels: pandoc, and Typst in a process of its own. Neither reaches the network.

pandoc's binary is called as it is: the package that ships it prints to the terminal while it looks for one, and has
no time-out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.errors import AuditbookError

PANDOC_SECONDS = 180
TYPST_SECONDS = 300
PANDOC_HEAP = "-M2G"


@cache
def pandoc_binary() -> Path:
    """Where pandoc lies. Raises AuditbookError where the package that brings it is not there, or not whole."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        binary = Path(folder) / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
        if binary.is_file():
            return binary
    raise AuditbookError("pandoc is not there: it comes with the package pypandoc-binary; install Auditbook again.")


def pandoc_version() -> str:
    """`pandoc 3.9`. Raises AuditbookError where it is not there or does not run."""
    return pandoc(b"", ["--version"]).decode(errors="replace").splitlines()[0]


def typst_version() -> str:
    """`typst 0.15.2`: that of the package which brings it. Raises AuditbookError where it is not there."""
    try:
        return f"typst {version('typst')}"
    except PackageNotFoundError as error:
        raise AuditbookError("Typst is not there: it comes with the package typst; install Auditbook again.") from error


def pandoc(source: bytes, arguments: Sequence[str]) -> bytes:
    """What pandoc makes of `source`.

    Raises AuditbookError where it fails or takes too long.
    """
    command = [str(pandoc_binary()), "+RTS", PANDOC_HEAP, "-RTS", *arguments]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="auditbook-") as empty:
        try:
            done = subprocess.run(
                command,
                input=source,
                capture_output=True,
                timeout=PANDOC_SECONDS,
                cwd=empty,
                env={**kept, "LANG": "C.UTF-8"},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise AuditbookError(
                f"pandoc did not finish within {PANDOC_SECONDS} seconds; the report was not written."
            ) from error
        except OSError as error:
            raise AuditbookError(f"pandoc cannot be started ({error.strerror}): {command[0]}") from error
    if done.returncode:
        raise AuditbookError(f"pandoc failed, the report was not written: {_last_line(done.stderr)}")
    return done.stdout


class TypstError(AuditbookError):
    """Typst refused the document; the message is its own."""


def typst(root: Path, source: str, target: str, **options: Any) -> bytes:
    """Compile the file `source` in `root`, which Typst cannot leave, to `target` there, and read it.

    Typst never gives memory back, so each time it is a process of its own. `options` are those of `typst.compile`, as
    plain values. Raises TypstError where it refuses the document, AuditbookError where it takes too much time or
    memory.
    """
    job = {"root": str(root), "source": str(root / source), "target": str(root / target), "options": options}
    program = Path(str(resources.files("exports"))) / "typesetter.py"
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(program)],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=TYPST_SECONDS,
            cwd=root,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AuditbookError(
            f"Typst did not finish within {TYPST_SECONDS} seconds; the PDF was not written."
        ) from error
    except OSError as error:
        raise AuditbookError(f"Python cannot be started for Typst ({error.strerror}): {sys.executable}") from error
    if done.returncode == 2:
        raise TypstError(done.stdout.decode(errors="replace").strip())
    if done.returncode:
        raise AuditbookError(f"Typst failed, the PDF was not written: {_last_line(done.stderr)}")
    return (root / target).read_bytes()


def fonts() -> Path:
    """The folder of the fonts that we ship, the same on every machine."""
    return Path(str(resources.files("font_lato"))) / "files"


def template(name: str) -> Path:
    """A file of `templates/`."""
    return Path(str(resources.files("exports"))) / "templates" / name


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it gave no reason."

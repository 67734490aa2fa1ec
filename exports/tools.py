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
import time
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.errors import AuditbookError
from exports import steps

PANDOC_SECONDS = 180
TYPST_SECONDS = 300
PANDOC_HEAP = "-M2G"
MOMENT = 0.2  # seconds between two looks whether to go on


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

    Raises AuditbookError where it fails or takes too long, Stopped.
    """
    command = [str(pandoc_binary()), "+RTS", PANDOC_HEAP, "-RTS", *arguments]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="auditbook-") as empty:
        done = _run("pandoc", command, source, PANDOC_SECONDS, Path(empty), {**kept, "LANG": "C.UTF-8"})
    if done.returncode:
        raise AuditbookError(f"pandoc failed, the report was not written: {_last_line(done.stderr)}")
    return done.stdout


class TypstError(AuditbookError):
    """Typst refused the document; the message is its own."""


def typst(root: Path, source: str, target: str, **options: Any) -> bytes:
    """Compile the file `source` in `root`, which Typst cannot leave, to `target` there, and read it.

    Typst never gives memory back, so each time it is a process of its own. `options` are those of `typst.compile`, as
    plain values. Raises TypstError where it refuses the document, AuditbookError where it takes too much time or
    memory, Stopped.
    """
    job = {"root": str(root), "source": str(root / source), "target": str(root / target), "options": options}
    program = Path(str(resources.files("exports"))) / "typesetter.py"
    command = [sys.executable, "-I", str(program)]
    done = _run("Typst", command, json.dumps(job).encode(), TYPST_SECONDS, root)
    if done.returncode == 2:
        raise TypstError(done.stdout.decode(errors="replace").strip())
    if done.returncode:
        raise AuditbookError(f"Typst failed, the PDF was not written: {_last_line(done.stderr)}")
    return (root / target).read_bytes()


def _run(
    name: str,
    command: list[str],
    source: bytes,
    seconds: float,
    folder: Path,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, looking every moment whether it shall go on; it never outlives the export."""
    with tempfile.TemporaryFile() as given:  # communicate() forgets what it has not sent yet when it times out
        given.write(source)
        given.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=environment,
            )
        except OSError as error:
            raise AuditbookError(f"{name} cannot be started ({error.strerror}): {command[0]}") from error
    ends = time.monotonic() + seconds
    with process:
        try:
            while True:
                try:
                    out, said = process.communicate(timeout=min(MOMENT, seconds))
                    return subprocess.CompletedProcess(command, process.returncode, out, said)
                except subprocess.TimeoutExpired:
                    steps.check()
                    if time.monotonic() >= ends:
                        raise AuditbookError(
                            f"{name} did not finish within {seconds} seconds; the file was not written."
                        ) from None
        finally:
            process.kill()


def fonts() -> Path:
    """The folder of the fonts that we ship, the same on every machine."""
    return Path(str(resources.files("font_source_sans_pro"))) / "files"


def template(name: str) -> Path:
    """A file of `templates/`."""
    return Path(str(resources.files("exports"))) / "templates" / name


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it gave no reason."

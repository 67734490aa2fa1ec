"""The sealed package: everything of one audit in one file, that anybody can check without this program.

    unzip package.zip -d package && cd package && sha256sum -c SHA256SUMS

It holds the record (`record.json`), the evidence files, the report, the audit's part of the change log (`log.jsonl`; of
other audits only the seals, so that the chain can be followed) and the manifest. Equal records give equal bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from data import log
from data.errors import AuditbookError, BadInput
from data.models import Change
from data.vault import CHUNK, file_hash
from data.work import audits, sealed
from exports import run, steps
from exports.files import file_name
from exports.formats import Job
from exports.paper import HOUSE, House
from exports.report import Report, read_report

if TYPE_CHECKING:
    from data.rules.finding_quality import Settings
    from data.store import Store

MANIFEST, RECORD, LOG, ABOUT = "SHA256SUMS", "record.json", "log.jsonl", "README.txt"
REPORTS = ("docx", "pdf", "json")
README = """Sealed package of the internal audit {number}

record.json   the rows of the audit, by table
evidence/     the files that the evidence index names, by label
report/       the report, edition {edition}{draft}
log.jsonl     the change log; of other audits only number and seals
SHA256SUMS    the SHA-256 of every file above

To check it, without any special program:
    unzip PACKAGE -d package
    cd package
    sha256sum -c SHA256SUMS

The change log ends with the seal {seal}.
"""


class Sealed(NamedTuple):
    """The package, its SHA-256, and how many files are in it."""

    path: Path
    sha256: str
    files: int


def seal(
    store: Store,
    number: str,
    target: Path,
    progress: Callable[[str], None] = lambda _step: None,
    *,
    settings: Settings | None = None,
    house: House = HOUSE,
    stop: threading.Event | None = None,
) -> Sealed:
    """Write the package of the audit `number` to `target`, a new file for its owner only, whole or not at all.

    Raises NotFound, Stopped, BadInput where the target is there already, AuditbookError where it cannot be written or
    an evidence file is gone or altered.
    """
    with steps.watched(progress, stop):
        steps.step("reading the record")
        report = read_report(store, number, settings=settings)
        audit = store.read(audits.by_number, number)
        told = store.read(sealed.record, audit.id)
        if target.exists():
            raise BadInput(f"{target} is there already; name another file with --out.")
        name = ""
        try:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".auditbook-")
            with os.fdopen(handle, "wb") as file:
                count = _fill(file, store, audit.id, report, told, house)
            Path(name).rename(target)
        except OSError as error:
            raise AuditbookError(f"{target} cannot be written ({error.strerror}); name another with --out.") from error
        finally:
            if name:
                Path(name).unlink(missing_ok=True)
        return Sealed(target, file_hash(target), count)


def _fill(
    file: IO[bytes], store: Store, audit_id: str, report: Report, told: dict[str, list[dict[str, Any]]], house: House
) -> int:
    moment = Job(report).when
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        writer = _Writer(package, moment)
        draft = ", a draft" if report.draft else ""
        about = README.format(number=report.audit.number, edition=report.edition, draft=draft, seal=report.seal)
        writer.add(ABOUT, [about.encode()])
        steps.step("packing the record")
        writer.add(RECORD, _json(told))
        ids = frozenset(row["id"] for rows in told.values() for row in rows)
        writer.add(LOG, store.read(lambda session: [_line(entry) for entry in sealed.log(session, audit_id, ids)]))
        gone = {row["row_id"] for row in told.get("Disposal", ())}
        for row in sorted(told.get("Evidence", ()), key=lambda row: row["label"]):
            if row["sha256"] and row["id"] not in gone:
                steps.step(f"packing {row['label']}")
                place = f"evidence/{_safe(row['label'])}/{_safe(row['file_name']) or 'file'}"
                _expect(row, writer.add(place, _chunks(store.vault.path(row["sha256"]), row["label"])))
        with tempfile.TemporaryDirectory(prefix="auditbook-") as folder:
            for one in run.write(Job(report, house=house), REPORTS, Path(folder)):
                writer.add(f"report/{one.path.name}", [one.path.read_bytes()])
        lines = "".join(f"{digest}  {place}\n" for place, digest in writer.digests.items())
        count = len(writer.digests)
        writer.add(MANIFEST, [lines.encode()])
        return count


class _Writer:
    """Puts files into the package, a chunk at a time, and keeps their hashes."""

    def __init__(self, package: zipfile.ZipFile, moment: datetime) -> None:
        self.package, self.digests = package, dict[str, str]()
        self.moment = (max(moment.year, 1980), moment.month, moment.day, moment.hour, moment.minute, moment.second)

    def add(self, place: str, chunks: Any) -> str:
        """Write a file; returns its SHA-256."""
        info = zipfile.ZipInfo(place, self.moment)
        info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
        digest = hashlib.sha256()
        with self.package.open(info, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                target.write(chunk)
                steps.check()
        self.digests[place] = digest.hexdigest()
        return self.digests[place]


def _json(told: dict[str, list[dict[str, Any]]]) -> Iterator[bytes]:
    """The record as JSON, a row a line, so that a long population needs no second copy in memory."""
    yield b"{"
    for place, (name, rows) in enumerate(told.items()):
        yield f"{',' if place else ''}\n{json.dumps(name)}: [".encode()
        for at, row in enumerate(rows):
            yield (",\n" if at else "\n").encode() + _line(row).rstrip(b"\n")
        yield b"\n]"
    yield b"\n}\n"


def _line(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=True, sort_keys=True) + "\n").encode()


def _safe(name: str) -> str:
    """A name that every file system takes and no `unzip` follows out of its folder."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[-100:]


def _chunks(path: Path, label: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise AuditbookError(f"evidence {label}: its file is gone, so the package would not be whole.") from error


def _expect(row: dict[str, Any], digest: str) -> None:
    if digest != row["sha256"]:
        raise AuditbookError(f"evidence {row['label']}: its file was altered, so the package was not written.")


def target_of(number: str, folder: Path) -> Path:
    """Where a package goes that was given no name: `AUD-2026-02-sealed.zip`."""
    return folder / file_name(number, "sealed.zip")


def verify(path: Path) -> list[str]:
    """What is wrong with a package: files altered, gone or added, breaks in the change log. Raises BadInput."""
    try:
        with zipfile.ZipFile(path) as package:
            return list(_problems(package))
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadInput(f"{path} cannot be read as a sealed package: {error}") from error


def _problems(package: zipfile.ZipFile) -> Iterator[str]:
    names = package.namelist()
    if MANIFEST not in names:
        raise BadInput(f"{package.filename} has no {MANIFEST}; it is no sealed package.")
    lines = package.read(MANIFEST).decode("utf-8", "replace").splitlines()
    listed = {place: digest for digest, _, place in (line.partition("  ") for line in lines)}
    yield from (
        f"{name}: stands twice in the package" for name in sorted({one for one in names if names.count(one) > 1})
    )
    yield from (f"{name}: is not in the manifest" for name in names if name not in listed and name != MANIFEST)
    for place, digest in listed.items():
        if place not in names:
            yield f"{place}: is gone from the package"
            continue
        with package.open(place) as file:
            try:
                same = hashlib.file_digest(file, "sha256").hexdigest() == digest  # type: ignore[arg-type]  # it reads
            except zipfile.BadZipFile:
                same = False
        if not same:
            yield f"{place}: was altered"
        elif place == LOG:
            with package.open(place) as file:
                yield from _breaks(file)


def _breaks(file: IO[bytes]) -> Iterator[str]:
    """Where the change log does not hold together."""
    before = ""
    for number, line in enumerate(io.TextIOWrapper(file, encoding="utf-8"), 1):
        entry = json.loads(line)
        if entry["number"] != number or entry["before"] != before:
            yield f"change log: entry {number} does not follow the one before it"
        if "kind" in entry and log.seal_of(Change(**entry)) != entry["seal"]:
            yield f"change log: entry {number} was altered"
        before = entry["seal"]

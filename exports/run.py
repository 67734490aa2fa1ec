"""Writes an audit's report as files.

exported = export(store, "AUD-2026-02", ("docx", "pdf"), Path("reports"))
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.errors import AuditbookError, BadInput
from exports import paper as papers
from exports import steps
from exports.files import file_name, keep, prepare
from exports.formats import FORMATS, SHEETS, Job
from exports.paper import HOUSE, House

if TYPE_CHECKING:
    from data.rules.finding_quality import Settings
    from data.store import Store


class Exported(NamedTuple):
    """A file that was written; `note` says what is worth knowing about it, mostly nothing."""

    format: str
    path: Path
    sha256: str
    note: str


def export(
    store: Store,
    number: str,
    formats: Iterable[str],
    folder: Path,
    progress: Callable[[str], None] = lambda _step: None,
    *,
    edition: int | None = None,
    paper: str = papers.A4.name,
    finding: str = "",
    settings: Settings | None = None,
    house: House = HOUSE,
    stop: threading.Event | None = None,
) -> list[Exported]:
    """Write the report of the audit `number` in each of `formats` into `folder`, made if missing.

    The record is read once, so all formats say the same. Each file is whole or not there, and its owner's only; one
    that is there already and says something else is kept under another name. `progress` is told each step in words;
    `stop` ends the work, `settings` are the house's for the finding linter. With `finding`, its label, the sheet of
    that finding alone is written.
    Raises NotFound, BadInput (a format, a paper, a folder), Stopped, AuditbookError.
    """
    wanted, sheet = chosen(formats, SHEETS if finding else FORMATS), papers.named(paper)
    from exports.report import read_report

    with steps.watched(progress, stop):
        steps.step("reading the record")
        job = Job(read_report(store, number, edition=edition, settings=settings), sheet, finding, house)
        prepare(folder)
        return write(job, wanted, folder)


def write(job: Job, formats: Iterable[str], folder: Path) -> list[Exported]:
    """Write one report in each of `formats` into a folder that is there. Raises Stopped, AuditbookError."""
    done = []
    for name in formats:
        steps.step(f"writing {name}")
        done.append(_write(job, name, folder))
    return done


def chosen(formats: Iterable[str], known: Collection[str] = FORMATS) -> list[str]:
    """The formats that are meant, each once, of those that are `known`. Raises BadInput."""
    names = list(dict.fromkeys(cleaned for name in formats if (cleaned := name.strip().lower())))
    for name in names:
        if name not in known:
            what = "a report" if known is FORMATS else "one finding"
            raise BadInput(f"«{name}» is no format of {what}; use one of: {', '.join(known)}")
    if not names:
        raise BadInput(f"no format is named; use one or more of: {', '.join(known)}")
    return names


def _write(job: Job, name: str, folder: Path) -> Exported:
    number = job.report.audit.number
    path = folder / file_name(number, FORMATS[name].ending)
    if job.finding:
        path = folder / file_name(job.document.number, f"finding.{name}")
    try:
        made = FORMATS[name].write(job)
    except OSError as error:  # of a temporary file, of a program that is started
        raise AuditbookError(f"{path} was not written: {error.strerror or error}.") from error
    steps.check()
    notes = (made.note, keep(path, made.content))
    return Exported(name, path, hashlib.sha256(made.content).hexdigest(), "; ".join(note for note in notes if note))

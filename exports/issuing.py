"""Issues a report: its files are written as the next edition, and the record notes what left, when and to whom."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data import clock
from data.errors import Refused
from data.models import ReportIssue
from data.work import audits, issues, rows
from exports import editions, parts, run, steps
from exports import paper as papers
from exports.files import prepare
from exports.formats import Job
from exports.paper import HOUSE, House
from exports.report import Report, read_report

if TYPE_CHECKING:
    from data.rules.finding_quality import Settings
    from data.store import Store


@dataclass(frozen=True, slots=True)
class To:
    """Whom an edition goes to, and a word about it."""

    recipients: str
    note: str = ""


class Issued(NamedTuple):
    """The entry of the record, and the files."""

    issue: ReportIssue
    files: list[run.Exported]


def issue(
    store: Store,
    number: str,
    formats: Iterable[str],
    folder: Path,
    to: To,
    progress: Callable[[str], None] = lambda _step: None,
    *,
    paper: str = papers.A4.name,
    settings: Settings | None = None,
    house: House = HOUSE,
    stop: threading.Event | None = None,
) -> Issued:
    """Write the report as its next edition and note that it was issued; where a file fails, nothing is noted.

    Raises Refused where something blocks it or nothing has changed since the last edition, else as `run.export` does.
    """
    wanted, sheet = run.chosen(formats), papers.named(paper)
    with steps.watched(progress, stop):
        steps.step("reading the record")
        report = read_report(store, number, settings=settings)
        refuse(report, to)
        now = parts.Issue(report.edition, clock.now(), to.recipients, to.note)
        told = replace(report, issues=(*report.issues, now), draft=False)
        prepare(folder)
        made = run.write(Job(told, sheet, house=house), wanted, folder)
        files = [{"format": one.format, "path": str(one.path), "sha256": one.sha256} for one in made]
        kept = {"contents": editions.contents(told), "as_of": told.as_of, "seal": told.seal}
        audit = store.read(audits.by_number, number)
        values = {key: value for key, value in asdict(now).items() if key != "recipients"}
        return Issued(store.write(issues.issue, audit.id, to.recipients, files, **values, **kept), made)


def refuse(report: Report, to: To) -> None:
    """Raises Refused where this report cannot be issued."""
    blocking = [point.message for point in report.missing if point.blocks]
    if blocking:
        more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
        raise Refused(f"Not yet: {blocking[0]}{more}.")
    if not report.draft:
        raise Refused(
            f"Edition {report.edition} is issued, and nothing in it has changed since: e writes its files again."
        )
    if not to.recipients.strip():
        raise Refused("Say to whom it is issued.")


def freeze(store: Store, number: str) -> None:
    """Let the last edition of the audit `number`, noted without what it said (the demo's), say what the record says."""
    audit = store.read(audits.by_number, number)
    issued = store.read(issues.of_audit, audit.id)
    if issued and not issued[-1].contents:
        report = read_report(store, number)
        kept = {"contents": editions.contents(report), "as_of": report.as_of, "seal": report.seal}
        store.write(lambda session: rows.edit(session, ReportIssue, issued[-1].id, None, **kept))

"""The register of all corrective actions as an Excel file, with how they age and what they have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from data.store import Store
from data.work import actions, audits, trends
from exports import files, spreadsheet
from exports.spreadsheet import Sheet, Value, day

COLUMNS = (
    ("No.", 8), ("Their id", 14), ("Audit", 14), ("Source", 18), ("Nonconformity", 44), ("Put right at once", 36),
    ("Other cases", 30), ("Cause", 40), ("Action", 48), ("Owner", 22), ("Raised", 12), ("Due", 12), ("State", 14),
    ("Done", 12), ("Effective if", 36), ("Check on", 12), ("Verifier", 22), ("Checks made", 36), ("Closed", 12),
)  # fmt: skip
STEPS = (("Action", 8), ("Step", 60), ("Owner", 22), ("Due", 12), ("Done", 12))
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # the same register gives the same bytes on any day


def write(store: Store, folder: Path) -> Path:
    """Write the workbook into `folder`, for the owner only. Returns its path. Raises BadInput, AuditbookError."""
    files.prepare(folder)
    path = folder / "corrective-actions.xlsx"
    content = spreadsheet.workbook(store.read(sheets), "Corrective actions", "Corrective actions", NEVER)
    files.keep(path, content)
    return path


def sheets(session: Session) -> list[Sheet]:
    """What stands in the workbook."""
    counts = [(one.title, name, count) for one in trends.every(session) for name, count in one.counts]
    return [
        Sheet("Actions", COLUMNS, list(_actions(session))),
        Sheet("Steps", STEPS, list(_steps(session))),
        Sheet("Trends", (("What", 40), ("Of", 36), ("Count", 9)), counts),
    ]


def _actions(session: Session) -> Iterator[list[Value]]:
    numbers = {one.id: one.number for one in audits.every(session)}
    for one in actions.every(session):
        looks = "; ".join(f"{look.day} {look.result}" for look in actions.verifications(session, one.id))
        yield [
            one.label, one.external, numbers.get(one.audit_id or "", ""), one.origin, one.statement, one.correction,
            one.extent, one.cause, one.text, one.owner, day(one.raised), day(one.due), one.status, day(one.done),
            one.effectiveness, day(one.check_on), one.verifier, looks or one.result, day(one.closed),
        ]  # fmt: skip


def _steps(session: Session) -> Iterator[list[Value]]:
    for one in actions.every(session):
        for step in actions.steps(session, one.id):
            yield [one.label, step.text, step.owner, day(step.due), day(step.done)]

"""What the home screen shows, read without SQLAlchemy, so that it is painted before SQLAlchemy is loaded.

Plain SQL on a connection that cannot write; the only other way into the record is the store.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from data import sqlite
from data.rules.stages import STAGES, Facts, current


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One audit: where it is and what was found. `grades` counts findings by grade, "" for those without one."""

    id: str
    number: str
    title: str
    stage: str
    starts: str
    ends: str
    items: int
    judged: int
    grades: dict[str, int]
    actions_open: int
    actions_overdue: int


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that is due: an action or a request, by its label."""

    label: str
    text: str
    who: str
    due: str
    audit_id: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The home screen's data. `left_at` is where the program was left: audit id, number, stage, meeting id."""

    organisation: str = ""
    audits: tuple[AuditLine, ...] = ()
    due: tuple[DueLine, ...] = ()
    registers: dict[str, int] = field(default_factory=dict)
    left_at: tuple[str, str, int, str] = ("", "", 0, "")


REGISTERS = {
    "soaentry": "SoA",
    "document": "documents",
    "responsibility": "duties",
    "person": "people",
    "competencerecord": "competence",
    "asset": "assets",
    "supplier": "suppliers",
    "risk": "risks",
    "action": "actions",
}


def look(path: Path, today: str, who: str = "") -> Glance:
    """Read the overview; an empty one where there is no store yet. Raises NotAStore, StoreTooNew.

    A store of an earlier version is not looked into: it is migrated first.
    """
    if sqlite.schema_of(path) != sqlite.SCHEMA:
        return Glance()
    with closing(sqlite.connect_to_look(path)) as db:
        db.row_factory = sqlite3.Row
        audits = tuple(
            _audit(db, row, today) for row in db.execute("SELECT * FROM audit ORDER BY starts DESC, number DESC")
        )
        name = db.execute("SELECT name FROM organisation").fetchone()
        left = db.execute("SELECT * FROM bookmark WHERE who = ?", (who,)).fetchone()
        numbers = {audit.id: audit.number for audit in audits}
        return Glance(
            organisation=name["name"] if name else "",
            audits=audits,
            due=_due(db),
            registers={words: _count(db, f"SELECT count(*) FROM {table}") for table, words in REGISTERS.items()},  # noqa: S608 - constants
            left_at=(left["audit_id"], numbers[left["audit_id"]], left["stage"], left["meeting_id"])
            if left and left["audit_id"] in numbers
            else ("", "", 0, ""),
        )


def _count(db: sqlite3.Connection, query: str, *values: str) -> int:
    return int(db.execute(query, values).fetchone()[0])


def _audit(db: sqlite3.Connection, row: sqlite3.Row, today: str) -> AuditLine:
    key = row["id"]
    items = _count(db, "SELECT count(*) FROM checklistitem WHERE audit_id = ?", key)
    judged = _count(db, "SELECT count(*) FROM checklistitem WHERE audit_id = ? AND verdict != ''", key)
    grades = dict(
        db.execute(
            "SELECT grade, count(*) FROM finding WHERE audit_id = ? AND became = '' GROUP BY grade", (key,)
        ).fetchall()
    )
    unfinished = "SELECT count(*) FROM action WHERE audit_id = ? AND status NOT IN ('verified', 'closed')"
    facts = Facts(
        items=items,
        judged=judged,
        opening_done=_count(
            db,
            "SELECT count(*) FROM agendaitem JOIN meeting ON meeting.id = agendaitem.meeting_id "
            "WHERE meeting.audit_id = ? AND meeting.kind = 'opening' AND agendaitem.done_at != ''",
            key,
        ),
        interviews=_count(
            db, "SELECT count(*) FROM meeting WHERE audit_id = ? AND kind IN ('interview', 'walkthrough')", key
        ),
        samples=_count(db, "SELECT count(*) FROM sample WHERE audit_id = ?", key),
        findings=sum(grades.values()),
        actions=_count(db, "SELECT count(*) FROM action WHERE audit_id = ?", key),
        issued=_count(db, "SELECT count(*) FROM reportissue WHERE audit_id = ?", key),
    )
    return AuditLine(
        id=key,
        number=row["number"],
        title=row["title"],
        stage=STAGES[current(facts) - 1],
        starts=row["starts"],
        ends=row["ends"],
        items=items,
        judged=judged,
        grades=grades,
        actions_open=_count(db, unfinished, key),
        actions_overdue=_count(db, unfinished + " AND due != '' AND due < ?", key, today),
    )


def _due(db: sqlite3.Connection) -> tuple[DueLine, ...]:
    """Actions and requests that are not finished and have a date, the earliest first; twenty at most."""
    rows = db.execute(
        "SELECT label, text, owner AS who, due, coalesce(audit_id, '') AS audit_id FROM action "
        "WHERE status NOT IN ('verified', 'closed') AND due != '' "
        "UNION ALL SELECT label, what, role, due, audit_id FROM request WHERE NOT complete AND due != '' "
        "ORDER BY due LIMIT 20"
    )
    return tuple(DueLine(*row) for row in rows)

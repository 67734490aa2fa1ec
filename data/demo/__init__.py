"""A company and its audits of our own invention, built through the same functions that a user's keys call.

    number = build(store)

The texts lie in the files beside this module, one folder an audit; the modules say only how they come into the record.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from data import clock
from data.demo import company, fieldwork, findings, followup, planning, samples, settled
from data.demo.content import Case, Content
from data.demo.dates import Dates
from data.store import Store
from data.work import bookmarks

FINISHED, CURRENT, PLANNED = "finished", "current", "planned"
INTERVIEWS, LAST_NOTE = 4, "M-04"


def build(store: Store, today: date | None = None) -> str:
    """Fill a fresh store: an audit finished, one half-way through fieldwork, one planned. Returns the second's number.

    All dates are counted from `today` (the clock's, when not given); for the same day the same record is made, but for
    its random ids. Takes about three seconds.
    """
    with tempfile.TemporaryDirectory(prefix="auditbook-demo-") as folder:
        content = Content(Dates(today or date.fromisoformat(clock.today())), Path(folder))
        programme = company.found(store, content)
        audit_ids = {}
        for name in (FINISHED, CURRENT, PLANNED):
            audit = store.write(planning.plan, content.table(f"{name}/audit"), programme.id)
            content = content.naming(name, audit.number)
            audit_ids[name] = audit.id
        for name in (FINISHED, CURRENT):
            case = Case(store, content, name, audit_ids[name])
            carry_out(case)
        store.write(bookmarks.put, store.who, case.audit_id, INTERVIEWS, case.ids[LAST_NOTE])
        return content.names[CURRENT]


def carry_out(case: Case) -> None:
    """An audit from its checklist to its follow-up, as far as its texts go."""
    planning.prepare(case)
    fieldwork.hold(case)
    settled.settle(case)
    samples.draw(case)
    findings.collect(case)
    samples.mark(case)
    fieldwork.judge(case)
    findings.raise_all(case)
    settled.differ(case)
    followup.follow_up(case)
    followup.report(case)

"""Requests: documents, records and populations asked for."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists import parser, refs
from data import clock
from data.models import Audit, Request
from data.rules import requested
from data.work import rows

POPULATIONS = "Populations"
"""How the practice pack begins the heading of lists to sample from."""
EXPORT = "native export with date, time and filter"


def of_audit(session: Session, /, audit_id: str) -> list[Request]:
    """The audit's requests, by label."""
    return list(session.exec(select(Request).where(Request.audit_id == audit_id).order_by(col(Request.label))))


def ask(session: Session, /, audit_id: str, what: str, **values: Any) -> Request:
    """Ask for one thing more."""
    return rows.add(session, Request(audit_id=audit_id, label=rows.number(session, audit_id, "R"), what=what, **values))


def state(request: Request) -> str:
    """Where a request stands today (`data.rules.requested`)."""
    return requested.state(
        sent=request.sent,
        due=request.due,
        chased=request.chased,
        received=request.received,
        complete=request.complete,
        today=clock.today(),
    )


def propose(session: Session, /, audit_id: str) -> list[Request]:
    """Ask for what the practice pack proposes for the scope.

    These are the items one of whose refs is in it and that are not asked for yet. A population comes for the audited
    period and from a source that its owner does not keep.
    """
    audit = rows.fetch(session, Audit, audit_id)
    there = {request.what for request in of_audit(session, audit_id)}
    period = " to ".join(day for day in (audit.period_from, audit.period_to) if day)
    due = requested.due_by(audit.starts, clock.today())
    made = []
    for heading, items in parser.practice("requests").items():
        for line in items:
            what, *pairs = (part.strip() for part in line.split("|"))
            facts = {name.strip(): text.strip() for name, _, text in (pair.partition(":") for pair in pairs)}
            about = [ref for ref in refs.REF.findall(facts.get("refs", "")) if ref in audit.refs]
            if not about or what in there:
                continue
            values = {"refs": about, "role": facts.get("from", ""), "why": facts.get("why", ""), "due": due}
            if heading.startswith(POPULATIONS):
                values |= {"source": facts.get("form", ""), "form": EXPORT, "period": period}
            else:
                values |= {"form": facts.get("form", "")}
            made.append(ask(session, audit_id, what, **values))
    return made


def send_all(session: Session, /, audit_id: str) -> list[Request]:
    """Note that all that was not sent yet is sent today."""
    unsent = [one for one in of_audit(session, audit_id) if not one.sent and not one.complete]
    return [rows.edit(session, Request, one.id, sent=clock.today()) for one in unsent]


def chase(session: Session, /, request_id: str) -> Request:
    """Note a reminder of today, or take that of today back."""
    request = rows.fetch(session, Request, request_id)
    return rows.edit(session, Request, request_id, chased="" if request.chased == clock.today() else clock.today())

"""Requests: documents, records and populations asked for."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists import parser, refs
from data.models import Audit, Request
from data.work import rows


def of_audit(session: Session, /, audit_id: str) -> list[Request]:
    """The audit's requests, by label."""
    return list(session.exec(select(Request).where(Request.audit_id == audit_id).order_by(col(Request.label))))


def ask(session: Session, /, audit_id: str, what: str, **values: Any) -> Request:
    """Ask for one thing more."""
    return rows.add(session, Request(audit_id=audit_id, label=rows.number(session, audit_id, "R"), what=what, **values))


def propose(session: Session, /, audit_id: str) -> list[Request]:
    """Ask for what the practice pack proposes for the scope.

    These are the items one of whose refs is in it and that are not asked for yet.
    """
    audit = rows.fetch(session, Audit, audit_id)
    there = {request.what for request in of_audit(session, audit_id)}
    made = []
    for items in parser.practice("requests").values():
        for line in items:
            what, *pairs = (part.strip() for part in line.split("|"))
            facts = {name.strip(): text.strip() for name, _, text in (pair.partition(":") for pair in pairs)}
            about = [ref for ref in refs.REF.findall(facts.get("refs", "")) if ref in audit.refs]
            if about and what not in there:
                made.append(
                    ask(
                        session,
                        audit_id,
                        what,
                        refs=about,
                        role=facts.get("from", ""),
                        form=facts.get("form", ""),
                        why=facts.get("why", ""),
                    )
                )
    return made

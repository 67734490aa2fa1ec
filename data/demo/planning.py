"""An audit planned and prepared: scope, criteria, team, checklist, requests."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from checklists import refs
from data.demo.content import Case, expanded
from data.models import Audit, Safeguard
from data.work import audits, checklist, readings, requests, rows


def plan(session: Session, told: dict[str, Any], programme_id: str) -> Audit:
    """A new audit of the programme, with its criteria, its team, who tests what, and what guards their objectivity."""
    scope = refs.expand(told["scope"])
    audit = audits.create(session, told["title"], programme_id=programme_id, refs=scope, **told["values"])
    for criterion in told["criteria"]:
        audits.add_criterion(session, audit.id, **criterion)
    for member in told["team"]:
        audits.add_member(session, audit.id, **expanded(member, "refs"))
    for guard in told.get("safeguard", []):
        rows.add(session, Safeguard(audit_id=audit.id, **expanded(guard, "refs")))
    return audit


def prepare(case: Case) -> None:
    """The checklist from the pack, and what was asked for."""
    case.store.write(checklist.prepare, case.audit_id)
    for told in case.table("requests").values():
        request = case.store.write(requests.ask, case.audit_id, **expanded(told, "refs"))
        case.ids[request.label] = request.id
    for told in case.table("readings").get("reading", []):
        case.store.write(readings.note, case.audit_id, **told)

"""An audit planned and prepared: scope, criteria, team, checklist, requests."""

from __future__ import annotations

from checklists import refs
from data.demo.content import Case, Content, expanded
from data.models import Audit, Programme
from data.store import Store
from data.work import audits, checklist, requests


def plan(store: Store, content: Content, folder: str, programme: Programme) -> Audit:
    """A new audit of the programme, with its criteria and its team."""
    told = content.table(f"{folder}/audit")
    scope = refs.expand(told["scope"])
    audit = store.write(audits.create, told["title"], programme_id=programme.id, refs=scope, **told["values"])
    for criterion in told["criteria"]:
        store.write(audits.add_criterion, audit.id, **criterion)
    for member in told["team"]:
        store.write(audits.add_member, audit.id, **member)
    return audit


def prepare(case: Case) -> None:
    """The checklist from the pack, and what was asked for."""
    store = case.store
    store.write(checklist.prepare, case.audit_id)
    for values in case.table("requests").values():
        request = store.write(requests.ask, case.audit_id, **expanded(values, "refs"))
        case.ids[request.label] = request.id

"""From one audit into the next: what earlier ones left open, and last year's audit as this year's draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session, col, select

from checklists import refs
from data.models import (
    Action,
    Audit,
    ChecklistItem,
    Criterion,
    Finding,
    Prompt,
    Request,
    Sitting,
    TeamMember,
)
from data.models.base import AuditRow
from data.rules import corrective, verdicts
from data.work import actions, audits, checklist, rows

OF_AUDIT = (
    "client", "objectives", "refs", "areas", "places", "methods", "systems", "remote", "distribution",
    "classification", "programme_id", "days",
)  # fmt: skip
WHERE_NONE = "10.2"  # the ref at which an action is followed up that belongs to no finding


class Matter(NamedTuple):
    """What an earlier audit or another source left open. `key` is how it is called from anywhere, `about` its ref."""

    key: str
    about: str
    grade: str
    words: str
    owner: str
    state: str
    action_ids: tuple[str, ...] = ()


class Compared(NamedTuple):
    """An item of the checklist against the audit before. `state`: new, changed, unchanged."""

    ref: str
    title: str
    state: str
    before: str
    findings: str


def open_matters(session: Session, /, audit_id: str) -> list[Matter]:
    """What is open from before an audit, in the refs' order.

    Nonconformities of earlier audits until every action against them is verified, and actions without a finding until
    they are. Audits are earlier by their number, which begins with the year.
    """
    audit = rows.fetch(session, Audit, audit_id)
    earlier = {one.id: one.number for one in audits.every(session) if one.number < audit.number}
    found = [*_findings(session, earlier), *_actions(session, earlier)]
    return sorted(found, key=lambda one: (refs.order(one.about), one.key))


def _findings(session: Session, earlier: dict[str, str]) -> Iterator[Matter]:
    query = select(Finding).where(col(Finding.audit_id).in_(earlier), Finding.became == "")
    for finding in session.exec(query.where(col(Finding.grade).in_(verdicts.NONCONFORMITIES))):
        mine = list(session.exec(select(Action).where(Action.finding_id == finding.id).order_by(col(Action.label))))
        waiting = [one for one in mine if one.status not in corrective.FINISHED]
        if mine and not waiting:
            continue
        state = ", ".join(f"{one.label} {one.status}" for one in waiting) or "no action"
        owner = next((one.owner for one in waiting if one.owner), finding.owner)
        key = f"{earlier[finding.audit_id]}/{finding.label}"
        ids = tuple(one.id for one in waiting)
        yield Matter(key, finding.ref or WHERE_NONE, finding.grade, finding.title, owner, state, ids)


def _actions(session: Session, earlier: dict[str, str]) -> Iterator[Matter]:
    for one in actions.every(session):
        ours = one.audit_id is None or one.audit_id in earlier
        if ours and not one.finding_id and one.status not in corrective.FINISHED:
            words = one.statement or one.text
            yield Matter(
                one.external or one.label, WHERE_NONE, "", words, one.owner, f"{one.label} {one.status}", (one.id,)
            )


def taken_up(session: Session, /, audit_id: str) -> dict[str, Prompt]:
    """The questions about what was left open, by the matter's key."""
    query = select(Prompt).where(Prompt.audit_id == audit_id, Prompt.carried != "")
    return {one.carried: one for one in session.exec(query)}


def take_up(session: Session, /, audit_id: str) -> list[Prompt]:
    """Make each open matter a question that must be answered; returns those that are new.

    A ref that is not in the checklist comes in with this one question: what was found is looked at again, whatever the
    scope of this year.
    """
    known = taken_up(session, audit_id)
    items = {item.ref: item for item in checklist.items(session, audit_id)}
    made = []
    for matter in open_matters(session, audit_id):
        if matter.key in known:
            continue
        item = items.get(matter.about) or _item(session, audit_id, matter.about)
        items[matter.about] = item
        asked = refs.asked().get(matter.about)
        prompt = checklist.add_question(session, item.id, asked.lead if asked else "ISMS manager", question(matter))
        made.append(rows.edit(session, Prompt, prompt.id, carried=matter.key, key=True, method="record sample"))
    return made


def question(matter: Matter) -> str:
    """The question about an open matter, as it is asked."""
    what = f"{matter.key}{f' ({matter.grade})' if matter.grade else ''}, «{matter.words}»"
    return f"Follow-up of {what}: {matter.state}. Show me what was done, and what shows that it worked."


def _item(session: Session, audit_id: str, ref: str) -> ChecklistItem:
    place = refs.auditable().index(ref) if ref in refs.auditable() else checklist.LAST
    title = refs.title(ref) if ref in refs.auditable() else ""
    return rows.add(session, ChecklistItem(audit_id=audit_id, ref=ref, title=title, position=place, own=True))


# -- last year's audit as this year's draft --------------------------------------------------------------------------


def succeed(session: Session, /, audit_id: str, **values: Any) -> Audit:
    """A new audit with the plan, checklist, requests and sittings of an earlier one: texts kept, results cleared.

    What the earlier one left open is taken up at once.
    """
    before = rows.fetch(session, Audit, audit_id)
    taken = {name: getattr(before, name) for name in OF_AUDIT} | {"title": before.title, "follows": before.number}
    audit = audits.create(session, **(taken | values))
    for one in audits.criteria(session, audit.id):
        rows.remove(session, Criterion, one.id)
    for table, cleared in CLEARED.items():
        for row in session.exec(select(table).where(table.audit_id == audit_id)):
            _copied(session, row, audit.id, **cleared)
    _checklist(session, audit_id, audit.id)
    take_up(session, audit.id)
    return audit


CLEARED: dict[type[Any], dict[str, Any]] = {
    Criterion: {},
    TeamMember: {"independence": ""},
    Request: {"sent": "", "due": "", "chased": "", "received": "", "complete": False, "remark": ""},
    Sitting: {"planned": "", "held": "", "remark": ""},
}
R = TypeVar("R", bound=AuditRow)


def _copied(session: Session, row: R, audit_id: str, **values: Any) -> R:
    """A copy of a row in another audit; columns that the copy has not by itself are given."""
    kept = {name: value for name, value in row.model_dump().items() if name not in ("id", "version")}
    known = {name: value for name, value in values.items() if name in kept}
    copy: R = type(row)(**(kept | known | {"audit_id": audit_id}))
    return rows.add(session, copy)


def _checklist(session: Session, before: str, audit_id: str) -> None:
    clear = {"verdict": "", "reason": "", "remark": "", "verdict_at": ""}
    for item in checklist.items(session, before):
        copy = _copied(session, item, audit_id, **clear)
        for prompt in checklist.prompts(session, before, item_id=item.id):
            if not prompt.carried:
                _copied(session, prompt, audit_id, item_id=copy.id, state="", meeting_id=None)


def compared(session: Session, /, audit_id: str) -> list[Compared]:
    """The checklist against that of the audit it follows: what is new, changed, unchanged; empty where it follows none.

    `before` is the verdict of then, `findings` are the labels of what was found.
    """
    audit = rows.fetch(session, Audit, audit_id)
    if not audit.follows:
        return []
    former = audits.by_number(session, audit.follows)
    then = {item.ref: (item, _texts(session, item)) for item in checklist.items(session, former.id)}
    labels: dict[str, list[str]] = {}
    query = select(Finding).where(Finding.audit_id == former.id, Finding.became == "").order_by(col(Finding.label))
    for finding in session.exec(query):
        labels.setdefault(finding.ref, []).append(f"{finding.label} {finding.grade}")
    found = []
    for item in checklist.items(session, audit_id):
        old, texts = then.get(item.ref, (None, set()))
        state = "new" if old is None else "unchanged" if texts == _texts(session, item) else "changed"
        verdict = old.verdict if old else ""
        found.append(Compared(item.ref, item.title, state, verdict, ", ".join(labels.get(item.ref, ()))))
    return found


def _texts(session: Session, item: ChecklistItem) -> set[str]:
    """What an item says and asks, without what was carried into it."""
    prompts = checklist.prompts(session, item.audit_id, item_id=item.id)
    return {item.intent, *item.evidence, *item.attributes, *(one.text for one in prompts if not one.carried)}

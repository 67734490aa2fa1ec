"""The audit's checklist: copied from the pack by the scope and the SoA, then asked and judged."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from checklists import parser, refs
from checklists.pack import Entry
from data import clock
from data.errors import Refused
from data.models import Audit, ChecklistItem, Prompt, SoaEntry
from data.rules import verdicts
from data.work import rows

LAST = 999  # where an item stands whose ref is the user's own


class Prepared(NamedTuple):
    """What preparing a checklist did.

    `left_out`: controls in scope that the SoA declares not applicable, with its reason.
    """

    added: list[str]
    dropped: list[str]
    left_out: list[tuple[str, str]]


def prepare(session: Session, /, audit_id: str) -> Prepared:
    """Bring the checklist in line with the scope: copy what is missing from the pack, drop what is out and untouched.

    A control that the SoA declares not applicable becomes an item with that verdict and the SoA's reason, so that the
    report can say what was left out.
    """
    audit = rows.fetch(session, Audit, audit_id)
    pack = parser.iso27001()
    soa = {entry.ref: entry for entry in session.exec(select(SoaEntry))}
    present = {item.ref: item for item in items(session, audit_id)}
    added, left_out = [], []
    for ref in audit.refs:
        if ref in present:
            continue
        item = _copy(session, audit_id, ref, pack.entries.get(ref), f"{pack.name} {pack.version}")
        added.append(ref)
        if ref in soa and not soa[ref].applicable:
            reason = soa[ref].reason or soa[ref].description or "not applicable in the SoA"
            item.verdict, item.reason, item.verdict_at = "not_applicable", f"SoA: {reason}", clock.now()
            left_out.append((ref, reason))
    dropped = [
        item
        for ref, item in present.items()
        if ref not in audit.refs and not item.own and not item.verdict and not item.remark
    ]
    for item in dropped:
        for prompt in prompts(session, audit_id, item_id=item.id):
            session.delete(prompt)
        session.flush()
        session.delete(item)
    session.flush()
    return Prepared(added, [item.ref for item in dropped], left_out)


def facts_of(entry: Entry) -> dict[str, Any]:
    """The columns of an item that come from the pack's entry."""
    known = refs.asked().get(entry.ref)
    return {
        "title": entry.title,
        "document_required": entry.document_required,
        "intent": entry.intent,
        "evidence": list(entry.evidence),
        "requests": list(entry.requests),
        "population": entry.sample.population or (known.population if known else ""),
        "population_source": entry.sample.source,
        "attributes": [f"{letter} {text}" for letter, text in entry.sample.attributes],
    }


def _copy(session: Session, audit_id: str, ref: str, entry: Entry | None, pack: str) -> ChecklistItem:
    """Freeze an entry into the audit; a ref without one gets an item with its title, for questions of one's own."""
    facts = facts_of(entry) if entry else {"title": refs.title(ref)}
    place = refs.auditable().index(ref) if ref in refs.auditable() else LAST
    item = rows.add(session, ChecklistItem(audit_id=audit_id, ref=ref, position=place, pack=pack, **facts))
    for position, question in enumerate(entry.questions if entry else ()):
        session.add(
            Prompt(
                audit_id=audit_id,
                item_id=item.id,
                ref=ref,
                role=question.role,
                method=question.method,
                key=question.key,
                text=question.text,
                position=position,
            )
        )
    return item


def items(session: Session, /, audit_id: str) -> list[ChecklistItem]:
    """The checklist in the standard's order."""
    query = select(ChecklistItem).where(ChecklistItem.audit_id == audit_id)
    return list(session.exec(query.order_by(col(ChecklistItem.position), col(ChecklistItem.ref))))


def prompts(session: Session, /, audit_id: str, *, role: str = "", item_id: str = "") -> list[Prompt]:
    """Questions of the audit, of one role or one item; those that matter most first, then in the refs' order."""
    query = select(Prompt).join(ChecklistItem).where(Prompt.audit_id == audit_id)
    if role:
        query = query.where(Prompt.role == role)
    if item_id:
        query = query.where(Prompt.item_id == item_id)
        return list(session.exec(query.order_by(col(Prompt.position))))
    order = (col(Prompt.key).desc(), col(ChecklistItem.position), col(Prompt.position))
    return list(session.exec(query.order_by(*order)))


def judge(session: Session, /, item_id: str, verdict: str, reason: str | None = None) -> ChecklistItem:
    """Give an item its verdict, or clear it with an empty one. Raises Refused where a rule forbids it."""
    item = rows.fetch(session, ChecklistItem, item_id)
    why = item.reason if reason is None else reason
    refused = verdicts.refusal(verdict, item.ref, why)
    if refused:
        raise Refused(refused)
    kept = why if verdict in verdicts.NEEDS_REASON else ""
    return rows.edit(
        session, ChecklistItem, item_id, verdict=verdict, reason=kept, verdict_at=clock.now() if verdict else ""
    )


def mark_prompt(session: Session, /, prompt_id: str, state: str, meeting_id: str | None = None) -> Prompt:
    """Set a question's state: asked, answered, later, aside, or empty."""
    return rows.edit(session, Prompt, prompt_id, state=state, meeting_id=meeting_id)


def add_question(session: Session, /, item_id: str, role: str, text: str, method: str = "interview") -> Prompt:
    """One question of the auditor's own, at the end of an item's."""
    item = rows.fetch(session, ChecklistItem, item_id)
    place = len(prompts(session, item.audit_id, item_id=item_id))
    return rows.add(
        session,
        Prompt(
            audit_id=item.audit_id,
            item_id=item_id,
            ref=item.ref,
            role=role,
            method=method,
            text=text,
            position=place,
            own=True,
        ),
    )


def roles(session: Session, /, audit_id: str) -> list[tuple[str, int]]:
    """The roles that the audit's questions are for, with the number of refs each is asked about, most first."""
    counted: dict[str, set[str]] = {}
    for prompt in prompts(session, audit_id):
        counted.setdefault(prompt.role, set()).add(prompt.ref)
    return sorted(((role, len(asked)) for role, asked in counted.items()), key=lambda pair: (-pair[1], pair[0]))

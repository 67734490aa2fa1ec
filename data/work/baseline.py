"""What is known before anybody is met: open actions, earlier findings, incidents and changes, remarks of the SoA."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlmodel import Session, col, select

from checklists import refs as standard
from data.models import Action, Audit, Finding, Occasion, SoaEntry
from data.rules import activities, corrective
from data.work import rows

IMPLEMENTED = re.compile(
    r"\s*(fully )?(implemented|operational|in place|done|yes|umgesetzt|mis en .*uvre)\b", re.IGNORECASE
)
INCIDENT = re.compile(r"\b(incident|vorfall|sicherheitsvorfall)\b", re.IGNORECASE)
ORDER = ("open action", "incident", "change", "finding", "SoA")


class Known(NamedTuple):
    """One thing that is known. `kind` is a word of `ORDER`, `source` says where it stands."""

    kind: str
    refs: tuple[str, ...]
    label: str
    words: str
    source: str


def of_audit(session: Session, /, audit_id: str) -> list[Known]:
    """What is known about an audit's scope, what is open first, then in the standard's order."""
    audit = rows.fetch(session, Audit, audit_id)
    scope = set(audit.refs)
    found = [
        *_actions(session, audit, scope),
        *_occasions(session, scope),
        *_findings(session, audit, scope),
        *_soa(session, scope),
    ]
    return sorted(
        found,
        key=lambda one: (ORDER.index(one.kind), standard.order(one.refs[0]) if one.refs else (9, [], ""), one.label),
    )


def _in(scope: Collection[str], refs: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted((ref for ref in set(refs) if ref in scope), key=standard.order))


def _actions(session: Session, audit: Audit, scope: set[str]) -> Iterator[Known]:
    findings = {finding.id: finding for finding in session.exec(select(Finding))}
    for action in session.exec(select(Action).order_by(col(Action.label))):
        if action.audit_id == audit.id:
            continue
        finding = findings.get(action.finding_id or "")
        about = [finding.ref, *finding.related] if finding else activities.refs_of(f"{action.statement} {action.text}")
        mine = _in(scope, about)
        incident = INCIDENT.search(action.origin)
        if not mine or (action.status in corrective.FINISHED and not incident):
            continue
        kind = "incident" if incident and action.status in corrective.FINISHED else "open action"
        due = f", due {action.due}" if action.due and kind == "open action" else ""
        words = f"{action.statement or action.text} ({action.status}{due}; {action.owner or 'no owner'})"
        yield Known(kind, mine, action.external or action.label, words, action.source or action.origin)


def _occasions(session: Session, scope: set[str]) -> Iterator[Known]:
    for one in session.exec(select(Occasion).order_by(col(Occasion.day).desc())):
        mine = _in(scope, one.refs)
        if mine:
            kind = "incident" if one.kind == "incident" else "change"
            yield Known(
                kind, mine, one.number or one.day, f"{one.title} ({one.day})" if one.day else one.title, one.source
            )


def _findings(session: Session, audit: Audit, scope: set[str]) -> Iterator[Known]:
    query = select(Finding, Audit).join(Audit).where(Finding.audit_id != audit.id)
    for finding, earlier in session.exec(query.order_by(col(Audit.number).desc(), col(Finding.label))):
        mine = _in(scope, [finding.ref, *finding.related])
        if mine and finding.grade != "strength":
            words = f"{finding.grade or 'no grade yet'}: {finding.title}"
            yield Known("finding", mine, f"{earlier.number} {finding.label}", words, earlier.title)


def _soa(session: Session, scope: set[str]) -> Iterator[Known]:
    """What the SoA leaves out or does not call implemented."""
    for entry in session.exec(select(SoaEntry)):
        if entry.ref not in scope:
            continue
        if not entry.applicable:
            yield Known(
                "SoA", (entry.ref,), entry.ref, f"not applicable: {entry.reason or 'no reason given'}", entry.source
            )
        elif not IMPLEMENTED.match(entry.status):
            words = ": ".join(part for part in (entry.status or "no status", entry.description) if part)
            yield Known("SoA", (entry.ref,), entry.ref, words, entry.source)

"""What the opening meeting settles: what is written read out, what is said otherwise, and what the organisation rests
on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from checklists import refs as known
from data.errors import BadInput
from data.models import Audit, Difference, KeyPoint, Supplier
from data.work import audits, checklist, rows, sittings

KINDS = {"outsourced": "Outsourced services", "dependency": "Key dependencies", "architecture": "Architecture"}
ABOUT_A_SERVICE = {
    "A.5.19": "{name}: who looked at its security before it was taken on, and against what?",
    "A.5.20": "{name}: where does the contract say which security is owed, and what happens at its end? Show me.",
    "A.5.22": "{name}: when was the service last reviewed, and what came of it?",
    "A.5.23": "{name}: which part of the security is ours and which is theirs, and where is that written?",
}
"""What is asked about an outsourced service, by ref; in our own words."""


class Written(NamedTuple):
    """One thing that the plan says, to be read out. `topic` is a word or two."""

    topic: str
    text: str


def written(session: Session, /, audit_id: str) -> list[Written]:
    """What the plan says, in the order in which it is read out; what it does not say is left out."""
    audit = rows.fetch(session, Audit, audit_id)
    organisation = audits.organisation(session)
    team = [" ".join(part for part in (one.name, f"({one.duty})") if part) for one in audits.team(session, audit_id)]
    criteria = [" ".join(filter(None, (one.title, one.edition))) for one in audits.criteria(session, audit_id)]
    planned = [
        f"{one.planned.replace('T', ' ')[:16]} {one.title}{_with(one.people)}".strip()
        for one in sittings.of_audit(session, audit_id)
    ]
    told = (
        ("Objectives", audit.objectives),
        ("Scope", "; ".join(filter(None, (known.shorten(audit.refs), audit.areas)))),
        ("ISMS scope", organisation.isms_scope if organisation else ""),
        ("Criteria", "; ".join(criteria)),
        ("Period", _span(audit.period_from, audit.period_to)),
        ("Timing", _span(audit.starts, audit.ends)),
        ("Sittings", "; ".join(planned)),
        ("Places", audit.places),
        ("Systems", audit.systems),
        ("From afar", audit.remote),
        ("Team", "; ".join(team)),
        ("Methods", audit.methods),
    )
    return [Written(topic, text) for topic, text in told if text.strip()]


def _with(people: list[str]) -> str:
    return f" with {', '.join(people)}" if people else ""


def _span(start: str, end: str) -> str:
    return f"{start} to {end}" if start and end else start or end


def differences(session: Session, /, audit_id: str) -> list[Difference]:
    """What was said otherwise than it is written, in the order in which it came up."""
    query = select(Difference).where(Difference.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Difference.position))))


def differ(
    session: Session, /, audit_id: str, topic: str, said: str, meeting_id: str | None = None, **values: Any
) -> Difference:
    """Note that something was said otherwise than it is written. `values`: written, ref, role."""
    place = len(differences(session, audit_id))
    return rows.add(
        session,
        Difference(audit_id=audit_id, meeting_id=meeting_id, topic=topic, said=said, position=place, **values),
    )


def key_points(session: Session, /, audit_id: str) -> list[KeyPoint]:
    """Outsourced services, dependencies, architecture, in this order."""
    found = session.exec(select(KeyPoint).where(KeyPoint.audit_id == audit_id).order_by(col(KeyPoint.position)))
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.kind) if one.kind in order else len(order))


def add_key_point(session: Session, /, audit_id: str, kind: str, line: str, meeting_id: str | None = None) -> KeyPoint:
    """One more, from `name | what it is for | who`. Raises BadInput for a kind that is none, or without a name."""
    name, what, who = (part.strip() for part in (line + "||").split("|")[:3])
    if kind not in KINDS or not name:
        raise BadInput("Write for example: Mailgate | filters all incoming mail | Northwind Hosting")
    place = len(key_points(session, audit_id))
    return rows.add(
        session,
        KeyPoint(audit_id=audit_id, meeting_id=meeting_id, kind=kind, name=name, what=what, who=who, position=place),
    )


def suppliers(session: Session, /, audit_id: str) -> list[Supplier]:
    """The suppliers of the register that are not among the outsourced services yet, by name."""
    there = {one.name.casefold() for one in key_points(session, audit_id)}
    there |= {one.who.casefold() for one in key_points(session, audit_id)}
    found = session.exec(select(Supplier).order_by(col(Supplier.name)))
    return [one for one in found if one.name.casefold() not in there]


def ask_about_services(session: Session, /, audit_id: str) -> int:
    """Add the supplier questions about each outsourced service to the checklist; returns how many were added.

    They go to the refs of `ABOUT_A_SERVICE` that are in scope; what is there already is not added twice.
    """
    items = {item.ref: item for item in checklist.items(session, audit_id)}
    added = 0
    for service in key_points(session, audit_id):
        if service.kind != "outsourced":
            continue
        name = f"{service.name} ({service.who})" if service.who else service.name
        for ref, words in ABOUT_A_SERVICE.items():
            item = items.get(ref)
            if item is None:
                continue
            text = words.replace("{name}", name)
            if any(prompt.text == text for prompt in checklist.prompts(session, audit_id, item_id=item.id)):
                continue
            checklist.add_question(session, item.id, known.asked()[ref].lead, text)
            added += 1
    return added

"""What may go at the end of its time, and letting it go: never silently, and never its index row and hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, delete, select

from data import clock
from data.errors import Refused
from data.models import Action, Disposal, Evidence, FindingEvidence, Hold, Population, PopulationItem
from data.rules import corrective, retention
from data.rules.retention import Kept
from data.work import audits, rows

Months = Mapping[str, int]


class Held(NamedTuple):
    """A raw record: where it stands, until when it is kept, and why it stays (empty: it may go)."""

    row_id: str
    kind: str
    label: str
    number: str
    title: str
    until: str
    stays: str
    sha256: str


def held(session: Session, /, today: str, months: Months | None = None) -> list[Held]:
    """Every raw record that is still there, what may go first, then by the day until which it is kept."""
    gone = {one.row_id for one in session.exec(select(Disposal))}
    found = [
        one for one in (*_files(session, today, months), *_lists(session, today, months)) if one.row_id not in gone
    ]
    return sorted(found, key=lambda one: (one.stays != "", one.until or "9999", one.number, one.label))


def _files(session: Session, today: str, months: Months | None) -> Iterator[Held]:
    waiting = _waiting(session)
    known = {one.id: one for one in audits.every(session)}
    for item in session.exec(select(Evidence).where(Evidence.sha256 != "")):
        audit = known[item.audit_id]
        kept = Kept(
            "evidence",
            personal=item.personal_data,
            keep_until=item.keep_until,
            ends=audit.ends,
            open_actions=tuple(waiting.get(item.id, ())),
            hold=_hold(session, item.audit_id),
        )
        why = retention.stays(kept, today, months)
        until = retention.until(kept, months)
        yield Held(item.id, "evidence", item.label, audit.number, item.title, until, why, item.sha256)


def _lists(session: Session, today: str, months: Months | None) -> Iterator[Held]:
    known = {one.id: one for one in audits.every(session)}
    for one in session.exec(select(Population)):
        audit = known[one.audit_id]
        kept = Kept("population", ends=audit.ends, hold=_hold(session, one.audit_id))
        why, until = retention.stays(kept, today, months), retention.until(kept, months)
        title = f"{one.title}, {one.count} rows"
        yield Held(one.id, "population", "list", audit.number, title, until, why, one.sha256)


def _waiting(session: Session) -> dict[str, list[str]]:
    """Evidence by its id to the open actions whose findings rest on it."""
    query = (
        select(FindingEvidence.evidence_id, Action.label)
        .join(Action, col(Action.finding_id) == FindingEvidence.finding_id)
        .where(col(Action.status).not_in(corrective.FINISHED))
    )
    found: dict[str, list[str]] = {}
    for evidence_id, label in session.exec(query):
        found.setdefault(evidence_id, []).append(label)
    return found


def let_go(
    session: Session, /, row_ids: Sequence[str], reason: str, who: str, months: Months | None = None
) -> list[str]:
    """Let raw records go, all or none; returns the hashes of files that nothing needs any more.

    Raises Refused without a reason, and for what must stay. The files themselves are removed by the caller when this is
    in the record (`Vault.remove`).
    """
    if not reason.strip():
        raise Refused("Say why it goes; the reason stays in the record.")
    known = {one.row_id: one for one in held(session, clock.today(), months)}
    for row_id in row_ids:
        one = known.get(row_id)
        if one is None or one.stays:
            what = f"{one.number} {one.label}: {one.stays}" if one else "it is gone already"
            raise Refused(f"This must stay: {what}.")
    hashes = set()
    for row_id in row_ids:
        one = known[row_id]
        table = Evidence if one.kind == "evidence" else Population
        audit_id = rows.fetch(session, table, row_id).audit_id
        if one.kind == "population":
            session.exec(delete(PopulationItem).where(col(PopulationItem.population_id) == row_id))
        else:
            hashes.add(one.sha256)
        rows.add(
            session,
            Disposal(
                audit_id=audit_id,
                kind=one.kind,
                row_id=row_id,
                label=one.label,
                sha256=one.sha256,
                day=clock.today(),
                who=who,
                reason=reason,
            ),
        )
    gone = {one.row_id for one in session.exec(select(Disposal))}
    needed = {one.sha256 for one in session.exec(select(Evidence)) if one.id not in gone}
    return sorted(hashes - needed)


def disposals(session: Session) -> list[Disposal]:
    """What was let go, the latest first."""
    return list(session.exec(select(Disposal).order_by(col(Disposal.day).desc(), col(Disposal.label))))


def hold(session: Session, /, reason: str, audit_id: str | None = None) -> Hold:
    """A legal hold on an audit, or on the whole store. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("Say what the hold is for; whoever releases it has to know.")
    return rows.add(session, Hold(audit_id=audit_id, reason=reason, since=clock.today()))


def release(session: Session, /, hold_id: str) -> Hold:
    """End a legal hold."""
    return rows.edit(session, Hold, hold_id, released=clock.today())


def holds(session: Session) -> list[Hold]:
    """The holds that last."""
    return list(session.exec(select(Hold).where(Hold.released == "").order_by(col(Hold.since))))


def _hold(session: Session, audit_id: str) -> str:
    return "; ".join(one.reason for one in holds(session) if one.audit_id in (None, audit_id))

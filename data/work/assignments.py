"""Decisions about who tests what. Each brings the impartiality note up to date."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from checklists import refs as standard
from data import clock
from data.errors import BadInput
from data.models import Audit, Responsibility, Safeguard, TeamMember
from data.rules import holders, independence, safeguards
from data.work import rows
from data.work.impartiality import redraft
from data.work.independence import TESTING, Proposal, members, propose, safeguards_of, view

NOTHING = "none"
"""In the refs of a member who tests nothing: an empty list means all that are in scope."""


def take_split(session: Session, /, audit_id: str) -> Proposal:
    """Divide the work as proposed."""
    proposal = propose(session, audit_id)
    for member in members(session, audit_id):
        if member.name in proposal.tests and member.duty in TESTING:
            _give(session, member, proposal.tests[member.name])
    redraft(session, audit_id)
    return proposal


def assign(session: Session, /, audit_id: str, name: str, refs: Iterable[str], *, tests: bool) -> set[str]:
    """Let a team member test these refs, or no longer. Returns what they test now."""
    seen = view(session, audit_id)
    wanted = set(seen.tests[name])
    wanted = wanted | set(refs) if tests else wanted - set(refs)
    _give(session, next(one for one in seen.team if one.name == name), wanted)
    redraft(session, audit_id)
    return wanted


def protect(
    session: Session,
    /,
    audit_id: str,
    name: str,
    refs: list[str],
    practice: str,
    who: str,
    proof: str,
    reason: str = "",
) -> Safeguard:
    """Record a safeguard for an auditor and refs in place of what was recorded for just these.

    Where the practice means that somebody else tests, that person joins the team and the auditor leaves these refs.
    Raises BadInput where somebody would guard themselves.
    """
    chosen = safeguards.Chosen(name, tuple(refs), practice, who, proof, reason)
    if who.strip() and chosen.lacks and proof.strip():
        raise BadInput(f"{name}, {standard.shorten(refs)}: {chosen.lacks}.")
    for row in safeguards_of(session, audit_id):
        if row.auditor == name and row.refs == refs:
            session.delete(row)
    made = rows.add(
        session,
        Safeguard(audit_id=audit_id, auditor=name, refs=refs, practice=practice, who=who, proof=proof, reason=reason),
    )
    if practice in safeguards.PRACTICES and safeguards.PRACTICES[practice].takes_over and who.strip():
        _hand_over(session, audit_id, name, refs, who.strip(), practice)
    redraft(session, audit_id)
    return made


def _hand_over(session: Session, audit_id: str, name: str, refs: list[str], who: str, practice: str) -> None:
    seen = view(session, audit_id)
    team = members(session, audit_id)
    heir = next((member for member in team if holders.is_person(who, member.name)), None)
    if heir is None:
        role = "external" if practice != "cross-audit" else ""
        rows.add(session, TeamMember(audit_id=audit_id, name=who, role=role, refs=list(refs), position=len(team)))
    elif heir.duty in TESTING:
        mine = {*seen.tests.get(heir.name, ()), *refs}
        _give(session, heir, mine)
    left = [ref for ref in seen.tests.get(name, ()) if ref not in refs]
    member = next((one for one in team if one.name == name), None)
    if member:
        _give(session, member, left)


def _give(session: Session, member: TeamMember, refs: Iterable[str]) -> None:
    """Let a member test just these."""
    wanted = sorted(set(refs), key=standard.order) or [NOTHING]
    if member.refs != wanted:
        rows.edit(session, TeamMember, member.id, refs=wanted)


def own_work(
    session: Session, /, audit_id: str, name: str, refs: list[str], duty: str, what: str, since: str = ""
) -> Responsibility:
    """Record what an auditor says of themself: that they own, operate, wrote, approved or manage something there.

    It stands in the list of responsibilities like an imported row. Raises BadInput.
    """
    if duty not in independence.OWN_WORK:
        raise BadInput(f"«{duty}» is no duty; use one of: {', '.join(independence.OWN_WORK)}")
    if since.strip() and not clock.parse_date(since):
        raise BadInput(f"«{since.strip()}» is no date; write for example 2026-03-01, or nothing")
    number = rows.fetch(session, Audit, audit_id).number
    made = rows.add(
        session,
        Responsibility(
            activity=what or standard.shorten(refs),
            holder=name,
            duty=duty,
            refs=refs,
            since=since.strip(),
            source=f"said by {name} for {number}, {clock.today()}",
        ),
    )
    redraft(session, audit_id)
    return made


def unprotect(session: Session, /, safeguard_id: str) -> None:
    """Take a safeguard back; who tests what stays."""
    row = rows.fetch(session, Safeguard, safeguard_id)
    rows.remove(session, Safeguard, row.id)
    redraft(session, row.audit_id)

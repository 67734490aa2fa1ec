"""How an audit's team stands to what it audits, and what could be done where that is not objective."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from checklists import refs as standard
from data import clock
from data.models import Audit, Safeguard, TeamMember
from data.rules import holders, independence, safeguards
from data.rules.independence import CONFLICT, FREE, UNKNOWN, Auditor, Guard, Point, Standing
from data.work import rows, ties

TESTING = ("lead auditor", "auditor", "auditor in training")
"""The duties of those who test; experts, observers and reviewers do not decide a verdict."""


class View(NamedTuple):
    """How an audit's team stands to its scope. `tests` are the refs of each member who tests."""

    refs: list[str]
    team: list[TeamMember]
    tests: dict[str, list[str]]
    standings: dict[tuple[str, str], Standing]
    guards: list[Guard]
    safeguards: list[Safeguard]
    conflicts: list[Point]
    unknown: list[Point]
    untested: list[str]


class Proposal(NamedTuple):
    """A better division among the team, and who else could take what nobody on it can (name or role, refs)."""

    tests: dict[str, list[str]]
    stuck: list[str]
    others: list[tuple[str, list[str]]]


def view(session: Session, /, audit_id: str) -> View:
    """The matrix auditor × ref of an audit, with what is open in it."""
    audit = rows.fetch(session, Audit, audit_id)
    team = [member for member in members(session, audit_id) if member.duty in TESTING and member.name.strip()]
    tests = {member.name: list(member.refs or audit.refs) for member in team}
    for name, refs in tests.items():
        tests[name] = [ref for ref in refs if ref in audit.refs]
    standings = independence.matrix(
        [ties.auditor(session, member) for member in team], audit.refs, ties.every(session, audit), _day(audit)
    )
    kept = safeguards_of(session, audit_id)
    guards = [Guard(row.auditor, frozenset(row.refs), row.practice, not chosen(row).lacks) for row in kept]
    declared = [guard for guard in guards if guard.practice == safeguards.DECLARED]
    against = [guard for guard in guards if guard.practice != safeguards.DECLARED]
    covered = set().union(*tests.values()) if tests else set()
    return View(
        audit.refs,
        team,
        tests,
        standings,
        guards,
        kept,
        independence.points(tests, standings, against, CONFLICT),
        independence.points(tests, standings, [*declared, *against], UNKNOWN),
        [ref for ref in audit.refs if ref not in covered] if team else [],
    )


def members(session: Session, /, audit_id: str) -> list[TeamMember]:
    """The audit team, in order."""
    query = select(TeamMember).where(TeamMember.audit_id == audit_id)
    return list(session.exec(query.order_by(col(TeamMember.position), col(TeamMember.name))))


def safeguards_of(session: Session, /, audit_id: str) -> list[Safeguard]:
    """The safeguards that were chosen, by auditor."""
    query = select(Safeguard).where(Safeguard.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Safeguard.auditor), col(Safeguard.practice))))


def propose(session: Session, /, audit_id: str) -> Proposal:
    """Who on the team could take what conflicts, and for the rest, who else in the organisation is free for it."""
    seen = view(session, audit_id)
    open_tests = {name: [r for r in refs if not _is_guarded(seen, name, r)] for name, refs in seen.tests.items()}
    tests, stuck = independence.split(open_tests, seen.standings)
    for name, refs in seen.tests.items():
        kept = [ref for ref in refs if _is_guarded(seen, name, ref)]
        tests[name] = sorted({*tests[name], *kept}, key=standard.order)
    return Proposal(tests, stuck, others(session, audit_id, stuck))


def _is_guarded(seen: View, name: str, ref: str) -> bool:
    against = [guard for guard in seen.guards if guard.practice != safeguards.DECLARED]
    return independence.guarded(name, ref, against)


def others(session: Session, /, audit_id: str, refs: Collection[str]) -> list[tuple[str, list[str]]]:
    """People outside the team and the refs of these that they are free to test, who can take most first."""
    if not refs:
        return []
    audit = rows.fetch(session, Audit, audit_id)
    there = [member.name for member in members(session, audit_id)]
    known = {
        name: Auditor(name, role, external)
        for name, role, external in ties.people(session)
        if not any(holders.is_person(member, name) for member in there)
    }
    standings = independence.matrix(known.values(), refs, ties.every(session, audit), _day(audit))
    found = [(_called(one), [ref for ref in refs if standings[one.name, ref].state == FREE]) for one in known.values()]
    return sorted(((who, free) for who, free in found if free), key=lambda pair: (-len(pair[1]), pair[0].casefold()))


def _called(one: Auditor) -> str:
    return one.name if not one.role or one.role == one.name else f"{one.name} ({one.role})"


def said(session: Session, /, audit_id: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What blocks the report, and what is not known of who tests what: refs, and why in words."""
    seen = view(session, audit_id)
    return _conflicts(seen), _doubts(seen)


def open_conflicts(session: Session, /, audit_id: str) -> list[tuple[str, str]]:
    """What blocks the report: refs, and why in words, with the row that says so."""
    return said(session, audit_id)[0]


def doubts(session: Session, /, audit_id: str) -> list[tuple[str, str]]:
    """What is not known of who tests what: refs, and why in words."""
    return said(session, audit_id)[1]


def _conflicts(seen: View) -> list[tuple[str, str]]:
    found = []
    for point in seen.conflicts:
        refs = standard.shorten(point.refs)
        why = safeguards.reasons(point, 1)
        found.append((refs, f"{refs}: {point.auditor} tests it, {why}; give it to somebody else or record a safeguard"))
    return found


def _doubts(seen: View) -> list[tuple[str, str]]:
    found = []
    for point in seen.unknown:
        refs = standard.shorten(point.refs)
        words = f"{refs}: no register says whether {point.auditor} is independent of it; have it declared"
        found.append((refs, words))
    if seen.untested:
        found.append(("", f"nobody on the team tests {standard.shorten(seen.untested)}"))
    for row in seen.safeguards:
        lack = chosen(row).lacks
        if lack:
            found.append((row.auditor, f"the safeguard for {row.auditor}, {standard.shorten(row.refs)}: {lack}"))
    return found


def chosen(row: Safeguard) -> safeguards.Chosen:
    """A safeguard as the rules see it."""
    return safeguards.Chosen(row.auditor, tuple(row.refs), row.practice, row.who, row.proof, row.reason)


def _day(audit: Audit) -> date:
    return clock.parse_date(audit.starts) or date.fromisoformat(clock.today())

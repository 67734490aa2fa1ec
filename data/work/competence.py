"""What the audit's team can prove of what the audit needs."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, select

from data import clock
from data.errors import BadInput
from data.models import Audit, CompetenceNeed, CompetenceRecord, TeamMember
from data.rules import competence, holders
from data.rules.competence import Judged, Learnt, Need
from data.work import rows
from data.work.independence import TESTING, members
from data.work.ties import auditor

AUDITORS = (
    "internal auditor",
    "lead auditor",
    "auditor",
    "lead internal auditor",
    "interner auditor",
    "auditeur interne",
)
"""What a competence matrix calls those who audit."""


class Competence(NamedTuple):
    """The needs of the audit, then the certificates that the team claims; external people without any record."""

    needs: list[Judged]
    claims: list[Judged]
    strangers: list[str]


def view(session: Session, /, audit_id: str) -> Competence:
    """What the audit needs against what its team can prove on its last day."""
    audit = rows.fetch(session, Audit, audit_id)
    team = [member for member in members(session, audit_id) if member.name.strip()]
    on = clock.parse_date(audit.ends or audit.starts) or date.fromisoformat(clock.today())
    learnt = {member.name: _records(session, member) for member in team}
    testing = [member for member in team if member.duty in TESTING]
    every = [one for member in team for one in learnt[member.name]]
    names = [member.name for member in testing]
    needs = [competence.judge(need, names, every, on) for need in _needed(session, audit)]
    claims = [
        competence.check(claim, member.name, learnt[member.name], on)
        for member in team
        for claim in competence.claims(member.competence)
    ]
    strangers = [member.name for member in testing if not learnt[member.name]]
    return Competence(needs, claims, strangers)


def record(session: Session, /, line: str) -> CompetenceRecord:
    """Record what somebody has learnt, from `who | what | kind | date | evidence | expires`. Raises BadInput.

    The same person, subject and date once more change what is there.
    """
    who, subject, kind, done, evidence, expires = (part.strip() for part in (line + "|||||").split("|")[:6])
    if not who or not subject:
        raise BadInput("Write at least who and what, for example: Eva Stone | Lead auditor ISO/IEC 27001 | certificate")
    for day in (done, expires):
        if day and not clock.parse_date(day):
            raise BadInput(f"«{day}» is no date; write for example 2026-03-01, or nothing")
    values: dict[str, Any] = {
        "kind": kind,
        "done": done,
        "evidence": evidence,
        "expires": expires,
        "status": "Completed",
    }
    known = session.exec(
        select(CompetenceRecord).where(CompetenceRecord.person == who, CompetenceRecord.subject == subject)
    ).all()
    same = next((row for row in known if row.done in ("", done)), None)
    if same:
        return rows.edit(session, CompetenceRecord, same.id, **values)
    return rows.add(session, CompetenceRecord(person=who, subject=subject, source="recorded here", **values))


def _needed(session: Session, audit: Audit) -> list[Need]:
    """What the scope needs, and what the organisation itself asks of its auditors."""
    own = [
        Need(row.subject, re.escape(row.subject.strip()), f"asked of «{row.role}» ({row.source})")
        for row in session.exec(select(CompetenceNeed).where(CompetenceNeed.mandatory))
        if holders.names(row.role) & set(AUDITORS)
    ]
    return [*competence.needed(audit.refs), *own] if audit.refs else own


def _records(session: Session, member: TeamMember) -> list[Learnt]:
    """A member's records, by name; by role where the register names people by their role."""
    known = auditor(session, member)
    found = []
    for row in session.exec(select(CompetenceRecord)):
        if holders.is_person(member.name, row.person) or (known.role and holders.same(known.role, row.person)):
            found.append(
                Learnt(row.person, row.subject, row.kind, row.done, row.expires, row.status, row.evidence, row.source)
            )
    return found


def doubts(session: Session, /, audit_id: str) -> list[tuple[str, str]]:
    """What a certification auditor would ask about the team: who or what, and the words."""
    seen = view(session, audit_id)
    said = [
        (one.who, f"{one.who} claims «{one.subject}», which is {one.state}: {one.proof}")
        for one in seen.claims
        if one.state != competence.MET
    ]
    said += [
        (one.subject, f"competence «{one.subject}» is {one.state} on the team: {one.proof}")
        for one in seen.needs
        if one.state != competence.MET
    ]
    said += [
        (name, f"{name} has no record in the competence register; ask for a CV or certificate and record it")
        for name in seen.strangers
    ]
    return said

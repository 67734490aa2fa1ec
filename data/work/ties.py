"""What the record knows of people: what binds them to refs, and who they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sqlmodel import Session, select

from data import clock
from data.models import (
    Action,
    Audit,
    CompetenceRecord,
    Finding,
    Person,
    Responsibility,
    TeamMember,
)
from data.rules import activities, holders, independence
from data.rules.independence import Auditor, Tie
from data.work import registers


def every(session: Session, /, audit: Audit) -> list[Tie]:
    """All that binds people and roles to refs: duties, documents, actions and audits."""
    return [*_duties(session), *_documents(session), *_actions(session, audit), *_audits(session, audit)]


def _duties(session: Session) -> Iterator[Tie]:
    for row in session.exec(select(Responsibility)):
        if row.duty:
            yield Tie(row.holder, row.duty, row.activity, frozenset(row.refs), row.source, row.since, row.until)


def _documents(session: Session) -> Iterator[Tie]:
    """Owner and approver of each document, for the controls that rest on it by the SoA, and those its title names."""
    for row, resting in registers.resting(session):
        about = {*resting, *_refs_of(row.title)}
        what = f"{row.number} {row.title}".strip()
        if about and row.owner:
            yield Tie(row.owner, "owns", what, frozenset(about), row.source)
        if about and row.approver:
            since = row.last_review if clock.parse_date(row.last_review) else row.effective
            yield Tie(row.approver, "approved", what, frozenset(about), row.source, since)


def _actions(session: Session, audit: Audit) -> Iterator[Tie]:
    """Who carries out, or carried out, a corrective action."""
    for action, finding in session.exec(select(Action, Finding).where(Action.finding_id == Finding.id)):
        if action.owner and action.audit_id != audit.id:
            about = frozenset(ref for ref in (finding.ref, *finding.related) if ref)
            row = f"{action.label} for {finding.label}"
            yield Tie(action.owner, "corrected", action.text or action.statement, about, row, "", action.done)


def _audits(session: Session, audit: Audit) -> Iterator[Tie]:
    """Who led the audits before this one: they do not test the audit programme."""
    query = select(TeamMember, Audit).join(Audit).where(Audit.id != audit.id, TeamMember.duty == "lead auditor")
    for member, earlier in session.exec(query):
        if earlier.ends and earlier.ends < (audit.starts or clock.today()):
            about = frozenset(independence.PROGRAMME)
            yield Tie(member.name, "led", earlier.number, about, f"team of {earlier.number}", "", earlier.ends)


@cache
def _refs_of(title: str) -> tuple[str, ...]:
    return tuple(activities.refs_of(title))


def auditor(session: Session, /, member: TeamMember) -> Auditor:
    """A team member as the rules see one: with the role that registers give them where the team does not say it."""
    role, external, known = member.role, _says_external(f"{member.name} {member.role}"), bool(member.role.strip())
    for person in session.exec(select(Person)):
        if person.name and holders.is_person(member.name, person.name):
            role, external, known = role or person.role, external or person.external, True
    if not role:
        found = session.exec(select(CompetenceRecord.person, CompetenceRecord.role).distinct())
        role = next((held for name, held in found if held and holders.is_person(member.name, name)), "")
    return Auditor(member.name, role, external, known or bool(role))


def _says_external(words: str) -> bool:
    return bool(re.search(r"\bextern", words, re.IGNORECASE))


def people(session: Session) -> Iterator[tuple[str, str, bool]]:
    """Everybody whom the registers know, by name where there is one, once each."""
    seen: set[str] = set()
    people = [(row.name or row.role, row.role, row.external) for row in session.exec(select(Person))]
    learnt = session.exec(select(CompetenceRecord.person, CompetenceRecord.role).distinct())
    for name, role, external in (*people, *((person, role, False) for person, role in learnt)):
        folded = name.casefold()
        if name and folded not in seen and not holders.is_everybody(role) and not holders.is_everybody(name):
            seen.add(folded)
            yield name, role, external

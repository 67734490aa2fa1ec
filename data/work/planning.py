"""The plan of a year: what is known for it, the proposal made into audits, refs moved between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlmodel import Session, select

from checklists import refs
from data import clock
from data.errors import BadInput, Refused
from data.models import (
    Action,
    Area,
    Audit,
    ChecklistItem,
    Criterion,
    Finding,
    Occasion,
    Person,
    Programme,
    Responsibility,
    Risk,
    TeamMember,
)
from data.models.base import AuditRow
from data.rules import planning, spreading
from data.rules.alarms import Alarm, alarms
from data.rules.coverage import Coverage
from data.rules.planning import Known, Proposal
from data.work import actions, audits, coverage, programme, rows

BY_HAND = "set by hand"
HIGH = ("high", "critical", "very high", "severe", "extreme", "hoch", "sehr hoch", "kritisch", "élevé", "critique")
PLANNING: tuple[type[AuditRow], ...] = (Criterion, TeamMember)  # what an audit has before anything is done in it
CARRIES = {"R", "A", "owns", "operates", "manages"}


class Planned(NamedTuple):
    """What a proposal became: the audits that were made, and the proposal with what fell out."""

    audits: list[Audit]
    proposal: Proposal


class Picture(NamedTuple):
    """The whole programme at a moment; `why` says what speaks for each ref in the running year."""

    plan: Programme
    seen: Coverage
    alarms: tuple[Alarm, ...]
    audits: list[Audit]
    why: dict[str, str]


def picture(session: Session, /, today: str) -> Picture | None:
    """The programme that runs, seen today; None where there is none."""
    plan = programme.current(session)
    if plan is None:
        return None
    seen, told = coverage.of(session, today), known(session)
    every = sorted(audits.every(session), key=lambda audit: (audit.starts or "9999", audit.number))
    why = {ref: planning.weigh(seen, ref, told[ref], seen.terms.year).sentence for ref in seen.refs}
    return Picture(plan, seen, alarms(seen), every, why)


def known(session: Session) -> dict[str, Known]:
    """What speaks for each ref: findings, incidents and changes, processes, high risks."""
    found: dict[str, dict[str, list[object]]] = {ref: {} for ref in refs.auditable()}

    def note(scope: Iterable[str], kind: str, value: object) -> None:
        for ref in scope:
            if ref in found:
                found[ref].setdefault(kind, []).append(value)

    open_actions = {
        row.finding_id for row in session.exec(select(Action)) if row.finding_id and row.status not in actions.FINISHED
    }
    days = {audit.id: (audit.number, audit.ends or audit.starts) for audit in session.exec(select(Audit))}
    for finding in session.exec(select(Finding).where(Finding.became == "")):
        number, day = days[finding.audit_id]
        result = planning.Result(
            f"{finding.label} of {number}", finding.grade, day or finding.raised_at[:10], finding.id in open_actions
        )
        note(dict.fromkeys((finding.ref, *finding.related)), "results", result)
    for occasion in session.exec(select(Occasion)):
        note(occasion.refs, "occasions", planning.Occasion(occasion.kind, occasion.day, occasion.title))
    carried = _carried(session)
    for area in session.exec(select(Area)):
        scope = area.refs or sorted(carried.get(area.owner_role.casefold(), ()))
        note(scope, "areas", planning.Area(area.name, area.importance, area.last_change))
    for risk in session.exec(select(Risk)):
        if (risk.residual_level or risk.level).strip().casefold() in HIGH:
            note(set(refs.REF.findall(f"{risk.controls} {risk.description} {risk.title}")), "risks", risk.number)
    return {ref: Known(**{kind: tuple(values) for kind, values in told.items()}) for ref, told in found.items()}  # type: ignore[arg-type]


def _carried(session: Session) -> dict[str, set[str]]:
    """The refs for which each role is responsible or accountable."""
    found: dict[str, set[str]] = {}
    for row in session.exec(select(Responsibility)):
        if row.duty in CARRIES:
            found.setdefault(row.holder.casefold(), set()).update(row.refs)
    return found


def of_year(session: Session, /, year: int) -> list[Audit]:
    """The audits that begin in a year, the earliest first; those without a date last."""
    mine = [audit for audit in audits.every(session) if audit.starts[:4] in (str(year), "")]
    return sorted(mine, key=lambda audit: (audit.starts or "9999", audit.number))


def days_left(session: Session, /, year: int, known_programme: Programme) -> float:
    """The days of auditing of a year that no audit has yet."""
    used = sum(audit.days or length(audit) for audit in of_year(session, year) if audit.starts)
    return max(known_programme.days - used, 0.0)


def length(audit: Audit) -> float:
    """The working days from the first day of an audit to its last, where nothing else is said."""
    first, last = clock.parse_date(audit.starts), clock.parse_date(audit.ends)
    if first is None:
        return 0.0
    days = 1
    while last and spreading.last_day(first, days) < last:
        days += 1
    return float(days)


def look(session: Session, /, year: int, today: str) -> Proposal:
    """What would be proposed for a year; nothing is written."""
    plan = programme.current(session)
    seen = coverage.of(session, today)
    if plan is None:
        return Proposal(year)
    return planning.propose(
        seen,
        known(session),
        year,
        days=days_left(session, year, plan),
        sittings=plan.sittings,
        refs_a_day=plan.refs_a_day,
    )


def propose(session: Session, /, year: int, today: str) -> Planned:
    """Make audits of what is proposed for a year. Raises Refused where there is nothing to plan, or no time for it."""
    plan = programme.begin(session, today)
    if not plan.days:
        raise Refused("The programme does not say yet how many days of auditing a year has; say it first.")
    proposal = look(session, year, today)
    if not proposal.audits and proposal.out:
        raise Refused(_no_room(proposal, plan, today))
    if not proposal.audits:
        raise Refused(f"Everything that is due in {year} is tested or planned already.")
    made = [
        audits.create(
            session,
            one.title,
            programme_id=plan.id,
            starts=one.starts,
            ends=one.ends,
            days=one.days,
            refs=[line.ref for line in one.lines],
            planned=[{"ref": line.ref, "why": line.sentence} for line in one.lines],
            methods=plan.methods,
        )
        for one in proposal.audits
    ]
    return Planned(made, proposal)


def _no_room(proposal: Proposal, plan: Programme, today: str) -> str:
    if not spreading.has_time(proposal.year, today):
        return f"{proposal.year} is too far gone to begin another audit; plan the year after it."
    return (
        f"The {plan.days} days of {proposal.year} are all planned, and {len(proposal.out)} refs are not in them; "
        "give the year more days, or move refs by hand."
    )


def move(session: Session, /, scope: Collection[str], source_id: str, target_id: str) -> list[str]:
    """Take refs out of one audit (its id, or empty) and put them into another (its id, or empty for none).

    Returns the refs that stayed where they were because they have a verdict there. Raises NotFound.
    """
    kept: set[str] = set()
    reasons: dict[str, str] = {}
    if source_id:
        source = rows.fetch(session, Audit, source_id)
        kept = _judged(session, source_id, scope)
        reasons = {one["ref"]: one["why"] for one in source.planned if one["ref"] in scope}
        leaving = set(scope) - kept
        rows.edit(
            session,
            Audit,
            source_id,
            refs=[ref for ref in source.refs if ref not in leaving],
            planned=[one for one in source.planned if one["ref"] not in leaving],
        )
    if target_id:
        put(session, target_id, [ref for ref in scope if ref not in kept], reasons)
    return sorted(kept, key=refs.order)


def put(session: Session, /, audit_id: str, scope: Iterable[str], reasons: dict[str, str] | None = None) -> Audit:
    """Put refs into an audit, each with the reason for it."""
    audit = rows.fetch(session, Audit, audit_id)
    fresh = [ref for ref in scope if ref not in audit.refs]
    told = {one["ref"]: one["why"] for one in audit.planned} | {ref: (reasons or {}).get(ref, BY_HAND) for ref in fresh}
    wanted = sorted({*audit.refs, *fresh}, key=refs.order)
    if not fresh:
        return audit
    return rows.edit(
        session,
        Audit,
        audit_id,
        refs=wanted,
        planned=[{"ref": ref, "why": told[ref]} for ref in wanted if ref in told],
    )


def put_text(session: Session, /, audit_id: str, text: str) -> int:
    """Put the refs of a person's list into an audit; returns how many are new there. Raises BadInput."""
    try:
        wanted = refs.expand(text)
    except ValueError as error:
        raise BadInput(str(error)) from error
    before = len(rows.fetch(session, Audit, audit_id).refs)
    return len(put(session, audit_id, wanted).refs) - before


def schedule(session: Session, /, audit_id: str, text: str) -> Audit:
    """Set first day and length from `2026-09-15` or `2026-09-15 1.5` (days). Raises BadInput."""
    first, _, said = " ".join(text.split()).partition(" ")
    day = clock.parse_date(first)
    if day is None or len(first) != len("2026-09-15"):
        raise BadInput(f"«{text.strip()}»: write the first day and how many days, for example 2026-09-15 1.5")
    audit = rows.fetch(session, Audit, audit_id)
    days = audit.days or length(audit) or 1.0
    if said:
        try:
            days = float(said.replace(",", ".").removesuffix("days").removesuffix("day"))
        except ValueError as error:
            raise BadInput(f"«{said}» is no number of days; write for example 2026-09-15 1.5") from error
    if not 0 < days <= 100:
        raise BadInput(f"{said} days: an audit has between half a day and 100 days")
    ends = spreading.last_day(day, days).isoformat()
    return rows.edit(session, Audit, audit_id, starts=day.isoformat(), ends=ends, days=days)


def set_lead(session: Session, /, audit_id: str, name: str) -> TeamMember:
    """Say who leads an audit; whoever was named before stays on the team as an auditor."""
    role = next((row.role for row in session.exec(select(Person)) if row.name == name), "")
    mine = audits.team(session, audit_id)
    for member in mine:
        if member.duty == "lead auditor" and member.name != name:
            rows.edit(session, TeamMember, member.id, duty="auditor")
    known = next((member for member in mine if member.name == name), None)
    if known:
        return rows.edit(session, TeamMember, known.id, duty="lead auditor")
    return audits.add_member(session, audit_id, name, "lead auditor", role=role)


def remove(session: Session, /, audit_id: str) -> list[str]:
    """Take an audit that has not begun out of the record; returns the refs it had. Raises Refused."""
    audit = rows.fetch(session, Audit, audit_id)
    for table in AuditRow.__subclasses__():
        if table not in PLANNING and session.exec(select(table).where(table.audit_id == audit_id)).first():
            raise Refused(f"{audit.number} has begun: it holds work. Move its refs instead, or leave it.")
    for table in PLANNING:
        for row in session.exec(select(table).where(table.audit_id == audit_id)):
            session.delete(row)
    session.flush()
    session.delete(audit)
    session.flush()
    return list(audit.refs)


def _judged(session: Session, audit_id: str, scope: Collection[str]) -> set[str]:
    found = session.exec(select(ChecklistItem.ref, ChecklistItem.verdict).where(ChecklistItem.audit_id == audit_id))
    return {ref for ref, verdict in found if verdict and ref in scope}


def falls_out(seen: Coverage, scope: Iterable[str]) -> list[str]:
    """Which of some refs will now not be covered in time: due this year or before, and in no plan."""
    now = seen.terms.year
    return [ref for ref in scope if seen.due(ref) <= now and max(seen.years(ref, "planned", "done"), default=0) < now]

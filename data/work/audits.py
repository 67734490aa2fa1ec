"""Audits: made, found, counted."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlmodel import Session, col, select

from checklists import refs
from data import clock
from data.errors import BadInput, NotFound
from data.models import (
    Action,
    AgendaItem,
    Attendance,
    AttributeResult,
    Audit,
    ChecklistItem,
    Criterion,
    Evidence,
    Finding,
    FindingEvidence,
    Meeting,
    Organisation,
    Population,
    Programme,
    ReportIssue,
    Request,
    Sample,
    SampleItem,
    TeamMember,
)
from data.rules import verdicts
from data.rules.stages import Facts
from data.work import competence, impartiality, independence, rows, sampling

STANDARD = ("ISO/IEC 27001", "2022 with Amendment 1:2024", "clauses 4 to 10 and Annex A")


def organisation(session: Session) -> Organisation | None:
    """The organisation whose ISMS is audited; None in a new store."""
    return session.exec(select(Organisation)).first()


def name_organisation(session: Session, /, name: str, **values: Any) -> Organisation:
    """Set the organisation's name and what else is known of it."""
    known = organisation(session)
    if known:
        return rows.edit(session, Organisation, known.id, name=name, **values)
    return rows.add(session, Organisation(name=name, **values))


def create(session: Session, /, title: str, **values: Any) -> Audit:
    """A new audit of the programme that runs, with the next number of its year, and the standard as its criterion."""
    year = (values.get("starts") or clock.today())[:4]
    label = rows.number(session, "", f"AUD-{year}")
    running = session.exec(select(Programme.id).order_by(col(Programme.period_to).desc())).first()
    audit = rows.add(session, Audit(number=label, title=title, **{"programme_id": running, **values}))
    name, edition, section = STANDARD
    rows.add(session, Criterion(audit_id=audit.id, title=name, edition=edition, section=section))
    return audit


def every(session: Session) -> list[Audit]:
    """All audits, the newest number first."""
    return list(session.exec(select(Audit).order_by(col(Audit.number).desc())))


def by_number(session: Session, /, number: str) -> Audit:
    """The audit of that number, in any case of letters. Raises NotFound, naming those that are there."""
    audits = every(session)
    for audit in audits:
        if audit.number.lower() == number.strip().lower():
            return audit
    known = ", ".join(audit.number for audit in audits) or "none yet"
    raise NotFound(f"There is no audit {number} in this store (audits: {known}).")


def criteria(session: Session, /, audit_id: str) -> list[Criterion]:
    """What the audit compares with, in order."""
    query = select(Criterion).where(Criterion.audit_id == audit_id)
    return list(session.exec(query.order_by(col(Criterion.position), col(Criterion.title))))


def team(session: Session, /, audit_id: str) -> list[TeamMember]:
    """The audit team, in order."""
    return independence.members(session, audit_id)


def add_criterion(session: Session, /, audit_id: str, title: str, edition: str = "", section: str = "") -> Criterion:
    """One more thing to compare with."""
    place = len(criteria(session, audit_id))
    return rows.add(
        session, Criterion(audit_id=audit_id, title=title, edition=edition, section=section, position=place)
    )


def add_member(session: Session, /, audit_id: str, name: str, duty: str = "auditor", **values: Any) -> TeamMember:
    """One more person on the team."""
    place = len(team(session, audit_id))
    return rows.add(session, TeamMember(audit_id=audit_id, name=name, duty=duty, position=place, **values))


def set_scope(session: Session, /, audit_id: str, text: str) -> Audit:
    """Set the refs in scope from a person's list. Raises BadInput, naming the word that is no ref."""
    try:
        wanted = refs.expand(text)
    except ValueError as error:
        raise BadInput(str(error)) from error
    audit = rows.fetch(session, Audit, audit_id)
    if audit.refs != wanted:
        audit = rows.edit(session, Audit, audit_id, refs=wanted)
        impartiality.follow(session, audit_id)
    return audit


def set_criteria(session: Session, /, audit_id: str, text: str) -> list[Criterion]:
    """Set the criteria from lines of the form `document | version | section`."""
    known = {(row.title, row.edition, row.section): row for row in criteria(session, audit_id)}
    wanted = [(*parts, "", "", "")[:3] for parts in split_lines(text)]
    return _agree(
        session,
        known,
        [(key, Criterion(audit_id=audit_id, title=key[0], edition=key[1], section=key[2])) for key in wanted],
    )


def set_team(session: Session, /, audit_id: str, text: str) -> list[TeamMember]:
    """Set the team from lines of the form `name | duty | role in the organisation | competence`."""
    before = team(session, audit_id)
    same = {row.name: row for row in before}  # who keeps their name keeps what they test
    known = {(row.name, row.duty, row.role, row.competence): row for row in before}
    made = []
    for name, duty, role, skill in [(*parts, "", "", "", "")[:4] for parts in split_lines(text)]:
        key = (name, duty or "auditor", role, skill)
        fresh = TeamMember(audit_id=audit_id, name=name, duty=key[1], role=role, competence=skill)
        if name in same:
            fresh.refs, fresh.independence = list(same[name].refs), same[name].independence
        made.append((key, fresh))
    agreed = _agree(session, known, made)
    impartiality.follow(session, audit_id)
    return agreed


def split_lines(text: str) -> list[tuple[str, ...]]:
    """Lines of parts between `|`, trimmed; blank lines left out."""
    return [tuple(part.strip() for part in line.split("|")) for line in text.splitlines() if line.strip()]


def joined(*parts: str) -> str:
    """Parts as one such line, without the empty ones at the end."""
    line = list(parts)
    while line and not line[-1]:
        line.pop()
    return " | ".join(line)


L = TypeVar("L", Criterion, TeamMember)


def _agree(session: Session, /, known: dict[Any, L], wanted: list[tuple[Any, L]]) -> list[L]:
    """Make the rows those that are wanted, in that order; what is there already is kept, the rest goes."""
    agreed = []
    for place, (key, fresh) in enumerate(wanted):
        row = known.pop(key, None)
        if row is None:
            row = rows.add(session, fresh)
        if row.position != place:
            row.position = place
            session.add(row)
        agreed.append(row)
    for row in known.values():
        session.delete(row)
    session.flush()
    return agreed


def facts(session: Session, /, audit_id: str) -> Facts:
    """The plain counts of an audit, for the rules of `data.rules.stages`."""
    audit = rows.fetch(session, Audit, audit_id)
    conflicts, doubts = independence.said(session, audit_id)

    def of(table: Any) -> list[Any]:
        return list(session.exec(select(table).where(table.audit_id == audit_id)))

    items, findings, evidence, actions = of(ChecklistItem), of(Finding), of(Evidence), of(Action)
    findings = [finding for finding in findings if not finding.became]
    meetings, requests, samples = of(Meeting), of(Request), of(Sample)
    opening = {meeting.id for meeting in meetings if meeting.kind == "opening"}
    agenda = [point for point in of(AgendaItem) if point.meeting_id in opening]
    asked = {sample.id: sample.attributes for sample in samples}
    cells = {
        (item.id, attribute["letter"])
        for item in of(SampleItem)
        if not item.void
        for attribute in asked[item.sample_id]
    }
    marked = {(result.sample_item_id, result.letter) for result in of(AttributeResult) if result.result}
    proven = {link.finding_id for link in of(FindingEvidence)}
    acted = {action.finding_id for action in actions}
    ncs = [finding for finding in findings if finding.grade in verdicts.NONCONFORMITIES]

    def labels(chosen: list[Any]) -> tuple[str, ...]:
        return tuple(row.label for row in chosen)

    return Facts(
        title=audit.title,
        objectives=audit.objectives,
        impartiality=audit.impartiality,
        starts=audit.starts,
        ends=audit.ends,
        summary=audit.summary,
        conclusion=audit.conclusion,
        distribution=audit.distribution,
        reviewer=audit.reviewer,
        refs=len(audit.refs),
        criteria=len(criteria(session, audit_id)),
        lead_auditors=tuple(member.name for member in team(session, audit_id) if member.duty == "lead auditor"),
        auditors=tuple(member.name for member in team(session, audit_id) if member.duty == "auditor"),
        conflicts=tuple(conflicts),
        uncertain=(*doubts, *competence.doubts(session, audit_id)),
        items=len(items),
        judged=sum(item.verdict != "" for item in items),
        unreasoned=tuple(
            item.ref for item in items if item.verdict in verdicts.NEEDS_REASON and not item.reason.strip()
        ),
        requests=len(requests),
        requests_open=sum(not request.complete for request in requests),
        opening_points=len(agenda),
        opening_done=sum(point.done_at != "" for point in agenda),
        attendance=sum(person.meeting_id in opening for person in of(Attendance)),
        interviews=sum(meeting.kind in ("interview", "walkthrough") for meeting in meetings),
        samples=sum(sample.drawn_at != "" for sample in samples),
        samples_planned=labels([sample for sample in samples if not sample.drawn_at]),
        populations_open=tuple(one.title for one in of(Population) if sampling.unanswered(one)),
        cells=len(cells),
        cells_marked=len(cells & marked),
        evidence=len(evidence),
        evidence_undated=labels([item for item in evidence if not item.captured and not item.period]),
        findings=len(findings),
        ungraded=labels([finding for finding in findings if not finding.grade]),
        without_evidence=labels([finding for finding in ncs if finding.id not in proven]),
        without_criteria=labels(
            [finding for finding in findings if finding.grade != "strength" and not finding.criteria.strip()]
        ),
        without_condition=labels([finding for finding in findings if not finding.condition.strip()]),
        major_without_reason=labels([f for f in findings if f.grade == "major" and not f.grade_reason.strip()]),
        ncs_without_action=labels([finding for finding in ncs if finding.id not in acted]),
        actions=len(actions),
        actions_open=sum(action.status not in ("closed", "verified") for action in actions),
        actions_unowned=labels([action for action in actions if not action.owner or not action.due]),
        issued=len(of(ReportIssue)),
    )

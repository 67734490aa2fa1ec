"""What the finding linter is told by the record, and what was waived with which reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import Refused
from data.models import (
    Action,
    AttributeResult,
    Audit,
    ChecklistItem,
    CompetenceRecord,
    Document,
    Evidence,
    Finding,
    FindingEvidence,
    Person,
    ReportIssue,
    Sample,
    SampleItem,
    SoaEntry,
    Waiver,
)
from data.rules import finding_quality as quality
from data.rules import safeguards
from data.work import actions, audits, independence, registers, rows

DEVIATING = ("deviation", "not_available")


def context(session: Session, /, audit_id: str, today: str = "") -> quality.Context:
    """What the record knows around an audit's findings; read once, and again when the record changed."""
    audit = rows.fetch(session, Audit, audit_id)
    found = list(session.exec(select(Finding).where(Finding.audit_id == audit_id).order_by(col(Finding.label))))
    standing = [one for one in found if not one.became]
    named = _named(session, audit_id)
    items = select(ChecklistItem).where(
        ChecklistItem.audit_id == audit_id, col(ChecklistItem.verdict).in_(("conforming", "strength"))
    )
    return quality.Context(
        today=today or clock.today(),
        audit=audit.number,
        starts=audit.starts,
        ends=audit.ends,
        period_from=audit.period_from,
        period_to=audit.period_to,
        issued=session.exec(select(ReportIssue).where(ReportIssue.audit_id == audit_id)).first() is not None,
        conflicts=MappingProxyType(_conflicts(session, audit_id)),
        names=frozenset(name for name, _ in named if name),
        roles=frozenset(registers.roles(session)) | {role for _, role in named if role},
        role_of=MappingProxyType({name: role for name, role in named if name and role}),
        criteria=tuple(
            " ".join(part for part in (one.title, one.edition, one.section) if part)
            for one in audits.criteria(session, audit_id)
        ),
        documents=tuple(quality.Paper(one.number, one.title, one.edition) for one in session.exec(select(Document))),
        applicable=MappingProxyType({one.ref: one.applicable for one in session.exec(select(SoaEntry))}),
        evidence=MappingProxyType(
            {
                one.label: quality.Proof(
                    one.label, one.kind, one.title, one.captured, one.period, one.source, one.remark
                )
                for one in session.exec(select(Evidence).where(Evidence.audit_id == audit_id))
            }
        ),
        samples=MappingProxyType(_samples(session, audit_id)),
        findings=tuple(_drafts(session, audit_id, standing).values()),
        labels=frozenset(one.label for one in found),
        earlier=tuple(_earlier(session, audit)),
        actions=tuple(_steps(session, found)),
        good=frozenset(one.ref for one in session.exec(items))
        | {one.ref for one in standing if one.grade == "strength"},
        waived=frozenset((one.item, one.rule) for one in waivers(session, audit_id)),
    )


def drafts(session: Session, /, audit_id: str) -> dict[str, quality.Draft]:
    """The audit's findings that stand, as the rules read them, by the finding's id."""
    query = select(Finding).where(Finding.audit_id == audit_id, Finding.became == "")
    return _drafts(session, audit_id, session.exec(query.order_by(col(Finding.label))))


def lint(
    session: Session, /, audit_id: str, settings: quality.Settings | None = None
) -> list[tuple[str, quality.Complaint]]:
    """What the rules say about an audit: the label of what each complaint is about, and the complaint."""
    known = context(session, audit_id)
    said = [(one.label, complaint) for one in known.findings for complaint in quality.lint(one, known, settings)]
    return said + [(complaint.item, complaint) for complaint in quality.lint_audit(known, settings)]


def waivers(session: Session, /, audit_id: str) -> list[Waiver]:
    """The rules that were waived in an audit, by item and rule."""
    query = select(Waiver).where(Waiver.audit_id == audit_id).order_by(col(Waiver.item), col(Waiver.rule))
    return list(session.exec(query))


def waive(session: Session, /, audit_id: str, item: str, rule: str, reason: str, who: str) -> Waiver:
    """Let a rule be silent about one item (a finding's label) for a reason that is recorded. Raises Refused."""
    if rule not in quality.BY_ID:
        raise Refused(f"There is no rule {rule}; the rules are F01 to {max(quality.BY_ID)}.")
    if not reason.strip():
        raise Refused(f"{rule} is waived for a reason only; write down why it does not hold for {item}.")
    known = next((one for one in waivers(session, audit_id) if (one.item, one.rule) == (item, rule)), None)
    if known:
        return rows.edit(session, Waiver, known.id, reason=reason, who=who, at=clock.now())
    return rows.add(session, Waiver(audit_id=audit_id, item=item, rule=rule, reason=reason, who=who, at=clock.now()))


def lift(session: Session, /, waiver_id: str) -> None:
    """Let the rule speak again."""
    rows.remove(session, Waiver, waiver_id)


def _drafts(session: Session, /, audit_id: str, found: Iterable[Finding]) -> dict[str, quality.Draft]:
    labels = {one.id: one.label for one in session.exec(select(Evidence).where(Evidence.audit_id == audit_id))} | {
        one.id: one.label for one in session.exec(select(Sample).where(Sample.audit_id == audit_id))
    }
    links: dict[str, list[str]] = defaultdict(list)
    for tie in session.exec(select(FindingEvidence).where(FindingEvidence.audit_id == audit_id)):
        links[tie.finding_id].append(labels[tie.evidence_id])
    return {
        one.id: quality.Draft(
            evidence=tuple(sorted(links[one.id])),
            sample=labels.get(one.sample_id or "", ""),
            related=tuple(one.related),
            **{name: getattr(one, name) for name in PLAIN},
        )
        for one in found
    }


PLAIN = (
    "label", "grade", "grade_reason", "title", "ref", "criteria", "condition", "cause", "consequence", "action",
    "place", "role", "acknowledged_by", "acknowledged_at", "repeat_of",
)  # fmt: skip
"""The columns of a finding that a draft has under the same name."""


def _named(session: Session, /, audit_id: str) -> list[tuple[str, str]]:
    """Names of people and their roles, as far as known: of the registers and the audit team."""
    named = [(one.name, one.role) for one in session.exec(select(Person))]
    named += [(one.person, one.role) for one in session.exec(select(CompetenceRecord))]
    return named + [(one.name, one.role) for one in audits.team(session, audit_id)]


def _conflicts(session: Session, /, audit_id: str) -> dict[str, str]:
    """Why a ref is tested by somebody who is not independent of it; what a safeguard covers is left out."""
    return {
        ref: f"{point.auditor} tests {ref}: {safeguards.reasons(point, 1)}"
        for point in independence.view(session, audit_id).conflicts
        for ref in point.refs
    }


def _samples(session: Session, /, audit_id: str) -> dict[str, quality.Drawn]:
    """The samples by label, as they are counted in `data.work.sampling`: what was replaced does not count."""
    there: dict[str, list[SampleItem]] = defaultdict(list)
    for item in session.exec(select(SampleItem).where(SampleItem.audit_id == audit_id)):
        if not item.void:
            there[item.sample_id].append(item)
    marks: dict[str, dict[str, str]] = defaultdict(dict)
    for mark in session.exec(select(AttributeResult).where(AttributeResult.audit_id == audit_id)):
        if mark.result and mark.result != "not_applicable":
            marks[mark.sample_item_id][mark.letter] = mark.result
    found = {}
    for one in session.exec(select(Sample).where(Sample.audit_id == audit_id)):
        counts = []
        for letter in (str(attribute["letter"]) for attribute in one.attributes):
            results = [marks[item.id][letter] for item in there[one.id] if letter in marks[item.id]]
            if results:
                counts.append((len(results), sum(result in DEVIATING for result in results)))
        names = frozenset(item.item for item in there[one.id])
        found[one.label] = quality.Drawn(one.label, one.method, one.size, tuple(counts), names)
    return found


def _earlier(session: Session, /, audit: Audit) -> Iterable[quality.Earlier]:
    """The findings of the audits before this one, by date, else by number."""
    before = {one.id: one.number for one in audits.every(session) if one.id != audit.id and _came_before(one, audit)}
    states: dict[str, list[str]] = defaultdict(list)
    for action in session.exec(select(Action).where(col(Action.finding_id).is_not(None))):
        states[action.finding_id or ""].append(action.status)
    for one in session.exec(select(Finding).where(col(Finding.audit_id).in_(before))):
        settled = bool(states[one.id]) and all(state in actions.FINISHED for state in states[one.id])
        yield quality.Earlier(before[one.audit_id], one.label, one.grade, one.ref, one.title, one.condition, settled)


def _came_before(one: Audit, other: Audit) -> bool:
    if one.starts and other.starts and one.starts != other.starts:
        return one.starts < other.starts
    return one.number < other.number


def _steps(session: Session, /, found: Iterable[Finding]) -> Iterable[quality.Step]:
    labels: dict[str | None, str] = {one.id: one.label for one in found}
    names: tuple[str, ...] = (
        "label", "external", "statement", "text", "correction", "cause", "owner", "due", "status", "verifier", "raised",
    )  # fmt: skip
    for one in actions.every(session):
        values: dict[str, Any] = {name: getattr(one, name) for name in names}
        yield quality.Step(finding=labels.get(one.finding_id, ""), **values)

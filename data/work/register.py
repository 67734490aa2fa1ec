"""The register of findings: of one audit or of all, with what belongs to each, and changes of many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import BadInput
from data.models import Action, Audit, Evidence, Finding, FindingEvidence, Sample
from data.rules.register import Entry
from data.work import actions, findings, rows

AT_ONCE = 500  # ids in one query


def entries(session: Session, /, audit_id: str | None = None) -> list[Entry]:
    """The findings of an audit in its own order, or of all audits, the newest audit first; also those that stand no
    more. A handful of queries, however many findings there are.
    """
    query = select(Finding, Audit.number).join(Audit, col(Audit.id) == Finding.audit_id)
    mine = [Finding.audit_id == audit_id] if audit_id else []
    query = query.where(*mine).order_by(col(Audit.number).desc(), *findings.IN_ORDER)
    proofs: dict[str, list[str]] = {}
    ties = select(FindingEvidence.finding_id, Evidence.label).join(Evidence)
    ties = ties.where(FindingEvidence.audit_id == audit_id) if audit_id else ties
    for finding_id, label in session.exec(ties.order_by(col(Evidence.label))):
        proofs.setdefault(finding_id, []).append(label)
    answers: dict[str, list[Action]] = {}
    for action in session.exec(select(Action).where(col(Action.finding_id).is_not(None)).order_by(col(Action.label))):
        answers.setdefault(action.finding_id or "", []).append(action)
    samples = {sample.id: sample.label for sample in session.exec(select(Sample))}
    return [
        _entry(finding, number, proofs.get(finding.id, []), answers.get(finding.id, []), samples)
        for finding, number in session.exec(query)
    ]


def _entry(row: Finding, audit: str, evidence: list[str], answers: list[Action], samples: dict[str, str]) -> Entry:
    unfinished = [action for action in answers if action.status not in actions.FINISHED]
    owners = dict.fromkeys(action.owner for action in unfinished if action.owner)
    return Entry(
        id=row.id,
        audit_id=row.audit_id,
        audit=audit,
        label=row.label,
        title=row.title,
        grade=row.grade,
        ref=row.ref,
        related=tuple(row.related),
        criteria=row.criteria,
        condition=row.condition,
        cause=row.cause,
        consequence=row.consequence,
        action=row.action,
        evidence=tuple(evidence),
        sample=samples.get(row.sample_id or "", ""),
        owner=", ".join(owners) or row.owner,
        due=max((action.due for action in unfinished if action.due), default=row.due),
        actions=tuple(action.label for action in answers),
        closed=bool(answers) and not unfinished,
        role=row.role,
        place=row.place,
        agreed=row.acknowledged_by,
        repeat_of=row.repeat_of,
        became=row.became,
        external=row.external,
    )


def assign(session: Session, /, finding_ids: Iterable[str], *, owner: str | None = None, due: str | None = None) -> int:
    """Set who answers for these findings, or by when, in them and in their unfinished actions; returns how many
    findings. Raises BadInput where the due date is no date.
    """
    values: dict[str, Any] = {} if owner is None else {"owner": owner.strip()}
    if due is not None:
        if due.strip() and clock.parse_date(due) is None:
            raise BadInput(f"«{due.strip()}» is no date; write it as 2026-11-30.")
        values["due"] = due.strip()[:10]
    count = 0
    for finding_id in dict.fromkeys(finding_ids):
        rows.edit(session, Finding, finding_id, **values)
        answers = select(Action).where(Action.finding_id == finding_id, col(Action.status).not_in(actions.FINISHED))
        for action in session.exec(answers):
            for name, value in values.items():
                setattr(action, name, value)
            session.add(action)
        count += 1
    session.flush()
    return count

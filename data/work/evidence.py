"""Evidence: recorded, linked, used."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import BadInput
from data.models import AttributeResult, Audit, Disposal, Evidence, Finding, FindingEvidence, Meeting, SampleItem
from data.rules.evidence import KINDS, Proof, weaknesses
from data.work import rows

__all__ = ["KINDS", "facts", "hashes", "link", "link_only", "of_audit", "of_finding", "record", "used", "weak"]


def of_audit(session: Session, /, audit_id: str) -> list[Evidence]:
    """The evidence index, by label."""
    return list(session.exec(select(Evidence).where(Evidence.audit_id == audit_id).order_by(col(Evidence.label))))


def record(session: Session, /, audit_id: str, title: str, **values: Any) -> Evidence:
    """One item more in the index; captured now unless said otherwise.

    A screenshot taken in a meeting carries the consent that was given there.
    """
    if values.get("kind") == "screenshot" and values.get("meeting_id"):
        values.setdefault("consent", rows.fetch(session, Meeting, values["meeting_id"]).consent)
    label = rows.number(session, audit_id, "E", 3)
    return rows.add(
        session,
        Evidence(
            audit_id=audit_id, label=label, title=title, captured=values.pop("captured", clock.now()[:16]), **values
        ),
    )


def link(session: Session, /, finding_id: str, evidence_id: str) -> None:
    """Let a finding rest on a piece of evidence, or no longer."""
    finding = rows.fetch(session, Finding, finding_id)
    known = session.exec(
        select(FindingEvidence).where(
            FindingEvidence.finding_id == finding_id, FindingEvidence.evidence_id == evidence_id
        )
    ).first()
    if known:
        session.delete(known)
    else:
        session.add(FindingEvidence(audit_id=finding.audit_id, finding_id=finding_id, evidence_id=evidence_id))
    session.flush()


def link_only(session: Session, /, finding_id: str, labels: str) -> None:
    """Let a finding rest on exactly these pieces of evidence, given by their labels. Raises BadInput for an unknown
    one; nothing is changed then.
    """
    finding = rows.fetch(session, Finding, finding_id)
    known = {row.label.casefold(): row.id for row in of_audit(session, finding.audit_id)}
    wanted = labels.replace(",", " ").replace(";", " ").split()
    for label in wanted:
        if label.casefold() not in known:
            raise BadInput(f"«{label}» is not in the evidence index; F2 chooses from it, Ctrl+T adds to it.")
    ids = {known[label.casefold()] for label in wanted}
    for row in session.exec(select(FindingEvidence).where(FindingEvidence.finding_id == finding_id)):
        if row.evidence_id not in ids:
            session.delete(row)
        ids.discard(row.evidence_id)
    session.add_all(
        FindingEvidence(audit_id=finding.audit_id, finding_id=finding_id, evidence_id=one) for one in sorted(ids)
    )
    session.flush()


def of_finding(session: Session, /, finding_id: str) -> list[Evidence]:
    """What a finding rests on, by label."""
    query = select(Evidence).join(FindingEvidence).where(FindingEvidence.finding_id == finding_id)
    return list(session.exec(query.order_by(col(Evidence.label))))


def used(session: Session, /, audit_id: str) -> dict[str, list[str]]:
    """Where each piece of evidence is used: its id to the labels of findings and sample items."""
    found: dict[str, list[str]] = {}
    standing = select(Finding).where(Finding.audit_id == audit_id, Finding.became == "")
    findings = {row.id: row.label for row in session.exec(standing)}
    for tie in session.exec(select(FindingEvidence).where(FindingEvidence.audit_id == audit_id)):
        if tie.finding_id in findings:
            found.setdefault(tie.evidence_id, []).append(findings[tie.finding_id])
    drawn = {row.id: row.label for row in session.exec(select(SampleItem).where(SampleItem.audit_id == audit_id))}
    for result in session.exec(select(AttributeResult).where(AttributeResult.audit_id == audit_id)):
        if result.evidence_id:
            found.setdefault(result.evidence_id, []).append(drawn[result.sample_item_id])
    return {key: sorted(set(labels)) for key, labels in found.items()}


def facts(item: Evidence) -> Proof:
    """What the rules want to know of an item."""
    return Proof(
        item.kind, item.captured, item.period, item.source, item.place, item.role, item.edition, item.file_name
    )


def weak(session: Session, /, audit_id: str) -> dict[str, tuple[str, ...]]:
    """What is weak about each piece of evidence, by its id; those without a weakness are left out."""
    audit = rows.fetch(session, Audit, audit_id)
    found = {item.id: weaknesses(facts(item), audit.period_from, audit.ends) for item in of_audit(session, audit_id)}
    return {key: reasons for key, reasons in found.items() if reasons}


def hashes(session: Session) -> list[tuple[str, str]]:
    """Label and SHA-256 of every file that must be in the vault: not of those that were let go at their time's end."""
    gone = {one.row_id for one in session.exec(select(Disposal))}
    return [
        (row.label, row.sha256)
        for row in session.exec(select(Evidence).where(Evidence.sha256 != ""))
        if row.id not in gone
    ]

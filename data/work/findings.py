"""Findings: raised from anything, edited, listed."""

from __future__ import annotations

import re
from typing import Any

from sqlmodel import Session, col, func, select

from data import clock
from data.errors import BadInput
from data.models import ChecklistItem, Evidence, Finding, FindingEvidence, Meeting, Prompt, Sample
from data.rules import verdicts
from data.work import rows

ORDER = (*verdicts.GRADES, "")
EVIDENCE = re.compile(r"\bE-\d{3,}\b")
SAMPLE = re.compile(r"\b(S-\d{2,})(?:\.\d+)?\b")
IN_ORDER = (col(Finding.position), func.length(Finding.label), col(Finding.label))


def of_audit(session: Session, /, audit_id: str) -> list[Finding]:
    """The audit's findings that stand, in their own order."""
    return list(
        session.exec(select(Finding).where(Finding.audit_id == audit_id, Finding.became == "").order_by(*IN_ORDER))
    )


def fallen(session: Session, /, audit_id: str) -> list[Finding]:
    """The findings that stand no more: merged into others or withdrawn. Their labels are not given again."""
    return list(
        session.exec(select(Finding).where(Finding.audit_id == audit_id, Finding.became != "").order_by(*IN_ORDER))
    )


def raise_finding(
    session: Session, /, audit_id: str, title: str, evidence: tuple[str, ...] = (), **values: Any
) -> Finding:
    """A new finding with the next label, at the end of the audit's order; `evidence` are ids of what it rests on.

    What is known of where it comes from is filled in: with `meeting_id`, the role and place of that meeting; evidence
    (E-021) and a sample (S-05 or S-05.07) that its words name; with a sample, the sample's ref and the last meeting in
    which it was asked about.
    """
    words = " ".join((title, values.get("condition", ""), values.get("criteria", "")))
    evidence = (*evidence, *_evidence_named(session, audit_id, words))
    if not values.get("sample_id"):
        values |= {"sample_id": _sample_named(session, audit_id, words)}
    if values["sample_id"] and not values.get("ref"):
        values |= {"ref": rows.fetch(session, Sample, values["sample_id"]).ref}
    if values["sample_id"] and not values.get("meeting_id"):
        values |= {"meeting_id": _asked_in(session, audit_id, values["ref"])}
    meeting_id = values.get("meeting_id")
    if meeting_id:
        meeting = rows.fetch(session, Meeting, meeting_id)
        values = {"role": meeting.role, "place": meeting.place} | values
    last = session.exec(select(func.max(Finding.position)).where(Finding.audit_id == audit_id)).one()
    label = values.pop("label", "") or rows.number(session, audit_id, "F")
    given: dict[str, Any] = {"position": (last or 0) + 1, "raised_at": clock.now()} | values
    finding = rows.add(session, Finding(audit_id=audit_id, label=label, title=title, **given))
    rest_on(session, finding, evidence)
    return finding


def _evidence_named(session: Session, audit_id: str, words: str) -> list[str]:
    """The ids of the evidence whose labels stand in a text, in its order."""
    labels = dict.fromkeys(EVIDENCE.findall(words))
    if not labels:
        return []
    mine = select(Evidence).where(Evidence.audit_id == audit_id, col(Evidence.label).in_(labels))
    known = {row.label: row.id for row in session.exec(mine)}
    return [known[label] for label in labels if label in known]


def _sample_named(session: Session, audit_id: str, words: str) -> str | None:
    """The id of the one sample that a text names."""
    labels = set(SAMPLE.findall(words))
    if len(labels) != 1:
        return None
    mine = select(Sample.id).where(Sample.audit_id == audit_id, Sample.label == labels.pop())
    return session.exec(mine).first()


def _asked_in(session: Session, audit_id: str, ref: str) -> str | None:
    """The id of the last meeting in which a question of a ref was asked."""
    asked = select(Meeting.id).join(Prompt, col(Prompt.meeting_id) == Meeting.id)
    asked = asked.where(Prompt.audit_id == audit_id, Prompt.ref == ref, col(Prompt.state).in_(("asked", "answered")))
    return session.exec(asked.order_by(col(Meeting.started).desc())).first()


def rest_on(session: Session, /, finding: Finding, evidence: tuple[str, ...]) -> None:
    """Let a finding rest on these pieces of evidence too, by their ids."""
    known = set(session.exec(select(FindingEvidence.evidence_id).where(FindingEvidence.finding_id == finding.id)))
    for evidence_id in dict.fromkeys(evidence):
        if evidence_id not in known:
            session.add(FindingEvidence(audit_id=finding.audit_id, finding_id=finding.id, evidence_id=evidence_id))
    session.flush()


def set_sample(session: Session, /, finding_id: str, label: str) -> Finding:
    """Say which sample a finding rests on, by its label; an empty one takes it away. Raises BadInput."""
    finding = rows.fetch(session, Finding, finding_id)
    wanted = label.strip().casefold()
    drawn = session.exec(select(Sample).where(Sample.audit_id == finding.audit_id).order_by(col(Sample.label)))
    known = {sample.label.casefold(): sample.id for sample in drawn}
    if wanted and wanted not in known:
        raise BadInput(f"«{label.strip()}» is no sample of this audit; F2 chooses one.")
    return rows.edit(session, Finding, finding_id, sample_id=known.get(wanted))


def from_item(session: Session, /, item_id: str, title: str, **values: Any) -> Finding:
    """A finding about a checklist item, with what the audit holds about its ref.

    Its verdict is the grade where it is one; the evidence is that of the ref; the sample is the ref's only one; role
    and place are those of the last meeting in which one of its questions was asked.
    """
    item = rows.fetch(session, ChecklistItem, item_id)
    grade = item.verdict if item.verdict in verdicts.GRADES else ""
    proofs = session.exec(select(Evidence).where(Evidence.audit_id == item.audit_id).order_by(col(Evidence.label)))
    evidence = tuple(proof.id for proof in proofs if item.ref in proof.refs)
    samples = list(session.exec(select(Sample).where(Sample.audit_id == item.audit_id, Sample.ref == item.ref)))
    known: dict[str, Any] = {
        "ref": item.ref,
        "grade": grade,
        "evidence": evidence,
        "condition": item.remark,
        "sample_id": samples[0].id if len(samples) == 1 else None,
        "meeting_id": _asked_in(session, item.audit_id, item.ref),
    }
    return raise_finding(session, item.audit_id, title, **(known | values))

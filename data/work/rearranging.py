"""Findings taken apart, brought together, copied, withdrawn, moved.

A label is given once: what was split off or copied gets the next one, and one that stands no more keeps its label and
says what became of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from data.errors import Refused
from data.models import Action, Decision, Finding, FindingEvidence
from data.rules import texts, verdicts
from data.work import findings, rows

COPIED = (
    "grade", "grade_reason", "ref", "criteria", "cause", "consequence", "action", "place", "role", "owner", "due",
    "meeting_id", "sample_id", "repeat_of",
)  # fmt: skip
PUT_TOGETHER = ("criteria", "condition", "cause", "consequence", "action", "grade_reason")
FILLED = ("ref", "place", "role", "owner", "due", "meeting_id", "sample_id", "repeat_of")


def copy(session: Session, /, finding_id: str) -> Finding:
    """A second finding with the same words, behind the first. Nobody has acknowledged its facts yet."""
    source = rows.fetch(session, Finding, finding_id)
    return _behind(session, source, source.title, condition=source.condition)


def split(session: Session, /, finding_id: str, sentence: int) -> tuple[Finding, Finding]:
    """Two findings of one: the condition from the sentence of that number (from 0) on goes to a new one behind it.

    Both keep the criteria, the refs and the evidence. Raises Refused where nothing would be left for one of them.
    """
    source = rows.fetch(session, Finding, finding_id)
    stays, goes = texts.apart(source.condition, sentence)
    if not stays or not goes:
        raise Refused(f"{source.label}: each of the two needs a sentence of the condition; choose another one.")
    made = _behind(session, source, texts.sentences(goes)[0], condition=goes)
    return rows.edit(session, Finding, finding_id, condition=stays), made


def merge(session: Session, /, into: str, others: Sequence[str]) -> Finding:
    """One finding of several: the first takes over what the others say, their refs, evidence, actions and decisions.

    It gets the gravest of their grades; a nonconformity does not become smaller by being merged. The facts have to be
    acknowledged anew. Raises Refused where there is no other.
    """
    kept = rows.fetch(session, Finding, into)
    merged = [rows.fetch(session, Finding, one) for one in dict.fromkeys(others) if one != into]
    if not merged:
        raise Refused("Merging needs two findings: mark them, or choose the other one.")
    for one in merged:
        if one.audit_id != kept.audit_id:
            raise Refused(f"{one.label} belongs to another audit; only findings of one audit can be merged.")
    every = [kept, *merged]
    values: dict[str, Any] = {name: texts.together(*(getattr(one, name) for one in every)) for name in PUT_TOGETHER}
    values |= {
        name: next((value for one in every if (value := getattr(one, name))), getattr(kept, name)) for name in FILLED
    }
    named = dict.fromkeys(ref for one in every for ref in (one.ref, *one.related) if ref and ref != values["ref"])
    grade = next((grade for grade in verdicts.GRADES if any(one.grade == grade for one in every)), "")
    rows.edit(
        session, Finding, into, related=list(named), grade=grade, acknowledged_by="", acknowledged_at="", **values
    )
    for one in merged:
        findings.rest_on(session, kept, _evidence(session, one.id))
        for table in (Action, Decision):
            for row in session.exec(select(table).where(table.finding_id == one.id)):
                row.finding_id = kept.id
                session.add(row)
        rows.edit(session, Finding, one.id, became=f"merged into {kept.label}")
    return kept


def withdraw(session: Session, /, finding_id: str, reason: str) -> Finding:
    """Take a finding back, with the reason. Raises Refused without one."""
    if not reason.strip():
        raise Refused("Say why it is withdrawn; the report names it with this reason.")
    return rows.edit(session, Finding, finding_id, became=f"withdrawn: {reason.strip()}")


def restore(session: Session, /, finding_id: str) -> Finding:
    """Let a finding that was withdrawn or merged stand again, with its own words; the other keeps what it took over."""
    return rows.edit(session, Finding, finding_id, became="")


def move(session: Session, /, finding_id: str, steps: int) -> None:
    """Move a finding up (negative) or down in its audit's order; at the end it stays where it is."""
    finding = rows.fetch(session, Finding, finding_id)
    order = findings.of_audit(session, finding.audit_id)
    at = next((place for place, one in enumerate(order) if one.id == finding_id), None)
    if at is None:
        raise Refused(f"{finding.label} stands no more; it has no place in the order.")
    order.insert(max(0, min(at + steps, len(order) - 1)), order.pop(at))
    _number(session, order)


def _behind(session: Session, source: Finding, title: str, **values: Any) -> Finding:
    given = {name: getattr(source, name) for name in COPIED} | {"related": list(source.related)} | values
    made = findings.raise_finding(session, source.audit_id, title, evidence=_evidence(session, source.id), **given)
    order = [one for one in findings.of_audit(session, source.audit_id) if one.id != made.id]
    place = next((place for place, one in enumerate(order) if one.id == source.id), len(order) - 1)
    order.insert(place + 1, made)
    _number(session, order)
    return made


def _number(session: Session, order: list[Finding]) -> None:
    """Give each its place, from 1."""
    for place, one in enumerate(order, 1):
        if one.position != place:
            one.position = place
            session.add(one)
    session.flush()


def _evidence(session: Session, finding_id: str) -> tuple[str, ...]:
    ties = select(FindingEvidence.evidence_id).where(FindingEvidence.finding_id == finding_id)
    return tuple(session.exec(ties))

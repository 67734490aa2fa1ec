"""Where a piece of evidence is used, and what was heard, seen and sampled about one ref: the ties, both ways."""

from __future__ import annotations

import re
from typing import NamedTuple

from sqlmodel import Session, col, select

from checklists import fieldnotes
from data import clock
from data.models import (
    AttributeResult,
    ChecklistItem,
    Evidence,
    Finding,
    FindingEvidence,
    Meeting,
    Note,
    Prompt,
    Question,
    Request,
    Sample,
    SampleItem,
)
from data.work import rows

STAGES = {"opening": 3, "closing": 3, "presentation": 3}
"""The stages in which the notes of these meetings are open; those of all others are in 4."""


class Use(NamedTuple):
    """One place in the record. `stage` and `key` lead there: a label or id, for a line of a note with `#` and its row.

    `words` is what stands there, `mark` what it is: finding, sample, note, checklist, request, evidence, question.
    """

    mark: str
    label: str
    words: str
    stage: int
    key: str


def of_evidence(session: Session, /, evidence_id: str) -> list[Use]:
    """Where one piece of evidence is used: findings, sample items, requests, checklist, lines of notes."""
    proof = rows.fetch(session, Evidence, evidence_id)
    links = (
        select(Finding).join(FindingEvidence).where(FindingEvidence.evidence_id == evidence_id, Finding.became == "")
    )
    found = [Use("finding", one.label, one.title, 7, one.id) for one in session.exec(links.order_by(Finding.label))]
    cells = select(AttributeResult, SampleItem, Sample)
    cells = cells.join(SampleItem, col(AttributeResult.sample_item_id) == SampleItem.id)
    cells = cells.join(Sample, col(SampleItem.sample_id) == Sample.id)
    cells = cells.where(AttributeResult.evidence_id == evidence_id).order_by(col(SampleItem.label))
    found += [
        Use("sample", item.label, f"{cell.letter} {cell.result.replace('_', ' ')}: {item.item}", 5, sample.id)
        for cell, item, sample in session.exec(cells)
    ]
    named = re.compile(rf"\b{re.escape(proof.label)}\b")
    asked = session.exec(select(Request).where(Request.audit_id == proof.audit_id).order_by(col(Request.label)))
    found += [Use("request", one.label, one.what, 2, one.id) for one in asked if named.search(one.remark)]
    items = session.exec(
        select(ChecklistItem).where(ChecklistItem.audit_id == proof.audit_id).order_by(col(ChecklistItem.position))
    )
    found += [
        Use("checklist", item.ref, item.remark or item.title, 4, item.id)
        for item in items
        if item.ref in proof.refs or named.search(item.remark)
    ]
    return found + _lines(session, proof.audit_id, named)


def of_ref(session: Session, /, audit_id: str, ref: str) -> list[Use]:
    """All that was heard, seen and sampled about one ref, whoever said it, in the order of the work."""
    talks = {one.id: one.label for one in session.exec(select(Meeting).where(Meeting.audit_id == audit_id))}
    found = [
        Use(
            "question",
            talks.get(prompt.meeting_id or "", ""),
            f"{prompt.state}: {prompt.text}  ({prompt.role})",
            4,
            prompt.meeting_id or prompt.item_id,
        )
        for prompt in session.exec(
            select(Prompt)
            .where(
                Prompt.audit_id == audit_id, Prompt.ref == ref, col(Prompt.state).in_(("asked", "answered", "later"))
            )
            .order_by(col(Prompt.position))
        )
    ]
    proofs = session.exec(select(Evidence).where(Evidence.audit_id == audit_id).order_by(col(Evidence.label)))
    found += [Use("evidence", one.label, one.title, 6, one.id) for one in proofs if ref in one.refs]
    drawn = session.exec(
        select(Sample).where(Sample.audit_id == audit_id, Sample.ref == ref).order_by(col(Sample.label))
    )
    found += [Use("sample", one.label, one.conclusion or one.title, 5, one.id) for one in drawn]
    raised = session.exec(
        select(Finding).where(Finding.audit_id == audit_id, Finding.became == "").order_by(col(Finding.label))
    )
    found += [
        Use("finding", one.label, f"{one.grade or 'no grade'}: {one.title}", 7, one.id)
        for one in raised
        if ref == one.ref or ref in one.related
    ]
    open_ones = session.exec(
        select(Question).where(Question.audit_id == audit_id, Question.ref == ref).order_by(col(Question.label))
    )
    found += [
        Use("question", one.label, f"{one.state}: {one.text}{f' {one.answer}' if one.answer else ''}", 4, one.id)
        for one in open_ones
    ]
    asked = session.exec(select(Request).where(Request.audit_id == audit_id).order_by(col(Request.label)))
    found += [Use("request", one.label, one.what, 2, one.id) for one in asked if ref in one.refs]
    named = re.compile(rf"(?<![\w.]){re.escape(ref)}(?![\w]|\.\d)")
    return found + _lines(session, audit_id, named)


def _lines(session: Session, audit_id: str, named: re.Pattern[str]) -> list[Use]:
    """The lines of notes in which `named` is found, by meeting, each with its time and the one who spoke."""
    query = select(Note, Meeting).join(Meeting, col(Note.meeting_id) == Meeting.id)
    query = query.where(Note.audit_id == audit_id).order_by(col(Meeting.label))
    found = []
    for note, meeting in session.exec(query):
        lines = note.text.split("\n")
        if not named.search(note.text):
            continue
        speakers = fieldnotes.speakers(fieldnotes.parse(note.text))
        for row, line in enumerate(lines):
            if named.search(line):
                time = clock.hour_minute(note.times[row]) if row < len(note.times) else ""
                who = speakers[row] or meeting.role
                words = f"{time} {line.strip()}".strip() + (f"  ({who})" if who else "")
                found.append(Use("note", meeting.label, words, STAGES.get(meeting.kind, 4), f"{meeting.id}#{row}"))
    return found

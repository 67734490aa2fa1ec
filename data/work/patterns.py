"""What is offered to the auditor of one finding or of all: earlier ones it may repeat, shared causes, themes."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session

from data.models import Finding
from data.rules import patterns, repeats
from data.work import finding_quality, rows


class Patterns(NamedTuple):
    """What the findings of an audit have in common."""

    causes: list[patterns.Group]
    themes: list[patterns.Group]


def of_audit(session: Session, /, audit_id: str) -> Patterns:
    """Findings that share a cause, and themes that cross areas; the largest group first."""
    known = finding_quality.context(session, audit_id)
    return Patterns(patterns.shared_causes(known.findings, known.actions), patterns.themes(known.findings))


def earlier(session: Session, /, finding_id: str) -> list[repeats.Candidate]:
    """The findings of earlier audits that a finding may repeat, the likeliest first."""
    finding = rows.fetch(session, Finding, finding_id)
    draft = finding_quality.drafts(session, finding.audit_id).get(finding_id)
    known = finding_quality.context(session, finding.audit_id)
    return repeats.candidates(draft, known.earlier) if draft else []

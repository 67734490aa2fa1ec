"""Rules about what a finding rests on: evidence and samples."""

from __future__ import annotations

from collections.abc import Iterator

from data.rules import verdicts
from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings


def without(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F02: a nonconformity rests on evidence."""
    if finding.grade in verdicts.NONCONFORMITIES and not finding.evidence:
        yield Found("condition", "a nonconformity without evidence")

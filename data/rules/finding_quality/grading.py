"""Rules about the grade and its reason (`domain.md` 2.13)."""

from __future__ import annotations

from collections.abc import Iterator

from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings


def without_reason(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F11: a major says why it is one."""
    if finding.grade == "major" and not finding.grade_reason.strip():
        yield Found("grade_reason", "a major without a reason")

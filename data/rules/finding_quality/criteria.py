"""Rules about the criterion: what the finding compares with."""

from __future__ import annotations

from collections.abc import Iterator

from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings


def without(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F01: every finding but a strength has a criterion."""
    if finding.grade != "strength" and not finding.criteria.strip():
        yield Found("criteria", "no criterion: what is this compared with?")

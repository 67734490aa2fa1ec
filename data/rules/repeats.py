"""What was found before: candidates for "repeat of", and what a repeat says about the grade (`domain.md` 2.13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from checklists.rules import likeness
from data.rules import verdicts

if TYPE_CHECKING:
    from data.rules.finding_quality.facts import Draft, Earlier

ALIKE = 0.5
"""From this share of common words on, two headlines or two conditions say much the same (judgement)."""
LEAST_WORDS = 3


class Candidate(NamedTuple):
    """An earlier finding that this one may repeat. `share`, 0 to 1, is that of common words; `hint` is on the grade."""

    earlier: Earlier
    same_ref: bool
    share: float
    hint: str


def candidates(finding: Draft, earlier: Iterable[Earlier]) -> list[Candidate]:
    """The earlier findings with the same ref or nearly the same words, the likeliest and newest first.

    Strengths and opportunities are nothing that could be repeated.
    """
    found = []
    words = [_substance(finding.title), _substance(finding.condition)]
    for one in earlier:
        if one.grade in ("strength", "ofi"):
            continue
        share = max(_common(words[0], _substance(one.title)), _common(words[1], _substance(one.condition)))
        same = bool(one.ref) and one.ref == finding.ref.strip() and one.grade != "observation"
        if same or share >= ALIKE:
            found.append(Candidate(one, same, share, escalation(one)))
    newest_first = sorted(found, key=lambda one: one.earlier.audit, reverse=True)
    return sorted(newest_first, key=lambda one: (not one.same_ref, -one.share))


def escalation(earlier: Earlier) -> str:
    """What the earlier finding says about this one's grade."""
    if earlier.grade in verdicts.NONCONFORMITIES and earlier.settled:
        return "link it as a repeat; its actions are closed and did not hold, so consider major"
    if earlier.grade in verdicts.NONCONFORMITIES:
        return "link it as a repeat; its actions are still open, so weigh the grade again"
    return "link it as a repeat; what was watched then has come about"


@lru_cache(maxsize=4096)
def _substance(text: str) -> frozenset[str]:
    return frozenset(word for word in likeness.substance(re.sub(r"[0-9]+", " ", text)) if len(word) > 2)


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    if min(len(one), len(other)) < LEAST_WORDS:
        return 0.0
    return len(one & other) / len(one | other)

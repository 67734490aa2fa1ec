"""Rules about the grade, its reason, and what a nonconformity has to say (`domain.md` 2.13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checklists import refs
from data.rules import repeats, verdicts
from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings
from data.rules.finding_quality.text import counts

_CERTIFICATE = re.compile(r"\bcertif|\bsurveillance\b|\bnon-?conformity\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;]|\band\b")


def without_reason(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F11: a major says why it is one."""
    if finding.grade == "major" and not finding.grade_reason.strip():
        yield Found("grade_reason", "a major without a reason")


def many_for_a_minor(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F28: a minor with many deviations says why the system is not in doubt."""
    if finding.grade != "minor" or finding.grade_reason.strip():
        return
    said = counts(finding.title)[:1] or sorted(counts(finding.condition), key=lambda one: one.k / one.n)
    deviating = next((one for one in said if one.k), None)
    if deviating and deviating.k / deviating.n >= settings.high_rate:
        share = 100 * deviating.k / deviating.n
        yield Found("grade_reason", f"{deviating.k} of {deviating.n} ({share:.0f} %) called minor without a reason")


def repeated(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F23: what was found before is linked, and the grade weighed again."""
    if finding.repeat_of.strip() or finding.grade in ("ofi", "strength"):
        return
    for one in repeats.candidates(finding, context.earlier)[:1]:
        name = f"{one.earlier.audit}/{one.earlier.label}"
        yield Found("repeat_of", f"{name} found much the same: {one.earlier.title}", one.hint)


def consequence(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F21: so what? For the organisation, not for its certificate."""
    if finding.grade not in (*verdicts.NONCONFORMITIES, "observation"):
        return
    clauses = [part for part in _CLAUSE.split(finding.consequence) if len(part.split()) > 1]
    if not finding.consequence.strip():
        yield Found("consequence", "no consequence: so what?")
    elif clauses and all(_CERTIFICATE.search(part) for part in clauses):
        yield Found("consequence", "the certificate is not what the organisation is there for")


def nothing_good(context: Context, _settings: Settings) -> Iterator[Found]:
    """F25: where something is criticised, what was found in order is said too."""
    said = {area(one.ref) for one in context.findings if one.grade != "strength" and one.ref.strip()}
    good = {area(ref) for ref in context.good}
    for one in sorted(said - good, key=refs.order):
        yield Found("", f"{one}: findings, and nothing recorded as conforming or as a strength", item=one)


def area(ref: str) -> str:
    """The clause or theme of a ref: `9`, `A.5`."""
    parts = ref.strip().split(".")
    return ".".join(parts[: 2 if parts[0] == "A" else 1])

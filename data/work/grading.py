"""What the record knows that bears on a finding's grade."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.models import Finding, Population, Sample
from data.rules import grades, repeats, verdicts
from data.rules.sampling import most_deviating
from data.work import findings, patterns, rows, sampling


def signs(session: Session, /, finding_id: str) -> grades.Signs:
    """Earlier findings on the same requirement, others of this audit, and what its sample supports."""
    finding = rows.fetch(session, Finding, finding_id)
    found = patterns.earlier(session, finding_id)
    earlier = [one for one in found if one.earlier.grade in verdicts.NONCONFORMITIES]
    others = [
        one.label
        for one in findings.of_audit(session, finding.audit_id)
        if one.id != finding_id and one.ref and one.ref == finding.ref and one.grade in verdicts.NONCONFORMITIES
    ]
    return grades.Signs(
        repeats=tuple(_name(one) for one in earlier),
        settled=tuple(_name(one) for one in earlier if one.earlier.settled),
        others=tuple(others),
        **_of_sample(session, finding.sample_id),
    )


def _name(one: repeats.Candidate) -> str:
    return f"{one.earlier.audit}/{one.earlier.label}"


def _of_sample(session: Session, sample_id: str | None) -> dict[str, Any]:
    """The attribute of the sample that deviates most, and its upper limit where the sample was drawn at random."""
    if not sample_id:
        return {}
    sample = rows.fetch(session, Sample, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    worst = max(sampling.outcomes(session, sample_id), key=lambda one: one.deviations, default=None)
    if worst is None or not worst.judged or sample.method != "random":
        return {}
    count = max(population.count, worst.judged)
    most = most_deviating(worst.judged, worst.deviations, sample.confidence, count)
    return {
        "sample": sample.label,
        "judged": worst.judged,
        "deviations": worst.deviations,
        "limit": most / count,
        "tolerable": sample.tolerable,
    }

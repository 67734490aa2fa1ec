"""What the marks of a sample say: counts, limits, the finding, the sentences for the report."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from data.errors import Refused
from data.models import Finding, Population, Sample, SampleItem
from data.rules.sampling.statement import Basis, Conclusion, Counts, concludes, drafted, way_in_words
from data.rules.sampling.two_stage import TwoStages
from data.work import findings, rows
from data.work.sampling.drawing import items
from data.work.sampling.marks import results

BAD = ("deviation", "not_available")


def outcomes(session: Session, /, sample_id: str) -> list[Counts]:
    """Per attribute: judged items, deviations, open ones. What was replaced does not count."""
    sample = rows.fetch(session, Sample, sample_id)
    marks = results(session, sample_id)
    there = [item for item in items(session, sample_id) if not item.void]
    return [_tested(attribute, there, marks) for attribute in sample.attributes]


def _tested(attribute: dict[str, Any], there: list[SampleItem], marks: dict[tuple[str, str], Any]) -> Counts:
    letter = str(attribute["letter"])
    found = [(item, marks[item.id, letter].result) for item in there if (item.id, letter) in marks]
    given = [(item, result) for item, result in found if result]
    judged = [(item, result) for item, result in given if result != "not_applicable"]
    first = [result for item, result in judged if item.stage == 1]
    return Counts(
        letter,
        str(attribute["text"]),
        len(judged),
        sum(result in BAD for _, result in judged),
        open=len(there) - len(given),
        not_applicable=len(given) - len(judged),
        first=len(first),
        first_deviations=sum(result in BAD for result in first),
    )


def basis(session: Session, /, sample_id: str) -> Basis:
    """What the sample's counts rest on."""
    sample = rows.fetch(session, Sample, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    there = items(session, sample_id)
    stages = None
    if sample.second_at:
        first = sum(item.stage == 1 and not item.void for item in there)
        stages = TwoStages(first, sample.second_size, sample.allowed, sample.second_from, sample.second_from)
    return Basis(
        sample.method,
        population.count - sum(item.void != "" for item in there),
        sample.confidence,
        sample.tolerable,
        stages,
        bool(sample.enlarged),
    )


def conclusions(session: Session, /, sample_id: str) -> list[tuple[Counts, Conclusion]]:
    """Each attribute with what may be said of it."""
    on = basis(session, sample_id)
    return [(one, concludes(one, on)) for one in outcomes(session, sample_id)]


def statement(session: Session, /, sample_id: str, *, draft: bool = False) -> str:
    """The sentences for the report: as they were edited, else (or with `draft`) drafted from the record."""
    sample = rows.fetch(session, Sample, sample_id)
    if sample.conclusion.strip() and not draft:
        return sample.conclusion
    population = rows.fetch(session, Population, sample.population_id)
    void = [item for item in items(session, sample_id) if item.void]
    return drafted(
        sample.title,
        sample.size,
        basis(session, sample_id),
        outcomes(session, sample_id),
        label=sample.label,
        seed=sample.seed,
        period=population.period,
        listed=population.count,
        replaced=len(void),
        left_open=population.left_open,
    )


def finding_from(session: Session, /, sample_id: str, letter: str) -> Finding:
    """A finding about the deviations of one attribute, with count, sample, period and limits written down already.

    Raises Refused where nothing deviates, and where there is one already.
    """
    sample = rows.fetch(session, Sample, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    outcome = next(one for one in outcomes(session, sample_id) if one.letter == letter)
    if not outcome.deviations:
        raise Refused(f"{letter} has no deviation; x marks one.")
    known = _known(session, sample, letter)
    if known:
        raise Refused(f"{known.label} is about this already; 7 opens the findings.")
    marks = results(session, sample_id)
    bad = [
        f"{item.label} {item.item}" + (f" ({item.note})" if item.note else "")
        for item in items(session, sample_id)
        if (item.id, letter) in marks and marks[item.id, letter].result in BAD
    ]
    source = population.supplied_by.strip() or "The list, whose supplier is not recorded,"
    verb = "supplied" if population.supplied_by.strip() else "has"
    condition = " ".join(
        (
            f"{source} {verb} {population.count:,} items{f' of {population.period}' if population.period else ''}.",
            f"{sample.size:,} were tested ({way_in_words(sample.method, sample.seed)}; {sample.label}).",
            f"Deviating: {'; '.join(bad)}.",
            concludes(outcome, basis(session, sample_id)).sentence,
        )
    )
    when = f" ({population.period})" if population.period else ""
    finding = findings.raise_finding(
        session,
        sample.audit_id,
        f"{outcome.text}: not so in {outcome.deviations:,} of {outcome.judged:,} sampled cases{when}",
        evidence=tuple({row.evidence_id for (_, at), row in marks.items() if at == letter and row.evidence_id}),
        ref=sample.ref,
        condition=condition,
        sample_id=sample_id,
    )
    noted = [one | {"finding": finding.label} if one["letter"] == letter else one for one in sample.attributes]
    rows.edit(session, Sample, sample_id, attributes=noted)
    return finding


def _known(session: Session, sample: Sample, letter: str) -> Finding | None:
    """The finding that was raised about an attribute, if it is still there."""
    label = next((one.get("finding", "") for one in sample.attributes if one["letter"] == letter), "")
    mine = (Finding.audit_id == sample.audit_id, Finding.label == label, Finding.became == "")
    query = select(Finding).where(*mine)
    return session.exec(query).first() if label else None

"""Sampling: a population read from a file, a sample drawn by a seed, items marked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from data import clock
from data.errors import Refused
from data.imports.tables import Table
from data.models import AttributeResult, Finding, Population, PopulationItem, Sample, SampleItem
from data.rules import sampling
from data.work import findings, rows

RESULTS = ("pass", "deviation", "not_applicable", "not_available")


class Outcome(NamedTuple):
    """One attribute's count.

    How many items were judged, how many deviate (what is not available counts as a deviation).
    """

    letter: str
    text: str
    judged: int
    deviations: int


def take_in(session: Session, /, audit_id: str, table: Table, path: Path, id_column: str, **values: Any) -> Population:
    """Store a population. Raises Refused where an item has no id of its own, or a row was not understood."""
    if id_column not in table.columns:
        raise Refused(f"{path.name} has no column «{id_column}»; its columns are: {', '.join(table.columns)}")
    if table.problems:
        row, reason = next(iter(table.problems.items()))
        more = f" (and {len(table.problems) - 1} more rows)" if len(table.problems) > 1 else ""
        raise Refused(f"{path.name}, row {row}: {reason}{more}. A population is taken in whole or not at all.")
    place = table.columns.index(id_column)
    names = [row[place].strip() for row in table.rows]
    blank = sum(name == "" for name in names)
    doubled = len(names) - blank - len({name for name in names if name})
    if blank or doubled:
        raise Refused(
            f"{path.name}, column «{id_column}»: {blank} blank and {doubled} repeated; "
            "each item needs an id of its own."
        )
    population = rows.add(
        session,
        Population(
            audit_id=audit_id,
            file_name=path.name,
            sha256=table.sha256,
            id_column=id_column,
            columns=list(table.columns),
            count=len(table.rows),
            **({"title": path.stem} | values),
        ),
    )
    session.add_all(
        PopulationItem(population_id=population.id, position=position, item=name, cells=list(row))
        for position, (name, row) in enumerate(zip(names, table.rows, strict=True))
    )
    session.flush()
    return population


def populations(session: Session, /, audit_id: str) -> list[Population]:
    """The audit's populations."""
    return list(session.exec(select(Population).where(Population.audit_id == audit_id).order_by(col(Population.title))))


def draw(
    session: Session,
    /,
    population_id: str,
    size: int,
    seed: str,
    *,
    title: str = "",
    ref: str = "",
    attributes: list[dict[str, Any]] | None = None,
    method: str = "random",
    reason: str = "",
) -> Sample:
    """Draw `size` items by the seeded order of `data.rules.sampling.ticket_order`. Raises Refused."""
    population = rows.fetch(session, Population, population_id)
    if not 1 <= size <= population.count:
        raise Refused(f"A sample of {size} cannot be drawn from {population.count} items.")
    if not seed.strip():
        raise Refused("A random sample needs a seed; agree on one before the population is looked at.")
    known = {
        item.item: item
        for item in session.exec(select(PopulationItem).where(PopulationItem.population_id == population_id))
    }
    try:
        order = sampling.ticket_order(seed, known)
    except ValueError as error:
        raise Refused(f"No sample can be drawn from {population.file_name}: {error}") from error
    label = rows.number(session, population.audit_id, "S")
    sample = rows.add(
        session,
        Sample(
            audit_id=population.audit_id,
            label=label,
            population_id=population_id,
            title=title or population.title,
            ref=ref,
            method=method,
            seed=seed,
            size=size,
            reason=reason,
            attributes=attributes or [{"letter": "A", "text": "as required"}],
            drawn_at=clock.now(),
        ),
    )
    for position, name in enumerate(order[:size], 1):
        session.add(
            SampleItem(
                audit_id=population.audit_id,
                sample_id=sample.id,
                label=f"{label}.{position:02d}",
                position=position,
                item=name,
                cells=known[name].cells,
            )
        )
    session.flush()
    return sample


def of_audit(session: Session, /, audit_id: str) -> list[Sample]:
    """The audit's samples, by label."""
    return list(session.exec(select(Sample).where(Sample.audit_id == audit_id).order_by(col(Sample.label))))


def items(session: Session, /, sample_id: str) -> list[SampleItem]:
    """A sample's items in the order in which they were drawn."""
    return list(
        session.exec(select(SampleItem).where(SampleItem.sample_id == sample_id).order_by(col(SampleItem.position)))
    )


def results(session: Session, /, sample_id: str) -> dict[tuple[str, str], AttributeResult]:
    """The marks of a sample: by item id and letter."""
    query = select(AttributeResult).join(SampleItem).where(SampleItem.sample_id == sample_id)
    return {(result.sample_item_id, result.letter): result for result in session.exec(query)}


def mark(
    session: Session, /, item_id: str, letter: str, result: str, evidence_id: str | None = None
) -> AttributeResult:
    """Mark one attribute of one item, or clear it with an empty result. Raises Refused."""
    if result and result not in RESULTS:
        raise Refused(f"«{result}» is no result; use one of: {', '.join(RESULTS)}")
    item = rows.fetch(session, SampleItem, item_id)
    query = select(AttributeResult).where(AttributeResult.sample_item_id == item_id, AttributeResult.letter == letter)
    known = session.exec(query).first()
    if known:
        return rows.edit(
            session, AttributeResult, known.id, result=result, evidence_id=evidence_id or known.evidence_id
        )
    row = AttributeResult(
        audit_id=item.audit_id, sample_item_id=item_id, letter=letter, result=result, evidence_id=evidence_id
    )
    return rows.add(session, row)


def outcomes(session: Session, /, sample_id: str) -> list[Outcome]:
    """Per attribute: judged items and deviations."""
    sample = rows.fetch(session, Sample, sample_id)
    marks = results(session, sample_id)
    found = []
    for attribute in sample.attributes:
        mine = [row.result for (_, letter), row in marks.items() if letter == attribute["letter"] and row.result]
        judged = [result for result in mine if result != "not_applicable"]
        deviations = sum(result in ("deviation", "not_available") for result in judged)
        found.append(Outcome(attribute["letter"], attribute["text"], len(judged), deviations))
    return found


def finding_from(session: Session, /, sample_id: str, letter: str) -> Finding:
    """A finding about the deviations of one attribute, with count, sample, period and limits written down already."""
    sample = rows.fetch(session, Sample, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    outcome = next(one for one in outcomes(session, sample_id) if one.letter == letter)
    marks = results(session, sample_id)
    bad = [
        f"{item.label} {item.item}" + (f" ({item.note})" if item.note else "")
        for item in items(session, sample_id)
        if (item.id, letter) in marks and marks[item.id, letter].result in ("deviation", "not_available")
    ]
    random = sample.method == "random"
    limit = sampling.supports(outcome.judged, outcome.deviations, population.count, sample.confidence, random=random)
    condition = (
        f"{population.supplied_by or 'The supplier of the list'} supplied {population.count} items"
        f"{f' of {population.period}' if population.period else ''}. "
        f"{sample.size} were drawn ({sample.method}, seed {sample.seed}, {sample.label}). "
        f"Deviating: {'; '.join(bad) or 'none'}. {limit}"
    )
    return findings.raise_finding(
        session,
        sample.audit_id,
        f"{outcome.text}: not so in {outcome.deviations} of {outcome.judged} sampled cases",
        evidence=tuple({row.evidence_id for (_, at), row in marks.items() if at == letter and row.evidence_id}),
        ref=sample.ref,
        condition=condition,
        sample_id=sample_id,
    )

"""The items of a sample: drawn as planned, added, replaced, and the second stage."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from data import clock
from data.errors import Refused
from data.models import AttributeResult, Population, Sample, SampleItem
from data.rules.sampling import selection
from data.rules.sampling.drawing import ticket_order
from data.work import rows
from data.work.sampling import design, marks, populations


def draw(
    session: Session,
    /,
    population_id: str,
    size: int,
    seed: str,
    *,
    chosen: tuple[str, ...] = (),
    **values: Any,
) -> Sample:
    """Plan a sample and draw it at once. Raises Refused."""
    known = {"seed": seed, "size": size, "size_method": design.FIXED}
    sample = design.plan(session, population_id, **(known | values))
    if not seed.strip():
        sample = rows.edit(session, Sample, sample.id, seed="")
    return draw_planned(session, sample.id, chosen)


def draw_planned(session: Session, /, sample_id: str, chosen: tuple[str, ...] = ()) -> Sample:
    """Draw a planned sample by its seed; where the auditor chooses, `chosen` are the items' ids. Raises Refused."""
    sample = design.changeable(session, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    way = selection.WAYS.get(sample.method)
    if way is None:
        raise Refused(f"«{sample.method}» is no way of drawing; use one of: {', '.join(selection.WAYS)}.")
    if not populations.answered(population):
        raise Refused(
            f"{population.title}: not answered yet: {', '.join(populations.unanswered(population))}. "
            "Answer it, or leave it open and say why."
        )
    if way.by_chance and not sample.seed.strip():
        raise Refused("A random sample needs a seed; agree on one before the population is looked at.")
    if way.reasoned and not sample.reason.strip():
        raise Refused(f"A {sample.method} sample needs a reason: why these items?")
    if not way.reasoned and not 1 <= sample.size <= population.count:
        raise Refused(f"A sample of {sample.size} cannot be drawn from {population.count} items.")
    strata = _strata(session, sample, population) if sample.method == "stratified" else []
    drawn = list(chosen) if way.reasoned else _drawn(session, sample, population, strata)
    if not drawn:
        raise Refused(f"A {sample.method} sample is named item by item; name at least one.")
    _add(session, sample, population, drawn)
    return rows.edit(
        session,
        Sample,
        sample_id,
        size=len(drawn),
        drawn_at=clock.now(),
        how=selection.told(sample.method, sample.seed, population.count, len(drawn), strata),
        population_sha256=population.sha256,
    )


def name_items(session: Session, /, population_id: str, text: str) -> tuple[str, ...]:
    """Ids that somebody typed: with commas, semicolons or spaces between them; `first .. last` is a run of neighbours.

    Raises Refused for what is not in the population.
    """
    known = populations.ids(session, population_id)
    try:
        return tuple(selection.named(text, known))
    except ValueError as error:
        raise Refused(f"{error}.") from error


def grow(session: Session, /, sample_id: str, size: int, reason: str = "", chosen: tuple[str, ...] = ()) -> Sample:
    """Add items by the same order; those that are there stay. After marks it needs a reason, which is recorded: the
    confidence of the plan holds no more. Raises Refused.
    """
    sample = _drawn_one(session, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    way = selection.WAYS[sample.method]
    if sample.method in ("systematic", "all"):
        raise Refused(
            f"{sample.label} cannot grow: {'every place would change' if way.by_chance else 'it has every item'}."
        )
    if sample.second_size and not sample.second_at:
        raise Refused(f"{sample.label} has a second stage planned; draw that, so that its limits hold.")
    seen = any(one.result for one in marks.results(session, sample_id).values())
    if seen and way.by_chance and not reason.strip():
        raise Refused("Results are known already: say why the sample grows. The report will tell it.")
    there = [item for item in items(session, sample_id) if not item.void]
    if way.reasoned:
        more = [name for name in chosen if name not in {item.item for item in there}]
    else:
        if not len(there) < size <= population.count:
            raise Refused(f"{sample.label} has {len(there)} items; it can grow up to {population.count}.")
        more = _next(session, sample, population, size - len(there))
    if not more:
        raise Refused("There is nothing to add.")
    _add(session, sample, population, more)
    values: dict[str, Any] = {"size": len(there) + len(more)}
    if seen and way.by_chance:
        values["enlarged"] = f"{clock.today()}: from {len(there)} to {len(there) + len(more)} items. {reason.strip()}"
    return rows.edit(session, Sample, sample_id, **values)


def replace(session: Session, /, item_id: str, reason: str) -> SampleItem | None:
    """Take an item out that does not belong to the population, and draw the next of the order in its place.

    Returns the new item; None where none is left or the items were not drawn by chance. Raises Refused.
    """
    item = rows.fetch(session, SampleItem, item_id)
    sample = rows.fetch(session, Sample, item.sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    if item.void:
        raise Refused(f"{item.label} is replaced already: {item.void}.")
    if not reason.strip():
        raise Refused(
            f"Say why {item.label} does not belong to the population. What cannot be shown is no reason: mark it u."
        )
    for result in session.exec(select(AttributeResult).where(AttributeResult.sample_item_id == item_id)):
        if result.result:
            rows.edit(session, AttributeResult, result.id, result="")
    rows.edit(session, SampleItem, item_id, void=reason.strip())
    more = []
    if selection.WAYS[sample.method].by_chance:
        more = _next(session, sample, population, 1, like=item)
    if not more:
        rows.edit(session, Sample, sample.id, size=sample.size - 1)
        return None
    return _add(session, sample, population, more, replaces=item.label, stage=item.stage)[0]


def second_stage(session: Session, /, sample_id: str) -> Sample:
    """Draw the second stage that was planned, if what stage one found calls for it. Raises Refused."""
    from data.work.sampling.conclusions import outcomes

    sample = _drawn_one(session, sample_id)
    if not sample.second_size:
        raise Refused(
            f"No second stage was planned for {sample.label}; adding items now would not answer the question."
        )
    if sample.second_at:
        raise Refused(f"The second stage of {sample.label} is drawn.")
    counted = outcomes(session, sample_id)
    left = sum(one.open for one in counted)
    if left:
        raise Refused(f"{left} results of stage one are open; the plan decides when all are marked.")
    worst = [one.deviations for one in counted]
    if all(count <= sample.allowed for count in worst):
        raise Refused("Stage one found no more deviations than the plan accepts; a second stage is not needed.")
    if not any(sample.allowed < count <= sample.second_from for count in worst):
        raise Refused(
            "Stage one found more deviations than the plan goes on with; more items would not change the result."
        )
    population = rows.fetch(session, Population, sample.population_id)
    _add(session, sample, population, _next(session, sample, population, sample.second_size), stage=2)
    return rows.edit(session, Sample, sample_id, size=sample.size + sample.second_size, second_at=clock.now())


def items(session: Session, /, sample_id: str) -> list[SampleItem]:
    """A sample's items in the order in which they were drawn."""
    return list(
        session.exec(select(SampleItem).where(SampleItem.sample_id == sample_id).order_by(col(SampleItem.position)))
    )


def _drawn_one(session: Session, sample_id: str) -> Sample:
    sample = rows.fetch(session, Sample, sample_id)
    if not sample.drawn_at:
        raise Refused(f"{sample.label} is only planned; draw it first.")
    return sample


def _drawn(session: Session, sample: Sample, population: Population, strata: list[str]) -> list[str]:
    listed = populations.ids(session, population.id)
    size = len(listed) if sample.method == "all" else sample.size
    try:
        return selection.order(sample.method, sample.seed, listed, size, strata)
    except ValueError as error:
        raise Refused(f"No sample can be drawn from {population.file_name}: {error}.") from error


def _next(
    session: Session, sample: Sample, population: Population, more: int, like: SampleItem | None = None
) -> list[str]:
    """The next items of the order that are not in the sample: of the stratum of `like`, if that has any left."""
    taken = {item.item for item in items(session, sample.id)}
    listed = populations.ids(session, population.id)
    if sample.method != "stratified":
        return [name for name in ticket_order(sample.seed, listed) if name not in taken][:more]
    strata = dict(zip(listed, _strata(session, sample, population), strict=True))
    if like:
        free = [name for name in ticket_order(sample.seed, listed) if name not in taken]
        return ([name for name in free if strata[name] == strata[like.item]] or free)[:more]
    void = {item.item for item in items(session, sample.id) if item.void}
    kept: dict[str, int] = {}
    for name in taken - void:
        kept[strata[name]] = kept.get(strata[name], 0) + 1
    there = {name: stratum for name, stratum in strata.items() if name not in void}
    wanted = selection.grown(sample.seed, there, len(taken - void) + more, kept)
    return [name for name in wanted if name not in taken][:more]


def _strata(session: Session, sample: Sample, population: Population) -> list[str]:
    if not sample.stratum:
        raise Refused("A stratified sample needs the column that tells the strata apart.")
    return populations.column(session, population, sample.stratum)


def _add(
    session: Session, sample: Sample, population: Population, names: list[str], *, replaces: str = "", stage: int = 1
) -> list[SampleItem]:
    """Put items behind those that are there, each with the next number."""
    known = populations.cells_of(session, population.id, names)
    first = max((item.position for item in items(session, sample.id)), default=0) + 1
    width = max(2, len(str(first + len(names))))
    made = [
        SampleItem(
            audit_id=sample.audit_id,
            sample_id=sample.id,
            label=f"{sample.label}.{position:0{width}d}",
            position=position,
            item=name,
            cells=known[name],
            replaces=replaces,
            stage=stage,
        )
        for position, name in enumerate(names, first)
    ]
    session.add_all(made)
    session.flush()
    return made

"""A sample's design: written down, with seed and population hash, before anything is drawn."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists.pack import RecordSample
from data import clock
from data.errors import NotFound, Refused
from data.models import Audit, ChecklistItem, Population, Sample
from data.rules import sampling
from data.rules.sampling import wording
from data.rules.sampling.planning import Choice, choices
from data.rules.sampling.selection import WAYS
from data.rules.sampling.two_stage import TwoStages, acceptance_risk
from data.work import rows

MOST_ATTRIBUTES = 8
LETTERS = "ABCDEFGH"
FIXED = "fixed number"
STATISTICAL = ("hypergeometric", "binomial", "aicpa", "")


def plan(session: Session, /, population_id: str, **values: Any) -> Sample:
    """Plan a sample of a population; the label is given, seed and hash are recorded. Raises NotFound, Refused."""
    population = rows.fetch(session, Population, population_id)
    audit = rows.fetch(session, Audit, population.audit_id)
    label = rows.number(session, population.audit_id, "S")
    ref = values.get("ref") or population.ref
    known = {
        "title": population.title,
        "ref": ref,
        "seed": f"{audit.number}/{label}/{population.sha256[:12]}",
        "attributes": offered(session, population.audit_id, ref) or [{"letter": "A", "text": "as required"}],
    }
    values = known | {name: value for name, value in values.items() if value not in (None, "")}
    if "size" not in values:
        best = sampling.size(values.get("confidence", 0.95), values.get("tolerable", 0.05), population=population.count)
        values |= {
            "size": best.n,
            "allowed": best.allowed,
            "size_method": best.method,
            "size_says": best.sentence,
        }
    return rows.add(
        session,
        Sample(
            audit_id=population.audit_id,
            label=label,
            population_id=population_id,
            population_sha256=population.sha256,
            planned_at=clock.now(),
            **values,
        ),
    )


def offered(session: Session, /, audit_id: str, ref: str) -> list[dict[str, Any]]:
    """The attributes that the audit's copy of the pack offers for a ref."""
    query = select(ChecklistItem).where(ChecklistItem.audit_id == audit_id, ChecklistItem.ref == ref)
    item = session.exec(query).first()
    return lettered([text[2:] for text in item.attributes]) if item and ref else []


def lettered(texts: list[str]) -> list[dict[str, Any]]:
    """Attributes with their letters, in order. Raises Refused."""
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) > MOST_ATTRIBUTES:
        raise Refused(f"{len(filled)} attributes; at most {MOST_ATTRIBUTES} fit into one grid. Plan a second sample.")
    return [{"letter": letter, "text": text} for letter, text in zip(LETTERS, filled, strict=False)]


def advice(ref: str) -> RecordSample:
    """What the practice pack says about sampling for a ref: source, completeness, usual size, method."""
    from checklists import parser  # reads the whole pack: only when it is asked

    entry = parser.iso27001().entries.get(ref)
    return entry.sample if entry else RecordSample()


def proposals(sample: Sample, population: int) -> tuple[Choice, ...]:
    """The sizes to choose from for the numbers of a design; the first is what they ask for. Raises Refused."""
    try:
        return choices(
            sample.confidence, sample.tolerable, population, expected=sample.expected, allowed=sample.allowed
        )
    except ValueError as error:
        raise Refused(f"{error}.") from error


def set_field(session: Session, /, sample_id: str, name: str, text: str) -> Sample:
    """Take over one field of a design as it was typed. A size that follows from the numbers follows them.

    Raises Refused with what is wrong with the text.
    """
    sample = changeable(session, sample_id)
    population = rows.fetch(session, Population, sample.population_id)
    try:
        values = _read(name, text)
    except ValueError as error:
        raise Refused(f"{error}.") from error
    told = {"size": values["size"]} if name == "size" else values  # the same number may come from a method
    if all(getattr(sample, column) == value for column, value in told.items()):
        return sample
    if name == "method" and text == "all":
        values |= {"size": population.count, "size_method": "all", "size_says": ""}
    if name == "size" and values["size"] > population.count:
        raise Refused(f"There are {population.count:,} items only.")
    if name in ("confidence", "tolerable", "deviations") and sample.size_method in STATISTICAL:
        tried = Sample(**(sample.model_dump() | values))
        best = proposals(tried, population.count)[0]
        values |= {"size": best.n, "size_method": best.method, "size_says": best.sentence}
    return rows.edit(session, Sample, sample_id, **values)


def _read(name: str, text: str) -> dict[str, Any]:
    """The columns that a field's text stands for. Raises ValueError, Refused."""
    if name in ("confidence", "tolerable"):
        rate = wording.read_percent(text)
        if not rate:
            raise ValueError(f"the {name} rate must be above 0" if name == "tolerable" else "write for example 95 %")
        return {name: rate}
    if name == "deviations":
        return dict(zip(("expected", "allowed"), wording.read_deviations(text), strict=True))
    if name == "size":
        return {"size": wording.read_count(text), "size_method": FIXED, "size_says": ""}
    if name == "second":
        return dict(zip(("second_size", "second_from"), wording.read_second_stage(text), strict=True))
    if name == "method":
        if text.strip() not in WAYS:
            raise ValueError(f"«{text.strip()[:40]}» is no way of drawing; use one of: {', '.join(WAYS)}")
        return {"method": text.strip()}
    if name == "tested":
        return {"attributes": lettered(text.splitlines())}
    raise ValueError(f"a design has no field {name}")


def support(sample: Sample, population: int) -> str:
    """What a sample of the planned size would support, in short: `25 with none found: below 9 % …`."""
    words = sampling.would_support(max(sample.size, 1), min(sample.allowed, sample.size), sample.confidence, population)
    return f"{words}."


def second_stage_risk(sample: Sample, population: int) -> float | None:
    """The chance that the planned two stages accept a rate as bad as tolerable; None where none is planned.

    Raises Refused where the plan contradicts itself.
    """
    if not sample.second_size:
        return None
    plan = TwoStages(sample.size, sample.second_size, sample.allowed, sample.second_from, sample.second_from)
    try:
        if plan.first + plan.second > population:
            raise ValueError(f"both stages need {plan.first + plan.second:,} items, and there are {population:,}")
        return acceptance_risk(plan, sample.tolerable, population)
    except ValueError as error:
        raise Refused(f"{error}.") from error


def take_population(session: Session, /, sample_id: str, population_id: str) -> Sample:
    """Give a plan another population: the list came, or came again. Raises Refused once the sample is drawn."""
    changeable(session, sample_id)
    population = rows.fetch(session, Population, population_id)
    return rows.edit(session, Sample, sample_id, population_id=population_id, population_sha256=population.sha256)


def adopt(session: Session, /, sample_id: str, n: int, allowed: int, method: str, says: str) -> Sample:
    """Take a size with the method it comes from. Raises Refused."""
    changeable(session, sample_id)
    return rows.edit(session, Sample, sample_id, size=n, allowed=allowed, size_method=method, size_says=says)


def changeable(session: Session, /, sample_id: str) -> Sample:
    """The sample, while it is a plan. Raises Refused once it is drawn."""
    sample = rows.fetch(session, Sample, sample_id)
    if sample.drawn_at:
        raise Refused(f"{sample.label} is drawn; its design stands. Plan another sample for another design.")
    return sample


def of_audit(session: Session, /, audit_id: str) -> list[Sample]:
    """The audit's samples, by label."""
    return list(session.exec(select(Sample).where(Sample.audit_id == audit_id).order_by(col(Sample.label))))


def by_label(session: Session, /, audit_id: str, label: str) -> Sample:
    """The sample of that label. Raises NotFound."""
    known = of_audit(session, audit_id)
    found = next((one for one in known if one.label.lower() == label.strip().lower()), None)
    if found is None:
        raise NotFound(
            f"There is no sample {label} in this audit (samples: {', '.join(s.label for s in known) or 'none'})."
        )
    return found

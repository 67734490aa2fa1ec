"""A sample's design: written down, with seed and population hash, before anything is drawn."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from checklists.pack import RecordSample
from data import clock
from data.errors import NotFound, Refused
from data.models import Audit, ChecklistItem, Population, Sample
from data.rules import sampling
from data.rules.sampling.planning import SizeAnswer
from data.work import rows

MOST_ATTRIBUTES = 8
LETTERS = "ABCDEFGH"
FIXED = "fixed number"


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


def proposals(sample: Sample, population: int) -> SizeAnswer | str:
    """The size that the design's numbers ask for, with the alternatives; or, in a line, what is wrong with them."""
    try:
        return sampling.size(
            sample.confidence,
            sample.tolerable,
            expected=sample.expected,
            allowed=None if sample.expected else sample.allowed,
            population=population,
        )
    except ValueError as error:
        return str(error)


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

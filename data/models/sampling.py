"""From the population to the marked sample."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field

from data.models.base import AuditRow, Row, json_list


class Population(AuditRow, table=True):
    """A list of everything of a kind in a period, as supplied.

    `sha256` is that of the file, `count` its number of items.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "supplied_by", "query")

    title: str = ""
    supplied_by: str = ""
    query: str = ""
    period: str = ""
    completeness: str = ""
    file_name: str = ""
    sha256: str = ""
    id_column: str = ""
    columns: list[str] = json_list()
    count: int = 0


class PopulationItem(Row, table=True):
    """One item of a population; `cells` are the row's texts in the order of the population's columns.

    Its changes are not logged one by one: the population's entry carries the hash of the whole file.
    """

    UNLOGGED: ClassVar[tuple[str, ...]] = ("*",)

    population_id: str = Field(foreign_key="population.id", index=True, max_length=32)
    position: int = 0
    item: str = ""
    cells: list[str] = json_list()


class Sample(AuditRow, table=True):
    """Items drawn from a population.

    `attributes` are the letters and what each asks; `method`: random, judgemental, all.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "reason", "conclusion")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    population_id: str = Field(foreign_key="population.id", index=True, max_length=32)
    title: str = ""
    ref: str = ""
    method: str = "random"
    seed: str = ""
    size: int = 0
    reason: str = ""
    confidence: float = 0.95
    tolerable: float = 0.05
    attributes: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    drawn_at: str = ""
    conclusion: str = ""


class SampleItem(AuditRow, table=True):
    """One drawn item; `label` is S-05.07."""

    LABEL: ClassVar[str] = "label"

    sample_id: str = Field(foreign_key="sample.id", index=True, max_length=32)
    label: str = ""
    position: int = 0
    item: str = ""
    cells: list[str] = json_list()
    note: str = ""


class AttributeResult(AuditRow, table=True):
    """How one attribute of one sample item came out. `result`: pass, deviation, not_applicable, not_available."""

    sample_item_id: str = Field(foreign_key="sampleitem.id", index=True, max_length=32)
    letter: str = "A"
    result: str = ""
    evidence_id: str | None = Field(default=None, foreign_key="evidence.id", max_length=32)

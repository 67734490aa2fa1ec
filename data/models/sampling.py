"""From the population to the marked sample."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field

from data.models.base import AuditRow, Row, json_list, json_object


class Population(AuditRow, table=True):
    """A list of everything of a kind in a period, as supplied.

    `sha256` is that of the file, `count` its number of items, `sums` the totals of its columns of numbers as decimal
    text. `ref` is what it was asked for. `control_total` is what the source itself states, `second_*` the list it was
    compared with. Where `completeness` was not checked, `left_open` says why it was drawn from all the same.
    `left_out` names the rows that stayed out because their id was blank or repeated.
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
    ref: str = ""
    control_total: str = ""
    sums: dict[str, str] = json_object()
    second_file: str = ""
    second_sha256: str = ""
    left_open: str = ""
    left_out: str = ""
    taken_in: str = ""


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
    """Items drawn from a population, or to be drawn: a plan until `drawn_at` is set.

    `attributes` are the letters and what each asks, with the label of the finding about it; `method` is one of
    `data.rules.sampling.selection.WAYS`, `size_method` how the size came about and `size_says` its sentence. Rates are
    fractions of one. `population_sha256` and `planned_at` were recorded before the draw. `second_*`: a second stage of
    so many items for up to `second_from` deviations, `second_at` when it was drawn. `enlarged` tells of items added
    without a plan after results were known. `conclusion` is empty until the drafted sentences are edited.
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
    size_method: str = ""
    size_says: str = ""
    expected: float = 0.0
    allowed: int = 0
    stratum: str = ""
    how: str = ""
    population_sha256: str = ""
    planned_at: str = ""
    second_size: int = 0
    second_from: int = 0
    second_at: str = ""
    enlarged: str = ""


class SampleItem(AuditRow, table=True):
    """One drawn item; `label` is S-05.07.

    `void` says why an item turned out not to belong to the population; the one that `replaces` it names its label.
    `stage` is 2 for the items of a planned second stage.
    """

    LABEL: ClassVar[str] = "label"

    sample_id: str = Field(foreign_key="sample.id", index=True, max_length=32)
    label: str = ""
    position: int = 0
    item: str = ""
    cells: list[str] = json_list()
    note: str = ""
    void: str = ""
    replaces: str = ""
    stage: int = 1


class AttributeResult(AuditRow, table=True):
    """How one attribute of one sample item came out. `result`: pass, deviation, not_applicable, not_available."""

    sample_item_id: str = Field(foreign_key="sampleitem.id", index=True, max_length=32)
    letter: str = "A"
    result: str = ""
    evidence_id: str | None = Field(default=None, foreign_key="evidence.id", max_length=32)

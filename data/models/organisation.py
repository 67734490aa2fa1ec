"""The audited organisation and its registers, most of them imported.

`source` names the file and row a register row came from.
"""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import Row, json_list


class Organisation(Row, table=True):
    """The organisation whose ISMS is audited; a store holds one."""

    name: str = ""
    isms_scope: str = ""
    scope_version: str = ""
    places: list[str] = json_list()
    systems: list[str] = json_list()


class Area(Row, table=True):
    """An area or process that can be audited. `importance` is 1 (low) to 5 (vital); `refs` are those it carries."""

    name: str = Field(index=True)
    owner_role: str = ""
    importance: int = 3
    last_change: str = ""
    refs: list[str] = json_list()
    source: str = ""


class Person(Row, table=True):
    """Somebody who is audited or audits, known by role; the name is optional."""

    name: str = Field(default="", index=True)
    role: str = Field(default="", index=True)
    external: bool = False
    source: str = ""


class CompetenceNeed(Row, table=True):
    """What a role must be able to do."""

    role: str = Field(index=True)
    subject: str
    level: str = ""
    how: str = ""
    mandatory: bool = True
    refresh_months: int | None = None
    source: str = ""


class CompetenceRecord(Row, table=True):
    """What a person has learnt, with its proof. `due`, `done` and `expires` are dates as they were given."""

    person: str = Field(index=True)
    role: str = ""
    subject: str
    kind: str = ""
    due: str = ""
    done: str = ""
    status: str = ""
    evidence: str = ""
    expires: str = ""
    source: str = ""


class Responsibility(Row, table=True):
    """Who has which duty for what. `duty` is a RACI letter or owns, operates, authored, approved, manages."""

    activity: str = Field(index=True)
    holder: str = Field(index=True)
    duty: str = ""
    refs: list[str] = json_list()
    since: str = ""
    until: str = ""
    source: str = ""


class SoaEntry(Row, table=True):
    """One row of the Statement of Applicability."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "reason", "description")
    LABEL: ClassVar[str] = "ref"

    ref: str = Field(index=True, unique=True)
    title: str = ""
    theme: str = ""
    applicable: bool = True
    reason: str = ""
    status: str = ""
    description: str = ""
    reference: str = ""
    source: str = ""


class Document(Row, table=True):
    """One row of the document register."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "owner")
    LABEL: ClassVar[str] = "number"

    number: str = Field(index=True, unique=True)
    title: str = ""
    kind: str = ""
    owner: str = ""
    approver: str = ""
    edition: str = ""
    effective: str = ""
    last_review: str = ""
    next_review: str = ""
    classification: str = ""
    distribution: str = ""
    status: str = ""
    source: str = ""


class Asset(Row, table=True):
    """One row of the asset register."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "description")
    LABEL: ClassVar[str] = "number"

    number: str = Field(index=True, unique=True)
    name: str = ""
    kind: str = ""
    category: str = ""
    owner: str = ""
    custodian: str = ""
    place: str = ""
    classification: str = ""
    criticality: str = ""
    environment: str = ""
    description: str = ""
    status: str = ""
    source: str = ""


class Supplier(Row, table=True):
    """One row of the supplier register."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "service")
    LABEL: ClassVar[str] = "name"

    name: str = Field(index=True, unique=True)
    service: str = ""
    owner: str = ""
    criticality: str = ""
    last_review: str = ""
    status: str = ""
    source: str = ""


class Risk(Row, table=True):
    """One row of the risk register; scores as the organisation gave them."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description", "threat")
    LABEL: ClassVar[str] = "number"

    number: str = Field(index=True, unique=True)
    title: str = ""
    description: str = ""
    asset: str = ""
    threat: str = ""
    vulnerability: str = ""
    owner: str = ""
    likelihood: str = ""
    impact: str = ""
    score: str = ""
    level: str = ""
    controls: str = ""
    residual_likelihood: str = ""
    residual_impact: str = ""
    residual_score: str = ""
    residual_level: str = ""
    treatment: str = ""
    status: str = ""
    source: str = ""

"""What the finding rules are told: the finding as it stands, and what the record knows around it. Plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

NARRATIVE = ("title", "condition", "cause", "consequence", "action")
"""The fields an auditor writes in own words; `criteria` tells what others wrote."""


def _nothing() -> Mapping[str, V]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as it stands, finished or half typed. `evidence` are labels, `sample` is one."""

    label: str = ""
    grade: str = ""
    grade_reason: str = ""
    title: str = ""
    ref: str = ""
    related: tuple[str, ...] = ()
    criteria: str = ""
    condition: str = ""
    cause: str = ""
    consequence: str = ""
    action: str = ""
    place: str = ""
    role: str = ""
    acknowledged_by: str = ""
    acknowledged_at: str = ""
    repeat_of: str = ""
    evidence: tuple[str, ...] = ()
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the organisation's register."""

    number: str
    title: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """An item of evidence. `captured` is a moment or day, `period` what it speaks of, both as they were typed."""

    label: str
    kind: str = "document"
    title: str = ""
    captured: str = ""
    period: str = ""
    source: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample of the record. `items` are the ids of what was drawn, as the population has them.

    `counts` are (judged, deviations), one pair for each attribute that has marks.
    """

    label: str
    method: str = "random"
    size: int = 0
    counts: tuple[tuple[int, int], ...] = ()
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """An action: ours of a finding (`finding` is its label) or of the register, where `external` is its number."""

    label: str
    finding: str = ""
    external: str = ""
    statement: str = ""
    text: str = ""
    correction: str = ""
    cause: str = ""
    owner: str = ""
    due: str = ""
    status: str = "open"
    verifier: str = ""
    raised: str = ""

    @property
    def name(self) -> str:
        """The number people know it by."""
        return self.external or self.label


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier audit. `settled` is true when all its actions are finished and there was one."""

    audit: str
    label: str
    grade: str = ""
    ref: str = ""
    title: str = ""
    condition: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the record knows around the findings of one audit. Dates are ISO text; what is not known is empty.

    `issued` is true once the report left the house. `conflicts` says of a ref why somebody who tests it is not
    independent of it. `applicable` is the Statement of Applicability by ref, empty where none was imported. `findings`
    are those that stand, `labels` all that were ever given. `good` are the refs about which something positive is
    recorded. `waived` are (label, rule) pairs.
    """

    today: str = ""
    audit: str = ""
    starts: str = ""
    ends: str = ""
    period_from: str = ""
    period_to: str = ""
    issued: bool = False
    conflicts: Mapping[str, str] = field(default_factory=_nothing)
    names: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    role_of: Mapping[str, str] = field(default_factory=_nothing)
    criteria: tuple[str, ...] = ()
    documents: tuple[Paper, ...] = ()
    applicable: Mapping[str, bool] = field(default_factory=_nothing)
    evidence: Mapping[str, Proof] = field(default_factory=_nothing)
    samples: Mapping[str, Drawn] = field(default_factory=_nothing)
    findings: tuple[Draft, ...] = ()
    labels: frozenset[str] = frozenset()
    earlier: tuple[Earlier, ...] = ()
    actions: tuple[Step, ...] = ()
    good: frozenset[str] = frozenset()
    waived: frozenset[tuple[str, str]] = frozenset()

    def actions_of(self, label: str) -> tuple[Step, ...]:
        """The actions agreed for the finding of that label."""
        return tuple(step for step in self.actions if label and step.finding == label)

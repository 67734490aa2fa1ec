"""The typed objects of a checklist pack."""

from __future__ import annotations

from dataclasses import dataclass, field

METHODS = ("interview", "document", "observation", "re-performance", "record sample")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: who is asked, how it is answered, whether it is one of those that matter most.

    `line` in the file counts from 1.
    """

    role: str
    method: str
    key: bool
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class RecordSample:
    """What to draw and what to test. `attributes` are letter and text, in order."""

    population: str = ""
    source: str = ""
    completeness: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    size: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the pack says about one ref. `lines` gives the line each section begins at."""

    ref: str
    title: str
    document_required: bool
    links: tuple[str, ...] = ()
    intent: str = ""
    questions: tuple[Question, ...] = ()
    evidence: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    sample: RecordSample = RecordSample()
    findings: dict[str, str] = field(default_factory=dict)
    red_flags: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    file: str = ""
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a pack's file: where, what, and how to mend it. `line` and `column` from 1."""

    file: str
    line: int
    column: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A set of entries by ref, with a name and a version to freeze into an audit."""

    name: str
    version: str
    entries: dict[str, Entry]
    problems: tuple[Problem, ...] = ()

"""The parts of the report's data set, as plain frozen values. Dates and times are ISO 8601 text; lists are tuples."""

from __future__ import annotations

from dataclasses import dataclass

from data.rules import verdicts


@dataclass(frozen=True, slots=True)
class Organisation:
    """The audited organisation."""

    name: str = ""
    isms_scope: str = ""
    scope_version: str = ""
    places: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit itself. `refs` is for people (`4-10, A.5.15-A.5.18`)."""

    number: str
    title: str
    client: str
    objectives: str
    refs: str
    areas: str
    places: str
    systems: str
    remote: str
    methods: str
    starts: str
    ends: str
    period_from: str
    period_to: str
    impartiality: str
    limitations: str
    distribution: str
    classification: str
    summary: str
    strengths: str
    conclusion: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What was compared with."""

    title: str
    edition: str
    section: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the audit team."""

    name: str
    duty: str
    role: str
    competence: str
    independence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One reference of the checklist. `evidence` and `findings` are labels of what speaks of it."""

    ref: str
    title: str
    verdict: str
    reason: str
    remark: str
    evidence: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A clause or theme, or the whole audit, with the verdict of each of its references; "" is no verdict yet."""

    name: str
    title: str
    verdicts: tuple[str, ...]

    def count(self, *wanted: str) -> int:
        """How many references have one of these verdicts."""
        return sum(verdict in wanted for verdict in self.verdicts)

    @property
    def total(self) -> int:
        """All references in scope."""
        return len(self.verdicts)

    @property
    def tested(self) -> int:
        """References with a verdict that rests on something seen: neither "not tested" nor "no verdict yet"."""
        return sum(verdicts.is_tested(verdict) for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Year:
    """How a clause, theme or ref stands in a year: `state` as in `data.rules.coverage`, how many refs of it are tested.

    `audits` are the numbers of the audits that looked, or will.
    """

    year: int
    state: str
    tested: int
    total: int
    audits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause, theme or ref over the years. `last` is the day or year of its last test, empty for never.

    `due` is the last year in which the next test is in time, 0 where nothing is due; `alarm` what is amiss.
    """

    ref: str
    title: str
    years: tuple[Year, ...]
    last: str
    due: int
    alarm: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """Coverage over the years of the cycle, as it stood on a day; empty where there is no programme.

    `groups` are clauses and themes, `refs` each requirement and control; `alarms` say what will not be covered in time,
    or was not, `later` what is still to be planned. `oldest` is the ref whose test lies back longest, in words.
    """

    on: str = ""
    years: tuple[int, ...] = ()
    groups: tuple[Covered, ...] = ()
    refs: tuple[Covered, ...] = ()
    alarms: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    oldest: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `evidence` and `actions` are labels. `owner` and `due` are those of its actions."""

    label: str
    grade: str
    grade_reason: str
    title: str
    ref: str
    ref_title: str
    related: tuple[str, ...]
    criteria: str
    condition: str
    cause: str
    consequence: str
    action: str
    place: str
    role: str
    raised_at: str
    evidence: tuple[str, ...]
    sample: str
    acknowledged_by: str
    acknowledged_at: str
    repeat_of: str
    actions: tuple[str, ...]
    owner: str
    due: str

    @property
    def is_nonconformity(self) -> bool:
        """Whether a requirement is not met."""
        return self.grade in verdicts.NONCONFORMITIES


@dataclass(frozen=True, slots=True)
class Fallen:
    """A number that no finding has any more, and what became of it: merged into another, or withdrawn and why."""

    label: str
    became: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attribute of a sample came out; `supports` says what that allows to conclude.

    `limit` is the upper limit of the rate as a fraction, None where none may be stated; `met` whether the tolerable
    rate is kept, None where that cannot be said. `open` items have no mark yet.
    """

    letter: str
    text: str
    judged: int
    deviations: int
    open: int
    limit: float | None
    met: bool | None
    supports: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample and the population it was drawn from; `population_sha256` is of the list's file.

    `confidence` and `tolerable` are fractions. `how` is what is needed to draw it again besides the seed, `size_says`
    why it has its size, `statement` what it supports as sentences, drafted or as they were edited. `replaced` are the
    items that turned out not to belong to the population, with the reason.
    """

    label: str
    title: str
    ref: str
    method: str
    seed: str
    size: int
    reason: str
    confidence: float
    tolerable: float
    drawn_at: str
    conclusion: str
    size_method: str
    size_says: str
    how: str
    planned_at: str
    second_at: str
    enlarged: str
    population: str
    population_count: int
    population_period: str
    population_file: str
    population_sha256: str
    supplied_by: str
    query: str
    completeness: str
    control_total: str
    left_open: str
    second_file: str
    statement: str
    replaced: tuple[str, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of the evidence index; `used_in` are labels of findings and sample items. `size` in bytes."""

    label: str
    kind: str
    title: str
    edition: str
    source: str
    obtained: str
    collector: str
    captured: str
    period: str
    place: str
    refs: tuple[str, ...]
    role: str
    file_name: str
    sha256: str
    size: int | None
    personal_data: bool
    keep_until: str
    remark: str
    used_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting; `present` are the roles that were there. `refs` are for people."""

    label: str
    kind: str
    title: str
    role: str
    place: str
    remote: bool
    refs: str
    planned: str
    started: str
    ended: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was said otherwise than it is written. `meeting` is a label."""

    topic: str
    said: str
    written: str
    ref: str
    role: str
    meeting: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """What the organisation rests on. `kind`: outsourced, dependency or architecture. `meeting` is a label."""

    kind: str
    name: str
    what: str
    who: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An opinion that differs; `finding` and `meeting` are labels."""

    role: str
    text: str
    answer: str
    noted_at: str
    finding: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Awareness:
    """One question asked of several people, and how many knew."""

    title: str
    question: str
    refs: tuple[str, ...]
    knew: int
    partly: int
    asked: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question that came up. `state`: open, answered or dropped; `meeting` is a label."""

    label: str
    text: str
    ref: str
    role: str
    state: str
    answer: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Request:
    """Something that was asked for."""

    label: str
    what: str
    refs: tuple[str, ...]
    role: str
    sent: str
    due: str
    received: str
    complete: bool
    remark: str


@dataclass(frozen=True, slots=True)
class Action:
    """A corrective action; `finding` is the label of what it answers."""

    label: str
    finding: str
    origin: str
    statement: str
    cause: str
    correction: str
    corrected: str
    extent: str
    text: str
    owner: str
    raised: str
    due: str
    status: str
    done: str
    effectiveness: str
    check_on: str
    verifier: str
    verified: str
    result: str
    closed: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What management decided; `kind` as in `data.rules.decisions`, `finding` a label, `risk` an entry's number."""

    label: str
    text: str
    owner: str
    due: str
    finding: str
    kind: str
    reason: str
    risk: str
    done: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the auditee answers to an OFI or observation, by the finding's label: accepted or declined."""

    finding: str
    answer: str
    reason: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The report went to somebody."""

    recipient: str
    sent: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition of the report that left the house."""

    edition: int
    issued_at: str
    recipients: str
    note: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What an edition says otherwise than the one before. `place` is what people call it (`F-03`, `Summary`).

    `how` says it: added, taken out, or what changed.
    """

    place: str
    how: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the review. `about` is a section or a finding's label; `state`: open, answered or accepted."""

    label: str
    about: str
    text: str
    by: str
    at: str
    answer: str
    answered_by: str
    accepted_by: str
    accepted_at: str
    state: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was decided about a section (left out) or a drafted sentence (its own text)."""

    name: str
    left_out: bool
    text: str

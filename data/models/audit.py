"""One audit: what is examined, against what, by whom, with which questions and requests."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, Row, json_list


class Audit(Row, table=True):
    """One audit. `starts`, `ends` are its own days; `period_from`, `period_to` the period it looks at.

    `remote` are the parts done from afar. `impartiality_draft` is the note as the program last drafted it: while the
    note still says that, it follows what is decided; once edited, it stays as edited.
    `days` are the days of work that the programme gives it; `planned` what the programme put into it and why, as
    `{"ref": "A.5.18", "why": "…"}`. `follows` is the number of the audit that it was copied from.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "objectives", "limitations", "summary", "conclusion")
    LABEL: ClassVar[str] = "number"

    number: str = Field(index=True, unique=True)
    programme_id: str | None = Field(default=None, foreign_key="programme.id", max_length=32)
    title: str = ""
    client: str = ""
    objectives: str = ""
    refs: list[str] = json_list()
    planned: list[dict[str, str]] = json_list()
    days: float = 0.0
    areas: str = ""
    places: str = ""
    methods: str = ""
    starts: str = ""
    ends: str = ""
    period_from: str = ""
    period_to: str = ""
    systems: str = ""
    remote: str = ""
    impartiality: str = ""
    impartiality_draft: str = ""
    limitations: str = ""
    distribution: str = ""
    classification: str = "Confidential"
    summary: str = ""
    strengths: str = ""
    conclusion: str = ""
    reviewer: str = ""
    follows: str = ""


class Criterion(AuditRow, table=True):
    """What the audit compares with: a standard, a document of the organisation, a law, a contract."""

    title: str = ""
    edition: str = ""
    section: str = ""
    position: int = 0


class TeamMember(AuditRow, table=True):
    """Somebody on the audit team. `duty`: lead auditor, auditor, technical expert, observer, reviewer.

    `refs` are those that they test; an empty list means all that are in scope, `none` nothing.
    """

    name: str = ""
    duty: str = "auditor"
    role: str = ""
    competence: str = ""
    independence: str = ""
    refs: list[str] = json_list()
    position: int = 0


class ChecklistItem(AuditRow, table=True):
    """The pack's entry for one ref, frozen into the audit, with the auditor's verdict.

    `verdict`: conforming, minor, major, ofi, observation, strength, not_applicable, not_tested or empty.
    `reason` is why an item is not applicable or not tested. `pack` names the pack and version it was copied from.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "intent", "remark")
    LABEL: ClassVar[str] = "ref"

    ref: str = Field(index=True)
    title: str = ""
    intent: str = ""
    evidence: list[str] = json_list()
    requests: list[str] = json_list()
    attributes: list[str] = json_list()
    population: str = ""
    population_source: str = ""
    document_required: bool = False
    position: int = 0
    pack: str = ""
    own: bool = False
    verdict: str = ""
    reason: str = ""
    remark: str = ""
    verdict_at: str = ""


class Prompt(AuditRow, table=True):
    """One question of a checklist item. `state`: empty, asked, answered, later (to come back to), aside (no time).

    `carried` is what an earlier audit left open (`AUD-2025-01/F-02`, `A-14`) where the question is about that.
    """

    item_id: str = Field(foreign_key="checklistitem.id", index=True, max_length=32)
    ref: str = ""
    role: str = Field(default="", index=True)
    method: str = "interview"
    key: bool = False
    text: str = ""
    position: int = 0
    own: bool = False
    state: str = ""
    carried: str = ""
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", max_length=32)


class Request(AuditRow, table=True):
    """A document, record or population asked for before or during the audit.

    A population has a `source` that its owner does not keep, and a `period`.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("what", "why", "remark")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    what: str = ""
    refs: list[str] = json_list()
    role: str = ""
    form: str = ""
    why: str = ""
    period: str = ""
    source: str = ""
    sensitivity: str = ""
    sent: str = ""
    due: str = ""
    chased: str = ""
    received: str = ""
    complete: bool = False
    remark: str = ""

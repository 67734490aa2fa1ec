"""Findings in the form criteria, condition, cause, consequence, action."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, json_list


class Finding(AuditRow, table=True):
    """One finding. `grade`: major, minor, ofi, observation, strength, or empty while it is still open.

    `owner` answers for it, `due` is by when; its actions have their own. `position` is its place in the audit's order,
    the same number where nobody moved anything. `became` says what became of a finding that stands no more (merged
    into F-02, withdrawn: why) and is empty while it stands. `external` is its id in another register, `source` the file
    and row it was imported from.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = (
        "title",
        "criteria",
        "condition",
        "cause",
        "consequence",
        "action",
        "owner",
        "external",
    )
    LABEL: ClassVar[str] = "label"

    label: str = ""
    grade: str = ""
    grade_reason: str = ""
    title: str = ""
    ref: str = Field(default="", index=True)
    related: list[str] = json_list()
    criteria: str = ""
    condition: str = ""
    cause: str = ""
    consequence: str = ""
    action: str = ""
    place: str = ""
    role: str = ""
    raised_at: str = ""
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", max_length=32)
    sample_id: str | None = Field(default=None, foreign_key="sample.id", max_length=32)
    acknowledged_by: str = ""
    acknowledged_at: str = ""
    repeat_of: str = ""
    owner: str = ""
    due: str = ""
    position: int = 0
    became: str = ""
    external: str = ""
    source: str = ""


class FindingEvidence(AuditRow, table=True):
    """Which evidence a finding rests on."""

    finding_id: str = Field(foreign_key="finding.id", index=True, max_length=32)
    evidence_id: str = Field(foreign_key="evidence.id", index=True, max_length=32)


class Waiver(AuditRow, table=True):
    """A rule of the finding linter that is silent about one item (the label of a finding, say) for a reason."""

    LABEL: ClassVar[str] = "item"

    item: str = Field(default="", index=True)
    rule: str = ""
    reason: str = ""
    who: str = ""
    at: str = ""

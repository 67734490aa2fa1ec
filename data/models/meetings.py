"""What the opening and the closing meeting settle."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, Row


class Difference(AuditRow, table=True):
    """What was said in a meeting and what is written do not agree, about a topic such as the scope."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("topic", "said", "written")

    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True, max_length=32)
    topic: str = ""
    said: str = ""
    written: str = ""
    ref: str = ""
    role: str = ""
    position: int = 0


class KeyPoint(AuditRow, table=True):
    """What the organisation rests on, at a high level. `kind`: outsourced, dependency or architecture.

    `who` is the supplier or the owner, by role.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "what", "who")

    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True, max_length=32)
    kind: str = "outsourced"
    name: str = ""
    what: str = ""
    who: str = ""
    position: int = 0


class Disagreement(AuditRow, table=True):
    """An opinion that differs from ours and was not settled: in whose role, about which finding, and what we say."""

    SEARCHED: ClassVar[tuple[str, ...]] = ("text", "answer")

    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True, max_length=32)
    finding_id: str | None = Field(default=None, foreign_key="finding.id", index=True, max_length=32)
    role: str = ""
    text: str = ""
    answer: str = ""
    noted_at: str = ""


class HouseWording(Row, table=True):
    """The auditor's own words for a point of an agenda, kept for every audit to come."""

    kind: str = ""
    title: str = Field(default="", index=True)
    text: str = ""

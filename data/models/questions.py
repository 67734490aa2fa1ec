"""What is still to be asked, and what many people were asked."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, json_list


class Question(AuditRow, table=True):
    """An open question, to come back to. `state`: open, answered or dropped.

    `role` is who it is for, `meeting_id` where it came up, `answered_in_id` the meeting in which it was answered.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("text", "role", "answer")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    text: str = ""
    ref: str = ""
    role: str = ""
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", max_length=32)
    raised_at: str = ""
    state: str = "open"
    answer: str = ""
    answered_at: str = ""
    answered_in_id: str | None = Field(default=None, foreign_key="meeting.id", max_length=32)


class Awareness(AuditRow, table=True):
    """How one person answered one question that several people are asked; the person is known by the role alone.

    `topic` and `question` are the pack's words when it was asked. `answer`: knew, partly or not.
    """

    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", index=True, max_length=32)
    topic: str = ""
    question: str = ""
    refs: list[str] = json_list()
    role: str = ""
    answer: str = ""
    asked_at: str = ""
    remark: str = ""

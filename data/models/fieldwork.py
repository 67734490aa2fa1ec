"""Meetings and their live notes."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Column
from sqlmodel import Field

from data.models.base import AuditRow, Row, Runs, json_list


class Meeting(AuditRow, table=True):
    """A meeting, interview or walk-through.

    `kind`: opening, interview, walkthrough, closing or presentation. `role` is who is met. `started`, `ended` are
    local times. `consent` says who agreed to screen captures, `sitting_id` which sitting it belongs to.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "role", "place")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    kind: str = "interview"
    title: str = ""
    role: str = ""
    place: str = ""
    remote: bool = False
    refs: list[str] = json_list()
    planned: str = ""
    started: str = ""
    ended: str = ""
    consent: str = ""
    sitting_id: str | None = Field(default=None, foreign_key="sitting.id", max_length=32)


class Sitting(AuditRow, table=True):
    """A part of an audit that is split over days or weeks: some refs, with some people, at one time.

    `people` are the roles that are met, `team` who audits. `planned` is a local time, `minutes` how long it takes;
    `held` is the day on which it was done, empty while it is to come.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "place", "remark")

    title: str = ""
    refs: list[str] = json_list()
    people: list[str] = json_list()
    team: str = ""
    planned: str = ""
    minutes: int = 0
    place: str = ""
    remote: bool = False
    held: str = ""
    remark: str = ""
    position: int = 0


class Attendance(AuditRow, table=True):
    """Who was in a meeting, by role; a name only where it is needed."""

    meeting_id: str = Field(foreign_key="meeting.id", index=True, max_length=32)
    role: str = ""
    name: str = ""
    position: int = 0


class AgendaItem(AuditRow, table=True):
    """One point of a meeting's agenda; `done_at` is the time at which it was ticked."""

    meeting_id: str = Field(foreign_key="meeting.id", index=True, max_length=32)
    position: int = 0
    title: str = ""
    say: str = ""
    done_at: str = ""
    remark: str = ""


class Note(Row, table=True):
    """A meeting's live text.

    `times` holds, line by line, when each line was begun; `row`, `column` where the cursor is.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("text",)
    UNLOGGED: ClassVar[tuple[str, ...]] = ("times", "row", "column")

    audit_id: str = Field(foreign_key="audit.id", index=True, max_length=32)
    meeting_id: str = Field(foreign_key="meeting.id", unique=True, max_length=32)
    text: str = ""
    times: list[str] = Field(default_factory=list, sa_column=Column(Runs, nullable=False))
    row: int = 0
    column: int = 0

"""The report as a paper: what stands in it and in which words, the comments of its review, the editions that left."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field

from data.models.base import AuditRow, json_list, json_object


class ReportIssue(AuditRow, table=True):
    """A report that left the house: version, when, to whom, and the hashes of its files.

    `contents` is what it said, text by place (`F-03 due`), so that a later edition can list the differences; `as_of` is
    the moment of the record's last change then, `seal` the change log's hash.
    """

    edition: int = 1
    issued_at: str = ""
    recipients: str = ""
    files: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    note: str = ""
    refs: list[str] = json_list()
    contents: dict[str, str] = json_object()
    as_of: str = ""
    seal: str = ""


class ReviewComment(AuditRow, table=True):
    """What the reviewer says about a part of the report or a finding, the answer, and whether that was accepted.

    `about` is a section's key (`data.rules.report_parts`) or a finding's label; `by`, `answered_by`, `accepted_by` are
    people. The states are in `data.rules.review`.
    """

    LABEL: ClassVar[str] = "label"

    label: str = ""
    about: str = ""
    text: str = ""
    by: str = ""
    at: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""
    accepted_by: str = ""
    accepted_at: str = ""


class ReportPart(AuditRow, table=True):
    """What was decided about one section (`left_out`) or one drafted sentence (`text`) of an audit's report.

    `draft` is what the program had drafted when the sentence was edited: where it would draft something else now, the
    record has moved on since.
    """

    name: str = ""
    left_out: bool = False
    text: str = ""
    draft: str = ""

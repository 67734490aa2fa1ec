"""Evidence: what was seen, where it came from, and how it can be found again."""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Field

from data.models.base import AuditRow, json_list


class Evidence(AuditRow, table=True):
    """One item of the evidence index.

    `kind`: document, record, screenshot, link, ticket, seen, statement. `captured` is when we got it, `period` what
    it speaks of.
    `place` is a path, URL or ticket id; a file in the vault has `sha256` and `size` in bytes. `consent` says who agreed
    to a screen capture.
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "source", "place", "remark")
    LABEL: ClassVar[str] = "label"

    label: str = ""
    kind: str = "document"
    title: str = ""
    edition: str = ""
    source: str = ""
    obtained: str = ""
    collector: str = ""
    captured: str = ""
    period: str = ""
    place: str = ""
    refs: list[str] = json_list()
    meeting_id: str | None = Field(default=None, foreign_key="meeting.id", max_length=32)
    role: str = ""
    file_name: str = ""
    sha256: str = ""
    size: int | None = None
    personal_data: bool = False
    keep_until: str = ""
    consent: str = ""
    remark: str = ""

"""The record of the record: change log, counters, bookmarks, import profiles."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from data.models.base import Row


class Change(SQLModel, table=True):
    """One entry of the change log; `seal` is the SHA-256 over this entry and the seal before it (see `data.log`).

    `act`: create, update, type (typing, which extends its entry for a while) or delete. `batch` is the number of the
    first entry of the same write, `undoes` the batch that this one took back, 0 for none.
    """

    number: int | None = Field(default=None, primary_key=True)
    batch: int = 0
    undoes: int = 0
    at: str = ""
    who: str = ""
    sitting: str = Field(default="", index=True)
    act: str = ""
    kind: str = Field(default="", index=True)
    row_id: str = Field(default="", index=True, max_length=32)
    label: str = ""
    old: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    new: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    before: str = ""
    seal: str = ""


class Counter(SQLModel, table=True):
    """The last number given for a prefix in a scope (an audit's id, or empty for the whole store)."""

    scope: str = Field(primary_key=True)
    prefix: str = Field(primary_key=True)
    last: int = 0


class Bookmark(SQLModel, table=True):
    """Where the program was left, one row a user."""

    who: str = Field(primary_key=True)
    audit_id: str = ""
    stage: int = 0
    meeting_id: str = ""
    item_id: str = ""


class Draft(Row, table=True):
    """Text typed into a place that is no column of its own, or not in its form yet; kept until it is taken over.

    `id` is a hash of the place's name (see `data.work.drafts`), so that there is one draft a place.
    """

    UNLOGGED: ClassVar[tuple[str, ...]] = ("*",)

    place: str = ""
    text: str = ""


class SearchDue(SQLModel, table=True):
    """A row whose long text is being typed: it gets into the search when the typist pauses (see `data.writer`)."""

    row_id: str = Field(primary_key=True, max_length=32)
    kind: str = ""


class ImportProfile(Row, table=True):
    """How the columns of a kind of file are read, remembered under a name. `mapping`: our field to their column."""

    name: str = Field(index=True)
    kind: str = ""
    mapping: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

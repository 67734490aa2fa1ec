"""What every row of the record has: an id that no other machine gives, and a version for optimistic locking."""

from __future__ import annotations

import uuid
from itertools import chain, groupby
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, TypeDecorator
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


def new_id() -> str:
    """A fresh primary key: a random UUID as 32 hexadecimal digits."""
    return uuid.uuid4().hex


def json_list() -> Any:
    """A column that holds a list of text or of small objects."""
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def json_object() -> Any:
    """A column that holds texts by name."""
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Runs(TypeDecorator[list[str]]):
    """A list of text in which the same stands many times in a row; such a run is stored as `[text, count]`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, _dialect: Any) -> Any:
        runs = ((text, len(list(same))) for text, same in groupby(value or ()))
        return [text if count == 1 else [text, count] for text, count in runs]

    def process_result_value(self, value: Any, _dialect: Any) -> list[str]:
        runs = ([run] if isinstance(run, str) else [run[0]] * run[1] for run in value or ())
        return list(chain.from_iterable(runs))


class Row(SQLModel):
    """A row of the record.

    `version` is counted up by SQLAlchemy at every update; an update that starts from an older version fails
    (`data.errors.Conflict`). `SEARCHED` names the columns that the full-text search reads, `LABEL` the column
    by which people call the row, if it has one, `UNLOGGED` the columns whose changes are not worth an entry in the
    change log ("*": the whole row, because another row vouches for it).
    """

    SEARCHED: ClassVar[tuple[str, ...]] = ()
    LABEL: ClassVar[str] = ""
    UNLOGGED: ClassVar[tuple[str, ...]] = ()

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    version: int = Field(default=0, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        table = getattr(cls, "__table__", None)
        return {} if table is None else {"version_id_col": table.c.version}


class AuditRow(Row):
    """A row that belongs to one audit."""

    audit_id: str = Field(foreign_key="audit.id", index=True, max_length=32)


def tables() -> dict[str, type[Row]]:
    """Our tables by their names in the change log."""
    found: dict[str, type[Row]] = {}
    queue: list[type[SQLModel]] = [Row]
    while queue:
        for table in queue.pop().__subclasses__():
            queue.append(table)
            if hasattr(table, "__table__") and issubclass(table, Row):
                found[table.__name__] = table
    return found

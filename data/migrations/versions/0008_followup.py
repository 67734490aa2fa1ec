"""Presentation, corrective action and retention."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns that follow-up wants beside actions and decisions."""
    op.add_column("action", sa.Column("whys", sa.JSON(), nullable=False, server_default="[]"))
    for name in ("corrected", "extent", "check_on"):
        op.add_column("action", _text(name, server_default=""))
    op.add_column("audit", _text("follows", server_default=""))
    op.add_column("prompt", _text("carried", server_default=""))
    op.add_column("decision", _text("kind", server_default="other"))
    for name in ("done", "reason", "risk"):
        op.add_column("decision", _text(name, server_default=""))
    _table("step", _id("action", index=True), _number("position"), *_texts("text", "owner", "due", "done"))
    _table("actionevidence", _id("action", index=True), _id("evidence", index=True))
    _table(
        "verification",
        _id("action", index=True),
        *_texts("criterion", "planned", "verifier", "day", "result", "remark"),
        _id("sample", nullable=True),
    )
    _table("circulation", _id("audit", index=True), *_texts("recipient", "sent", "edition", "purpose"))
    _table("response", _id("audit", index=True), _id("finding", unique=True), *_texts("answer", "reason", "by", "day"))
    _table("hold", _id("audit", index=True, nullable=True), *_texts("reason", "since", "released"))
    row = sa.Column("row_id", sa.String(length=32), nullable=False, index=True)
    _table("disposal", _id("audit", index=True), row, *_texts("kind", "label", "sha256", "day", "who", "reason"))


def _table(name: str, *columns: sa.Column[Any]) -> None:
    """A table with an id and a version."""
    key = sa.Column("id", sa.String(length=32), primary_key=True)
    op.create_table(name, key, _number("version"), *columns)


def _id(table: str, *, nullable: bool = False, **facts: Any) -> sa.Column[str]:
    """The id of a row of another table."""
    foreign = sa.ForeignKey(f"{table}.id")
    return sa.Column(f"{table}_id", sa.String(length=32), foreign, nullable=nullable, **facts)


def _text(name: str, **facts: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, **facts)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [_text(name) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)

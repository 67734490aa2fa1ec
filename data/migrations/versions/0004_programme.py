"""The programme's plan, scope, independence and preparation."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is decided before an audit, and the years around it."""
    _programme()
    _scope()
    _independence()
    _preparation()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default="")


def _list(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default="[]")


def _whole(name: str, value: int) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(value))


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _table(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )


def _of_audit(table: str, *columns: sa.Column[Any]) -> None:
    """A table of rows that belong to an audit."""
    op.create_table(
        table,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{table}_audit_id"), table, ["audit_id"], unique=False)


def _programme() -> None:
    for name in ("cycle_from", "cycle_to", "opportunities", "visits"):
        op.add_column("programme", _text(name))
    for name, value in (("days", 0), ("sittings", 4), ("refs_a_day", 8), ("clause_years", 1), ("control_years", 3)):
        op.add_column("programme", _whole(name, value))
    op.add_column("audit", _list("planned"))
    op.add_column("audit", sa.Column("days", sa.Float(), nullable=False, server_default="0"))
    op.add_column("area", _list("refs"))
    _table("coveragemark", _text("ref"), _whole("year", 0), _flag("part"), _flag("promised"), _text("source"))
    for column in ("ref", "year"):
        op.create_index(op.f(f"ix_coveragemark_{column}"), "coveragemark", [column], unique=False)
    _table("occasion", *(_text(name) for name in ("number", "kind", "day", "title")), _list("refs"), _text("source"))


def _scope() -> None:
    for name in ("systems", "remote", "impartiality_draft"):
        op.add_column("audit", _text(name))
    op.add_column("teammember", _list("refs"))


def _independence() -> None:
    _of_audit(
        "safeguard", _text("auditor"), _list("refs"), _text("practice"), _text("who"), _text("proof"), _text("reason")
    )
    op.create_index(op.f("ix_safeguard_auditor"), "safeguard", ["auditor"], unique=False)


def _preparation() -> None:
    for name in ("period", "source", "sensitivity", "chased"):
        op.add_column("request", _text(name))
    position = sa.Column("position", sa.Integer(), nullable=False, server_default="0")
    _of_audit("reading", _text("document"), _text("edition"), _text("text"), position)

"""Open questions, sittings and what live fieldwork keeps."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns that fieldwork wants beside the meetings and notes."""
    _sittings()
    _questions()
    _meetings()
    op.add_column("evidence", _text("consent", server_default=""))
    op.create_table("searchdue", _id("row_id", nullable=False), _text("kind"), sa.PrimaryKeyConstraint("row_id"))


def _text(name: str, **facts: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, **facts)


def _id(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=32), nullable=nullable)


def _table(name: str, *columns: Any, of_audit: bool = True) -> None:
    """A table with an id and a version, and with the audit that its rows belong to."""
    audit = (_id("audit_id", nullable=False), sa.ForeignKeyConstraint(["audit_id"], ["audit.id"])) if of_audit else ()
    op.create_table(
        name,
        _id("id", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *audit,
        *columns,
        sa.PrimaryKeyConstraint("id"),
    )
    if of_audit:
        op.create_index(f"ix_{name}_audit_id", name, ["audit_id"])


def _sittings() -> None:
    _table(
        "sitting",
        _text("title"),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        _text("team"),
        _text("planned"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("place"),
        sa.Column("remote", sa.Boolean(), nullable=False),
        _text("held"),
        _text("remark"),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.add_column("meeting", _text("consent", server_default=""))
    op.add_column(
        "meeting",
        sa.Column("sitting_id", sa.String(length=32), sa.ForeignKey("sitting.id"), nullable=True),
        inline_references=True,
    )


def _questions() -> None:
    _table(
        "question",
        *(_text(name) for name in ("label", "text", "ref", "role", "raised_at", "state", "answer", "answered_at")),
        _id("meeting_id"),
        _id("answered_in_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["answered_in_id"], ["meeting.id"]),
    )
    _table(
        "awareness",
        _id("meeting_id"),
        *(_text(name) for name in ("topic", "question", "role", "answer", "asked_at", "remark")),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
    )
    op.create_index("ix_awareness_meeting_id", "awareness", ["meeting_id"])


def _meetings() -> None:
    _table(
        "difference",
        _id("meeting_id"),
        *(_text(name) for name in ("topic", "said", "written", "ref", "role")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
    )
    _table(
        "keypoint",
        _id("meeting_id"),
        *(_text(name) for name in ("kind", "name", "what", "who")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
    )
    _table(
        "disagreement",
        _id("meeting_id"),
        _id("finding_id"),
        *(_text(name) for name in ("role", "text", "answer", "noted_at")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
    )
    for name, column in (
        ("difference", "meeting_id"),
        ("keypoint", "meeting_id"),
        ("disagreement", "meeting_id"),
        ("disagreement", "finding_id"),
    ):
        op.create_index(f"ix_{name}_{column}", name, [column])
    _table("housewording", _text("kind"), _text("title"), _text("text"), of_audit=False)
    op.create_index("ix_housewording_title", "housewording", ["title"])

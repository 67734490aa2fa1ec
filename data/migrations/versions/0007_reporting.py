"""Report issues, reviews and sign-off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COMMENT = ("label", "about", "text", "by", "at", "answer", "answered_by", "answered_at", "accepted_by", "accepted_at")


def upgrade() -> None:
    """An issue keeps what it said; a review has comments; sections and drafted sentences are the auditor's."""
    op.add_column("reportissue", sa.Column("contents", sa.JSON(), nullable=False, server_default="{}"))
    for name in ("as_of", "seal"):
        op.add_column("reportissue", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _table("reviewcomment", *(sa.Column(name, sa.String(), nullable=False) for name in COMMENT))
    _table(
        "reportpart",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
    )


def _table(name: str, *columns: sa.Column[str] | sa.Column[bool]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{name}_audit_id"), name, ["audit_id"], unique=False)

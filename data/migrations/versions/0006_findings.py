"""Findings: form, quality and register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rules of the finding linter can be waived with a reason; a finding has an owner, a date, a place in the order."""
    op.create_table(
        "waiver",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_waiver_audit_id"), "waiver", ["audit_id"], unique=False)
    op.create_index(op.f("ix_waiver_item"), "waiver", ["item"], unique=False)
    for name in ("owner", "due", "became", "external", "source"):
        op.add_column("finding", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("finding", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))

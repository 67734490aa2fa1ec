"""Populations, sample designs and their results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXTS = {
    "population": (
        "ref",
        "control_total",
        "second_file",
        "second_sha256",
        "left_open",
        "left_out",
        "taken_in",
    ),
    "sample": (
        "size_method",
        "size_says",
        "stratum",
        "how",
        "population_sha256",
        "planned_at",
        "second_at",
        "enlarged",
    ),
    "sampleitem": ("void", "replaces"),
}
NUMBERS = {"sample": {"allowed": "0", "second_size": "0", "second_from": "0"}, "sampleitem": {"stage": "1"}}


def upgrade() -> None:
    """Where a population came from and how it was checked, how a sample was designed, what was replaced."""
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
    for table, columns in NUMBERS.items():
        for name, value in columns.items():
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=False, server_default=value))
    op.add_column("sample", sa.Column("expected", sa.Float(), nullable=False, server_default="0"))
    op.add_column("population", sa.Column("sums", sa.JSON(), nullable=False, server_default="{}"))
    # The planned state is new: what was drawn before was planned when it was drawn.
    op.execute("UPDATE sample SET planned_at = drawn_at")
    op.execute(
        "UPDATE sample SET population_sha256 = (SELECT sha256 FROM population WHERE population.id = population_id)"
    )

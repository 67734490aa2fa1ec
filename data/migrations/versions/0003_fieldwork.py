"""Open questions, sittings and what live fieldwork keeps."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is added yet."""

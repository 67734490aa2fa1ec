"""Full-text search over what is there already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data import sqlite

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Kind, column of the audit, column of the label, columns that are searched: as they were in this version.
SEARCHED = (
    ("SoaEntry", "''", "ref", ("title", "reason", "description")),
    ("Document", "''", "number", ("title", "owner")),
    ("Asset", "''", "number", ("name", "description")),
    ("Supplier", "''", "name", ("name", "service")),
    ("Risk", "''", "number", ("title", "description", "threat")),
    ("Audit", "id", "number", ("title", "objectives", "limitations", "summary", "conclusion")),
    ("ChecklistItem", "audit_id", "ref", ("title", "intent", "remark")),
    ("Request", "audit_id", "label", ("what", "why", "remark")),
    ("Meeting", "audit_id", "label", ("title", "role", "place")),
    ("Note", "audit_id", "''", ("text",)),
    ("Evidence", "audit_id", "label", ("title", "source", "place", "remark")),
    ("Population", "audit_id", "''", ("title", "supplied_by", "query")),
    ("Sample", "audit_id", "label", ("title", "reason", "conclusion")),
    ("Finding", "audit_id", "label", ("title", "criteria", "condition", "cause", "consequence", "action")),
    ("Action", "coalesce(audit_id, '')", "label", ("statement", "cause", "correction", "text", "owner")),
    ("Decision", "audit_id", "label", ("text",)),
)


def upgrade() -> None:
    """Make the search's table and put every row into it that is searched."""
    connection = op.get_bind()
    sqlite.create_search(connection)
    for kind, audit, label, columns in SEARCHED:
        words = ", ".join(f'"{column}"' for column in columns)
        query = f'SELECT id, {audit}, {label}, {words} FROM "{kind.lower()}"'  # noqa: S608 - constants of this file
        for row_id, audit_id, name, *body in connection.execute(sa.text(query)).fetchall():
            sqlite.index_row(connection, kind, row_id, audit_id, name, "\n".join(body))

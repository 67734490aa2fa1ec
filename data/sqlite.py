"""Everything that only SQLite has: the file's marks, PRAGMAs, write transactions, the copy put aside, full-text search.

The rest of the record is plain SQLAlchemy and would run on another database. Only the standard library is imported
here, so that the home screen can look into a store before SQLAlchemy is there.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from data.errors import NotAStore, StoreTooNew

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x41554442  # "AUDB", in the file's header
SCHEMA = 8  # the number of the newest migration
BUSY_SECONDS = 10.0
VERSION = sqlite3.sqlite_version


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read, and its folder. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def connect_to_look(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    return sqlite3.connect(readable(path), uri=True, timeout=BUSY_SECONDS)


def readable(path: Path) -> str:
    """The address of a store for a connection that cannot write."""
    return f"file:{quote(str(path))}?mode=ro"


def schema_of(path: Path) -> int:
    """The number of the store's newest migration; 0 for an empty file.

    Raises NotAStore for a file of another kind or a damaged one, StoreTooNew for one that a later version wrote.
    """
    if not path.exists() or path.stat().st_size == 0:
        return 0
    try:
        with closing(connect_to_look(path)) as look:
            kind = look.execute("PRAGMA application_id").fetchone()[0]
            schema = int(look.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise NotAStore(f"{path} is not an Auditbook store: {error}. Name another file with --store.") from error
    if kind != APPLICATION_ID:
        raise NotAStore(f"{path} is an SQLite file, but not an Auditbook store. Name another file with --store.")
    if schema > SCHEMA:
        raise StoreTooNew(
            f"{path} was written by a later Auditbook (store {schema}; this program reads up to {SCHEMA}). "
            "Update Auditbook."
        )
    return schema


def tune(engine: Engine, *, writes: bool) -> None:
    """Give every connection of the engine our PRAGMAs, and let a writer take its lock when it begins.

    WAL lets readers go on while one writes; `synchronous=FULL` puts each commit on the disk, so that a power cut takes
    at most what was typed since the last one.
    """
    from sqlalchemy import event

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        if writes:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA foreign_keys = ON")
            cursor.execute("PRAGMA wal_autocheckpoint = 4000")  # pages: a long note makes many at each key
        else:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def stamp(connection: Connection, schema: int) -> None:
    """Write the file's marks: that it is ours, and how far its tables are."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {int(schema)}")


def copy(path: Path, target: Path) -> None:
    """Copy a store while it may be in use. Raises FileExistsError where the target is there already."""
    create_private(target)
    with closing(connect_to_look(path)) as source, closing(sqlite3.connect(target)) as copied:
        source.backup(copied)


def damage(path: Path) -> list[str]:
    """What SQLite's own check of the file complains of; empty when it is whole."""
    with closing(connect_to_look(path)) as look:
        rows = [str(row[0]) for row in look.execute("PRAGMA integrity_check")]
        rows += [
            f"{row[0]}: row {row[1]} refers to a row of {row[2]} that is gone"
            for row in look.execute("PRAGMA foreign_key_check")
        ]
    return [row for row in rows if row != "ok"]


class Hit(NamedTuple):
    """One place that a search found; `[` and `]` stand around the words in `snippet`."""

    kind: str
    row_id: str
    audit_id: str
    label: str
    snippet: str


def create_search(connection: Connection) -> None:
    """Make the table of the full-text search."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5 (kind UNINDEXED, row_id UNINDEXED, audit_id UNINDEXED, label, body, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )


def index_row(connection: Connection, kind: str, row_id: str, audit_id: str, label: str, body: str) -> None:
    """Put a row's words into the search, instead of what stood there for it."""
    forget_row(connection, row_id)
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, kind, row_id, audit_id, label, body) VALUES (?, ?, ?, ?, ?, ?)",
        (_place(row_id), kind, row_id, audit_id, label, body),
    )


def forget_row(connection: Connection, row_id: str) -> None:
    """Take a row out of the search."""
    connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (_place(row_id),))


def _place(row_id: str) -> int:
    """The row's place in the search table: 63 bits of its random UUID, so that it is found without a scan."""
    return int(row_id, 16) & (2**63 - 1)


def find(connection: Connection, words: str, most: int = 200) -> list[Hit]:
    """The rows that hold all the words (each may be the beginning of one), best first.

    The words are data, never FTS syntax.
    """
    terms = [f'"{term}"*' for term in re.findall(r"[^\s\"]+", words)]
    if not terms:
        return []
    rows = connection.exec_driver_sql(
        "SELECT kind, row_id, audit_id, label, snippet(search, 4, '[', ']', ' … ', 12) FROM search "
        "WHERE search MATCH ? ORDER BY rank LIMIT ?",
        (" ".join(terms), most),
    )
    return [Hit(*row) for row in rows]

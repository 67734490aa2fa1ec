"""The front door of the record.

    store = Store.open(path)
    finding = store.write(findings.raise_finding, audit_id, grade="minor", title="…")
    lines = store.read(findings.of_audit, audit_id)
    store.keep(Note, note.id, text="…")

What can be asked and done stands in `data.work`, one module a subject: functions that take a session first. `read` and
`write` wait for the disk; a screen calls them in a thread. `keep` is for typing and returns at once.
"""

from __future__ import annotations

import getpass
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine

from data import clock, journal, log, sqlite
from data.errors import AuditbookError, NotAStore
from data.models import Note, Row
from data.models.base import tables
from data.sharing import Shared
from data.vault import Vault
from data.writer import Writer, storable

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One open store. Safe to use from any thread."""

    def __init__(self, path: Path, who: str) -> None:
        self.path, self.who, self.sitting = path, who, uuid.uuid4().hex
        self.vault = Vault(path.with_name(path.stem + ".evidence"))
        self.heard: Callable[[str], None] = lambda _trouble: None
        url = f"sqlite:///{path}"
        self._reader = create_engine(url)
        sqlite.tune(self._reader, writes=False)
        self._engine = create_engine(url)
        sqlite.tune(self._engine, writes=True)
        written = journal.Journal(path, self.sitting)
        self._writer = Writer(self._engine, log.Log(who, self.sitting), written, lambda trouble: self.heard(trouble))

    @classmethod
    def open(cls, path: Path, who: str = "") -> Self:
        """Open a store, making it where there is none, and bring it up to date, after putting a copy aside.

        `who` stands in the change log; without it, the name of the user of this machine.
        Raises NotAStore, StoreTooNew, StoreError.
        """
        path = path.expanduser().resolve()
        schema = sqlite.schema_of(path)
        try:
            if not path.exists():
                sqlite.create_private(path)
            if 0 < schema < sqlite.SCHEMA:
                from data.migrations import upgrade

                sqlite.copy(path, spare_name(path, f"before-{sqlite.SCHEMA}"))
                upgrade(path)
            store = cls(path, who or os.environ.get("AUDITBOOK_USER", "") or getpass.getuser())
            if schema == 0:
                store._create()
            store._recover()
        except OSError as error:
            raise NotAStore(f"{path} cannot be opened: {error.strerror}. Name another file with --store.") from error
        except DBAPIError as error:
            raise NotAStore(
                f"{path} cannot be used as a store: {error.orig}. Name another file with --store."
            ) from error
        return store

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `query(session, …)` returns. Raises NotFound."""
        with Session(self._reader, expire_on_commit=False) as session:
            return query(session, *args, **kwargs)

    def submit(self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do `change(session, …)` in the writer's thread, as one transaction; does not wait."""
        return self._writer.submit(lambda session: change(session, *args, **kwargs))

    def write(self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do `change(session, …)` as one transaction and wait. Raises Conflict, Refused, NotFound, StoreError."""
        return self.submit(change, *args, **kwargs).result()

    def keep(self, table: type[Row], row_id: str, **values: Any) -> None:
        """Save what is being typed: the newest values of these columns, soon, without waiting."""
        self._writer.keep(table, row_id, values)

    def hold(self, note: Note) -> int:
        """A note is opened in an editor, as it was read by `write`. The turn to hand over with its texts."""
        return self._writer.hold(note)

    def keep_note(self, note_id: str, turn: int, **values: Any) -> None:
        """`keep` for an editor that has taken in what other windows wrote up to `turn` (see `data.sharing`)."""
        self._writer.keep(Note, note_id, values, turn)

    @property
    def shared(self) -> Shared:
        """The notes that are open here, and maybe in another window."""
        return self._writer.shared

    @property
    def saved(self) -> bool:
        """Whether all that was typed is in the store."""
        return self._writer.saved()

    def close(self) -> None:
        """Save what waits, and close the file."""
        self._writer.close()
        self._engine.dispose()
        self._reader.dispose()

    def _recover(self) -> None:
        """Save what a program that was killed had not saved yet."""
        for path, left in journal.recovered(self.path):

            def save(session: Session, left: list[journal.Left] = left) -> None:
                session.info["act"] = "type"
                for one in left:
                    name, row_id, column = one.field
                    row = session.get(tables()[name], row_id)
                    if row is not None:
                        setattr(row, column, storable(one.applied(getattr(row, column))))
                        session.flush()

            self.write(save)
            path.unlink(missing_ok=True)

    def _create(self) -> None:
        def tables(session: Session) -> None:
            connection = session.connection()
            SQLModel.metadata.create_all(connection)
            sqlite.create_search(connection)
            sqlite.stamp(connection, sqlite.SCHEMA)

        self.write(tables)


@contextmanager
def opened(path: Path, who: str = "") -> Iterator[Store]:
    """A store for the length of a `with` block."""
    store = Store.open(path, who)
    try:
        yield store
    finally:
        store.close()


def spare_name(path: Path, why: str) -> Path:
    """A name beside `path` that is not taken: `audit.before-2.20261012-101403.sqlite`."""
    moment = "".join(char for char in clock.now()[:19] if char.isdigit())
    return path.with_name(f"{path.stem}.{why}.{moment[:8]}-{moment[8:]}{path.suffix}")


def verify(store: Store) -> list[str]:
    """What is wrong with the record: damage of the file, breaks in the change log, evidence files altered or gone."""
    from data.work import evidence

    problems = sqlite.damage(store.path) + store.read(log.broken)
    return problems + store.vault.broken(store.read(evidence.hashes))


def backup(store_path: Path, target: Path) -> None:
    """Copy the store and its evidence to `target` (a new file; the evidence goes into a folder beside it).

    Raises NotAStore, and AuditbookError where the target is there already.
    """
    sqlite.schema_of(store_path)
    vault, copied = (
        Vault(store_path.with_name(store_path.stem + ".evidence")),
        Vault(target.with_name(target.stem + ".evidence")),
    )
    if target.exists() or copied.folder.exists():
        raise AuditbookError(f"{target} or its evidence folder is there already; name a new file.")
    sqlite.copy(store_path, target)
    if vault.folder.exists():
        shutil.copytree(vault.folder, copied.folder)


def restore(saved: Path, store_path: Path) -> Path | None:
    """Put a backup in the store's place. What was there is kept aside under another name, which is returned.

    Raises NotAStore where `saved` is no store of ours, AuditbookError where it is not there.
    """
    if not saved.exists():
        raise AuditbookError(f"{saved} is not there; name the file that `auditbook backup` made.")
    sqlite.schema_of(saved)
    aside = None
    if store_path.exists():
        aside = spare_name(store_path, "before-restore")
        backup(store_path, aside)
        for path in (store_path, *store_path.parent.glob(store_path.name + "-*")):
            path.unlink()
        shutil.rmtree(store_path.with_name(store_path.stem + ".evidence"), ignore_errors=True)
    backup(saved, store_path)
    return aside

"""The one thread that writes.

Typing is handed over with `keep` and never waits: the writer takes the newest text of each field, so however slow the
disk is, it cannot fall behind by more than one text. Everything else is a job (`submit`), done in order, each one
transaction. A text that cannot be saved (disk full) stays here and is tried again until it can.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import load_only
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from data import log
from data.errors import AuditbookError, BadInput, Conflict, StoreError
from data.journal import Journal
from data.log import Log
from data.models.base import Row
from data.models.fieldwork import Note
from data.sharing import Reconciled, Shared

RETRY_SECONDS = 1.0
PAUSE_SECONDS = 1.0
"""After so long without work there is time for what can wait: long texts get into the search."""

Key = tuple[type[Row], str]
T = TypeVar("T")


class Writer:
    """Owns the only connection that writes.

    `heard` is called in the writer's thread: "" after a save, else what hinders it.
    """

    def __init__(self, engine: Engine, log: Log, journal: Journal, heard: Callable[[str], None]) -> None:
        self._engine, self._log, self._journal, self._heard = engine, log, journal, heard
        self.shared = Shared()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._kept: dict[Key, dict[str, Any]] = {}
        self._turns: dict[Key, int | None] = {}  # of the editors that handed over the texts in it
        self._lock = threading.Lock()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="auditbook-writer", daemon=True)
        self._thread.start()

    def hold(self, note: Note) -> int:
        """The note is open here; see `Shared.hold`. Its first change is noted as one against this text."""
        with self._lock:
            self._journal.know("Note", note.id, "text", note.text)
            return self.shared.hold(note)

    def keep(self, table: type[Row], row_id: str, values: dict[str, Any], turn: int | None = None) -> None:
        """Save these columns of a row soon; a newer value of the same column takes the place of one still waiting.

        `turn` is that of a note's editor; see `data.sharing`.
        """
        key = (table, row_id)
        with self._lock:
            self._journal.note(table.__name__, row_id, values)
            waiting = key in self._kept
            self._kept.setdefault(key, {}).update(values)
            if "text" in values:
                self._turns[key] = turn
        if not waiting:
            self._jobs.put(lambda: self._save(key))

    def submit(self, change: Callable[[Session], T]) -> Future[T]:
        """Do `change` in one transaction after everything handed over so far; the future holds what it returns or
        raises.
        """
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            with self._lock:
                waiting = list(self._kept)
            for key in waiting:
                self._save(key)
            try:
                result = self._transaction(change)
            except BaseException as error:  # it is handed to whoever asked, whatever it is
                future.set_exception(error)
            else:
                future.set_result(result)
                self._heard("")

        self._jobs.put(job)
        return future

    def saved(self) -> bool:
        """Whether nothing typed is waiting."""
        with self._lock:
            return not self._kept

    def close(self) -> None:
        """Save all that waits and end the thread."""
        self._closing = True
        self._jobs.put(None)
        self._thread.join()
        self._journal.close()

    def _run(self) -> None:
        waits = True  # the program may have been killed before there was time for what can wait
        while True:
            try:
                job = self._jobs.get(timeout=PAUSE_SECONDS if waits else None)
            except queue.Empty:
                waits = self._do_what_waited()
                continue
            if job is None:
                return
            job()
            waits = True

    def _do_what_waited(self) -> bool:
        """Bring the search up to date; whether that has to be tried again."""
        try:
            self._transaction(log.index_due)
        except AuditbookError:  # a full disk or a lock; what was typed is safe already
            return True
        return False

    def _save(self, key: Key) -> None:
        table, row_id = key
        with self._lock:
            if key not in self._kept:
                return  # a job that came first has saved it
            values, turn = dict(self._kept[key]), self._turns.get(key)

        def change(session: Session) -> tuple[Row, Reconciled | None] | None:
            row = session.get(table, row_id, options=[load_only(*_columns(table, values))])
            if row is None:
                return None  # deleted meanwhile; its last text stands in the change log
            written = {name: storable(value) for name, value in values.items()}
            reconciled = self.shared.reconcile(row, written, turn)
            for name, value in written.items():
                setattr(row, name, value)
            return row, reconciled

        try:
            done = self._transaction(change, act="type")
        except AuditbookError as error:
            self._heard(f"not saved: {error}")
            if not self._closing:
                threading.Timer(RETRY_SECONDS, lambda: self._jobs.put(lambda: self._save(key))).start()
            return
        if done:
            row, reconciled = done
            if reconciled:
                self.shared.saved(row, reconciled)
        with self._lock:
            if self._kept[key] == values and self._turns.get(key) == turn:
                del self._kept[key]
                self._turns.pop(key, None)
                if not self._kept:
                    self._journal.clear()
            else:
                self._jobs.put(lambda: self._save(key))
        self._heard("")

    def _transaction(self, change: Callable[[Session], T], act: str = "") -> T:
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                session.info["act"] = act
                self._log.attach(session)
                result = change(session)
                session.commit()
                return result
        except StaleDataError as error:
            raise Conflict(
                "This was changed in another window meanwhile; look at it again and repeat the change."
            ) from error
        except DBAPIError as error:
            raise StoreError(
                f"the store cannot be written: {error.orig}. Free some space or check the folder's rights."
            ) from error
        except UnicodeEncodeError as error:
            raise BadInput("The text holds characters that are no Unicode text.") from error


def _columns(table: type[Row], values: dict[str, Any]) -> list[Any]:
    """What a save has to know of a row: what it changes, and what log and search say of it."""
    names = {"version", table.LABEL, *table.SEARCHED, *values, "audit_id"} & table.model_fields.keys()
    return [getattr(table, name) for name in names]


def storable(value: Any) -> Any:
    """A value as SQLite can hold it: halves of surrogate pairs, which are no text, become `?`."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "replace").decode()
    return value

"""The front door: opening, writing, typing, and what happens when things go wrong."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel, create_engine

from data import migrations, sqlite
from data.errors import AuditbookError, Conflict, NotAStore, Refused, StoreTooNew
from data.models import Audit, Finding, Note
from data.store import Store, backup, opened, restore, verify
from data.work import audits, findings, meetings, rows, search


def test_a_new_store_is_private_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "audit.sqlite"
    with opened(path) as store:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert verify(store) == []
    assert sqlite.schema_of(path) == sqlite.SCHEMA


def test_a_foreign_file_is_refused_in_one_line(tmp_path: Path) -> None:
    text, foreign = tmp_path / "notes.txt", tmp_path / "other.sqlite"
    text.write_text("no database at all, but long enough to look at " * 50)
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    for path in (text, foreign, tmp_path):
        with pytest.raises(NotAStore) as refused:
            Store.open(path)
        assert "\n" not in str(refused.value)
        assert "--store" in str(refused.value)


def test_a_newer_store_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    with opened(path):
        pass
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {sqlite.SCHEMA + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match="later Auditbook"):
        Store.open(path)
    assert path.read_bytes() == before


def test_an_older_store_is_migrated_after_a_copy_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    sqlite.create_private(path)
    migrations.upgrade(path, 1)
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO soaentry VALUES ('1', 1, 'A.5.1', 'Policies', '', 1, 'needed', '', 'signed', '', '')")
    raw.close()
    with opened(path) as store:
        assert [hit.label for hit in store.read(search.search, "polic")] == ["A.5.1"]
    copies = list(tmp_path.glob("audit.before-*.sqlite"))
    assert [sqlite.schema_of(copy) for copy in copies] == [1]
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600


def test_migrations_lead_to_the_tables_of_the_models(tmp_path: Path) -> None:
    migrated, fresh = tmp_path / "migrated.sqlite", tmp_path / "fresh.sqlite"
    sqlite.create_private(migrated)
    migrations.upgrade(migrated)
    with opened(fresh):
        pass
    assert migrations.newest() == sqlite.SCHEMA
    shapes = []
    for path in (migrated, fresh):
        engine = create_engine(f"sqlite:///{path}")
        seen = inspect(engine)
        shapes.append(
            {
                table: (
                    sorted((c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)),
                    sorted((i["name"] or "", tuple(i["column_names"]), i["unique"]) for i in seen.get_indexes(table)),
                    sorted(
                        (tuple(f["constrained_columns"]), f["referred_table"]) for f in seen.get_foreign_keys(table)
                    ),
                )
                for table in SQLModel.metadata.tables
            }
        )
        engine.dispose()
    assert shapes[0] == shapes[1]


def test_typing_is_saved_the_newest_text_wins(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    meeting = store.write(meetings.begin, audit.id, "interview", "HR")
    note = store.read(meetings.note, meeting.id)
    text = ""
    for letter in "leavers lose their rights on the last day":
        text += letter
        store.keep(Note, note.id, text=text, times=["now"], row=0, column=len(text))
    store.write(lambda _session: None)
    assert store.saved
    assert store.read(meetings.note, meeting.id).text == text
    assert verify(store) == []


def test_text_that_is_no_text_is_stored_as_far_as_it_can_be(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    hostile = "a\x00b \x1b[31m ';--\ud800 مرحبا 👩‍👩‍👧 {0} %s"
    store.keep(Audit, audit.id, objectives=hostile)
    store.write(lambda _session: None)
    assert store.read(rows.fetch, Audit, audit.id).objectives == hostile.replace("\ud800", "?")


def test_two_windows_cannot_overwrite_each_other_unseen(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    mine = store.write(findings.raise_finding, audit.id, "late")
    store.write(rows.edit, Finding, mine.id, mine.version, title="later")
    with pytest.raises(Conflict, match="another window"):
        store.write(rows.edit, Finding, mine.id, mine.version, title="latest")
    assert store.read(rows.fetch, Finding, mine.id).title == "later"


def test_two_programs_write_one_store(tmp_path: Path) -> None:
    path = tmp_path / "audit.sqlite"
    with opened(path, "one") as one, opened(path, "two") as two:
        audit = one.write(audits.create, "Access")

        def raise_many(store: Store) -> None:
            for number in range(20):
                store.write(findings.raise_finding, audit.id, f"{store.who} {number}")

        threads = [threading.Thread(target=raise_many, args=(store,)) for store in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = one.read(findings.of_audit, audit.id)
        assert len({finding.label for finding in found}) == 40
        assert verify(two) == []


def test_numbers_are_given_once_and_never_again(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    first = store.write(findings.raise_finding, audit.id, "one")
    store.write(rows.remove, Finding, first.id)
    assert store.write(findings.raise_finding, audit.id, "two").label == "F-02"


def test_a_failed_change_changes_nothing(store: Store) -> None:
    audit = store.write(audits.create, "Access")

    def half(session: object) -> None:
        findings.raise_finding(session, audit.id, "half")  # type: ignore[arg-type]
        raise Refused("no")

    with pytest.raises(Refused):
        store.write(half)
    assert store.read(findings.of_audit, audit.id) == []
    assert verify(store) == []


def test_what_is_kept_when_the_store_cannot_be_written_is_saved_later(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    heard: list[str] = []
    saved = threading.Event()

    def listen(words: str) -> None:
        heard.append(words)
        if not words:
            saved.set()

    blocker = sqlite3.connect(store.path, isolation_level=None)
    with store._engine.connect() as connection:  # the patience of ten seconds is too long for a test
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    store.heard = listen
    blocker.execute("BEGIN IMMEDIATE")
    store.keep(Audit, audit.id, title="typed meanwhile")
    while not heard:
        pass
    assert heard[0].startswith("not saved: the store cannot be written")
    assert not store.saved
    blocker.execute("ROLLBACK")
    blocker.close()
    assert saved.wait(20)
    assert store.read(rows.fetch, Audit, audit.id).title == "typed meanwhile"


def test_backup_and_restore(tmp_path: Path, store: Store) -> None:
    audit = store.write(audits.create, "Access")
    attached = tmp_path / "list.txt"
    attached.write_text("one\ntwo\n")
    store.vault.add(attached)
    store.close()
    copy = tmp_path / "copy.sqlite"
    backup(store.path, copy)
    with pytest.raises(AuditbookError, match="already"):
        backup(store.path, copy)
    with opened(store.path) as again:
        again.write(findings.raise_finding, audit.id, "after the backup")
    aside = restore(copy, store.path)
    assert aside is not None
    with opened(store.path) as restored, opened(aside) as put_aside:
        assert restored.read(findings.of_audit, audit.id) == []
        assert len(put_aside.read(findings.of_audit, audit.id)) == 1
        assert any(path.is_file() for path in restored.vault.folder.rglob("*"))


def test_search_takes_words_as_words(store: Store) -> None:
    audit = store.write(audits.create, "Access of leavers")
    store.write(findings.raise_finding, audit.id, 'Konten "später" gesperrt', condition="3 of 25 NEAR(x) OR * ^")
    for words, found in (("leav", 1), ("spater", 1), ("NEAR(x)", 1), ('"', 0), ("OR *", 1), ("", 0), ("absent", 0)):
        assert len(store.read(search.search, words)) == found, words


def test_undo_takes_back_the_last_change_of_this_sitting(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    meeting = store.write(meetings.begin, audit.id, "opening")
    assert len(store.read(meetings.agenda, meeting.id)) == 16
    point = store.read(meetings.agenda, meeting.id)[0]
    store.write(meetings.tick, point.id)
    store.write(search.undo, store.sitting)
    assert store.read(meetings.agenda, meeting.id)[0].done_at == ""
    store.write(search.undo, store.sitting)
    assert store.read(meetings.of_audit, audit.id) == []
    assert verify(store) == []


def test_undo_leaves_alone_what_was_changed_since(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    store.write(rows.edit, Audit, audit.id, title="First")
    with opened(store.path, "other") as other:
        other.write(rows.edit, Audit, audit.id, title="Second")
    with pytest.raises(Refused, match="changed again since"):
        store.write(search.undo, store.sitting)
    assert store.read(rows.fetch, Audit, audit.id).title == "Second"

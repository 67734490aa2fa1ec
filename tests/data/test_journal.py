"""What was typed and not saved when the program was killed is there when the store is opened next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.journal import Journal, Left, recovered
from data.models import Note
from data.store import opened, verify
from data.work import audits, meetings

DIES = """
import os, sys
from pathlib import Path
from data.models import Note
from data.store import Store
store = Store.open(Path(sys.argv[1]))
store.keep(Note, sys.argv[2], text="first")
store.write(lambda _session: None)
store.submit(lambda _session: __import__("time").sleep(60))  # the writer is busy; nothing more is saved
for text in ("first t", "first two", "\\ud800 first two\\r\\n", "\\ud800 first two\\r\\nthree"):
    store.keep(Note, sys.argv[2], text=text, row=1, column=5)
os.kill(os.getpid(), 9)
"""

DIES_BESIDE_ANOTHER = """
import os, sys
from pathlib import Path
from data.models import Note
from data.store import Store
store, other = Store.open(Path(sys.argv[1])), Store.open(Path(sys.argv[1]))
turn = store.hold(store.write(lambda session: session.get_one(Note, sys.argv[2])))
store.submit(lambda _session: __import__("time").sleep(60))
other.keep(Note, sys.argv[2], text="theirs")
other.close()
for text in ("m", "mi", "mine"):
    store.keep_note(sys.argv[2], turn, text=text)
os.kill(os.getpid(), 9)
"""


def note_of(path: Path) -> Note:
    with opened(path) as store:
        return store.read(lambda session: session.exec(__import__("sqlmodel").select(Note)).one())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite"
    with opened(path) as store:
        audit = store.write(audits.create, "Access")
        store.write(meetings.begin, audit.id, "interview", "HR")
    return path


def test_a_killed_program_has_lost_nothing_that_was_handed_over(path: Path) -> None:
    note_id = note_of(path).id
    ended = subprocess.run([sys.executable, "-c", DIES, path, note_id], check=False, cwd=Path(__file__).parents[2])
    assert ended.returncode == -9
    left = list(path.parent.glob("audit.sqlite-typing-*"))
    assert len(left) == 1
    assert left[0].stat().st_mode & 0o777 == 0o600
    note = note_of(path)
    assert (note.text, note.row, note.column) == ("? first two\r\nthree", 1, 5)
    assert not list(path.parent.glob("audit.sqlite-typing-*"))
    with opened(path) as store:
        assert verify(store) == []


def test_what_a_killed_program_left_takes_nothing_from_what_another_window_wrote(path: Path) -> None:
    note_id = note_of(path).id
    arguments = [sys.executable, "-c", DIES_BESIDE_ANOTHER, path, note_id]
    assert subprocess.run(arguments, check=False, cwd=Path(__file__).parents[2]).returncode == -9
    assert note_of(path).text == "theirs\nmine"


def test_a_program_that_is_running_keeps_its_journal_and_one_that_ends_leaves_none(path: Path) -> None:
    note_id = note_of(path).id
    with opened(path) as store:
        store.submit(lambda _session: None)
        store.keep(Note, note_id, text="typed")
        assert list(recovered(path)) == []
        store.write(lambda _session: None)
    assert not list(path.parent.glob("audit.sqlite-typing-*"))
    assert note_of(path).text == "typed"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8), st.data())
def test_whatever_was_saved_of_it_the_last_text_comes_back(texts: list[str], data: st.DataObject) -> None:
    texts = ["", *texts]
    journal = Journal(Path("/nowhere/audit.sqlite"), "x")
    lines = [journal._line(("Note", "1", "text"), text) for text in texts]
    emptied = data.draw(st.integers(0, len(texts) - 1))
    saved = data.draw(st.integers(emptied, len(texts) - 1))
    changes = [__import__("json").loads(line)[3] for line in lines[emptied + 1 :]]
    if changes:
        assert Left(("Note", "1", "text"), changes).applied(texts[saved]) == texts[-1]


def test_what_fits_nowhere_any_more_is_put_at_the_end() -> None:
    change = {"crc": 1, "then": 2, "at": 5, "cut": 0, "put": "typed"}
    assert Left(("Note", "1", "text"), [change]).applied("changed elsewhere") == "changed elsewhere\ntyped"

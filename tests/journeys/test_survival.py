"""Nothing typed is lost: killed in mid-word, the line dropped, the program told to end, two windows at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.store import opened, verify
from data.work import audits, checklist, meetings

PAINTED = 0.05  # seconds after which what was painted has to be in the store


@pytest.fixture
def fieldwork(tmp_path: Path) -> Path:
    """A store with an audit and an interview that has begun."""
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        store.write(audits.name_organisation, "Example GmbH")
        audit = store.write(audits.create, "Access")
        store.write(audits.set_scope, audit.id, "A.6")
        store.write(checklist.prepare, audit.id)
        store.write(meetings.begin, audit.id, "interview", "HR")
    return path


def note_of(path: Path) -> str:
    """The note's text in the store."""
    with opened(path, "tester") as store:
        audit = store.read(audits.every)[0]
        meeting = store.read(meetings.of_audit, audit.id)[0]
        assert verify(store) == []
        return store.read(meetings.note, meeting.id).text


@pytest.mark.parametrize("round_", range(5))
def test_killed_in_mid_word_it_comes_back_with_every_painted_character(
    fieldwork: Path, open_terminal: Callable[..., object], round_: int
) -> None:
    t = open_terminal("open", "AUD-" + time.strftime("%Y") + "-01", "--note", "M-01")
    t.see("M-01 HR", "asked 0 of")
    words = f"leavers lose their rights, round {round_}, and the last word is cut o"
    for letter in words:
        t.process.write(letter.encode())
    t.see("is cut o")
    time.sleep(PAINTED)  # not a wait for something: the age that a painted character must have
    os.kill(t.process.pid, signal.SIGKILL)
    assert t.ended() == -signal.SIGKILL
    again = open_terminal()
    again.see("4 Interviews", "M-01 HR", words)
    again.type("ff").see("cut off")
    again.press("ctrl+q")
    assert again.ended() == 0
    assert note_of(fieldwork) == words + "ff"


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM])
def test_told_to_end_it_saves_and_gives_the_terminal_back(
    fieldwork: Path, open_terminal: Callable[..., object], sent: signal.Signals
) -> None:
    t = open_terminal("open", "AUD-" + time.strftime("%Y") + "-01", "--note", "M-01")
    t.see("M-01 HR", "asked 0 of")
    t.type("the line drops now").see("drops now")
    os.kill(t.process.pid, sent)
    assert t.ended() == 0
    assert note_of(fieldwork) == "the line drops now"


def test_a_dropped_line_loses_nothing(fieldwork: Path, open_terminal: Callable[..., object]) -> None:
    t = open_terminal("open", "AUD-" + time.strftime("%Y") + "-01", "--note", "M-01")
    t.see("M-01 HR", "asked 0 of")
    t.type("typed before the window was closed").see("was closed")
    t.drop()
    t.ended()
    assert note_of(fieldwork) == "typed before the window was closed"


def test_a_tiny_window_and_back_breaks_nothing(fieldwork: Path, open_terminal: Callable[..., object]) -> None:
    t = open_terminal("open", "AUD-" + time.strftime("%Y") + "-01", "--note", "M-01")
    t.see("M-01 HR", "asked 0 of")
    t.type("before the change ").settle()
    t.resize(20, 5)
    t.type("while it is tiny ").settle()
    t.resize(200, 50)
    t.type("and after").see("before the change while it is tiny and after")
    t.press("ctrl+q")
    assert t.ended() == 0


def test_without_a_terminal_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui"], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "needs a terminal" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["export", "AUD-1999-01", "--to", "docx"], "no store"),
        (["open", "AUD-1999-01"], "needs a terminal"),
        (["import", "soa", "absent.csv"], "absent.csv"),
        (["import", "nonsense", "x.csv"], "x.csv"),
        (["verify"], "no store"),
        (["restore", "absent.sqlite"], "absent.sqlite"),
        (["nonsense"], "nonsense"),
        (["export"], "required"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage_is_one_line_and_two(args: list[str], words: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *args],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={
            **os.environ,
            "AUDITBOOK_STORE": str(tmp_path / "none.sqlite"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        cwd=tmp_path,
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert words in done.stderr

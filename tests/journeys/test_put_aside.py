"""Ctrl+Z and fg in a shell; a lost screen painted afresh; a tiny window and back."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store import opened
from data.work import audits, checklist, meetings
from tests.journeys.conftest import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """An interactive shell beside a store with an interview that has begun."""
    if not shutil.which("bash"):
        pytest.skip("no bash on this machine")
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        audit = store.write(audits.create, "Access")
        store.write(audits.set_scope, audit.id, "A.6")
        store.write(checklist.prepare, audit.id)
        store.write(meetings.begin, audit.id, "interview", "HR")
    settings = {"AUDITBOOK_STORE": str(tmp_path / "audit.sqlite"), "AUDITBOOK_CONFIG": str(tmp_path), "PS1": "ready> "}
    terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], env=settings | {"PYTHONPATH": str(ROOT)})
    yield terminal
    terminal.close()


def test_ctrl_z_gives_the_shell_back_and_fg_the_note(shell: Terminal) -> None:
    shell.see("ready>")
    shell.enter(f"{sys.executable} -m tui open AUD-{time.strftime('%Y')}-01 --note M-01").see("M-01 HR", "asked 0 of")
    shell.type("contractors are not ").see("contractors are not")
    shell.press("ctrl+z").see("Stopped", "ready>")
    shell.enter("echo in the $((40+2)) shell").see("in the 42 shell")
    shell.enter("fg").gone("in the 42 shell")
    shell.see("M-01 HR", "contractors are not")
    shell.type("in the HR system").see("contractors are not in the HR system")
    shell.resize(20, 5)
    shell.settle()
    shell.resize(80, 24)
    shell.press("ctrl+l").see("M-01 HR", "contractors are not in the HR system")
    shell.press("ctrl+z").see("Stopped")
    shell.enter("fg").see("contractors are not in the HR system")
    shell.press("ctrl+q").see("ready>")
    shell.enter("echo $?").see("0")

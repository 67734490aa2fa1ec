"""The same in tmux, an emulator nobody here wrote: its widths differ from Textual's, and it answers the driver's question."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
PATIENCE = 30.0

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not on this machine")


class Pane:
    """The app of `desk.py` in a tmux of its own."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.socket = str(folder / kind)
        app = f"{sys.executable} {Path(__file__).with_name('desk.py')} {kind} {folder / 'mark'}"
        environment = f"env PYTHONPATH={REPOSITORY} COLORTERM=truecolor"
        self.tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", f"{environment} {app}")
        self.see("READY")

    def tmux(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-S", self.socket, *arguments], check=True, capture_output=True, text=True, timeout=PATIENCE
        ).stdout

    def text(self, *options: str) -> str:
        return self.tmux("capture-pane", "-p", *options)

    def see(self, word: str) -> None:
        end = time.monotonic() + PATIENCE
        while word not in self.text():
            assert time.monotonic() < end, f"not seen: {word}\n{self.text()}"

    def type(self, text: str) -> None:
        """Type, and wait for the last word."""
        self.tmux("send-keys", "-l", text)
        self.see(text.split()[-1])

    def settled(self) -> str:
        """The screen with its colours, once it has stayed the same for a while."""
        end, same_since, last = time.monotonic() + PATIENCE, time.monotonic(), ""
        while time.monotonic() < end and time.monotonic() - same_since < 0.5:
            now = self.text("-e")
            if now != last:
                same_since, last = time.monotonic(), now
        return last


@pytest.fixture
def panes(tmp_path: Path) -> Iterator[dict[str, Pane]]:
    both = {kind: Pane(tmp_path, kind) for kind in ("bare", "lean")}
    yield both
    for pane in both.values():
        pane.tmux("kill-server")


def test_a_session_in_tmux_looks_as_it_does_without(panes: dict[str, Pane]) -> None:
    for pane in panes.values():
        pane.type("hello 漢字 wörld ")
        for keys in (
            ["Enter"],
            ["Left", "BSpace"],
            ["Up", "Home"],
            ["S-Right", "S-Right"],
            ["C-t"],
            ["C-t"],
            ["Down", "End"],
        ):
            pane.tmux("send-keys", *keys)
            pane.settled()
        pane.type("end " + "x" * 30)
    assert panes["lean"].settled() == panes["bare"].settled()


def test_characters_that_tmux_measures_otherwise_leave_nothing_behind(panes: dict[str, Pane]) -> None:
    pane = panes["lean"]
    pane.type("👩\u200d🚀 ☎\ufe0f 🇩🇪 नमस्ते done")
    for keys in (["Home", "Right", "BSpace"], ["End", "Enter"], ["Up", "Delete", "x"], ["Home", "y"]):
        pane.tmux("send-keys", *keys)
        pane.settled()
    before = pane.settled()
    borders = [line.rstrip() for line in pane.text().splitlines()[2:23]]
    assert all(line.endswith("▎") and line.count("▎") == 1 for line in borders)
    pane.tmux("send-keys", "C-t", "C-t", "C-l")
    assert pane.settled() == before

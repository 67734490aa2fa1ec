"""A real terminal: the program on a pty of its own, its screen kept by an emulator."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ptyprocess
import pyte
import pytest

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pgdn": "\x1b[6~",
    "pgup": "\x1b[5~",
    "backspace": "\x7f",
    "space": " ",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
} | {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}

# What pyte 0.8 would print as text instead of ignoring: private CSI sequences, DCS, OSC.
UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[ -/]*[@-~]|\x1b\[\??[0-9;:]*[ -/]+[@-~]|\x1b\[\?[0-9;:]*m|\x1b[P_^X\]][^\x1b\x07]*(?:\x1b\\|\x07)"
)
OPEN = re.compile(rb"\x1b(?:\[[<-?]?[0-9;: -/]*|[P_^X\]][^\x1b\x07]*\x1b?)?\Z")
PATIENCE = 30.0
QUIET = 0.06
ANSWER = 0.35
ESCAPE = 0.15


class Terminal:
    """A program on a pty. Keys go in, the screen is read; nothing else of the program is touched."""

    def __init__(self, argv: list[str], cols: int = 80, rows: int = 24, env: dict[str, str] | None = None) -> None:
        self.process = ptyprocess.PtyProcess.spawn(
            argv,
            dimensions=(rows, cols),
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
        )
        self._screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._last = time.monotonic()
        self._held = b""
        self._dropped = False
        self.bytes_read = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while not self._dropped:
            if not select.select([self.process.fd], [], [], 0.05)[0]:
                continue
            try:
                data = self.process.read(65536)
            except (EOFError, OSError, ValueError):  # the last when it was closed meanwhile
                return
            with self._lock:
                self._last = time.monotonic()
                self.bytes_read += len(data)
                data = UNKNOWN.sub(b"", self._held + data)
                match = OPEN.search(data)
                cut = match.start() if match else len(data)
                data, self._held = data[:cut], data[cut:]
                self._stream.feed(data)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        with self._lock:
            return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, true: Callable[[str], bool], what: str, patience: float = PATIENCE) -> str:
        """Wait until the screen satisfies a condition. Fails with the screen."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if true(self.text):
                return self.text
            if not self._reader.is_alive() and not true(self.text):
                break
            time.sleep(0.01)
        raise AssertionError(f"not seen: {what}\n{self.text}")

    def see(self, *words: str, patience: float = PATIENCE) -> str:
        """Wait until all the words are on the screen."""
        for word in words:
            self.until(lambda text, word=word: word in text, repr(word), patience)
        return self.text

    def gone(self, word: str) -> str:
        """Wait until a word is no longer on the screen."""
        return self.until(lambda text: word not in text, f"the end of {word!r}")

    def settle(self) -> str:
        """Wait until nothing was painted for a moment."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with self._lock:
                if time.monotonic() - self._last > QUIET:
                    break
            time.sleep(0.01)
        return self.text

    def press(self, *names: str) -> Terminal:
        """Press keys, one after the other, each when the screen has come to rest after the one before."""
        for name in names:
            self.settle()
            self._send(KEYS.get(name, name))
            if name == "esc":
                time.sleep(ESCAPE)  # sooner, a terminal's next key would be one with Alt
        return self

    def _send(self, keys: str) -> None:
        """Write to the pty and wait for the answer on the screen, for as long as Esc takes at most."""
        before = self.bytes_read
        self.process.write(keys.encode())
        end = time.monotonic() + ANSWER
        while self.bytes_read == before and time.monotonic() < end:
            time.sleep(0.005)

    def type(self, text: str) -> Terminal:
        """Type a text as fast as a terminal takes it."""
        self.settle()
        self._send(text)
        return self

    def enter(self, text: str) -> Terminal:
        """Type a text and press Enter."""
        return self.type(text).press("enter")

    def resize(self, cols: int, rows: int) -> None:
        """Change the window's size."""
        with self._lock:
            self._screen.resize(rows, cols)
        self.process.setwinsize(rows, cols)

    def ended(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended; its exit status, minus the signal that killed it."""
        end = time.monotonic() + patience
        while self.process.isalive():
            assert time.monotonic() < end, f"still running\n{self.text}"
            time.sleep(0.01)
        return -self.process.signalstatus if self.process.signalstatus else self.process.exitstatus or 0

    def drop(self) -> None:
        """Close the line under the program, as a lost connection does."""
        self._dropped = True
        self._reader.join()  # a read under way would hold the line open
        self.process.fileobj.close()
        self.process.closed = True

    def close(self) -> None:
        """End it, whatever it does."""
        self._dropped = True
        self._reader.join()
        if self.process.isalive():
            self.process.kill(signal.SIGKILL)
        if not self.process.closed:
            self.process.close(force=True)


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts `auditbook …` on a terminal, with settings and store in the test's own folder."""
    opened: list[Terminal] = []

    def start(*args: str, cols: int = 80, rows: int = 24, env: dict[str, str] | None = None) -> Terminal:
        settings = {
            "AUDITBOOK_STORE": str(tmp_path / "audit.sqlite"),
            "AUDITBOOK_CONFIG": str(tmp_path / "config"),
            "AUDITBOOK_USER": "tester",
        }
        terminal = Terminal([sys.executable, "-m", "tui", *args], cols, rows, settings | (env or {}))
        opened.append(terminal)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()

"""The driver on a real pty: typing, Ctrl+L, suspension, resizing, a line that takes nothing, and the way out."""

from __future__ import annotations

import codecs
import fcntl
import inspect
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import textual
from textual import events
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from tests.tui.terminal.emulator import JUNK, Emulator
from tests.tui.terminal.frames import shown

TRIED = ("8.2.8",)
PATIENCE = 30.0
OPEN = re.compile(r"\x1b(?:\[[0-9;?<=>$ ]*|\][^\x07\x1b]*\x1b?)?\Z")
ANSWERS = {"\x1b[?2026$p": "\x1b[?2026;2$y"}
REPOSITORY = Path(__file__).parents[3]


class Line:
    """The app of `desk.py` on a pty, with an emulator at the other end."""

    def __init__(self, kind: str, mark: Path, *, repeats: bool = False) -> None:
        self.screen = Emulator(80, 24, halves="junk", repeats=repeats)
        self.decode = codecs.getincrementaldecoder("utf-8")().decode
        self.held = self.raw = ""
        self.status: int | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                self._become(kind, mark)
            finally:
                os._exit(127)  # never a second pytest
        self.attributes = termios.tcgetattr(self.fd)

    def _become(self, kind: str, mark: Path) -> None:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(REPOSITORY)}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        argv = [sys.executable, str(Path(__file__).with_name("desk.py")), kind, str(mark)]
        os.execve(sys.executable, argv, environment)  # noqa: S606

    def read(self, seconds: float) -> bool:
        """Take in what comes; whether something came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the other side is closed
            return False
        text = self.held + self.decode(data)
        cut = found.start() if (found := OPEN.search(text)) else len(text)
        text, self.held = text[:cut], text[cut:]
        self.raw += text
        self.screen.feed(text)
        for question, answer in ANSWERS.items():
            if question in text:
                self.send(answer)
        while self.screen.answers:
            self.send(self.screen.answers.pop(0))
        return bool(data)

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def until(self, true: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"not seen: {what}\n{self.screen.text}"
            self.read(0.05)

    def type(self, text: str) -> None:
        """Type, and wait until the last word is on the app's screen; a suspended app's terminal echoes it."""
        self.send(text)
        self.until(lambda: "READY" in self.screen.text and text.split()[-1] in self.screen.text, text)

    def settle(self) -> list[list[tuple[str, frozenset[str]]]]:
        """The screen once nothing has come for a while."""
        while self.read(0.3):
            pass
        return shown(self.screen)

    def window(self, width: int, height: int) -> None:
        """Resize as a terminal does: its screen first, then the program is told."""
        self.screen.resize(width, height)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def stopped(self) -> bool:
        return os.WIFSTOPPED(os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)[1])

    def ended(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None

    def close(self) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Line]]:
    lines: list[Line] = []

    def starting(kind: str = "lean", *, repeats: bool = False) -> Line:
        line = Line(kind, tmp_path / "mark", repeats=repeats)
        line.screen.strict = kind == "lean"
        lines.append(line)
        line.until(lambda: "READY" in line.screen.text and "second" in line.screen.text, "the first screen")
        line.settle()
        return line

    yield starting
    for line in lines:
        line.close()


def test_the_parts_of_textual_relied_on_are_there() -> None:
    assert textual.__version__ in TRIED, f"tried with {TRIED}; try again, then name {textual.__version__} there"
    for name in ("_sigtstp_application", "_sigcont_application", "start_application_mode", "stop_application_mode"):
        assert callable(getattr(LinuxDriver, name))
    source = inspect.getsource(LinuxDriver)
    assert "self._writer_thread = WriterThread" in source
    assert "signal.signal(signal.SIGWINCH, on_terminal_resize)" in source
    assert "self._queue" in inspect.getsource(WriterThread)
    assert "self._driver" in inspect.getsource(App._build_driver)
    assert {"x", "y"} <= set(inspect.signature(events.CursorPosition).parameters)


def test_a_session_looks_as_it_does_without_and_costs_a_fraction(start: Callable[..., Line]) -> None:
    screens, received = [], []
    for kind in ("bare", "lean"):
        line = start(kind)
        before = line.screen.received
        line.type("hello 漢字 e\u0301te\u0301 wörld ")
        for keys in ("\x1b[B", "\x1b[F", "\r", "\x1b[1;2D", "\x1b[1;2D"):  # down, end, enter, shift+left twice
            line.send(keys)
            line.settle()
        line.type("x" * 90 + " end")
        screens.append((line.settle(), line.screen.cursor))
        received.append(line.screen.received - before)
    assert screens[0] == screens[1]
    assert received[1] < received[0] / 15


def test_ctrl_l_repaints_a_screen_that_somebody_wrote_over(start: Callable[..., Line]) -> None:
    line = start()
    before = line.settle()
    line.screen.garble(5, 5)
    line.send("\x0c")
    line.until(lambda: shown(line.screen) == before, "the screen again")


def test_suspended_and_back_everything_is_there_and_the_shell_has_its_terminal(start: Callable[..., Line]) -> None:
    line = start()
    line.type("before ")
    before, modes = line.settle(), set(line.screen.modes)
    for _ in range(2):
        line.send("\x07")
        line.until(line.stopped, "the suspension")
        line.settle()
        assert line.screen.text.strip() in ("", "$ fg")
        assert line.screen.pen == frozenset()
        assert line.screen.modes == {"?7", "?25"}
        line.screen.feed("\x1b[1;1H\x1b[31;7m$ fg\x1b[m")
        os.kill(line.pid, signal.SIGCONT)
        line.until(lambda: shown(line.screen) == before, "the screen as it was")
        line.settle()
        assert line.screen.modes == modes
    line.type("after ")


def test_suspended_at_any_moment_no_cell_is_stale(start: Callable[..., Line]) -> None:
    line = start()
    for number in range(12):
        line.send("\x14" + "word " * (number % 3))
        os.kill(line.pid, signal.SIGSTOP if number % 4 == 3 else signal.SIGTSTP)
        line.until(line.stopped, "the suspension")
        line.screen.feed("\x1b[2;2H$ ls")
        os.kill(line.pid, signal.SIGCONT)
    line.type("done ")
    seen = line.settle()
    line.screen.garble()
    line.send("\x0c")
    line.until(lambda: shown(line.screen) == seen, "what was seen, painted afresh")


def test_a_window_made_small_and_large_again_loses_nothing(start: Callable[..., Line]) -> None:
    line = start()
    before = line.settle()
    line.window(20, 5)
    line.window(80, 24)
    line.until(lambda: shown(line.screen) == before, "the screen again")
    line.window(40, 12)
    line.until(
        lambda: "READY" in line.screen.text and all(JUNK not in row for row in line.screen.rows), "the small screen"
    )
    line.settle()
    line.window(80, 24)
    line.until(lambda: shown(line.screen) == before, "the large screen")


def test_while_the_line_takes_nothing_the_app_goes_on_and_sends_only_the_outcome(
    start: Callable[..., Line], tmp_path: Path
) -> None:
    line, mark = start(), tmp_path / "mark"
    before, sent = line.settle(), line.screen.received
    for _ in range(60):
        line.send("\x14\x0f")  # another theme, and a mark once it is painted
        end = time.monotonic() + PATIENCE
        while not mark.exists():
            assert time.monotonic() < end, "the app waits for the line"
        mark.unlink()
    line.until(lambda: shown(line.screen) == before, "the last of the 60 screens")
    assert line.screen.received - sent < 100_000, "each of them was sent"


def test_repetition_is_used_only_where_it_was_seen_to_work(start: Callable[..., Line]) -> None:
    screens = []
    for repeats in (False, True):
        line = start(repeats=repeats)
        line.send("\x14\x14\x14")
        screens.append(line.settle())
        assert bool(re.search(r"\x1b\[\d+b", line.raw.partition("6n")[2])) == repeats
    assert screens[0] == screens[1]


def test_what_is_for_the_terminal_passes_in_order(start: Callable[..., Line]) -> None:
    line = start()
    line.send("\x12")
    line.until(lambda: "\x07" in line.screen.passed, "the bell")
    line.until(lambda: any("]52;" in one for one in line.screen.passed), "the clipboard")
    expected = ["\x1b[?1000h", "\x1b[?1003h", "\x1b[?1015h", "\x1b[?1006h", "\x1b[?25l", "\x1b[?1004h"]
    passed = [one for one in line.screen.passed if one in expected]
    assert passed[:6] == expected


@pytest.mark.parametrize("stopped_before", [False, True])
def test_on_the_way_out_the_terminal_is_as_it_was(start: Callable[..., Line], stopped_before: bool) -> None:
    line = start()
    if stopped_before:  # by somebody who does not ask
        os.kill(line.pid, signal.SIGSTOP)
        line.until(line.stopped, "the stop")
        os.kill(line.pid, signal.SIGCONT)
    line.type("last ")
    line.send("\x11")
    line.until(line.ended, "the end")
    line.settle()
    assert line.status == 0
    assert termios.tcgetattr(line.fd) == line.attributes
    assert line.screen.text.strip() == ""
    assert line.screen.pen == frozenset()
    assert line.screen.modes == {"?7", "?25"}

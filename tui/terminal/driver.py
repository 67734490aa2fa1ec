"""The driver that puts `LeanOutput` between Textual and the terminal.

This module alone touches what Textual keeps to itself: `App._driver`, `LinuxDriver._writer_thread` and its `_queue`,
`_auto_restart`, `_sigtstp_application`, `_sigcont_application`, and that `start_application_mode` handles SIGWINCH.
`tests/tui/terminal/test_terminal_driver.py` names the versions it was tried with.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.output import LeanOutput
from tui.terminal.screen import is_frame

HEAL_SECONDS: Final = 0.1  # Textual paints 1/120 s after a new size, if it finds that it must
WAIT_SECONDS: Final = 0.02
WAITING_WRITES: Final = 2

# Asks whether the terminal repeats a character when told to (ECMA-48 REP). xterm does, mosh and screen do not, and TERM
# does not tell: one space in the second row, three more, and where is the cursor? In the first row it could be an F3.
_QUESTION: Final = "\x1b[2;1H \x1b[3b\x1b[6n"
_YES: Final = (1, 4)
_NO: Final = (1, 1)


class LeanDriver(LinuxDriver):
    """A `LinuxDriver` that sends only the cells that changed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        self._output = LeanOutput()
        self._one_at_a_time = threading.Lock()  # the input thread writes too
        self._ours = False  # whether the terminal shows the app, and not what is outside of it
        self._busy = 0
        self._postponed: list[Callable[[], None]] = []
        self._timers: dict[Callable[[], None], asyncio.TimerHandle] = {}
        super().__init__(app, debug=debug, mouse=mouse, size=size)

    def write(self, data: str) -> None:
        """Send what is new in this."""
        self._send(lambda: self._difference(data))

    def repaint(self) -> None:
        """Send the whole screen now, as last painted by the app."""
        if self._ours:
            self._send(self._output.whole)

    def forget(self) -> None:
        """Send the next frame whole: the terminal may show anything."""
        self._output.forget()

    def start_application_mode(self) -> None:
        """Take the terminal, also again after a suspension, when all that was on the screen comes back."""
        with self._undisturbed():
            super().start_application_mode()  # type: ignore[no-untyped-call]
            then = signal.getsignal(signal.SIGWINCH)

            def resized(number: int, frame: FrameType | None) -> None:
                self._resized()
                if callable(then):
                    then(number, frame)

            signal.signal(signal.SIGWINCH, resized)
            self._output.repeats(False)
            self._output.forget()
            self._send(lambda: _QUESTION)
            self._ours = True
            self.repaint()

    def stop_application_mode(self) -> None:
        """Give the terminal back. What is painted from now on waits for the return."""
        with self._undisturbed():
            self._ours = False
            super().stop_application_mode()

    def process_message(self, message: Message) -> None:
        """Take note of what the terminal says about itself. Runs in the input thread."""
        if isinstance(message, events.CursorPosition) and (message.y, message.x) in (_YES, _NO):
            self._output.repeats((message.y, message.x) == _YES)
            return
        if isinstance(message, events.Resize):
            self._resized()
        super().process_message(message)

    def _difference(self, data: str) -> str:
        if not is_frame(data):
            return self._output.feed(data)
        self._output.resize(*self._app.size)
        return self._output.feed(data, hold=not self._ours or self._behind())

    def _behind(self) -> bool:
        """Whether the line is too slow for this frame; it is then sent with a later one, so that no key has to wait."""
        writer = self._writer_thread
        behind = writer is not None and writer.is_alive() and writer._queue.qsize() >= WAITING_WRITES
        if behind:
            self._later(WAIT_SECONDS, self._catch_up)
        return behind

    def _catch_up(self) -> None:
        if self._ours and not self._behind():
            self._send(self._output.catch_up)

    def _resized(self) -> None:
        """A terminal that changes its size may lose cells, even if it is as large as before in the end."""
        self._output.forget()
        self._loop.call_soon_threadsafe(self._later, HEAL_SECONDS, self._heal)

    def _heal(self) -> None:
        """Textual paints nothing if the size did not change in the end."""
        if self._output.forgotten:
            self.repaint()

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        if action in self._timers:
            self._timers[action].cancel()
        self._timers[action] = self._loop.call_later(seconds, action)

    def _send(self, output: Callable[[], str]) -> None:
        with self._undisturbed(), self._one_at_a_time:
            data = output()
            # Without its thread, between suspension and return or on a line that is gone, nothing is taken.
            if data and (self._writer_thread is None or self._writer_thread.is_alive()):
                super().write(data)

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Put off suspension and return, whose signals find the main thread anywhere, until this is done."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
        while self._postponed and not self._busy:
            self._postponed.pop(0)()

    def _sigtstp_application(self, *_: object) -> None:
        if self._busy:
            self._postponed.append(self._sigtstp_application)
            return
        with self._undisturbed():
            super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if self._busy:
            self._postponed.append(self._sigcont_application)
            return
        with self._undisturbed():
            if self._auto_restart and self._ours:  # stopped by a SIGSTOP of somebody else's, with nothing put back
                self.suspend_application_mode()
            super()._sigcont_application()


def repaint(app: App[Any]) -> None:
    """Paint the whole screen anew, whatever the terminal shows: what Ctrl+L does."""
    if isinstance(app._driver, LeanDriver):
        app._driver.forget()
    app.refresh()

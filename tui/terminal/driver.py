"""The driver that puts `LeanOutput` between Textual and the terminal.

This module alone touches what Textual keeps to itself: `LinuxDriver._writer_thread`, `_sigtstp_application`,
`_sigcont_application`, `App._driver`, and the order in which `start_application_mode` sets things up.
`tests/tui/terminal/test_terminal_driver.py` names the versions it was tried with.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.terminal.output import LeanOutput
from tui.terminal.screen import is_frame

HEAL_SECONDS: Final = 0.1

# Asks whether the terminal repeats a character when told to, which none tells otherwise and mosh and screen do not: a
# space in the second row, three more of it, and where is the cursor now? In the first row the answer could be taken for F3.
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
        self._writing = False
        self._postponed: list[Callable[[], None]] = []
        super().__init__(app, debug=debug, mouse=mouse, size=size)

    def write(self, data: str) -> None:
        """Send what is new in this."""
        self._send(lambda: self._difference(data))

    def repaint(self) -> None:
        """Send the whole screen now, as last painted by the app."""
        self._send(self._output.whole)

    def forget(self) -> None:
        """Send the next frame whole: the terminal may show anything."""
        self._output.forget()

    def start_application_mode(self) -> None:
        """Take the terminal, also again after a suspension, when all that was on the screen comes back."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        then = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: FrameType | None) -> None:
            self._resized()
            if callable(then):
                then(number, frame)

        signal.signal(signal.SIGWINCH, resized)
        self._output.repeats(False)
        self._send(lambda: _QUESTION)
        self._output.forget()
        self.repaint()

    def process_message(self, message: Message) -> None:
        """Take note of what the terminal says about itself. Runs in the input thread."""
        if isinstance(message, events.CursorPosition) and (message.y, message.x) in (_YES, _NO):
            self._output.repeats((message.y, message.x) == _YES)
            return
        if isinstance(message, events.Resize):
            self._resized()
        super().process_message(message)

    def _difference(self, data: str) -> str:
        if is_frame(data):
            self._output.resize(*self._app.size)
        return self._output.feed(data)

    def _send(self, output: Callable[[], str]) -> None:
        here = threading.current_thread() is threading.main_thread()
        self._writing = self._writing or here
        try:
            with self._one_at_a_time:
                data = output()
                # Between a suspension and the return from it nothing is taken; it is all sent on return.
                if data and (self._writer_thread is None or self._writer_thread.is_alive()):
                    super().write(data)
        finally:
            if here:
                self._writing = False
        while here and self._postponed:
            self._postponed.pop(0)()

    def _resized(self) -> None:
        """A terminal that changes its size may lose cells, even if it is as large as before in the end."""
        self._output.forget()
        self._loop.call_soon_threadsafe(self._loop.call_later, HEAL_SECONDS, self._heal)

    def _heal(self) -> None:
        """Textual paints nothing if the size did not change in the end."""
        if self._output.forgotten:
            self.repaint()

    def _sigtstp_application(self, *arguments: object) -> None:
        """Suspend, but never in the middle of a write."""
        if self._writing:
            self._postponed.append(self._sigtstp_application)
        else:
            super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: object) -> None:
        """Resume, but never in the middle of a write."""
        if self._writing:
            self._postponed.append(self._sigcont_application)
        else:
            super()._sigcont_application(*arguments)


def repaint(app: App[Any]) -> None:
    """Paint the whole screen anew, whatever the terminal shows: what Ctrl+L does."""
    if isinstance(app._driver, LeanDriver):
        app._driver.forget()
    app.refresh()

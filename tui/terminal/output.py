"""What Textual writes in, what the terminal needs to be told out."""

from __future__ import annotations

import re
from typing import Final

from tui.terminal.painter import Painter
from tui.terminal.screen import Screen, is_frame
from tui.terminal.style import DEFAULT, change

_SYNC_START: Final = "\x1b[?2026h"
_SYNC_END: Final = "\x1b[?2026l"
_SHORT: Final = 128  # so little arrives in one piece: it cannot be seen half done

# What leaves cells, cursor place and pen alone: the bell, OSC, questions, the kitty keyboard, and these modes:
# cursor visible, wrapping, mouse, focus, bracketed paste, synchronised output, resize reports.
_HARMLESS: Final = re.compile(
    r"(?:\x07"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b\[(?:\?\d+\$p|[56]n|[>=]?\d*c|>\d*q|[<>=?][\d;]*u)"
    r"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|2004|2026|2048)[hl]"
    r")*"
)


class LeanOutput:
    """Remembers the screen as wanted and as shown; of what is written, lets through only the difference.

    What is no frame goes through as it is, in its place. If it could alter what is shown, the next frame is sent whole.
    """

    def __init__(self) -> None:
        self._screen = Screen()
        self._painter = Painter()
        self._sync = False
        self.forgotten = True

    def resize(self, width: int, height: int) -> None:
        """The terminal's size in cells, as Textual has it. A new size makes the next frame a whole one.

        Before the first `resize` nothing is remembered and everything goes through.
        """
        size = max(width, 1), max(height, 1)
        if size != (self._screen.width, self._screen.height):
            self._screen.resize(*size)
            self.forget()

    def forget(self) -> None:
        """The terminal may show anything: send the next frame whole. Safe from any thread and signal handler."""
        self.forgotten = True

    def repeats(self, known: bool) -> None:
        """Say whether the terminal is known to repeat a character when told to."""
        self._painter.repeats = known

    def feed(self, data: str, *, hold: bool = False) -> str:
        """What has to be sent for this; `data` is one whole thing, as Textual writes it.

        With `hold` a frame is only remembered, and comes out of the next `feed` of a frame, or of `catch_up`.
        """
        if data in (_SYNC_START, _SYNC_END):
            self._sync = True
            return ""
        if is_frame(data) and self._screen.rows:
            self._screen.draw(data)
            return "" if hold else self.catch_up()
        if _HARMLESS.fullmatch(data):
            return data
        pen = None if self.forgotten else self._painter.pen
        self.forget()
        return change(pen, DEFAULT) + data

    def catch_up(self) -> str:
        """What has to be sent for all frames so far."""
        return self.whole() if self.forgotten else self._update(self._screen.take_touched())

    def whole(self) -> str:
        """Everything wanted, as for a terminal that shows anything; nothing before the first frame."""
        if not self._screen.rows:
            return ""
        self.forgotten = False
        self._painter.forget(self._screen.width, self._screen.height)
        return self._update(list(range(self._screen.height)))

    def _update(self, rows: list[int]) -> str:
        output = self._painter.paint(self._screen, rows)
        if self._sync and len(output) > _SHORT:
            return _SYNC_START + output + _SYNC_END
        return output

"""A small app to run on a real terminal: `python desk.py lean|bare MARK`; MARK is a file that Ctrl+O makes once all is painted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from tui.terminal import LeanDriver, repaint


class Desk(App[None]):
    """A note, and keys for what a terminal goes through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "suspend_process", priority=True),
        Binding("ctrl+l", "repaint", priority=True),
        Binding("ctrl+t", "theme", priority=True),
        Binding("ctrl+o", "mark", priority=True),
        Binding("ctrl+r", "ring", priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Static("READY")
        note = TextArea("漢字 first\n" + "second " * 30)
        note.cursor_blink = False
        yield note

    def action_repaint(self) -> None:
        repaint(self)

    def action_theme(self) -> None:
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_mark(self) -> None:
        self.call_after_refresh(Path(sys.argv[2]).touch)

    def action_ring(self) -> None:
        self.bell()
        self.copy_to_clipboard("copied")


if __name__ == "__main__":
    Desk(driver_class=LeanDriver if sys.argv[1] == "lean" else None).run()

"""What a change would do, before it is done: a list to look through, Enter does it, Esc leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.rows import Column, Line, Rows
from tui.widgets.text import one_line


class Preview(ModalScreen[bool]):
    """True when it shall be done. `can` is False where there is nothing to do: then Enter only closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "leave", show=False)]

    def __init__(self, question: str, columns: Sequence[Column], lines: Sequence[Line], *, can: bool = True) -> None:
        super().__init__()
        self.question, self.columns, self.lines, self.can = question, columns, lines, can

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(self.question), id="question", markup=False)
            yield Rows(*self.columns, id="preview")
            does = "Enter does it, Esc leaves it" if self.can else "There is nothing to do; Esc leaves it"
            yield Static(f"{does}. Arrows and PgDn look through it.", id="hint", markup=False)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.show(self.lines)
        rows.focus()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss(self.can)

    def action_leave(self) -> None:
        self.dismiss(False)

"""A list of places in the record. Enter goes there; the whole of the words stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from data.work.uses import Use
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless, one_line


class Uses(Vertical):
    """Findings, sample items, lines of notes and the like, in one list."""

    @dataclass
    class Opened(Message):
        """Enter was pressed on a place."""

        use: Use

    def __init__(self, title: str, uses: Sequence[Use], empty: str) -> None:
        super().__init__(classes="uses")
        self.title, self.uses = title, uses
        self.rows = Rows(Column("", 9), Column("", 9), Column(one_line(title), 0), empty=empty, classes="use-rows")
        self.words = Static("", classes="use-words", markup=False)

    def compose(self) -> ComposeResult:
        yield self.rows
        yield self.words

    def on_mount(self) -> None:
        self.rows.show(
            [Line(str(place), (Cell(use.mark, "dim"), use.label, use.words)) for place, use in enumerate(self.uses)]
        )
        self._tell()

    def _tell(self) -> None:
        use = self.uses[int(self.rows.key)] if self.rows.key else None
        self.words.update(harmless(use.words) if use else "")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.post_message(self.Opened(self.uses[int(event.key)]))

"""A meeting as a timeline: when each line was begun, who spoke, what was captured. Enter goes to the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from checklists.timeline import Moment
from data import clock
from tui import keys
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

SHOWN = 1000
"""So many characters of a line are shown whole below the list."""


class Timeline(ModalScreen[Moment | None]):
    """To look at, not to edit. The answer is the line to go to, None when it was left."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "leave", show=False),
        *keys.bindings("list"),
    ]

    def __init__(self, title: str, moments: list[Moment], row: int = 0) -> None:
        super().__init__()
        self.heading, self.moments, self.row = title, {str(moment.row): moment for moment in moments}, row

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(one_line(self.heading), id="question", markup=False)
            yield Rows(
                Column("", 5),
                Column("who speaks", 16),
                Column("what", 0),
                Column("item", 6),
                empty="Nothing is noted yet. Each line typed in the note stands here with its time.",
                id="moments",
            )
            yield Static("", id="whole", markup=False)
            yield Static("Enter goes to the line, Esc leaves.", id="hint", markup=False)

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.show(self._lines())
        rows.go_to(str(self.row))
        rows.focus()
        self._show_whole()

    def _lines(self) -> list[Line]:
        """A time or a speaker that is that of the line above is not said again."""
        lines, minute, speaker = [], "", ""
        for key, moment in self.moments.items():
            now = moment.at[:16]
            shown = "" if now == minute else clock.hour_minute(moment.at)
            who = "" if moment.speaker == speaker else moment.speaker or GLYPHS.dash
            minute, speaker = now or minute, moment.speaker
            lines.append(Line(key, (shown, one_line(who), one_line(moment.text[:SHOWN]), Cell(moment.label, "info"))))
        return lines

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_whole()

    def _show_whole(self) -> None:
        moment = self.moments.get(self.query_one(Rows).key)
        if moment:
            parts = [moment.at[:19].replace("T", " "), moment.speaker, moment.label]
            head = f" {GLYPHS.dot} ".join(one_line(part) for part in parts if part)
            self.query_one("#whole", Static).update(f"{head}\n{harmless(moment.text[:SHOWN])}")

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.dismiss(self.moments[event.key])

    def action_leave(self) -> None:
        self.dismiss(None)

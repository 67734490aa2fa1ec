"""Alarms: every sentence of what will not be covered in time, or was not; Enter shows it in the coverage."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from checklists import refs
from data.rules.alarms import LATER, Alarm
from data.work.planning import Picture
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.programme.view import View
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line


class AlarmRows(Rows):
    """The alarms, what is too late first."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("alarms", above=True)]


class AlarmsView(View):
    """One line an alarm, the whole sentence below."""

    def compose(self) -> ComposeResult:
        yield AlarmRows(
            Column("", 1),
            Column("Refs", 24),
            Column("Alarm", 0),
            empty="No alarm: everything that is due is tested or planned.",
            id="alarms",
        )
        yield Static("", id="told", markup=False)

    async def show(self, picture: Picture) -> None:
        self.picture = picture
        self.query_one(AlarmRows).show([_line(place, alarm) for place, alarm in enumerate(picture.alarms)])
        self._tell()

    def focus_first(self) -> None:
        self.query_one(AlarmRows).focus()

    @property
    def alarm(self) -> Alarm | None:
        """The alarm under the cursor."""
        key = self.query_one(AlarmRows).key
        return self.picture.alarms[int(key)] if self.picture and key else None

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        alarm = self.alarm
        late = "Its time is over: say why in the report, and test it soon." if alarm and alarm.late else ""
        self.query_one("#told", Static).update(f"{one_line(alarm.sentence)}.\n{late}" if alarm else "")

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if self.alarm and self.alarm.refs:
            self.programme.open_view(1, self.alarm.refs[0])
        else:
            self.programme.open_view(3)

    @background
    async def action_add(self) -> None:
        if self.alarm:
            await self.put_into_audit(self.alarm.refs)


def _line(place: int, alarm: Alarm) -> Line:
    if alarm.rule == LATER:
        return Line(str(place), (GLYPHS.dot, refs.shorten(alarm.refs), alarm.words), "dim")
    sign = Cell(GLYPHS.cross, "bad") if alarm.late else Cell(GLYPHS.warn, "warn")
    return Line(str(place), (sign, refs.shorten(alarm.refs), alarm.words))


VIEW = AlarmsView

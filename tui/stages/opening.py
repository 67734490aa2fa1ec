"""3 Opening (and closing) meeting: agenda with times, attendance, note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data import clock
from data.models import AgendaItem, Meeting, Note
from data.work import meetings, registers
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane, Source
from tui.widgets import capture
from tui.widgets.note import NotePane, NoteText
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line


class Agenda(Rows):
    """The points of the meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("opening", above=True)]


class Opening(Pane):
    """One of the two meetings at a time: the opening, or with w the closing one."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.kind = "opening"
        self.meeting: Meeting | None = None
        self.note: Note | None = None
        self.points: dict[str, AgendaItem] = {}

    def compose(self) -> ComposeResult:
        yield Static("", id="meeting", markup=False)
        yield Agenda(Column("", 1), Column("Agenda", 0), Column("", 24), Column("", 5), id="agenda")
        yield Static("", id="say", markup=False)
        yield Static("", id="present", markup=False)
        yield Vertical(id="notes")

    async def load(self) -> None:
        found = await self.app.read(meetings.of_audit, self.audit_id, self.kind)
        self.meeting = found[-1] if found else None
        agenda = self.query_one(Agenda)
        agenda.empty = (
            f"The {self.kind} meeting has not begun. b begins it now, with its agenda.\nw goes to the other meeting."
        )
        if self.meeting is None:
            self.query_one("#meeting", Static).update(f" {self.kind.capitalize()} meeting")
            self.points = {}
            agenda.show([])
            self.query_one("#present", Static).update("")
            return
        points = await self.app.read(meetings.agenda, self.meeting.id)
        present = await self.app.read(meetings.attendance, self.meeting.id)
        self.points = {point.id: point for point in points}
        ended = f"{GLYPHS.dash}{clock.hour_minute(self.meeting.ended)}" if self.meeting.ended else ", going on"
        done = sum(point.done_at != "" for point in points)
        when = f"{self.meeting.started[:10]} {clock.hour_minute(self.meeting.started)}{ended}"
        head = f" {self.meeting.label} {self.kind.capitalize()} meeting  {when}  {done} of {len(points)} points"
        self.query_one("#meeting", Static).update(head)
        agenda.show([_point(point) for point in points])
        people = ", ".join(
            f"{one_line(person.role)}{f' ({one_line(person.name)})' if person.name else ''}" for person in present
        )
        self.query_one("#present", Static).update(f" Present: {people or 'nobody recorded yet; a adds by role'}")
        self._say()
        if self.note is None or self.note.meeting_id != self.meeting.id:
            self.note = await self.app.read(meetings.note, self.meeting.id)
            box = self.query_one("#notes", Vertical)
            await box.remove_children()
            await box.mount(NotePane(self.note))

    def _say(self) -> None:
        point = self.points.get(self.query_one(Agenda).key)
        self.query_one("#say", Static).update(f" {one_line(point.say)}" if point else "")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say()

    def source(self) -> Source:
        note = self.screen.focused
        words = note.line(note.cursor_location[0]).strip() if isinstance(note, NoteText) else ""
        return Source(words, "", self.meeting.id if self.meeting else None)

    @background
    async def action_begin(self) -> None:
        if self.meeting is None:
            await self.change(self.app.write(meetings.begin, self.audit_id, self.kind))
            await self.load()
        else:
            self.app.say(f"The {self.kind} meeting began at {clock.hour_minute(self.meeting.started)} already.")

    @background
    async def action_tick(self) -> None:
        agenda = self.query_one(Agenda)
        if agenda.key:
            await self.change(self.app.write(meetings.tick, agenda.key))
            agenda.cursor += 1
            await self.load()

    @background
    async def action_remark(self) -> None:
        point = self.points.get(self.query_one(Agenda).key)
        if point:
            text = await self.app.ask(f"{point.title}: remark", point.remark, empty=True)
            if text is not None:
                await self.edit(AgendaItem, point.id, remark=text)
                await self.load()

    @background
    async def action_attend(self) -> None:
        if self.meeting is None:
            self.app.say("Begin the meeting first (b).")
            return
        known = await self.app.read(registers.roles)
        role = await self.app.pick("Who is there? Their role", [(name, name) for name in known], free=True)
        if role:
            await self.change(self.app.write(meetings.attend, self.meeting.id, role))
            await self.load()

    @background
    async def action_end(self) -> None:
        if self.meeting:
            await self.change(self.app.write(meetings.end, self.meeting.id))
            await self.load()

    @background
    async def action_switch(self) -> None:
        self.kind = "closing" if self.kind == "opening" else "opening"
        self.note = None
        await self.query_one("#notes", Vertical).remove_children()
        await self.load()

    def action_write(self) -> None:
        for note in self.query(NoteText):
            note.focus()

    def on_note_text_typed(self, _event: NoteText.Typed) -> None:
        self.workspace.show_saved("")

    @background
    async def on_note_text_line_left(self, event: NoteText.LineLeft) -> None:
        if self.meeting:
            await capture.capture(self.app, self.audit_id, self.meeting.id, event, "")
            await self.workspace.count()

    def on_note_text_left(self, event: NoteText.Left) -> None:
        event.stop()
        self.query_one(Agenda).focus()


def _point(point: AgendaItem) -> Line:
    done = Cell(GLYPHS.tick, "good") if point.done_at else Cell(GLYPHS.dot, "dim")
    return Line(point.id, (done, point.title, Cell(point.remark, "dim"), clock.hour_minute(point.done_at)))


STAGE = Opening

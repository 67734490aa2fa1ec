"""The pane of stage 3: agenda with times, attendance, note; lists open over it."""

from __future__ import annotations

import asyncio
from pathlib import Path
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
from tui.stages.interviews.details import FieldDetail
from tui.stages.opening.findings import ShownFindings
from tui.stages.opening.keypoints import KeyPoints
from tui.stages.opening.lists import OverAgenda
from tui.stages.opening.readout import ReadOut
from tui.stages.opening.words import Words
from tui.stages.pane import Pane, Source
from tui.widgets import capture
from tui.widgets.form import Form
from tui.widgets.note import NotePane, NoteText
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

MEETINGS = {
    "opening": "opening meeting",
    "closing": "closing meeting",
    "presentation": "presentation to management",
}


class Agenda(Rows):
    """The points of the meeting."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("opening", above=True)]

    def on_resize(self) -> None:
        remark = 0 if self.size.width >= 120 else 24  # room for remarks where there is any
        self.columns = (Column("", 1), Column("Agenda", 0), Column("", remark), Column("", 5))
        super().on_resize()


class Opening(Pane):
    """One of the meetings at a time: the opening, or with w the closing one, then the presentation."""

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
        yield FieldDetail(id="detail")

    async def load(self) -> None:
        found = await self.app.read(meetings.of_audit, self.audit_id, self.kind)
        self.meeting = found[-1] if found else None
        agenda = self.query_one(Agenda)
        agenda.empty = (
            f"The {MEETINGS[self.kind]} has not begun. b begins it now, with its agenda.\n"
            "w goes to the other meeting. p shows what the plan says, v sentences to say."
        )
        for content in self.query(OverAgenda):
            await content.load()
        if self.meeting is None:
            self.query_one("#meeting", Static).update(f" {MEETINGS[self.kind].capitalize()}")
            self.points = {}
            agenda.show([])
            self.query_one("#present", Static).update("")
            return
        points = await self.app.read(meetings.agenda, self.meeting.id)
        present = await self.app.read(meetings.attendance, self.meeting.id)
        self.points = {point.id: point for point in points}
        ended = f"{GLYPHS.dash}{clock.hour_minute(self.meeting.ended)}" if self.meeting.ended else ", going on"
        done = sum(point.done_at != "" for point in points)
        begun = self.meeting.started or self.meeting.planned
        when = f"{begun[:10]} {clock.hour_minute(begun)}{ended if self.meeting.started else ' planned, b begins it'}"
        remote = f" {GLYPHS.dot} remote" if self.meeting.remote else ""
        head = (
            f" {self.meeting.label} {MEETINGS[self.kind].capitalize()}  {when}  {done} of {len(points)} points{remote}"
        )
        self.query_one("#meeting", Static).update(head)
        agenda.show([_point(point) for point in points])
        people = ", ".join(
            f"{one_line(person.role)}{f' ({one_line(person.name)})' if person.name else ''}" for person in present
        )
        self.query_one("#present", Static).update(f" Present: {people or 'nobody recorded yet; a adds by role'}")
        self._say()
        if self.note is None or self.note.meeting_id != self.meeting.id:
            self.note = await self.app.write(meetings.note, self.meeting.id)  # behind what is still being saved
            box = self.query_one("#notes", Vertical)
            await box.remove_children()
            await box.mount(NotePane(self.note))

    def _say(self) -> None:
        point = self.points.get(self.query_one(Agenda).key)
        words = f"{one_line(point.say)}{f'  [{one_line(point.remark)}]' if point.remark else ''}" if point else ""
        self.query_one("#say", Static).update(words)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say()

    def focus_first(self) -> None:
        if not self.query_one(FieldDetail).focus_content():
            self.query_one(Agenda).focus()

    async def open_item(self, key: str) -> None:
        """Open one of the meetings by its id or label; with `#` and a row, the cursor goes to that line of its note."""
        key, _, row = key.partition("#")
        known = await self.app.read(meetings.of_audit, self.audit_id, *meetings.AGENDAS)
        meeting = next((one for one in known if key in (one.id, one.label)), None)
        if meeting is None:
            return
        await self.query_one(FieldDetail).close()
        if meeting.kind != self.kind:
            await self._show_kind(meeting.kind)
        if row.isdecimal():
            self.call_after_refresh(self._go_to_row, int(row))  # when the note is there
        else:
            self.query_one(Agenda).focus()

    def _go_to_row(self, row: int) -> None:
        for note in self.query(NoteText):
            note.move_cursor((min(row, note.document.line_count - 1), 0))
            note.focus()

    async def _show_kind(self, kind: str) -> None:
        self.kind, self.note = kind, None
        await self.query_one("#notes", Vertical).remove_children()
        await self.load()

    def source(self) -> Source:
        note = self.screen.focused
        words = note.line(note.cursor_location[0]).strip() if isinstance(note, NoteText) else ""
        return Source(words, "", self.meeting.id if self.meeting else None)

    @background
    async def action_begin(self) -> None:
        if self.meeting is None:
            await self.change(self.app.write(meetings.begin, self.audit_id, self.kind))
            await self.load()
        elif not self.meeting.started:
            await self.edit(Meeting, self.meeting.id, started=clock.now())
            await self.load()
        else:
            self.app.say(f"The {MEETINGS[self.kind]} began at {clock.hour_minute(self.meeting.started)} already.")

    @background
    async def action_tick(self) -> None:
        agenda = self.query_one(Agenda)
        point_id = agenda.key
        if point_id:
            agenda.cursor += 1  # before anything is waited for: the next key may be typed already
            await self.change(self.app.write(meetings.tick, point_id))
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
        there = {person.role for person in await self.app.read(meetings.attendance, self.meeting.id)}
        choices = [(name, name) for name in known if name not in there]
        said = await self.app.pick("Who is there? Their role; role = name where the name matters", choices, free=True)
        if said:
            role, _, name = (part.strip() for part in said.partition("="))
            await self.change(self.app.write(meetings.attend, self.meeting.id, role, name))
            await self.load()

    @background
    async def action_absent(self) -> None:
        present = await self.app.read(meetings.attendance, self.meeting.id) if self.meeting else []
        choices = [(one.id, f"{one.role} {one.name}".strip()) for one in present]
        chosen = await self.app.pick("Who was not there after all?", choices) if choices else None
        if chosen:
            await self.change(self.app.write(meetings.leave, chosen))
            await self.load()

    # -- what opens over the agenda -----------------------------------------------------------------------------

    @property
    def _meeting_id(self) -> str | None:
        return self.meeting.id if self.meeting else None

    async def _open(self, content: OverAgenda, place: str) -> None:
        await self.query_one(FieldDetail).show_list(content)
        self.workspace.show_place(place)

    @background
    async def action_read_out(self) -> None:
        await self._open(ReadOut(self.audit_id, self._meeting_id), "the plan, read out")

    @background
    async def action_key_points(self) -> None:
        await self._open(KeyPoints(self.audit_id, self._meeting_id), "services, dependencies, architecture")

    @background
    async def action_words(self) -> None:
        await self._open(Words(self.audit_id, self._meeting_id, self.kind), "words to say")

    @background
    async def action_findings(self) -> None:
        await self._open(ShownFindings(self.audit_id, self._meeting_id), "findings, one by one")

    @background
    async def action_own_words(self) -> None:
        point = self.points.get(self.query_one(Agenda).key)
        if point:
            text = await self.app.ask(f"{point.title}, in your own words", point.say)
            where = await self.app.pick("For", [("", "this meeting"), ("all", "every audit to come")]) if text else None
            if text and where is not None:
                await self.change(self.app.write(meetings.word, point.id, text, for_all=where == "all"))
                await self.load()

    @background
    async def action_settings(self) -> None:
        if self.meeting:
            await self.query_one(FieldDetail).show_meeting(self.meeting)
            self.workspace.show_place(f"{self.meeting.label} details")

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(FieldDetail).close()
        self.workspace.show_place("")
        await self.load()

    async def on_detail_closed(self, event: FieldDetail.Closed) -> None:
        event.stop()
        self.workspace.show_place("")
        await self.load()

    @background
    async def action_minutes(self) -> None:
        if self.meeting is None or not self.meeting.started:
            self.app.say("There is nothing to write minutes of: the meeting has not begun (b).")
            return
        folder = await self.app.ask(
            "Minutes as Word and PDF: into which folder?", str(Path.cwd()), "It is made if missing"
        )
        if not folder:
            return
        from exports import minutes

        self.app.say("writing the minutes …")
        made = await self.app.attempt(
            asyncio.to_thread(
                minutes.export, self.app.store, self.workspace.number, self.meeting.label, Path(folder).expanduser()
            )
        )
        if made:
            self.app.say(f"{' and '.join(one.name for one in made)} in {folder}")

    @background
    async def action_end(self) -> None:
        if self.meeting:
            await self.change(self.app.write(meetings.end, self.meeting.id))
            await self.load()

    @background
    async def action_switch(self) -> None:
        kinds = list(MEETINGS)
        await self._show_kind(kinds[(kinds.index(self.kind) + 1) % len(kinds)])

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

"""4 Interviews: talks with live notes on the one hand, the checklist with its verdicts on the other."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from data import clock
from data.models import ChecklistItem, Meeting
from data.work import checklist, meetings
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.items import Items
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.talk import Talk


class Talks(Rows):
    """The interviews and walk-throughs."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("interviews", above=True)]


class JudgedItems(Items):
    """The checklist during fieldwork."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("interviews", above=True)]


class Interviews(Pane):
    """Talks above, checklist below; a talk that is open takes all the room."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.meetings: dict[str, Meeting] = {}
        self.items: list[ChecklistItem] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="lists"):
            yield Talks(
                Column("", 5),
                Column("Talks", 0),
                Column("", 11),
                Column("", 12),
                Column("", 24),
                empty="No talk yet. i begins an interview: choose the role, its questions come up.",
                id="talks",
            )
            yield JudgedItems(id="items")
            yield Detail(id="detail")

    async def load(self) -> None:
        found = await self.app.read(meetings.of_audit, self.audit_id, "interview", "walkthrough")
        self.meetings = {meeting.id: meeting for meeting in found}
        notes = {note.meeting_id: note for note in await self.app.read(meetings.notes, self.audit_id)}
        talks = self.query_one(Talks)
        talks.show([_line(meeting, len(notes[meeting.id].text.splitlines())) for meeting in found])
        talks.styles.height = min(len(found), 7) + 1 if found else 4
        self.items = await self.app.read(checklist.items, self.audit_id)
        prompts = await self.app.read(checklist.prompts, self.audit_id)
        self.query_one(JudgedItems).fill(self.items, prompts)

    def focus_first(self) -> None:
        talk = self._talk()
        if talk:
            talk.focus_note()
        else:
            self.query_one(JudgedItems if self.items else Talks).focus()

    def _talk(self) -> Talk | None:
        return next(iter(self.query(Talk)), None)

    async def leave(self) -> None:
        talk = self._talk()
        if talk:
            talk.keep()

    def source(self) -> Source:
        talk = self._talk()
        if talk:
            return talk.source()
        item = self.query_one(JudgedItems).item
        return Source(item.remark or item.title, item.ref, item_id=item.id) if item else Source()

    async def raise_here(self) -> str:
        label = await super().raise_here()
        talk = self._talk()
        if label and talk:
            talk.tie_here(label)
        return label

    async def record_here(self) -> str:
        label = await super().record_here()
        talk = self._talk()
        if label and talk:
            talk.tie_here(label)
        return label

    # -- talks --------------------------------------------------------------------------------------------------

    async def open_item(self, key: str) -> None:
        """Open a talk by its id or label, with the cursor where it was left."""
        meeting = next((m for m in self.meetings.values() if key in (m.id, m.label)), None)
        if meeting is None:
            self.focus_first()
            return
        open_already = self._talk()
        if open_already:
            await open_already.remove()
        note = await self.app.read(meetings.note, meeting.id)
        asked = await self.app.read(checklist.prompts, self.audit_id, role=meeting.role)
        self.query_one("#lists").display = False
        talk = Talk(self.audit_id, meeting, note, asked, self.items)
        await self.mount(talk)
        talk.focus_note()
        self.workspace.show_place(f"{meeting.label} {meeting.role or meeting.title}")
        self.workspace.remember(meeting.id)

    async def on_talk_closed(self, event: Talk.Closed) -> None:
        event.stop()
        talk = self._talk()
        if talk:
            talk.keep()
            await talk.remove()
        self.query_one("#lists").display = True
        self.workspace.show_place("")
        self.workspace.remember("")
        await self.load()
        self.query_one(Talks).focus()
        await self.workspace.count()

    async def on_talk_judged(self, event: Talk.Judged) -> None:
        event.stop()
        await self.workspace.count()

    @background
    async def action_begin(self) -> None:
        await self._begin("interview", "Who is spoken to?")

    @background
    async def action_walk(self) -> None:
        await self._begin("walkthrough", "Who shows it, or what is looked at?")

    async def _begin(self, kind: str, question: str) -> None:
        known = await self.app.read(checklist.roles, self.audit_id)
        role = await self.app.pick(question, [(name, f"{name}  {count} refs") for name, count in known], free=True)
        if role:
            meeting = await self.change(self.app.write(meetings.begin, self.audit_id, kind, role))
            if meeting:
                await self.load()
                await self.open_item(meeting.id)

    # -- the checklist ------------------------------------------------------------------------------------------

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.rows.id == "talks":
            await self.open_item(event.key)
            return
        item = self.query_one(JudgedItems).item
        if item:
            prompts = await self.app.read(checklist.prompts, self.audit_id, item_id=item.id)
            await self.query_one(Detail).show_item(item, prompts)

    async def on_items_judged(self, event: Items.Judged) -> None:
        event.stop()
        await self.load()
        await self.workspace.count()

    @background
    async def action_remark(self) -> None:
        item = self.query_one(JudgedItems).item
        if item:
            text = await self.app.ask(f"{item.ref}: remark", item.remark, empty=True)
            if text is not None:
                await self.edit(ChecklistItem, item.id, remark=text)
                await self.load()

    def action_to_other(self) -> None:
        talks, items = self.query_one(Talks), self.query_one(JudgedItems)
        (items if talks.has_focus else talks).focus()


def _line(meeting: Meeting, lines: int) -> Line:
    times = f"{clock.hour_minute(meeting.started)}{GLYPHS.dash}{clock.hour_minute(meeting.ended)}"
    if not meeting.started:
        times, state = clock.hour_minute(meeting.planned), Cell("planned", "dim")
    elif not meeting.ended:
        state = Cell("going on", "good")
    else:
        state = Cell(f"{lines} lines", "dim")
    what = meeting.role + (f" {GLYPHS.dot} {meeting.title}" if meeting.title else "")
    return Line(meeting.id, (meeting.label, what, (meeting.started or meeting.planned)[:10], times, state))


STAGE = Interviews

"""The pane of stage 4: talks above, the checklist below; a talk that is open takes all the room."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data import clock
from data.models import ChecklistItem, Meeting
from data.work import checklist, meetings, questions, sittings, talks, uses
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.interviews.details import FieldDetail
from tui.stages.interviews.overlays import Overlays
from tui.stages.pane import Source
from tui.widgets.items import Items
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.talk import Talk


class Talks(Rows):
    """The interviews and walk-throughs."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("interviews", above=True)]


class JudgedItems(Items):
    """The checklist during fieldwork."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("interviews", above=True)]


class Interviews(Overlays):
    """Talks above, checklist below; a talk that is open takes all the room."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.meetings: dict[str, Meeting] = {}
        self.items: list[ChecklistItem] = []
        self.unjudged_only = False

    def compose(self) -> ComposeResult:
        with Vertical(id="lists"):
            yield Talks(
                Column("", 5),
                Column("Talks", 0),
                Column("", 11),
                Column("", 12),
                Column("", 12),
                empty="No talk yet. i begins an interview: choose the role, its questions come up. w: a walk-through.",
                id="talks",
            )
            yield JudgedItems(id="items")
            yield Static("", id="left", classes="foot", markup=False)
        yield FieldDetail(id="detail")

    async def load(self) -> None:
        found = await self.app.read(meetings.of_audit, self.audit_id, "interview", "walkthrough")
        self.meetings = {meeting.id: meeting for meeting in found}
        notes = {note.meeting_id: note for note in await self.app.read(meetings.notes, self.audit_id)}
        list_of_talks = self.query_one(Talks)
        list_of_talks.show([_line(meeting, len(notes[meeting.id].text.splitlines())) for meeting in found])
        list_of_talks.styles.height = min(len(found), 7) + 1 if found else 4
        self.items = await self.app.read(checklist.items, self.audit_id)
        prompts = await self.app.read(checklist.prompts, self.audit_id)
        judged = self.query_one(JudgedItems)
        shown = [item for item in self.items if not (self.unjudged_only and item.verdict)]
        judged.empty = "Every item has its verdict. v shows them all." if self.items else judged.empty
        judged.fill(shown, prompts)
        await self.say_left()
        await self.reload_opened()

    async def say_left(self) -> None:
        """The last line: what has no verdict, what is to be asked, which sittings are left."""
        left = sum(not item.verdict for item in self.items)
        parts = [f"{left} of {len(self.items)} without a verdict" if left else ""]
        waiting = len(await self.app.read(questions.of_audit, self.audit_id, questions.OPEN))
        parts.append(f"{waiting} open question{'s' if waiting != 1 else ''} (f)" if waiting else "")
        planned = await self.app.read(sittings.progress, self.audit_id)
        to_come = [f"{one.sitting.title} {len(one.left)} of {one.refs}" for one in planned if one.left]
        if planned:
            parts.append(f"sittings (s): {', '.join(to_come)} left" if to_come else "every sitting is done")
        self.query_one("#left", Static).update(f" {GLYPHS.dot} ".join(part for part in parts if part))

    def focus_first(self) -> None:
        if self.query_one(FieldDetail).focus_content():
            return
        talk = self.talk
        if talk:
            talk.focus_note()
        else:
            self.query_one(JudgedItems if self.items else Talks).focus()

    @property
    def meeting(self) -> Meeting | None:
        """The talk that is open, else the one under the cursor when the talks have the keys."""
        talk = self.talk
        if talk:
            return talk.meeting
        list_of_talks = self.query_one(Talks)
        return self.meetings.get(list_of_talks.key) if list_of_talks.has_focus or not self.items else None

    @property
    def item(self) -> ChecklistItem | None:
        """The item of the question that is asked, else the one under the cursor."""
        talk = self.talk
        return talk.prompts.item if talk else self.query_one(JudgedItems).item

    async def leave(self) -> None:
        talk = self.talk
        if talk:
            talk.keep()

    def source(self) -> Source:
        talk = self.talk
        if talk:
            return talk.source()
        item = self.query_one(JudgedItems).item
        return Source(item.remark or item.title, item.ref, item_id=item.id) if item else Source()

    async def raise_here(self) -> str:
        label = await super().raise_here()
        talk = self.talk
        if label and talk:
            talk.tie_here(label)
        return label

    async def record_here(self) -> str:
        label = await super().record_here()
        talk = self.talk
        if label and talk:
            talk.tie_here(label)
        return label

    # -- talks --------------------------------------------------------------------------------------------------

    async def open_item(self, key: str) -> None:
        """Open a talk by its id or label, with the cursor where it was left, or on the row behind `#`.

        The key may be that of a checklist item or an open question as well.
        """
        key, _, row = key.partition("#")
        meeting = next((m for m in self.meetings.values() if key in (m.id, m.label)), None)
        if meeting is None:
            await self._open_other(key)
            return
        detail = self.query_one(FieldDetail)
        if detail.display:
            await detail.close()
        talk = self.talk
        if talk is None or talk.meeting.id != meeting.id:
            talk = await self.open_talk(meeting)
        if row.isdecimal():
            talk.notes.note.move_cursor((min(int(row), talk.notes.note.document.line_count - 1), 0))
        talk.focus_note()

    async def open_talk(self, meeting: Meeting) -> Talk:
        await self._close_talk()
        note = await self.app.write(meetings.note, meeting.id)  # behind what is still being saved
        asking = await self.app.read(talks.asking, meeting.id)
        self.query_one("#lists").display = False
        talk = Talk(self.audit_id, meeting, note, asking.prompts, self.items)
        talk.prompts.follow_ups = len(asking.follow_ups)
        await self.mount(talk)
        self.show_place()
        self.workspace.remember(meeting.id)
        return talk

    async def _close_talk(self) -> None:
        talk = self.talk
        if talk:
            talk.keep()
            await talk.remove()

    async def _open_other(self, key: str) -> None:
        """An item of the checklist or an open question, in the lists."""
        question = next(
            (one for one in await self.app.read(questions.of_audit, self.audit_id) if key in (one.id, one.label)), None
        )
        if question:
            await self.show_questions(question)
            return
        others = await self.app.read(meetings.of_audit, self.audit_id, *uses.STAGES)
        elsewhere = next((one for one in others if key in (one.id, one.label)), None)
        if elsewhere:
            self.workspace.go_to(uses.STAGES[elsewhere.kind], elsewhere.id)
            return
        await self._close_talk()
        self.query_one("#lists").display = True
        self.query_one(JudgedItems).go_to(key)
        self.query_one(JudgedItems).focus()

    async def on_talk_closed(self, event: Talk.Closed) -> None:
        event.stop()
        await self._close_talk()
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
        await self.begin("interview", "Who is spoken to? By role")

    @background
    async def action_walk(self) -> None:
        await self.begin("walkthrough", "Who shows it, or what is looked at?")

    # -- the checklist ------------------------------------------------------------------------------------------

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.rows.id == "talks":
            await self.open_item(event.key)
            return
        item = self.query_one(JudgedItems).item
        if item:
            prompts = await self.app.read(checklist.prompts, self.audit_id, item_id=item.id)
            await self.query_one(FieldDetail).show_item(item, prompts)

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

    @background
    async def action_unjudged(self) -> None:
        self.unjudged_only = not self.unjudged_only
        await self.load()

    def action_to_other(self) -> None:
        above, items = self.query_one(Talks), self.query_one(JudgedItems)
        (items if above.has_focus else above).focus()


def _line(meeting: Meeting, lines: int) -> Line:
    times = f"{clock.hour_minute(meeting.started)}{GLYPHS.dash}{clock.hour_minute(meeting.ended)}"
    if not meeting.started:
        times, state = clock.hour_minute(meeting.planned), Cell("planned", "dim")
    elif not meeting.ended:
        state = Cell("going on", "good")
    else:
        state = Cell(f"{lines} lines", "dim")
    kind = "walk" if meeting.kind == "walkthrough" else ""
    what = f" {GLYPHS.dot} ".join(part for part in (meeting.role, meeting.title, kind) if part)
    what += " (remote)" if meeting.remote else ""
    return Line(meeting.id, (meeting.label, what, (meeting.started or meeting.planned)[:10], times, state))

"""Open questions: what has to be asked again, of whom, and how it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from data import clock
from data.models import Question
from data.work import checklist, meetings, questions
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless

if TYPE_CHECKING:
    from tui.app import Auditbook

MARKS = {"open": "warn", "answered": "good", "dropped": "dim"}


class QuestionRows(Rows):
    """The questions."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("questions", above=True)]


class FollowUps(Vertical):
    """The list. Those for `role` come first; an answer is noted as given in the meeting of that id."""

    app: Auditbook

    class Changed(Message):
        """A question was added, answered, dropped or given to somebody."""

    @dataclass
    class See(Message):
        """The meeting, and the words to look for in its note."""

        meeting_id: str
        words: str

    def __init__(self, audit_id: str, role: str = "", meeting_id: str | None = None) -> None:
        super().__init__(classes="uses")
        self.audit_id, self.role, self.meeting_id = audit_id, role, meeting_id
        self.found: dict[str, Question] = {}
        self.labels: dict[str, str] = {}
        self.every = False
        self.go_to = ""

    def compose(self) -> ComposeResult:
        yield QuestionRows(
            Column("", 5),
            Column("Open questions", 0),
            Column("ref", 7),
            Column("for", 16),
            Column("", 8),
            empty="No open question. a adds one; in a note, a line like\n    ? who checks accounts of contractors",
            id="questions",
        )
        yield Static("", classes="use-words", markup=False)

    async def on_mount(self) -> None:
        await self.load()

    async def load(self) -> None:
        """Read the questions and show them."""
        states = () if self.every else (questions.OPEN,)
        found = await self.app.read(questions.of_audit, self.audit_id, *states)
        self.labels = {one.id: one.label for one in await self.app.read(meetings.of_audit, self.audit_id)}
        found.sort(
            key=lambda one: (one.state != "open", bool(self.role) and one.role.casefold() != self.role.casefold())
        )
        self.found = {one.id: one for one in found}
        lines = [
            Line(one.id, (one.label, one.text, one.ref, one.role, Cell(one.state, MARKS.get(one.state, ""))))
            for one in found
        ]
        self.query_one(QuestionRows).show(lines, self.go_to or None)
        self.go_to = ""
        self._tell()

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        return self.found.get(self.query_one(QuestionRows).key)

    def _tell(self) -> None:
        one = self.question
        words = ""
        if one:
            where = self.labels.get(one.meeting_id or "", "")
            words = f"{harmless(one.text)}\n"
            words += f"raised {f'in {where} ' if where else ''}{one.raised_at[:10]} {clock.hour_minute(one.raised_at)}"
            if one.answer:
                at = self.labels.get(one.answered_in_id or "", "")
                words += f"\n{GLYPHS.tick} {harmless(one.answer)}{f'  ({at})' if at else ''}"
        self.query_one(Static).update(words)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_answer()

    async def _changed(self) -> None:
        await self.load()
        self.post_message(self.Changed())

    @background
    async def action_answer(self) -> None:
        one = self.question
        if one:
            text = await self.app.ask(
                f"{one.label} {one.text}"[:200], one.answer, "The answer; empty opens it again", empty=True
            )
            if text is not None:
                await self.app.write(questions.answer, one.id, text, self.meeting_id)
                await self._changed()

    @background
    async def action_add(self) -> None:
        text = await self.app.ask("Open question", hint="What has to be asked, or looked up, later?")
        if text:
            made = await self.app.write(
                questions.raise_question, self.audit_id, text, role=self.role, meeting_id=self.meeting_id
            )
            self.go_to = made.id
            await self._changed()

    @background
    async def action_whom(self) -> None:
        one = self.question
        if one:
            known = await self.app.read(checklist.roles, self.audit_id)
            role = await self.app.pick(f"{one.label}: who is it for?", [(name, name) for name, _ in known], free=True)
            if role:
                await self.app.write(questions.edit, one.id, role=role)
                await self._changed()

    @background
    async def action_drop(self) -> None:
        one = self.question
        if one:
            await self.app.write(questions.drop, one.id)
            await self._changed()

    @background
    async def action_every(self) -> None:
        self.every = not self.every
        await self.load()

    def action_see(self) -> None:
        one = self.question
        if one and one.meeting_id:
            self.post_message(self.See(one.meeting_id, one.label))
        elif one:
            self.app.say(f"{one.label} did not come up in a note.")

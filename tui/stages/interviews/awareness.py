"""Awareness: a few questions for many people, one key an answer, counted across all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from data.work import awareness, checklist
from data.work.awareness import Topic
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook


class TopicRows(Rows):
    """The questions."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("awareness", above=True)]


class AwarenessRound(Vertical):
    """The questions, with how the one who is asked now and all before answered. `role` is who is asked."""

    app: Auditbook

    def __init__(self, audit_id: str, role: str = "", meeting_id: str | None = None) -> None:
        super().__init__(classes="uses")
        self.audit_id, self.role, self.meeting_id = audit_id, role, meeting_id
        self.topics: dict[str, Topic] = {}
        self.given = 0

    def compose(self) -> ComposeResult:
        yield Static("", classes="use-head", markup=False)
        yield TopicRows(Column("Awareness", 26), Column("", 0), Column("knew", 10), id="topics")
        yield Static("", classes="use-words", markup=False)

    async def on_mount(self) -> None:
        await self.load()

    async def load(self) -> None:
        """Read the counts and show them."""
        found = await self.app.read(awareness.topics, self.audit_id)
        self.topics = {topic.title: topic for topic in found}
        self.query_one(TopicRows).show(
            [
                Line(
                    topic.title,
                    (
                        topic.title,
                        Cell(topic.question if topic.question != topic.title else "", "dim"),
                        Cell(f"{topic.knew} of {topic.asked}", "good" if topic.knew == topic.asked else "warn")
                        if topic.asked
                        else "",
                    ),
                )
                for topic in found
            ]
        )
        asked = sum(topic.asked for topic in found)
        who = one_line(self.role) or "nobody chosen yet, w chooses"
        self.query_one(".use-head", Static).update(f" Asked now: {who} {GLYPHS.dot} {asked} answers so far")
        self._tell()

    @property
    def topic(self) -> Topic | None:
        """The question under the cursor."""
        return self.topics.get(self.query_one(TopicRows).key)

    def _tell(self) -> None:
        topic, words = self.topic, ""
        if topic:
            words = harmless(topic.question)
            words += f"\ngood answer: {harmless(topic.good)}" if topic.good else ""
            by_role = ", ".join(f"{role} {knew} of {asked}" for role, knew, asked in topic.who)
            words += f"\n{topic.words} {GLYPHS.dot} {one_line(by_role)}" if topic.asked else ""
        self.query_one(".use-words", Static).update(words)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.app.say("y knew, p knew where to look, n did not know; - takes the last answer back.")

    @background
    async def action_give(self, answered: str) -> None:
        topic = self.topic
        if topic is None:
            return
        if not self.role and not await self._choose():
            return
        await self.app.write(awareness.answer, self.audit_id, topic.title, answered, self.role, self.meeting_id)
        self.query_one(TopicRows).cursor += 1
        await self.load()

    @background
    async def action_take_back(self) -> None:
        if self.topic:
            await self.app.write(awareness.take_back, self.audit_id, self.topic.title)
            await self.load()

    @background
    async def action_whom(self) -> None:
        if await self._choose():
            self.query_one(TopicRows).cursor = 0
            await self.load()

    async def _choose(self) -> bool:
        known = await self.app.read(checklist.roles, self.audit_id)
        names = list(dict.fromkeys(("Ordinary staff", *(name for name, _ in known))))
        role = await self.app.pick("Who is asked? By role, not by name", [(name, name) for name in names], free=True)
        self.role = role or self.role
        return bool(role)

    @background
    async def action_add(self) -> None:
        text = await self.app.ask("Your question, to be asked of several people")
        if text:
            await self.app.write(awareness.add_own, self.audit_id, text)
            await self.load()
            self.query_one(TopicRows).go_to(text)

"""The workspace of one audit: nine stages, one at a time, any at any time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen
from textual.widgets import TextArea

from data.rules.stages import STAGES
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, StageBar, TitleBar

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.stages.pane import Pane

MODULES = ("plan", "prepare", "opening", "interviews", "sampling", "evidence", "findings", "report", "followup")


class Workspace(Screen[None]):
    """One audit. `meeting` is the id or label of a meeting to open in the interviews, if any."""

    app: Auditbook
    AUTO_FOCUS = ""  # a pane says itself what is focused, when it is whole
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("workspace")]

    def __init__(self, audit_id: str, number: str, stage: int, meeting: str = "") -> None:
        super().__init__()
        self.audit_id, self.number, self.stage, self.meeting = audit_id, number, stage, meeting
        self.panes: dict[int, Pane] = {}
        self._ahead: list[Key] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield StageBar()
        yield Container(id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        self._say_where("")
        self.query_one(StageBar).stage = self.stage
        self.open_stage(self.stage)

    def on_key(self, event: Key) -> None:
        """While nothing has the focus, something is about to get it: what is typed ahead waits for that."""
        if self.focused is None:
            event.stop()
            event.prevent_default()
            self._ahead.append(event)

    def on_descendant_focus(self) -> None:
        typed, self._ahead = self._ahead, []
        for event in typed:
            # sent as by the driver: a message goes no further up than to its sender, and bindings are the app's
            self.app.post_message(Key(event.key, event.character).set_sender(self.app))

    def _say_where(self, place: str) -> None:
        parts = [self.number, f"{self.stage} {STAGES[self.stage - 1]}", *([place] if place else [])]
        self.query_one(TitleBar).where = f" {GLYPHS.pointer} ".join(parts)

    @property
    def pane(self) -> Pane | None:
        """The stage that is shown, once it is there."""
        return self.panes.get(self.stage)

    def go_to(self, stage: int, key: str) -> None:
        """Show one thing of a stage, by the id of its row or by its label."""
        self.open_stage(stage, key)

    @work(exclusive=True, group="stage")
    async def open_stage(self, stage: int, key: str = "") -> None:
        """Show a stage; its pane is built the first time, when the store is open. `key` names what to open in it."""
        await self.app.store_ready.wait()
        from data.work import bookmarks

        if self.pane and stage != self.stage:
            await self.pane.leave()
            self.set_focus(None)
            self.pane.display = False
        self.stage = stage
        self.query_one(StageBar).stage = stage
        self._say_where("")
        pane = self.panes.get(stage)
        if pane is None:
            module = import_module(f"tui.stages.{MODULES[stage - 1]}")
            pane = module.STAGE(self.audit_id)
            self.panes[stage] = pane
            pane.display = False
            await self.query_one("#body").mount(pane)
        await pane.load()
        pane.display = True
        if key or (self.meeting and stage == 4):
            await pane.open_item(key or self.meeting)
        if self.focused is None:
            pane.focus_first()
        self.app.store.submit(bookmarks.put, self.app.who, self.audit_id, stage, self.meeting if stage == 4 else "")
        self.meeting = ""
        await self.count()

    def remember(self, meeting_id: str) -> None:
        """Note in which meeting the user is."""
        from data.work import bookmarks

        self.app.store.submit(bookmarks.put, self.app.who, self.audit_id, self.stage, meeting_id)

    async def count(self) -> None:
        """Show what is left."""
        from data.work import audits

        facts = await self.app.attempt(self.app.read(audits.facts, self.audit_id))
        if facts:
            left = facts.items - facts.judged
            for title in self.query(TitleBar):
                title.left = f"{left} left" if left else ("all judged" if facts.items else "")
            self.show_saved("")

    def show_place(self, place: str) -> None:
        """Say in the title what is open inside the stage."""
        self._say_where(place)

    def show_saved(self, trouble: str) -> None:
        """Show whether all that was typed is in the store."""
        for title in self.query(TitleBar):
            title.state = "NOT SAVED" if trouble else ("saved" if self.app.store.saved else "saving")

    @background
    async def changed_elsewhere(self) -> None:
        """Another window changed the record: show it, unless that would take the place of what is being typed."""
        if self.pane and self.is_current and not isinstance(self.focused, TextArea):
            await self.pane.load()
        await self.count()

    def action_stage(self, stage: int) -> None:
        if stage in range(1, 10):
            self.open_stage(stage)

    def action_search(self) -> None:
        self.app.action_search()

    def action_help(self) -> None:
        self.app.action_help()

    @background
    async def action_undo(self) -> None:
        from data.work import search

        said = await self.app.attempt(self.app.write(search.undo, self.app.store.sitting))
        if said and self.pane:
            self.app.say(said)
            await self.pane.load()
            await self.count()

    @background
    async def action_back(self) -> None:
        from data.work import bookmarks

        await self.app.store_ready.wait()
        if self.pane:
            await self.pane.leave()
        self.app.store.submit(bookmarks.put, self.app.who, "", 0)
        self.dismiss(None)

    @background
    async def new_finding(self) -> None:
        """A finding from the line or item under the cursor, at once and without a question."""
        if self.pane:
            await self.pane.raise_here()
            await self.count()

    @background
    async def new_evidence(self) -> None:
        """Evidence from the line or item under the cursor, at once and without a question."""
        if self.pane:
            await self.pane.record_here()
            await self.count()

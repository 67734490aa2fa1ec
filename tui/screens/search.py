"""Search everything: notes, findings, evidence, requests, actions, registers. Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from data import glance
from data.models import Note
from data.sqlite import Hit
from data.work import rows, search
from tui.background import background
from tui.widgets.rows import Cell, Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook

STAGES = {
    "Audit": 1,
    "ChecklistItem": 4,
    "Request": 2,
    "Reading": 2,
    "Meeting": 4,
    "Note": 4,
    "Question": 4,
    "Sitting": 4,
    "Difference": 3,
    "KeyPoint": 3,
    "Disagreement": 3,
    "Population": 5,
    "Sample": 5,
    "Evidence": 6,
    "Finding": 7,
    "Action": 9,
    "Decision": 9,
}
WORDS = {"ChecklistItem": "checklist", "SoaEntry": "SoA", "KeyPoint": "key point"}


class Search(ModalScreen[None]):
    """One line to type into, what was found below."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("down", "down", "down", show=False, priority=True),
        Binding("up", "up", "up", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.hits: dict[str, Hit] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Input(placeholder="search everything: notes, findings, evidence, registers …", id="answer")
            yield Rows(
                Column("", 10), Column("", 12), Column("", 0), head=False, empty="Type two letters or more.", id="hits"
            )

    def on_mount(self) -> None:
        self.query_one(Rows).can_focus = False

    @work(exclusive=True)
    async def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        found: list[Hit] = []
        if len(event.value.strip()) > 1:
            found = await self.app.read(search.search, event.value)
        self.hits = {f"{hit.kind}.{hit.row_id}": hit for hit in found}
        box = self.query_one(Rows)
        box.empty = "Nothing found." if event.value.strip() else "Type two letters or more."
        box.show(
            [
                Line(key, (Cell(WORDS.get(hit.kind, hit.kind.lower()), "dim"), hit.label, hit.snippet))
                for key, hit in self.hits.items()
            ]
        )

    @background
    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        hit = self.hits.get(self.query_one(Rows).key)
        if hit is None:
            return
        stage = STAGES.get(hit.kind)
        audit = next((line for line in self.app.glance.audits if line.id == hit.audit_id), None)
        if audit is None:
            self.app.glance = glance.look(self.app.path, "", self.app.who)
            audit = next((line for line in self.app.glance.audits if line.id == hit.audit_id), None)
        if not stage or audit is None:
            self.app.say(f"{WORDS.get(hit.kind, hit.kind)} {hit.label}: {hit.snippet}")
            return
        key = hit.row_id
        if hit.kind == "Note":
            key = (await self.app.read(rows.fetch, Note, hit.row_id)).meeting_id
        self.dismiss(None)
        await self._go(audit, stage, key)

    async def _go(self, audit: glance.AuditLine, stage: int, key: str) -> None:
        from tui.screens.workspace import Workspace

        here = self.app.screen
        if isinstance(here, Workspace) and here.audit_id == audit.id:
            here.go_to(stage, key)
        else:
            there = Workspace(audit.id, audit.number, stage)
            await self.app.push_screen(there)
            there.go_to(stage, key)

    def action_down(self) -> None:
        self.query_one(Rows).cursor += 1

    def action_up(self) -> None:
        self.query_one(Rows).cursor -= 1

    def action_leave(self) -> None:
        self.dismiss(None)

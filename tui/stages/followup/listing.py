"""The list of stage 9: findings with their actions, decisions, and what comes next for the one under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data import clock
from data.models import Action, Finding
from data.work import registers
from tui import keys
from tui.stages.followup import lines
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.rows import Column, Rows
from tui.widgets.text import one_line


class FollowUpRows(Rows):
    """Findings, actions and decisions."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("followup", above=True)]


class ListPane(Pane):
    """The list of stage 9, and what is under its cursor."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.whole_register = False
        self.shown = lines.Shown()

    def compose(self) -> ComposeResult:
        wide = self.app.size.width >= 120
        yield FollowUpRows(
            Column("", 5),
            Column("Findings, actions, decisions", 0),
            Column("for", 5),
            Column("owner", 30 if wide else 12),
            Column("due", 10),
            Column("state", 11),
            empty="No finding asks for an action. d notes a decision, w shows the whole register.",
            id="actions",
        )
        yield Static("", id="next", markup=False)
        yield Detail(id="detail")

    @property
    def list(self) -> FollowUpRows:
        """The list."""
        return self.query_one(FollowUpRows)

    async def load(self, key: str | None = None) -> None:
        """Show the list, with the cursor on `key` where it is given."""
        self.shown = await self.app.read(lines.read, self.audit_id, whole_register=self.whole_register)
        self.list.show(list(lines.lines(self.shown, clock.today())), key)
        self._say_next()

    def _say_next(self) -> None:
        words = lines.facts(self.shown, self.list.key, clock.today())
        self.query_one("#next", Static).update("\n".join(f" {one_line(line)}" for line in words))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say_next()

    @property
    def action_here(self) -> Action | None:
        """The action under the cursor."""
        return self.shown.actions.get(self.list.key)

    @property
    def finding_here(self) -> Finding | None:
        """The finding under the cursor, or the one that the action there answers."""
        row = self.action_here or self.shown.decisions.get(self.list.key)
        return self.shown.findings.get((row.finding_id or "") if row else self.list.key)

    def source(self) -> Source:
        finding, one = self.finding_here, self.action_here
        return Source(one.statement if one else "", finding.ref if finding else "")

    async def open_item(self, key: str, at: str = "") -> None:
        """Open an action or decision by its id or label, with the cursor in the field `at`."""

    async def pick_role(self, question: str) -> str | None:
        """A role of the registers, or one of the user's own; None when it was left."""
        known = await self.app.read(registers.roles)
        return await self.app.pick(question, [(name, name) for name in known], free=True)

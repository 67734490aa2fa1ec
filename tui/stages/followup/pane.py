"""The pane: the list of stage 9, and the form over one of its rows."""

from __future__ import annotations

from data import clock
from data.errors import BadInput
from data.models import Action, Decision, Row
from data.rules import decisions as kinds
from data.work import actions, audits, registers
from tui.background import background
from tui.stages.followup import fields
from tui.stages.followup.acting import Acting
from tui.stages.followup.deciding import Deciding
from tui.stages.followup.exchange import Exchange
from tui.widgets.detail import Detail
from tui.widgets.form import Form
from tui.widgets.rows import Rows


class FollowUp(Acting, Deciding, Exchange):
    """What becomes of this audit's findings; with w, every action there is."""

    @background
    async def action_all(self) -> None:
        self.whole_register = not self.whole_register
        await self.load()
        self.app.say("The whole register." if self.whole_register else "This audit's actions.")

    @background
    async def action_trends(self) -> None:
        from tui.screens.trends import Trends

        await self.app.push_screen_wait(Trends())

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.key in self.shown.findings:
            self.workspace.go_to(7, event.key)
        else:
            await self.open_item(event.key)

    async def open_item(self, key: str, at: str = "") -> None:
        known: list[Row] = [*self.shown.actions.values(), *self.shown.decisions.values()]
        row = next((one for one in known if key in (one.id, getattr(one, "label", ""))), None)
        finding = next((one for one in self.shown.findings.values() if key in (one.id, one.label)), None)
        if isinstance(row, Action):
            values = await self.app.read(fields.values, row.id)
            values["steps"] = self.app.drafts.get(self._steps_place(row.id)) or values["steps"]
            await self.query_one(Detail).show_form(fields.action(self._take_steps), values, row.id, at)
            self.workspace.show_place(f"{row.label} {row.status}")
        elif isinstance(row, Decision):
            await self.query_one(Detail).show_form(fields.DECISION, fields.texts(row), row.id, at)
            self.workspace.show_place(row.label)
        elif finding:
            self.list.go_to(finding.id)

    @property
    def _open_id(self) -> str:
        return self.query_one(Detail).row_id

    @staticmethod
    def _steps_place(action_id: str) -> str:
        return f"followup.{action_id}.steps"

    async def _take_steps(self, text: str) -> str:
        """Hand over the steps; returns what is wrong with them."""
        try:
            await self.app.write(actions.set_steps, self._open_id, audits.split_lines(text))
        except BadInput as error:
            return str(error)
        self.app.keep_draft(self._steps_place(self._open_id), "")
        return ""

    def on_form_drafted(self, event: Form.Drafted) -> None:
        self.drafted(f"followup.{self._open_id}", event)

    def on_form_typed(self, event: Form.Typed) -> None:
        table = Action if self._open_id in self.shown.actions else Decision
        bad = event.name in fields.DATES and event.text and clock.parse_date(event.text) is None
        if event.name in fields.DATES:
            event.form.complain(event.name, "no date yet; write it as 2026-11-30" if bad else "")
        self.typed(table, self._open_id, event)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        if event.field.name == "risk":
            known = await self.app.read(registers.risks)
            choices = [(row.number, f"{row.number} {row.title}") for row in known]
            chosen = await self.app.pick(event.field.label, choices, free=True)
        elif event.field.name == "kind":
            chosen = await self.app.pick("Kind", [(name, f"{name}: {words}") for name, words in kinds.KINDS.items()])
        else:
            chosen = await self.pick_role(event.field.label)
        if chosen:
            event.form.put(event.field.name, chosen)
            event.form.focus_field(event.field.name)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        self.workspace.show_place("")
        await self.load()
        await self.workspace.count()

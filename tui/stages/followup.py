"""9 Follow-up: corrective actions until they are verified, and what management decided."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data import clock
from data.models import Action, Decision
from data.rules import verdicts
from data.work import actions, findings, registers
from tui import keys
from tui.background import background
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows

FIELDS = [
    Field("statement", "Finding", 2, "what is corrected"),
    Field("correction", "Correction", 2, "what was done at once; other cases looked for"),
    Field("cause", "Cause", 2, "why it happened: asked until management can change it"),
    Field("text", "Action", 2, "what is changed so that it does not come back"),
    Field("owner", "Owner", 1, "a role", ("roles",)),
    Field("due", "Due", 1, "as 2026-11-30"),
    Field("done", "Done", 1, "when it was done"),
    Field("effectiveness", "Effective if", 2, "criterion and date, fixed in advance"),
    Field("verifier", "Verifier", 1, "a role other than the owner", ("roles",)),
    Field("verified", "Verified", 1, "when"),
    Field("result", "Result", 1, "effective, in part, not effective"),
    Field("external", "Their id", 1, "its number in another register"),
]
DECISION = [
    Field("text", "Decision", 3),
    Field("owner", "Owner", 1, "a role", ("roles",)),
    Field("due", "Due", 1, "as 2026-11-30"),
]


class ActionRows(Rows):
    """The actions and decisions."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("followup", above=True)]


class FollowUp(Pane):
    """This audit's actions, or with w the whole register."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.whole_register = False
        self.actions: dict[str, Action] = {}
        self.decisions: dict[str, Decision] = {}
        self.labels: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield ActionRows(
            Column("", 5),
            Column("Actions and decisions", 0),
            Column("for", 6),
            Column("owner", 20),
            Column("due", 10),
            Column("state", 11),
            empty="No action yet. a agrees one for a finding, w shows the whole register.",
            id="actions",
        )
        yield Detail(id="detail")

    async def load(self) -> None:
        found = await (
            self.app.read(actions.every) if self.whole_register else self.app.read(actions.of_audit, self.audit_id)
        )
        self.actions = {one.id: one for one in found}
        self.decisions = {one.id: one for one in await self.app.read(actions.decisions, self.audit_id)}
        self.labels = {one.id: one.label for one in await self.app.read(findings.of_audit, self.audit_id)}
        today = clock.today()
        lines = [self._line(one, today) for one in found]
        lines += [
            Line(
                one.id,
                (
                    one.label,
                    one.text,
                    self.labels.get(one.finding_id or "", ""),
                    one.owner,
                    one.due,
                    Cell("decision", "info"),
                ),
            )
            for one in self.decisions.values()
        ]
        self.query_one(ActionRows).show(lines)

    def _line(self, one: Action, today: str) -> Line:
        finished = one.status in actions.FINISHED
        late = not finished and one.due and one.due < today
        state = Cell("overdue" if late else one.status, "bad" if late else "good" if finished else "")
        about = self.labels.get(one.finding_id or "", one.external[:6])
        return Line(
            one.id,
            (
                one.label,
                one.text or one.statement,
                about,
                one.owner or Cell("nobody", "warn"),
                one.due or Cell("no date", "warn"),
                state,
            ),
        )

    def source(self) -> Source:
        one = self.actions.get(self.query_one(ActionRows).key)
        return Source(one.statement) if one else Source()

    @background
    async def action_add(self) -> None:
        known = await self.app.read(findings.of_audit, self.audit_id)
        acted = {one.finding_id for one in self.actions.values()}
        ordered = sorted(known, key=lambda one: (one.id in acted, one.grade not in verdicts.NONCONFORMITIES, one.label))
        choices = [(one.id, f"{one.label} {one.grade:11} {one.title}") for one in ordered]
        chosen = await self.app.pick("An action for which finding?", [*choices, ("none", "for the audit as a whole")])
        if not chosen:
            return
        finding = next((one for one in known if one.id == chosen), None)
        text = await self.app.ask("What will be done?", finding.action if finding else "")
        if text:
            made = await self.change(
                self.app.write(actions.agree, self.audit_id, finding.id if finding else None, text)
            )
            if made:
                await self.load()
                await self.open_item(made.id, "owner")

    @background
    async def action_decide(self) -> None:
        text = await self.app.ask("What did management decide?")
        if text:
            made = await self.change(self.app.write(actions.decide, self.audit_id, text))
            if made:
                await self.load()
                self.query_one(ActionRows).go_to(made.id)

    @background
    async def action_state(self) -> None:
        one = self.actions.get(self.query_one(ActionRows).key)
        if one:
            chosen = await self.app.pick(
                f"{one.label}: state", [(name, name) for name in actions.STATES], current=one.status
            )
            if chosen:
                await self.change(self.app.write(actions.move, one.id, chosen))
                await self.load()

    @background
    async def action_all(self) -> None:
        self.whole_register = not self.whole_register
        await self.load()
        self.app.say("The whole register." if self.whole_register else "This audit's actions.")

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def open_item(self, key: str, at: str = "") -> None:
        known: list[Action | Decision] = [*self.actions.values(), *self.decisions.values()]
        row = next((one for one in known if key in (one.id, one.label)), None)
        if row:
            values = {name: str(value) for name, value in row.model_dump().items() if isinstance(value, str)}
            await self.query_one(Detail).show_form(FIELDS if isinstance(row, Action) else DECISION, values, row.id, at)
            self.workspace.show_place(row.label)

    def on_form_typed(self, event: Form.Typed) -> None:
        row_id = self.query_one(Detail).row_id
        self.typed(Action if row_id in self.actions else Decision, row_id, event)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        known = await self.app.read(registers.roles)
        chosen = await self.app.pick(event.field.label, [(name, name) for name in known], free=True)
        if chosen:
            event.form.put(event.field.name, chosen)
            event.form.focus_field(event.field.name)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        self.workspace.show_place("")
        await self.load()
        await self.workspace.count()


STAGE = FollowUp

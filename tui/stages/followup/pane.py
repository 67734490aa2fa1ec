"""The pane: findings with their actions, each a few keys from its next state."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data import clock
from data.errors import BadInput
from data.models import Action, Decision, Finding, Row
from data.rules import corrective, verdicts
from data.rules import decisions as kinds
from data.work import actions, audits, decisions, evidence, registers, sampling
from tui import config, keys
from tui.background import background
from tui.stages.followup import fields, lines
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.form import Form
from tui.widgets.rows import Column, Rows
from tui.widgets.text import one_line


class FollowUpRows(Rows):
    """Findings, actions and decisions."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("followup", above=True)]


class FollowUp(Pane):
    """What becomes of this audit's findings; with w, every action there is."""

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

    # -- actions ------------------------------------------------------------------------------------------------

    @background
    async def action_add(self) -> None:
        finding = self.shown.findings.get(self.list.key) or await self._pick_finding("An action for which finding?")
        if finding is None:
            return
        words = finding.action if isinstance(finding, Finding) else ""
        text = await self.app.ask("What will be done?", words)
        if not text:
            return
        key = finding.id if isinstance(finding, Finding) else None
        owner = {"owner": finding.owner} if isinstance(finding, Finding) and finding.owner else {}
        made = await self.change(self.app.write(actions.agree, self.audit_id, key, text, config.due_terms(), **owner))
        if made:
            await self.load(made.id)
            await self.open_item(made.id, "owner")

    async def _pick_finding(self, question: str) -> Finding | str | None:
        """A finding, "" for the audit as a whole, None when it was left."""
        acted = {one.finding_id for one in self.shown.actions.values()}
        known = sorted(
            self.shown.findings.values(),
            key=lambda one: (one.id in acted, one.grade not in verdicts.NONCONFORMITIES, one.label),
        )
        choices = [(one.id, f"{one.label} {one.grade:11} {one.title}") for one in known]
        chosen = await self.app.pick(question, [*choices, ("none", "for the audit as a whole")])
        return None if chosen is None else self.shown.findings.get(chosen, "")

    @background
    async def action_state(self) -> None:
        one = self.action_here
        if one is None:
            self.app.say("An action has a state; this line is none. a agrees an action.")
            return
        case = self.shown.cases[one.id]
        reached = corrective.STATES.index(one.status) if one.status in corrective.STATES else 0
        states = [corrective.following(case), *reversed(corrective.STATES[:reached])]
        choices = []
        for state in [name for name in states if name and name != "verified"]:
            missing = corrective.lacking(case, state)
            choices.append((state, f"{state}  {'first: ' if missing else ''}{'; '.join(missing)}"))
        if not choices:
            self.app.say(f"{one.label} is {one.status}. v notes whether it worked.")
            return
        chosen = await self.app.pick(f"{one.label} is {one.status}. Make it", choices)
        if chosen is None:
            return
        if await self.change(self.app.write(actions.move, one.id, chosen)):
            await self.load()

    @background
    async def action_verify(self) -> None:
        one = self.action_here
        if one is None:
            self.app.say("Put the cursor on an action that is done; v notes whether it worked.")
            return
        if one.status != "done":
            self.app.say(f"{one.label} is {one.status}: it is verified when it is done.", wrong=True)
            return
        question = f"{one.label} counts as effective if: {one_line(one.effectiveness) or 'nothing was fixed'}. It was"
        result = await self.app.pick(question, [(name, name) for name in corrective.RESULTS])
        if not result:
            return
        remark = await self.app.ask("What was seen?", hint="how many of how many, in which period", empty=True)
        if remark is None:
            return
        sample = await self._pick_sample()
        made = await self.change(
            self.app.write(actions.verify, one.id, result, remark=remark, sample_id=sample or None)
        )
        if made:
            await self.load()
            if result != "effective":
                self.app.say(f"{one.label} is taken up again. Say what else is done, and when that is checked.")
                await self.open_item(one.id, "text")

    async def _pick_sample(self) -> str:
        """The sample that a verification rests on; empty for none."""
        drawn = await self.app.read(sampling.of_audit, self.audit_id)
        if not drawn:
            return ""
        choices = [(one.id, f"{one.label} {one.title}") for one in drawn]
        return await self.app.pick("On which sample does that rest?", [("", "none"), *choices]) or ""

    @background
    async def action_proof(self) -> None:
        one = self.action_here
        if one is None:
            return
        linked = {row.id for row in await self.app.read(actions.evidence, one.id)}
        known = await self.app.read(evidence.of_audit, self.audit_id)
        choices = [(row.id, f"{'* ' if row.id in linked else '  '}{row.label} {row.title}") for row in reversed(known)]
        hint = f"Evidence that {one.label} was carried out (* is linked; a new title records it)"
        chosen = await self.app.pick(hint, choices, free=True)
        if not chosen:
            return
        if chosen not in {row.id for row in known}:
            ref = self.source().ref
            made = await self.change(
                self.app.write(
                    evidence.record, self.audit_id, chosen, refs=[ref] if ref else [], collector=self.app.who
                )
            )
            chosen = made.id if made else ""
        if chosen:
            await self.change(self.app.write(actions.link, one.id, chosen))
            await self.load()

    @background
    async def action_whys(self) -> None:
        from tui.screens.whys import Whys

        one = self.action_here
        if one is None:
            self.app.say("The cause belongs to an action; put the cursor on one, or agree one with a.")
            return
        await self.app.push_screen_wait(Whys(one.id, f"{one.label} {one.statement}"))
        await self.load()

    @background
    async def action_all(self) -> None:
        self.whole_register = not self.whole_register
        await self.load()
        self.app.say("The whole register." if self.whole_register else "This audit's actions.")

    # -- answers and decisions ----------------------------------------------------------------------------------

    @background
    async def action_respond(self) -> None:
        finding = self.finding_here
        if finding is None:
            return
        if finding.grade in verdicts.NONCONFORMITIES:
            self.app.say(f"{finding.label} is a nonconformity: it is corrected, not accepted or declined.", wrong=True)
            return
        chosen = await self.app.pick(
            f"{finding.label} {finding.title}", [("accepted", "accepted"), ("declined", "declined, with the reason")]
        )
        if not chosen:
            return
        reason = await self.app.ask("Why is it declined?") if chosen == "declined" else ""
        if reason is None:
            return
        by = await self._pick_role("Who says so?")
        if await self.change(self.app.write(decisions.answer, finding.id, chosen, reason, by or "")):
            await self.load(finding.id)

    async def _pick_role(self, question: str) -> str | None:
        known = await self.app.read(registers.roles)
        return await self.app.pick(question, [(name, name) for name in known], free=True)

    @background
    async def action_decide(self) -> None:
        finding = self.finding_here
        text = await self.app.ask(f"What did management decide{f' about {finding.label}' if finding else ''}?")
        if not text:
            return
        kind = await self.app.pick("That is", [(name, f"{name}: {words}") for name, words in kinds.KINDS.items()])
        if not kind:
            return
        made = await self.change(
            self.app.write(decisions.decide, self.audit_id, text, kind=kind, finding_id=finding.id if finding else None)
        )
        if made:
            await self.load(made.id)
            await self.open_item(made.id, "owner")

    @background
    async def action_present(self) -> None:
        from tui.screens.presenter import Presenter

        await self.app.push_screen_wait(Presenter(self.audit_id, self.workspace.number))
        await self.load()

    @background
    async def action_circulate(self) -> None:
        sent = await self.app.read(decisions.circulated, self.audit_id)
        already = "; ".join(f"{one.recipient} {one.sent}" for one in sent) or "to nobody yet"
        who = await self.app.ask("To whom was the report sent, today?", hint=f"Sent so far: {already}")
        for name in [part.strip() for part in (who or "").replace("\n", ";").split(";") if part.strip()]:
            await self.change(self.app.write(decisions.circulate, self.audit_id, name, purpose="before presentation"))

    # -- forms --------------------------------------------------------------------------------------------------

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
            chosen = await self._pick_role(event.field.label)
        if chosen:
            event.form.put(event.field.name, chosen)
            event.form.focus_field(event.field.name)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        self.workspace.show_place("")
        await self.load()
        await self.workspace.count()

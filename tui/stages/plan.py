"""1 Plan: what is audited, against what, why, when, by whom."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from checklists import refs
from data.errors import BadInput
from data.models import Audit
from data.work import audits, planned, rows
from tui import keys
from tui.background import background
from tui.stages.pane import Pane
from tui.widgets.form import Field, Form


class Plan(Pane, can_focus=True):
    """The plan as one form. Esc leaves the fields, so that the digits lead to the stages; Enter goes back into them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("plan")]

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.form: Form | None = None

    def compose(self) -> ComposeResult:
        yield from ()

    async def load(self) -> None:
        if self.form:
            await self.form.remove()
        values = await self.app.read(_values, self.audit_id)
        for name in ("scope", "criteria", "team"):
            values[name] = self.app.drafts.get(self._place(name), values[name])
        self.form = Form(self._fields(), values, id="plan")
        await self.mount(self.form)

    def focus_first(self) -> None:
        if self.form:
            self.form.focus_field()

    async def leave(self) -> None:
        if self.form:
            for name in ("scope", "criteria", "team"):
                await self._take(name, self.form.field(name).text)

    def _place(self, name: str) -> str:
        return f"plan.{self.audit_id}.{name}"

    def _fields(self) -> list[Field]:
        return [
            Field("title", "Title", hint="what this audit is called"),
            Field("objectives", "Objectives", 2, "what shall it find out?"),
            Field(
                "scope",
                "Scope: refs",
                hint="A.5.15-A.5.18, A.6, 9.2 · 4-10 all clauses · A all controls",
                taken=self._taker("scope"),
            ),
            Field("areas", "Areas", hint="processes, departments (F2)", choices=("areas",)),
            Field("places", "Places", hint="sites; a semicolon between two (F2)", choices=("places",)),
            Field("systems", "Systems", hint="what is looked into; a semicolon between two (F2)", choices=("systems",)),
            Field("remote", "From afar", hint="the parts that are done by video or shared screen"),
            Field(
                "criteria",
                "Criteria",
                3,
                "one a line:  document | version | section",
                ("documents",),
                self._taker("criteria"),
            ),
            Field("starts", "From", hint="first day, as 2026-10-12"),
            Field("ends", "To", hint="last day"),
            Field("period_from", "Period from", hint="the time the audit looks at, from"),
            Field("period_to", "Period to", hint="and to"),
            Field(
                "team",
                "Team",
                2,
                "one a line:  name | lead auditor | role | competence",
                ("team",),
                self._taker("team"),
            ),
            Field(
                "impartiality",
                "Impartiality",
                2,
                "who audited what, and why that is objective; safeguards where it is not",
            ),
            Field("methods", "Methods", hint="interviews, documents, observation, record samples"),
            Field("limitations", "Limitations", hint="what will not be looked at, and why"),
            Field("client", "Client", hint="who ordered the audit"),
        ]

    def _taker(self, name: str) -> Callable[[str], Awaitable[str]]:
        async def taken(text: str) -> str:
            return await self._take(name, text)

        return taken

    async def _take(self, name: str, text: str) -> str:
        """Hand over a field that stands for rows; returns what is wrong with it."""
        setter: dict[str, Callable[..., Any]] = {
            "scope": audits.set_scope,
            "criteria": audits.set_criteria,
            "team": audits.set_team,
        }
        try:
            await self.app.write(setter[name], self.audit_id, text)
        except BadInput as error:
            return str(error)
        self.app.keep_draft(self._place(name), "")
        self.app.drafts.pop(self._place(name), None)
        if self.is_attached:
            await self.workspace.count()
        if name == "scope" and text.strip():
            return f"{len(refs.expand(text))} refs"
        return ""

    def on_form_typed(self, event: Form.Typed) -> None:
        self.typed(Audit, self.audit_id, event)

    def on_form_drafted(self, event: Form.Drafted) -> None:
        self.drafted(f"plan.{self.audit_id}", event)

    def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        self.focus()

    def action_edit(self) -> None:
        self.focus_first()

    @background
    async def action_independence(self) -> None:
        from tui.screens.independence import IndependenceScreen

        await self._beside(IndependenceScreen(self.audit_id, self.workspace.number))

    @background
    async def action_check(self) -> None:
        from tui.screens.scope_check import ScopeCheck

        await self._beside(ScopeCheck(self.audit_id, self.workspace.number))

    async def _beside(self, screen: Screen[None]) -> None:
        """Show a screen about the plan; when it is left, the plan shows what was decided there."""
        await self.leave()
        await self.app.push_screen_wait(screen)
        await self.load()
        self.focus()
        await self.workspace.count()

    @background
    async def action_export(self) -> None:
        from exports import audit_plan

        await self.leave()
        folder = await self.app.ask("Write the plan to send out (Word, PDF, calendar) into which folder?", ".")
        if folder:
            self.app.say("Writing the plan …")
            place = Path(folder).expanduser().resolve()
            formats = audit_plan.FORMATS
            made = await self.app.attempt(
                asyncio.to_thread(audit_plan.write, self.app.store, self.workspace.number, formats, place)
            )
            if made:
                self.app.say(f"{', '.join(one.path.name for one in made)} are in {place}")

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        name = event.field.name
        choices = await self.app.read(planned.choices, name)
        if not choices:
            self.app.say(NOTHING_KNOWN.get(name, "Nothing is known to choose from yet."))
            return
        chosen = await self.app.pick(QUESTIONS[name], choices, free=True)
        if chosen and self.form:
            text, between = self.form.field(name).text.rstrip("\n ;"), "; " if event.field.lines == 1 else "\n"
            self.form.put(name, f"{text}{between}{chosen}" if text.strip() else chosen)
            self.form.focus_field(name)


QUESTIONS = {
    "criteria": "Which document is a criterion?",
    "areas": "Which area or process?",
    "places": "Which place of the ISMS?",
    "systems": "Which system of the ISMS?",
    "team": "Who is on the team?",
}
NOTHING_KNOWN = {
    "criteria": "No document register yet: i on the home screen imports one.",
    "areas": "No areas yet: a programme or the registers bring them.",
    "places": "No places yet: o on the home screen has the organisation's.",
    "systems": "No systems yet: o on the home screen has the organisation's.",
    "team": "No people yet: i on the home screen imports them.",
}


def _values(session: Any, audit_id: str) -> dict[str, str]:
    audit = rows.fetch(session, Audit, audit_id)
    values = {name: str(value) for name, value in audit.model_dump().items() if isinstance(value, str)}
    values["scope"] = refs.shorten(audit.refs)
    values["criteria"] = "\n".join(
        audits.joined(row.title, row.edition, row.section) for row in audits.criteria(session, audit_id)
    )
    values["team"] = "\n".join(
        audits.joined(row.name, row.duty, row.role, row.competence) for row in audits.team(session, audit_id)
    )
    return values


STAGE = Plan

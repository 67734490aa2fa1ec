"""Terms: what a programme has to say of itself (ISO/IEC 27001 clause 9.2.2, ISO 19011 clause 5), as one form."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data.errors import BadInput
from data.models import Programme
from data.work import programme, rows
from data.work.planning import Picture
from data.work.programme import NUMBERS, PICKS
from tui import keys
from tui.background import background
from tui.screens.programme.view import View
from tui.widgets.form import Field, Form, Taken


class TermsView(View, can_focus=True):
    """The form. Esc leaves the fields, so that the digits lead to the views; Enter goes back into them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("terms")]

    def __init__(self) -> None:
        super().__init__()
        self.form: Form | None = None
        self.row_id = ""

    def compose(self) -> ComposeResult:
        yield from ()

    async def show(self, picture: Picture) -> None:
        self.picture = picture
        if self.form:
            if self.screen.focused and self.form in self.screen.focused.ancestors:
                return  # somebody is typing in it
            await self.form.remove()
        self.row_id = picture.plan.id
        plan = await self.app.read(rows.fetch, Programme, self.row_id)
        values = {name: str(value) for name, value in plan.model_dump().items() if isinstance(value, str)}
        values |= {name: str(getattr(plan, name) or "") for name in NUMBERS}
        values["cycle"] = f"{plan.cycle_from}-{plan.cycle_to}".strip("-")
        for name in ("cycle", *NUMBERS):
            values[name] = self.app.drafts.get(self._place(name), values[name])
        self.form = Form(self._fields(), values, id="terms", label_width=15)
        await self.mount(self.form)

    def focus_first(self) -> None:
        if self.form:
            self.form.focus_field()

    async def leave(self) -> None:
        if self.form:
            for name in ("cycle", *NUMBERS):
                await self._take(name, self.form.field(name).text)
            await self.form.remove()
            self.form = None

    def _place(self, name: str) -> str:
        return f"terms.{self.row_id}.{name}"

    def _fields(self) -> list[Field]:
        def number(name: str, label: str, hint: str) -> Field:
            return Field(name, label, hint=hint, taken=self._taker(name))

        return [
            Field("title", "Title"),
            Field("period_from", "Period from", hint="what this programme covers, as 2026-01-01"),
            Field("period_to", "Period to"),
            Field(
                "cycle",
                "Cycle",
                hint="the years between two certification audits, as 2024-2026",
                taken=self._taker("cycle"),
            ),
            number("days", "Days a year", "days of auditing there are in a year"),
            number("sittings", "Audits a year", "4 each quarter, 12 a mini-session each month, 1 all at once"),
            number("refs_a_day", "Refs a day", "how many refs a day is enough for"),
            number("clause_years", "Clauses every", "years; 1 is usual"),
            number("control_years", "Controls every", "years; 3 is usual: once in the cycle"),
            Field("visits", "Visits", 2, "audits of others, one a line:  2026-05-18 | Surveillance audit"),
            Field("objectives", "Objectives", 2, "what the audits shall achieve; F2 offers some", PICKS["objectives"]),
            Field("risks", "Risks", 2, "what could go wrong, and what is done about it", PICKS["risks"]),
            Field("opportunities", "Opportunities", 2, "what could be done better or together", PICKS["opportunities"]),
            Field("frequency", "Frequency", 2, "how often what is audited, and why"),
            Field("methods", "Methods", 2, "interviews, documents, samples; what is remote", PICKS["methods"]),
            Field("responsibilities", "Responsible", 2, "who manages the programme, audits what, reviews reports"),
            Field("reporting", "Reporting", 2, "who receives reports, and by when"),
        ]

    def _taker(self, name: str) -> Taken:
        async def taken(text: str) -> str:
            return await self._take(name, text)

        return taken

    async def _take(self, name: str, text: str) -> str:
        """Hand over a field that is no plain text; returns what is wrong with it."""
        try:
            if name == "cycle":
                if text.strip():
                    await self.app.write(programme.set_cycle, self.row_id, text)
            elif text.strip():
                await self.app.write(programme.set_number, self.row_id, name, text)
        except BadInput as error:
            return str(error)
        self.app.keep_draft(self._place(name), "")
        self.app.drafts.pop(self._place(name), None)
        return ""

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        self.app.store.keep(Programme, self.row_id, **{event.name: event.text})
        self.programme.show_saved("")

    def on_form_drafted(self, event: Form.Drafted) -> None:
        event.stop()
        self.app.keep_draft(self._place(event.name), event.text)

    def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        self.focus()

    def action_edit(self) -> None:
        self.focus_first()

    @background
    async def action_following(self) -> None:
        words = "Begin the next programme? This one stays in the record; its audits stay with it."
        if await self.app.pick(words, [("yes", "begin it, with the same terms"), ("no", "not yet")]) == "yes":
            made = await self.app.attempt(self.app.write(programme.following, self.row_id))
            if made:
                await self.programme.reload()
                self.focus()
                self.app.say(f"{made.title}: from {made.period_from} to {made.period_to}. u takes it back.")

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        name = event.field.name
        chosen = await self.app.pick(f"{event.field.label}: add which?", [(one, one) for one in event.field.choices])
        if chosen and self.form:
            text = self.form.field(name).text.rstrip("\n")
            self.form.put(name, f"{text}\n{chosen}" if text else chosen)
            self.form.focus_field(name)


VIEW = TermsView

"""One finding in its form: every character kept, the linter's words beside the field, everything else picked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from data import clock
from data.errors import AuditbookError
from data.models import Finding
from data.rules import finding_quality as quality
from data.rules import grades, verdicts
from data.work import evidence, finding_quality, findings
from tui import config, keys
from tui.background import background
from tui.stages.findings.changes import Changes
from tui.stages.findings.complaints import Linter, by_field, counted, first_field
from tui.stages.findings.register import FindingRows
from tui.stages.pane import Source
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Rows

QUIET = 0.5  # seconds without a key before the linter speaks
MOST_LINTED = 300  # findings of an audit whose complaints are counted for the list
TAKEN = ("evidence", "sample")


class FindingDetail(Detail):
    """One finding."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("finding", above=True)]


class Opened(Changes):
    """The register, and a finding that is open over it."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.finding: Finding | None = None
        self.linter: Linter | None = None
        self.said: list[quality.Complaint] = []
        self._own: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._soon: Timer | None = None
        self._at = "title"

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield FindingDetail(id="detail")

    async def load(self) -> None:
        await super().load()
        if not self.all_audits and len(self.entries) <= MOST_LINTED:
            self._count_complaints()

    @background
    async def _count_complaints(self) -> None:
        """How much the linter complains of in each finding; while the list is there already."""
        said = await self.app.read(finding_quality.lint, self.audit_id, self.app.finding_settings)
        ids = {entry.label: entry.id for entry in self.entries.values() if entry.audit_id == self.audit_id}
        counts = dict.fromkeys(ids.values(), 0)
        for label, complaint in said:
            if label in ids:
                counts[ids[label]] += complaint.level != "hint"
        if counts != self.to_mend:
            self.to_mend = counts
            if self.is_attached and self.display and self.form is None:
                self.show()

    def settings(self) -> quality.Settings:
        """What the house decided about the linter; where its file is wrong, that is said and the rules stay ours."""
        try:
            return config.findings()
        except AuditbookError as error:
            self.app.say(str(error), wrong=True)
            return quality.Settings()

    @property
    def form(self) -> Form | None:
        """The form that is open, if any."""
        return next((detail.form for detail in self.query(FindingDetail)), None)

    @property
    def open_id(self) -> str:
        """The finding that is open as a form, else the one under the cursor."""
        return self.finding.id if self.finding else self.query_one(FindingRows).key

    def focus_first(self) -> None:
        if self.form:
            self.form.focus_field(self._at)
        else:
            self.query_one(FindingRows).focus()

    def source(self) -> Source:
        one = self.entries.get(self.open_id)
        return Source(one.title, one.ref) if one else Source()

    # -- opening and closing ------------------------------------------------------------------------------------

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        entry = self.entries.get(event.key)
        if entry and entry.audit_id != self.audit_id:
            await self._elsewhere(entry.audit_id, entry.audit, entry.id)
        else:
            await self.open_item(event.key, "title")

    async def _elsewhere(self, audit_id: str, number: str, key: str) -> None:
        from tui.screens.workspace import Workspace

        there = Workspace(audit_id, number, 7)
        await self.app.push_screen(there)
        there.go_to(7, key)

    async def open_item(self, key: str, at: str = "") -> None:
        """Open a finding by its id or label, with the cursor in a field; without one, in the first to be mended."""
        one = next((entry for entry in self.entries.values() if key in (entry.id, entry.label)), None)
        if one is None:
            return
        await self._hand_over()
        self.query_one(FindingRows).go_to(one.id)
        self.finding = await self.fresh(one.id)
        values = {name: str(value) for name, value in self.finding.model_dump().items() if isinstance(value, str)}
        values["related"] = ", ".join(self.finding.related)
        self._links = {"evidence": " ".join(one.evidence), "sample": one.sample}
        values |= {name: self.app.drafts.get(self._place(name), text) for name, text in self._links.items()}
        self._own = {}
        await self._learn()
        fields = self._fields()
        if not at and self.linter:
            said = self.linter.complaints(one.label, values)
            at = first_field(said, [field.name for field in fields])
        self._at = at or "title"
        form = await self.query_one(FindingDetail).show_form(fields, values, one.id, self._at)
        form.add_class("brief")
        self._complain()

    async def _learn(self) -> None:
        """Tell the linter what the record knows now."""
        self.linter = Linter(await self.app.read(finding_quality.context, self.audit_id), self.app.finding_settings)

    def _fields(self) -> list[Field]:
        grade = "F2"
        roles, taker = ("roles",), self._taker
        return [
            Field("grade", "Grade", 1, grade, ("grades",), width=12),
            Field("evidence", "Evidence", 1, "ids; F2 links", ("evidence",), taker("evidence"), beside=True),
            Field("sample", "Sample", 1, "F2", ("samples",), taker("sample"), beside=True, width=6),
            Field("title", "Headline", 1, "what is not fulfilled: k of n, where, in which period"),
            Field("ref", "Ref", 1, "one", ("refs",), width=9),
            Field("related", "Also", 1, "related refs", ("refs",), beside=True),
            Field("criteria", "Criteria", 2, "the rule: document, version, section; F2 picks it", ("criteria",)),
            Field("condition", "Condition", 3, "what was seen: where, when, how many of how many, evidence ids"),
            Field("cause", "Cause", 1, "as far as known; it may stay open, it belongs to the auditee"),
            Field("consequence", "Consequence", 2, "so what, for this organisation"),
            Field("action", "Action", 2, "a suggestion; the auditee decides"),
            Field("grade_reason", "Grade reason", 1, grades.QUESTION),
            Field("owner", "Owner", 1, "who answers for it: a role", roles),
            Field("due", "Due", 1, "a date; F2", ("dates",), beside=True, width=11),
            Field("acknowledged_by", "Facts agreed", 1, "by which role", roles),
            Field("acknowledged_at", "on", 1, "day and time", beside=True, width=17),
            Field("role", "Role", 1, "who showed or said it", roles),
            Field("place", "Place", 1, "where", ("places",), beside=True),
            Field("repeat_of", "Repeat of", 1, "F2 shows what came before", ("earlier",)),
        ]

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self._hand_over()
        self.finding = None
        await self.query_one(FindingDetail).close()
        await self.load()
        await self.workspace.count()

    async def leave(self) -> None:
        await self._hand_over()

    async def _hand_over(self) -> None:
        """Take over what is still being typed into fields that stand for rows."""
        if self._soon:
            self._soon.stop()
        form = self.form
        if form and self.finding:
            for name in TAKEN:
                await self._take(name, form.field(name).text)

    # -- typing -------------------------------------------------------------------------------------------------

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        if self.finding is None:
            return
        if event.name == "related":
            self.app.store.keep(Finding, self.finding.id, related=event.text.replace(",", " ").split())
            self.workspace.show_saved("")
        else:
            self.typed(Finding, self.finding.id, event)
        self._check_soon()

    def on_form_drafted(self, event: Form.Drafted) -> None:
        if self.finding:
            self.drafted(f"finding.{self.finding.id}", event)

    def _place(self, name: str) -> str:
        return f"finding.{self.finding.id if self.finding else ''}.{name}"

    def _taker(self, name: str) -> Callable[[str], Awaitable[str]]:
        async def taken(text: str) -> str:
            self._own[name] = await self._take(name, text)
            self._complain()
            return self._complaints().get(name, "")

        return taken

    async def _take(self, name: str, text: str) -> str:
        """Hand over the evidence or the sample; returns what is wrong with it."""
        finding = self.finding
        if finding is None or text.split() == self._links[name].split():
            self._own.pop(name, None)
            return ""
        try:
            if name == "evidence":
                await self.app.write(evidence.link_only, finding.id, text)
            else:
                await self.app.write(findings.set_sample, finding.id, text)
        except AuditbookError as error:
            return str(error)
        self._links[name] = text
        self.app.keep_draft(self._place(name), "")
        self.app.drafts.pop(self._place(name), None)
        return ""

    # -- the linter ---------------------------------------------------------------------------------------------

    def _check_soon(self) -> None:
        if self._soon:
            self._soon.stop()
        self._soon = self.set_timer(QUIET, self._complain)

    def _complain(self) -> None:
        """Show beside each field what the rules say about it now."""
        form, finding, linter = self.form, self.finding, self.linter
        if form is None or finding is None or linter is None:
            return
        self.said = linter.complaints(finding.label, form.values)
        words = self._complaints()
        for field in form.fields:
            form.complain(field.name, words.get(field.name, ""))
        count = counted(self.said)
        self.workspace.show_place(f"{finding.label}  {f'{count} to mend' if count else 'nothing to mend'}")

    def _complaints(self) -> dict[str, str]:
        """By field, its complaints: what cannot be taken over as it was typed comes first."""
        form = self.form
        if form is None:
            return {}
        own = dict(self._own)
        grade, due = form.values.get("grade", ""), form.values.get("due", "")
        if grade and grade not in verdicts.GRADES:
            own["grade"] = f"not a grade yet; one of: {', '.join(verdicts.GRADES)}"
        if due and clock.parse_date(due) is None:
            own["due"] = "no date yet; write it as 2026-11-30"
        found = by_field(self.said, [field.name for field in form.fields])
        return {
            name: "\n".join([*([own[name]] if own.get(name) else []), *found.get(name, [])]) for name in {*own, *found}
        }

    async def _current(self) -> Finding | None:
        return await self.fresh(self.open_id) if self.open_id else None

    async def _again(self) -> None:
        """Show what the record says after it was changed beside the text that is being typed."""
        if self.form and self.finding:
            await self._learn()
            self._complain()
        else:
            await self.load()

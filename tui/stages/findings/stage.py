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
from data.work import evidence, finding_quality, findings, grading
from tui import config, keys
from tui.background import background
from tui.screens.grading import Grading
from tui.stages.findings import choices
from tui.stages.findings.complaints import Linter, by_field, counted
from tui.stages.findings.register import FindingRows, Register
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


class Findings(Register):
    """The register, and a finding that is open over it."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.finding: Finding | None = None
        self.linter: Linter | None = None
        self.said: list[quality.Complaint] = []
        self._own: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._soon: Timer | None = None

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
            self.form.focus_field()
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
            await self.open_item(event.key)

    async def _elsewhere(self, audit_id: str, number: str, key: str) -> None:
        from tui.screens.workspace import Workspace

        there = Workspace(audit_id, number, 7)
        await self.app.push_screen(there)
        there.go_to(7, key)

    async def open_item(self, key: str, at: str = "title") -> None:
        """Open a finding by its id or label, with the cursor in a field."""
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
        form = await self.query_one(FindingDetail).show_form(self._fields(), values, one.id, at)
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
            Field("evidence", "Evidence", 1, "E-001 E-002; F2 links", ("evidence",), taker("evidence"), beside=True),
            Field("sample", "Sample", 1, "S-01", ("samples",), taker("sample"), beside=True, width=6),
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
            Field("due", "Due", 1, "2026-11-30", ("dates",), beside=True, width=11),
            Field("acknowledged_by", "Facts agreed", 1, "by which role", roles),
            Field("acknowledged_at", "on", 1, "2026-10-13 14:05", beside=True, width=17),
            Field("role", "Role", 1, "who showed or said it", roles),
            Field("place", "Place", 1, "where", ("places",), beside=True),
            Field("repeat_of", "Repeat of", 1, "AUD-2025-01/F-02; F2 shows what came before", ("earlier",)),
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

    @background
    async def action_waive(self) -> None:
        one = await self._current()
        if one is None:
            return
        known = await self.app.read(finding_quality.waivers, self.audit_id)
        lifted = {waiver.rule: waiver for waiver in known if waiver.item == one.label}
        said = self.said if self.form else await self._lint(one.label)
        offered = [(complaint.rule, f"{complaint.rule} {complaint.message}") for complaint in said]
        offered += [(rule, f"{rule} waived: {waiver.reason} ({waiver.who})") for rule, waiver in lifted.items()]
        if not offered:
            self.app.say(f"{one.label}: the linter has nothing to say.")
            return
        rule = await self.app.pick(f"{one.label}: which rule does not hold here?", list(dict(offered).items()))
        if rule in lifted:
            await self.change(self.app.write(finding_quality.lift, lifted[rule].id))
            self.app.say(f"{rule} speaks about {one.label} again.")
        elif rule:
            why = f"{rule} {quality.BY_ID[rule].why}"
            reason = await self.app.ask(f"{one.label}: why does {rule} not hold?", hint=why)
            if reason:
                await self.change(
                    self.app.write(finding_quality.waive, one.audit_id, one.label, rule, reason, self.app.who)
                )
        await self._again()

    async def _lint(self, label: str) -> list[quality.Complaint]:
        return [
            complaint
            for item, complaint in await self.app.read(finding_quality.lint, self.audit_id, self.app.finding_settings)
            if item == label
        ]

    async def _current(self) -> Finding | None:
        return await self.fresh(self.open_id) if self.open_id else None

    async def _again(self) -> None:
        """Show what the record says after it was changed beside the text that is being typed."""
        if self.form and self.finding:
            await self._learn()
            self._complain()
        else:
            await self.load()

    # -- one key each -------------------------------------------------------------------------------------------

    async def raise_here(self) -> str:
        made = await self.change(self.app.write(findings.raise_finding, self.audit_id, ""))
        if made:
            self.query_one("#filter").value = ""  # type: ignore[attr-defined]
            await self.load()
            await self.open_item(made.id)
        return made.label if made else ""

    async def record_here(self) -> str:
        label = await super().record_here()
        if label and self.open_id:
            await self._link(label)
        return label

    async def _link(self, label: str) -> None:
        """Link a piece of evidence to the finding, or take the link away where there is one."""
        form = self.form
        if form:
            known = form.field("evidence").text.replace(",", " ").split()
            changed = [one for one in known if one != label] if label in known else [*known, label]
            form.put("evidence", " ".join(sorted(changed)))
            self._own["evidence"] = await self._take("evidence", " ".join(sorted(changed)))
        else:
            proofs = await self.app.read(evidence.of_audit, self.audit_id)
            proof = next(row for row in proofs if row.label == label)
            await self.change(self.app.write(evidence.link, self.open_id, proof.id))
        await self._again()

    @background
    async def action_add(self) -> None:
        await self.raise_here()

    @background
    async def action_grade(self) -> None:
        one = await self._current()
        if one is None:
            return
        signs = grades.escalation(await self.app.read(grading.signs, one.id))
        grade = await self.app.push_screen_wait(Grading(one.label, one.title, one.grade, signs))
        if grade is None:
            return
        reason = one.grade_reason
        if grade in verdicts.NONCONFORMITIES and not reason.strip():
            hint = f"{grades.QUESTION} Esc leaves the reason for later."
            reason = await self.app.ask(f"{one.label}: why {grade}?", hint=hint) or ""
        await self._put(one, grade=grade, grade_reason=reason)

    async def _put(self, one: Finding, **values: str) -> None:
        """Set columns, through the form where one is open."""
        if self.form:
            for name, text in values.items():
                self.form.put(name, text)
            self._check_soon()
        else:
            await self.edit(Finding, one.id, **values)
            await self.load()

    @background
    async def action_link(self) -> None:
        one = await self._current()
        if one:
            known = await self.app.read(evidence.of_audit, self.audit_id)
            form = self.form
            has = form.field("evidence").text.split() if form else self.entries[one.id].evidence
            offered = [(row.label, f"{'*' if row.label in has else ' '} {row.label} {row.title}") for row in known]
            if not offered:
                self.app.say("No evidence is recorded yet; Ctrl+T records some and links it.")
                return
            label = await self.app.pick(f"{one.label}: link evidence, or take a link (*) away", offered)
            if label:
                await self._link(label)

    @background
    async def action_repeat(self) -> None:
        one = await self._current()
        if one:
            await self._repeat(one)

    async def _repeat(self, one: Finding) -> None:
        offered = await self.app.read(choices.earlier, one.id)
        if not offered:
            self.app.say("No other audit in this store has findings.")
            return
        chosen = await self.app.pick(f"{one.label} repeats which finding?", offered, current=one.repeat_of)
        if chosen:
            await self._put(one, repeat_of=chosen)
            signs = grades.escalation(await self.app.read(grading.signs, one.id))
            self.app.say(f"{one.label} repeats {chosen}. {signs[0][0].upper() + signs[0][1:] if signs else ''}")

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        form, name, one = event.form, event.field.name, self.finding
        if one is None:
            return
        if name in ("grade", "evidence", "repeat_of"):
            await self._choose_richly(name, one)
        else:
            offered = await self.app.read(choices.of_field, one.id, name)
            chosen = await self.app.pick(event.field.label, offered, free=name not in ("ref", "related", "sample"))
            if chosen:
                await self._fill(form, name, chosen)
        if self.form:
            self.form.focus_field(name)

    async def _choose_richly(self, name: str, one: Finding) -> None:
        if name == "grade":
            self.action_grade()
        elif name == "evidence":
            self.action_link()
        else:
            await self._repeat(one)

    async def _fill(self, form: Form, name: str, chosen: str) -> None:
        """Put what was picked into its field, in the words that the field wants."""
        text = form.field(name).text
        if name == "related":
            form.put(name, ", ".join(dict.fromkeys([*text.replace(",", " ").split(), chosen])))
        elif name == "criteria":
            section = "" if ", " in chosen else await self.app.ask("Which section?", hint="5.4", empty=True)
            rule = f"{chosen}, section {section}" if section else chosen
            ref = form.field("ref").text.strip()
            words = f"{ref} as applied in {rule}: " if ref and not text.strip() else f"{rule}: "
            form.put(name, f"{text.rstrip()}\n{words}" if text.strip() else words)
        else:
            form.put(name, chosen)
        if name == "acknowledged_by" and not form.field("acknowledged_at").text.strip():
            form.put("acknowledged_at", clock.now()[:16].replace("T", " "))
        if name == "sample":
            self._own["sample"] = await self._take("sample", chosen)
        self._check_soon()

"""7 Findings: the list, and each in the form criteria, condition, cause, consequence, action."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data.models import Finding
from data.rules import verdicts
from data.work import audits, evidence, findings
from tui import keys
from tui.background import background
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows

FIELDS = [
    Field(
        "grade", "Grade", 1, "major, minor, ofi, observation or strength; Ctrl+R or F2 chooses", tuple(verdicts.GRADES)
    ),
    Field("title", "Headline", 1, "what is not fulfilled: k of n, where, in which period"),
    Field("ref", "Ref", 1, "the one requirement it is about", ("refs",)),
    Field("related", "Also", 1, "related refs"),
    Field("criteria", "Criteria", 2, "the rule: document, version, section, in your own words", ("criteria",)),
    Field("condition", "Condition", 3, "what was seen: where, when, how many of how many, evidence ids"),
    Field("cause", "Cause", 1, "as far as known; it may stay open, it belongs to the auditee"),
    Field("consequence", "Consequence", 2, "so what, for this organisation"),
    Field("action", "Action", 2, "a suggestion; the auditee decides"),
    Field("grade_reason", "Grade reason", 1, "is the system in doubt, or is it a lapse?"),
    Field("place", "Place"),
    Field("role", "Role", hint="who showed or said it"),
    Field("acknowledged_by", "Facts agreed", hint="role that acknowledged the facts"),
    Field("acknowledged_at", "Agreed on", hint="as 2026-10-13"),
    Field("repeat_of", "Repeat of", hint="AUD-2025-01/F-02"),
]
MARKS = {"major": "bad", "minor": "warn", "strength": "good", "": "warn"}


class FindingRows(Rows):
    """The list of findings."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("findings", above=True)]


class FindingDetail(Detail):
    """One finding."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("finding", above=True)]


class Findings(Pane):
    """The findings of the audit."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.rows: dict[str, Finding] = {}

    def compose(self) -> ComposeResult:
        yield FindingRows(
            Column("", 5),
            Column("Findings", 0),
            Column("grade", 11),
            Column("ref", 7),
            Column("evidence", 16),
            empty="No finding yet. a adds one; Ctrl+N takes the current line or item; in a note a line like\n"
            "    !min A.5.18 Accounts closed late in 3 of 25 cases\ndoes it while you type.",
            id="findings",
        )
        yield FindingDetail(id="detail")

    async def load(self) -> None:
        found = await self.app.read(findings.of_audit, self.audit_id)
        self.rows = {one.id: one for one in found}
        proofs = await self.app.read(_proofs, found)
        self.query_one(FindingRows).show([_line(one, proofs[one.id]) for one in found])

    @property
    def open_id(self) -> str:
        """The finding that is open as a form, else the one under the cursor."""
        detail = self.query_one(FindingDetail)
        return detail.row_id if detail.display else self.query_one(FindingRows).key

    def focus_first(self) -> None:
        form = self.query_one(FindingDetail).form
        if form:
            form.focus_field()
        else:
            self.query_one(FindingRows).focus()

    def source(self) -> Source:
        one = self.rows.get(self.open_id)
        return Source(one.title, one.ref) if one else Source()

    async def raise_here(self) -> str:
        made = await self.change(self.app.write(findings.raise_finding, self.audit_id, ""))
        if made:
            await self.load()
            await self.open_item(made.id)
        return made.label if made else ""

    async def record_here(self) -> str:
        label = await super().record_here()
        one = self.rows.get(self.open_id)
        proof = next((row for row in await self.app.read(evidence.of_audit, self.audit_id) if row.label == label), None)
        if one and proof:
            await self.change(self.app.write(evidence.link, one.id, proof.id))
            await self._show_proofs()
        return label

    @background
    async def action_add(self) -> None:
        await self.raise_here()

    @background
    async def action_grade(self) -> None:
        one = self.rows.get(self.open_id)
        if one:
            chosen = await self.app.pick(f"{one.label}: grade", list(verdicts.GRADES.items()), current=one.grade)
            if chosen:
                form = self.query_one(FindingDetail).form
                if form:
                    form.put("grade", chosen)
                else:
                    await self.edit(Finding, one.id, grade=chosen)
                    await self.load()

    @background
    async def action_link(self) -> None:
        one = self.rows.get(self.open_id)
        if one:
            known = await self.app.read(evidence.of_audit, self.audit_id)
            has = {proof.id for proof in await self.app.read(evidence.of_finding, one.id)}
            choices = [(row.id, f"{'*' if row.id in has else ' '} {row.label} {row.title}") for row in known]
            chosen = await self.app.pick(f"{one.label}: link evidence, or take a link (*) away", choices)
            if chosen:
                await self.change(self.app.write(evidence.link, one.id, chosen))
                await self.load()
                await self._show_proofs()

    async def _show_proofs(self) -> None:
        one = self.rows.get(self.open_id)
        if one:
            proofs = await self.app.read(evidence.of_finding, one.id)
            labels = " ".join(proof.label for proof in proofs) or "no evidence yet"
            self.workspace.show_place(f"{one.label}  {labels}")

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def open_item(self, key: str) -> None:
        one = next((row for row in self.rows.values() if key in (row.id, row.label)), None)
        if one:
            values = {name: str(value) for name, value in one.model_dump().items() if isinstance(value, str)}
            values["related"] = ", ".join(one.related)
            await self.query_one(FindingDetail).show_form(FIELDS, values, one.id, "title")
            await self._show_proofs()

    def on_form_typed(self, event: Form.Typed) -> None:
        row_id = self.query_one(FindingDetail).row_id
        if event.name == "related":
            event.stop()
            self.app.store.keep(Finding, row_id, related=event.text.replace(",", " ").split())
            return
        if event.name == "grade" and event.text and event.text not in verdicts.GRADES:
            event.form.complain("grade", f"not a grade yet; one of: {', '.join(verdicts.GRADES)}")
        elif event.name == "grade":
            event.form.complain("grade", "")
        self.typed(Finding, row_id, event)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        choices: list[tuple[str, str]] = [(name, verdicts.GRADES[name]) for name in verdicts.GRADES]
        if event.field.name == "ref":
            from checklists import refs

            choices = [(ref, f"{ref} {refs.title(ref)}") for ref in refs.auditable()]
        elif event.field.name == "criteria":
            known = await self.app.read(audits.criteria, self.audit_id)
            choices = [(" ".join((row.title, row.edition, row.section)).strip(),) * 2 for row in known]
        chosen = await self.app.pick(event.field.label, choices)
        if chosen:
            event.form.put(event.field.name, chosen)
            event.form.focus_field(event.field.name)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(FindingDetail).close()
        self.workspace.show_place("")
        await self.load()
        await self.workspace.count()


def _proofs(session: Any, found: list[Finding]) -> dict[str, str]:
    return {one.id: " ".join(proof.label for proof in evidence.of_finding(session, one.id)) for one in found}


def _line(one: Finding, proofs: str) -> Line:
    grade = Cell(one.grade or "open", MARKS.get(one.grade, "info"))
    nc = one.grade in verdicts.NONCONFORMITIES
    return Line(
        one.id,
        (
            one.label,
            one.title or "(no headline yet)",
            grade,
            one.ref,
            Cell(proofs or "none", "warn" if nc and not proofs else "dim"),
        ),
    )


STAGE = Findings

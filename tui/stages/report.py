"""8 Report: what is missing, the words for management, the export."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.models import Audit
from data.rules import stages
from data.work import audits, issues, readiness, rows
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows

FIELDS = [
    Field("summary", "Summary", 4, "for management: are we in order, what could hurt us, what must be decided"),
    Field("strengths", "Works well", 2, "what should be kept"),
    Field("conclusion", "Conclusion", 3, "degree of conformity and effectiveness, differences of opinion"),
    Field("limitations", "Limitations", 2, "what could not be seen or tested, and why"),
    Field("distribution", "Distribution", 2, "who receives the report, one a line"),
    Field("reviewer", "Reviewer", 1, "who reviewed it; not its author"),
    Field("classification", "Class", 1, "Confidential"),
]


class Readiness(Rows):
    """What is missing; Enter goes to the stage where it is mended."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("report", above=True)]


class Report(Pane):
    """Readiness and export."""

    def compose(self) -> ComposeResult:
        yield Static("", id="ready", markup=False)
        yield Readiness(
            Column("", 1),
            Column("Before the report is issued", 0),
            Column("", 14),
            empty="Nothing is missing. e exports, i issues.",
            id="readiness",
        )
        yield Static("", id="progress", markup=False)
        yield Detail(id="detail")

    async def load(self) -> None:
        facts = await self.app.read(audits.facts, self.audit_id)
        found = await self.app.read(readiness.missing, self.audit_id, self.app.finding_settings)
        blocking = sum(one.blocks for one in found)
        issued = await self.app.read(issues.of_audit, self.audit_id)
        state = f"issued as version {issued[-1].edition} on {issued[-1].issued_at[:10]}" if issued else "draft"
        words = "ready" if not blocking else f"not ready: {blocking} block"
        self.query_one("#ready", Static).update(
            f" {state} {GLYPHS.dot} {words} {GLYPHS.dot} {facts.findings} findings, {facts.evidence} evidence"
        )
        self.query_one(Readiness).show(
            [
                Line(
                    f"{one.stage}.{one.rule}.{one.item}",
                    (
                        Cell(GLYPHS.cross, "bad") if one.blocks else Cell(GLYPHS.warn, "warn"),
                        one.message,
                        Cell(f"{one.stage} {stages.STAGES[one.stage - 1]}", "dim"),
                    ),
                )
                for one in found
            ]
        )

    def focus_first(self) -> None:
        form = self.query_one(Detail).form
        if form:
            form.focus_field()
        else:
            self.query_one(Readiness).focus()

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        stage, rule, item = event.key.split(".", 2)
        if stage == "8":
            await self._edit(rule)
        else:
            self.workspace.go_to(int(stage), item)

    @background
    async def action_edit(self) -> None:
        await self._edit("summary")

    async def _edit(self, at: str) -> None:
        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        values = {name: str(value) for name, value in audit.model_dump().items() if isinstance(value, str)}
        names = [field.name for field in FIELDS]
        await self.query_one(Detail).show_form(FIELDS, values, self.audit_id, at if at in names else "summary")

    def on_form_typed(self, event: Form.Typed) -> None:
        self.typed(Audit, self.audit_id, event)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        await self.load()

    # -- export -------------------------------------------------------------------------------------------------

    @background
    async def action_export(self) -> None:
        await self._export()

    async def _export(self) -> list[dict[str, str]]:
        from exports import run
        from exports.formats import FORMATS

        choices = [(",".join(FORMATS), "all of them"), *((name, name) for name in FORMATS)]
        formats = await self.app.pick("Export as", choices)
        if not formats:
            return []
        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if not folder:
            return []
        line = self.query_one("#progress", Static)

        def progress(words: str) -> None:
            self.app.call_from_thread(line.update, f" {words}")

        line.update(" exporting …")
        made = await self.app.attempt(
            asyncio.to_thread(
                run.export,
                self.app.store,
                self.workspace.number,
                formats.split(","),
                Path(folder).expanduser(),
                progress=progress,
            )
        )
        if made is None:
            line.update(" nothing was exported")
            return []
        line.update("\n".join(f" {one.format}: {one.path}{f'  ({one.note})' if one.note else ''}" for one in made))
        self.app.say(f"{len(made)} file{'s' if len(made) != 1 else ''} in {folder}")
        return [{"format": one.format, "path": str(one.path), "sha256": one.sha256} for one in made]

    @background
    async def action_issue(self) -> None:
        found = await self.app.read(readiness.missing, self.audit_id, self.app.finding_settings)
        blocking = [one for one in found if one.blocks]
        if blocking:
            self.app.say(
                f"Not yet: {blocking[0].message}{f' (and {len(blocking) - 1} more)' if len(blocking) > 1 else ''}.",
                wrong=True,
            )
            return
        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        recipients = await self.app.ask("Issued to whom?", audit.distribution.replace("\n", ", "))
        if recipients:
            files = await self._export()
            if files:
                made = await self.change(self.app.write(issues.issue, self.audit_id, recipients, files))
                if made:
                    self.app.say(f"Issued as version {made.edition}.")
                    await self.load()


STAGE = Report

"""6 Evidence: the index, from every note, sample and request; files go into the vault."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data.models import Evidence
from data.work import audits, evidence, findings
from tui import keys
from tui.background import background
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows

FIELDS = [
    Field("title", "Title", 1, "what it is"),
    Field("kind", "Kind", 1, ", ".join(evidence.KINDS), evidence.KINDS),
    Field("edition", "Version"),
    Field("period", "Period", hint="the time it speaks of"),
    Field("captured", "Captured", hint="when we got it"),
    Field("source", "Source", hint="system or register it comes from"),
    Field("obtained", "Obtained", hint="taken by the auditor, seen live, received from"),
    Field("collector", "Collected by"),
    Field("role", "Role", hint="who showed or said it"),
    Field("place", "Place", hint="path, URL or ticket"),
    Field("refs", "Refs", hint="A.5.18, 7.2"),
    Field("keep_until", "Keep until"),
    Field("remark", "Remark", 2, "what makes it weak, custody, redaction"),
]


class EvidenceRows(Rows):
    """The index."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("evidence", above=True)]


class EvidencePane(Pane):
    """The evidence index of the audit."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.rows: dict[str, Evidence] = {}

    def compose(self) -> ComposeResult:
        yield EvidenceRows(
            Column("", 5),
            Column("Evidence", 0),
            Column("kind", 10),
            Column("captured", 10),
            Column("refs", 12),
            Column("used in", 12),
            empty="No evidence yet. a records some; in a note a line like\n"
            "    +rec Leaver list | 2026-10-12 | HR system\ndoes it while you type.",
            id="evidence",
        )
        yield Detail(id="detail")

    async def load(self) -> None:
        found = await self.app.read(evidence.of_audit, self.audit_id)
        used = await self.app.read(evidence.used, self.audit_id)
        self.rows = {item.id: item for item in found}
        self.query_one(EvidenceRows).show([_line(item, used.get(item.id, [])) for item in found])

    def source(self) -> Source:
        item = self.rows.get(self.query_one(EvidenceRows).key)
        return Source(item.title, item.refs[0] if item.refs else "") if item else Source()

    @background
    async def action_add(self) -> None:
        line = await self.app.ask(
            "Evidence: title | version | date | place",
            hint="Only the title is needed; Enter on the line opens the rest",
        )
        if line:
            title, edition, period, place = (*audits.split_lines(line)[0], "", "", "")[:4]
            made = await self.change(
                self.app.write(
                    evidence.record,
                    self.audit_id,
                    title,
                    edition=edition,
                    period=period,
                    place=place,
                    collector=self.app.who,
                )
            )
            if made:
                await self.load()
                self.query_one(EvidenceRows).go_to(made.id)

    @background
    async def action_attach(self) -> None:
        item = self.rows.get(self.query_one(EvidenceRows).key)
        named = await self.app.ask("File to copy into the vault", hint="It is copied under its SHA-256, never opened")
        if not named:
            return
        path = Path(named).expanduser()
        kept = await self.app.attempt(asyncio.to_thread(self.app.store.vault.add, path))
        if kept is None:
            return
        values = {"file_name": path.name, "sha256": kept.sha256, "size": kept.size}
        if item and not item.sha256:
            await self.edit(Evidence, item.id, **values)
        else:
            await self.change(
                self.app.write(evidence.record, self.audit_id, path.name, collector=self.app.who, **values)
            )
        self.app.say(f"{path.name}: {kept.size} bytes, SHA-256 {kept.sha256[:12]}…")
        await self.load()

    @background
    async def action_link(self) -> None:
        item = self.rows.get(self.query_one(EvidenceRows).key)
        if item:
            known = await self.app.read(findings.of_audit, self.audit_id)
            chosen = await self.app.pick(
                f"{item.label}: link to which finding?", [(one.id, f"{one.label} {one.title}") for one in known]
            )
            if chosen:
                await self.change(self.app.write(evidence.link, chosen, item.id))
                await self.load()

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def open_item(self, key: str) -> None:
        item = next((one for one in self.rows.values() if key in (one.id, one.label)), None)
        if item:
            values = {name: str(value) for name, value in item.model_dump().items() if isinstance(value, str)}
            values["refs"] = ", ".join(item.refs)
            await self.query_one(Detail).show_form(FIELDS, values, item.id)
            self.workspace.show_place(item.label)

    def on_form_typed(self, event: Form.Typed) -> None:
        row_id = self.query_one(Detail).row_id
        if event.name == "refs":
            event.stop()
            self.app.store.keep(Evidence, row_id, refs=event.text.replace(",", " ").split())
        else:
            self.typed(Evidence, row_id, event)

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        chosen = await self.app.pick(event.field.label, [(name, name) for name in event.field.choices])
        if chosen:
            event.form.put(event.field.name, chosen)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        self.workspace.show_place("")
        await self.load()


def _line(item: Evidence, used: list[str]) -> Line:
    weak = "" if item.captured or item.period else "warn"
    title = item.title + (f" {item.edition}" if item.edition else "")
    return Line(
        item.id,
        (
            item.label,
            title,
            item.kind,
            Cell(item.captured[:10] or "no date", weak),
            ", ".join(item.refs),
            ", ".join(used),
        ),
    )


STAGE = EvidencePane

"""6 Evidence: the index, from every note, sample and request; files go into the vault."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from checklists import refs
from data import clock
from data.models import Evidence
from data.rules.evidence import is_due
from data.work import evidence, findings, uses
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.evidence.intake import PASTE, Intake
from tui.stages.evidence.one import EvidenceDetail
from tui.stages.pane import Source
from tui.widgets.form import Form
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.uses import Uses


class EvidenceRows(Rows):
    """The index."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("evidence", above=True)]


class EvidencePane(Intake):
    """The evidence index of the audit."""

    FIRST: ClassVar[str] = "EvidenceRows"

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.rows: dict[str, Evidence] = {}
        self.used: dict[str, list[str]] = {}
        self.weak: dict[str, tuple[str, ...]] = {}
        self.weak_only = False

    def compose(self) -> ComposeResult:
        yield EvidenceRows(
            *self._columns(80),
            empty="No evidence yet. a records some, i takes in a folder; in a note a line like\n"
            "    +rec Leaver list | 2026-10-12 | HR system\ndoes it while you type.",
            id="evidence",
        )
        yield Static("", id="evidence-foot", classes="foot", markup=False)
        yield EvidenceDetail(self.audit_id)

    def on_resize(self) -> None:
        index = self.query_one(EvidenceRows)
        index.columns = self._columns(self.size.width)
        index.refresh()

    @staticmethod
    def _columns(width: int) -> tuple[Column, ...]:
        first = (Column("", 1), Column("", 5), Column("Evidence", 0), Column("kind", 10), Column("captured", 10))
        if width < 120:
            return (*first, Column("refs", 11))
        return (*first, Column("refs", 20), Column("used in", 24), Column("weak", 36))

    async def load(self) -> None:
        found = await self.app.read(evidence.of_audit, self.audit_id)
        self.used = await self.app.read(evidence.used, self.audit_id)
        self.weak = await self.app.read(evidence.weak, self.audit_id)
        self.rows = {item.id: item for item in found}
        shown = [item for item in found if not self.weak_only or item.id in self.weak]
        lines = [_line(item, self.used.get(item.id, []), self.weak.get(item.id, ())) for item in shown]
        self.query_one(EvidenceRows).show(lines, self.go_to or None)
        self.go_to = ""
        self._tell()

    @property
    def item(self) -> Evidence | None:
        """The item under the cursor."""
        return self.rows.get(self.query_one(EvidenceRows).key)

    def focus_first(self) -> None:
        if not self.query_one(EvidenceDetail).focus_content():
            super().focus_first()

    def _tell(self) -> None:
        """Below the list: what is weak about the item under the cursor, and where it is used."""
        item = self.item
        parts: list[str] = []
        if item:
            weak, used = self.weak.get(item.id, ()), self.used.get(item.id, [])
            parts = [
                f"{GLYPHS.warn} {'; '.join(weak)}" if weak else "",
                f"used in {', '.join(used)}" if used else "not used by a finding or a sample yet",
                f"{item.file_name}, {item.size} bytes" if item.sha256 else item.place,
                "personal data" if item.personal_data else "",
            ]
            if is_due(item.keep_until, clock.today()):
                parts.append(f"{GLYPHS.warn} was to be kept until {item.keep_until}")
        head = f"only weak: {len(self.weak)} of {len(self.rows)}" if self.weak_only else ""
        self.query_one("#evidence-foot", Static).update(f" {GLYPHS.dot} ".join(part for part in (head, *parts) if part))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def source(self) -> Source:
        item = self.item
        return Source(item.title, item.refs[0] if item.refs else "") if item else Source()

    async def raise_here(self) -> str:
        item, label = self.item, await super().raise_here()
        raised = next(
            (one for one in await self.app.read(findings.of_audit, self.audit_id) if one.label == label), None
        )
        if item and raised:
            await self.change(self.app.write(evidence.link, raised.id, item.id))
            await self.load()
        return label

    @background
    async def action_link(self) -> None:
        item = self.item
        if item:
            known = await self.app.read(findings.of_audit, self.audit_id)
            has = self.used.get(item.id, [])
            chosen = await self.app.pick(
                f"{item.label}: link to which finding? (* is linked already)",
                [(one.id, f"{'*' if one.label in has else ' '} {one.label} {one.title}") for one in known],
            )
            if chosen:
                await self.change(self.app.write(evidence.link, chosen, item.id))
                await self.load()

    @background
    async def action_used(self) -> None:
        item = self.item
        if item:
            found = await self.app.read(uses.of_evidence, item.id)
            await self.query_one(EvidenceDetail).show_uses(
                f"{item.label} is used here; Enter goes there, Esc comes back",
                found,
                f"{item.label} is not used yet. l links it to a finding; in a note, its id makes a tie.",
            )
            self.workspace.show_place(f"{item.label} where used")

    def on_uses_opened(self, event: Uses.Opened) -> None:
        event.stop()
        self.workspace.go_to(event.use.stage, event.use.key)

    @background
    async def action_weak(self) -> None:
        self.weak_only = not self.weak_only
        await self.load()
        if self.weak_only and not self.weak:
            self.app.say("Nothing is weak. v shows everything again.")

    @background
    async def action_personal(self) -> None:
        item = self.item
        if item:
            await self.edit(Evidence, item.id, personal_data=not item.personal_data)
            await self.load()

    @background
    async def action_index(self) -> None:
        from exports import evidence_index

        form = await self.app.pick(
            "The evidence index as", [("xlsx", "XLSX, for people"), ("csv", "CSV, for programs")]
        )
        if not form:
            return
        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if folder:
            path = await self.app.attempt(
                asyncio.to_thread(
                    evidence_index.write, self.app.store, self.workspace.number, form, Path(folder).expanduser()
                )
            )
            if path:
                self.app.say(f"{len(self.rows)} items in {path}")

    # -- one item -----------------------------------------------------------------------------------------------

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def open_item(self, key: str) -> None:
        item = next((one for one in self.rows.values() if key in (one.id, one.label)), None)
        if item:
            self.query_one(EvidenceRows).go_to(item.id)
            await self.query_one(EvidenceDetail).show_one(item, self.weak.get(item.id, ()))
            self.workspace.show_place(f"{item.label} {item.file_name}".strip())

    def on_detail_closed(self, event: EvidenceDetail.Closed) -> None:
        event.stop()
        self.workspace.show_place("")

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        detail = self.query_one(EvidenceDetail)
        pasted = dict(event.form.values) if detail.row_id == PASTE else {}
        await detail.close()
        self.workspace.show_place("")
        await self.keep_pasted(pasted)
        await self.load()


def _line(item: Evidence, used: list[str], weak: tuple[str, ...]) -> Line:
    return Line(
        item.id,
        (
            Cell(GLYPHS.warn, "warn") if weak else "",
            item.label,
            item.title + (f" {item.edition}" if item.edition else ""),
            item.kind,
            Cell(item.captured[:10] or "no date", "" if item.captured or item.period else "warn"),
            refs.shorten(item.refs),
            ", ".join(used),
            Cell("; ".join(weak), "warn"),
        ),
    )

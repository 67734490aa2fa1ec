"""What stands in the report: sections to leave out, and the drafted sentences in the auditor's own words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from data.models import ReportPart
from data.rules import report_parts as rules
from data.work import report_parts
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

SENTENCE = "sentence."  # before the key of a sentence's line
FIELD = Field("text", "Words", 6, "your own words; as long as they are the draft's, they follow the record")


class Sections(Rows):
    """Sections, each with its drafted sentences below it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("contents", above=True)]


class Contents(Screen[None]):
    """The list; Enter edits the sentence under the cursor, Esc keeps it."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.drafts: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Detail(id="detail")
        yield Sections(Column("", 3), Column("What stands in the report", 0), Column("", 26), id="sections")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} What stands in the report"
        self.query_one(Sections).focus()
        await self._load()

    async def _load(self) -> None:
        from exports import wording
        from exports.report import read_report

        report = await asyncio.to_thread(read_report, self.app.store, self.number)
        decided = await self.app.read(report_parts.of_audit, self.audit_id)
        self.drafts = {name: wording.draft(report, name) for name in wording.WORDINGS}
        lines = []
        for name, title in rules.SECTIONS.items():
            out = name in decided and decided[name].left_out
            mark = Cell("[ ]", "dim") if out else Cell("[x]", "good")
            fixed = name in rules.FIXED
            lines.append(
                Line(name, (mark, title, Cell("in every report" if fixed else "left out" if out else "", "dim")))
            )
            for key, one in wording.WORDINGS.items():
                if one.section == name and not out:
                    own = decided[key].text if key in decided else ""
                    state = "your own words" if own else "drafted from the record"
                    if own and decided[key].draft != self.drafts[key]:
                        state = "own; the record moved on"
                    words = f"  {one.title}: {one_line(own or self.drafts[key])}"
                    lines.append(Line(SENTENCE + key, ("", Cell(words, "dim"), Cell(state, "info" if own else "dim"))))
        self.query_one(Sections).show(lines)

    @background
    async def action_toggle(self) -> None:
        name = self.query_one(Sections).key
        if name.startswith(SENTENCE):
            self.app.say("Enter puts this sentence in your own words; Space leaves whole sections out.")
            return
        await self.app.attempt(self.app.write(report_parts.toggle, self.audit_id, name))
        await self._load()

    @background
    async def action_short(self) -> None:
        out = await self.app.read(report_parts.left_out, self.audit_id)
        short = rules.left_out_in_short()
        await self.app.attempt(
            self.app.write(report_parts.leave_out, self.audit_id, frozenset() if out == short else short)
        )
        self.app.say("All sections stand in the report." if out == short else "The short form; b brings all back.")
        await self._load()

    @background
    async def action_anew(self) -> None:
        name = self.query_one(Sections).key.removeprefix(SENTENCE)
        if name in self.drafts:
            await self.app.attempt(self.app.write(report_parts.forget, self.audit_id, name))
            await self._load()

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        name = event.key.removeprefix(SENTENCE)
        if not event.key.startswith(SENTENCE):
            self.action_toggle()
            return
        one = await self.app.attempt(self.app.write(report_parts.begin, self.audit_id, name, self.drafts[name]))
        if one:
            await self.query_one(Detail).show_form([FIELD], {"text": one.text}, one.id, "text")

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        self.app.store.keep(ReportPart, self.query_one(Detail).row_id, **{event.name: event.text})

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        part_id = self.query_one(Detail).row_id
        await self.query_one(Detail).close()
        await self.app.attempt(self.app.write(report_parts.end, part_id))
        await self._load()
        self.query_one(Sections).focus()

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)

"""The registers: what was imported; one more file with i, shown before it is taken in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.imports import run, tables
from data.imports.kinds import KINDS
from data.work import registers
from tui.background import background
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook


class Registers(Screen[None]):
    """Counts above, the last import's rows below."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_file", "import"),
        Binding("escape,q", "leave", "back"),
    ]

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Rows(
            Column("Register", 0),
            Column("rows", 8, right=True),
            empty="Nothing is imported yet. i imports a CSV or XLSX file.",
            id="registers",
        )
        yield Static(
            " i imports a CSV or XLSX file; every row is shown before anything is changed.", id="words", markup=False
        )
        yield Rows(Column("row", 5, right=True), Column("", 10), Column("", 0), head=False, id="rows")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = "Registers"
        await self._load()
        self.query_one("#registers", Rows).focus()

    async def _load(self) -> None:
        counted = await self.app.read(registers.counts)
        self.query_one("#registers", Rows).show([Line(name, (name, str(count))) for name, count in counted.items()])

    @background
    async def action_import_file(self) -> None:
        kind = await self.app.pick("Which register?", [(name, name) for name in KINDS])
        if not kind:
            return
        named = await self.app.ask(f"{kind}: path of the CSV or XLSX file")
        if not named:
            return
        table = await self.app.attempt(asyncio.to_thread(tables.read_table, Path(named).expanduser()))
        if table is None:
            return
        proposal = await self.app.attempt(self.app.read(run.propose, kind, table))
        if proposal is None:
            return
        seen = proposal.as_json()
        counted = ", ".join(f"{seen[name]} {name}" for name in ("new", "changed", "unchanged"))
        words = f"{seen['rows']} rows: {counted}, {len(seen['refused'])} refused"
        self.query_one("#words", Static).update(f" {words}")
        self.query_one("#rows", Rows).show(
            [
                Line(str(at), (str(row["row"]), Cell("refused", "bad"), str(row["reason"])))
                for at, row in enumerate(seen["refused"])
            ]
        )
        if seen["new"] + seen["changed"]:
            take = await self.app.pick(words, [("yes", "take it in"), ("no", "leave everything as it is")])
            if take == "yes" and await self.app.attempt(self.app.write(run.apply, proposal)) is not None:
                self.app.say(f"{kind}: {seen['new']} new, {seen['changed']} changed.")
                await self._load()

    def action_leave(self) -> None:
        self.dismiss(None)

"""The registers: what was imported; one more file with i, shown row by row before it is taken in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.imports import tables
from data.imports.kinds import KINDS
from data.work import registers
from tui import keys
from tui.background import background
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
WHAT = {
    "soa": "Statement of Applicability",
    "responsibilities": "who owns, operates, approves what: RACI or list",
    "people": "people and their roles",
    "competence": "competence needs, and training records",
    "documents": "document register",
    "assets": "asset register",
    "suppliers": "supplier register",
    "risks": "risk register",
    "actions": "corrective actions",
    "incidents": "security incidents",
}


class RegisterRows(Rows):
    """The registers."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("registers", above=True)]


class Registers(Screen[None]):
    """How many rows each register has. Enter or i brings a file into the one under the cursor."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield RegisterRows(Column("Register", 18), Column("", 0), Column("rows", 8, right=True), id="registers")
        yield Static("", id="words", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = "Registers"
        self.query_one("#words", Static).update(
            "Enter imports a CSV or XLSX file into the register under the cursor. Every row is shown before anything "
            "is changed; what was edited here is never overwritten without asking."
        )
        self.query_one(RegisterRows).focus()
        await self._load()

    async def _load(self) -> None:
        counted = await self.app.read(registers.counts)
        lines = [Line(name, (name, WHAT.get(name, ""), str(count))) for name, count in counted.items()]
        self.query_one(RegisterRows).show(lines)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_import_file()

    @background
    async def action_import_file(self) -> None:
        kind = self.query_one(RegisterRows).key
        if kind not in KINDS:
            return
        near = await asyncio.to_thread(_files)
        named = await self.app.pick(f"{kind}: which file? Type its path", near, free=True)
        if not named:
            return
        self.app.say(f"Reading {Path(named).name} …")
        table = await self.app.attempt(asyncio.to_thread(tables.read_table, Path(named).expanduser()))
        if table is None:
            return
        from tui.screens.importing import Importing

        said = await self.app.push_screen_wait(Importing(kind, table))
        if said:
            await self._load()
            self.app.say(said)

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)


def _files() -> list[tuple[str, str]]:
    """Tables in the folder where the program was started, the newest first."""
    try:
        found = [path for path in Path().iterdir() if path.suffix.lower() in SUFFIXES and path.is_file()]
        found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:  # the folder may be gone; a path can still be typed
        return []
    return [(str(path), path.name) for path in found[:200]]

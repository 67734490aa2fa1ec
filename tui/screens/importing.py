"""One file on its way into a register: which column is which, and what each row would do."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.errors import BadInput
from data.imports import columns, findings, run
from data.imports.proposal import Proposal
from data.imports.tables import Table
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens import import_lines
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless

if TYPE_CHECKING:
    from tui.app import Auditbook

NONE = "no column"
CUSTOMS = {"day": True, "month": False, "text": None}


class FileRows(Rows):
    """What becomes of each row of the file."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("filerows", above=True)]


class Importing(Screen[str | None]):
    """The mapping above, the rows below. Gives what was done in words, None where nothing was."""

    app: Auditbook
    AUTO_FOCUS = ""  # which list is wanted first shows only when the file is read
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("import")]

    def __init__(self, kind: str, table: Table, audit_id: str = "") -> None:
        super().__init__()
        self.kind, self.table, self.audit_id = kind, table, audit_id
        self.said: dict[str, str] | None = None
        self.day_first: bool | None = None
        self.asked_dates = False
        self.overwrite: set[str] = set()
        self.proposal: Proposal | None = None
        self.choice: columns.Choice | None = None
        self.told: dict[str, str] = {}
        self.taking = False

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Static("", id="words", markup=False)
        yield Rows(Column("Our field", 20), Column("its column in the file", 0), Column("for example", 0), id="columns")
        yield FileRows(
            Column("row", 6, right=True), Column("", 9), Column("What becomes of it", 22), Column("", 0), id="filerows"
        )
        yield Static("", id="why", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        where = ("Findings",) if self.audit_id else ("Registers", self.kind)
        self.query_one(TitleBar).where = f" {GLYPHS.pointer} ".join((*where, self.table.name))
        self._tell(f"Reading {len(self.table.rows):,} rows …")
        await self._read()
        rows = self.query_one("#filerows" if self.proposal else "#columns", Rows)
        rows.focus()

    async def _read(self) -> None:
        """Read the table as it is mapped now, and show what that would do."""
        try:
            self.proposal = await self._propose()
        except BadInput as error:
            self.proposal = None
            words = str(error)
        else:
            self.said = dict(self.proposal.said)
            words = import_lines.counted(self.proposal)
        self.choice, lacking = await asyncio.to_thread(columns.offer, self.kind, self.table, self.said or {})
        if lacking:
            words = f"Needed and not found: {', '.join(lacking)}. Choose their columns with Enter."
        self._tell(words)
        self._show_columns()
        lines, self.told = await asyncio.to_thread(import_lines.lines, self.proposal) if self.proposal else ([], {})
        rows = self.query_one(FileRows)
        rows.empty = "No row can be read before the columns are known." if lacking else "The file has no rows."
        rows.show(lines)
        self._explain()

    async def _propose(self) -> Proposal:
        """What the file would do in its register, or with an audit, in the audit's findings."""
        how: dict[str, Any] = {"overwrite": self.overwrite, "day_first": self.day_first}
        if self.audit_id:
            return await self.app.read(findings.propose, self.audit_id, self.table, self.said, **how)
        return await self.app.read(run.propose, self.kind, self.table, self.said, **how)

    def _tell(self, words: str) -> None:
        self.query_one("#words", Static).update(harmless(words))

    def _show_columns(self) -> None:
        if self.choice is None:
            return
        mapping, example = self.choice.mapping, import_lines.examples(self.table)
        names = [field.name for field in self.choice.layout.fields]
        needed = {name for group in self.choice.layout.needs for name in group}
        lines = []
        for name in dict.fromkeys([*names, *mapping]):
            column = mapping.get(name, "")
            missing = "bad" if name in needed and not column else "dim"
            found = column or Cell(f"{GLYPHS.dash} {NONE}", missing)
            lines.append(Line(name, (name.replace("_", " "), found, Cell(example.get(column, ""), "dim"))))
        for column in self.choice.unused:
            lines.append(
                Line(f"? {column}", (Cell("not taken", "dim"), Cell(column, "dim"), Cell(example[column], "dim")))
            )
        self.query_one("#columns", Rows).show(lines)

    def _explain(self) -> None:
        """Say in full what becomes of the row under the cursor."""
        words = self.told.get(self.query_one(FileRows).key, "")
        self.query_one("#why", Static).update("\n".join(harmless(line) for line in words.split("\n")))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        if event.rows.id == "filerows":
            self._explain()

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.rows.id == "filerows":
            self.action_overwrite()
        elif event.key.startswith("? "):
            await self._map_unused(event.key[2:])
        else:
            await self._map(event.key)

    async def _map(self, field: str) -> None:
        """Choose the column of a field."""
        choices = [("", NONE), *((name, name) for name in self.table.columns)]
        keyed = [(str(at), words) for at, (_, words) in enumerate(choices)]
        picked = await self.app.pick(f"Which column is «{field.replace('_', ' ')}»?", keyed)
        if picked is not None:
            self.said = {**(self.said or {}), field: choices[int(picked)][0]}
            await self._read()

    async def _map_unused(self, column: str) -> None:
        """Choose the field that a column is."""
        if self.choice is None:
            return
        names = [field.name for field in self.choice.layout.fields]
        field = await self.app.pick(f"What is «{column}»?", [(name, name.replace("_", " ")) for name in names])
        if field:
            self.said = {**(self.said or {}), field: column}
            await self._read()

    # -- keys -----------------------------------------------------------------------------------------------------

    def action_to_other(self) -> None:
        self.query_one("#filerows" if self.query_one("#columns", Rows).has_focus else "#columns", Rows).focus()

    @background
    async def action_overwrite(self) -> None:
        """For the row under the cursor: the file's word for what was edited here, or again what was edited."""
        ids = self._edited_in(self.query_one(FileRows).key)
        if not ids:
            self.app.say("Nothing in this row was edited here and is said otherwise by the file.")
            return
        self.overwrite = self.overwrite - ids if ids <= self.overwrite else self.overwrite | ids
        await self._read()

    def _edited_in(self, key: str) -> set[str]:
        kept = (
            {step.row_id for line, step, _ in self.proposal.kept() if import_lines.key(line) == key}
            if self.proposal
            else set()
        )
        taken = {
            step.row_id
            for line in (self.proposal.lines if self.proposal else ())
            for step in line.steps
            if import_lines.key(line) == key and step.row_id in self.overwrite
        }
        return kept | taken

    @background
    async def action_dates(self) -> None:
        await self._ask_dates()

    async def _ask_dates(self) -> bool:
        """Ask how doubtful dates are meant; False where the question was left."""
        doubtful = len(self.proposal.doubtful) if self.proposal else 0
        question = f"{doubtful} rows have dates such as 03/04/2026. How are they meant?"
        meant = await self.app.pick(
            question,
            [
                ("day", "the day first: 3 April 2026"),
                ("month", "the month first: 4 March 2026"),
                ("text", "unknown: keep as text"),
            ],
        )
        if meant is None:
            return False
        self.asked_dates, self.day_first = True, CUSTOMS[meant]
        await self._read()
        return True

    @background
    async def action_profile(self) -> None:
        if self.proposal is None:
            self.app.say("The needed columns are not known yet.", wrong=True)
            return
        name = await self.app.ask("Remember these columns under which name?", hint="For example: SoA of the GRC tool")
        if name:
            mapping = self.proposal.mapping
            await self.app.attempt(self.app.write(run.remember, self.kind, name, mapping))
            self.app.say(f"Remembered as «{name}»; l reads another file so.")

    @background
    async def action_load(self) -> None:
        known = await self.app.read(run.profiles, self.kind)
        if not known:
            self.app.say("No columns are remembered for this register yet; p remembers these.")
            return
        name = await self.app.pick("Read the columns as remembered under", [(name, name) for name in known])
        if name:
            there = {
                field: column for field, column in known[name].items() if not column or column in self.table.columns
            }
            self.said = there
            await self._read()
            lost = len(known[name]) - len(there)
            self.app.say(f"{lost} columns of «{name}» are not in this file." if lost else f"Read as «{name}».")

    @background
    async def action_take(self) -> None:
        if self.proposal is None:
            self.app.say("The needed columns are not known yet; choose them with Enter.", wrong=True)
            return
        if self.proposal.doubtful and not self.asked_dates and not await self._ask_dates():
            return
        seen = self.proposal
        if self.taking:
            return
        if not seen.count("new") + seen.count("changed"):
            self.app.say("Nothing is new or changed; nothing was written.")
            return
        doing = (
            self.app.write(findings.apply, self.audit_id, seen) if self.audit_id else self.app.write(run.apply, seen)
        )
        self.taking = True
        self._tell(f"Taking in {seen.count('new') + seen.count('changed'):,} rows, all of them or none …")
        done = await self.app.attempt(doing)
        self.taking = False
        self._tell(import_lines.counted(seen))
        if done is not None:
            self.dismiss(f"{self.kind}: {import_lines.counted(seen)}.")

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)

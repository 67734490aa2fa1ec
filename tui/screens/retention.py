"""What is kept until when, what may go, and what went. Nothing goes without a reason, and never by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data import clock
from data.models import Hold
from data.work import audits, retention
from data.work.retention import Held
from tui import config, keys
from tui.background import background
from tui.screens.preview import Preview
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook


class HeldRows(Rows):
    """The raw records that are still there."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("retention", above=True)]


class Retention(Screen[None]):
    """One line a file or list, what may go first."""

    app: Auditbook
    AUTO_FOCUS = "HeldRows"

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, Held] = {}
        self.holds: list[Hold] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield HeldRows(
            Column("Audit", 11),
            Column("", 5),
            Column("What", 0),
            Column("until", 10),
            Column("", 18),
            empty="Nothing raw is kept: no evidence file and no population. The record itself always stays.",
            id="held",
        )
        yield Static("", id="next", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = "What is kept, and what may go"
        await self._load()

    async def _load(self) -> None:
        found = await self.app.read(retention.held, clock.today(), config.retention_months())
        self.holds = await self.app.read(retention.holds)
        self.held = {one.row_id: one for one in found}
        self.query_one(Rows).show([_line(one) for one in found])
        may = sum(not one.stays for one in found)
        self.query_one(TitleBar).left = f"{may} may go"
        held = "; ".join(f"{one_line(one.reason)} (since {one.since})" for one in self.holds)
        words = f"Legal hold: {held}" if held else "Report, findings, actions and the evidence index stay for good."
        self.query_one("#next", Static).update(f" {words}")

    @background
    async def action_let_go(self) -> None:
        one = self.held.get(self.query_one(Rows).key)
        if one is None:
            return
        if one.stays:
            self.app.say(f"{one.number} {one.label} must stay: {one.stays}.", wrong=True)
            return
        await self._let_go([one])

    @background
    async def action_all(self) -> None:
        free = [one for one in self.held.values() if not one.stays]
        if not free:
            self.app.say("Nothing may go yet.")
            return
        columns = (Column("", 11), Column("", 5), Column("", 0), Column("until", 10))
        lines = [Line(one.row_id, (one.number, one.label, one.title, one.until)) for one in free]
        if await self.app.push_screen_wait(Preview(f"{len(free)} go; row and hash stay", columns, lines)):
            await self._let_go(free)

    async def _let_go(self, those: Sequence[Held]) -> None:
        what = f"{those[0].number} {those[0].label}" if len(those) == 1 else f"these {len(those)}"
        hint = "The files are deleted; that cannot be undone. Row, hash and reason stay."
        reason = await self.app.ask(f"Why does {what} go?", "its time of keeping is over", hint)
        if not reason:
            return
        ids, months = [one.row_id for one in those], config.retention_months()
        hashes = await self.app.attempt(self.app.write(retention.let_go, ids, reason, self.app.who, months))
        if hashes is None:
            return
        for sha256 in hashes:
            await self.app.attempt(asyncio.to_thread(self.app.store.vault.remove, sha256))
        await self._load()
        self.app.say(f"{len(those)} gone, {len(hashes)} files deleted. g shows what went.")

    @background
    async def action_hold(self) -> None:
        known = await self.app.read(audits.every)
        choices = [("", "the whole store"), *((one.id, f"{one.number} {one.title}") for one in known)]
        audit_id = await self.app.pick("Nothing goes of", choices)
        if audit_id is None:
            return
        reason = await self.app.ask("Why? For example the matter and who asked for it")
        if reason:
            await self.app.attempt(self.app.write(retention.hold, reason, audit_id or None))
            await self._load()

    @background
    async def action_release(self) -> None:
        if not self.holds:
            self.app.say("There is no legal hold.")
            return
        chosen = await self.app.pick("End which hold?", [(one.id, f"{one.reason} ({one.since})") for one in self.holds])
        if chosen:
            await self.app.attempt(self.app.write(retention.release, chosen))
            await self._load()

    @background
    async def action_gone(self) -> None:
        gone = await self.app.read(retention.disposals)
        columns = (Column("on", 10), Column("", 5), Column("why", 0), Column("by", 12), Column("SHA-256", 16))
        lines = [Line(one.id, (one.day, one.label, one.reason, one.who, one.sha256[:16])) for one in gone]
        await self.app.push_screen_wait(Preview(f"{len(gone)} were let go", columns, lines, can=False))

    def action_back(self) -> None:
        self.dismiss(None)


def _line(one: Held) -> Line:
    stays = "" if one.stays.startswith("kept until") else one.stays  # its day stands beside it
    why = Cell(stays, "dim") if one.stays else Cell("may go", "warn")
    return Line(one.row_id, (one.number, one.label, one.title, one.until, why))

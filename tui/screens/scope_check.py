"""Scope and criteria against ISMS scope, SoA and document register: what is to decide, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.rules import scope
from data.rules.scope import Point
from data.work import scoping
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

MARKS = {scope.OUTSIDE: "bad", scope.EXCLUDED: "bad", scope.NOWHERE: "warn", scope.CRITERION: "warn"}
EMPTY = (
    "Nothing to decide: the scope lies inside the ISMS, every control in it is applicable, the criteria are those\n"
    "of the register. (The ISMS scope, its places and systems stand under o on the home screen, the registers under i.)"
)


class ScopeCheck(Screen[None]):
    """The points; Enter on a document makes it a criterion."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.points: dict[str, Point] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Rows(Column("", 14), Column("What", 22), Column("", 0), empty=EMPTY, id="points")
        yield Static("", id="why", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} Scope and criteria, checked"
        await self._load()
        self.query_one(Rows).focus()

    async def _load(self) -> None:
        found = await self.app.read(scoping.points, self.audit_id)
        self.points = {f"{one.kind} {one.item} {at}": one for at, one in enumerate(found)}
        open_ = sum(one.kind != scope.SUGGESTED for one in found)
        self.query_one(TitleBar).left = f"{open_} to decide" if open_ else "nothing to decide"
        self.query_one(Rows).show(
            [
                Line(key, (Cell(one.kind, MARKS.get(one.kind, "dim")), one.item, one.words))
                for key, one in self.points.items()
            ]
        )

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        one = self.points.get(event.key)
        words = f"{one_line(one.item)}: {one_line(one.words)}" if one else ""
        if one and one.add:
            words += "\nEnter makes it a criterion, with its version."
        self.query_one("#why", Static).update(words)

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        one = self.points.get(event.key)
        if one and one.add:
            await self.app.attempt(self.app.write(scoping.add_criterion, self.audit_id, one.add))
            await self._load()
            self.app.say(f"{one.item} is a criterion now.")

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)

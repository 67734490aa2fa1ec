"""What is known before anybody is met, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from checklists import refs
from data.work import baseline
from tui import keys
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

MARKS = {"open action": "warn", "incident": "bad", "change": "info"}
EMPTY = (
    "Nothing is known about this scope yet: no open action, no earlier finding, no incident, no remark of the SoA.\n"
    "Registers come in from the home screen with i; the scope stands in 1 Plan."
)


class Baseline(Screen[None]):
    """The list, with the line under the cursor in full below."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.known: list[baseline.Known] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Rows(
            Column("", 11), Column("Ref", 14), Column("", 16), Column("What is known", 0), empty=EMPTY, id="known"
        )
        yield Static("", id="why", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        title = self.query_one(TitleBar)
        title.where = f"{self.number} {GLYPHS.pointer} What is known"
        self.known = await self.app.read(baseline.of_audit, self.audit_id)
        open_ = sum(one.kind == "open action" for one in self.known)
        title.left = f"{len(self.known)} known, {open_} open" if self.known else ""
        self.query_one(Rows).show(
            [
                Line(
                    str(at),
                    (Cell(one.kind, MARKS.get(one.kind, "dim")), refs.shorten(one.refs), one.label, one.words),
                )
                for at, one in enumerate(self.known)
            ]
        )
        self.query_one(Rows).focus()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        if event.key:
            one = self.known[int(event.key)]
            titles = ", ".join(f"{ref} {refs.title(ref)}" for ref in one.refs[:3])
            words = f"{one.label}: {one_line(one.words)}\n{titles}" + (
                f" {GLYPHS.dot} {one.source}" if one.source else ""
            )
            self.query_one("#why", Static).update(words)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)

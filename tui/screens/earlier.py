"""What earlier audits left open, and how this checklist differs from that of the audit before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.rules import verdicts
from data.work import succession
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

MARKS = {"new": "info", "changed": "warn", "unchanged": "dim"}


class EarlierRows(Rows):
    """Open matters, or the checklist against the one before."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("earlier", above=True)]


class Earlier(Screen[None]):
    """Two lists; n changes between them."""

    app: Auditbook
    AUTO_FOCUS = "#matters"

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.states: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield EarlierRows(
            Column("", 8),
            Column("Left open", 0),
            Column("from", 16),
            Column("owner", 14),
            Column("here", 9),
            empty="Earlier audits left nothing open.",
            id="matters",
        )
        yield EarlierRows(
            Column("", 9),
            Column("Checklist", 0),
            Column("is", 9),
            Column("then", 14),
            Column("found then", 18),
            empty="This audit was not copied from another one. On the home screen c makes the next audit out of one.",
            id="compared",
        )
        yield Static("", id="next", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one("#compared").display = False
        await self._load()

    async def _load(self) -> None:
        matters = await self.app.read(succession.open_matters, self.audit_id)
        asked = await self.app.read(succession.taken_up, self.audit_id)
        self.states = {one.key: f"{one.words} {GLYPHS.dot} {one.state}" for one in matters}
        self.query_one("#matters", Rows).show([self._matter(one, asked.get(one.key)) for one in matters])
        compared = await self.app.read(succession.compared, self.audit_id)
        self.query_one("#compared", Rows).show([_compared(one) for one in compared])
        self._say_next(self.query_one("#matters", Rows).key)
        left = len([one for one in matters if one.key not in asked])
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} What earlier audits left open"
        self.query_one(TitleBar).left = f"{left} not asked about" if left else ""

    def _matter(self, one: succession.Matter, asked: object) -> Line:
        state = getattr(asked, "state", "") if asked else ""
        here = Cell(state or "to ask", "good" if state == "answered" else "warn") if asked else Cell("not yet", "bad")
        return Line(one.key, (one.about, f"{one.grade} {one.words}".strip(), one.key, one.owner, here))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say_next(event.key)

    def _say_next(self, key: str) -> None:
        self.query_one("#next", Static).update(f" {one_line(self.states.get(key, ''))}")

    @background
    async def action_take_up(self) -> None:
        made = await self.app.attempt(self.app.write(succession.take_up, self.audit_id))
        if made is not None:
            await self._load()
            self.app.say(f"{len(made)} questions added; the report waits until they are answered.")

    def action_compare(self) -> None:
        for name in ("#matters", "#compared"):
            rows = self.query_one(name, Rows)
            rows.display = not rows.display
            if rows.display:
                rows.focus()

    def action_back(self) -> None:
        self.dismiss(None)


def _compared(one: succession.Compared) -> Line:
    then = verdicts.VERDICTS.get(one.before, "no verdict" if one.state != "new" else "")
    return Line(one.ref, (one.ref, one.title, Cell(one.state, MARKS[one.state]), then, one.findings))

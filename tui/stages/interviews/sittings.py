"""Sittings: the audit in parts over days or weeks, and what is left of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from checklists import refs
from data.work import sittings
from data.work.sittings import Progress
from tui import keys
from tui.background import background
from tui.widgets.form import Field
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

FIELDS = [
    Field("title", "Title", 1, "a clause, a theme, a process"),
    Field("refs", "Refs", 1, "A.5.15-A.5.18, 7.2"),
    Field("planned", "When", 1, "2026-10-12 09:00"),
    Field("minutes", "Minutes", 1, "90"),
    Field("people", "People", 1, "the roles that are met, with commas"),
    Field("team", "Auditors", 1, "who audits"),
    Field("place", "Place"),
    Field("remote", "Remote", 1, "yes or no", ("yes", "no")),
    Field("held", "Held on", 1, "empty while it is to come"),
    Field("remark", "Remark", 2),
]


class SittingRows(Rows):
    """The sittings by time."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("sittings", above=True)]


class Sittings(Vertical):
    """The list, and below it the refs that are left."""

    app: Auditbook

    @dataclass
    class Opened(Message):
        """Enter: the sitting's details."""

        progress: Progress

    @dataclass
    class Talk(Message):
        """Begin an interview in a sitting."""

        progress: Progress

    def __init__(self, audit_id: str, at: str = "") -> None:
        super().__init__(classes="uses")
        self.audit_id = audit_id
        self.found: dict[str, Progress] = {}
        self.uncovered: list[str] = []
        self._go_to = at

    def compose(self) -> ComposeResult:
        yield SittingRows(
            Column("when", 16),
            Column("Sittings", 0),
            Column("refs", 14),
            Column("left", 12),
            empty="The audit is one sitting so far. p splits the scope by clause and theme, a adds a sitting:\n"
            "    Access | A.5.15-A.5.18 | 2026-10-12 09:00 | 90 | IT / DevOps",
            id="sittings",
        )
        yield Static("", classes="use-words", markup=False)

    async def on_mount(self) -> None:
        await self.load()

    async def load(self) -> None:
        """Read the sittings and what is left of each."""
        found = await self.app.read(sittings.progress, self.audit_id)
        self.uncovered = await self.app.read(sittings.uncovered, self.audit_id)
        self.found = {one.sitting.id: one for one in found}
        self.query_one(SittingRows).show([_line(one) for one in found], self._go_to or None)
        self._go_to = ""
        self._tell()

    @property
    def progress(self) -> Progress | None:
        """The sitting under the cursor."""
        return self.found.get(self.query_one(SittingRows).key)

    def _tell(self) -> None:
        one, parts = self.progress, []
        if one:
            who = ", ".join(one.sitting.people)
            parts = [f"with {who}" if who else "", f"by {one.sitting.team}" if one.sitting.team else ""]
            parts += [one.sitting.place, "remote" if one.sitting.remote else ""]
            parts.append(f"no verdict yet: {refs.shorten(one.left)}" if one.left else "every ref has its verdict")
        words = one_line("; ".join(part for part in parts if part))
        if self.found and self.uncovered:
            words += f"\nin no sitting: {refs.shorten(self.uncovered)}"
        self.query_one(Static).update(words)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if self.progress:
            self.post_message(self.Opened(self.progress))

    @background
    async def action_add(self) -> None:
        line = await self.app.ask(
            "Sitting", hint="title | refs | 2026-10-12 09:00 | minutes | roles; only the title is needed"
        )
        if line:
            made = await self.app.write(sittings.plan_line, self.audit_id, line)
            self._go_to = made.id
            await self.load()

    @background
    async def action_split(self) -> None:
        made = await self.app.write(sittings.split, self.audit_id)
        await self.load()
        if made:
            self.app.say(f"{len(made)} sittings made; u takes them back. Enter gives each its time and people.")
        else:
            self.app.say(
                "Every ref of the checklist is in a sitting already."
                if self.found
                else "There is no checklist to split yet: give the audit a scope (1 Plan), then p in 2 Prepare."
            )

    @background
    async def action_held(self) -> None:
        if self.progress:
            await self.app.write(sittings.hold, self.progress.sitting.id)
            await self.load()

    @background
    async def action_drop(self) -> None:
        if self.progress:
            await self.app.write(sittings.remove, self.progress.sitting.id)
            await self.load()
            self.app.say("Taken out of the plan; u brings it back.")

    def action_talk(self) -> None:
        if self.progress:
            self.post_message(self.Talk(self.progress))


def values_of(one: Progress) -> dict[str, str]:
    """The fields of a sitting as texts."""
    row = one.sitting
    values = {name: str(value) for name, value in row.model_dump().items() if isinstance(value, str)}
    return values | {
        "planned": row.planned.replace("T", " "),
        "refs": refs.shorten(row.refs),
        "people": ", ".join(row.people),
        "minutes": str(row.minutes or ""),
        "remote": "yes" if row.remote else "no",
    }


def _line(one: Progress) -> Line:
    row = one.sitting
    when = row.planned.replace("T", " ")[:16] or "no time yet"
    title = f"{row.title} ({row.minutes} min)" if row.minutes else row.title
    if one.left:
        left = Cell(f"{len(one.left)} of {one.refs} left", "warn" if row.held else "")
    else:
        left = Cell("held" if row.held else "all judged" if one.refs else "no refs", "good" if one.refs else "dim")
    return Line(row.id, (when, title, refs.shorten(row.refs), left))

"""Home: the audits, what is due, what is known of the organisation. Painted from a glance, before the store is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data import clock, glance
from data.errors import AuditbookError
from data.rules.stages import STAGES
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows

if TYPE_CHECKING:
    from data.work.planning import Picture
    from tui.app import Auditbook

LETTERS = (("major", "M"), ("minor", "m"), ("ofi", "o"), ("observation", "b"), ("strength", "g"), ("", "?"))
MARKS = {"M": "bad", "m": "warn"}


class Home(Screen[None]):
    """The first screen."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("home")]

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Rows(
            Column("Audits", 11),
            Column("", 0),
            Column("", 10),
            Column("", 14),
            Column("", 14),
            empty="No audit yet. Press n to plan the first one.\n\n"
            "Press i to bring in registers from CSV or XLSX files: Statement of Applicability,\n"
            "responsibilities, people, documents … Every row is shown before it is taken in.\n\n"
            "To look around in a filled example first:  auditbook demo",
            id="audits",
        )
        yield Rows(Column("Due", 6), Column("", 0), Column("", 22), Column("", 12), empty="nothing is due", id="due")
        yield Static("", id="coverage", markup=False)
        yield Static("", id="registers", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.show(self.app.glance)
        self.query_one("#audits", Rows).focus()

    def changed_elsewhere(self) -> None:
        """Another window changed the record."""
        if self.is_current:
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        try:
            self.app.glance = glance.look(self.app.path, clock.today(), self.app.who)
        except AuditbookError as error:
            self.app.say(str(error), wrong=True)
        self.show(self.app.glance)
        self.look_at_programme()

    @background
    async def look_at_programme(self) -> None:
        """Say what the programme does not cover, as soon as the store is open."""
        await self.app.store_ready.wait()
        from data.work import planning

        picture = await self.app.read(planning.picture, clock.today())
        self.query_one("#coverage", Static).update(_coverage(picture) if picture else "")

    def show(self, seen: glance.Glance) -> None:
        """Show what the glance saw."""
        title = self.query_one(TitleBar)
        title.where, title.left = "Auditbook", seen.organisation
        today = clock.today()
        self.query_one("#audits", Rows).show([self._audit(line, today) for line in sorted(seen.audits, key=_urgency)])
        due = [
            Line(
                line.label,
                (line.label, line.text, line.who, _when(line.due, today)),
                "warn" if line.due < today else "",
            )
            for line in seen.due
        ]
        self.query_one("#due", Rows).show(due)
        self.query_one("#due", Rows).display = bool(seen.audits or due)
        counted = [f"{words} {count}" for words, count in seen.registers.items() if count]
        self.query_one("#registers", Static).update(f" {f' {GLYPHS.dot} '.join(counted)}" if counted else "")

    def _audit(self, line: glance.AuditLine, today: str) -> Line:
        found = " ".join(f"{line.grades[grade]}{letter}" for grade, letter in LETTERS if line.grades.get(grade))
        if line.stage == "Follow-up":
            late = f", {line.actions_overdue} late" if line.actions_overdue else ""
            state = f"{line.actions_open} open{late}" if line.actions_open else "all closed"
        elif line.items:
            state = f"{line.judged} of {line.items}"
        else:
            state = f"from {_when(line.starts, today)}" if line.starts else "no dates yet"
        bad = "bad" if line.grades.get("major") else ""
        return Line(line.id, (Cell(line.number, "info"), line.title, line.stage, state, Cell(found, bad)))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        from tui.screens.workspace import Workspace

        if event.rows.id == "audits":
            line = next(line for line in self.app.glance.audits if line.id == event.key)
            left = self.app.glance.left_at
            stage = left[2] if left[0] == line.id else 1 + STAGES.index(line.stage)
            self.app.push_screen(Workspace(line.id, line.number, stage, ""))
        else:
            due = next(line for line in self.app.glance.due if line.label == event.key)
            known = next((line for line in self.app.glance.audits if line.id == due.audit_id), None)
            if known:
                self.app.push_screen(Workspace(known.id, known.number, 9 if due.label.startswith("A") else 2, ""))
            else:
                self.app.say(
                    f"{due.label} {due.text} · {due.who} · due {due.due}. It belongs to no audit of this store."
                )

    @background
    async def action_new_audit(self) -> None:
        from data.work import audits
        from tui.screens.workspace import Workspace

        if not self.app.glance.organisation and not await self._name_organisation():
            return
        title = await self.app.ask("What shall be audited? A short title", hint="For example: Access and HR security")
        if title:
            audit = await self.app.attempt(self.app.write(audits.create, title))
            if audit:
                self.app.push_screen(Workspace(audit.id, audit.number, 1, ""))

    @background
    async def action_next_audit(self) -> None:
        from data.work import succession
        from tui.screens.workspace import Workspace

        key = self.query_one("#audits", Rows).key
        line = next((line for line in self.app.glance.audits if line.id == key), None)
        if line is None:
            self.app.say("There is no audit to copy yet; n makes the first.")
            return
        question = f"{line.number} again: its plan, checklist and requests, without results. When does it begin?"
        starts = await self.app.ask(question, hint="as 2027-10-12; what is left open goes with it", empty=True)
        if starts and clock.parse_date(starts) is None:
            self.app.say(f"«{starts}» is no date; write it as 2027-10-12. Nothing was made.", wrong=True)
        elif starts is not None:
            audit = await self.app.attempt(self.app.write(succession.succeed, line.id, starts=starts))
            if audit:
                self.app.push_screen(Workspace(audit.id, audit.number, 1, ""))

    async def _name_organisation(self) -> bool:
        from data.work import audits

        name = await self.app.ask("Whose ISMS is audited? The organisation's name")
        if name:
            await self.app.attempt(self.app.write(audits.name_organisation, name))
        return bool(name)

    @background
    async def action_programme(self) -> None:
        from tui.screens.programme import ProgrammeScreen

        await self.app.store_ready.wait()
        self.app.push_screen(ProgrammeScreen())

    @background
    async def action_organisation(self) -> None:
        from tui.screens.organisation import OrganisationScreen

        await self.app.store_ready.wait()
        self.app.push_screen(OrganisationScreen())

    @background
    async def action_registers(self) -> None:
        from tui.screens.registers import Registers

        await self.app.store_ready.wait()
        self.app.push_screen(Registers())

    @background
    async def action_retention(self) -> None:
        from tui.screens.retention import Retention

        await self.app.store_ready.wait()
        self.app.push_screen(Retention())

    def action_search(self) -> None:
        self.app.action_search()

    def action_help(self) -> None:
        self.app.action_help()

    def action_leave(self) -> None:
        self.app.action_quit_now()


def _urgency(line: glance.AuditLine) -> tuple[int, str]:
    """What runs comes first, then what is planned, the nearest first, then what is followed up."""
    place = {"Plan": 1, "Follow-up": 2}.get(line.stage, 0)
    return place, line.starts if place == 1 else line.number


def _coverage(picture: Picture) -> str:
    """What the programme does not cover, in one line."""
    from data.rules.alarms import raised

    years, alarmed = picture.seen.terms.years, raised(picture.alarms)
    ref, when = picture.seen.oldest
    oldest = f"{ref} never tested" if when == "never" else f"{ref} longest ago, {when}"
    amount = f"{alarmed} alarm{'s' if alarmed != 1 else ''}" if alarmed else "no alarm"
    return f" Coverage {years[0]}{GLYPHS.dash}{years[-1]}: {amount} {GLYPHS.dot} {oldest} {GLYPHS.dot} p programme"


def _when(day: str, today: str) -> str:
    """A date as people say it when it is near."""
    one, other = clock.parse_date(day), clock.parse_date(today)
    if not one or not other:
        return day
    days = (one - other).days
    near: dict[int, str] = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days, f"{one.day} {one:%b}" if one.year == other.year else f"{one.day} {one:%b %Y}")

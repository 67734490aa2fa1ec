"""The findings before management, one by one: what was found, what it means, what is decided."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from data import clock
from data.models import Action, Decision, Finding, Meeting
from data.rules import decisions as kinds
from data.rules import verdicts
from data.work import actions, decisions, findings, meetings, registers
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.text import harmless, one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from tui.app import Auditbook

PARTS = (("condition", "What was seen"), ("consequence", "What it means"), ("cause", "Cause"))


class Slide(VerticalScroll, can_focus=True):
    """The page; the arrows scroll it."""


class Presenter(Screen[None]):
    """One finding a page; the meeting's times, attendance and decisions are recorded on the way."""

    app: Auditbook
    AUTO_FOCUS = "Slide"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("presenter")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.page = 0
        self.meeting: Meeting | None = None
        self.present: list[str] = []
        self.findings: list[Finding] = []
        self.actions: list[Action] = []
        self.decisions: list[Decision] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Slide(id="slide"):
            yield Static("", id="page")
        yield Static("", id="present", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        await self._load()

    async def _load(self) -> None:
        found = await self.app.read(_read, self.audit_id)
        self.findings, self.actions, self.decisions, self.meeting, self.present = found
        self._show()

    def _show(self) -> None:
        where = f"{self.number} {GLYPHS.pointer} Presentation"
        if self.findings:
            where += f" {GLYPHS.pointer} {self.page + 1} of {len(self.findings)}"
        self.query_one(TitleBar).where = where
        self.query_one("#page", Static).update(self._page())
        self.query_one("#slide").scroll_home(animate=False)
        began = clock.hour_minute(self.meeting.started) if self.meeting else ""
        ended = clock.hour_minute(self.meeting.ended) if self.meeting else ""
        times = f"{began}-{ended}" if ended else f"since {began}" if began else "not begun: c begins"
        there = ", ".join(one_line(name) for name in self.present) or "nobody is recorded as present: a"
        self.query_one("#present", Static).update(f" {times} {GLYPHS.dot} {there}")

    def _page(self) -> Text:
        if not self.findings:
            return Text("There is no finding to present yet. They are raised in stage 7.")
        one = self.findings[self.page]
        text = Text()
        grade = verdicts.GRADES.get(one.grade, "Grade open")
        text.append(f"{one.label}  {grade}  {one.ref}\n", "dim")
        text.append(f"{harmless(one.title)}\n", "bold")
        for name, head in PARTS:
            if words := getattr(one, name).strip():
                text.append(f"\n{head}\n", "bold dim")
                text.append(f"{harmless(words)}\n")
        mine = [row for row in self.actions if row.finding_id == one.id]
        if mine or one.action.strip():
            text.append("\nWhat is done\n", "bold dim")
            text.append("" if mine else f"proposed: {harmless(one.action)}\n")
        for row in mine:
            text.append(f"{row.label} {harmless(row.text)}  {one_line(row.owner)} {row.due} {row.status}\n")
        decided = [row for row in self.decisions if row.finding_id == one.id]
        if decided:
            text.append("\nDecided\n", "bold dim")
        for decision in decided:
            text.append(f"{decision.label} {harmless(decision.text)}  ({decision.kind}) ")
            text.append(f"{one_line(decision.owner)} {decision.due}\n")
        return text

    def action_next(self) -> None:
        self.page = min(self.page + 1, max(len(self.findings) - 1, 0))
        self._show()

    def action_previous(self) -> None:
        self.page = max(self.page - 1, 0)
        self._show()

    @background
    async def action_decide(self) -> None:
        finding = self.findings[self.page] if self.findings else None
        text = await self.app.ask(f"What is decided{f' about {finding.label}' if finding else ''}?")
        if not text:
            return
        kind = await self.app.pick("That is", [(name, f"{name}: {words}") for name, words in kinds.KINDS.items()])
        if not kind:
            return
        values = {"kind": kind, "finding_id": finding.id if finding else None}
        known = [(name, name) for name in await self.app.read(registers.roles)]
        values["owner"] = await self.app.pick("Who does it?", known, free=True) or ""
        if kind == "accepted risk":
            values["reason"] = await self.app.ask("Why is the risk accepted?") or ""
        else:
            values["due"] = await self.app.ask("By when?", hint="as 2026-11-30") or ""
        if kind == "risk register":
            risks = await self.app.read(registers.risks)
            entries = [(row.number, f"{row.number} {row.title}") for row in risks]
            values["risk"] = await self.app.pick("Which entry of the risk register?", entries, free=True) or ""
        if await self.app.attempt(self.app.write(decisions.decide, self.audit_id, text, **values)):
            await self._load()

    @background
    async def action_attend(self) -> None:
        known = [(name, name) for name in await self.app.read(registers.roles)]
        role = await self.app.pick("Who is there? By role", known, free=True)
        if role:
            await self.app.write(meetings.attend, (await self._begun()).id, role)
            await self._load()

    @background
    async def action_clock(self) -> None:
        if self.meeting is None:
            await self._begun()
        else:
            await self.app.write(meetings.end, self.meeting.id)
        await self._load()

    @background
    async def action_minutes(self) -> None:
        from exports import minutes

        if self.meeting is None:
            self.app.say("The presentation has not begun; c begins it.")
            return
        label = self.meeting.label
        await self._write(lambda folder: minutes.export(self.app.store, self.number, label, folder))

    @background
    async def action_review(self) -> None:
        from exports import management_review

        await self._write(lambda folder: management_review.export(self.app.store, self.number, folder))

    async def _write(self, export: Callable[[Path], list[Path]]) -> None:
        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if folder:
            self.app.say("writing …")
            made = await self.app.attempt(asyncio.to_thread(export, Path(folder).expanduser()))
            if made:
                self.app.say(f"{', '.join(path.name for path in made)} in {folder}")

    async def _begun(self) -> Meeting:
        """The presentation, begun now if it has not been."""
        if self.meeting is None:
            title = "Presentation to management"
            self.meeting = await self.app.write(meetings.begin, self.audit_id, "presentation", title=title)
        return self.meeting

    def action_leave(self) -> None:
        self.dismiss(None)


def _read(
    session: Session, audit_id: str
) -> tuple[list[Finding], list[Action], list[Decision], Meeting | None, list[str]]:
    """The findings that are presented, gravest first, and what is known of the meeting."""
    order = [*verdicts.GRADES, ""]
    found = sorted(findings.of_audit(session, audit_id), key=lambda one: order.index(one.grade))
    held = meetings.of_audit(session, audit_id, "presentation")
    meeting = held[-1] if held else None
    present = [one.role or one.name for one in meetings.attendance(session, meeting.id)] if meeting else []
    return found, actions.of_audit(session, audit_id), decisions.of_audit(session, audit_id), meeting, present

"""The review of a report: comments on its parts and findings, their answers, and whether these were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.models import ReviewComment
from data.rules import report_parts
from data.rules import review as rules
from data.work import findings, review, rows
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

COLOURS = {rules.OPEN: "bad", rules.ANSWERED: "warn", rules.ACCEPTED: "good"}


class Comments(Rows):
    """The comments; the line under the cursor is shown whole below."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("review", above=True)]


class Reviewing(Screen[None]):
    """The list; Enter answers the comment under the cursor."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def __init__(self, audit_id: str, number: str, label: str = "") -> None:
        super().__init__()
        self.audit_id, self.number, self.label = audit_id, number, label
        self.comments: dict[str, ReviewComment] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Comments(
            Column("", 5),
            Column("about", 14),
            Column("Comment", 0),
            Column("", 9),
            empty="No comment yet. The reviewer writes one with a; a report with an open comment is not issued.",
            id="comments",
        )
        yield Static("", id="whole", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} Review"
        await self._load()
        at = next((one.id for one in self.comments.values() if one.label == self.label), "")
        self.query_one(Comments).go_to(at)
        self.query_one(Comments).focus()

    async def _load(self) -> None:
        found = await self.app.read(review.of_audit, self.audit_id)
        self.comments = {one.id: one for one in found}
        self.query_one(Comments).show([_line(one) for one in found])
        self._show_whole()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_whole()

    def _show_whole(self) -> None:
        one = self.comments.get(self.query_one(Comments).key)
        if one is None:
            self.query_one("#whole", Static).update("")
            return
        told = [f"{one.label} {one.by}, {one.at[:10]}: {one_line(one.text)}"]
        if one.answer:
            told.append(f"{one.answered_by}, {one.answered_at[:10]}: {one_line(one.answer)}")
        if one.accepted_at:
            told.append(f"accepted by {one.accepted_by}, {one.accepted_at[:10]}")
        self.query_one("#whole", Static).update("\n".join(f" {line}" for line in told))

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_answer()

    @background
    async def action_add(self) -> None:
        found = await self.app.read(findings.of_audit, self.audit_id)
        choices = [(name, title) for name, title in report_parts.SECTIONS.items()]
        choices += [(one.label, f"{one.label}  {one_line(one.title)}") for one in found]
        about = await self.app.pick("A comment on what? A part of the report, or a finding", choices)
        if not about:
            return
        text = await self.app.ask(f"Comment on {report_parts.SECTIONS.get(about, about)}")
        if not text:
            return
        by = await self.app.ask("Who reviews?", await self.app.read(review.reviewer, self.audit_id))
        if by:
            made = await self._do(review.comment, self.audit_id, about, text, by)
            if made:
                self.query_one(Comments).go_to(made.id)

    @background
    async def action_answer(self) -> None:
        one = self._here()
        if one is None:
            return
        text = await self.app.ask(f"Answer to {one.label}: {one_line(one.text)}", one.answer)
        if not text:
            return
        people = await self.app.read(review.preparers, self.audit_id)
        by = people[0] if len(people) == 1 else None
        if by is None:
            by = await self.app.pick("Who answers?", [(name, name) for name in people], free=True)
        if by:
            await self._do(review.answer, one.id, text, by)

    @background
    async def action_accept(self) -> None:
        one = self._here()
        if one is None:
            return
        if not one.answer:
            self.app.say(f"{one.label} has no answer yet; r writes it.", wrong=True)
            return
        by = await self.app.ask("Who accepts the answer?", one.by)
        if by:
            await self._do(review.accept, one.id, by)

    @background
    async def action_remove(self) -> None:
        one = self._here()
        if one:
            await self._do(rows.remove, ReviewComment, one.id)
            self.app.say(f"{one.label} is taken away; the change log keeps it.")

    def _here(self) -> ReviewComment | None:
        one = self.comments.get(self.query_one(Comments).key)
        if one is None:
            self.app.say("There is no comment here; a writes one.")
        return one

    async def _do(self, doing: Any, *values: Any) -> Any:
        """Change the record and show it; None where it was refused."""
        done = await self.app.attempt(self.app.write(doing, *values))
        await self._load()
        return done

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)


def _line(one: ReviewComment) -> Line:
    state = rules.state(one.answer, one.accepted_at)
    about = report_parts.SECTIONS.get(one.about, one.about)
    return Line(one.id, (one.label, about, one_line(one.text), Cell(state, COLOURS[state])))

"""The plan of a year: its audits above, the refs of one below with what speaks for each; keys move them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from checklists import refs
from data.models import Audit
from data.rules.alarms import LATER, Alarm
from data.rules.verdicts import VERDICTS
from data.work import audits, planning, programme, registers
from data.work.planning import Picture
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.programme.view import View
from tui.widgets.coverage import OPEN
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

HOW_TO = (
    "No audit begins in {year}. p proposes what is due, with a reason for each ref; n adds an audit of your own; "
    "← and → show another year."
)


class YearRows(Rows):
    """The audits of the year."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("year", above=True)]


class RefRows(Rows):
    """The refs of the audit under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("planned", above=True)]


class PlanView(View):
    """One year. What falls out is said at once, in the line between the lists and after each move."""

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self.audits: list[Audit] = []

    def compose(self) -> ComposeResult:
        yield YearRows(
            Column("", 11),
            Column("", 0),
            Column("from", 10),
            Column("to", 10),
            Column("days", 4, right=True),
            Column("refs", 4, right=True),
            Column("tested", 6, right=True),
            id="year",
        )
        yield Static("", id="fallout", markup=False)
        yield RefRows(
            Column("Ref", 7),
            Column("", 0),
            Column("why", 0),
            empty="No ref is in it yet. a puts refs into it: 4-10, A.5.15-A.5.18, A.7 …",
            id="refs",
        )
        yield Static("", id="told", markup=False)

    async def show(self, picture: Picture) -> None:
        self.picture = picture
        self.year = self.year or picture.seen.terms.year
        mine = [audit for audit in picture.audits if audit.starts[:4] in (str(self.year), "")]
        self.audits = mine
        rows = self.query_one(YearRows)
        rows.empty = HOW_TO.format(year=self.year)
        rows.columns = (rows.columns[0], Column(f"Audits of {self.year}", 0), *rows.columns[2:])
        rows.show([self._audit(audit, picture) for audit in mine])
        self._show_refs()
        self._say_fallout(picture)

    def focus_first(self) -> None:
        self.query_one(YearRows).focus()

    @property
    def audit(self) -> Audit | None:
        """The audit under the cursor."""
        key = self.query_one(YearRows).key
        return next((audit for audit in self.audits if audit.id == key), None)

    @property
    def ref(self) -> str:
        """The ref under the cursor of the lower list."""
        return self.query_one(RefRows).key

    def _audit(self, audit: Audit, picture: Picture) -> Line:
        looks = [look for look in picture.seen.looks if look.where == audit.number]
        done = sum(look.state == "done" for look in looks)
        late = any(look.state == "missed" for look in looks)
        days = f"{audit.days or planning.length(audit):g}" if audit.starts else ""
        return Line(
            audit.id,
            (
                Cell(audit.number, "info"),
                audit.title,
                audit.starts or Cell("no date", "warn"),
                audit.ends,
                days,
                str(len(audit.refs)),
                Cell(str(done) if done else "", "bad" if late else ""),
            ),
        )

    def _show_refs(self) -> None:
        audit, lines = self.audit, []
        if audit and self.picture:
            told = {one["ref"]: one["why"] for one in audit.planned}
            tested = {look.ref: look for look in self.picture.seen.looks if look.where == audit.number}
            for ref in audit.refs:
                look = tested.get(ref)
                if look and look.state == "done":
                    why = Cell(f"tested: {VERDICTS.get(look.verdict, '').lower()}", "good")
                elif look and look.state == "missed":
                    why = Cell("not tested", "bad")
                else:
                    why = Cell(told.get(ref) or self.picture.why.get(ref, ""))
                lines.append(Line(ref, (ref, refs.title(ref), why)))
        self.query_one(RefRows).show(lines)
        self._tell()

    def _tell(self) -> None:
        """The audit, or the whole reason of the ref, under the cursor: the line has no room for it."""
        if self.audit and self.query_one(YearRows).has_focus:
            self._tell_audit(self.audit)
            return
        line = next((line for line in self.query_one(RefRows).lines if line.key == self.ref), None)
        why = line.cells[2].text if line and isinstance(line.cells[2], Cell) else ""
        words = f"{self.ref} {refs.title(self.ref)}: {why}" if why else ""
        self.query_one("#told", Static).update(words)

    def _say_fallout(self, picture: Picture) -> None:
        used = sum(audit.days or planning.length(audit) for audit in self.audits if audit.starts)
        given = picture.plan.days
        days = f"{used:g} of {given} days" if given else f"{used:g} days; how many there are is said in 5 Terms"
        over = " (too many)" if given and used > given else ""
        bare = _fall_out(picture, self.year)
        out = f"fall out: {refs.shorten(bare)}" if bare else "nothing that is due falls out"
        self.query_one("#fallout", Static).update(f"{days}{over} {GLYPHS.dot} {out}")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        if event.rows.id == "year":
            self._show_refs()
        else:
            self._tell()

    def on_descendant_focus(self) -> None:
        self._tell()

    @background
    async def _tell_audit(self, audit: Audit) -> None:
        """Title, leader and scope of the audit under the cursor, in whole."""
        leads = [one.name for one in await self.app.read(audits.team, audit.id) if one.duty == "lead auditor"]
        who = f"led by {', '.join(leads)}" if leads else "nobody leads it yet (w)"
        words = (
            f"{audit.number} {audit.title} {GLYPHS.dot} {who} {GLYPHS.dot} {refs.shorten(audit.refs) or 'no refs yet'}"
        )
        if self.audit is audit and self.query_one(YearRows).has_focus:
            self.query_one("#told", Static).update(one_line(words))

    def on_rows_opened(self, event: Rows.Opened) -> None:
        from tui.screens.workspace import Workspace

        event.stop()
        if event.rows.id == "refs":
            self.programme.open_view(1, event.key)
        elif self.audit:
            self.app.push_screen(Workspace(self.audit.id, self.audit.number, 1))

    def action_to_refs(self) -> None:
        self.query_one(RefRows).focus()

    def action_to_audits(self) -> None:
        self.query_one(YearRows).focus()

    # -- the audits of the year ---------------------------------------------------------------------------------

    @background
    async def action_propose(self) -> None:
        if self.picture is None:
            return
        if not self.picture.plan.days:
            hint = "The days of the auditors for fieldwork, all together; 5 Terms keeps it"
            text = await self.app.ask("How many days of auditing are there in a year?", hint=hint)
            if not text:
                return
            set_days = self.app.write(programme.set_number, self.picture.plan.id, "days", text)
            if await self.app.attempt(set_days) is None:
                return
        made = await self.app.attempt(self.app.write(planning.propose, self.year, self.picture.seen.terms.today))
        if made:
            await self.programme.reload()
            self.query_one(YearRows).go_to(made.audits[0].id)
            amount = sum(len(audit.refs) for audit in made.audits)
            out = f"; {refs.shorten(line.ref for line in made.proposal.out)} did not fit" if made.proposal.out else ""
            self.app.say(
                f"{amount} refs in {len(made.audits)} audits, {made.proposal.days:g} days{out}. u takes it back."
            )

    @background
    async def action_new(self) -> None:
        starts = await self.app.ask("First day and length", hint=f"For example {self.year}-09-15 1.5")
        if not starts:
            return
        made = await self.programme.new_audit()
        if made:
            await self.app.attempt(self.app.write(planning.schedule, made, starts))
            await self.programme.reload()
            self.query_one(YearRows).go_to(made)

    @background
    async def action_date(self) -> None:
        audit = self.audit
        if audit:
            known = f"{audit.starts} {audit.days or planning.length(audit):g}" if audit.starts else ""
            text = await self.app.ask(f"{audit.number}: first day and days", known, "For example 2026-09-15 1.5")
            if text:
                await self._do(self.app.attempt(self.app.write(planning.schedule, audit.id, text)))

    @background
    async def action_add(self) -> None:
        audit = self.audit
        if audit:
            text = await self.app.ask(f"{audit.number}: which refs?", hint="4-10, A.5.15-A.5.18, A.7 …")
            if text:
                added = await self.app.attempt(self.app.write(planning.put_text, audit.id, text))
                if added is not None:
                    await self.programme.reload()
                    self.app.say(f"{added} refs put into {audit.number}.")

    @background
    async def action_lead(self) -> None:
        audit = self.audit
        if audit:
            people = [
                (one.name, f"{one.name}  {one.role}") for one in await self.app.read(registers.people) if one.name
            ]
            name = await self.app.pick(f"Who leads {audit.number}?", people, free=True)
            if name:
                await self._do(self.app.attempt(self.app.write(planning.set_lead, audit.id, name)))

    @background
    async def action_remove(self) -> None:
        audit = self.audit
        if audit is None:
            return
        sure = [("yes", f"take {audit.number} out; its {len(audit.refs)} refs go with it"), ("no", "leave it")]
        if await self.app.pick(f"{audit.number} {audit.title}", sure) == "yes":
            gone = await self.app.attempt(self.app.write(planning.remove, audit.id))
            if gone is not None:
                await self._say_what_fell_out(gone, f"{audit.number} is out of the plan")

    async def action_earlier(self) -> None:
        await self._left_or_right(-1)

    async def action_later(self) -> None:
        await self._left_or_right(1)

    async def _left_or_right(self, step: int) -> None:
        """Another year in the upper list, a ref to the neighbouring audit in the lower one."""
        if self.query_one(RefRows).has_focus:
            self.push_ref(step)
        elif self.picture:
            self.year += step
            await self.show(self.picture)

    # -- the refs of an audit -----------------------------------------------------------------------------------

    @background
    async def push_ref(self, step: int) -> None:
        """Move the ref under the cursor to the audit before or after."""
        audit, ref = self.audit, self.ref
        if audit is None or not ref:
            return
        place = self.audits.index(audit) + step
        if not 0 <= place < len(self.audits):
            self.app.say(
                f"There is no audit {'before' if step < 0 else 'after'} {audit.number} in {self.year}; m moves farther."
            )
            return
        await self._move(ref, audit, self.audits[place])

    @background
    async def action_move(self) -> None:
        audit, ref = self.audit, self.ref
        if audit and ref and self.picture:
            others = [other for other in self.picture.audits if other.id != audit.id]
            choices = [(other.id, f"{other.number}  {other.starts or 'no date'}  {other.title}") for other in others]
            chosen = await self.app.pick(f"Move {ref} to which audit?", choices)
            target = next((other for other in others if other.id == chosen), None)
            if target:
                await self._move(ref, audit, target)

    @background
    async def action_take_out(self) -> None:
        audit, ref = self.audit, self.ref
        if audit and ref:
            await self._move(ref, audit, None)

    async def _move(self, ref: str, source: Audit, target: Audit | None) -> None:
        kept = await self.app.attempt(self.app.write(planning.move, [ref], source.id, target.id if target else ""))
        if kept is None:
            return
        if kept:
            self.app.say(f"{ref} has a verdict in {source.number} and stays there.", wrong=True)
            return
        where = f"is now in {target.number}" if target else f"is out of {source.number}"
        await self._say_what_fell_out([ref], f"{ref} {where}")

    async def _say_what_fell_out(self, scope: list[str], words: str) -> None:
        picture = await self.programme.reload()
        if picture:
            rules = (*OPEN, LATER) if self.year > picture.seen.terms.year else OPEN
            broken = [alarm for alarm in picture.alarms if alarm.rule in rules and set(scope).intersection(alarm.refs)]
            said = "; ".join(_short(alarm, scope) for alarm in broken[:2])
            self.app.say(f"{words}. {said}" if said else f"{words}.", wrong=bool(said))

    async def _do(self, doing: object) -> None:
        await doing  # type: ignore[misc]
        await self.programme.reload()


def _fall_out(picture: Picture, year: int) -> list[str]:
    """What is due in the year at the latest and is neither tested nor planned in it."""
    seen = picture.seen
    return [
        ref
        for ref in seen.refs
        if seen.due(ref) <= year and seen.state(ref, year) not in ("done", "planned") and year in seen.terms.years
    ]


def _short(alarm: Alarm, scope: list[str]) -> str:
    return f"{refs.shorten(ref for ref in scope if ref in alarm.refs)} {alarm.words}."


VIEW = PlanView

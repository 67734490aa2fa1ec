"""Coverage: what was tested when, what will be, what will not. Years before this record are marked by keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from checklists import refs
from data import clock
from data.imports import coverage as matrix
from data.rules.alarms import about
from data.rules.coverage import GROUPS, STATES, Look
from data.work import programme
from data.work.planning import Picture
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.programme.view import View
from tui.widgets.coverage import CoverageGrid, legend
from tui.widgets.rows import Rows
from tui.widgets.text import one_line


class CoverageView(View):
    """The grid above, all that is known of its line below."""

    def compose(self) -> ComposeResult:
        yield CoverageGrid(id="grid")
        yield Static("", id="told", markup=False)
        yield Static(legend(), id="legend", markup=False)

    @property
    def grid(self) -> CoverageGrid:
        """The grid."""
        return self.query_one(CoverageGrid)

    async def show(self, picture: Picture) -> None:
        self.picture = picture
        self.grid.fill(picture)
        self._tell()

    def focus_first(self) -> None:
        self.grid.focus()

    def reveal(self, ref: str) -> None:
        """Go to a ref."""
        self.grid.reveal(ref)
        self.grid.focus()

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._tell()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        if event.key in GROUPS:
            self.grid.fold(event.key)
        else:
            self.open_ref(event.key)

    @background
    async def open_ref(self, ref: str) -> None:
        """Let choose one of the audits that have the ref, and go there."""
        from tui.screens.workspace import Workspace

        if self.picture is None:
            return
        where = {look.where for look in self.picture.seen.of(ref)}
        mine = [audit for audit in self.picture.audits if audit.number in where]
        if not mine:
            self.app.say(f"{ref} is in no audit yet; a puts it into one.")
            return
        chosen = mine[0].id
        if len(mine) > 1:
            choices = [(audit.id, f"{audit.number}  {audit.starts}  {audit.title}") for audit in mine]
            chosen = await self.app.pick(f"{ref}: which audit?", choices) or ""
        audit = next((audit for audit in mine if audit.id == chosen), None)
        if audit:
            self.app.push_screen(Workspace(audit.id, audit.number, 1))

    def _tell(self) -> None:
        """What is known of the line under the cursor: its alarms, its history, what speaks for it."""
        if self.picture is None or not self.grid.key:
            return
        scope, lines = set(self.grid.scope), []
        lines += [
            f"{GLYPHS.warn} {about(self.picture.seen, alarm, scope).sentence}"
            for alarm in self.picture.alarms
            if scope.intersection(alarm.refs)
        ]
        if len(scope) == 1:
            ref = self.grid.key
            history = [_told(look) for look in self.picture.seen.of(ref)]
            lines.append(f"{ref} {refs.title(ref)}: {'; '.join(history) or 'nothing is known of it'}")
            lines.append(f"speaks for it now: {self.picture.why.get(ref) or 'nothing'}")
        self.query_one("#told", Static).update("\n".join(one_line(line) for line in lines))

    # -- years before this record -------------------------------------------------------------------------------

    def action_left(self) -> None:
        self.grid.action_left()

    def action_right(self) -> None:
        self.grid.action_right()

    @background
    async def action_mark(self, how: str) -> None:
        scope, year = self.grid.scope, self.grid.year
        if not scope:
            return
        if how == "done" and year > int(clock.today()[:4]):
            self.app.say(
                f"{year} has not come yet; o notes what is promised for it, a puts refs into an audit.", wrong=True
            )
            return
        if how:
            await self.app.attempt(self.app.write(programme.mark, scope, year, how))
        else:
            await self.app.attempt(self.app.write(programme.clear, scope, year))
        self.grid.cursor += bool(how)
        await self.programme.reload()

    @background
    async def action_add(self) -> None:
        await self.put_into_audit(self.grid.scope)

    def action_unfold_all(self) -> None:
        self.grid.fold_all()

    @background
    async def action_import_matrix(self) -> None:
        hint = "A row for each clause or theme, a column for each year; cells x, partial, planned or nothing"
        named = await self.app.ask("Coverage matrix: path of the CSV, XLSX or Markdown file", hint=hint)
        if not named:
            return
        table = await self.app.attempt(asyncio.to_thread(matrix.read_matrix, Path(named).expanduser()))
        proposal = await self.app.attempt(self.app.read(matrix.propose, table, clock.today())) if table else None
        if proposal is None:
            return
        refused = [line for line in proposal.lines if line.state == "refused"]
        counted = ", ".join(f"{proposal.count(state)} {state}" for state in ("new", "changed", "unchanged"))
        years = f"{proposal.years[0]}-{proposal.years[-1]}"
        words = f"{len(proposal.lines)} rows of {years}: {counted}, {len(refused)} refused"
        choices = [("yes", "take it in"), ("no", "leave everything as it is")]
        choices += [("no", f"row {line.number} refused: {line.reason}") for line in refused]
        if await self.app.pick(words, choices) != "yes":
            return
        if await self.app.attempt(self.app.write(matrix.apply, proposal)) is not None:
            await self.programme.reload()
            self.app.say(words)


def _told(look: Look) -> str:
    """`2026-02-08 AUD-2026-01 conforming`."""
    state = look.verdict.replace("_", " ") if look.state == "done" and look.verdict else STATES[look.state]
    part = ", in part" if look.state == "promised" and look.part else ""
    return f"{look.day or look.year} {state}{part} ({look.where})"


VIEW = CoverageView

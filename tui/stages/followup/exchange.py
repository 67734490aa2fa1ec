"""The form that goes to the auditees, and the answers that come back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from data.imports import responses as answered
from data.imports import tables
from data.work import responses
from tui.background import background
from tui.screens.preview import Preview
from tui.stages.followup import lines
from tui.stages.followup.listing import ListPane
from tui.widgets.rows import Column
from tui.widgets.text import one_line


class Exchange(ListPane):
    """The keys that send a form out and read it in."""

    @background
    async def action_form(self) -> None:
        from exports import response_form

        owners = await self.app.read(responses.owners, self.audit_id)
        everything = [
            ("", "everything that is to be answered"),
            *((name, f"what {name} answers for") for name in owners),
        ]
        owner = await self.app.pick("A form with", everything)
        if owner is None:
            return
        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if not folder:
            return
        number, place = self.workspace.number, Path(folder).expanduser()
        path = await self.app.attempt(asyncio.to_thread(response_form.write, self.app.store, number, place, owner))
        if path:
            self.app.say(f"{path}: send it, and read the answers in with i.")

    @background
    async def action_read_form(self) -> None:
        name = await self.app.ask("Which filled-in form?", hint="an Excel file as it was sent out with x")
        if not name:
            return
        table = await self.app.attempt(asyncio.to_thread(tables.read_table, Path(name).expanduser(), responses.SHEET))
        if table is None:
            return
        proposal = await self.app.attempt(self.app.read(answered.propose, self.audit_id, table))
        if proposal is None:
            return
        counts = ", ".join(f"{proposal.count(name)} {name}" for name in ("new", "changed", "unchanged", "refused"))
        can = bool(proposal.count("new") + proposal.count("changed"))
        columns = (Column("row", 4), Column("", 10), Column("answer", 12), Column("", 0))
        preview = Preview(f"{one_line(proposal.file)}: {counts}", columns, list(lines.answers(proposal)), can=can)
        if await self.app.push_screen_wait(preview):
            await self.change(self.app.write(answered.apply, self.audit_id, proposal))
            await self.load()
            self.app.say(f"Read in: {counts}.")

"""2 Prepare: the checklist from the pack, and what is asked for in advance."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data import clock
from data.models import Request
from data.rules import requested
from data.work import checklist, packs, requests, tailoring
from tui import keys
from tui.background import background
from tui.screens.preview import Preview
from tui.stages.pane import Pane, Source
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.items import Items
from tui.widgets.rows import Cell, Column, Line, Rows


class PrepareItems(Items):
    """The checklist while it is prepared."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("prepare", above=True)]


class RequestRows(Rows):
    """What was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("requests", above=True)]


class Prepare(Pane):
    """The checklist above, the requests below; Tab goes between them."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.requests: dict[str, Request] = {}

    def compose(self) -> ComposeResult:
        yield PrepareItems(id="items")
        yield Detail(id="detail")
        yield RequestRows(
            Column("", 5),
            Column("Requests", 0),
            Column("", 4),
            Column("from", 16),
            Column("due", 10),
            Column("state", 10),
            empty="Nothing is asked for yet. p proposes what fits the scope, a asks for something of your own.",
            id="requests",
        )

    async def load(self) -> None:
        items = await self.app.read(checklist.items, self.audit_id)
        prompts = await self.app.read(checklist.prompts, self.audit_id)
        self.query_one(PrepareItems).fill(items, prompts, await self.app.read(tailoring.earlier, self.audit_id))
        asked = await self.app.read(requests.of_audit, self.audit_id)
        self.requests = {request.id: request for request in asked}
        self.query_one(RequestRows).show([_line(request) for request in asked])

    def source(self) -> Source:
        item = self.query_one(PrepareItems).item
        return Source(item.title, item.ref, item_id=item.id) if item else Source()

    # -- the checklist ------------------------------------------------------------------------------------------

    @background
    async def action_copy_pack(self) -> None:
        made = await self.change(self.app.write(checklist.prepare, self.audit_id))
        if made:
            out = f", {len(made.left_out)} not applicable by the SoA" if made.left_out else ""
            gone = f", {len(made.dropped)} no longer in scope" if made.dropped else ""
            await self.load()
            if made.added or made.dropped:
                self.app.say(f"{len(made.added)} refs from the pack{out}{gone}.")
            elif self.query_one(PrepareItems).lines:
                self.app.say("The checklist fits the scope already.")
            else:
                self.app.say("The audit has no scope yet; name its refs in 1 Plan.", wrong=True)

    @background
    async def action_own_question(self) -> None:
        item = self.query_one(PrepareItems).item
        if not item:
            self.app.say("Copy the checklist first (p), then add your own questions.")
            return
        text = await self.app.ask(f"{item.ref}: your question")
        if text:
            known = await self.app.read(checklist.roles, self.audit_id)
            role = await self.app.pick("Who is asked?", [(name, name) for name, _ in known], free=True)
            if role:
                await self.change(self.app.write(checklist.add_question, item.id, role, text))
                await self.load()

    @background
    async def action_own_pack(self) -> None:
        known = await asyncio.to_thread(packs.names, self.app.path)
        if not known:
            self.app.say(
                f"No pack of your own yet: auditbook import checklist FILE puts one into {packs.folder(self.app.path)}"
            )
            return
        name = await self.app.pick("Whose questions shall be added?", [(name, name) for name in known])
        if name:
            pack = await self.app.attempt(asyncio.to_thread(packs.read, self.app.path, name))
            added = await self.change(self.app.write(packs.add, self.audit_id, pack)) if pack else None
            if added is not None:
                await self.load()
                self.app.say(f"{added} questions added from {name}.")

    @background
    async def action_fit(self) -> None:
        items = self.query_one(PrepareItems).rows.values()
        if not items:
            self.app.say("Copy the checklist first (p).")
            return
        text = await self.app.ask(
            "How many minutes are there to ask?",
            "90",
            "Questions that do not fit are put aside, the rest stay; again changes it",
        )
        if text and not text.isdigit():
            self.app.say(f"«{text}» is no number of minutes.", wrong=True)
        elif text:
            fitted = await self.change(
                self.app.write(tailoring.sitting, self.audit_id, [item.ref for item in items], int(text))
            )
            if fitted:
                await self.load()
                self.app.say(f"{len(fitted.kept)} questions fit, {len(fitted.aside)} are put aside.")

    @background
    async def action_earlier(self) -> None:
        from tui.screens.earlier import Earlier

        await self.app.push_screen_wait(Earlier(self.audit_id, self.workspace.number))
        await self.load()

    @background
    async def action_updates(self) -> None:
        found = await self.app.read(tailoring.updates, self.audit_id)
        if not found:
            self.app.say("The checklist says what the pack says.")
            return
        by_ref: dict[str, list[str]] = {}
        for update in found:
            by_ref.setdefault(update.ref, []).append(update.what)
        choices = [(ref, f"{ref}  {', '.join(dict.fromkeys(what))}") for ref, what in by_ref.items()]
        ref = await self.app.pick(
            "The pack is newer than this copy. Take over which item? Verdicts and own questions stay.", choices
        )
        item = next((one for one in self.query_one(PrepareItems).rows.values() if one.ref == ref), None)
        if item:
            await self.change(self.app.write(tailoring.take_update, item.id))
            await self.load()

    async def on_items_judged(self, event: Items.Judged) -> None:
        event.stop()
        await self.load()
        await self.workspace.count()

    def action_to_requests(self) -> None:
        self.query_one(RequestRows).focus()

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        detail = self.query_one(Detail)
        if event.rows.id == "items":
            item = self.query_one(PrepareItems).item
            if item:
                prompts = await self.app.read(checklist.prompts, self.audit_id, item_id=item.id)
                await detail.show_item(item, prompts)
        else:
            request = self.requests[event.key]
            values = {name: str(value) for name, value in request.model_dump().items() if isinstance(value, str)}
            await detail.show_form(FIELDS, values, request.id)
            self.workspace.show_place(request.label)

    def on_form_typed(self, event: Form.Typed) -> None:
        self.typed(Request, self.query_one(Detail).row_id, event)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        self.workspace.show_place("")
        await self.load()

    # -- requests -----------------------------------------------------------------------------------------------

    @background
    async def action_propose(self) -> None:
        made = await self.change(self.app.write(requests.propose, self.audit_id))
        if made is not None:
            self.app.say(f"{len(made)} requests proposed." if made else "Nothing more to propose for this scope.")
            await self.load()

    @background
    async def action_ask(self) -> None:
        what = await self.app.ask("Which document, record or population?")
        if what:
            due = await self.app.ask("Until when?", hint="A date such as 2026-10-05, or empty", empty=True)
            await self.change(self.app.write(requests.ask, self.audit_id, what, due=due or ""))
            await self.load()

    @background
    async def action_sent(self) -> None:
        request = self.requests.get(self.query_one(RequestRows).key)
        if request:
            await self.edit(Request, request.id, sent="" if request.sent else clock.today())
            await self.load()

    @background
    async def action_chase(self) -> None:
        request = self.requests.get(self.query_one(RequestRows).key)
        if request:
            await self.change(self.app.write(requests.chase, request.id))
            await self.load()

    @background
    async def action_received(self) -> None:
        request = self.requests.get(self.query_one(RequestRows).key)
        if request:
            done = not request.complete
            await self.edit(Request, request.id, complete=done, received=clock.today() if done else "")
            await self.load()

    @background
    async def action_export(self) -> None:
        from exports import request_list

        folder = await self.app.ask("Write the request list (Excel and Word) into which folder?", ".")
        if folder:
            place = Path(folder).expanduser().resolve()
            formats = request_list.FORMATS
            made = await self.app.attempt(
                asyncio.to_thread(request_list.write, self.app.store, self.workspace.number, formats, place)
            )
            if made:
                names = " and ".join(one.path.name for one in made)
                sent = await self.app.pick(
                    f"{names} are in {place}. Note all as sent today?", [("yes", "yes, sent today"), ("no", "not yet")]
                )
                if sent == "yes":
                    await self.change(self.app.write(requests.send_all, self.audit_id))
                    await self.load()

    @background
    async def action_read_back(self) -> None:
        from data.imports import requests as returned
        from data.imports.tables import read_table

        named = await self.app.ask("Which request list came back? Its path")
        table = await self.app.attempt(asyncio.to_thread(read_table, Path(named).expanduser())) if named else None
        found = await self.app.attempt(self.app.read(returned.propose, self.audit_id, table)) if table else None
        if found is None:
            return
        marks = {"refused": "bad", "changed": "info", "unchanged": "dim"}
        order = list(marks)
        lines = [
            Line(str(one.number), (str(one.number), one.label, Cell(one.state, marks[one.state]), one.words))
            for one in sorted(found, key=lambda one: order.index(one.state))
        ]
        changed = sum(one.state == "changed" for one in found)
        question = f"{len(found)} rows, {changed} change something. Nothing here is overwritten."
        columns = (Column("row", 4, right=True), Column("", 6), Column("", 9), Column("", 0))
        if await self.app.push_screen_wait(Preview(question, columns, lines, can=bool(changed))):
            await self.change(self.app.write(returned.apply, found))
            await self.load()

    # -- what is known before anybody is met ----------------------------------------------------------------------

    @background
    async def action_known(self) -> None:
        from tui.screens.baseline import Baseline

        await self.app.push_screen_wait(Baseline(self.audit_id, self.workspace.number))

    @background
    async def action_readings(self) -> None:
        from tui.screens.readings import Readings

        await self.app.push_screen_wait(Readings(self.audit_id, self.workspace.number))
        await self.workspace.count()


FIELDS = [
    Field("what", "What", 2),
    Field("role", "From"),
    Field("form", "Form", hint="native export, with date, time and filter"),
    Field("why", "Why"),
    Field("period", "Period", hint="of a list to sample from"),
    Field("source", "Source", hint="an independent one: not the list of whoever is audited"),
    Field("sensitivity", "Sensitivity", hint="what must not be copied, who may see it"),
    Field("sent", "Sent", hint="as 2026-09-28"),
    Field("due", "Due"),
    Field("chased", "Chased", hint="the last reminder"),
    Field("received", "Received"),
    Field("remark", "Remark", 2, "what came, what is missing, where it is"),
]


MARKS = {
    requested.COMPLETE: "good",
    requested.OVERDUE: "bad",
    requested.PART: "warn",
    requested.DUE_SOON: "warn",
}


def _line(request: Request) -> Line:
    state = requests.state(request)
    kind = "list" if request.source else ""
    return Line(
        request.id,
        (
            request.label,
            request.what,
            Cell(kind, "dim"),
            request.role,
            request.due,
            Cell(state, MARKS.get(state, "dim")),
        ),
    )


STAGE = Prepare

"""Reasons: the incidents and changes, and the importance of the areas, from which the plan is proposed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from checklists import refs
from data import clock
from data.errors import BadInput
from data.models import Area, Occasion
from data.work import programme, rows
from data.work.planning import Picture
from tui import keys
from tui.background import background
from tui.screens.programme.view import View
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form, Taken
from tui.widgets.rows import Cell, Column, Line, Rows

KINDS = {"incident": "bad", "change": "info"}


class OccasionRows(Rows):
    """Incidents and changes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("reasons", above=True)]


class AreaRows(Rows):
    """Areas and processes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("reasons", above=True)]


class ReasonsView(View):
    """Two lists; Enter opens a line as a form."""

    def __init__(self) -> None:
        super().__init__()
        self.occasions: dict[str, Occasion] = {}
        self.areas: dict[str, Area] = {}

    def compose(self) -> ComposeResult:
        yield OccasionRows(
            Column("Day", 10),
            Column("", 8),
            Column("Incidents and changes", 0),
            Column("refs", 22),
            empty="Nothing that asks for an audit sooner. c notes a change that affects the ISMS, i an incident; "
            "a list comes in with  auditbook import incidents FILE",
            id="occasions",
        )
        yield Detail(id="detail")
        yield AreaRows(
            Column("Areas and processes", 0),
            Column("importance", 11),
            Column("last change", 11),
            Column("refs", 22),
            empty="No area yet. a adds one: what is important is tested sooner.",
            id="areas",
        )

    async def show(self, picture: Picture) -> None:
        self.picture = picture
        self.occasions = {row.id: row for row in await self.app.read(programme.occasions)}
        self.areas = {row.id: row for row in await self.app.read(programme.areas)}
        self.query_one(OccasionRows).show(
            [
                Line(row.id, (row.day, Cell(row.kind, KINDS.get(row.kind, "")), row.title, refs.shorten(row.refs)))
                for row in self.occasions.values()
            ]
        )
        self.query_one(AreaRows).show(
            [
                Line(row.id, (row.name, programme.importance(row.importance), row.last_change, _carried(row)))
                for row in self.areas.values()
            ]
        )

    def focus_first(self) -> None:
        self.query_one(OccasionRows).focus()

    async def leave(self) -> None:
        detail = self.query_one(Detail)
        if detail.form:
            await self._take(detail.row_id, "refs", detail.form.field("refs").text)
            await detail.close()

    def action_to_other(self) -> None:
        first, second = self.query_one(OccasionRows), self.query_one(AreaRows)
        (second if first.has_focus else first).focus()

    def _under_cursor(self) -> tuple[type[Area] | type[Occasion], str]:
        rows_ = self.query_one(AreaRows)
        return (Area, rows_.key) if rows_.has_focus else (Occasion, self.query_one(OccasionRows).key)

    # -- adding and taking away ---------------------------------------------------------------------------------

    @background
    async def action_change(self) -> None:
        await self._add("change", "What changed? A few words; refs are guessed from them")

    @background
    async def action_incident(self) -> None:
        await self._add("incident", "What happened? A few words; refs are guessed from them")

    async def _add(self, kind: str, question: str) -> None:
        title = await self.app.ask(question)
        if not title:
            return
        day = await self.app.ask("When?", clock.today(), "A date such as 2026-09-12")
        made = await self.app.attempt(self.app.write(programme.add_occasion, title, kind, day or clock.today()))
        if made:
            await self.programme.reload()
            self.query_one(OccasionRows).go_to(made.id)
            found = refs.shorten(made.refs)
            self.app.say(f"It speaks for {found}." if found else "No ref is known by these words; Enter names them.")

    @background
    async def action_area(self) -> None:
        name = await self.app.ask("Which area or process?")
        if name:
            made = await self.app.attempt(self.app.write(programme.add_area, name))
            if made:
                await self.programme.reload()
                await self._open(Area, made.id)

    @background
    async def action_remove(self) -> None:
        table, key = self._under_cursor()
        if key:
            await self.app.attempt(self.app.write(lambda session: rows.remove(session, table, key)))
            await self.programme.reload()
            self.app.say("Taken away. u brings it back.")

    # -- the form -----------------------------------------------------------------------------------------------

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self._open(Area if event.rows.id == "areas" else Occasion, event.key)

    async def _open(self, table: type[Area] | type[Occasion], row_id: str) -> None:
        row = self.areas[row_id] if table is Area else self.occasions[row_id]
        values = {name: str(value) for name, value in row.model_dump().items() if isinstance(value, str | int)}
        values["refs"] = self.app.drafts.get(self._place(row_id, "refs"), refs.shorten(row.refs))
        fields = AREA if table is Area else OCCASION
        await self.query_one(Detail).show_form(
            [_with(field, self._taker(field.name)) for field in fields], values, row_id
        )

    def _place(self, row_id: str, name: str) -> str:
        return f"reasons.{row_id}.{name}"

    def _taker(self, name: str) -> Taken | None:
        async def taken(text: str) -> str:
            return await self._take(self.query_one(Detail).row_id, name, text)

        return taken if name in ("refs", "importance") else None

    async def _take(self, row_id: str, name: str, text: str) -> str:
        """Hand over a field that is no plain text; returns what is wrong with it."""
        table = Area if row_id in self.areas else Occasion
        try:
            if name == "refs":
                await self.app.write(programme.set_refs, table, row_id, text)
            elif text.strip()[:1] not in ("1", "2", "3", "4", "5") or len(text.strip()) > 1:
                return "a digit from 1 (low) to 5 (vital)"
            else:
                await self.app.write(rows.edit, Area, row_id, importance=int(text))
        except BadInput as error:
            return str(error)
        self.app.keep_draft(self._place(row_id, name), "")
        self.app.drafts.pop(self._place(row_id, name), None)
        return ""

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        row_id = self.query_one(Detail).row_id
        self.app.store.keep(Area if row_id in self.areas else Occasion, row_id, **{event.name: event.text})
        self.programme.show_saved("")

    def on_form_drafted(self, event: Form.Drafted) -> None:
        event.stop()
        self.app.keep_draft(self._place(self.query_one(Detail).row_id, event.name), event.text)

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        await self.query_one(Detail).close()
        await self.programme.reload()


OCCASION = [
    Field("title", "What", 2),
    Field("day", "Day", hint="as 2026-09-12"),
    Field("kind", "Kind", hint="incident or change"),
    Field("number", "Number", hint="as your register has it"),
    Field("refs", "Refs", 2, "what it concerns: A.5.24-A.5.28, A.8.8"),
]
AREA = [
    Field("name", "Area"),
    Field("owner_role", "Owner", hint="the role that answers for it"),
    Field("importance", "Importance", hint="1 low to 5 vital"),
    Field("last_change", "Last change", hint="as 2026-09-12"),
    Field("refs", "Refs", 2, "what it carries; empty: what its owner is responsible for"),
]


def _with(field: Field, taken: Taken | None) -> Field:
    return Field(field.name, field.label, field.lines, field.hint, field.choices, taken)


def _carried(row: Area) -> str:
    return refs.shorten(row.refs) or ("those of its owner" if row.owner_role else "")


VIEW = ReasonsView

"""A population: where the list comes from, what it claims to hold, and how its completeness was checked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.models import Population
from data.rules.sampling.populations import control
from data.work import checklist, rows, sampling
from data.work.sampling.design import advice
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.sampling import taking
from tui.stages.sampling.view import View
from tui.widgets.form import Field, Form
from tui.widgets.text import one_line


class PopulationView(View):
    """The facts of the file above, what only a person can answer below."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("population")]

    def __init__(self, population: Population) -> None:
        super().__init__(population.id)
        self.population = population

    def compose(self) -> ComposeResult:
        yield Static("", id="facts-of-file", markup=False)
        yield Form(self._fields(), self._values(), label_width=14)

    def _fields(self) -> list[Field]:
        pack = advice(self.population.ref)
        source = (
            f"who, from which system; best: {pack.source}" if pack.source else "a role, and the system it came from"
        )
        check = pack.completeness or "against which second source; Ctrl+O compares with a file"
        return [
            Field("title", "Title", hint="what the list holds"),
            Field("supplied_by", "Supplied by", hint=one_line(source)),
            Field("query", "Query, filter", hint="report, parameters, what was left out on purpose"),
            Field("period", "Period", hint="2026-01-01 to 2026-09-30"),
            Field("control_total", "Control total", hint="what the source states: 61, or Amount 1204.50"),
            Field("completeness", "Completeness", 2, one_line(check)),
            Field("left_open", "Left open", hint="only if something above cannot be answered: what, and why"),
            Field(
                "ref", "For ref", hint="F2 chooses; the pack says where the list should come from", choices=("refs",)
            ),
        ]

    def _values(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.population.model_dump().items() if isinstance(value, str)}

    def on_mount(self) -> None:
        self._say()

    def focus(self, scroll_visible: bool = True) -> PopulationView:  # noqa: ARG002 - Textual's
        first = next((field for field in sampling.QUESTIONS if not getattr(self.population, field).strip()), "title")
        self.query_one(Form).focus_field(first)
        return self

    def _say(self) -> None:
        one, pack = self.population, advice(self.population.ref)
        dot = GLYPHS.dot
        column = f"by «{one.id_column}»" if one.id_column else "by row number"
        lines = [f"{one.count:,} items {column} {dot} {one.file_name} {dot} SHA-256 {one.sha256[:16]}{GLYPHS.more}"]
        if one.left_out:
            lines.append(f"{GLYPHS.warn} {one.left_out}")
        if pack.source:
            lines.append(f"{one.ref}: the list from {pack.source}")
        if pack.completeness:
            lines.append(f"check: {pack.completeness}")
        agrees = control(one.control_total, one.count, one.sums)
        if agrees:
            lines.append(f"{GLYPHS.tick if agrees.startswith('agrees') else GLYPHS.warn} control total {agrees}")
        open_points = sampling.unanswered(one)
        if open_points:
            after = "left open" if one.left_open.strip() else "not answered yet"
            lines.append(f"{GLYPHS.warn} {after}: {', '.join(open_points)}")
        self.query_one("#facts-of-file", Static).update("\n".join(f" {one_line(line)}" for line in lines))

    async def reload(self) -> None:
        self.population = await self.app.read(rows.fetch, Population, self.row_id)
        form = self.query_one(Form)
        values = self._values()
        for field in form.fields:
            if form.field(field.name).text != values[field.name]:
                form.put(field.name, values[field.name])
        self._say()

    def on_form_typed(self, event: Form.Typed) -> None:
        setattr(self.population, event.name, event.text)
        self._say()
        self.stage.typed(Population, self.row_id, event)

    def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        self.close()

    @background
    async def on_form_choose(self, event: Form.Choose) -> None:
        event.stop()
        items = await self.app.read(checklist.items, self.stage.audit_id)
        words = [(item.ref, f"{item.ref} {item.title}") for item in items]
        chosen = await self.app.pick("For which ref?", words, free=True, current=self.population.ref)
        if chosen:
            event.form.put("ref", chosen)

    @background
    async def action_compare(self) -> None:
        read_in = await taking.read(
            self.stage, "Second source: path of the CSV or XLSX file", "A list from another system, with the same ids"
        )
        if read_in is None:
            return
        path, table = read_in
        choices = [(name, name) for name in table.columns]
        name = await self.app.pick("Which of its columns holds the ids?", choices, current=self.population.id_column)
        if not name:
            return
        compare = self.app.write(sampling.compare_with, self.row_id, table, path, name)
        if await self.stage.change(compare):
            await self.reload()
            self.query_one(Form).focus_field("completeness")

    def action_plan(self) -> None:
        self.stage.plan(self.row_id)

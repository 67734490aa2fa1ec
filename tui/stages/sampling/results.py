"""What a sample supports: a line for each attribute, and the sentences for the report below."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from data.models import Population, Sample
from data.rules.sampling.evaluation import limit_in_words
from data.rules.sampling.statement import Conclusion, Counts
from data.rules.sampling.values import percent, stated
from data.work import rows, sampling
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.sampling.view import View
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

MARKS = {"met": "good", "not met": "bad", "not said": "dim"}


class Attributes(Rows):
    """One line for each attribute."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("results", above=True)]


class ResultsView(View):
    """Counts, rates and limits above; the sentences, drafted until they are edited, below."""

    def __init__(self, sample: Sample, population: Population) -> None:
        super().__init__(sample.id)
        self.sample, self.population = sample, population
        self.found: list[tuple[Counts, Conclusion]] = []
        self.draft = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="drawn", markup=False)
        yield Attributes(
            Column("", 1),
            Column("Attribute", 0),
            Column("tested", 6, right=True),
            Column("deviate", 7, right=True),
            Column("rate", 6, right=True),
            Column("limit", 15),
            Column("", 7),
            empty="Nothing was to be tested.",
        )
        yield Static("", id="outcome-says", markup=False)
        yield Static("", id="statement-head", markup=False)
        yield Form([Field("conclusion", "For the report", 3)], {"conclusion": ""}, label_width=15)

    async def on_mount(self) -> None:
        await self.reload()

    def focus(self, scroll_visible: bool = True) -> ResultsView:
        self.query_one(Attributes).focus(scroll_visible)
        return self

    async def reload(self) -> None:
        self.sample = await self.app.read(rows.fetch, Sample, self.row_id)
        self.found = await self.app.read(sampling.conclusions, self.row_id)
        self.draft = await self.app.read(sampling.statement, self.row_id, draft=True)
        one, dot = self.sample, GLYPHS.dot
        self.query_one("#drawn", Static).update(
            f" {one.label} {dot} {one.size:,} of {self.population.count:,} {dot} {one.method} {dot} "
            f"{stated(one.confidence)} confidence {dot} tolerable {stated(one.tolerable)} {dot} {one_line(one.title)}"
        )
        self.query_one(Attributes).show([self._line(tested, said) for tested, said in self.found])
        text = one.conclusion or self.draft
        form = self.query_one(Form)
        form.values["conclusion"] = text
        if form.field("conclusion").text != text:
            form.put("conclusion", text)
        self._say()

    def _line(self, tested: Counts, said: Conclusion) -> Line:
        counted = said.limit is not None
        limit = limit_in_words(said.limit, self.population.count) if said.limit is not None else GLYPHS.dash
        share = percent(tested.deviations / tested.judged) if counted and tested.judged else GLYPHS.dash
        done = f"{tested.judged:,}" if not tested.open else f"{tested.judged:,}+{tested.open:,}?"
        verdict = "open" if tested.open else said.verdict
        cells = (
            tested.letter,
            tested.text,
            done,
            Cell(f"{tested.deviations:,}", "bad" if tested.deviations else ""),
            share,
            limit,
            Cell(verdict, MARKS.get(verdict, "dim")),
        )
        return Line(tested.letter, cells)

    def _say(self) -> None:
        letter = self.query_one(Attributes).key
        said = next((said for tested, said in self.found if tested.letter == letter), None)
        self.query_one("#outcome-says", Static).update(f" {letter}: {said.sentence}" if said else "")
        edited = self.sample.conclusion.strip() not in ("", self.draft)
        words = "edited; D drafts it anew" if edited else "drafted from the record; it stays as you edit it"
        self.query_one("#statement-head", Static).update(f" {words}")

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_edit()

    def on_form_typed(self, event: Form.Typed) -> None:
        text = "" if event.text.strip() == self.draft else event.text
        self.sample.conclusion = text
        event.text = text
        self.stage.typed(Sample, self.row_id, event)
        self._say()

    def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        self.query_one(Attributes).focus()

    def action_edit(self) -> None:
        self.query_one(Form).focus_field("conclusion")

    @background
    async def action_draft(self) -> None:
        await self.stage.edit(Sample, self.row_id, conclusion="")
        await self.reload()

    @background
    async def action_finding(self) -> None:
        letter = self.query_one(Attributes).key
        if letter:
            await self.stage.raise_about(self.row_id, letter)

    def action_close(self) -> None:
        self.close()

"""The list of populations and samples, and what opens over it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from data.models import Population, Sample
from data.rules.sampling.statement import Conclusion, Counts
from data.work import evidence, sampling
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane, Source
from tui.stages.sampling import taking
from tui.stages.sampling.design import DesignView
from tui.stages.sampling.population import PopulationView
from tui.stages.sampling.results import ResultsView
from tui.stages.sampling.view import View
from tui.widgets.grid import Grid
from tui.widgets.rows import Cell, Column, Line, Rows

EMPTY = """No population yet.
p reads one from a CSV or XLSX file: the whole list, from a source that its owner does not keep.
Then d plans a sample of it: how many, drawn how, by which seed; and Ctrl+R draws it.
Each drawn item gets its marks in one key, and = says what the sample supports."""


class Samples(Rows):
    """Populations and the samples drawn from them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("sampling", above=True)]


class Sampling(Pane):
    """The list; Enter opens a population, a plan, or a sample as a grid."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.populations: dict[str, Population] = {}
        self.samples: dict[str, Sample] = {}
        self._go_to = ""

    def compose(self) -> ComposeResult:
        yield Samples(
            Column("", 5),
            Column("Populations and samples", 0),
            Column("", 12),
            Column("", 11),
            Column("", 20),
            empty=EMPTY,
            id="samples",
        )

    async def load(self) -> None:
        populations = await self.app.read(sampling.populations, self.audit_id)
        samples = await self.app.read(sampling.of_audit, self.audit_id)
        self.populations = {one.id: one for one in populations}
        self.samples = {one.id: one for one in samples}
        lines = []
        for population in populations:
            lines.append(_list_line(population))
            for sample in samples:
                if sample.population_id == population.id:
                    said = await self.app.read(sampling.conclusions, sample.id) if sample.drawn_at else []
                    lines.append(_sample_line(sample, population, said))
        self.query_one(Samples).show(lines, self._go_to or None)
        self._go_to = ""
        over = self.over
        if isinstance(over, Grid | View):
            if over_is_gone(over, self.populations, self.samples):
                await self.uncover()
            else:
                await over.reload()

    @property
    def over(self) -> Widget | None:
        """What is open over the list, if anything."""
        return next((one for one in self.children if isinstance(one, Grid | View)), None)

    def focus_first(self) -> None:
        (self.over or self.query_one(Samples)).focus()

    def source(self) -> Source:
        over = self.over
        if isinstance(over, Grid) and over.item:
            return Source(f"{over.item.label} {over.item.item}", over.sample.ref)
        if isinstance(over, DesignView | ResultsView):
            return Source(f"{over.sample.label} {over.sample.title}", over.sample.ref)
        return Source()

    # -- opening and closing ------------------------------------------------------------------------------------

    async def open_item(self, key: str) -> None:
        """Open a population, a plan or a drawn sample, by its id or label."""
        sample = next((one for one in self.samples.values() if key in (one.id, one.label)), None)
        if sample is None:
            if key in self.populations:
                await self.cover(PopulationView(self.populations[key]), self.populations[key].title)
            return
        population = self.populations[sample.population_id]
        over = Grid(sample, population) if sample.drawn_at else DesignView(sample, population)
        self.query_one(Samples).go_to(sample.id)
        await self.cover(over, f"{sample.label} {sample.title}")

    async def cover(self, over: Widget, place: str) -> None:
        """Open something over the list."""
        before = self.over
        self.query_one(Samples).display = False
        await self.mount(over)
        if before:
            await before.remove()
        if isinstance(over, Grid):
            await over.reload()
        over.focus()
        self.workspace.show_place(place)

    async def uncover(self) -> None:
        """Back to the list."""
        over = self.over
        if over:
            await over.remove()
        samples = self.query_one(Samples)
        samples.display = True
        samples.focus()
        self.workspace.show_place("")
        await self.load()
        await self.workspace.count()

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def on_grid_closed(self, event: Grid.Closed) -> None:
        event.stop()
        await self.uncover()

    async def on_view_closed(self, event: View.Closed) -> None:
        event.stop()
        if isinstance(event.view, ResultsView) and self.samples[event.view.row_id].drawn_at:
            await self.open_item(event.view.row_id)
        else:
            await self.uncover()

    # -- populations and plans ----------------------------------------------------------------------------------

    @background
    async def action_population(self) -> None:
        made = await taking.take(self)
        if made:
            self.app.say(f"{made.count:,} items of {made.title}, SHA-256 {made.sha256[:12]}{GLYPHS.more}")
            self._go_to = made.id
            await self.load()
            await self.open_item(made.id)

    def action_draw(self) -> None:
        key = self.query_one(Samples).key
        sample = self.samples.get(key)
        if sample and not sample.drawn_at:
            self.draw(sample.id)
        elif not self.populations:
            self.app.say("Import a population first (p).")
        else:
            self.plan(sample.population_id if sample else key)

    @background
    async def plan(self, population_id: str) -> None:
        """Plan a sample of a population and open the plan."""
        made = await self.change(self.app.write(sampling.plan, population_id))
        if made:
            self._go_to = made.id
            await self.load()
            await self.open_item(made.id)

    @background
    async def draw(self, sample_id: str) -> None:
        """Draw a planned sample; what is not known of the population is asked for first."""
        sample = self.samples[sample_id]
        if not await self._answered(sample.population_id):
            return
        chosen: tuple[str, ...] = ()
        fresh = await self.app.attempt(self.app.read(sampling.by_label, self.audit_id, sample.label))
        if fresh and fresh.how and not fresh.drawn_at:
            named = await self.app.attempt(self.app.read(sampling.name_items, fresh.population_id, fresh.how))
            if named is None:
                return
            chosen = named
        made = await self.change(self.app.write(sampling.draw_planned, sample_id, chosen))
        if made:
            await self.load()
            await self.open_item(made.id)
            self.app.say(f"{made.label}: {made.size:,} of {self.populations[made.population_id].count:,} drawn.")

    async def _answered(self, population_id: str) -> bool:
        """Whether all is known of the population, or knowingly left open; asks where it is not."""
        populations = await self.app.read(sampling.populations, self.audit_id)
        population = next(one for one in populations if one.id == population_id)
        if sampling.answered(population):
            return True
        left = ", ".join(sampling.unanswered(population))
        done = await self.app.pick(
            f"Not answered about the list: {left}",
            [("answer", "answer it now"), ("open", "leave it open, and say why: the report will tell it")],
        )
        if done == "answer":
            self.populations[population_id] = population
            await self.open_item(population_id)
        if done != "open":
            return False
        reason = await self.app.ask(
            "Left open: why?", hint="What is drawn from a doubtful list says little about the rest"
        )
        if not reason:
            return False
        return await self.change(self.app.write(sampling.leave_open, population_id, reason)) is not None

    # -- results ------------------------------------------------------------------------------------------------

    @background
    async def action_results(self) -> None:
        over = self.over
        key = over.sample.id if isinstance(over, Grid) else self.query_one(Samples).key
        sample = self.samples.get(key)
        if sample is None or not sample.drawn_at:
            self.app.say("= says what a drawn sample supports: put the cursor on one.")
            return
        view = ResultsView(sample, self.populations[sample.population_id])
        await self.cover(view, f"{sample.label} results")

    async def raise_about(self, sample_id: str, letter: str) -> None:
        """A finding about an attribute's deviations."""
        made = await self.change(self.app.write(sampling.finding_from, sample_id, letter))
        if made:
            self.app.say(f"{made.label} {made.title}")

    @background
    async def on_grid_wants(self, event: Grid.Wants) -> None:
        event.stop()
        grid, item = event.grid, event.grid.item
        if item is None:
            return
        if event.what == "finding":
            await self.raise_about(grid.sample.id, grid.letter)
        else:
            await self._proof(grid, pick=event.what == "same evidence")
        await grid.reload()

    async def _proof(self, grid: Grid, *, pick: bool) -> None:
        """Evidence for the cell under the cursor: new, or chosen from the index."""
        item, letter = grid.item, grid.letter
        if item is None:
            return
        mark = grid.marks.get((item.id, letter))
        if pick:
            index = await self.app.read(evidence.of_audit, self.audit_id)
            order = sorted(index, key=lambda one: (one.id != grid.last_proof, one.label))
            chosen = await self.app.pick(
                f"{item.label} {letter}: which evidence?", [(one.id, f"{one.label} {one.title}") for one in order]
            )
            proof = next((one for one in index if one.id == chosen), None)
        else:
            title = f"{item.label} {item.item}: {grid.attribute}"
            refs = [grid.sample.ref] if grid.sample.ref else []
            proof = await self.change(
                self.app.write(evidence.record, self.audit_id, title, kind="record", refs=refs, collector=self.app.who)
            )
        if proof:
            grid.last_proof = proof.id
            result = mark.result if mark else ""
            await self.change(self.app.write(sampling.mark, item.id, letter, result, proof.id))
            self.app.say(f"{item.label} {letter}: {proof.label} {proof.title}")


def over_is_gone(over: Widget, populations: dict[str, Population], samples: dict[str, Sample]) -> bool:
    """Whether what is open was taken back meanwhile, or a plan was drawn, or a drawn sample is a plan again."""
    if isinstance(over, PopulationView):
        return over.row_id not in populations
    key = over.sample.id if isinstance(over, Grid) else getattr(over, "row_id", "")
    sample = samples.get(key)
    return sample is None or bool(sample.drawn_at) == isinstance(over, DesignView)


def _list_line(population: Population) -> Line:
    name = population.title + (f", {population.period}" if population.period else "")
    left = sampling.unanswered(population)
    if not left:
        state = Cell("list is known", "good")
    elif population.left_open.strip():
        state = Cell(f"{len(left)} left open", "warn")
    else:
        state = Cell(f"{len(left)} not answered", "warn")
    return Line(population.id, ("", name, f"{population.count:,} items", "", state), "info")


def _sample_line(sample: Sample, population: Population, said: list[tuple[Counts, Conclusion]]) -> Line:
    title = f"{sample.title}{f' {GLYPHS.dot} {sample.ref}' if sample.ref else ''}"
    amount = f"{sample.size:,} of {population.count:,}"
    if not sample.drawn_at:
        return Line(sample.id, (sample.label, title, amount, sample.method, Cell("planned: d draws", "info")))
    bad = [f"{one.letter}: {one.deviations} of {one.judged}" for one, _ in said if one.deviations]
    left = sum(one.open for one, _ in said)
    if bad:
        result = Cell("; ".join(bad), "warn")
    elif left:
        result = Cell(f"{left:,} to mark", "dim")
    else:
        result = Cell("none deviate", "good")
    return Line(sample.id, (sample.label, title, amount, sample.method, result))

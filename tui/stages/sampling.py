"""5 Sampling: a population from a file, a sample by a seed, a mark in one key a cell."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from data.imports import tables
from data.models import Audit, ChecklistItem, Population, Sample
from data.work import checklist, evidence, rows, sampling
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.pane import Pane, Source
from tui.widgets.grid import Grid
from tui.widgets.rows import Cell, Column, Line, Rows


class Samples(Rows):
    """Populations and the samples drawn from them."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("sampling", above=True)]


class Sampling(Pane):
    """The list; Enter opens a sample as a grid."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.populations: dict[str, Population] = {}
        self.samples: dict[str, Sample] = {}
        self._go_to = ""

    def compose(self) -> ComposeResult:
        yield Samples(
            Column("", 5),
            Column("Populations and samples", 0),
            Column("", 9),
            Column("seed", 15),
            Column("result", 14),
            empty="No population yet. p reads one from a CSV or XLSX file: the whole list, from an independent source. "
            "Then d draws a sample from it with a seed that anyone can repeat.",
            id="samples",
        )

    async def load(self) -> None:
        populations = await self.app.read(sampling.populations, self.audit_id)
        samples = await self.app.read(sampling.of_audit, self.audit_id)
        self.populations = {one.id: one for one in populations}
        self.samples = {one.id: one for one in samples}
        lines = []
        for population in populations:
            name = population.title + (f", {population.period}" if population.period else "")
            lines.append(
                Line(
                    population.id,
                    ("", name, f"{population.count} items", "", Cell(population.sha256[:12], "dim")),
                    "info",
                )
            )
            for sample in samples:
                if sample.population_id == population.id:
                    lines.append(await self._line(sample, population))
        self.query_one(Samples).show(lines, self._go_to or None)
        self._go_to = ""
        grid = self._grid()
        if grid:
            await grid.reload()

    async def _line(self, sample: Sample, population: Population) -> Line:
        outcomes = await self.app.read(sampling.outcomes, sample.id)
        bad = [f"{one.letter}: {one.deviations} of {one.judged}" for one in outcomes if one.deviations]
        judged = sum(one.judged for one in outcomes)
        result = (
            Cell("; ".join(bad), "warn")
            if bad
            else Cell("none deviate" if judged else "not marked yet", "good" if judged else "dim")
        )
        title = f"{sample.title}{f' {GLYPHS.dot} {sample.ref}' if sample.ref else ''}"
        return Line(sample.id, (sample.label, title, f"{sample.size} of {population.count}", sample.seed, result))

    def _grid(self) -> Grid | None:
        return next(iter(self.query(Grid)), None)

    def focus_first(self) -> None:
        (self._grid() or self.query_one(Samples)).focus()

    def source(self) -> Source:
        grid = self._grid()
        if grid and grid.item:
            return Source(f"{grid.item.label} {grid.item.item}", grid.sample.ref)
        return Source()

    @background
    async def action_population(self) -> None:
        named = await self.app.ask(
            "Population: path of the CSV or XLSX file", hint="The whole list as it was supplied, with a heading line"
        )
        if not named:
            return
        path = Path(named).expanduser()
        table = await self.app.attempt(asyncio.to_thread(tables.read_table, path))
        if table is None:
            return
        column = await self.app.pick(
            f"{len(table.rows)} rows. Which column names each item?", [(name, name) for name in table.columns]
        )
        if not column:
            return
        supplier = await self.app.ask("Who supplied it?", hint="A role, and the system it came from", empty=True)
        period = await self.app.ask("Which period does it cover?", hint="2026-01-01 to 2026-09-30", empty=True)
        complete = await self.app.ask(
            "How was its completeness checked?", hint="Against which second source; empty leaves it open", empty=True
        )
        made = await self.change(
            self.app.write(
                sampling.take_in,
                self.audit_id,
                table,
                path,
                column,
                supplied_by=supplier or "",
                period=period or "",
                completeness=complete or "",
            )
        )
        if made:
            self.app.say(f"{made.count} items of {made.title}, SHA-256 {made.sha256[:12]}…")
            self._go_to = made.id
            await self.load()

    @background
    async def action_draw(self) -> None:
        key = self.query_one(Samples).key
        sample = self.samples.get(key)
        population = self.populations.get(sample.population_id if sample else key)
        if population is None:
            self.app.say("Import a population first (p).")
            return
        size = await self.app.ask(
            f"How many of the {population.count}?", hint="25 with none found: below 11.3 % with 95 % confidence"
        )
        if not size or not size.isdigit():
            if size:
                self.app.say(f"«{size}» is no number of items.", wrong=True)
            return
        audit = (await self.app.read(rows.fetch, Audit, self.audit_id)).number
        seed = await self.app.ask(
            "Seed", f"{audit}/{population.title}"[:60], "Agree on it before the list is looked at"
        )
        if not seed:
            return
        items = await self.app.read(checklist.items, self.audit_id)
        ref = await self.app.pick(
            "For which ref?", [(item.ref, f"{item.ref} {item.title}") for item in items], free=True
        )
        chosen = next((item for item in items if item.ref == ref), None)
        attributes = await self.app.ask(
            "What is tested? Attributes with ; between them",
            "; ".join(_attributes(chosen)),
            "One letter each is given in order: A, B, C …",
        )
        if not attributes:
            return
        letters = [
            {"letter": "ABCDEF"[at], "text": words.strip()}
            for at, words in enumerate(attributes.split(";")[:6])
            if words.strip()
        ]
        made = await self.change(
            self.app.write(sampling.draw, population.id, int(size), seed, ref=ref or "", attributes=letters)
        )
        if made:
            self.app.say(f"{made.label}: {made.size} of {population.count} drawn.")
            await self.load()
            await self.open_item(made.id)

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self.open_item(event.key)

    async def open_item(self, key: str) -> None:
        sample = next((one for one in self.samples.values() if key in (one.id, one.label)), None)
        if sample is None:
            if key in self.populations:
                self.app.say("A population. d draws a sample from it.")
            return
        grid = self._grid()
        if grid:
            await grid.remove()
        self.query_one(Samples).display = False
        grid = Grid(sample, self.populations[sample.population_id])
        await self.mount(grid)
        await grid.reload()
        grid.focus()
        self.workspace.show_place(f"{sample.label} {sample.title}")

    async def on_grid_closed(self, event: Grid.Closed) -> None:
        event.stop()
        grid = self._grid()
        if grid:
            await grid.remove()
        self.query_one(Samples).display = True
        self.workspace.show_place("")
        await self.load()
        self.query_one(Samples).focus()
        await self.workspace.count()

    @background
    async def on_grid_wants(self, event: Grid.Wants) -> None:
        event.stop()
        grid, item = event.grid, event.grid.item
        if item is None:
            return
        if event.what == "finding":
            made = await self.change(self.app.write(sampling.finding_from, grid.sample.id, grid.letter))
            if made:
                self.app.say(f"{made.label} {made.title}")
        elif event.what == "evidence":
            title = f"{item.label} {item.item}: {grid.attribute}"
            refs = [grid.sample.ref] if grid.sample.ref else []
            proof = await self.change(
                self.app.write(evidence.record, self.audit_id, title, kind="record", refs=refs, collector=self.app.who)
            )
            mark = grid.marks.get((item.id, grid.letter))
            if proof:
                await self.change(
                    self.app.write(sampling.mark, item.id, grid.letter, mark.result if mark else "", proof.id)
                )
                self.app.say(f"{proof.label} {title}")
        await grid.reload()


def _attributes(item: ChecklistItem | None) -> list[str]:
    """The pack's attributes without their letters."""
    return [text[2:].replace(";", ",") for text in item.attributes] if item else []


STAGE = Sampling

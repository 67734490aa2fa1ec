"""A sample as a grid, items by attributes: one key marks a cell and goes on to the next item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from data.models import AttributeResult, Population, Sample, SampleItem
from data.rules.sampling import supports
from data.work import rows as record
from data.work import sampling
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

SIGNS = {
    "pass": (GLYPHS.tick, "good"),
    "deviation": (GLYPHS.cross, "bad"),
    "not_applicable": ("n/a", "dim"),
    "not_available": ("none", "bad"),
}


class Cells(Rows):
    """The grid's lines. The column that the keys mark is set between brackets in the heading."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("grid", above=True)]


class Grid(Vertical):
    """The open sample."""

    app: Auditbook
    at: reactive[int] = reactive(0)

    @dataclass
    class Wants(Message):
        """A finding or evidence is wanted for the cell under the cursor."""

        grid: Grid
        what: str

    class Closed(Message):
        """Back to the list of samples."""

    def __init__(self, sample: Sample, population: Population) -> None:
        super().__init__()
        self.sample, self.population = sample, population
        self.items: dict[str, SampleItem] = {}
        self.marks: dict[tuple[str, str], AttributeResult] = {}
        self.shown = [at for at, name in enumerate(population.columns) if name != population.id_column]

    def compose(self) -> ComposeResult:
        yield Static("", id="drawn", markup=False)
        yield Cells(*self._columns(), id="cells")
        yield Static("", id="facts", markup=False)
        yield Static("", id="asks", markup=False)
        yield Static("", id="outcome", markup=False)

    def focus(self, scroll_visible: bool = True) -> Grid:
        self.query_one(Cells).focus(scroll_visible)
        return self

    @property
    def letter(self) -> str:
        """The attribute that the keys mark."""
        return str(self.sample.attributes[self.at]["letter"])

    @property
    def attribute(self) -> str:
        """What it asks."""
        return str(self.sample.attributes[self.at]["text"])

    @property
    def item(self) -> SampleItem | None:
        """The item under the cursor."""
        return self.items.get(self.query_one(Cells).key)

    def validate_at(self, at: int) -> int:
        return max(0, min(at, len(self.sample.attributes) - 1))

    def watch_at(self) -> None:
        if self.is_mounted:
            self.query_one(Cells).columns = self._columns()
            self.query_one(Cells).refresh()
            self._say()

    def _columns(self) -> tuple[Column, ...]:
        letters = [str(one["letter"]) for one in self.sample.attributes]
        heads = [Column(f"[{letter}]" if at == self.at else f" {letter}", 6) for at, letter in enumerate(letters)]
        return (Column("", 8), Column("Item", 14), *heads, Column("Note", 0))

    async def reload(self) -> None:
        """Read items and marks and show them."""
        self.items = {item.id: item for item in await self.app.read(sampling.items, self.sample.id)}
        self.marks = await self.app.read(sampling.results, self.sample.id)
        self.query_one("#drawn", Static).update(
            f" {self.sample.label} {one_line(self.sample.title)} {GLYPHS.dot} {self.sample.size} of "
            f"{self.population.count} {GLYPHS.dot} {self.sample.method} {GLYPHS.dot} seed {one_line(self.sample.seed)}"
        )
        self.query_one(Cells).show([self._line(item) for item in self.items.values()])
        self._say()

    def _line(self, item: SampleItem) -> Line:
        cells: list[str | Cell] = [item.label, item.item]
        for one in self.sample.attributes:
            mark = self.marks.get((item.id, str(one["letter"])))
            sign, colour = SIGNS.get(mark.result, (GLYPHS.dot, "dim")) if mark else (GLYPHS.dot, "dim")
            cells.append(Cell(sign + ("+" if mark and mark.evidence_id else ""), colour))
        return Line(item.id, (*cells, item.note))

    def _say(self) -> None:
        item = self.item
        facts = ""
        if item:
            facts = "  ".join(
                f"{self.population.columns[at]}: {item.cells[at]}"
                for at in self.shown
                if at < len(item.cells) and item.cells[at]
            )
        self.query_one("#facts", Static).update(" " + one_line(facts))
        self.query_one("#asks", Static).update(f" {self.letter}: {one_line(self.attribute)}")
        mine = [row.result for (_, letter), row in self.marks.items() if letter == self.letter and row.result]
        judged = [result for result in mine if result != "not_applicable"]
        deviations = sum(result in ("deviation", "not_available") for result in judged)
        left = len(self.items) - len(mine)
        random = self.sample.method == "random"
        words = supports(len(judged), deviations, self.population.count, self.sample.confidence, random=random)
        self.query_one("#outcome", Static).update(
            f" {words}" if judged and not left else f" {left} of {len(self.items)} to mark, {deviations} deviate so far"
        )

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_note()

    def action_left(self) -> None:
        self.at -= 1

    def action_right(self) -> None:
        self.at += 1

    @background
    async def action_mark(self, result: str) -> None:
        item, letter = self.item, self.letter
        if item is None:
            return
        cells = self.query_one(Cells)
        if result:
            cells.cursor += 1
        row = await self.app.attempt(self.app.write(sampling.mark, item.id, letter, result))
        if row:
            self.marks[item.id, letter] = row
            cells.show([self._line(one) for one in self.items.values()])
            self._say()

    @background
    async def action_note(self) -> None:
        item = self.item
        if item:
            text = await self.app.ask(f"{item.label} {item.item}: note", item.note, empty=True)
            if text is not None:
                await self.app.attempt(self.app.write(record.edit, SampleItem, item.id, note=text))
                await self.reload()

    def action_proof(self) -> None:
        self.post_message(self.Wants(self, "evidence"))

    def action_finding(self) -> None:
        self.post_message(self.Wants(self, "finding"))

    def action_close(self) -> None:
        self.post_message(self.Closed())

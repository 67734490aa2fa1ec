"""A sample as a grid, items by attributes: one key marks a cell and goes on to the next.

The mark is on the screen before it is in the store: sixty items by six attributes take no longer than the keys.
"""

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
from data.rules.sampling.selection import WAYS
from data.work import rows as record
from data.work import sampling
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import fit, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

SIGNS = {
    "pass": (GLYPHS.tick, "good"),
    "deviation": (GLYPHS.cross, "bad"),
    "not_applicable": ("n/a", "dim"),
    "not_available": ("none", "bad"),
}
WIDE = 120
NARROW_CELL, WIDE_CELL = 6, 20


class Cells(Rows):
    """The grid's lines. The column that the keys mark is set between brackets in the heading."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("grid", above=True)]


class Grid(Vertical):
    """The open sample. `last_proof` is the evidence that was linked last."""

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
        self.signs: dict[tuple[str, str], str] = {}
        self.shown = [at for at, name in enumerate(population.columns) if name != population.id_column]
        self.along = False
        self.last_proof = ""

    def compose(self) -> ComposeResult:
        yield Static("", id="drawn", markup=False)
        yield Cells(*self._columns(), empty="Nothing was drawn.", id="cells")
        yield Static("", id="facts", markup=False)
        yield Static("", id="asks", markup=False)
        yield Static("", id="outcome", markup=False)

    def focus(self, scroll_visible: bool = True) -> Grid:
        self.query_one(Cells).focus(scroll_visible)
        return self

    @property
    def letters(self) -> list[str]:
        """The attributes' letters."""
        return [str(one["letter"]) for one in self.sample.attributes]

    @property
    def letter(self) -> str:
        """The attribute that the keys mark."""
        return self.letters[self.at]

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
            self._set_columns()
            self._say()

    def on_resize(self) -> None:
        self._set_columns()

    def _set_columns(self) -> None:
        cells = self.query_one(Cells)
        cells.columns = self._columns()
        cells.refresh()

    def _columns(self) -> tuple[Column, ...]:
        wide = self.size.width >= WIDE
        width = NARROW_CELL
        if wide:
            width = max(NARROW_CELL, min(WIDE_CELL, (self.size.width - 64) // max(len(self.letters), 1)))
        heads = []
        for at, one in enumerate(self.sample.attributes):
            name = f"[{one['letter']}]" if at == self.at else f" {one['letter']} "
            heads.append(Column(f"{name} {one_line(str(one['text']))}" if wide else name, width))
        return (Column("", 8), Column("Item", 22 if wide else 14), *heads, Column("Note", 0))

    async def reload(self) -> None:
        """Read sample, items and marks and show them."""
        self.sample = await self.app.read(record.fetch, Sample, self.sample.id)
        self.items = {item.id: item for item in await self.app.read(sampling.items, self.sample.id)}
        self.marks = await self.app.read(sampling.results, self.sample.id)
        self.signs = {place: mark.result for place, mark in self.marks.items() if mark.result}
        one, dot = self.sample, GLYPHS.dot
        parts = [f"{one.size:,} of {self.population.count:,}", one.method]
        if one.second_size:
            parts.append("stage 2 drawn" if one.second_at else f"stage 2: {one.second_size:,}")
        if one.seed and WAYS[one.method].by_chance:
            parts.append(f"seed {one.seed}")
        self._put("#drawn", f"{one.label} {one.title} {dot} {f' {dot} '.join(parts)}")
        self.query_one(Cells).show([self._line(item) for item in self.items.values()])
        self._say()

    def _line(self, item: SampleItem) -> Line:
        if item.void:
            blank = [Cell(GLYPHS.dash, "dim")] * len(self.letters)
            return Line(item.id, (item.label, item.item, *blank, f"replaced: {item.void}"), "dim")
        cells: list[str | Cell] = [item.label, item.item]
        for letter in self.letters:
            sign, colour = SIGNS.get(self.signs.get((item.id, letter), ""), (GLYPHS.dot, "dim"))
            mark = self.marks.get((item.id, letter))
            cells.append(Cell(sign + ("+" if mark and mark.evidence_id else ""), colour))
        told = [f"for {item.replaces}" if item.replaces else "", "stage 2" if item.stage == 2 else "", item.note]
        return Line(item.id, (*cells, "; ".join(filter(None, told))))

    def _put(self, where: str, words: str) -> None:
        """One line of words, cut with a sign where it is longer."""
        self.query_one(where, Static).update(fit(f" {one_line(words)}", self.size.width))

    def _say(self) -> None:
        item = self.item
        facts = ""
        if item:
            facts = "  ".join(
                f"{self.population.columns[at]}: {item.cells[at]}"
                for at in self.shown
                if at < len(item.cells) and item.cells[at]
            )
        self._put("#facts", facts)
        proof = f"  {GLYPHS.dot} {self._proof()}" if self._proof() else ""
        self._put("#asks", f"{self.letter}: {self.attribute}{proof}")
        there = [one.id for one in self.items.values() if not one.void]
        mine = [self.signs[key, self.letter] for key in there if (key, self.letter) in self.signs]
        bad = sum(result in ("deviation", "not_available") for result in mine)
        left = len(there) - len(mine)
        if left:
            words = f"{self.letter}: {left} of {len(there)} to mark, {bad} deviate so far"
        else:
            found = f"{bad or 'none'} of {len(there)} deviate{'' if bad > 1 else 's'}"
            words = f"{self.letter}: {found}; = says what that supports"
        raised = self.sample.attributes[self.at].get("finding")
        parts = [words, str(raised or ""), self._second_words(there)]
        self._put("#outcome", "; ".join(filter(None, parts)))

    def _second_words(self, there: list[str]) -> str:
        """Whether the planned second stage is due, once stage one is marked."""
        one = self.sample
        if not one.second_size or one.second_at:
            return ""
        if any((key, letter) not in self.signs for key in there for letter in self.letters):
            return ""
        bad = ("deviation", "not_available")
        counts = [sum(self.signs[key, letter] in bad for key in there) for letter in self.letters]
        due = any(one.allowed < count <= one.second_from for count in counts)
        return "s draws stage two" if due else "no second stage is due"

    def _proof(self) -> str:
        item = self.item
        mark = self.marks.get((item.id, self.letter)) if item else None
        return "has evidence" if mark and mark.evidence_id else ""

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

    def action_along(self) -> None:
        self.along = not self.along
        self.app.say("A mark goes on along the item." if self.along else "A mark goes on down the attribute.")

    def action_mark(self, result: str) -> None:
        item, letter = self.item, self.letter
        if item is None:
            return
        if item.void:
            self.app.say(f"{item.label} was replaced; mark the item that took its place.", wrong=True)
            return
        self._sign(item, letter, result)
        if result:
            self._go_on()
        self._say()
        self._store(item, letter, result)

    def _sign(self, item: SampleItem, letter: str, result: str) -> None:
        """Show a mark at once."""
        if result:
            self.signs[item.id, letter] = result
        else:
            self.signs.pop((item.id, letter), None)
        cells = self.query_one(Cells)
        place = next(at for at, line in enumerate(cells.lines) if line.key == item.id)
        cells.lines[place] = self._line(item)
        cells.refresh()

    def _go_on(self) -> None:
        """To the next item; at the end of an attribute to the top of the next. Or along the item, then to the next."""
        cells = self.query_one(Cells)
        last = cells.cursor >= len(cells.lines) - 1
        if self.along and self.at < len(self.letters) - 1:
            self.at += 1
        elif not last:
            self.at = 0 if self.along else self.at
            cells.cursor += 1
            while (item := self.item) and item.void and cells.cursor < len(cells.lines) - 1:
                cells.cursor += 1
        elif not self.along and self.at < len(self.letters) - 1:
            self.at += 1
            cells.cursor = 0

    @background
    async def _store(self, item: SampleItem, letter: str, result: str) -> None:
        row = await self.app.attempt(self.app.write(sampling.mark, item.id, letter, result))
        if row:
            self.marks[item.id, letter] = row
        else:
            await self.reload()

    @background
    async def action_rest(self) -> None:
        item = self.item
        if item is None:
            return
        cells = self.query_one(Cells)
        for letter in self.letters:
            if (item.id, letter) not in self.signs and not item.void:
                self._sign(item, letter, "pass")
        cells.cursor += 1
        for row in await self.app.attempt(self.app.write(sampling.mark_rest, item.id)) or []:
            self.marks[item.id, row.letter] = row
        self._say()

    @background
    async def action_note(self) -> None:
        item = self.item
        if item:
            text = await self.app.ask(f"{item.label} {item.item}: note", item.note, empty=True)
            if text is not None:
                await self.app.attempt(self.app.write(record.edit, SampleItem, item.id, note=text))
                await self.reload()

    @background
    async def action_replace(self) -> None:
        item = self.item
        if item is None:
            return
        hint = "Only what was never part of the population. What cannot be shown is a deviation: u"
        reason = await self.app.ask(f"{item.label} {item.item}: why does it not belong to the population?", "", hint)
        if not reason:
            return
        before = self.sample.size
        made = await self.app.attempt(self.app.write(sampling.replace, item.id, reason))
        await self.reload()
        if made:
            self.app.say(f"{made.label} {made.item} takes the place of {item.label}.")
        elif self.sample.size < before:
            self.app.say(f"{item.label} is out; nothing took its place.")

    @background
    async def action_grow(self) -> None:
        reason, size = "", 0
        chosen: tuple[str, ...] = ()
        if WAYS[self.sample.method].reasoned:
            text = await self.app.ask("Which items more?", "", "Ids with commas between them, or first .. last")
            if not text:
                return
            named = await self.app.attempt(self.app.read(sampling.name_items, self.population.id, text))
            if not named:
                return
            chosen = named
        else:
            text = await self.app.ask(f"Items in all, now {self.sample.size}", "", "Those that are there stay")
            if not text:
                return
            size = int(text) if text.isdigit() else 0
            if self.signs:
                hint = "Results are known: without a plan for it, no confidence can be stated any more"
                reason = await self.app.ask("Why does it grow?", "", hint) or ""
                if not reason:
                    return
        made = await self.app.attempt(self.app.write(sampling.grow, self.sample.id, size, reason, chosen))
        await self.reload()
        if made:
            self.app.say(f"{made.label} has {made.size:,} items now.")

    @background
    async def action_second(self) -> None:
        made = await self.app.attempt(self.app.write(sampling.second_stage, self.sample.id))
        await self.reload()
        if made:
            self.app.say(f"{made.second_size:,} more items: stage two of {made.label}.")

    def action_proof(self) -> None:
        self.post_message(self.Wants(self, "evidence"))

    def action_same_proof(self) -> None:
        self.post_message(self.Wants(self, "same evidence"))

    def action_finding(self) -> None:
        self.post_message(self.Wants(self, "finding"))

    def action_close(self) -> None:
        self.post_message(self.Closed())

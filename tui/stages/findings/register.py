"""The list of findings: filter, order, marks, and what is done to one or to all that are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from data import clock
from data.rules import register
from data.rules.register import Entry
from data.work import register as record
from tui import keys
from tui.background import background
from tui.stages.findings import lines
from tui.stages.pane import Pane
from tui.widgets.rows import Rows

EMPTY = (
    "No finding yet. a adds one; Ctrl+N takes the current line or item; in a note a line like\n"
    "    !min A.5.18 Accounts closed late in 3 of 25 cases\ndoes it while you type. i reads them from a file."
)
TALL = 38
"""From this height on there is room below the list for what a finding says."""


class FindingRows(Rows):
    """The list."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("findings", above=True)]

    @dataclass
    class Resized(Message):
        """The width changed, and with it the columns that fit."""

        rows: FindingRows

    def on_resize(self) -> None:
        super().on_resize()
        self.post_message(self.Resized(self))


class FilterLine(Input):
    """The words by which the list is narrowed, while they are typed. Enter keeps them, Esc takes them away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "drop", "no filter", priority=True),
        Binding("enter,down,tab", "keep", "keep it", priority=True),
    ]

    class Left(Message):
        """Back to the list."""

    def action_keep(self) -> None:
        self.screen.set_focus(None)  # what is typed from now on is no filter any more
        self.post_message(self.Left())

    def action_drop(self) -> None:
        self.value = ""
        self.action_keep()


class Register(Pane):
    """The register of this audit's findings, or of all audits'."""

    def __init__(self, audit_id: str) -> None:
        super().__init__(audit_id)
        self.entries: dict[str, Entry] = {}
        self.marked: set[str] = set()
        self.all_audits = False
        self.by = "order"
        self.to_mend: dict[str, int] = {}
        self._words: list[str] = []

    def compose(self) -> ComposeResult:
        yield FilterLine(
            placeholder='minor A.5 overdue "no owner" -strength; Enter keeps it, Esc drops it', id="filter"
        )
        yield FindingRows(*lines.columns(80, all_audits=False), empty=EMPTY, id="findings")
        yield Static("", id="below", markup=False)

    def on_mount(self) -> None:
        self.query_one(FilterLine).display = False

    # -- what is shown ------------------------------------------------------------------------------------------

    async def load(self) -> None:
        found = await self.app.read(record.entries, None if self.all_audits else self.audit_id)
        ordered = register.ordered(found, self.by)
        today = clock.today()
        self._words = [register.words_of(entry, today) for entry in ordered]
        self.entries = {entry.id: entry for entry in ordered}
        self.marked &= self.entries.keys()
        self.show()

    def show(self, key: str | None = None) -> None:
        """Show what fits the filter."""
        rows, wanted = self.query_one(FindingRows), self.query_one(FilterLine).value
        every = list(self.entries.values())
        fitting = [every[place] for place in register.fitting(self._words, wanted)]
        today, width = clock.today(), rows.size.width or 80
        rows.columns = lines.columns(width, all_audits=self.all_audits)
        rows.empty = "No finding fits the filter; f changes it." if wanted.strip() and every else EMPTY
        rows.show(
            [
                lines.line(
                    entry,
                    width,
                    marked=entry.id in self.marked,
                    to_mend=self.to_mend.get(entry.id),
                    all_audits=self.all_audits,
                    today=today,
                )
                for entry in fitting
            ],
            key,
        )
        self._say_below()
        self.say_where()

    def say_where(self) -> None:
        """Say in the title what the list is narrowed to."""
        shown, words = len(self.query_one(FindingRows).lines), self.query_one(FilterLine).value.strip()
        parts = (
            "all audits" if self.all_audits else "",
            f"{shown} of {len(self.entries)}: {words}" if words else "",
            register.SORTS[self.by][0] if self.by != "order" else "",
            f"{len(self.marked)} marked" if self.marked else "",
        )
        self.workspace.show_place(", ".join(part for part in parts if part))

    def _say_below(self) -> None:
        below, height = self.query_one("#below", Static), lines.LEAST if self.size.height < TALL else 12
        below.styles.height = height
        below.update(lines.below(self.entry, clock.today(), below.size.width or 80, height))

    @property
    def entry(self) -> Entry | None:
        """The finding under the cursor."""
        return self.entries.get(self.query_one(FindingRows).key)

    def chosen(self) -> list[Entry]:
        """What a key acts on: the marked findings, else the one under the cursor."""
        marked = [entry for entry in self.entries.values() if entry.id in self.marked]
        return marked or ([self.entry] if self.entry else [])

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say_below()

    def on_finding_rows_resized(self, event: FindingRows.Resized) -> None:
        event.stop()
        self.show()

    # -- filter, order, marks -----------------------------------------------------------------------------------

    def action_filter(self) -> None:
        line = self.query_one(FilterLine)
        line.display = True
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.show()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        event.stop()
        line = self.query_one(FilterLine)
        line.display = bool(line.value.strip())
        self.query_one(FindingRows).focus()

    @background
    async def action_sort(self) -> None:
        orders = [(name, words) for name, (words, _) in register.SORTS.items()]
        chosen = await self.app.pick("In which order?", orders, current=self.by)
        if chosen:
            self.by = chosen
            await self.load()

    @background
    async def action_all(self) -> None:
        self.all_audits = not self.all_audits
        self.marked.clear()
        await self.load()
        self.app.say("The findings of all audits." if self.all_audits else "The findings of this audit.")

    def action_mark(self) -> None:
        entry = self.entry
        if entry:
            self.marked ^= {entry.id}
            self.query_one(FindingRows).cursor += 1
            self.show()

    def action_mark_all(self) -> None:
        shown = {line.key for line in self.query_one(FindingRows).lines}
        self.marked = self.marked - shown if shown <= self.marked else self.marked | shown
        self.show()

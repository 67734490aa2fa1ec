"""The list of findings: filter, order, marks, and what is done to one or to all that are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from data import clock
from data.models import Finding
from data.rules import register, texts
from data.rules.register import Entry
from data.work import rearranging
from data.work import register as record
from data.work import registers as organisation
from data.work import rows as table
from tui import keys
from tui.background import background
from tui.stages.findings import choices, exchange, lines
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
        below = self.query_one("#below", Static)
        below.styles.height = 3 if self.size.height < TALL else 12
        below.update(
            lines.below(self.entry, clock.today(), below.size.width or 80, 3 if self.size.height < TALL else 12)
        )

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

    # -- many at once -------------------------------------------------------------------------------------------

    @background
    async def action_owner(self) -> None:
        found = self.chosen()
        if found:
            roles = await self.app.read(organisation.roles)
            owner = await self.app.pick(
                f"Who answers for {_named(found)}?", [(role, role) for role in roles], free=True, current=found[0].owner
            )
            if owner:
                await self._assign(found, owner=owner)

    @background
    async def action_due(self) -> None:
        found = self.chosen()
        if found:
            gravest = min(found, key=lambda one: register.GRADES.index(one.grade)).grade
            due = await self.app.pick(f"By when is {_named(found)} due?", choices.by_when(gravest), free=True)
            if due:
                await self._assign(found, due=due)

    async def _assign(self, found: list[Entry], **values: str) -> None:
        count = await self.change(self.app.write(record.assign, [entry.id for entry in found], **values))
        if count:
            self.marked.clear()
            await self.load()
            self.app.say(f"{_named(found)}: {', '.join(values.values())}. u takes it back.")

    # -- one becomes two, two become one ------------------------------------------------------------------------

    async def action_move(self, steps: int) -> None:
        entry = self.entry
        if entry and self.by != "order":
            self.app.say("They are moved in their own order: s, then «their own order».")
        elif entry:
            await self.change(self.app.write(rearranging.move, entry.id, steps))
            await self.load()

    @background
    async def action_copy(self) -> None:
        entry = self.entry
        if entry:
            made = await self.change(self.app.write(rearranging.copy, entry.id))
            if made:
                await self._go_on(made, f"{made.label} is a copy of {entry.label}.")

    @background
    async def action_split(self) -> None:
        entry = self.entry
        if entry is None:
            return
        parts = texts.sentences(entry.condition)
        if len(parts) < 2:
            self.app.say(f"{entry.label} has no second sentence in its condition to split at; c copies it.")
            return
        at = await self.app.pick(
            f"{entry.label} becomes two. With which sentence does the second one begin?",
            [(str(place), part) for place, part in enumerate(parts) if place],
        )
        if at:
            made = await self.change(self.app.write(rearranging.split, entry.id, int(at)))
            if made:
                await self._go_on(made[1], f"{made[1].label} was split off {entry.label}; both keep the evidence.")

    @background
    async def action_merge(self) -> None:
        entry, marked = self.entry, [one for one in self.chosen() if one.id in self.marked]
        if entry is None:
            return
        into = entry if entry in marked or len(marked) < 2 else marked[0]
        others = [one for one in marked if one.id != into.id] or await self._other(into)
        if marked and others and not await self._sure(into, others):
            return
        kept = (
            await self.change(self.app.write(rearranging.merge, into.id, [one.id for one in others]))
            if others
            else None
        )
        if kept:
            self.marked.clear()
            await self._go_on(kept, f"{_named(others)} merged into {kept.label}. u takes it back.")

    async def _other(self, into: Entry) -> list[Entry]:
        """The one finding that is chosen to be merged."""
        known = [one for one in self.entries.values() if one.audit_id == into.audit_id and not one.became]
        chosen = await self.app.pick(
            f"{into.label} takes over which finding?",
            [(one.id, f"{one.label} {one.title}") for one in known if one.id != into.id],
        )
        return [self.entries[chosen]] if chosen else []

    async def _sure(self, into: Entry, others: list[Entry]) -> bool:
        """Whether those that are marked are meant."""
        return (
            await self.app.pick(
                f"{into.label} takes over what {_named(others)} say, with their evidence and actions?",
                [("yes", f"make one of them: {into.label}"), ("no", "leave them as they are")],
            )
            == "yes"
        )

    @background
    async def action_withdraw(self) -> None:
        entry = self.entry
        if entry and entry.became:
            done = await self.change(self.app.write(rearranging.restore, entry.id))
            words = f"{entry.label} stands again."
        elif entry:
            reason = await self.app.ask(
                f"{entry.label}: why is it withdrawn?", hint="The report says so; x again undoes it"
            )
            done = await self.change(self.app.write(rearranging.withdraw, entry.id, reason)) if reason else None
            words = f"{entry.label} is withdrawn; its number is not given again."
        else:
            return
        if done:
            await self.load()
            self.app.say(words)

    # -- out and in ---------------------------------------------------------------------------------------------

    @background
    async def action_hand_out(self) -> None:
        shown = [self.entries[line.key] for line in self.query_one(FindingRows).lines]
        await exchange.hand_out(self, shown)

    @background
    async def action_take_in(self) -> None:
        await exchange.take_in(self)

    async def _go_on(self, finding: Finding, words: str) -> None:
        await self.load()
        self.query_one(FindingRows).go_to(finding.id)
        self.app.say(words)

    async def fresh(self, key: str) -> Finding:
        """The finding as it is in the record now."""
        return await self.app.read(table.fetch, Finding, key)


def _named(found: list[Entry]) -> str:
    labels = [entry.label for entry in found]
    return ", ".join(labels) if len(labels) < 4 else f"{len(labels)} findings"

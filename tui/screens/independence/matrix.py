"""The matrix auditor × ref as a list; neighbouring refs to which the whole team stands in the same way are one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from checklists import refs as standard
from data.models import Safeguard
from data.rules import independence as rule
from data.rules import safeguards
from data.rules.independence import CONFLICT, FREE, UNKNOWN, Point, Standing
from data.work import independence
from data.work.independence import Proposal, View
from tui import keys
from tui.glyphs import GLYPHS
from tui.widgets.rows import Cell, Column, Line, Rows

REF, NAME, NARROW, TITLE = 18, 15, 12, 20
"""Cells that the refs, an auditor, one among many, and the titles at least take."""
NO_TEAM = (
    "Nobody is on the team yet, or the audit has no scope.\n"
    "Give it both in 1 Plan (Esc leads back): scope as refs, the team one a line:\n"
    "    name | lead auditor | role in the organisation | certificates"
)


@dataclass(frozen=True, slots=True)
class Here:
    """The auditor and the refs under the cursor, and how the one stands to the others."""

    name: str
    refs: tuple[str, ...]
    standing: Standing
    tests: bool
    safeguard: Safeguard | None

    @property
    def about(self) -> str:
        """The refs for people."""
        return standard.shorten(self.refs)


class MatrixRows(Rows):
    """The refs by auditors. The auditor that the keys mean is set between brackets in the heading."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("independence", above=True)]
    at: reactive[int] = reactive(0)

    class Chosen(Message):
        """Another auditor is meant."""

    def __init__(self, id: str) -> None:
        super().__init__(Column("Ref", REF), Column("", 0), empty=NO_TEAM, id=id)
        self.seen: View | None = None
        self.groups: dict[str, tuple[str, ...]] = {}

    def fill(self, seen: View) -> None:
        """Show how a team stands to its scope."""
        self.seen = seen
        self.groups = {group[0]: group for group in grouped(seen)} if seen.team else {}
        self.set_reactive(MatrixRows.at, self.validate_at(self.at))
        self._paint()

    def _paint(self) -> None:
        if self.seen is not None:
            self.columns = self._columns(self.seen)
            self.show([self._line(self.seen, group) for group in self.groups.values()])

    @property
    def here(self) -> Here | None:
        """What the cursor is on."""
        group = self.groups.get(self.key)
        if self.seen is None or group is None:
            return None
        name = self.seen.team[self.at].name
        tests = group[0] in self.seen.tests[name]
        return Here(name, group, self.seen.standings[name, group[0]], tests, safeguard(self.seen, name, group[0]))

    def validate_at(self, at: int) -> int:
        return max(0, min(at, len(self.seen.team) - 1)) if self.seen else 0

    def watch_at(self) -> None:
        self._paint()
        self.post_message(self.Chosen())

    def on_resize(self) -> None:
        super().on_resize()
        self._paint()

    def _window(self, seen: View) -> range:
        """The auditors whose columns fit, the chosen one among them."""
        count = len(seen.team)
        fit = max(1, min(count, (self.size.width - REF - TITLE) // (NARROW + 1)))
        start = min(max(0, self.at - fit + 1), max(count - fit, 0))
        return range(start, min(start + fit, count))

    def _columns(self, seen: View) -> tuple[Column, ...]:
        window = self._window(seen)
        wide = NAME if len(window) * (NAME + 1) + REF + TITLE <= self.size.width else NARROW
        names = [re.sub(r"\s*\(.*?\)", "", seen.team[place].name) or seen.team[place].name for place in window]
        heads = [f"[{name}]" if place == self.at else f" {name}" for place, name in zip(window, names, strict=True)]
        return (Column("Ref", REF), Column(f"{GLYPHS.tick} tests it", 0), *(Column(head, wide) for head in heads))

    def _line(self, seen: View, group: tuple[str, ...]) -> Line:
        title = standard.title(group[0]) + (f" {GLYPHS.more}" if len(group) > 1 else "")
        cells = [_cell(seen, seen.team[place].name, group[0]) for place in self._window(seen)]
        return Line(group[0], (standard.shorten(group), title, *cells))


def grouped(seen: View) -> list[tuple[str, ...]]:
    """The refs in the standard's order, neighbours together to which the whole team stands in the same way."""

    def state(ref: str) -> list[object]:
        kept = ((one.name, safeguard(seen, one.name, ref)) for one in seen.team)
        return [(ref in seen.tests[name], seen.standings[name, ref], one and one.id) for name, one in kept]

    runs: list[list[str]] = []
    for ref in sorted(seen.refs, key=standard.order):
        together = runs and runs[-1][-1].rpartition(".")[0] == ref.rpartition(".")[0]
        if together and state(runs[-1][0]) == state(ref):
            runs[-1].append(ref)
        else:
            runs.append([ref])
    return [tuple(run) for run in runs]


def safeguard(seen: View, name: str, ref: str) -> Safeguard | None:
    """What was recorded for an auditor and a ref."""
    return next((one for one in seen.safeguards if one.auditor == name and ref in one.refs), None)


def _cell(seen: View, name: str, ref: str) -> Cell:
    state = seen.standings[name, ref].state
    if ref not in seen.tests[name]:
        return Cell(f"  {state if state != FREE else GLYPHS.dash}", "dim")
    guards = [one for one in seen.guards if state == UNKNOWN or one.practice != safeguards.DECLARED]
    if state != FREE and rule.guarded(name, ref, guards):
        state = "declared" if state == UNKNOWN else "guarded"
    sign, colour = {CONFLICT: (GLYPHS.cross, "bad"), UNKNOWN: ("?", "warn")}.get(state, (GLYPHS.tick, "good"))
    return Cell(f"{sign} {state}", colour)


def explained(here: Here, proposal: Proposal | None) -> str:
    """Why it is so, and what can be done about it."""
    state = here.standing.state
    words = f"{here.name} {'tests' if here.tests else 'does not test'} {here.about}: {state}"
    if here.standing.ties:
        words += f" {GLYPHS.dash} {safeguards.reasons(Point(here.name, here.refs, here.standing), 3)}"
    elif state == UNKNOWN:
        words += f" {GLYPHS.dash} no register speaks of it; d records a declaration, o own work"
    kept = here.safeguard
    if kept:
        lacks = independence.chosen(kept).lacks
        words += f"\nSafeguard: {kept.practice}, {kept.who or 'nobody yet'}"
        return words + (f" {GLYPHS.dash} {lacks}" if lacks else f". Evidence: {kept.proof}")
    if state == CONFLICT and here.tests and proposal:
        words += f"\n{_way_out(here, proposal)}"
    return words


def _way_out(here: Here, proposal: Proposal) -> str:
    first = here.refs[0]
    if first not in proposal.stuck:
        heirs = " and ".join(name for name, refs in proposal.tests.items() if first in refs)
        return f"{heirs} can take it: p divides the work so. Or s for a safeguard."
    others = ", ".join([who for who, refs in proposal.others if first in refs][:3])
    if others:
        return f"Nobody on the team can take it. Free, but to be trained as auditors: {others}. s chooses."
    return "Nobody whom the registers know can take it: s for an outside auditor, a peer company or a second person."

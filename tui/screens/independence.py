"""Independence and competence of an audit's team: who may test what, what is done where they may not, what they can
prove.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from checklists import refs as standard
from data.models import Safeguard
from data.rules import independence as rule
from data.rules import safeguards
from data.rules.competence import MET, MISSING
from data.rules.independence import CONFLICT, FREE, UNKNOWN, Point
from data.work import assignments, competence, impartiality, independence, search
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import harmless

if TYPE_CHECKING:
    from tui.app import Auditbook

REF, NAME, NARROW = 18, 15, 12
"""Cells that the refs and each auditor take; an auditor's column is never narrower than the last."""
NO_TEAM = (
    "Nobody is on the team yet, or the audit has no scope.\n"
    "Give it both in 1 Plan (Esc, q back): scope as refs, the team one a line:\n"
    "    name | lead auditor | role in the organisation | certificates"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Refs to which everybody on the team stands in the same way."""

    refs: tuple[str, ...]

    @property
    def first(self) -> str:
        """The ref by which the group is known."""
        return self.refs[0]


class MatrixRows(Rows):
    """The refs by auditors."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("independence", above=True)]


class IndependenceScreen(Screen[None]):
    """The matrix above, why it is so in the middle, the competence below."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("team")]
    at: reactive[int] = reactive(0)

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.seen: independence.View | None = None
        self.proposal: independence.Proposal | None = None
        self.proven: competence.Competence | None = None
        self.groups: dict[str, Group] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield MatrixRows(Column("Ref", REF), Column("", 0), empty=NO_TEAM, id="matrix")
        yield Static("", id="why", markup=False)
        yield Rows(
            Column("Competence", 0),
            Column("", 15),
            Column("who, and the proof", 0),
            empty="Nothing is needed as long as the audit has no scope.",
            id="competence",
        )
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} Independence and competence"
        await self._load()
        self.query_one(MatrixRows).focus()

    async def _load(self) -> None:
        self.seen = seen = await self.app.read(independence.view, self.audit_id)
        self.proposal = await self.app.read(independence.propose, self.audit_id)
        self.proven = await self.app.read(competence.view, self.audit_id)
        self.at = max(0, min(self.at, len(seen.team) - 1))
        open_ = len(seen.conflicts)
        title = self.query_one(TitleBar)
        title.left = (
            f"{open_} conflict{'s' * (open_ != 1)} open" if open_ else ("no open conflict" if seen.team else "")
        )
        self._show_matrix()
        self._show_competence()
        self._explain()

    # -- the matrix -----------------------------------------------------------------------------------------------

    def _show_matrix(self) -> None:
        seen = self.seen
        if seen is None:
            return
        self.groups = {group.first: group for group in _grouped(seen)} if seen.team else {}
        rows = self.query_one(MatrixRows)
        rows.columns = self._columns(rows.size.width or 80)
        rows.show([self._line(group) for group in self.groups.values()])

    def _window(self, width: int) -> range:
        """The auditors whose columns fit, the chosen one among them."""
        count = len(self.seen.team) if self.seen else 0
        fit = max(1, min(count, (width - REF - 20) // (NARROW + 1)))
        start = min(max(0, self.at - fit + 1), max(count - fit, 0))
        return range(start, start + fit) if count else range(0)

    def _columns(self, width: int) -> tuple[Column, ...]:
        window = self._window(width)
        wide = NAME if len(window) * (NAME + 1) + REF + 20 <= width else NARROW
        team = self.seen.team if self.seen else []
        names = [re.sub(r"\s*\(.*?\)", "", team[place].name) or team[place].name for place in window]
        heads = [f"[{name}]" if place == self.at else f" {name}" for place, name in zip(window, names, strict=True)]
        return (Column("Ref", REF), Column(f"{GLYPHS.tick} tests it", 0), *(Column(head, wide) for head in heads))

    def _line(self, group: Group) -> Line:
        seen = self.seen
        titles = standard.title(group.first) + (f" {GLYPHS.more}" if len(group.refs) > 1 else "")
        cells: list[str | Cell] = [standard.shorten(group.refs), titles]
        if seen:
            for place in self._window(self.query_one(MatrixRows).size.width or 80):
                cells.append(_cell(seen, seen.team[place].name, group.first))
        return Line(group.first, cells)

    def _explain(self) -> None:
        """Say why the cell under the cursor is as it is, and what can be done about it."""
        seen, group = self.seen, self.groups.get(self.query_one(MatrixRows).key)
        words = ""
        if seen and group and seen.team:
            name = seen.team[self.at].name
            standing = seen.standings[name, group.first]
            tests = "tests" if group.first in seen.tests[name] else "does not test"
            words = f"{name} {tests} {standard.shorten(group.refs)}: {standing.state}"
            if standing.ties:
                words += f" {GLYPHS.dash} {safeguards.reasons(Point(name, group.refs, standing), 3)}"
            elif standing.state == UNKNOWN:
                words += f" {GLYPHS.dash} no register speaks of it; d records a declaration"
            kept = _safeguard(seen, name, group.first)
            if kept:
                lacks = independence.chosen(kept).lacks
                words += f"\nSafeguard: {kept.practice}, {kept.who or 'nobody yet'}"
                words += f" {GLYPHS.dash} {lacks}" if lacks else f". Evidence: {kept.proof}"
            elif standing.state == CONFLICT and group.first in seen.tests[name]:
                words += f"\n{self._way_out(group)}"
        self.query_one("#why", Static).update(harmless_lines(words))

    def _way_out(self, group: Group) -> str:
        if self.proposal is None or self.seen is None:
            return ""
        if group.first not in self.proposal.stuck:
            heirs = [name for name, refs in self.proposal.tests.items() if group.first in refs]
            return f"{' and '.join(heirs)} can take it: p divides the work so. Or s for a safeguard."
        others = [who for who, refs in self.proposal.others if group.first in refs][:3]
        if others:
            return (
                f"Nobody on the team can take it. Free, but to be trained as auditors: {', '.join(others)}. s chooses."
            )
        return (
            "Nobody whom the registers know can take it: s for an outside auditor, a peer company or a second person."
        )

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        if event.rows.id == "matrix":
            self._explain()
        elif self.query_one("#competence", Rows).has_focus:
            self._explain_competence(event.key)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        here = self._here()
        if event.rows.id == "matrix" and here and self.seen:
            unknown = self.seen.standings[here[0], here[1].first].state == UNKNOWN
            self.action_declare() if unknown else self.action_safeguard()

    def watch_at(self) -> None:
        if self.is_mounted and self.seen:
            self._show_matrix()
            self._explain()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_matrix)

    # -- competence -----------------------------------------------------------------------------------------------

    def _show_competence(self) -> None:
        if self.proven is None:
            return
        lines = [
            Line(
                f"claim {at}",
                (
                    f"claims {one.subject}",
                    Cell(one.state, "good" if one.state == MET else "bad"),
                    f"{one.who}: {one.proof}",
                ),
            )
            for at, one in enumerate(self.proven.claims)
        ]
        lines += [
            Line(
                f"need {at}",
                (
                    one.subject,
                    Cell(one.state, "good" if one.state == MET else "warn"),
                    one.proof if one.state == MISSING else f"{one.who}: {one.proof}",
                ),
            )
            for at, one in enumerate(self.proven.needs)
        ]
        lines += [
            Line(f"who {name}", (name, Cell("no record", "warn"), "ask for a CV or certificate and record it"))
            for name in self.proven.strangers
        ]
        self.query_one("#competence", Rows).show(lines)

    def _explain_competence(self, key: str) -> None:
        line = next((line for line in self.query_one("#competence", Rows).lines if line.key == key), None)
        if line:
            parts = [cell.text if isinstance(cell, Cell) else cell for cell in line.cells]
            self.query_one("#why", Static).update(harmless_lines(f"{parts[0]}: {parts[1]}\n{parts[2]}"))

    # -- keys -----------------------------------------------------------------------------------------------------

    def action_left(self) -> None:
        self.at = max(self.at - 1, 0)

    def action_right(self) -> None:
        self.at = min(self.at + 1, len(self.seen.team) - 1) if self.seen and self.seen.team else 0

    def action_to_other(self) -> None:
        if self.query_one(MatrixRows).has_focus:
            self.query_one("#competence", Rows).focus()
            self._explain_competence(self.query_one("#competence", Rows).key)
        else:
            self.query_one(MatrixRows).focus()
            self._explain()

    def _here(self) -> tuple[str, Group] | None:
        """The auditor and the refs under the cursor."""
        group = self.groups.get(self.query_one(MatrixRows).key)
        if self.seen is None or group is None or not self.seen.team:
            return None
        return self.seen.team[self.at].name, group

    @background
    async def action_tests(self) -> None:
        here = self._here()
        if here and self.seen:
            name, group = here
            wanted = group.first not in self.seen.tests[name]
            await self.app.attempt(self.app.write(assignments.assign, self.audit_id, name, group.refs, tests=wanted))
            await self._load()

    @background
    async def action_split(self) -> None:
        if self.seen is None or not self.seen.conflicts:
            self.app.say("There is no open conflict to divide.")
            return
        made = await self.app.attempt(self.app.write(assignments.take_split, self.audit_id))
        if made:
            await self._load()
            stuck = standard.shorten(made.stuck)
            self.app.say(
                f"Divided; nobody on the team can take {stuck}: s for a safeguard."
                if stuck
                else "Divided. u undoes it."
            )

    @background
    async def action_safeguard(self) -> None:
        here = self._here()
        if not here or not self.seen:
            return
        name, group = here
        if self.seen.standings[name, group.first].state == FREE:
            self.app.say(f"{name} is free of {standard.shorten(group.refs)}; no safeguard is needed.")
            return
        choices = [(key, one.title) for key, one in safeguards.PRACTICES.items() if key != safeguards.DECLARED]
        practice = await self.app.pick(f"{name}, {standard.shorten(group.refs)}: which safeguard?", choices)
        if practice:
            await self._protect(name, group, practice)

    @background
    async def action_declare(self) -> None:
        here = self._here()
        if not here or not self.seen:
            return
        name, group = here
        if self.seen.standings[name, group.first].state != UNKNOWN:
            self.app.say("A declaration is for what no register knows; a conflict needs a safeguard (s).")
            return
        await self._protect(name, group, safeguards.DECLARED)

    async def _protect(self, name: str, group: Group, practice: str) -> None:
        one = safeguards.PRACTICES[practice]
        others = await self.app.read(independence.others, self.audit_id, group.refs)
        known = [member.name for member in self.seen.team if member.name != name] if self.seen else []
        choices = [(who, who) for who in dict.fromkeys([*known, *(who for who, _ in others)])]
        who = await self.app.pick(one.who, choices, free=True)
        if not who:
            return
        proof = await self.app.ask(
            f"The evidence for it: {one.proof}",
            hint="Where it can be seen. Empty: it counts once this is noted.",
            empty=True,
        )
        if proof is None:
            return
        made = await self.app.attempt(
            self.app.write(assignments.protect, self.audit_id, name, list(group.refs), practice, who, proof)
        )
        if made:
            await self._load()
            self.app.say("Noted." if proof else "Noted; it counts as soon as its evidence is (s again).")

    @background
    async def action_unguard(self) -> None:
        here = self._here()
        kept = _safeguard(self.seen, here[0], here[1].first) if here and self.seen else None
        if kept:
            await self.app.attempt(self.app.write(assignments.unprotect, kept.id))
            await self._load()

    @background
    async def action_note(self) -> None:
        from data.models import Audit
        from data.work import rows

        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        if audit.impartiality.strip() not in ("", audit.impartiality_draft.strip()):
            mine = "keep the note as it was edited"
            take = await self.app.pick(
                "The note was edited. Replace it by the draft?", [("no", mine), ("yes", "replace it")]
            )
            if take != "yes":
                return
        words = await self.app.attempt(self.app.write(impartiality.take_draft, self.audit_id))
        if words is not None:
            self.query_one("#why", Static).update(harmless_lines(words))
            self.app.say("The note is drafted; it stands in 1 Plan, Impartiality, and can be edited there.")

    @background
    async def action_undo(self) -> None:
        said = await self.app.attempt(self.app.write(search.undo, self.app.store.sitting))
        if said:
            await self._load()
            self.app.say(said)

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)


def harmless_lines(text: str) -> str:
    """Text of several lines, harmless."""
    return "\n".join(harmless(line) for line in text.split("\n"))


def _grouped(seen: independence.View) -> list[Group]:
    """Neighbouring refs to which the whole team stands in the same way, as one."""

    def state(ref: str) -> tuple[object, ...]:
        names = [member.name for member in seen.team]
        kept = (_safeguard(seen, name, ref) for name in names)
        return tuple(
            (ref in seen.tests[n], seen.standings[n, ref], one and one.id) for n, one in zip(names, kept, strict=True)
        )

    runs: list[list[str]] = []
    for ref in sorted(seen.refs, key=standard.order):
        head = ref.rpartition(".")[0]
        if runs and state(runs[-1][0]) == state(ref) and runs[-1][-1].rpartition(".")[0] == head:
            runs[-1].append(ref)
        else:
            runs.append([ref])
    return [Group(tuple(run)) for run in runs]


def _safeguard(seen: independence.View, name: str, ref: str) -> Safeguard | None:
    return next((one for one in seen.safeguards if one.auditor == name and ref in one.refs), None)


def _cell(seen: independence.View, name: str, ref: str) -> Cell:
    state, tests = seen.standings[name, ref].state, ref in seen.tests[name]
    guards = [one for one in seen.guards if state == UNKNOWN or one.practice != safeguards.DECLARED]
    if state != FREE and rule.guarded(name, ref, guards):
        state = "declared" if state == UNKNOWN else "guarded"
    colours = {CONFLICT: "bad", UNKNOWN: "warn", FREE: "good"}
    sign = {CONFLICT: GLYPHS.cross, UNKNOWN: "?"}.get(state, GLYPHS.tick)
    if not tests:
        return Cell(f"  {state if state != FREE else GLYPHS.dash}", "dim")
    return Cell(f"{sign} {state}", colours.get(state, "good"))

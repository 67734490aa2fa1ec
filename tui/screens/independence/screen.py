"""The screen: the matrix above, why it is so in the middle, the competence below."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.models import Audit
from data.rules import independence as rule
from data.rules import safeguards
from data.rules.independence import FREE, UNKNOWN
from data.work import assignments, competence, impartiality, independence, rows, search
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.independence.matrix import Here, MatrixRows, explained
from tui.screens.independence.proof import CompetenceRows
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Rows
from tui.widgets.text import harmless

if TYPE_CHECKING:
    from tui.app import Auditbook


class IndependenceScreen(Screen[None]):
    """One audit's team."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("team")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.proposal: independence.Proposal | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield MatrixRows(id="matrix")
        yield Static("", id="why", markup=False)
        yield CompetenceRows(id="competence")
        yield KeyBar()

    @property
    def matrix(self) -> MatrixRows:
        """The upper list."""
        return self.query_one(MatrixRows)

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} Independence and competence"
        await self._load()
        self.matrix.focus()

    async def _load(self) -> None:
        seen = await self.app.read(independence.view, self.audit_id)
        self.proposal = await self.app.read(independence.propose, self.audit_id)
        self.query_one(CompetenceRows).fill(await self.app.read(competence.view, self.audit_id))
        self.matrix.fill(seen)
        count = len(seen.conflicts)
        none = "no open conflict" if seen.team else ""
        self.query_one(TitleBar).left = f"{count} conflict{'s' * (count != 1)} open" if count else none
        self._explain()

    def _explain(self) -> None:
        """Say in full what the cursor is on."""
        here = self.matrix.here
        if self.query_one(CompetenceRows).has_focus:
            self._say(self.query_one(CompetenceRows).words)
        else:
            self._say(explained(here, self.proposal) if here else "")

    def _say(self, words: str) -> None:
        self.query_one("#why", Static).update("\n".join(harmless(line) for line in words.split("\n")))

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._explain()

    def on_matrix_rows_chosen(self, event: MatrixRows.Chosen) -> None:
        event.stop()
        self._explain()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        here = self.matrix.here
        if event.rows.id == "competence":
            self.action_record()
        elif here and here.standing.state == UNKNOWN:
            self.action_declare()
        else:
            self.action_safeguard()

    async def _do(self, doing: Awaitable[Any], said: str = "") -> bool:
        """Do it, show what it changed and say so; False where it was refused."""
        done = await self.app.attempt(doing)
        if done is None:
            return False
        await self._load()
        if said:
            self.app.say(said)
        return True

    # -- keys -----------------------------------------------------------------------------------------------------

    def action_left(self) -> None:
        self.matrix.at -= 1

    def action_right(self) -> None:
        self.matrix.at += 1

    def action_to_other(self) -> None:
        (self.query_one(CompetenceRows) if self.matrix.has_focus else self.matrix).focus()
        self.call_after_refresh(self._explain)

    @background
    async def action_tests(self) -> None:
        here = self.matrix.here
        if here:
            write = self.app.write(assignments.assign, self.audit_id, here.name, here.refs, tests=not here.tests)
            await self._do(write)

    @background
    async def action_split(self) -> None:
        if not self.matrix.seen or not self.matrix.seen.conflicts:
            self.app.say("There is no open conflict to divide.")
            return
        if await self._do(self.app.write(assignments.take_split, self.audit_id)):
            left = self.proposal.stuck if self.proposal else []
            stuck = f"; nobody on the team can take {rule.runs(left)}: s for a safeguard" if left else ""
            self.app.say(f"Divided{stuck}. u undoes it.")

    @background
    async def action_safeguard(self) -> None:
        here = self.matrix.here
        if here is None:
            return
        if here.standing.state == FREE:
            self.app.say(f"{here.name} is free of {here.about}; no safeguard is needed. o records own work there.")
            return
        choices = [(key, one.title) for key, one in safeguards.PRACTICES.items() if key != safeguards.DECLARED]
        practice = await self.app.pick(f"{here.name}, {here.about}: which safeguard?", choices)
        if practice:
            await self._protect(here, practice)

    @background
    async def action_declare(self) -> None:
        here = self.matrix.here
        if here and here.standing.state != UNKNOWN:
            self.app.say("A declaration is for what no register knows; a conflict needs a safeguard (s).")
        elif here:
            await self._protect(here, safeguards.DECLARED)

    async def _protect(self, here: Here, practice: str) -> None:
        one = safeguards.PRACTICES[practice]
        others = await self.app.read(independence.others, self.audit_id, here.refs)
        team = [member.name for member in self.matrix.seen.team] if self.matrix.seen else []
        names = dict.fromkeys([*(name for name in team if name != here.name), *(who for who, _ in others)])
        who = await self.app.pick(one.who, [(name, name) for name in names], free=True)
        if not who:
            return
        hint = "Where it can be seen. It may stay empty for now; the safeguard counts once it is noted."
        proof = await self.app.ask(f"The evidence for it: {one.proof}", hint=hint, empty=True)
        if proof is not None:
            write = self.app.write(assignments.protect, self.audit_id, here.name, list(here.refs), practice, who, proof)
            await self._do(write, "Noted." if proof else "Noted; it counts as soon as its evidence is (s again).")

    @background
    async def action_own_work(self) -> None:
        here = self.matrix.here
        if here is None:
            return
        choices = [(duty, f"{here.name} {rule.WORDS[duty]} it") for duty in rule.OWN_WORK]
        duty = await self.app.pick(f"{here.about}: what is {here.name}'s own work there?", choices)
        if not duty:
            return
        what = await self.app.ask(f"What is it that {here.name} {rule.WORDS[duty]}?", hint="Such as: directory service")
        day = await self.app.ask("Since when?", hint="As 2026-03-01, or nothing", empty=True) if what else None
        if what and day is not None:
            write = self.app.write(assignments.own_work, self.audit_id, here.name, list(here.refs), duty, what, day)
            await self._do(write, "Noted in the list of responsibilities.")

    @background
    async def action_record(self) -> None:
        line = await self.app.ask(
            "Record:  who | what | kind | date | evidence | expires", self.query_one(CompetenceRows).start
        )
        if line:
            await self._do(self.app.write(competence.record, line), "Recorded in the competence register.")

    @background
    async def action_unguard(self) -> None:
        here = self.matrix.here
        if here and here.safeguard:
            await self.app.attempt(self.app.write(assignments.unprotect, here.safeguard.id))
            await self._load()

    @background
    async def action_note(self) -> None:
        audit = await self.app.read(rows.fetch, Audit, self.audit_id)
        if audit.impartiality.strip() not in ("", audit.impartiality_draft.strip()):
            choices = [("no", "keep the note as it was edited"), ("yes", "replace it")]
            if await self.app.pick("The note was edited. Replace it by the draft?", choices) != "yes":
                return
        words = await self.app.attempt(self.app.write(impartiality.take_draft, self.audit_id))
        if words is not None:
            self._say(words)
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

"""The closing meeting's findings, one by one: facts acknowledged in one key, opinions that differ written down."""

from __future__ import annotations

from typing import ClassVar

from data.models import Disagreement, Finding
from data.rules import verdicts
from data.work import checklist, closing, evidence, meetings, rows
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.opening.lists import OverAgenda, rows_with
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import lines

MARKS = {"major": "bad", "minor": "warn", "strength": "good", "": "warn"}


class ShownFindings(OverAgenda):
    """What works well first, then the gravest. The role that acknowledges is asked for once."""

    ROWS: ClassVar[type[Rows]] = rows_with("closing")

    def __init__(self, audit_id: str, meeting_id: str | None) -> None:
        columns = (Column("", 5), Column("grade", 11), Column("Findings, one by one", 0), Column("facts agreed", 20))
        super().__init__(audit_id, meeting_id, columns, "No finding is recorded, not even a strength.")
        self.below.add_class("tall")
        self.role = ""
        self.found: dict[str, Finding] = {}
        self.proofs: dict[str, str] = {}
        self.opinions: dict[str, list[Disagreement]] = {}

    async def load(self) -> None:
        found = await self.app.read(closing.in_order, self.audit_id)
        self.found = {one.id: one for one in found}
        self.opinions = {}
        for opinion in await self.app.read(closing.disagreements, self.audit_id):
            self.opinions.setdefault(opinion.finding_id or "", []).append(opinion)
        for one in found:
            self.proofs[one.id] = " ".join(row.label for row in await self.app.read(evidence.of_finding, one.id))
        self.show([self._line(one) for one in found])

    def _line(self, one: Finding) -> Line:
        grade = Cell(one.grade or "no grade", MARKS.get(one.grade, "info"))
        if one.id in self.opinions:
            agreed = Cell(f"{GLYPHS.warn} {self.opinions[one.id][-1].role or 'somebody'} differs", "warn")
        elif one.acknowledged_by:
            agreed = Cell(f"{GLYPHS.tick} {one.acknowledged_by}", "good")
        else:
            agreed = Cell("not yet", "dim")
        return Line(one.id, (one.label, grade, f"{one.ref} {one.title}".strip(), agreed))

    def told(self, key: str) -> str:
        one = self.found[key]
        said = [f"{one.label} {verdicts.GRADES.get(one.grade, 'no grade yet')}: {one.title}"]
        said.append(one.condition)
        said.append(f"rule: {one.criteria}" if one.criteria else "")
        said.append(f"evidence: {self.proofs[key]}" if self.proofs.get(key) else "no evidence is linked")
        if one.acknowledged_by:
            said.append(
                f"{GLYPHS.tick} facts acknowledged: {one.acknowledged_by}, {one.acknowledged_at.replace('T', ' ')}"
            )
        said += [f"{GLYPHS.warn} {opinion.role}: {opinion.text}" for opinion in self.opinions.get(key, ())]
        return lines(*said)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_agreed()

    @background
    async def action_agreed(self) -> None:
        one = self.found.get(self.rows.key)
        if one and (self.role or await self._choose()):
            changed = await self.app.write(closing.acknowledge, one.id, self.role)
            if changed.acknowledged_by:
                self.rows.cursor += 1
            await self.load()

    @background
    async def action_whom(self) -> None:
        if await self._choose():
            self.app.say(f"{self.role} speaks now: y the facts are right, n differs.")

    async def _choose(self) -> bool:
        present = await self.app.read(meetings.attendance, self.meeting_id) if self.meeting_id else []
        known = [name for name, _ in await self.app.read(checklist.roles, self.audit_id)]
        names = list(dict.fromkeys((*(person.role for person in present), *known)))
        role = await self.app.pick("Who speaks? By role", [(name, name) for name in names], free=True)
        self.role = role or self.role
        return bool(role)

    @background
    async def action_differs(self) -> None:
        one = self.found.get(self.rows.key)
        if one and (self.role or await self._choose()):
            text = await self.app.ask(
                f"{one.label}: what does {self.role} say?"[:90], hint="As it was said; it stands in the report as it is"
            )
            if text:
                await self.app.write(closing.disagree, self.audit_id, text, self.role, one.id, self.meeting_id)
                await self.load()

    @background
    async def action_settled(self) -> None:
        opinions = self.opinions.get(self.rows.key, [])
        if opinions:
            await self.app.write(rows.remove, Disagreement, opinions[-1].id)
            await self.load()
            self.app.say("Settled: the opinion is taken away; u brings it back.")
        else:
            self.app.say("Nobody differs about this finding.")

"""What the plan says, read out topic by topic; what is said otherwise is noted beside it."""

from __future__ import annotations

from typing import ClassVar

from data.models import Difference
from data.work import checklist, rows, understanding
from tui.background import background
from tui.glyphs import GLYPHS
from tui.stages.opening.lists import OverAgenda, rows_with
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import lines


class ReadOut(OverAgenda):
    """Scope, objectives, timing and the like as written; below each topic, what was said instead."""

    ROWS: ClassVar[type[Rows]] = rows_with("readout")

    def __init__(self, audit_id: str, meeting_id: str | None) -> None:
        columns = (Column("", 1), Column("Read out", 14), Column("", 0), Column("ref", 7))
        super().__init__(audit_id, meeting_id, columns, "The plan says nothing yet: objectives, scope, days (1 Plan).")
        self.written: dict[str, str] = {}
        self.differences: dict[str, Difference] = {}
        self._go_to = ""

    async def load(self) -> None:
        self.written = dict(await self.app.read(understanding.written, self.audit_id))
        found = await self.app.read(understanding.differences, self.audit_id)
        self.differences = {one.id: one for one in found}
        shown = []
        for topic in [*self.written, *dict.fromkeys(one.topic for one in found if one.topic not in self.written)]:
            if topic in self.written:
                shown.append(Line(topic, ("", topic, self.written[topic], "")))
            shown += [
                Line(
                    one.id, (Cell(GLYPHS.cross, "warn"), Cell(topic, "dim"), Cell(f"said: {one.said}", "warn"), one.ref)
                )
                for one in found
                if one.topic == topic
            ]
        self.show(shown, self._go_to or None)
        self._go_to = ""

    def told(self, key: str) -> str:
        one = self.differences.get(key)
        if one is None:
            return lines(self.written.get(key, ""))
        who = f" ({one.role})" if one.role else ""
        return lines(f"said{who}: {one.said}", f"written: {one.written or 'nothing'}")

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_otherwise()

    @background
    async def action_otherwise(self) -> None:
        key = self.rows.key
        one = self.differences.get(key)
        if one:
            said = await self.app.ask(f"{one.topic}: what is said", one.said)
            if said:
                await self.app.write(rows.edit, Difference, one.id, said=said)
                await self.load()
        elif key:
            await self._note(key, self.written.get(key, ""))

    async def _note(self, topic: str, written: str) -> None:
        said = await self.app.ask(f"{topic}: what is said otherwise?", hint=f"Written: {written}"[:300])
        if said:
            ref = {"Scope": "4.3", "ISMS scope": "4.3"}.get(topic, "")
            made = await self.app.write(
                understanding.differ, self.audit_id, topic, said, self.meeting_id, written=written, ref=ref
            )
            self._go_to = made.id
            await self.load()

    @background
    async def action_add(self) -> None:
        line = await self.app.ask(
            "topic | what is said | what is written", hint="Sites | a branch in Ghent | scope: Hull only"
        )
        if line:
            topic, said, written = (part.strip() for part in (line + "||").split("|")[:3])
            if not said:
                self.app.say(
                    "Write what is said behind the topic: Sites | a branch in Ghent | scope: Hull only", wrong=True
                )
                return
            await self.app.write(understanding.differ, self.audit_id, topic, said, self.meeting_id, written=written)
            await self.load()

    @background
    async def action_ref(self) -> None:
        one = self.differences.get(self.rows.key)
        if one:
            items = await self.app.read(checklist.items, self.audit_id)
            ref = await self.app.pick("About which ref?", [(item.ref, f"{item.ref} {item.title}") for item in items])
            if ref:
                await self.app.write(rows.edit, Difference, one.id, ref=ref)
                await self.load()

    @background
    async def action_whom(self) -> None:
        one = self.differences.get(self.rows.key)
        if one:
            known = await self.app.read(checklist.roles, self.audit_id)
            role = await self.app.pick("Who says so? By role", [(name, name) for name, _ in known], free=True)
            if role:
                await self.app.write(rows.edit, Difference, one.id, role=role)
                await self.load()

    @background
    async def action_drop(self) -> None:
        one = self.differences.get(self.rows.key)
        if one:
            await self.app.write(rows.remove, Difference, one.id)
            await self.load()
            self.app.say("Taken away; u brings it back.")

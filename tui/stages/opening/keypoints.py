"""What the organisation rests on: outsourced services, key dependencies, the architecture at a high level."""

from __future__ import annotations

from typing import ClassVar

from data.models import KeyPoint
from data.work import rows, understanding
from tui.background import background
from tui.stages.opening.lists import OverAgenda, rows_with
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import lines

ASKED = {
    "outsourced": ("Outsourced service", "service | what it does for you | supplier"),
    "dependency": ("What does the work stand or fall with?", "what | what would stop | who looks after it"),
    "architecture": ("Architecture, at a high level", "part | what it does, where it runs | who runs it"),
}


class KeyPoints(OverAgenda):
    """Three short lists in one."""

    ROWS: ClassVar[type[Rows]] = rows_with("keypoints")

    def __init__(self, audit_id: str, meeting_id: str | None) -> None:
        columns = (Column("", 12), Column("Services, dependencies, architecture", 0), Column("who", 24))
        super().__init__(
            audit_id,
            meeting_id,
            columns,
            "Nothing yet. o an outsourced service, p a dependency, a a part of the architecture;\n"
            "s takes services from the supplier register. They stand in the report.",
        )
        self.points: dict[str, KeyPoint] = {}
        self._go_to = ""

    async def load(self) -> None:
        found = await self.app.read(understanding.key_points, self.audit_id)
        self.points = {one.id: one for one in found}
        shown = [
            Line(one.id, (Cell(one.kind, "dim"), one.name + (f": {one.what}" if one.what else ""), one.who))
            for one in found
        ]
        self.show(shown, self._go_to or None)
        self._go_to = ""

    def told(self, key: str) -> str:
        one = self.points[key]
        return lines(one.name, one.what, one.who)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_edit()

    @background
    async def action_point(self, kind: str) -> None:
        question, hint = ASKED[kind]
        line = await self.app.ask(question, hint=hint)
        if line:
            made = await self.app.write(understanding.add_key_point, self.audit_id, kind, line, self.meeting_id)
            self._go_to = made.id
            await self.load()

    @background
    async def action_edit(self) -> None:
        one = self.points.get(self.rows.key)
        if one:
            line = await self.app.ask("name | what | who", " | ".join((one.name, one.what, one.who)))
            if line:
                name, what, who = (part.strip() for part in (line + "||").split("|")[:3])
                await self.app.write(rows.edit, KeyPoint, one.id, name=name, what=what, who=who)
                await self.load()

    @background
    async def action_register(self) -> None:
        found = await self.app.read(understanding.suppliers, self.audit_id)
        if not found:
            self.app.say("No other supplier is in the register; auditbook import suppliers FILE reads one.")
            return
        chosen = await self.app.pick(
            "Which supplier runs something for you?", [(one.name, f"{one.name}  {one.service}") for one in found]
        )
        supplier = next((one for one in found if one.name == chosen), None)
        if supplier:
            line = f"{supplier.service or supplier.name} |  | {supplier.name}"
            made = await self.app.write(understanding.add_key_point, self.audit_id, "outsourced", line, self.meeting_id)
            self._go_to = made.id
            await self.load()

    @background
    async def action_ask_about(self) -> None:
        added = await self.app.write(understanding.ask_about_services, self.audit_id)
        if added:
            self.app.say(f"{added} supplier questions are in the checklist now (A.5.19 to A.5.23).")
        else:
            self.app.say("No question to add: no outsourced service, A.5.19 to A.5.23 out of scope, or asked already.")

    @background
    async def action_drop(self) -> None:
        if self.rows.key:
            await self.app.write(rows.remove, KeyPoint, self.rows.key)
            await self.load()
            self.app.say("Taken away; u brings it back.")

"""The checklist as a list: one line a ref, the verdict in one key, the next item at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from data.errors import AuditbookError
from data.models import ChecklistItem, Prompt
from data.rules import verdicts
from data.work import checklist
from data.work.tailoring import Earlier
from tui import keys
from tui.background import background
from tui.widgets.rows import Cell, Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook

MARKS = {
    "conforming": "good",
    "strength": "good",
    "major": "bad",
    "minor": "warn",
    "observation": "info",
    "ofi": "info",
}
EMPTY = "No checklist yet.\nGive the audit a scope in 1 Plan, then press p in 2 Prepare: it is copied from the pack."


async def judge(app: Auditbook, item: ChecklistItem, verdict: str) -> bool:
    """Give a verdict, asking why where a rule wants a reason. False when it was refused or left."""
    reason: str | None = None
    if verdict in verdicts.NEEDS_REASON:
        refused = verdicts.refusal(verdict, item.ref, "given below")
        if refused:
            app.say(refused, wrong=True)
            return False
        reason = await app.ask(f"{item.ref} {verdicts.VERDICTS[verdict].lower()}: why?", item.reason)
        if reason is None:
            return False
    try:
        await app.write(checklist.judge, item.id, verdict, reason)
    except AuditbookError as error:
        app.say(str(error), wrong=True)
        return False
    return True


class Items(Rows):
    """The checklist. Verdict keys judge the item under the cursor and go on to the next."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("verdict")]

    @dataclass
    class Judged(Message):
        """An item got a verdict."""

        items: Items
        key: str

        @property
        def control(self) -> Items:
            return self.items

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            Column("", 1),
            Column("Ref", 7),
            Column("Checklist", 0),
            Column("asked", 5, right=True),
            Column("", 16),
            empty=EMPTY,
            id=id,
        )
        self.rows: dict[str, ChecklistItem] = {}
        self.earlier: Mapping[str, Earlier] = {}

    def fill(
        self, items: Sequence[ChecklistItem], prompts: Sequence[Prompt], earlier: Mapping[str, Earlier] | None = None
    ) -> None:
        """Show these items, how many of their questions were asked, and with `earlier` what the last audit found."""
        self.earlier = earlier or {}
        self.rows = {item.id: item for item in items}
        all_of, asked = dict.fromkeys(self.rows, 0), dict.fromkeys(self.rows, 0)
        for prompt in prompts:
            if prompt.state == "aside":
                continue
            all_of[prompt.item_id] = all_of.get(prompt.item_id, 0) + 1
            asked[prompt.item_id] = asked.get(prompt.item_id, 0) + (prompt.state in ("asked", "answered"))
        self.show([self._line(item, asked[item.id], all_of[item.id]) for item in items])

    def _line(self, item: ChecklistItem, asked: int, of: int) -> Line:
        words = item.remark or item.reason or (verdicts.VERDICTS[item.verdict] if item.verdict else "")
        before = self.earlier.get(item.ref)
        if not words and before:
            words = f"{verdicts.LETTERS[before.verdict]} in {before.audit}"
        letter = Cell(verdicts.LETTERS[item.verdict], MARKS.get(item.verdict, ""))
        return Line(item.id, (letter, item.ref, item.title, f"{asked}/{of}" if of else "", Cell(words, "dim")))

    def on_resize(self) -> None:
        *rest, _ = self.columns
        self.columns = (*rest, Column("", 0 if self.size.width >= 120 else 16))  # room for remarks where there is any
        super().on_resize()

    @property
    def item(self) -> ChecklistItem | None:
        """The item under the cursor."""
        return self.rows.get(self.key)

    @background
    async def action_judge(self, verdict: str) -> None:
        item = self.item
        if item and await judge(self.app, item, verdict):
            if self.key == item.id:
                self.cursor += 1
            self.post_message(self.Judged(self, item.id))

"""Sentences to say in a meeting, in the house's own wording."""

from __future__ import annotations

from typing import ClassVar

from data.work import meetings
from tui.background import background
from tui.stages.opening.lists import OverAgenda, rows_with
from tui.widgets.rows import Column, Line, Rows
from tui.widgets.text import lines


class Words(OverAgenda):
    """Why we are here, what we see, what we write: to be said aloud, and to be put in one's own words."""

    ROWS: ClassVar[type[Rows]] = rows_with("words")

    def __init__(self, audit_id: str, meeting_id: str | None, kind: str) -> None:
        columns = (Column("Say", 22), Column("", 0))
        super().__init__(audit_id, meeting_id, columns, "The pack has no words for this meeting.")
        self.kind = kind
        self.words: dict[str, str] = {}

    async def load(self) -> None:
        self.words = dict(await self.app.read(meetings.words, self.kind))
        self.show([Line(title, (title, text)) for title, text in self.words.items()])

    def told(self, key: str) -> str:
        return lines(self.words[key])

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_edit()

    @background
    async def action_edit(self) -> None:
        title = self.rows.key
        if title:
            text = await self.app.ask(
                f"{title}, in your own words",
                self.words[title],
                "Kept for every audit to come; empty brings ours back",
                empty=True,
            )
            if text is not None:
                await self.app.write(meetings.put_in_words, f"{self.kind} words", title, text)
                await self.load()

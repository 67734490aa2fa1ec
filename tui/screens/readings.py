"""Documents read before the audit: notes on each, and the questions that come out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from data.models import Reading
from data.work import readings
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.detail import Detail
from tui.widgets.form import Field, Form
from tui.widgets.rows import Cell, Column, Line, Rows

if TYPE_CHECKING:
    from tui.app import Auditbook

FIELDS = [
    Field("document", "Document"),
    Field("edition", "Version"),
    Field("text", "Notes", 8, "what it says; a line that begins with ? becomes a question for the opening"),
]


class ReadingRows(Rows):
    """The documents."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("readings", above=True)]


class Readings(Screen[None]):
    """The list; Enter opens the notes on a document, Esc keeps them and takes their questions over."""

    app: Auditbook
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("away")]

    def __init__(self, audit_id: str, number: str) -> None:
        super().__init__()
        self.audit_id, self.number = audit_id, number
        self.read_ones: dict[str, Reading] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Detail(id="detail")
        yield ReadingRows(
            Column("Documents read", 0),
            Column("version", 10),
            Column("lines", 6, right=True),
            Column("questions", 10, right=True),
            empty="No document was read yet. a begins with one: the criteria, the register, or one of your own.",
            id="readings",
        )
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = f"{self.number} {GLYPHS.pointer} Documents read"
        await self._load()
        self.query_one(ReadingRows).focus()

    async def _load(self) -> None:
        found = await self.app.read(readings.of_audit, self.audit_id)
        self.read_ones = {one.id: one for one in found}
        self.query_one(ReadingRows).show([_line(one) for one in found])

    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self._open(event.key)

    async def _open(self, reading_id: str) -> None:
        one = self.read_ones[reading_id]
        values = {"document": one.document, "edition": one.edition, "text": one.text}
        await self.query_one(Detail).show_form(FIELDS, values, one.id, "text")

    def on_form_typed(self, event: Form.Typed) -> None:
        event.stop()
        self.app.store.keep(Reading, self.query_one(Detail).row_id, **{event.name: event.text})

    async def on_form_closed(self, event: Form.Closed) -> None:
        event.stop()
        reading_id = self.query_one(Detail).row_id
        await self.query_one(Detail).close()
        await self._take(reading_id)

    async def _take(self, reading_id: str) -> None:
        made = await self.app.attempt(self.app.write(readings.take_questions, reading_id))
        await self._load()
        if made:
            labels = ", ".join(one.label for one in made)
            many = "s wait" if len(made) > 1 else " waits"
            self.app.say(f"{labels}: the open question{many} in 4 Interviews.")

    @background
    async def action_add(self) -> None:
        known = await self.app.read(readings.to_read, self.audit_id)
        choices = [(str(at), f"{title}  {edition}".strip()) for at, (title, edition) in enumerate(known)]
        picked = await self.app.pick("Which document? Choose, or type its title", choices, free=True)
        if picked:
            title, edition = known[int(picked)] if picked.isdigit() and int(picked) < len(known) else (picked, "")
            made = await self.app.attempt(self.app.write(readings.begin, self.audit_id, title, edition))
            if made:
                await self._load()
                self.query_one(ReadingRows).go_to(made.id)
                await self._open(made.id)

    @background
    async def action_questions(self) -> None:
        for one in list(self.read_ones.values()):
            await self._take(one.id)

    def action_help(self) -> None:
        self.app.action_help()

    def action_close(self) -> None:
        self.dismiss(None)


def _line(one: Reading) -> Line:
    lines = sum(bool(line.strip()) for line in one.text.split("\n"))
    asked = sum(line.lstrip().startswith("?") for line in one.text.split("\n"))
    waiting = len(readings.open_lines(one.text))
    questions = f"{asked}" + (f" ({waiting} new)" if waiting else "")
    return Line(one.id, (one.document, one.edition, str(lines or ""), Cell(questions if asked else "", "info")))

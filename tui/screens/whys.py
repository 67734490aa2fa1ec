"""The analysis of a cause: an outline of answers, each explained by the one below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.models import Action
from data.rules import causes
from data.work import rows
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.rows import Cell, Column, Line, Rows
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.app import Auditbook


class WhyRows(Rows):
    """The answers."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("whys", above=True)]


class Whys(Screen[None]):
    """Asks why until the answer is something that management can change; each change is saved at once."""

    app: Auditbook
    AUTO_FOCUS = "WhyRows"

    def __init__(self, action_id: str, title: str) -> None:
        super().__init__()
        self.action_id, self.about = action_id, title
        self.outline: causes.Outline = ()

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield WhyRows(
            Column("Why", 0),
            Column("shown by", 18),
            Column("head", 11),
            empty="a asks the first why: why did it happen?",
            id="whys",
        )
        yield Static("", id="chain", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = one_line(self.about)
        await self._load()

    @property
    def place(self) -> int:
        """The answer under the cursor."""
        return self.query_one(WhyRows).cursor

    async def _load(self, place: int = 0) -> None:
        row = await self.app.read(rows.fetch, Action, self.action_id)
        self.outline = causes.read(row.whys)
        shown = [
            Line(
                str(number),
                (
                    f"{f'{GLYPHS.dot} ' * why.depth}{why.text}",
                    why.fact or Cell("no fact yet", "warn"),
                    Cell(why.head.partition(" ")[0], "dim"),
                ),
                "good" if causes.end(self.outline, number) == number + 1 and why.depth else "",
            )
            for number, why in enumerate(self.outline)
        ]
        self.query_one(WhyRows).show(shown, str(place))
        self._say()

    def _say(self) -> None:
        words = ""
        if self.outline:
            chain, doubt = causes.therefore(self.outline, self.place), causes.doubt(self.outline, self.place)
            words = f" {one_line(chain)}.\n {doubt or 'Read it aloud: does each follow from the one before?'}"
        self.query_one("#chain", Static).update(words)

    def on_rows_moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._say()

    async def _save(self, outline: causes.Outline, place: int) -> None:
        stored = causes.stored(outline)
        await self.app.attempt(self.app.write(lambda session: rows.edit(session, Action, self.action_id, whys=stored)))
        await self._load(place)

    @background
    async def action_deeper(self) -> None:
        here = self.outline[self.place].text if self.outline else self.about
        text = await self.app.ask(f"Why? {one_line(here)}")
        if text:
            await self._save(*causes.deeper(self.outline, self.place, text))

    @background
    async def action_beside(self) -> None:
        text = await self.app.ask("Another answer to the same why")
        if text:
            await self._save(*causes.beside(self.outline, self.place, text))

    @background
    async def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        await self._change("text", "The answer")

    @background
    async def action_fact(self) -> None:
        await self._change("fact", "What shows it?", "a record, a figure, an evidence id")

    async def _change(self, name: str, question: str, hint: str = "") -> None:
        if not self.outline:
            return
        place = self.place
        text = await self.app.ask(question, getattr(self.outline[place], name), hint, empty=name != "text")
        if text is not None:
            await self._save(causes.edited(self.outline, place, **{name: text}), place)

    @background
    async def action_head(self) -> None:
        if not self.outline:
            return
        place = self.place
        chosen = await self.app.pick("It belongs to", [(name, name) for name in causes.HEADS])
        if chosen:
            await self._save(causes.edited(self.outline, place, head=chosen), place)

    @background
    async def action_remove(self) -> None:
        if self.outline:
            gone = causes.end(self.outline, self.place) - self.place
            await self._save(causes.without(self.outline, self.place), max(self.place - 1, 0))
            self.app.say(f"{gone} answer{'s' if gone > 1 else ''} removed; u in the list of actions brings it back.")

    @background
    async def action_take(self) -> None:
        if not self.outline:
            return
        cause = causes.statement(self.outline)
        if await self.app.attempt(
            self.app.write(lambda session: rows.edit(session, Action, self.action_id, cause=cause))
        ):
            self.app.say(f"The cause is now: {one_line(cause)}")

    def action_back(self) -> None:
        self.dismiss(None)

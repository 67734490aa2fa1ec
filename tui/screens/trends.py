"""How actions age and what findings have in common, as plain bars."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from data.rules.trends import Series
from data.work import trends
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.screens.presenter import Slide
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.text import fit, one_line

if TYPE_CHECKING:
    from tui.app import Auditbook

NAMES = 30  # cells for what is counted


class Trends(Screen[None]):
    """All counts, one below the other; the arrows scroll."""

    app: Auditbook
    AUTO_FOCUS = "Slide"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("trends")]

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Slide(id="slide"):
            yield Static("", id="page")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(TitleBar).where = "Trends over all audits"
        found = await self.app.read(trends.every)
        self.query_one("#page", Static).update(_page(found, self.size.width - 10))

    @background
    async def action_export(self) -> None:
        from exports import action_register

        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if folder:
            place = Path(folder).expanduser()
            path = await self.app.attempt(asyncio.to_thread(action_register.write, self.app.store, place))
            if path:
                self.app.say(str(path))

    def action_back(self) -> None:
        self.dismiss(None)


def _page(found: list[Series], width: int) -> Text:
    text = Text()
    for series in found:
        text.append(f"{series.title}\n", "bold")
        if not series.most:
            text.append("nothing to count yet\n", "dim")
        for name, count in series.counts if series.most else ():
            bar = GLYPHS.bar * round(count / series.most * max(width - NAMES - 8, 4))
            text.append(f"{fit(one_line(name), NAMES)} {count:>4}  {bar}\n")
        text.append("\n")
    return text

"""The audit programme: coverage, alarms, the plan of a year, what speaks for it, its terms."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from data import clock
from data.rules.alarms import raised
from data.work.planning import Picture
from tui import keys
from tui.background import background
from tui.glyphs import GLYPHS
from tui.widgets.bars import KeyBar, TitleBar

if TYPE_CHECKING:
    from tui.app import Auditbook
    from tui.screens.programme.view import View

VIEWS = ("Coverage", "Alarms", "Plan", "Reasons", "Terms")
MODULES = ("coverage", "alarms", "plan", "reasons", "terms")


class ProgrammeScreen(Screen[None]):
    """Five views of one programme, one at a time."""

    app: Auditbook
    AUTO_FOCUS = ""  # a view says itself what is focused, when it is whole
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("programme")]

    def __init__(self, view: int = 1) -> None:
        super().__init__()
        self.at = view
        self.views: dict[int, View] = {}
        self._loading = asyncio.Lock()
        self._ahead: list[Key] = []

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield Static("", id="views", markup=False)
        yield Container(id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = "Programme"
        self.open_view(self.at)

    @property
    def view(self) -> View | None:
        """The view that is shown, once it is there."""
        return self.views.get(self.at)

    @background
    async def open_view(self, at: int, key: str = "") -> None:
        """Show a view; `key` is a ref to go to in it."""
        await self.show_view(at)
        if key and self.view:
            reveal = getattr(self.view, "reveal", None)
            if reveal:
                reveal(key)

    async def show_view(self, at: int) -> None:
        """Show a view; it is built the first time, when the store is open."""
        await self.app.store_ready.wait()
        if self.view and at != self.at:
            await self.view.leave()
            self.set_focus(None)
            self.view.display = False
        self.at = at
        self._name_views()
        view = self.views.get(at)
        if view is None:
            module = import_module(f"tui.screens.programme.{MODULES[at - 1]}")
            view = self.views[at] = module.VIEW()
            await self.query_one("#body").mount(view)
        view.display = True
        await self.reload()
        if self.focused is None:
            view.focus_first()

    def _name_views(self) -> None:
        line = Text(" ")
        for digit, name in enumerate(VIEWS, 1):
            style = Style(bold=True, reverse=True) if digit == self.at else Style()
            line.append(f"{digit} {name}", style)
            line.append("  ")
        self.query_one("#views", Static).update(line)

    async def reload(self) -> Picture | None:
        """Read the programme and show it, one at a time; one is begun where there is none."""
        async with self._loading:
            return await self._reload()

    async def _reload(self) -> Picture | None:
        from data.work import planning, programme

        today = clock.today()
        picture = await self.app.read(planning.picture, today)
        if picture is None:
            await self.app.attempt(self.app.write(programme.begin, today))
            picture = await self.app.read(planning.picture, today)
        if picture and self.is_attached and self.view:
            years = picture.seen.terms.years
            title = self.query_one(TitleBar)
            title.where = f"Programme {years[0]}{GLYPHS.dash}{years[-1]} {GLYPHS.pointer} {VIEWS[self.at - 1]}"
            oldest, when = picture.seen.oldest
            alarmed = raised(picture.alarms)
            words = f"{alarmed} alarm{'s' if alarmed != 1 else ''}" if alarmed else "no alarm"
            title.left = f"{words} {GLYPHS.dot} oldest {oldest}, {when}" if oldest else words
            await self.view.show(picture)
        return picture

    async def new_audit(self, **values: object) -> str:
        """Ask for a title and make an audit; returns its id, empty where it was left."""
        from data.work import audits

        title = await self.app.ask("What shall be audited? A short title")
        if not title:
            return ""
        made = await self.app.attempt(self.app.write(audits.create, title, **values))
        return made.id if made else ""

    def show_saved(self, trouble: str) -> None:
        """Show whether all that was typed is in the store."""
        self.query_one(TitleBar).state = "NOT SAVED" if trouble else ("saved" if self.app.store.saved else "saving")

    def on_screen_resume(self) -> None:
        if self.view:
            self.refresh_all()

    @background
    async def refresh_all(self) -> None:
        """Show what was changed elsewhere meanwhile."""
        await self.reload()

    def action_view(self, at: int) -> None:
        if at != self.at:
            self.set_focus(None)  # what is typed behind the digit is meant for the view that is coming
        self.open_view(at)

    def on_key(self, event: Key) -> None:
        """While nothing has the focus, a view is about to get it: what is typed ahead waits for that."""
        if self.focused is None and not event.key.isdigit():
            event.stop()
            event.prevent_default()
            self._ahead.append(event)

    def on_descendant_focus(self) -> None:
        typed, self._ahead = self._ahead, []
        for event in typed:
            self.app.post_message(Key(event.key, event.character))

    def action_search(self) -> None:
        self.app.action_search()

    def action_help(self) -> None:
        self.app.action_help()

    @background
    async def action_undo(self) -> None:
        from data.work import search

        said = await self.app.attempt(self.app.write(search.undo, self.app.store.sitting))
        if said:
            await self.reload()
            self.app.say(said)

    @background
    async def action_export(self) -> None:
        from exports.programme import FORMATS, export

        choices = [(",".join(FORMATS), "all of them")]
        choices += [(name, f"{name}: {words}") for name, words in FORMATS.items()]
        chosen = await self.app.pick("Export the programme as", choices)
        if not chosen:
            return
        folder = await self.app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there")
        if not folder:
            return
        self.app.say("exporting …")
        place = Path(folder).expanduser()
        made = await self.app.attempt(
            asyncio.to_thread(export, self.app.store, chosen.split(","), place, clock.today())
        )
        if made:
            self.app.say(f"In {folder}: {', '.join(one.path.name for one in made)}")

    @background
    async def action_back(self) -> None:
        if self.view:
            await self.view.leave()
        self.dismiss(None)

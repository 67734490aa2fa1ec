"""The app: it paints first, opens the store behind the picture, and hands every key on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Event, Key
from textual.message import Message
from textual.screen import Screen

from data import clock, glance
from data.errors import AuditbookError, StoreError
from data.rules.stages import STAGES
from tui import config, keys
from tui.ahead import Ahead
from tui.background import background
from tui.screens.ask import Ask, Leader, Pick
from tui.screens.home import Home
from tui.screens.workspace import Workspace
from tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from sqlmodel import Session
    from textual.driver import Driver

    from data.rules.finding_quality import Settings
    from data.sharing import Ear, Merged
    from data.store import Store

LISTEN_SECONDS = 0.4

P = ParamSpec("P")
T = TypeVar("T")


class Auditbook(App[int]):
    """The program. `start` is where to open: audit number, stage from 1, meeting label; empty for where it was left."""

    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    TITLE = "Auditbook"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("anywhere"),
        # The terminal's own key for this, and no key of ours: in the raw mode it comes to us.
        Binding("ctrl+z", "suspend_process", "put the program aside", show=False, priority=True, id="terminal.suspend"),
    ]

    class Trouble(Message):
        """What the writer heard: a hindrance, or "" after a save."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class NoteMerged(Message):
        """A note that is open here was also typed into in another window."""

        def __init__(self, merged: Merged) -> None:
            super().__init__()
            self.merged = merged

    def __init__(self, path: Path, who: str, start: tuple[str, int, str] = ("", 0, ""), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.path, self.who, self.start = path, who, start
        self.glance = glance.look(path, clock.today(), who)
        self.drafts: dict[str, str] = {}
        self.ahead = Ahead(self)
        self.store_ready = asyncio.Event()
        self.failure = ""
        self._store: Store | None = None
        self._trouble = ""
        self._ear: Ear | None = None
        self._listening = False
        self.set_keymap(config.keymap())

    async def on_event(self, event: Event) -> None:
        """Every key comes in here first: it waits while the key before it is still being answered."""
        if isinstance(event, Key) and not event.is_forwarded and self.ahead.enters(event):
            return
        await super().on_event(event)

    def on_key(self, event: Key) -> None:
        """A key that no widget has taken."""
        if self.ahead.bubbles(event):
            event.stop()
            event.prevent_default()

    # -- the store ----------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The open store. Only to be used after `store_ready`."""
        if self._store is None:
            raise RuntimeError("the store is not open yet")
        return self._store

    async def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the record, in a thread."""
        await self.store_ready.wait()
        return await asyncio.to_thread(lambda: self.store.read(query, *args, **kwargs))

    async def write(self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Change the record, in the writer's thread. Raises what the change raises."""
        await self.store_ready.wait()
        return await asyncio.wrap_future(self.store.submit(change, *args, **kwargs))

    async def attempt(self, doing: Awaitable[T]) -> T | None:
        """Await it; where the program has an answer for what goes wrong, say it and give None."""
        try:
            return await doing
        except AuditbookError as error:
            self.say(str(error), wrong=True)
            return None

    @cached_property
    def finding_settings(self) -> Settings:
        """What the house decided about the finding linter; what cannot be read is said once and left at its default."""
        from data.rules.finding_quality import Settings

        try:
            return config.findings()
        except AuditbookError as error:
            self.say(str(error), wrong=True)
            return Settings()

    @work(thread=True, exit_on_error=False)
    def open_store(self) -> None:
        """Import the database layer and open the store, while the first screen is already there."""
        try:
            from data.sharing import Ear
            from data.store import Store
            from data.work import drafts

            store = Store.open(self.path, self.who)
            known = store.read(drafts.of, "")
            self._ear = Ear(store.path, store.sitting)
        except AuditbookError as error:
            self.call_from_thread(self.give_up, str(error))
        else:
            self.call_from_thread(self.store_opened, store, known)

    def store_opened(self, store: Store, drafts: dict[str, str]) -> None:
        """The store is there: what waited for it goes on."""
        self._store = store
        self.drafts.update(drafts)
        store.heard = self._heard
        store.shared.told = self._note_merged
        self.store_ready.set()
        self.set_interval(LISTEN_SECONDS, self.listen)
        if self.start[0] and isinstance(self.screen, Home):
            self.open_start()

    def _heard(self, words: str) -> None:
        """Called in the writer's thread."""
        self.post_message(self.Trouble(words))

    async def listen(self) -> None:
        """Take over what another window has changed."""
        if self._listening or self._ear is None:
            return
        from data.models import Note

        self._listening = True
        try:
            heard = await asyncio.to_thread(self._ear.listen, self.store.shared.versions())
        except StoreError as error:
            self._ear = None
            self.say(str(error), wrong=True)
            return
        finally:
            self._listening = False
        for note_id in heard.notes:
            self.store.keep(Note, note_id)  # the writer finds the other window's text and merges it
        if heard.record:
            for screen in self.screen_stack:
                if isinstance(screen, Workspace | Home):
                    screen.changed_elsewhere()

    def on_auditbook_note_merged(self, event: NoteMerged) -> None:
        from tui.widgets.note import NotePane

        merged = event.merged
        panes = [pane for screen in self.screen_stack for pane in screen.query(NotePane)]
        panes = [pane for pane in panes if pane.row.id == merged.note_id]
        for pane in panes:
            pane.take(merged)
        if not panes:
            self.store.submit(lambda _session: self.store.shared.let_go(merged.note_id, merged.turn))
            return
        if merged.both:
            self.say("This note was typed into in another window too: both texts are in it, nothing is lost.")
        else:
            self.say("This note was changed in another window; what was typed there is here now.")

    def _note_merged(self, merged: Merged) -> None:
        """Called in the writer's thread."""
        self.post_message(self.NoteMerged(merged))

    def give_up(self, words: str) -> None:
        """End with one clear line."""
        self.failure = words
        self.exit(2)

    def on_auditbook_trouble(self, event: Trouble) -> None:
        if not self.screen_stack:
            return  # the last save was heard when the program had ended
        if event.words and event.words != self._trouble:
            self.say(event.words, wrong=True)
        self._trouble = event.words
        if isinstance(self.screen, Workspace):
            self.screen.show_saved(event.words)

    def keep_draft(self, place: str, text: str) -> None:
        """Keep what is typed into a place that has no row of its own."""
        self.drafts[place] = text
        if self._store:
            from data.work import drafts

            self._store.submit(drafts.keep, place, text)

    # -- coming and going ---------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        chosen = config.theme()
        self.theme = chosen if chosen in self.available_themes else config.THEME
        loop = asyncio.get_running_loop()
        for sent in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(sent, self.action_quit_now)
        self.push_screen(Home())
        audit_id, number, stage, meeting = self.glance.left_at
        wanted = self.start[0]
        if not wanted and audit_id:
            self.push_screen(Workspace(audit_id, number, stage or 1, meeting))
        elif wanted and any(line.number == wanted for line in self.glance.audits):
            self.open_start()
        self.call_after_refresh(self.open_store)

    def open_start(self) -> None:
        """Open the audit that the command line named."""
        wanted, at, label = self.start
        self.glance = glance.look(self.path, clock.today(), self.who)
        line = next((line for line in self.glance.audits if line.number.lower() == wanted.lower()), None)
        if line is None:
            known = ", ".join(line.number for line in self.glance.audits) or "none yet"
            self.give_up(f"There is no audit {wanted} in this store (audits: {known}).")
        else:
            stage = (
                at
                or (self.glance.left_at[2] if self.glance.left_at[0] == line.id else 0)
                or 1 + STAGES.index(line.stage)
            )
            self.push_screen(Workspace(line.id, line.number, 4 if label else stage, label))

    def action_quit_now(self) -> None:
        """End cleanly: on Ctrl+Q, a closed line, a signal. The writer saves what waits."""
        self.exit(0)

    def action_suspend_process(self) -> None:
        """Ctrl+Z: back to the shell; `fg` brings the program back. Everything is saved, whatever happens meanwhile."""
        if sys.platform == "win32" or os.getpgrp() == os.getsid(0):
            self.say("There is no shell here to put the program aside for. Ctrl+Q quits; everything is saved.")
        else:
            self._suspend_signal()
            os.killpg(os.getpgrp(), signal.SIGTSTP)  # with what started it, as the terminal would

    def action_quit(self) -> None:  # type: ignore[override]
        self.action_quit_now()

    def close_store(self) -> None:
        """Save what waits and close the file; after the screen is given back."""
        if self._store:
            self._store.close()
        if self._ear:
            self._ear.close()

    # -- for every screen ---------------------------------------------------------------------------------------

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Say something in the bottom line."""
        if not self.screen_stack:
            return  # nobody is there any more
        bars = self.screen.query(KeyBar)
        if bars:
            bars.first().tell(words, wrong=wrong)
        else:
            self.notify(words, severity="error" if wrong else "information", markup=False)

    async def ask(self, question: str, value: str = "", hint: str = "", *, empty: bool = False) -> str | None:
        """Ask for one line; None when it was left."""
        return await self.push_screen_wait(Ask(question, value, hint, empty=empty))

    async def pick(
        self, question: str, choices: Iterable[tuple[str, str]], *, free: bool = False, current: str = ""
    ) -> str | None:
        """Let choose from (key, words); None when it was left."""
        return await self.push_screen_wait(Pick(question, list(choices), free=free, current=current))

    @background
    async def action_leader(self) -> None:
        words = "  ".join(f"{digit} {name}" for digit, name in enumerate(STAGES, 1))
        digit = await self.push_screen_wait(Leader(f"Go to: {words}  0 home"))
        if digit == "0":
            while not isinstance(self.screen, Home) and len(self.screen_stack) > 2:
                self.pop_screen()
        elif digit and isinstance(self.screen, Workspace):
            self.screen.action_stage(int(digit))

    def action_search(self) -> None:
        from tui.screens.search import Search

        if not isinstance(self.screen, Search):
            self.push_screen(Search())

    def action_help(self) -> None:
        from tui.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push_screen(Help([binding.binding.id or "" for binding in self.screen.active_bindings.values()]))

    def action_new_finding(self) -> None:
        if isinstance(self.screen, Workspace):
            self.screen.new_finding()

    def action_new_evidence(self) -> None:
        if isinstance(self.screen, Workspace):
            self.screen.new_evidence()

    def action_repaint(self) -> None:
        from tui.terminal import repaint

        repaint(self)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what the keys do where I am, then what the program as a whole does."""
        seen = set()
        for active in screen.active_bindings.values():
            key = next((key for key in keys.KEYS if key.id == active.binding.id), None)
            if key and key.id not in seen and key.where not in ("list", "form") and key.call != "command_palette":
                seen.add(key.id)
                node, call = active.node, active.binding.action
                yield SystemCommand(
                    f"{key.does[0].upper()}{key.does[1:]}",
                    f"{keys.name(key.keys)}",
                    lambda node=node, call=call: self.run_call(call, node),
                )
        yield SystemCommand("Put the program aside", "Ctrl+Z; fg brings it back", self.action_suspend_process)
        for name in sorted(self.available_themes):
            yield SystemCommand(
                f"Colours: {name}", "change the colours of the screen", lambda name=name: self.set_colours(name)
            )

    def run_call(self, call: str, node: Any) -> None:
        """Run a binding's action as if its key had been pressed."""
        self.call_later(self.run_action, call, node)

    def set_colours(self, name: str) -> None:
        """Change the theme and remember it."""
        self.theme = name
        config.remember_theme(name)


def driver() -> type[Driver] | None:
    """The driver that sends only the cells that changed; Textual's own where there is no Unix terminal."""
    if sys.platform == "win32":
        return None
    from tui.terminal import LeanDriver

    return LeanDriver


def run(path: Path, who: str = "", start: tuple[str, int, str] = ("", 0, "")) -> int:
    """Run the program on a store. Returns the exit code; a failure is one line on stderr."""
    import getpass

    who = who or os.environ.get("AUDITBOOK_USER", "") or getpass.getuser()
    app = Auditbook(path, who, start, driver_class=driver())
    try:
        code = app.run(mouse=False)
    finally:
        app.close_store()
    if app.failure:
        print(f"auditbook: {app.failure}", file=sys.stderr)  # noqa: T201 - the screen is given back, this is the last word
    return code if code is not None else app.return_code or 0

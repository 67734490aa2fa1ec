"""Keys that come while the key before them is still being answered.

A letter in a list may open a question, change the record, move the cursor: for some milliseconds the screen is not yet
what the auditor types into. Keys that come meanwhile wait, and are given out in their order when the answer is there:
when the work is done, or a question of its own stands ready for them. What takes longer (an export, an import) runs
beside the keys.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.events import Key

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen
    from textual.worker import Worker

MOST = 0.5  # seconds that keys wait for one answer
STEP = 0.005


@dataclass
class Hold:
    """Work that answers a key: from which screen it began, and since when the keys wait for it."""

    worker: Worker[Any]
    screen: Screen[Any]
    since: float | None = None


class Ahead:
    """The keys that wait, and for what."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._holds: list[Hold] = []
        self._late: list[Key] = []  # given out again, not yet come in
        self._bubbled: list[Key] = []
        self._again: list[Key] = []
        self._fresh: list[Key] = []

    def hold(self, worker: Worker[Any]) -> None:
        """Let keys wait for this work."""
        self._holds.append(Hold(worker, self.app.screen))
        if len(self._holds) == 1:
            asyncio.get_running_loop().create_task(self._watch())

    @property
    def holding(self) -> bool:
        """Whether keys wait now."""
        return bool(self._late or self._waiting or self._unanswered)

    @property
    def _unanswered(self) -> bool:
        """Whether some work is neither done nor asks something, and has not taken long yet."""
        now, screen = asyncio.get_running_loop().time(), self.app.screen
        self._holds = [hold for hold in self._holds if not hold.worker.is_finished]
        found = False
        for hold in self._holds:
            asks = screen is not hold.screen and screen.focused is not None
            hold.since = None if asks else hold.since or now
            found = found or (hold.since is not None and now - hold.since < MOST)
        return found

    @property
    def _waiting(self) -> list[Key]:
        return [*self._bubbled, *self._again, *self._fresh]

    def enters(self, event: Key) -> bool:
        """Whether a key that comes in has to wait; asked before anything else sees it."""
        if not any(late is event for late in self._late):
            if waits := self.holding:
                self._fresh.append(event)
            return waits
        self._late = [late for late in self._late if late is not event]
        if waits := self._unanswered:
            self._again.append(event)
        elif not self._late:
            self.app.call_later(self._give)
        return waits

    def bubbles(self, event: Key) -> bool:
        """Whether a key that no widget has taken has to wait: the key before it has begun something meanwhile."""
        if waits := self._unanswered:
            self._bubbled.append(event)
        return waits

    async def _watch(self) -> None:
        """Give the keys out as soon as nothing is in their way."""
        while self._holds:
            if not self._unanswered:
                self._give()
            await asyncio.sleep(STEP)
        self._give()

    def _give(self) -> None:
        if self._late or self._unanswered:
            return
        waiting = self._waiting
        self._bubbled, self._again, self._fresh = [], [], []
        # sent as by the driver: a message goes no further up than to its sender
        self._late = [Key(event.key, event.character).set_sender(self.app) for event in waiting]
        for event in self._late:
            self.app.post_message(event)

"""Keys that come while the key before them is still being answered.

A letter in a list may open a question, change the record, move the cursor: for some milliseconds the screen is not yet
what the auditor types into. Keys that would act on it meanwhile wait, and then go where they were meant to go, in their
order. Text that is typed into a field never waits: its widget has taken it before this is asked.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual.events import Key

if TYPE_CHECKING:
    from textual.app import App
    from textual.worker import Worker

MOST = 0.5  # seconds; what takes longer (an export, an import) runs beside the keys
STEP = 0.005


class Ahead:
    """The keys that wait, and for what."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self.waiting: list[Key] = []
        self._pending = 0

    def hold(self, worker: Worker[object]) -> None:
        """Let keys wait until the work is done, has put a screen of its own up, or takes long."""
        self._pending += 1
        asyncio.get_running_loop().create_task(self._release(worker))

    @property
    def holding(self) -> bool:
        """Whether keys wait now."""
        return self._pending > 0

    def takes(self, event: Key) -> bool:
        """Whether the key waits now; it is given out again later."""
        if self.holding:
            self.waiting.append(event)
        return self.holding

    async def _release(self, worker: Worker[object]) -> None:
        screen = self.app.screen
        for _ in range(round(MOST / STEP)):
            if worker.is_finished or (self.app.screen is not screen and self.app.screen.focused is not None):
                break
            await asyncio.sleep(STEP)
        self._pending -= 1
        if not self.holding:
            waiting, self.waiting = self.waiting, []
            for event in waiting:
                # sent as by the driver: a message goes no further up than to its sender
                self.app.post_message(Key(event.key, event.character).set_sender(self.app))

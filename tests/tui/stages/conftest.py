"""The program on a small audit, driven by keys at 80x24."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data.store import Store, opened
from data.work import audits, checklist
from tui.app import Auditbook
from tui.screens.workspace import Workspace
from tui.widgets.rows import Rows

PATIENCE = 400


class Desk(NamedTuple):
    """The running program, its pilot, and the audit that is open."""

    app: Auditbook
    pilot: Pilot[Any]
    audit_id: str

    async def keys(self, *keys: str) -> None:
        """Press keys, and wait until what they began is done."""
        await self.pilot.press(*keys)
        await self.settle()

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.keys(*("space" if char == " " else char for char in text))

    async def answer(self, *texts: str) -> None:
        """Put each text into the question that is open, as a paste does, and press Enter."""
        for text in texts:
            await self.until(lambda: bool(self.app.screen.query("#answer")))
            self.app.screen.query_one("#answer", Input).insert_text_at_cursor(text)
            await self.keys("enter")

    async def settle(self) -> None:
        """Wait until the workers that wait for nobody are done."""
        for _ in range(3):
            await self.pilot.pause()
        await self.until(lambda: not self.busy)

    @property
    def busy(self) -> bool:
        """Whether a worker goes on that waits for no answer."""
        asking = len(self.app.screen_stack) > 3
        return self.app.ahead.holding or (not asking and any(worker.is_running for worker in self.app.workers))

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true."""
        for _ in range(PATIENCE):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it did not come true")

    @property
    def workspace(self) -> Workspace:
        """The audit's screen."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Workspace))

    def rows(self, selector: str) -> list[str]:
        """The lines of a list, each as one text."""
        found = self.app.screen.query_one(selector, Rows)
        return [
            " | ".join(str(cell if isinstance(cell, str) else cell.text) for cell in line.cells) for line in found.lines
        ]

    def words(self, selector: str) -> str:
        """What a line of the screen says."""
        return str(self.workspace.query_one(selector, Static).render())

    def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Ask the record."""
        return self.app.store.read(query, *args, **kwargs)


@pytest.fixture
def audit(tmp_path: Path) -> tuple[Path, str, str]:
    """The path of a store with one audit, its number and its id."""
    path = tmp_path / "desk.sqlite"
    with opened(path, "tester") as store:
        made = _audit(store)
        return path, made.number, made.id


def _audit(store: Store) -> Any:
    audit = store.write(
        audits.create,
        "Access and people",
        starts="2026-10-12",
        ends="2026-10-14",
        period_from="2026-01-01",
        period_to="2026-09-30",
    )
    store.write(audits.set_scope, audit.id, "7.3, A.5.15-A.5.18, A.6.8, A.8.13")
    store.write(checklist.prepare, audit.id)
    return audit


@pytest.fixture
def sit(audit: tuple[Path, str, str]) -> Callable[..., Any]:
    """Open the program in a stage: `async with sit(6) as desk`."""

    @asynccontextmanager
    async def at(stage: int, label: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
        path, number, audit_id = audit
        app = Auditbook(path, "tester", (number, stage, label))
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot, audit_id)
            await desk.until(lambda: isinstance(app.screen, Workspace) and app.screen.focused is not None)
            await desk.settle()
            yield desk
        app.close_store()

    return at


@pytest.fixture
def seed(audit: tuple[Path, str, str]) -> Callable[..., Any]:
    """Change the record before the program is opened: `seed(meetings.begin, "interview")` on the audit."""

    def change(doing: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        path, _, audit_id = audit
        with opened(path, "tester") as store:
            return store.write(doing, audit_id, *args, **kwargs)

    return change

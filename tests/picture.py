"""Takes the README's picture from the program itself: `python tests/picture.py`. It is no test; it only shows the demo's interview."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from data import demo
from data.store import opened
from tui.app import Auditbook
from tui.widgets.note import NoteText


async def take(target: Path) -> None:
    """Build the demo, open its interview and save the screen without references to anything outside."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.sqlite"
        with opened(path, "auditor") as store:
            number = demo.build(store, date(2026, 11, 20))
        app = Auditbook(path, "auditor", (number, 4, "M-02"))
        async with app.run_test(size=(100, 30)) as pilot:
            while not app.screen.query(NoteText):
                await pilot.pause(0.05)
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            picture = app.export_screenshot(title="auditbook")
        app.close_store()
    target.write_text(re.sub(r"@font-face\s*\{.*?\}", "", picture, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take(ROOT / "picture.svg"))

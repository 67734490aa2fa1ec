"""How long a sample of 60 items by 6 attributes takes to mark: `python tests/bench/sampling_grid.py`.

All 360 keys are handed over at once, as if typed without a pause: how long until the screen has them all, and the store.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual.events import Key

from data.imports.tables import read_table
from data.store import opened
from data.work import audits, sampling
from tui.app import Auditbook
from tui.widgets.grid import Cells, Grid

ITEMS, LETTERS = 60, "ABCDEF"


def prepare(folder: Path) -> None:
    """A store with one drawn sample."""
    path = folder / "list.csv"
    path.write_text("Leaver,Kind\n" + "".join(f"L-{n:03d},employee\n" for n in range(200)))
    with opened(folder / "a.sqlite", "bench") as store:
        audit = store.write(audits.create, "Access", starts="2026-01-01")
        known = dict.fromkeys(sampling.QUESTIONS, "known")
        population = store.write(sampling.take_in, audit.id, read_table(path), path, "Leaver", **known)
        letters = [{"letter": letter, "text": "as required"} for letter in LETTERS]
        store.write(sampling.draw, population.id, ITEMS, "seed", attributes=letters)


async def mark(folder: Path) -> tuple[float, float, float]:
    """Seconds until all marks are shown, seconds until all are stored, processor seconds a key."""
    app = Auditbook(folder / "a.sqlite", "bench", ("AUD-2026-01", 5, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.focused:
            await pilot.pause(0.05)
        await pilot.press("end", "enter")
        while not app.screen.query(Grid) or not app.screen.query_one(Grid).items:
            await pilot.pause(0.05)
        grid = app.screen.query_one(Grid)
        while not isinstance(app.focused, Cells):
            await pilot.pause(0.05)
        began, used = time.perf_counter(), time.process_time()
        for _ in range(ITEMS * len(LETTERS)):
            app.post_message(Key("y", "y"))
        while len(grid.signs) < ITEMS * len(LETTERS):
            await asyncio.sleep(0.005)
        shown, each = time.perf_counter() - began, (time.process_time() - used) / (ITEMS * len(LETTERS))
        while len(app.store.read(sampling.results, grid.sample.id)) < ITEMS * len(LETTERS):
            await asyncio.sleep(0.02)
        stored = time.perf_counter() - began
    app.close_store()
    return shown, stored, each


def main() -> None:
    """Measure once."""
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        shown, stored, each = asyncio.run(mark(Path(name)))
    count = ITEMS * len(LETTERS)
    print(
        f"{count} marks: shown after {shown:.2f} s ({shown / count * 1000:.1f} ms a key), stored after {stored:.2f} s"
    )
    print(f"processor time a key, painting and storing included: {each * 1000:.1f} ms")


if __name__ == "__main__":
    main()

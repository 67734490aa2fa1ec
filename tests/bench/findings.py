"""The list of findings with 1,000 of them: opened, narrowed by one letter after the other, sorted, marked.

    python tests/bench/findings.py [COUNT]

Prints milliseconds, each beside the same with ten findings in the same run: the ratio says what the findings cost.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from data.rules.register import fitting, words_of
from data.store import opened
from data.work import audits, findings, register
from tui.app import Auditbook
from tui.stages.findings import FindingRows
from tui.stages.findings.stage import Findings

CONDITION = "HR supplied all 61 leavers of the period. 25 were drawn at random; 3 accounts were closed late. " * 3


def filled(path: Path, count: int) -> str:
    """A store with so many findings; returns the audit's id."""
    with opened(path, "bench") as store:
        audit = store.write(audits.create, "Bench", starts="2026-01-01")

        def raise_all(session: object) -> None:
            for number in range(count):
                findings.raise_finding(
                    session,  # type: ignore[arg-type]
                    audit.id,
                    f"Accounts closed late in unit {number}",
                    grade=("minor", "major", "ofi")[number % 3],
                    ref=f"A.5.{number % 37 + 1}",
                    condition=CONDITION,
                )

        store.write(raise_all)
        return audit.id


async def measured(path: Path) -> dict[str, float]:
    """What each thing takes, in milliseconds."""
    app = Auditbook(path, "bench", ("AUD-2026-01", 8, ""))
    told: dict[str, float] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await app.store_ready.wait()
        await pilot.pause(0.5)

        async def timed(name: str, key: str, done: Callable[[], object]) -> None:
            began = time.perf_counter()
            await pilot.press(key)
            while not done():
                await asyncio.sleep(0)
            told[name] = 1000 * (time.perf_counter() - began)

        def rows() -> FindingRows | None:
            return next(iter(app.screen.query(FindingRows)), None)

        await timed("open", "7", lambda: (found := rows()) and found.lines and found.has_focus)
        pane = app.screen.query_one(Findings)
        await pilot.pause(2)  # the linter counts
        await timed("filter", "f", lambda: app.focused and app.focused.id == "filter")
        for letter in "unit":
            await timed(f"letter {letter}", letter, lambda: True)
        await timed("back", "enter", lambda: (found := rows()) and found.has_focus)
        await timed("mark", "m", lambda: pane.marked)
        await timed("end", "end", lambda: (found := rows()) and found.cursor == len(found.lines) - 1)
    app.close_store()
    return told


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    told = []
    for number in (10, count):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.sqlite"
            audit_id = filled(path, number)
            found = asyncio.run(measured(path))
            with opened(path, "bench") as store:
                began = time.perf_counter()
                entries = store.read(register.entries, audit_id)
                found["read alone"] = 1000 * (time.perf_counter() - began)
            words = [words_of(entry, "2026-10-12") for entry in entries]
            began = time.perf_counter()
            fitting(words, "minor unit 7")
            found["filter alone"] = 1000 * (time.perf_counter() - began)
            told.append(found)
    print(f"{'':14}{10:>10}{count:>10}{'ratio':>8}")
    for name in told[0]:
        print(f"{name:14}{told[0][name]:10.1f}{told[1][name]:10.1f}{told[1][name] / told[0][name]:8.1f}")


if __name__ == "__main__":
    main()

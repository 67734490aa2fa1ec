"""How long a population of 100,000 rows takes: `python tests/bench/population.py`. Budget: 3 s and 300 MB; a draw 1 s.

Seconds of computing, because the clock on the wall also counts what else the machine does; memory is the whole process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

ROWS, COLUMNS = 100_000, ("Leaver", "Department", "Kind", "Place", "Last day", "Notice entered")


def make(folder: Path) -> list[Path]:
    """The same list as CSV and as a workbook."""
    from openpyxl import Workbook

    rows = [(f"L-{n:06d}", f"Team {n % 7}", "employee", "Hull", "2026-03-04", "2026-02-01") for n in range(ROWS)]
    lines = [",".join(row) for row in (COLUMNS, *rows)]
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Leavers")
    for row in (COLUMNS, *rows):
        sheet.append(row)
    book.save(folder / "list.xlsx")
    return [folder / "list.csv", folder / "list.xlsx"]


def measure(path: Path) -> None:
    """Take one file in and draw from it."""
    from data.imports.tables import read_table
    from data.store import opened
    from data.work import audits, sampling

    with opened(path.parent / f"{path.name}.sqlite", "bench") as store:
        audit = store.write(audits.create, "Leavers", starts="2026-01-01")
        began = time.process_time()
        table = read_table(path)
        known = dict.fromkeys(sampling.QUESTIONS, "known")
        population = store.write(sampling.take_in, audit.id, table, path, "Leaver", **known)
        taken = time.process_time() - began
        began = time.process_time()
        store.write(sampling.draw, population.id, 60, "seed")
        drawn = time.process_time() - began
        began = time.process_time()
        store.write(sampling.draw, population.id, 60, "seed", method="stratified", stratum="Department")
        stratified = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{path.suffix[1:]:5} {ROWS:,} rows taken in {taken:.2f} s, drawn {drawn:.2f} s, stratified {stratified:.2f} s, "
        f"at most {most:.0f} MB"
    )


def main() -> None:
    """Measure each file in a process of its own."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as name:
        for path in make(Path(name)):
            subprocess.run([sys.executable, __file__, str(path)], check=True)


if __name__ == "__main__":
    main()

"""What a typed key costs: bytes on the line, and milliseconds until it is seen.

    python tests/bench/typed_keys.py [--keys 200] [--rounds 2] [--lines 24000]

Types the same text into Textual's text area on Textual's driver, into the same on our driver, into our text area on our
driver, and into the whole program, with an empty note and with one of 1 MB, in turn, so that all meet the same weather on
the machine. Then it says whether the product's bounds hold for the program: at most 60 bytes a key in the median and 400 at
the 99th percentile, and how much later a key is seen than in Textual's own bare text area and, in the long note, than in
the empty one. Exit 0 if the bytes hold, and if our text area alone is no slower than Textual's; 1 if not. `--lines` is the
length of the text typed into in the first three; 24000 lines are about 1 MB.

Measures with the terminal bench of the shared folder; says so in one line where that is not there.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
BENCH = ROOT.parent / "shared" / "bench" / "tty_bench.py"
BARE, LEAN, EMPTY, LONG = "Textual's", "our driver and text area", "the program, empty note", "the program, 1 MB note"
PROGRAMS = {
    BARE: ("stock", "bare"),
    "our driver": ("stock", "lean"),
    LEAN: ("lean", "lean"),
    EMPTY: ("program", "0"),
    LONG: ("program", "24000"),
}
SIZES = ((80, 24), (200, 50))
MEDIAN_BYTES, P99_BYTES = 60, 400


@dataclass
class Figures:
    """What was measured of one program at one size."""

    sizes: list[int] = field(default_factory=list)  # bytes for each key
    paints: list[float] = field(default_factory=list)  # milliseconds until each key was seen
    processor: list[float] = field(default_factory=list)  # milliseconds a key, for each round
    unseen: int = 0

    def add(self, other: Figures) -> None:
        """Take another round into account."""
        self.sizes += other.sizes
        self.paints += other.paints
        self.processor += other.processor
        self.unseen += other.unseen


def run_program(area_kind: str, driver_kind: str, lines: int) -> None:
    """Be the program that is measured: a text area and nothing else, the cursor below so many lines."""
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    from tui.terminal import LeanDriver
    from tui.widgets.lean import LeanTextArea

    class Typing(App[None]):
        def compose(self) -> ComposeResult:
            text = "".join(f"line {number} of a log that somebody pasted\n" for number in range(lines)) + "READY\n"
            area = LeanTextArea(text, highlight_cursor_line=False) if area_kind == "lean" else TextArea(text)
            area.cursor_blink = False
            yield area

        def on_mount(self) -> None:
            area = self.query_one(TextArea)
            area.move_cursor(area.document.end)

    Typing(driver_class=LeanDriver if driver_kind == "lean" else None).run()


def program(folder: Path, lines: int) -> list[str]:
    """The command that opens the whole program on a note of so many lines, with the cursor at its end."""
    from data.models import Note
    from data.store import opened
    from data.work import audits, checklist, meetings

    path = folder / "audit.sqlite"
    with opened(path, "bench") as store:
        audit = store.write(audits.create, "Access")
        store.write(audits.set_scope, audit.id, "A.6")
        store.write(checklist.prepare, audit.id)
        note = store.read(meetings.note, store.write(meetings.begin, audit.id, "interview", "HR").id)
        text = "".join(f"line {number} of a log that somebody pasted\n" for number in range(lines)) + "READY\n"
        store.keep(Note, note.id, text=text, times=[audit.number] * (lines + 2), row=lines + 1, column=0)
    return [sys.executable, "-m", "tui", "--store", str(path), "open", audit.number, "--note", "M-01"]


def load_bench() -> Any:
    """The shared bench as a module."""
    spec = importlib.util.spec_from_file_location("tty_bench", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules["tty_bench"] = module  # its dataclasses look for themselves there
    spec.loader.exec_module(module)
    return module


def measure(bench: Any, kind: tuple[str, str], size: tuple[int, int], keys: int, lines: int) -> Figures:
    """One run of one program."""
    with tempfile.TemporaryDirectory() as folder:
        if kind[0] == "program":
            command = program(Path(folder), int(kind[1]))
        else:
            command = [sys.executable, str(Path(__file__).resolve()), "--be", *kind, "--lines", str(lines)]
        return run(bench, command, size, keys, folder)


def run(bench: Any, command: list[str], size: tuple[int, int], keys: int, folder: str) -> Figures:
    """Type into a program."""
    session = bench.TtySession(command, *size, env={"PYTHONPATH": str(ROOT), "AUDITBOOK_CONFIG": folder})
    result = bench.Result()
    try:
        bench.measure_start(session, "READY", 0.8, 60, result)
        first, sent, send = len(session.chunks), [], session.send

        def sending(data: bytes) -> float:
            sent.append(send(data))
            return float(sent[-1])

        session.send = sending
        bench.measure_typing(session, bench.sample_text(keys), 20, result)
    finally:
        session.send = send
        session.close(b"\x11")
    costs, key = [0] * len(sent), 0
    for chunk in session.chunks[first:]:
        while key + 1 < len(sent) and chunk.at >= sent[key + 1]:
            key += 1
        costs[key] += len(chunk.data)
    return Figures(costs, result.paints, [result.cpu_ms_per_key], result.unseen_keys)


def line(bench: Any, figures: Figures) -> str:
    """The figures as columns of the table."""
    sizes, paints = figures.sizes, figures.paints
    unseen = f"  {figures.unseen} keys unseen" if figures.unseen else ""
    median, p99 = statistics.median(sizes), bench.percentile(sizes, 0.99)
    seen = "".join(f"{bench.percentile(paints, share):8.1f}" for share in (0.5, 0.9, 0.99)) if paints else " never seen"
    return f"{median:8.0f}{p99:8}{max(sizes):8}{seen}{statistics.median(figures.processor):8.1f}{unseen}"


def within_bounds(bench: Any, found: dict[str, Figures]) -> bool:
    """Whether the product's promises are kept; prints how many times later a key is seen."""
    seen = {name: statistics.median(figures.paints) if figures.paints else 1e9 for name, figures in found.items()}
    for one, other in ((LEAN, BARE), (EMPTY, BARE), (LONG, EMPTY)):
        print(f"{'':9}a key is seen {seen[one] / seen[other]:.2f} times as late in {one} as in {other}")
    spare = all(
        not found[name].unseen
        and statistics.median(found[name].sizes) <= MEDIAN_BYTES
        and bench.percentile(found[name].sizes, 0.99) <= P99_BYTES
        for name in (LEAN, EMPTY, LONG)
    )
    return spare and seen[LEAN] <= seen[BARE]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--lines", type=int, default=0)
    parser.add_argument("--be", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.be:
        run_program(*arguments.be, arguments.lines)
        return 0
    if not BENCH.exists():
        print(f"skipped: {BENCH.relative_to(ROOT.parent)} is not beside this repository")
        return 0
    bench = load_bench()
    os.environ.pop("TEXTUAL_DRIVER", None)
    print(f"{'':34}{'bytes a key':>24}{'key to paint, ms':>24}{'CPU':>8}")
    print(f"{'':34}{'median':>8}{'p99':>8}{'max':>8}{'p50':>8}{'p90':>8}{'p99':>8}{'ms/key':>8}")
    holds = True
    for size in SIZES:
        found = {name: Figures() for name in PROGRAMS}
        for _ in range(arguments.rounds):
            for name, kind in PROGRAMS.items():
                found[name].add(measure(bench, kind, size, arguments.keys, arguments.lines))
        for name, figures in found.items():
            print(f"{size[0]:3}x{size[1]:<4}{name:26}{line(bench, figures)}", flush=True)
        holds = within_bounds(bench, found) and holds
    print("the bounds hold" if holds else "the bounds do NOT hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

"""Bytes and milliseconds for a typed key: `python tests/bench/typed_keys.py [--keys 500] [--rounds 3] [--lines 24000]`.

Types the same text into Textual's text area on Textual's driver, into the same on ours, and into ours on ours, in turn, so
that all three meet the same weather on the machine; prints a table and says whether the bounds of the product hold:
at most 60 bytes a key in the median and 400 at the 99th percentile, and key-to-paint no slower than Textual's own.
Exit 0 if they do, 1 if not. Measures with `../shared/bench/tty_bench.py`; without that file it says so and does nothing.
"""

from __future__ import annotations

import sys

sys.path[0] = __file__.rpartition("/tests/")[0] or "."

import argparse
import importlib.util
import os
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]
HARNESS = REPOSITORY.parent / "shared" / "bench" / "tty_bench.py"
APP = Path(__file__).with_name("typing_app.py")
PROGRAMS = {
    "Textual's": ("stock", "bare"),
    "ours, the terminal": ("stock", "lean"),
    "ours, terminal and text area": ("lean", "lean"),
}
SIZES = ((80, 24), (200, 50))
MEDIAN_BYTES, P99_BYTES = 60, 400


@dataclass
class Figures:
    """What was measured of one program at one size, over all rounds."""

    sizes: list[int] = field(default_factory=list)  # bytes for each key
    paints: list[float] = field(default_factory=list)  # milliseconds until each key was seen
    processor: list[float] = field(default_factory=list)  # milliseconds a key, for each round
    unseen: int = 0


def harness() -> ModuleType | None:
    """The shared bench, if it is on this machine."""
    if not HARNESS.exists():
        return None
    spec = importlib.util.spec_from_file_location("tty_bench", HARNESS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["tty_bench"] = module  # its dataclasses look for themselves there
    spec.loader.exec_module(module)
    return module


def measure(bench: ModuleType, program: tuple[str, str], size: tuple[int, int], keys: int, lines: int) -> Figures:
    """One run of one program."""
    os.environ["PYTHONPATH"] = str(REPOSITORY)
    session = bench.TtySession([sys.executable, str(APP), *program, str(lines)], *size)
    result = bench.Result()
    try:
        bench.measure_start(session, "READY", 0.8, 60, result)
        first = len(session.chunks)
        sent: list[float] = []
        send = session.send

        def sending(data: bytes) -> float:
            sent.append(send(data))
            return sent[-1]

        session.send = sending
        bench.measure_typing(session, bench.sample_text(keys), 20, result)
    finally:
        session.close(b"\x11")
    costs, key = [0] * len(sent), 0
    for chunk in session.chunks[first:]:
        while key + 1 < len(sent) and chunk.at >= sent[key + 1]:
            key += 1
        costs[key] += len(chunk.data)
    return Figures(costs, result.paints, [result.cpu_ms_per_key], result.unseen_keys)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lines", type=int, default=0, help="lines of text above the cursor; 24000 are about 1 MB")
    arguments = parser.parse_args()
    bench = harness()
    if bench is None:
        print(f"skipped: {HARNESS.relative_to(REPOSITORY.parent)} is not beside this repository")
        return 0
    print(f"{'':36}{'bytes a key':>22}{'key to paint, ms':>24}{'CPU':>8}")
    print(f"{'':36}{'median':>8}{'p99':>7}{'max':>7}{'p50':>9}{'p90':>7}{'p99':>8}{'ms/key':>8}")
    holds = True
    for size in SIZES:
        found = {name: Figures() for name in PROGRAMS}
        for _ in range(arguments.rounds):
            for name, program in PROGRAMS.items():
                one, all_of_it = measure(bench, program, size, arguments.keys, arguments.lines), found[name]
                all_of_it.sizes += one.sizes
                all_of_it.paints += one.paints
                all_of_it.processor += one.processor
                all_of_it.unseen += one.unseen
        for name, figures in found.items():
            paints = [bench.percentile(figures.paints, share) for share in (0.5, 0.9, 0.99)]
            median, p99 = statistics.median(figures.sizes), bench.percentile(figures.sizes, 0.99)
            print(
                f"{size[0]:3}x{size[1]:<3} {name:28}{median:8.0f}{p99:7}{max(figures.sizes):7}"
                f"{paints[0]:9.1f}{paints[1]:7.1f}{paints[2]:8.1f}{statistics.median(figures.processor):8.1f}"
                + (f"  {figures.unseen} keys unseen" if figures.unseen else "")
            )
        ours, bare = (found[name] for name in ("ours, terminal and text area", "Textual's"))
        holds = holds and statistics.median(ours.sizes) <= MEDIAN_BYTES
        holds = holds and bench.percentile(ours.sizes, 0.99) <= P99_BYTES and not ours.unseen
        holds = holds and statistics.median(ours.paints) <= statistics.median(bare.paints)
    print("the bounds hold" if holds else "the bounds do NOT hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

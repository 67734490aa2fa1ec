"""How long the program takes to its first settled screen, against a bare Textual program in the same run.

    python tests/bench/start.py [--runs N]

Uses the terminal bench of the shared folder; says so in one line where that is not there. It is a measurement and no test:
machines are noisy, so it alternates the two and prints the ratio of the medians. The budget is 1.25.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench" / "tty_bench.py"
HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("READY")

Hello().run()
"""


def settled(ready: str, *command: str) -> float:
    """Milliseconds from the start of a command until its screen stops changing, one run.

    A run in which the bench saw no end of the changes is done again: then the machine was busy with something else.
    """
    call = [sys.executable, str(BENCH), "--ready", ready, "--runs", "1", "--json", "--", *command]
    for _ in range(5):
        done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
        milliseconds = json.loads(done.stdout)["stable_ms"]
        if milliseconds is not None:
            return float(milliseconds)
    raise SystemExit(f"start: {command[-1]} never settled")


def main() -> int:
    """Alternate the two programs and print medians and ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    if not BENCH.exists():
        print("start: the terminal bench is not on this machine; nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        os.environ["AUDITBOOK_CONFIG"] = folder
        store = str(Path(folder) / "audit.sqlite")
        pairs = [
            (
                settled("READY", sys.executable, str(hello)),
                settled("Audits", sys.executable, "-m", "tui", "--store", store),
            )
            for _ in range(runs)
        ]
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"start, {runs} pairs: bare Textual {bare:.0f} ms, auditbook {ours:.0f} ms, ratio {ours / bare:.2f} (budget 1.25)"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What it costs to parse the whole checklist pack, against markdown-it's own rules for lists alone in the same run.

    python tests/bench/pack.py [--rounds N]

CPU time, the best of the rounds, since machines are noisy. The budget is 150 ms.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from markdown_it import MarkdownIt

from checklists import parser


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that one call takes."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main() -> int:
    """Alternate the two and print the best of each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    folder = Path(str(files("checklists") / "packs" / "iso27001-2022"))
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.md")]
    stock = MarkdownIt("zero").enable(["heading", "list"])
    stock.core.ruler.enableOnly(["normalize", "block"])
    ours, theirs = [], []
    for _ in range(options.parse_args().rounds):
        ours.append(cost(parser.iso27001.__wrapped__))
        theirs.append(cost(lambda: [stock.parse(source) for source in sources]))
    print(
        f"pack: {len(sources)} entries parsed and checked in {min(ours):.0f} ms of CPU (budget 150); "
        f"markdown-it's own blocks alone {min(theirs):.0f} ms, ratio {min(ours) / min(theirs):.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

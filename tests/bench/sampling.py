"""How long the sampling mathematics takes, up to ten million items: `python tests/bench/sampling.py`. Budget: 50 ms each.

A measurement and no test; seconds of computing, because the clock on the wall also counts what else the machine does.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.rules import sampling


def worst(name: str, calls: list[Callable[[], object]]) -> None:
    """Print the slowest of some calls, each as the best of three."""
    times = []
    for call in calls:
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            with suppress(ValueError):  # "more than ten million items" is an answer too
                call()
            best = min(best, time.process_time() - began)
        times.append(best)
    print(
        f"{name}: {len(times)} cases, median {sorted(times)[len(times) // 2] * 1000:.1f} ms, worst {max(times) * 1000:.1f} ms"
    )


def main() -> None:
    """Measure sizes, limits and a draw."""
    populations, tolerable, shares = (None, 61, 100_000, 10_000_000), (0.0001, 0.05, 0.5), (0, 0.2, 0.9, 0.99, 0.999)
    worst(
        "sizes",
        [
            lambda n=n, t=t, s=s: sampling.size(0.95, t, expected=t * s, population=n)
            for n, t, s in itertools.product(populations, tolerable, shares)
        ],
    )
    sizes, parts = (1, 25, 10_000, 5_000_000, 9_999_999), (0, 0.001, 0.5, 0.999)
    worst(
        "limits",
        [
            lambda n=n, p=p: sampling.evaluate(n, int(n * p), 0.95, 10_000_000)
            for n, p in itertools.product(sizes, parts)
        ],
    )
    items = [f"L-{number}" for number in range(100_000)]
    worst("order of 100,000 tickets", [lambda: sampling.ticket_order("seed", items)])


if __name__ == "__main__":
    main()

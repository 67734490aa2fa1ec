"""How long the finding linter takes: `python tests/bench/finding_quality.py`. Budget: 10 ms a finding, 300 ms for 200.

A measurement and no test; seconds of computing, because the clock on the wall also counts what else the machine does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))

import score

from data.rules import finding_quality as quality
from data.store import opened
from data.work import audits, evidence, finding_quality, findings


def seconds(doing: Callable[[], object], times: int = 5) -> float:
    """The best of a few runs."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        doing()
        best = min(best, time.process_time() - began)
    return best


def drafts(count: int) -> list[quality.Draft]:
    """Findings of the corpus, as many as asked for."""
    known = quality.Draft.__dataclass_fields__
    rows = score.corpus()
    made = []
    for place in range(count):
        row = {key: score._tuples(value) for key, value in rows[place % len(rows)].items() if key in known}
        made.append(quality.Draft(**(row | {"label": f"F-{place:03d}"})))
    return made


def main() -> None:
    """Measure the first call, one finding, 200 of them, a very long one, and 200 in a store."""
    around = score.context()
    some = drafts(200)
    began = time.process_time()
    quality.lint(some[0], around)
    print(f"first finding (patterns are compiled): {(time.process_time() - began) * 1000:.1f} ms")
    each = [seconds(lambda one=one: quality.lint(one, around), 3) for one in some]
    print(f"one finding: median {sorted(each)[100] * 1000:.2f} ms, worst {max(each) * 1000:.2f} ms")
    print(f"200 findings: {seconds(lambda: [quality.lint(one, around) for one in some]) * 1000:.0f} ms")
    long = replace(some[0], condition=" ".join(one.condition for one in drafts(1000)))
    print(f"one of {len(long.condition):,} characters: {seconds(lambda: quality.lint(long, around)) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "bench.sqlite", "bench") as store:
        audit = store.write(audits.create, "200 findings", starts="2026-10-05", ends="2026-10-09")
        proof = store.write(evidence.record, audit.id, "Directory export")
        for one in some:
            texts = {name: getattr(one, name) for name in ("grade", "ref", "criteria", "condition", "cause")}
            store.write(findings.raise_finding, audit.id, one.title, evidence=(proof.id,), **texts)
        context = seconds(lambda: store.read(finding_quality.context, audit.id))
        whole = seconds(lambda: store.read(finding_quality.lint, audit.id))
        print(f"200 findings in a store: {whole * 1000:.0f} ms, of which reading the record {context * 1000:.0f} ms")


if __name__ == "__main__":
    main()

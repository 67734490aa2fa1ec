"""How long an export takes, and how much memory: python tests/bench/export.py [findings]

Every format of an audit with 123 references and 50 findings, beside bare `pandoc markdown -> docx` of the same
content in the same run; then Word with 1,000 findings, with the peak of memory of us and of the programs we start.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from data.store import opened
from data.work import actions, audits, checklist, evidence, findings
from exports import steps, tools
from exports.formats import FORMATS, Job
from exports.report import Report, read_report

VERDICTS = ("conforming", "conforming", "minor", "conforming", "ofi", "observation", "conforming", "not_tested")
CONDITION = (
    "25 of the 61 leavers of the period were drawn at random. In 3 cases the account was still active 3 to 6 days "
    "after the last day of work (E-{0:03d}). No use after leaving was found in the log.\n\n- directory: 25 of 25 in "
    "time\n- console: 3 of 12 late"
)


def fill(folder: Path, amount: int) -> Report:
    """An audit of all 123 references with that many findings, each with evidence, and actions for a half."""
    with opened(folder / "bench.sqlite", "bench") as store:

        def change(session: object) -> str:
            audit = audits.create(session, "ISMS audit", refs=list_refs(), starts="2026-10-12", ends="2026-10-14")
            checklist.prepare(session, audit.id)
            items = checklist.items(session, audit.id)
            for place, item in enumerate(items):
                verdict = VERDICTS[place % len(VERDICTS)]
                checklist.judge(session, item.id, verdict, "not in this audit" if verdict == "not_tested" else "")
            for number in range(1, amount + 1):
                proof = evidence.record(session, audit.id, f"Leaver list, export {number}", source="HR system")
                raised = findings.raise_finding(
                    session, audit.id, f"Leaver accounts closed late in 3 of 25 cases, system {number}",
                    grade=("minor", "ofi", "observation", "minor")[number % 4], ref=items[number % len(items)].ref,
                    criteria="Access Control Standard 3.2, section 5: accounts are closed on the last day.",
                    condition=CONDITION.format(number), cause="The notice reaches IT by mail, after the last day.",
                    consequence="Former staff could read and change orders.", action="Feed the directory from HR.",
                    evidence=(proof.id,),
                )  # fmt: skip
                if number % 2:
                    actions.agree(session, audit.id, raised.id, text="Feed the directory from HR", owner="Head of IT")
            return audit.number

        return read_report(store, store.write(change))


def list_refs() -> list[str]:
    """All 123."""
    from checklists import refs

    return list(refs.expand("4-10, A"))


def timed(doing: Callable[[], object], times: int = 3) -> float:
    """Seconds, the median of some runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        doing()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def peaks() -> tuple[float, float]:
    """Megabytes at most: of us, and of the largest program that we started."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ours, theirs = (resource.getrusage(one).ru_maxrss / 1024 for one in who)
    return ours, theirs


def main() -> None:
    """Print a line for each format, the ratio, the large one."""
    with tempfile.TemporaryDirectory() as folder:
        report = fill(Path(folder), 50)
        print(f"{len(report.items)} references, {len(report.findings)} findings")
        for name, form in FORMATS.items():
            print(f"  {name:6} {timed(lambda form=form: form.write(Job(report))):6.2f} s")
        text = FORMATS["md"].write(Job(report)).content
        bare = timed(lambda: tools.pandoc(text, ["-f", "markdown", "-t", "docx", "-o", "-"]))
        ours = timed(lambda: FORMATS["docx"].write(Job(report)))
        print(f"  bare pandoc markdown -> docx {bare:.2f} s; our docx {ours:.2f} s = {ours / bare:.2f} times that")
        many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
        findings_ = tuple(
            replace(one, label=f"F-{number:04d}")
            for number, one in enumerate((report.findings * (many // len(report.findings) + 1))[:many], 1)
        )
        large = replace(report, findings=findings_, evidence=report.evidence * (many // len(report.evidence)))
        told: list[str] = []
        with steps.watched(told.append):
            seconds = timed(lambda: FORMATS["docx"].write(Job(large)), 1)
        own, other = peaks()
        print(
            f"{many} findings, {len(large.evidence)} items of evidence: docx {seconds:.1f} s, steps: {'; '.join(told)}"
        )
        print(f"  memory at most {own:.0f} MB here and {other:.0f} MB in pandoc or Typst")


if __name__ == "__main__":
    main()

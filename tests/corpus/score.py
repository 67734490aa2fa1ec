"""Precision and recall of the finding rules on the corpus: `python tests/corpus/score.py [--wrong]`.

Half of the findings is for developing, and `--wrong` lists what is wrong there; the other half is kept for the test.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from data.rules import finding_quality as quality

SALT = "802"
"""Chosen before there were rules, so that each rule has a quarter of its findings in either half."""


@dataclass
class Score:
    """How often a complaint was right, wrong or missing."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def precision(self, rule: str = "") -> float:
        """The share of complaints that are labels; of one rule or of all."""
        right, wrong = self._sum(self.right, rule), self._sum(self.wrong, rule)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, rule: str = "") -> float:
        """The share of labels that are complaints."""
        right, missing = self._sum(self.right, rule), self._sum(self.missing, rule)
        return right / (right + missing) if right + missing else 1.0

    @staticmethod
    def _sum(counter: Counter[str], rule: str) -> int:
        return counter[rule] if rule else sum(counter.values())


def corpus() -> list[dict[str, Any]]:
    """Every finding of the corpus, with its id, labels and actions."""
    found: list[dict[str, Any]] = []
    for path in sorted(HERE.glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8")).get("finding", [])
    return found


def kept(name: str) -> bool:
    """Whether a finding is in the half that is kept for the test."""
    return hashlib.sha256(f"{SALT}{name}".encode()).digest()[0] % 2 == 1


def context() -> quality.Context:
    """What the record knows around the corpus."""
    table = tomllib.loads((HERE / "context.toml").read_text(encoding="utf-8"))

    def rows(made: type[Any], name: str) -> tuple[Any, ...]:
        known = {one.name for one in fields(made)}
        shaped = ({key: _tuples(value) for key, value in row.items() if key in known} for row in table[name])
        return tuple(made(**row) for row in shaped)

    plain = {name: table[name] for name in ("audit", "today", "starts", "ends", "period_from", "period_to")}
    return quality.Context(
        conflicts=table["conflicts"],
        documents=rows(quality.Paper, "documents"),
        earlier=rows(quality.Earlier, "earlier"),
        actions=rows(quality.Step, "actions"),
        samples={one.label: one for one in rows(quality.Drawn, "samples")},
        evidence={one.label: one for one in rows(quality.Proof, "evidence")},
        criteria=tuple(table["criteria"]),
        names=frozenset(table["names"]),
        roles=frozenset(table["roles"]),
        applicable=_applicable(table["excluded"]),
        **plain,
    )


def _applicable(excluded: list[str]) -> dict[str, bool]:
    from checklists import refs

    return {ref: ref not in excluded for ref in refs.auditable() if ref.startswith("A.")}


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def complaints(row: dict[str, Any], around: quality.Context) -> list[quality.Complaint]:
    """What the rules say about one finding of the corpus."""
    known = {one.name for one in fields(quality.Draft)}
    draft = quality.Draft(label="F-01", **{key: _tuples(value) for key, value in row.items() if key in known})
    steps = tuple(
        quality.Step(label=f"A-{place:02d}", finding="F-01", **step)
        for place, step in enumerate(row.get("actions", ()), 10)
    )
    return quality.lint(draft, replace(around, actions=(*around.actions, *steps)))


def score(of_kept: bool) -> tuple[Score, list[str]]:
    """The score of one half, and a line for each finding that is not as labelled."""
    around, found, lines = context(), Score(), []
    for row in corpus():
        if kept(row["id"]) == of_kept:
            said = complaints(row, around)
            drawn, wanted = {one.rule for one in said}, set(row["labels"])
            found.right.update(drawn & wanted)
            found.wrong.update(drawn - wanted)
            found.missing.update(wanted - drawn)
            if drawn != wanted:
                words = "; ".join(f"{one.rule} {one.message}" for one in said if one.rule not in wanted)
                lines.append(f"{row['id']}: missing {sorted(wanted - drawn)} wrong {sorted(drawn - wanted)} ({words})")
    return found, lines


def _lines() -> Iterator[str]:
    halves = [(name, score(half)[0]) for name, half in (("developing", False), ("kept", True))]
    yield f"{'':<5} {'':<52} " + "   ".join(f"{name:>10} half" for name, _ in halves)
    for rule in quality.RULES:
        if rule.check:
            cells = [_cell(found, rule.id) for _, found in halves]
            yield f"{rule.id:<5} {rule.title[:52]:<52} " + "   ".join(cells)
    yield f"{'all':<5} {'':<52} " + "   ".join(_cell(found, "") for _, found in halves)


def _cell(found: Score, rule: str) -> str:
    wanted = Score._sum(found.right, rule) + Score._sum(found.missing, rule)
    return f"{found.precision(rule):.2f} {found.recall(rule):.2f} {wanted:>4}"


def main() -> None:
    """Print the table: precision, recall and number of labels for each half."""
    print("\n".join(_lines()))
    if "--wrong" in sys.argv:
        print("\n".join(score(of_kept=False)[1]))


if __name__ == "__main__":
    main()

"""The rules against findings that were labelled by hand before the rules were written."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import score as scored

from checklists import parser


def test_there_are_enough_findings_and_half_of_them_are_good() -> None:
    rows = scored.corpus()
    good = sum(not row["labels"] for row in rows)
    assert len(rows) >= 200
    assert len({row["id"] for row in rows}) == len(rows)
    assert 0.45 <= good / len(rows) <= 0.55
    assert 0.4 <= sum(scored.kept(row["id"]) for row in rows) / len(rows) <= 0.6


def test_every_rule_of_a_finding_is_labelled_in_both_halves() -> None:
    known = {rule.id for rule in scored.quality.RULES if rule.check}
    for half in (True, False):
        assert {label for row in scored.corpus() if scored.kept(row["id"]) == half for label in row["labels"]} == known


def test_precision_and_recall_on_the_half_that_was_kept() -> None:
    found, _ = scored.score(of_kept=True)
    assert found.precision() >= 0.9
    assert found.recall() >= 0.9


def test_the_examples_of_the_pack_which_others_wrote_are_hardly_complained_of() -> None:
    """Its nonconformities are good examples by others, so what the rules of wording say about them is wrong."""
    pack = Path(__file__).parents[2] / "checklists" / "packs" / "iso27001-2022"
    wording = {"F03", "F04", "F05", "F06", "F07", "F08", "F09", "F13", "F14", "F15"}
    read, complained = 0, set()
    for path in sorted(pack.glob("*.md")):
        entry, _ = parser.parse_entry(path.read_text(encoding="utf-8"), path.name)
        assert entry is not None
        for grade in ("major", "minor"):
            draft = scored.quality.Draft(label="F-01", grade=grade, ref=entry.ref, condition=entry.findings[grade])
            said = {one.rule for one in scored.quality.lint(draft, scored.quality.Context())} & wording
            read += 1
            complained |= {f"{entry.ref} {grade}: {rule}" for rule in said}
    assert read == 246
    assert len(complained) <= 0.02 * read, complained


def test_the_readme_says_what_is_measured() -> None:
    found, _ = scored.score(of_kept=True)
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8").split())
    assert f"precision is {found.precision():.2f} and recall {found.recall():.2f}" in readme
    assert f"tried on {len(scored.corpus())} findings" in readme

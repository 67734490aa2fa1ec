"""A conflict that nobody resolved stands in the report until somebody does."""

from __future__ import annotations

from pathlib import Path

from data.imports.run import apply, propose
from data.imports.tables import read_table
from data.store import Store
from data.work import assignments, audits
from exports import document
from exports.blocks import Callout, flat
from exports.report import read_report

RACI = "Activity,ISO,HR Lead\nManage Access Rights,A,I\n"


def callouts(store: Store, number: str) -> list[str]:
    found = []
    for block in flat(document.build(read_report(store, number)).body):
        if isinstance(block, Callout):
            found.append(" ".join(run.text for paragraph in block.paragraphs for run in paragraph.runs))
    return [words for words in found if "Not resolved" in words]


def test_a_conflict_stays_red_up_to_the_report(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "raci.csv"
    path.write_text(RACI, encoding="utf-8")
    store.write(apply, store.read(propose, "responsibilities", read_table(path)))
    audit = store.write(audits.create, "Access", starts="2026-10-12", ends="2026-10-14")
    store.write(audits.set_scope, audit.id, "A.5.18")
    store.write(audits.set_team, audit.id, "Anna | lead auditor | ISO\nBo | auditor | external")
    (words,) = callouts(store, audit.number)
    assert "raci.csv, row 2" in words
    store.write(assignments.take_split, audit.id)
    assert callouts(store, audit.number) == []

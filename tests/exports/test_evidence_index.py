"""The evidence index as CSV and XLSX: complete, safe, private."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.errors import BadInput
from data.store import Store
from data.work import audits, evidence
from exports import evidence_index, spreadsheet

HOSTILE = ("=cmd|'/c calc'!A1", "+1", "-1+1", "@SUM(A1)", "\t=1", "a\x0bb")


@pytest.fixture
def number(store: Store) -> str:
    audit = store.write(audits.create, "Access")
    for title in HOSTILE:
        store.write(evidence.record, audit.id, title, kind="record", place=title, refs=["A.5.18"], size=12)
    return audit.number


def test_the_csv_holds_every_item_and_no_formula(store: Store, number: str, tmp_path: Path) -> None:
    path = evidence_index.write(store, number, "csv", tmp_path / "out")
    assert path.name == f"{number}-evidence.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as handle:
        header, *lines = list(csv.reader(handle))
    assert header == [title for title, _ in evidence_index.COLUMNS]
    assert [line[0] for line in lines] == [f"E-{n:03d}" for n in range(1, len(HOSTILE) + 1)]
    assert not any(cell.startswith(spreadsheet.FORMULA) for line in lines for cell in line)
    assert {line[header.index("Weakness")] for line in lines} == {""}


def test_the_workbook_holds_texts_only(store: Store, number: str, tmp_path: Path) -> None:
    path = evidence_index.write(store, number, "xlsx", tmp_path)
    sheet = load_workbook(path).active
    assert sheet is not None
    titles = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in titles] == [*HOSTILE[:5], "a\ufffdb"]
    assert {cell.data_type for cell in titles} == {"s"}
    assert {row[18].value for row in sheet.iter_rows(min_row=2)} == {12}


def test_another_format_is_refused(store: Store, number: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="xlsx, csv"):
        evidence_index.write(store, number, "pdf", tmp_path)

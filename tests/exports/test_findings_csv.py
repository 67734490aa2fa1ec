"""The findings as CSV: the columns that our import knows, and no formula."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from data.imports import values
from exports import findings_csv, spreadsheet
from exports.report import Report


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_columns_are_those_of_the_contract(report: Report) -> None:
    content = findings_csv.write(report.findings)
    assert content.startswith(b"id,title,grade,ref,related,criteria,condition,cause,consequence,action,evidence\r\n")
    found = rows(content)
    assert [row["id"] for row in found] == [finding.label for finding in report.findings]
    second = found[1]
    assert (second["grade"], second["ref"], second["related"]) == ("minor", "A.5.18", "A.6.5 A.5.16")
    assert second["evidence"] == "E-001 E-002"
    assert second["condition"] == report.findings[1].condition


@given(st.text())
def test_no_cell_is_a_formula_and_our_import_reads_what_was_meant(text: str) -> None:
    cell = spreadsheet.guarded(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if text.isprintable() and not text.startswith("'"):
        assert values.text(cell) == text.strip()

"""The workbook: every text a text, every number the report's."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from exports import spreadsheet
from exports.ooxml import read
from exports.pandoc_ast import clean

if TYPE_CHECKING:
    from tests.exports.conftest import Case


def book(case: Case) -> tuple[bytes, Any]:
    content = case.files["xlsx"]
    return content, openpyxl.load_workbook(io.BytesIO(content))


def column(sheet: Any, title: str) -> list[Any]:
    place = [cell.value for cell in sheet[1]].index(title)
    return [row[place].value for row in sheet.iter_rows(min_row=2)]


def test_every_row_of_every_register(full: Case) -> None:
    _content, opened = book(full)
    report = full.report
    assert opened.sheetnames == ["About", "Findings", "Actions", "Evidence", "Coverage", "Samples"]
    assert column(opened["Findings"], "No.") == [one.label for one in report.findings]
    assert column(opened["Findings"], "Condition") == [one.condition or None for one in report.findings]
    assert column(opened["Actions"], "No.") == [one.label for one in (*report.actions, *report.earlier)]
    assert column(opened["Evidence"], "SHA-256") == [one.sha256 or None for one in report.evidence]
    assert column(opened["Coverage"], "Reference") == [one.ref for one in report.items]
    assert column(opened["Samples"], "Deviations") == [3, 0]
    assert str(column(opened["Actions"], "Due")[0].date()) == report.actions[0].due


def test_it_is_made_for_reading_and_print(full: Case) -> None:
    _content, opened = book(full)
    for sheet in opened:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert "Confidential" in sheet.oddHeader.left.text


@pytest.mark.parametrize("which", ["hostile", "bare"])
def test_no_cell_is_a_formula_or_a_link(which: str, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(which)
    content, opened = book(case)
    for name, part in read(content).items():
        assert b"<f>" not in part, name
        assert b"hyperlink" not in part.lower() or name.endswith("styles.xml"), name
        assert b'TargetMode="External"' not in part, name
    cells = [cell for sheet in opened for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    titles = column(opened["Findings"], "Title") if case.report.findings else []
    assert titles == [clean(one.title) for one in case.report.findings]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert spreadsheet.fitted("x" * 40000).endswith("[cut: Excel holds no more]")
    assert len(spreadsheet.fitted("x" * 40000)) == spreadsheet.LONGEST
    assert spreadsheet.fitted("=1+1") == "=1+1"

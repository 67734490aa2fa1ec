"""The form in which auditees answer findings: a locked Excel sheet, open only where they write.

Lists and dates are checked in the sheet itself; `data.imports.responses` checks them again when it comes back.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.rules import verdicts
from data.store import Store
from data.work import audits, responses
from data.work.responses import ANSWERS, DATES, GIVEN, KEY, MOST, REQUIRED, SENT, Asked
from exports import files, look, ooxml, spreadsheet

WIDTHS = (9, 16, 9, 28, 44, 32)
ANSWER_WIDTHS = {"cause": 36, "text": 40, "correction": 28, "extent": 28, "reason": 28}
HEAD = 4
ASK = "FFFBE6"
HELP = (
    "Please fill in the yellow cells and send the file back as it is. Nonconformities: cause, action, owner and due "
    "date (*). Opportunities and observations: accepted or declined, and the reason if declined."
)


def write(store: Store, number: str, folder: Path, owner: str = "", labels: tuple[str, ...] = ()) -> Path:
    """Write the form of the audit `number` into `folder`, for the owner only. Returns the file's path.

    Raises NotFound, BadInput (nothing to answer, a folder), AuditbookError.
    """
    audit = store.read(audits.by_number, number)
    rows = store.read(responses.asked, audit.id, owner, labels)
    if not rows:
        raise BadInput(f"{audit.number} has no graded finding that {owner or 'anybody'} would answer for.")
    files.prepare(folder)
    ending = f"answers-{owner}" if owner else "answers"
    path = folder / f"{files.file_name(audit.number, files.file_name(ending, '')[:-1])}.xlsx"
    files.keep(path, workbook(rows, f"{audit.number} {audit.title}", audit.classification, datetime(2026, 1, 1)))  # noqa: DTZ001
    return path


def workbook(rows: list[Asked], title: str, classification: str, when: datetime) -> bytes:
    """The Excel file. Equal rows and times give equal bytes."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.properties.creator, book.properties.title = "", spreadsheet.fitted(f"{title}: answers")
    page = book.active
    page.title = responses.SHEET
    _put(page, 1, 1, f"{title}: answers to findings", bold=True, size=14)
    _put(page, 2, 1, HELP)
    for column, name in enumerate((*GIVEN, *ANSWERS.values(), KEY, SENT), 1):
        _head(_put(page, HEAD, column, name, bold=True))
    for place, row in enumerate(rows, HEAD + 1):
        _row(page, place, row)
    _rules(page, HEAD + len(rows))
    _print(page, classification)
    out = io.BytesIO()
    book.save(out)
    parts = ooxml.read(out.getvalue())
    parts["docProps/core.xml"] = ooxml.dated(parts["docProps/core.xml"], when)
    return ooxml.write(parts, when)


def _row(page: Any, place: int, row: Asked) -> None:
    from openpyxl.styles import PatternFill, Protection

    one = row.finding
    action = f" {row.action.label}" if row.action else ""
    grade = verdicts.GRADES.get(one.grade, one.grade)
    for column, text in enumerate((one.label + action, grade, one.ref, one.title, one.condition, one.consequence), 1):
        _dress(_put(page, place, column, text))
    for column, name in enumerate(ANSWERS, len(GIVEN) + 1):
        cell = _dress(_put(page, place, column, row.answers.get(name, "")))
        if name in DATES:
            cell.number_format = "yyyy-mm-dd"
            cell.value = spreadsheet.day(row.answers.get(name, "")) or None
        if _open(row, name):
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor=ASK)
    _put(page, place, len(GIVEN) + len(ANSWERS) + 1, row.key)
    _put(page, place, len(GIVEN) + len(ANSWERS) + 2, responses.as_sent(row.answers))
    widths = (*WIDTHS, *(ANSWER_WIDTHS.get(name, 16) for name in ANSWERS))
    texts = [str(page.cell(place, column).value or "") for column in range(1, len(widths) + 1)]
    lines = max(-(-len(text) // (width - 1)) + text.count("\n") for text, width in zip(texts, widths, strict=True))
    page.row_dimensions[place].height = min(15 * max(lines + 1, 4), 400)


def _open(row: Asked, name: str) -> bool:
    """Whether a cell is to be filled in: a nonconformity is not a matter of accepting."""
    return name not in ("answer", "reason") if row.binding else name not in ("correction", "extent", "cause")


def _put(page: Any, place: int, column: int, text: str, *, bold: bool = False, size: int = 11) -> Any:
    from openpyxl.styles import Font

    cell = page.cell(place, column)
    words = spreadsheet.fitted(text)
    cell.value = words
    if words:
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = words.startswith(spreadsheet.FORMULA)
    cell.font = Font(name="Calibri", bold=bold, size=size)
    return cell


def _head(cell: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.fill, cell.font = PatternFill("solid", fgColor=look.NAVY), Font(name="Calibri", bold=True, color=look.WHITE)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _dress(cell: Any) -> Any:
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color=look.LINE)
    cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), Border(line, line, line, line)
    return cell


def _rules(page: Any, last: int) -> None:
    """What the sheet itself checks: dates, the list of answers, the length of a text; what is still missing is red."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    places = {name: _letter(len(GIVEN) + number) for number, name in enumerate(ANSWERS, 1)}

    def check(names: tuple[str, ...], **facts: Any) -> None:
        rule = DataValidation(allow_blank=True, showErrorMessage=True, **facts)
        for name in names:
            rule.add(f"{places[name]}{HEAD + 1}:{places[name]}{last}")
        page.add_data_validation(rule)

    date = {"formula1": "DATE(2020,1,1)", "formula2": "DATE(2099,12,31)", "prompt": "as 2026-11-30"}
    check(DATES, type="date", operator="between", errorTitle="Date", error="A date, as 2026-11-30", **date)
    check(
        ("answer",), type="list", formula1='"accepted,declined"', errorTitle="Accepted?", error="accepted or declined"
    )
    texts = tuple(name for name in ANSWERS if name not in (*DATES, "answer"))
    check(texts, type="textLength", operator="lessThanOrEqual", formula1=str(MOST), error=f"At most {MOST} characters")
    for name in REQUIRED:
        area = f"{places[name]}{HEAD + 1}"
        missing = f'AND(ISNUMBER(SEARCH("nonconformity",$B{HEAD + 1})),LEN({area})=0)'
        fill = PatternFill("solid", bgColor="FEE4E2")
        page.conditional_formatting.add(f"{area}:{places[name]}{last}", FormulaRule(formula=[missing], fill=fill))  # type: ignore[no-untyped-call]  # openpyxl has no types there


def _print(page: Any, classification: str) -> None:
    for number, width in enumerate((*WIDTHS, *(ANSWER_WIDTHS.get(name, 16) for name in ANSWERS)), 1):
        page.column_dimensions[_letter(number)].width = width
    for number in (1, 2):
        page.column_dimensions[_letter(len(GIVEN) + len(ANSWERS) + number)].hidden = True
    page.freeze_panes = f"E{HEAD + 1}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEAD}:{HEAD}"
    page.oddHeader.left.text = classification.replace("&", "&&")
    page.oddFooter.right.text = "&P / &N"


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)

"""Tables for spreadsheets: Excel workbooks for people, CSV for any program. No cell is ever a formula or a link."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from data import clock
from exports import look
from exports.pandoc_ast import clean, one_line

Value = str | int | float | date | None
LONGEST = 32767  # characters of a cell
CUT = " … [cut: Excel holds no more]"
TALLEST = 409.0  # points; no row can be taller
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TONED = ("Grade", "Verdict")
TONES = {tone.name: tone for tone in look.TONES.values()}


class Sheet(NamedTuple):
    """A sheet: its columns with their widths in characters, and its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Value]]


def day(text: str) -> Value:
    """A date as a date, so that it sorts; what is none stays as it was typed."""
    return clock.parse_date(text) or text


def guarded(value: Value) -> Value:
    """What no spreadsheet takes for a formula: `'` stands before a text that would be one; our imports take it away."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def comma_separated(columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> bytes:
    """UTF-8 with a header row (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([guarded(value) for value in row] for row in rows)
    return out.getvalue().encode()


def workbook(sheets: Iterable[Sheet], title: str, words: str, when: datetime) -> bytes:
    """An Excel file that is ready to be read and printed; `words` stand on top of each page.

    It carries the time `when`; equal sheets and times give equal bytes.
    """
    from openpyxl import Workbook

    from exports import ooxml

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "", one_line(title)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet, one_line(words))
    out = io.BytesIO()
    book.save(out)
    parts = ooxml.read(out.getvalue())
    parts["docProps/core.xml"] = ooxml.dated(parts["docProps/core.xml"], when)
    return ooxml.write(parts, when)


def _fill(page: Any, sheet: Sheet, words: str) -> None:
    """Write one sheet: a header that stays in view and repeats in print, filters, wrapped text, a landscape print."""
    from openpyxl.utils import get_column_letter

    for number, (_title, width) in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "B2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddHeader.left.text = words.replace("&", "&&")
    page.oddFooter.right.text = "&P / &N"
    titles = [title for title, _width in sheet.columns]
    cells = _Cells(page)
    page.append([cells.head(title) for title in titles])
    rows = 1
    widths = [width for _title, width in sheet.columns]
    for row in sheet.rows:
        page.row_dimensions[rows + 1].height = _height(row, widths)
        page.append([cells.of(value, toned=title in TONED) for title, value in zip(titles, row, strict=True)])
        rows += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{rows}"


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """How tall a row is, in points: not every program makes room for wrapped text by itself."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            wrapped = sum(max(-(-len(line) // max(width - 1, 1)), 1) for line in value.split("\n"))
            lines = max(lines, wrapped)
    return min(15.0 * lines + 1, TALLEST)


class _Cells:
    """Makes the cells of one sheet in their dress."""

    def __init__(self, page: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.page = page
        self.top = Alignment(vertical="top", wrap_text=True)
        self.line = Border(bottom=Side(style="thin", color=look.LINE))
        self.dresses = {
            name: (PatternFill("solid", fgColor=fill), Font(name="Calibri", size=11, bold=True, color=ink))
            for name, fill, ink in (
                ("", look.NAVY, look.WHITE),
                *((name, tone.fill, tone.ink) for name, tone in TONES.items()),
            )
        }

    def head(self, title: str) -> Any:
        """A cell of the header."""
        cell = self.of(title)
        cell.fill, cell.font = self.dresses[""]
        return cell

    def of(self, value: Value, *, toned: bool = False) -> Any:
        """A cell; where it is toned, a grade or verdict has its colour."""
        from openpyxl.cell import WriteOnlyCell

        text = fitted(value) if isinstance(value, str) else ""
        cell: Any = WriteOnlyCell(self.page, text if isinstance(value, str) else value)  # type: ignore[arg-type]  # a date will do
        cell.alignment, cell.border = self.top, self.line
        if isinstance(value, str):
            cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
            cell.quotePrefix = text.startswith(FORMULA)
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, float):
            cell.number_format = "0.##%"
        if toned and text in self.dresses:
            cell.fill, cell.font = self.dresses[text]
        return cell


def fitted(text: str) -> str:
    """Text that a cell can hold; what is longer than Excel allows is cut, and says so."""
    text = clean(text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT

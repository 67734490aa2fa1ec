"""Workbooks (XLSX) as rows of text.

The zip's directory is looked at first: macros, links to other files, passwords and bombs are refused.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.errors import BadInput
from data.imports.words import shown

if TYPE_CHECKING:
    from data.imports.sheets import Book, Sheet

MOST_UNPACKED = 200_000_000  # bytes
MOST_PARTS = 2_000
MOST_RATIO = 250  # unpacked to packed; sheets of real registers stay below 60
MOST_SHEET_ROWS = 1_048_576
MOST_COLUMNS = 500
MOST_CELLS = 20_000_000  # a row counts up to its last cell, so that few bytes can claim many
SAVE_AS = "save it as an Excel workbook (.xlsx) or as CSV"

Rows = Iterator[tuple[int, list[str] | str]]


def records(data: bytes, name: str, suffix: str, wanted: str = "") -> tuple[str, Rows]:
    """Name and rows of the first sheet that can be seen and has a header: the first row with two cells or more.

    A sheet that is called `wanted`, in any case of letters, goes before the others.

    Dates come as ISO text, whole numbers without a decimal point, formulas as their stored results. Raises BadInput.
    """
    _inspect(data, name, suffix)
    try:
        with warnings.catch_warnings():  # openpyxl's readings of styles and dates warn
            warnings.simplefilter("ignore")
            sheet, rows = _first_sheet(data, name, wanted)
    except BadInput:
        raise
    except Exception as error:  # a file made to break the reader can raise whatever it likes
        raise BadInput(f"{name} is damaged or no workbook ({type(error).__name__}); {SAVE_AS}.") from error
    return sheet, iter(rows)


def _inspect(data: bytes, name: str, suffix: str) -> None:
    """Refuse by the zip's directory what must not be opened. Raises BadInput."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(f"{name} has a password or is of an old format; {SAVE_AS}, without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise BadInput(f"{name} has a password; {SAVE_AS}, without a password.")
            if not _sound(parts):
                raise BadInput(f"{name} unpacks to far more than a register needs; {SAVE_AS}.")
            types = archive.read("[Content_Types].xml").lower()
    except BadInput:
        raise
    except Exception as error:  # a damaged directory raises many things
        raise BadInput(f"{name} is damaged or no workbook; {SAVE_AS}.") from error
    names = [part.filename.lower() for part in parts]
    if suffix == ".xlsm" or b"macroenabled" in types or any("vbaproject" in part for part in names):
        raise BadInput(f"{name} holds macros; {SAVE_AS}.")
    if any("externallink" in part for part in names):
        raise BadInput(f"{name} has links to other workbooks; break the links, keeping the values, and save it again.")
    if "xl/workbook.xml" not in names:
        raise BadInput(f"{name} is no Excel workbook; {SAVE_AS}.")


def _sound(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether the zip's directory promises no more than a register needs; beyond its promise, no part can be read."""
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    steep = unpacked > 10_000_000 and unpacked > MOST_RATIO * max(packed, 1)
    return len(parts) <= MOST_PARTS and unpacked <= MOST_UNPACKED and not steep


def _first_sheet(data: bytes, name: str, wanted: str) -> tuple[str, list[tuple[int, list[str] | str]]]:
    from data.imports.sheets import Book

    book = Book(data)
    sheets = [sheet for sheet in book.sheets if sheet.visible]
    sheets.sort(key=lambda sheet: not wanted or sheet.title.strip().casefold() != wanted.casefold())
    for least in (2, 1):  # a sheet with one column only when no other has more
        for sheet in sheets:
            found = _rows(book, sheet, least, name)
            if found:
                return sheet.title, found
    raise BadInput(f"{name} has no sheet with a header row.")


def _rows(book: Book, sheet: Sheet, least: int, name: str) -> list[tuple[int, list[str] | str]]:
    """The sheet's rows from its header on; empty where there is no header."""
    found: list[tuple[int, list[str] | str]] = []
    seen = 0
    for number, row, lost in book.rows(sheet):
        seen += len(row)
        if number > MOST_SHEET_ROWS or seen > MOST_CELLS:
            raise BadInput(f"{name}, sheet «{shown(sheet.title)}» is far larger than a register; {SAVE_AS}.")
        while row and not row[-1].strip():
            row.pop()
        filled = sum(cell.strip() != "" for cell in row)
        if not (filled or lost) or (not found and filled < least):
            continue
        if len(row) > MOST_COLUMNS:
            raise BadInput(f"{name}, row {number} has {len(row):,} columns; at most {MOST_COLUMNS} are read.")
        problem = f"cell {lost} holds a formula without a result: open the file, calculate and save it"
        found.append((number, problem if lost else row))
    return found

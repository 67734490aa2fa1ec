"""Workbooks (XLSX) as rows of text.

The zip's directory is looked at first: macros, links to other files, passwords and bombs are refused.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

from data.errors import BadInput
from data.imports.words import shown

MOST_UNPACKED = 200_000_000  # bytes
MOST_PARTS = 2_000
MOST_RATIO = 250  # unpacked to packed; sheets of real registers stay below 60
MOST_SHEET_ROWS = 1_048_576
MOST_COLUMNS = 500
MOST_CELLS = 20_000_000  # a row counts up to its last cell, so that few bytes can claim many
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
SAVE_AS = "save it as an Excel workbook (.xlsx) or as CSV"

Rows = Iterator[tuple[int, list[str] | str]]


def records(data: bytes, name: str, suffix: str, wanted: str = "") -> tuple[str, Rows]:
    """Name and rows of the first sheet that can be seen and has a header: the first row with two cells or more.

    A sheet that is called `wanted`, in any case of letters, goes before the others.

    Dates come as ISO text, whole numbers without a decimal point, formulas as their stored results. Raises BadInput.
    """
    _inspect(data, name, suffix)
    try:
        with warnings.catch_warnings():  # openpyxl warns of what it leaves out: styles, validations, drawings
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
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if _has_formulas(data) else None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets.sort(key=lambda sheet: not wanted or sheet.title.strip().casefold() != wanted.casefold())
    for least in (2, 1):  # a sheet with one column only when no other has more
        for sheet in sheets:
            found = _rows(sheet, least, name, formulas[sheet.title] if formulas else None)
            if found:
                return sheet.title, found
    raise BadInput(f"{name} has no sheet with a header row.")


def _rows(sheet: Any, least: int, name: str, formulas: Any) -> list[tuple[int, list[str] | str]]:
    """The sheet's rows from its header on; empty where there is no header."""
    sheet.reset_dimensions()  # what the file says of its size need not be true
    twin: Iterator[Any] = iter(())
    if formulas is not None:
        formulas.reset_dimensions()
        twin = formulas.iter_rows()
    found: list[tuple[int, list[str] | str]] = []
    seen = 0
    for number, (cells, sources) in enumerate(zip_longest(sheet.iter_rows(), twin, fillvalue=()), 1):
        seen += len(cells)
        if number > MOST_SHEET_ROWS or seen > MOST_CELLS:
            raise BadInput(f"{name}, sheet «{shown(sheet.title)}» is far larger than a register; {SAVE_AS}.")
        row = [_text(cell.value) for cell in cells]
        while row and not row[-1].strip():
            row.pop()
        lost = _unresolved(cells, sources)
        filled = sum(cell.strip() != "" for cell in row)
        if not (filled or lost) or (not found and filled < least):
            continue
        if len(row) > MOST_COLUMNS:
            raise BadInput(f"{name}, row {number} has {len(row):,} columns; at most {MOST_COLUMNS} are read.")
        problem = f"cell {lost} holds a formula without a result: open the file, calculate and save it"
        found.append((number, problem if lost else row))
    return found


def _unresolved(cells: Any, sources: Any) -> str:
    """Where a row has a formula whose result is not in the file; empty when nowhere. An empty text is a result."""
    for cell, source in zip(cells, sources, strict=False):
        if source.data_type == "f" and cell.value is None and cell.data_type != "str":
            return str(source.coordinate)
    return ""


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                with archive.open(part) as handle:
                    end = b""
                    while chunk := handle.read(1_000_000):
                        if FORMULA.search(end + chunk):
                            return True
                        end = chunk[-32:]
    return False


def _text(value: Any) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)

"""Tables from files that somebody else made: CSV here, workbooks in `data.imports.workbooks`.

Nothing is guessed at. What cannot be read for certain is refused, with its row: a row alone where the rest of the file
is sound, else the file.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.errors import BadInput
from data.imports.words import shown

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 32_767  # in a cell; no spreadsheet program holds more
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

Record = list[str] | str
"""The cells of a row, or why they cannot be read."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's table. Every row has as many cells as there are columns, and `numbers` says which row of the file it is.

    Rows are counted as a spreadsheet program counts them: the header is usually row 1, blank rows count. `problems`
    holds the rows that cannot be read, by number, with the reason and how to mend it; they are not in `rows`.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    sha256: str
    encoding: str
    separator: str
    problems: dict[int, str]
    sheet: str = ""


def read_table(path: Path, sheet: str = "") -> Table:
    """The table in a CSV file (comma, semicolon or tab) or in the first sheet of a workbook that has a header.

    A sheet that is called `sheet` goes before the others.

    The content decides which it is, not the file's name. Raises BadInput.
    """
    name = shown(path.name, 200)
    data = bytes_of(path, name)
    sha256 = hashlib.sha256(data).hexdigest()
    encoding, separator, wanted, sheet = "", "", sheet, ""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or path.suffix.lower() in (".xlsx", ".xlsm"):
        from data.imports import workbooks

        sheet, records = workbooks.records(data, name, path.suffix.lower(), wanted)
    else:
        encoding = encoding_of(data, name)
        separator = _separator(data, encoding)
        records = _records(data, encoding, separator, name)
    columns, rows, numbers, problems = _table(records, name, SEPARATORS.get(separator, ""))
    return Table(name, columns, rows, numbers, sha256, encoding or "XLSX", separator, problems, sheet)


def bytes_of(path: Path, name: str) -> bytes:
    """A file's content; `name` is what messages call it. Raises BadInput where it is empty, too large or no file."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise BadInput(f"{name} is a folder; name the file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"{name} is no ordinary file; save the table as a CSV or XLSX file.")
        if found.st_size > MOST_BYTES:
            raise BadInput(f"{name} has {found.st_size // 1_000_000} MB; at most 50 MB are read. Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # a NUL in the path
        raise BadInput(f"{name} is no name of a file.") from error
    if not data.strip():
        raise BadInput(f"{name} is empty.")
    return data


def encoding_of(data: bytes, name: str) -> str:
    """The text's encoding: what its mark says, else UTF-8, else Windows-1252. Raises BadInput."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise BadInput(f"{name} begins as {marked} and goes on as something else; save it as UTF-8.") from error
        return _windows(data, name)
    if "\0" in text:
        raise BadInput(f"{name} is no text (it holds NUL bytes); save the table as CSV in UTF-8, or as XLSX.")
    return marked or "utf-8"


def _windows(data: bytes, name: str) -> str:
    """Windows-1252, unless the bytes are for the most part UTF-8, or neither."""
    halves = data.decode("utf-8", "surrogateescape")
    broken = [at for at, char in enumerate(halves) if "\udc80" <= char <= "\udcff"]
    whole = sum(not char.isascii() for char in halves) - len(broken)
    line = halves.count("\n", 0, broken[0]) + 1
    if b"\0" in data:
        raise BadInput(f"{name} is no text (it holds NUL bytes); save the table as CSV in UTF-8, or as XLSX.")
    if whole > len(broken):
        raise BadInput(
            f"{name}, line {line}: a damaged character (the rest is UTF-8); mend it, save the file as UTF-8."
        )
    try:
        data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}, line {line}: neither UTF-8 nor Windows-1252; save the file as UTF-8.") from error
    return "cp1252"


def _records(data: bytes, encoding: str, separator: str, name: str) -> Iterator[tuple[int, Record]]:
    """Every row with its number. A cell in quotes may hold line breaks; its row counts as one. Raises BadInput."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number, line = number + 1, reader.line_num
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num - line != 1 or "unexpected end" in str(error):
                raise BadInput(f"{name}, row {number}: a quote opens in line {line + 1} and is not closed.") from error
            if "field larger" in str(error):
                yield number, f"a cell has more than {MOST_CHARACTERS:,} characters: shorten it"
            else:
                yield number, "text stands behind a closing quote: double the quotes that belong to the text"


def _separator(data: bytes, encoding: str) -> str:
    """What a file says itself (`sep=;`), else that by which the most of the first rows are as wide as the header."""
    first = io.TextIOWrapper(io.BytesIO(data), encoding, newline="").readline().strip().strip('"').lower()
    if first.startswith("sep=") and first[4:] in SEPARATORS:
        return first[4:]
    if first == "sep=":  # the tab was stripped
        return "\t"

    def fit(separator: str) -> tuple[int, int]:
        try:
            head = [record for _, record in islice(_records(data, encoding, separator, ""), 40) if record]
        except BadInput:
            return 0, 0
        widths = [0 if isinstance(record, str) else len(record) for record in head]
        return (widths.count(widths[0]), widths[0]) if widths and widths[0] > 1 else (0, 0)

    return max(SEPARATORS, key=fit)


def _table(
    records: Iterator[tuple[int, Record]], name: str, separator: str
) -> tuple[tuple[str, ...], list[list[str]], list[int], dict[int, str]]:
    """Header, rows, their numbers, and what is wrong with the others. Raises BadInput."""
    header: list[str] = []
    rows: list[list[str]] = []
    numbers: list[int] = []
    problems: dict[int, str] = {}
    for number, record in records:
        if isinstance(record, str):
            if not header:
                raise BadInput(f"{name}, row {number}, the header: {record}.")
            problems[number] = record
        elif not any(cell.strip() for cell in record) or (number == 1 and record[0].lower().startswith("sep=")):
            continue
        elif not header:
            header = record
            if len(header) > MOST_COLUMNS:
                raise BadInput(f"{name} has {len(header):,} columns; at most {MOST_COLUMNS} are read.")
        elif problem := _problem(record, header, separator):
            problems[number] = problem
        else:
            rows.append(record[: len(header)] + [""] * (len(header) - len(record)))
            numbers.append(number)
        if len(rows) + len(problems) > MOST_ROWS:
            raise BadInput(f"{name} has more than {MOST_ROWS:,} rows; split the file.")
    if not rows and not problems:
        raise BadInput(f"{name} has {'a header and no rows' if header else 'no rows'}.")
    return *_named(header, rows), numbers, problems


def _problem(record: list[str], header: list[str], separator: str) -> str:
    """Why a row cannot be taken as it stands; empty when it can. Separators too many at its end do no harm."""
    if any(cell.strip() for cell in record[len(header) :]):
        mend = (
            f"put the cell that holds a {separator} in quotes"
            if separator
            else "give every column a title, or move the cell"
        )
        return f"{len(record)} cells under {len(header)} columns: {mend}"
    for cell, column in zip(record, header, strict=False):
        if len(cell) > MOST_CHARACTERS:
            return f"column «{shown(column)}» has {len(cell):,} characters, more than {MOST_CHARACTERS:,}: shorten it"
    return ""


def _named(header: list[str], rows: list[list[str]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Every column under a name of its own; columns at the end with neither name nor cells are taken away."""
    width = len(header)
    while not header[width - 1].strip() and not any(row[width - 1].strip() for row in rows):
        width -= 1
    names: list[str] = []
    for place, cell in enumerate(header[:width], 1):
        name = given = shown(cell, MOST_CHARACTERS) or f"column {place}"
        count = 1
        while name in names:
            count += 1
            name = f"{given} ({count})"
        names.append(name)
    return tuple(names), [row[:width] for row in rows] if width < len(header) else rows

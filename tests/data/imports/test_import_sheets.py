"""A workbook's XML read straight: what other programs write, and that it says what openpyxl says."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data.imports.sheets import Book

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),  # noqa: DTZ001 - as in a cell
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=8
    ),
)


def text_of(value: object) -> str:
    """A cell as a person reads it, from openpyxl's value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_cell_reads_as_openpyxl_reads_it(rows: list[list[object]]) -> None:
    book, saved = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append([f"'{cell}" if isinstance(cell, str) and cell.startswith("=") else cell for cell in row])
    book.save(saved)
    sheet = load_workbook(io.BytesIO(saved.getvalue()), data_only=True).active
    expected = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [text_of(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            expected[number] = cells
    read = Book(saved.getvalue())
    found = {}
    for number, cells, lost in read.rows(read.sheets[0]):
        assert lost == ""
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found[number] = cells
    assert found == expected


def with_parts(**parts: str) -> bytes:
    """A workbook of one sheet, its parts replaced by name (`sheet`, `strings`)."""
    book, saved = Workbook(), io.BytesIO()
    book.active.append(["text"])
    book.save(saved)
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    target = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as made:
        replaced = {names[name]: text for name, text in parts.items()}
        for name in {*source.namelist(), *replaced}:
            made.writestr(name, replaced[name] if name in replaced else source.read(name))
    return target.getvalue()


def read(data: bytes) -> list[tuple[int, list[str], str]]:
    book = Book(data)
    return [tuple(row) for row in book.rows(book.sheets[0])]  # type: ignore[misc]


def test_names_with_a_prefix_strings_in_runs_and_readings_of_signs() -> None:
    strings = (
        f'<x:sst xmlns:x="{SPACE}"><x:si><x:r><x:t>two </x:t></x:r><x:r><x:t>runs</x:t></x:r></x:si>'
        "<x:si><x:t>課</x:t><x:rPh><x:t>か</x:t></x:rPh></x:si></x:sst>"
    )
    sheet = (
        f'<x:worksheet xmlns:x="{SPACE}"><x:sheetData><x:row r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c>'
        '<x:c r="D3" t="s"><x:v>1</x:v></x:c></x:row><x:row><x:c><x:v>1.5E3</x:v></x:c>'
        '<x:c t="b"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert read(with_parts(sheet=sheet, strings=strings)) == [
        (3, ["", "two runs", "", "課"], ""),
        (4, ["1500", "FALSE"], ""),
    ]


def test_a_document_type_is_refused() -> None:
    sheet = f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns="{SPACE}"><sheetData/></worksheet>'
    with pytest.raises(ValueError, match="document type"):
        read(with_parts(sheet=sheet))


def test_spans_of_time_and_the_other_calendar(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([timedelta(hours=30), date(2026, 3, 1)])
    book.active["A1"].number_format = "[h]:mm"
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a calendar has no zone
    book.save(tmp_path / "mac.xlsx")
    assert read((tmp_path / "mac.xlsx").read_bytes())[0][1] == ["1 day, 6:00:00", "2026-03-01"]

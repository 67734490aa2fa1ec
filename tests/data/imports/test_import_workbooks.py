"""Workbooks: cells as text, the sheet that counts, and what must not be opened."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from data.errors import BadInput
from data.imports.tables import Table, read_table

Parts = dict[str, bytes]


def saved(folder: Path, *rows: list[Any], name: str = "register.xlsx") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def altered(path: Path, change: Callable[[Parts], object], name: str = "") -> Path:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    change(parts)
    target = path.with_name(name or path.name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return target


SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def with_sheet(folder: Path, rows: str, name: str = "altered.xlsx") -> Path:
    return altered(saved(folder, ["A", "B"], [1, 2]), lambda parts: parts.update({SHEET: sheet_xml(rows)}), name)


HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>Score</t></is></c></row>'
)


def test_cells_become_the_text_a_person_reads(tmp_path: Path) -> None:
    row = [
        "R-1",
        3.0,
        2.5,
        7,
        True,
        date(2026, 3, 1),
        datetime.fromisoformat("2026-03-01T14:05"),
        time(9, 30),
        None,
        "=not",
        "x",
    ]
    book = Workbook()
    book.active.append([f"c{place}" for place in range(len(row))])
    book.active.append(row)
    book.active["J2"].data_type = "s"
    book.save(tmp_path / "register.xlsx")
    table = read_table(tmp_path / "register.xlsx")
    assert table.rows == [
        ["R-1", "3", "2.5", "7", "TRUE", "2026-03-01", "2026-03-01 14:05:00", "09:30:00", "", "=not", "x"]
    ]
    assert (table.encoding, table.separator, table.sheet, table.name) == ("XLSX", "", "Sheet", "register.xlsx")


def test_a_workbook_says_the_same_as_its_csv(tmp_path: Path) -> None:
    rows = [["ID", "Title"], ["R-1", "Risk, with a comma"], ["R-2", "two\nlines"]]
    (tmp_path / "register.csv").write_text('ID,Title\nR-1,"Risk, with a comma"\nR-2,"two\nlines"\n')

    def facts(table: Table) -> tuple[object, ...]:
        return table.columns, table.rows, table.numbers, table.problems

    assert facts(read_table(saved(tmp_path, *rows))) == facts(read_table(tmp_path / "register.csv"))


def test_the_header_may_stand_below_a_title_and_on_the_second_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Cover of the register"])
    hidden = book.create_sheet("Lists")
    hidden.append(["Yes", "No"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Risks")
    for row in (["Risk register"], [], ["ID", "Title"], ["R-1", "Fire"], [], ["R-2", "Water"]):
        sheet.append(row)
    book.save(tmp_path / "register.xlsx")
    table = read_table(tmp_path / "register.xlsx")
    assert (table.sheet, table.columns) == ("Risks", ("ID", "Title"))
    assert dict(zip(table.numbers, table.rows, strict=True)) == {4: ["R-1", "Fire"], 6: ["R-2", "Water"]}


def test_a_sheet_with_one_column(tmp_path: Path) -> None:
    assert read_table(saved(tmp_path, ["Ticket"], ["INC-1"], ["INC-2"])).rows == [["INC-1"], ["INC-2"]]


def test_a_cell_under_no_title_refuses_its_row(tmp_path: Path) -> None:
    table = read_table(
        saved(tmp_path, ["ID", None, "Title"], ["R-1", "x", "Fire"], ["R-2", "x", "Water", None, "see mail"])
    )
    assert table.columns == ("ID", "column 2", "Title")
    assert table.rows == [["R-1", "x", "Fire"]]
    assert table.problems == {3: "5 cells under 3 columns: give every column a title, or move the cell"}


def test_the_size_that_a_sheet_claims_is_not_believed(tmp_path: Path) -> None:
    path = saved(tmp_path, ["ID", "Title"], ["R-1", "Fire"])

    def shrink(parts: Parts) -> None:
        parts[SHEET] = parts[SHEET].replace(b'ref="A1:B2"', b'ref="A1"')
        assert b'ref="A1"' in parts[SHEET]

    assert read_table(altered(path, shrink)).rows == [["R-1", "Fire"]]


def test_formulas_count_by_their_stored_results(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>R-{0}</t></is></c><c r="B{0}"><f>2*4</f>{1}</c></row>'
    table = read_table(
        with_sheet(tmp_path, HEADER + row.format(2, "<v>8</v>") + row.format(3, "") + row.format(4, "<v>1.5</v>"))
    )
    assert dict(zip(table.numbers, table.rows, strict=True)) == {2: ["R-2", "8"], 4: ["R-4", "1.5"]}
    assert table.problems == {3: "cell B3 holds a formula without a result: open the file, calculate and save it"}


def test_a_formula_may_result_in_an_empty_text(tmp_path: Path) -> None:
    row = '<row r="{0}">{1}<c r="B{0}" t="str"><f>IF(A{0}="","",1)</f><v></v></c></row>'
    name = '<c r="A2" t="inlineStr"><is><t>R-2</t></is></c>'
    table = read_table(with_sheet(tmp_path, HEADER + row.format(2, name) + row.format(3, "")))
    assert (table.numbers, table.rows, table.problems) == ([2], [["R-2", ""]], {})


def test_a_date_beyond_the_calendar_does_not_stop_the_file(tmp_path: Path) -> None:
    path = saved(tmp_path, ["ID", "Due"], ["R-1", date(2026, 3, 1)])

    def spoil(parts: Parts) -> None:
        parts[SHEET] = parts[SHEET].replace(b"<v>46082</v>", b"<v>99999999</v>")
        assert b"99999999" in parts[SHEET]

    assert read_table(altered(path, spoil)).rows == [["R-1", "#VALUE!"]]


def macro(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = b"macro"


def macro_type(parts: Parts) -> None:
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")


def bomb(parts: Parts) -> None:
    parts[SHEET] = sheet_xml(HEADER + " " * 150_000_000)


def heap(parts: Parts) -> None:
    parts.update({f"xl/media/{number}.png": b"x" for number in range(2_001)})


def laughs(parts: Parts) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>'
    cell = '<row r="2"><c r="A2" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    parts[SHEET] = text.encode() + sheet_xml(HEADER + cell)


REFUSED = {
    "macros": (macro, "register.xlsx", "holds macros"),
    "macros by their type": (macro_type, "register.xlsx", "holds macros"),
    "xlsm": (dict, "register.xlsm", "holds macros"),
    "links": (lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<x/>"}), "register.xlsx", "links"),
    "bomb": (bomb, "register.xlsx", "unpacks to far more"),
    "heap of parts": (heap, "register.xlsx", "unpacks to far more"),
    "billion laughs": (laughs, "register.xlsx", "damaged"),
    "no workbook": (lambda parts: parts.pop("xl/workbook.xml"), "register.xlsx", "no Excel workbook"),
    "no sheet": (lambda parts: parts.pop(SHEET), "register.xlsx", "no sheet"),
    "broken sheet": (lambda parts: parts.update({SHEET: b"<worksheet><row"}), "register.xlsx", "damaged"),
    "odd types": (lambda parts: parts.pop("[Content_Types].xml"), "register.ods", "damaged or no workbook"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_hostile_workbooks_are_refused_in_one_line(tmp_path: Path, what: str) -> None:
    change, name, words = REFUSED[what]
    path = altered(saved(tmp_path, ["ID", "Title"], ["R-1", "Fire"], name="sound.xlsx"), change, name)
    with pytest.raises(BadInput, match=words) as refusal:
        read_table(path)
    assert str(refusal.value).isprintable()
    assert str(refusal.value).startswith(name)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            '<row r="1048577"><c r="A1048577"><v>1</v></c><c r="B1048577"><v>1</v></c></row>',
            "far larger than a register",
        ),
        ('<row r="99999999999"><c><v>1</v></c></row>', "far larger than a register"),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "row 2 has 16,384 columns"),
        ('<row r="2"><c r="A2" t="s"><v>77</v></c></row>', "damaged"),
        (f'<row r="2"><c r="A2"><v>{"9" * 5000}</v></c></row>', "damaged"),
        ("".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(2, 1300)), "far larger than a register"),
        ("", "a header and no rows"),
    ],
)
def test_sheets_made_to_break_the_reader(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_table(with_sheet(tmp_path, HEADER + rows))


def test_a_zip_cannot_hide_its_size(tmp_path: Path) -> None:
    """A part whose directory entry says 100 bytes is read no further, and then does not fit its checksum."""
    path = saved(tmp_path, ["ID", "Title"], *[[f"R-{row}", "x" * 300] for row in range(500)])
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    data = path.read_bytes()
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(BadInput, match="damaged"):
        read_table(path)


def test_workbooks_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))  # how Excel wraps an encrypted workbook
    with pytest.raises(BadInput, match="password"):
        read_table(path)
    data = bytearray(saved(tmp_path, ["ID", "Title"], ["R-1", "Fire"]).read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the zip's own mark of encryption, in its directory
    path.write_bytes(data)
    with pytest.raises(BadInput, match="password"):
        read_table(path)


def test_text_under_a_workbooks_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_text("ID,Title\nR-1,Fire\n")
    with pytest.raises(BadInput, match="no workbook"):
        read_table(path)


def test_a_workbook_under_a_csv_name_is_read(tmp_path: Path) -> None:
    assert read_table(saved(tmp_path, ["ID", "Title"], ["R-1", "Fire"], name="register.csv")).columns == ("ID", "Title")

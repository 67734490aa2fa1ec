"""The programme as files: the same numbers in each, readable by other programs, no text ever more than text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.errors import BadInput, NotFound
from data.imports import coverage as matrix
from data.imports.tables import read_table
from data.store import Store, opened
from data.work import audits, planning, programme, rows
from exports import coverage
from exports import programme as exported
from exports.programme.data import Data, read

TODAY = "2026-02-14"
MATRIX = Path(__file__).parents[1] / "data" / "coverage_matrix.csv"
NASTY = '=cmd|"/c calc"!A1; `#read("x")` <b>, \\n'


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A programme with a matrix, a plan, an incident and hostile words."""
    with opened(tmp_path_factory.mktemp("programme") / "audit.sqlite", "tester") as store:
        store.write(audits.name_organisation, "Example Ltd")
        plan = store.write(programme.begin, TODAY)
        store.write(programme.set_cycle, plan.id, "2024-2026")
        store.write(programme.set_number, plan.id, "days", "8")
        words = {
            "visits": "2026-05-18 | Surveillance audit\nsoon | nobody knows",
            "risks": NASTY,
            "reporting": "The board",
        }
        store.write(rows.edit, type(plan), plan.id, **words)
        store.write(matrix.apply, store.read(matrix.propose, read_table(MATRIX), TODAY))
        store.write(programme.add_occasion, "Phishing mail answered", "incident", "2026-02-01")
        made = store.write(planning.propose, 2026, TODAY)
        store.write(rows.edit, type(made.audits[0]), made.audits[0].id, title=NASTY)
        yield store


@pytest.fixture(scope="module")
def data(planned: Store) -> Data:
    return planned.read(read, TODAY)


@pytest.fixture(scope="module")
def files(planned: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = exported.export(planned, exported.FORMATS, tmp_path_factory.mktemp("out"), TODAY)
    return {one.format: one.path for one in made}


def test_every_format_is_written_for_its_owner_only(files: dict[str, Path]) -> None:
    assert {path.name for path in files.values()} == {f"audit-programme-2024-2026.{name}" for name in exported.FORMATS}
    assert all(path.stat().st_mode & 0o077 == 0 for path in files.values())


def test_word_says_what_9_2_2_asks_for(files: dict[str, Path]) -> None:
    with zipfile.ZipFile(files["docx"]) as package:
        text = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    for words in (
        "Frequency",
        "Methods",
        "Responsibilities",
        "Reporting",
        "The board",
        "will not be covered",
        "Annex B",
    ):
        assert words in text
    assert "calc" in text
    assert "read(" in text  # as words, not as markup


def test_the_pdf_is_one(files: dict[str, Path]) -> None:
    assert files["pdf"].read_bytes().startswith(b"%PDF-")


def test_the_workbook_has_every_ref_with_its_years(files: dict[str, Path], data: Data) -> None:
    book = load_workbook(io.BytesIO(files["xlsx"].read_bytes()))
    sheet = book["Coverage"]
    lines = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(lines) == len(data.cycle.refs) == 123
    assert lines["5.1"][2:4] == (None, "tested")
    assert lines["A.7.4"][2:5] == ("tested", None, "promised only")
    assert [row[0] for row in book["Alarms"].iter_rows(min_row=2, values_only=True)] == [
        *data.cycle.alarms,
        *data.cycle.later,
    ]
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_calendar_holds_audits_and_visits(files: dict[str, Path], data: Data) -> None:
    raw = files["ics"].read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == len(data.audits) + 1  # a visit without a day stays out
    assert "DTSTART;VALUE=DATE:20260518" in lines
    first = data.audits[0]
    starts, ends = date.fromisoformat(first.starts), date.fromisoformat(first.ends)
    assert f"DTSTART;VALUE=DATE:{starts:%Y%m%d}" in lines
    assert f"DTEND;VALUE=DATE:{date.fromordinal(ends.toordinal() + 1):%Y%m%d}" in lines
    assert len({line for line in lines if line.startswith("UID:")}) == len(data.audits) + 1


def test_the_same_programme_gives_the_same_bytes(planned: Store, files: dict[str, Path], tmp_path: Path) -> None:
    again = exported.export(planned, ("docx", "xlsx", "ics"), tmp_path, TODAY)
    assert [one.path.read_bytes() for one in again] == [files[one.format].read_bytes() for one in again]


def test_the_report_shows_the_cycle(data: Data) -> None:
    blocks = list(coverage.section(data.cycle))
    words = coverage.sentence(data.cycle)
    assert "123 requirements and controls" in words
    table = next(block for block in blocks if getattr(block, "kind", "") == "counts")
    assert len(table.rows) == 11  # type: ignore[union-attr]
    assert len(table.head) == 4  # type: ignore[union-attr]


def test_what_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no audit programme"):
        exported.export(store, ["docx"], tmp_path, TODAY)
    with pytest.raises(BadInput, match="«odt» is no format of a programme"):
        exported.export(store, ["odt"], tmp_path, TODAY)

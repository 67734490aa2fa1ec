"""One frozen report, many formats: the numbers are read back out of the files and are the same everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.exports.conftest import Case

TILES = ("Major nonconformities", "Minor nonconformities", "Opportunities for improvement", "Observations")
GRADES = ("major", "minor", "ofi", "observation")
Numbers = dict[str, int]


def tiles(text: str) -> Numbers:
    """The key numbers as they stand under each other or in a row: `2 Major nonconformities`."""
    text = re.sub(r"\s+", " ", text)
    found = {
        grade: int(re.search(rf"(\d+) ?{name}", text, re.IGNORECASE)[1])  # type: ignore[index]
        for grade, name in zip(GRADES, TILES, strict=True)
    }
    tested, total = re.search(r"(\d+) of (\d+) ?References tested", text, re.IGNORECASE).groups()  # type: ignore[union-attr]
    return found | {"tested": int(tested), "references": int(total)}


def of_word(content: bytes) -> Numbers:
    document = docx.Document(io.BytesIO(content))
    table = next(one for one in document.tables if len(one.columns) == 5 and len(one.rows) == 1)
    return tiles(" ".join(cell.text for cell in table.rows[0].cells))


def of_pdf(content: bytes) -> Numbers:
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return tiles(text[text.index("Overall opinion") :])


def of_slides(content: bytes) -> Numbers:
    show = Presentation(io.BytesIO(content))
    table = next(shape.table for slide in show.slides for shape in slide.shapes if shape.has_table)
    return tiles(" ".join(cell.text for cell in table.rows[0].cells))


def of_workbook(content: bytes) -> Numbers:
    book = openpyxl.load_workbook(io.BytesIO(content))
    grades = [row[1].value for row in book["Findings"].iter_rows(min_row=2)]
    verdicts = [row[2].value for row in book["Coverage"].iter_rows(min_row=2)]
    names = ("Major nonconformity", "Minor nonconformity", "Opportunity for improvement", "Observation")
    told = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert told["References tested"] == sum(
        verdict not in ("Not tested", "Not applicable", "No verdict yet") for verdict in verdicts
    )
    return {grade: grades.count(name) for grade, name in zip(GRADES, names, strict=True)} | {
        "tested": told["References tested"],
        "references": len(verdicts),
    }


def of_json(content: bytes) -> Numbers:
    told = json.loads(content)
    grades = [finding["grade"] for finding in told["report"]["findings"]]
    counted = {grade: grades.count(grade) for grade in GRADES}
    assert counted == {grade: told["figures"]["findings"][grade] for grade in GRADES}
    return counted | {"tested": told["figures"]["tested"], "references": len(told["report"]["items"])}


def of_oscal(content: bytes) -> Numbers:
    (result,) = json.loads(content)["assessment-results"]["results"]
    props = [{one["name"]: one["value"] for one in finding["props"]} for finding in result["findings"]]
    selection = result["reviewed-controls"]["control-selections"][0]
    tested = len(selection["include-controls"])
    assert sum("verdict" in one for one in props) == tested
    return {grade: sum(one.get("grade") == grade for one in props) for grade in GRADES} | {
        "tested": tested,
        "references": tested + len(selection.get("exclude-controls", [])),
    }


def of_csv(content: bytes) -> Numbers:
    grades = [row["grade"] for row in csv.DictReader(io.StringIO(content.decode(), newline=""))]
    return {grade: grades.count(grade) for grade in GRADES}


def of_open_document(content: bytes) -> Numbers:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tiles(re.sub(r"<[^>]+>", " ", archive.read("content.xml").decode()))


READERS = {
    "docx": of_word, "pdf": of_pdf, "pptx": of_slides, "xlsx": of_workbook, "json": of_json, "oscal": of_oscal,
    "csv": of_csv, "odt": of_open_document, "md": lambda content: tiles(content.decode()),
    "html": lambda content: tiles(re.sub(r"<[^>]+>", " ", content.decode())),
}  # fmt: skip


@pytest.mark.parametrize("form", READERS)
def test_every_format_has_the_numbers_of_the_report(form: str, full: Case) -> None:
    report = full.report
    wanted = {grade: len(report.graded(grade)) for grade in GRADES}
    wanted |= {"tested": report.whole.tested, "references": report.whole.total}
    found = READERS[form](full.files[form])
    assert found == {name: wanted[name] for name in found}
    assert set(GRADES) <= set(found)

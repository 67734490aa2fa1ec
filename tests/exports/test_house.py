"""The house's Word template: its fonts and colours are worn, what it lacks is said, and nothing breaks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from data.errors import BadInput
from exports import docx, house, ooxml, tools
from exports.formats import Job
from exports.ooxml import q
from exports.paper import House
from exports.report import Report

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:color w:val="AA0000"/><w:sz w:val="99"/></w:rPr>'
    "</w:style></w:styles>"
)


def template(folder: Path, styles: str = STYLES) -> Path:
    path = folder / "house.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/styles.xml", styles)
    return path


def test_fonts_and_colours_are_worn_and_sizes_stay(report: Report, tmp_path: Path) -> None:
    own = house.read(template(tmp_path))
    made = docx.write(Job(report, house=own))
    styles = ooxml.parse(ooxml.read(made)["word/styles.xml"])
    heading = next(one for one in styles.iter(q("w:style")) if ooxml.get(one, "styleId") == "Heading1")
    dress = heading.find(q("w:rPr"))
    assert dress is not None
    assert [ooxml.get(one, "ascii") for one in dress.iter(q("w:rFonts"))] == ["Georgia"]
    assert [ooxml.get(one, "val") for one in dress.iter(q("w:color"))] == ["AA0000"]
    assert [ooxml.get(one, "val") for one in dress.iter(q("w:sz"))] != ["99"]
    assert docx.write(Job(report, house=own)) == made, "equal reports give equal bytes"


def test_what_the_template_lacks_is_said(tmp_path: Path) -> None:
    said = house.check(house.read(template(tmp_path)))
    assert "has no style Heading 2: ours is used" in said
    assert not any("Heading 1" in line for line in said)


def test_our_own_reference_lacks_nothing_that_matters(tmp_path: Path) -> None:
    own = House(tools.template("reference.docx").read_bytes())
    assert house.check(own) == []
    worn = zipfile.ZipFile(io.BytesIO(house.wear(own.template, own)))
    assert worn.testzip() is None


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_word_file_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is no Word file"):
        house.read(path)
    with pytest.raises(BadInput, match="is no Word file"):
        house.read(template(tmp_path, "<broken"))
    with pytest.raises(BadInput, match="cannot be read"):
        house.read(tmp_path / "none.docx")

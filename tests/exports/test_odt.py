"""The OpenDocument text: valid, whole, laid out, and nothing in it but the report."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from openxml_audit.odf import OdfValidator

from exports.odt_layout import q
from exports.pandoc_ast import clean

if TYPE_CHECKING:
    from tests.exports.conftest import Case


@pytest.fixture(params=("full", "hostile", "bare"))
def each(request: pytest.FixtureRequest) -> Case:
    """Each of the audits."""
    return request.getfixturevalue(request.param)


def part(case: Case, name: str = "content.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(case.files["odt"])) as archive:
        return etree.fromstring(archive.read(name))


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_is_valid(each: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.odt"
    path.write_bytes(each.files["odt"])
    found = OdfValidator().validate(path)
    assert [str(one) for one in found.errors] == []


def test_its_type_comes_first_and_is_not_compressed(each: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(each.files["odt"])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_every_text_of_every_finding_is_there_and_reaches_nothing(each: Case) -> None:
    content = part(each)
    text = squashed("".join(content.itertext()))
    for finding in each.report.findings:
        assert squashed(clean(finding.title)) in text
    targets = {one.get(q("xlink:href")) for one in content.iter() if one.get(q("xlink:href"))}
    assert all(target.startswith(("#", "Pictures/")) for target in targets)


def test_headings_contents_and_pages(full: Case) -> None:
    content = part(full)
    numbered = [one for one in content.iter(q("text:h")) if one.get(q("text:is-list-header")) != "true"]
    assert "".join(numbered[0].itertext()) == "Executive summary"
    annex = next(one for one in content.iter(q("text:h")) if "Annex A" in "".join(one.itertext()))
    assert annex.get(q("text:is-list-header")) == "true"
    (index,) = content.iter(q("text:index-body"))
    entries = ["".join(one.itertext()) for one in index]
    assert entries[:2] == ["Contents", "1  Executive summary"]
    marks = {one.get(q("text:name")) for one in content.iter(q("text:bookmark-start"))}
    assert {link.get(q("xlink:href"))[1:] for link in index.iter(q("text:a"))} <= marks
    masters = {one.get(q("style:master-page-name")) for one in content.iter(q("style:style"))} - {None}
    assert masters == {"Cover", "Wide"}
    words = "".join(part(full, "styles.xml").find(q("office:master-styles")).itertext())
    assert words.count("Meridian Logistics Ltd") == 2
    assert "Confidential" in words


def test_cells_have_the_colour_of_their_verdict(full: Case) -> None:
    used = [one.get(q("table:style-name")) for one in part(full).iter(q("table:table-cell"))]
    assert used.count("CellToneMinor") == 3
    known = {one.get(q("style:name")) for one in part(full).iter(q("style:style"))}
    assert set(used) <= known

"""The slides: at most twelve, nothing runs off them, nothing of a user is more than text, and the numbers are right."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ooxml_integrity
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from exports import pptx, slides, tools
from exports.formats import Job
from exports.ooxml import read
from exports.pandoc_ast import clean, one_line
from exports.report import Report
from exports.templates import make_slides

if TYPE_CHECKING:
    from tests.exports.conftest import Case

CASES = ("full", "hostile", "bare")


@pytest.fixture(params=CASES)
def each(request: pytest.FixtureRequest) -> Case:
    """Each of the audits."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def crowded(report: Report) -> Report:
    """More of everything than fits."""
    long = "Of the accounts that were looked at, many had been left open for longer than the rule allows. " * 12
    findings = tuple(
        replace(one, label=f"F-{number:02d}", condition=long, cause=long, consequence=long, title=long[:190])
        for number, one in enumerate(report.findings * 12, 1)
    )
    actions = tuple(
        replace(one, label=f"A-{number:02d}", text=long, owner=long[:90])
        for number, one in enumerate(report.actions * 10, 1)
    )
    audit = replace(report.audit, conclusion=long, summary=long, strengths="\n".join([long] * 9), limitations=long)
    return replace(report, findings=findings, actions=actions, audit=audit)


def shown(content: bytes) -> str:
    """The text of all slides."""
    return "\n".join(texts(Presentation(io.BytesIO(content))))


def texts(show: Any) -> Iterator[str]:
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                for row in shape.table.rows:
                    yield from (cell.text for cell in row.cells)


def test_the_shipped_reference_is_what_the_script_builds() -> None:
    assert read(tools.template("reference.pptx").read_bytes()) == read(make_slides.build())


def test_at_most_twelve_slides_and_each_has_a_title(each: Case) -> None:
    show = Presentation(io.BytesIO(each.files["pptx"]))
    assert 3 <= len(show.slides) <= 12
    assert all(slide.shapes.title.text.strip() for slide in show.slides)


def test_nothing_runs_off_a_slide(each: Case, crowded: Report, tmp_path: Path) -> None:
    for name, content in (("usual", each.files["pptx"]), ("crowded", pptx.write(Job(crowded)))):
        path = tmp_path / f"{name}.pptx"
        path.write_bytes(content)
        assert len(Presentation(str(path)).slides) <= 12
        found = [one for one in ooxml_integrity.check_pptx(path) if one.severity != ooxml_integrity.INFO]
        assert found == []


def test_the_schema_is_kept(each: Case, tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(each.files["pptx"])
    assert OpenXmlValidator().validate(path).errors == []


def test_numbers_are_those_of_the_report(full: Case) -> None:
    report = full.report
    text = shown(full.files["pptx"])
    for grade, name in (("major", "major nonconformities"), ("minor", "minor nonconformities")):
        assert f"{len(report.graded(grade))}\n{name}" in text
    assert f"{report.whole.tested} of {report.whole.total}\nreferences tested" in text
    for finding in report.graded("major", "minor"):
        assert finding.label in text


def test_attacks_are_text(hostile: Case) -> None:
    for name, part in read(hostile.files["pptx"]).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            assert not [one for one in root.iter() if one.get("TargetMode") == "External"], name
            assert not list(root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick")), name
    title = hostile.report.audit.title
    assert one_line(clean(title)) in one_line(shown(hostile.files["pptx"]))


def test_what_the_file_says_of_itself(full: Case) -> None:
    parts = read(full.files["pptx"])
    assert b"Meridian" not in parts.get("docProps/custom.xml", b"")
    show = Presentation(io.BytesIO(full.files["pptx"]))
    pictures = [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == 13]
    descriptions = [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures]
    assert [text[:9] for text in descriptions] == ["Bar chart"]
    masters = parts["ppt/slideMasters/slideMaster1.xml"].decode()
    assert "Confidential" in masters
    assert "{{" not in masters
    notes = [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    assert any("E-001" in text for text in notes)


@given(st.text(), st.integers(20, 400))
def test_a_budget_is_kept_and_adds_no_words(text: str, most: int) -> None:
    kept = slides.budget(text, most)
    assert len(kept) <= most
    assert one_line(text).startswith(kept.removesuffix(" …"))


def test_a_budget_ends_with_a_sentence_where_it_can() -> None:
    assert slides.budget("The first holds. The second is too long for it.", 30) == "The first holds."
    assert re.fullmatch(
        r"A single very long .* …", slides.budget("A single very long sentence without an end " * 3, 60)
    )

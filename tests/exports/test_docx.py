"""The Word file: whole, true to the data set, laid out, accessible, and nothing in it but the report."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import ooxml_integrity
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from exports import look, notes
from exports.blocks import Block, Bullets, Paragraph
from exports.ooxml import DOCUMENT, get, parse, q, read, style
from exports.pandoc_ast import clean
from exports.parts import Finding

if TYPE_CHECKING:
    from tests.exports.conftest import Case

CASES = ("full", "hostile", "bare")


@pytest.fixture(params=CASES)
def each(request: pytest.FixtureRequest) -> Case:
    """Each of the audits."""
    return request.getfixturevalue(request.param)


def body(content: bytes) -> Any:
    return parse(read(content)[DOCUMENT]).find(q("w:body"))


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(content: bytes) -> str:
    return squashed("".join(body(content).itertext(q("w:t"))))


def words_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Each paragraph of a note, as a reader sees it."""
    for block in blocks:
        if isinstance(block, Bullets):
            for item in block.items:
                yield from words_of(item)
        elif isinstance(block, Paragraph):
            yield squashed(clean("".join(run.text for run in block.runs)))


def told(finding: Finding) -> Iterator[str]:
    """Every text of a finding."""
    yield squashed(clean(finding.title))
    for note in (finding.criteria, finding.condition, finding.cause, finding.consequence, finding.action):
        yield from words_of(notes.read(note))
    yield from words_of(notes.read(finding.grade_reason))


def test_every_part_parses_and_points_to_nothing_outside(each: Case) -> None:
    for name, part in read(each.docx).items():
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            assert not [one for one in root.iter() if one.get("TargetMode") == "External"], name
    assert not re.search(rb'Target="(?:https?|file|javascript):', b"".join(read(each.docx).values()))


def test_word_would_open_it_without_repair(each: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(each.docx)
    assert [str(one) for one in OpenXmlValidator().validate(path).errors] == []
    assert [str(one) for one in ooxml_integrity.check(path) if one.severity != ooxml_integrity.INFO] == []


def test_python_docx_reads_it(each: Case) -> None:
    document = docx.Document(io.BytesIO(each.docx))
    assert document.core_properties.title
    assert document.core_properties.language == "en-GB"


def test_every_text_of_every_finding_is_there(each: Case) -> None:
    text = text_of(each.docx)
    for finding in each.report.findings:
        if finding.grade == "strength":
            assert squashed(clean(finding.title)) in text
            assert squashed(clean(finding.condition)) in text
            continue
        for words in told(finding):
            assert words in text


def test_attacks_are_shown_as_they_were_typed(hostile: Case) -> None:
    text = text_of(hostile.docx)
    for literal in (
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        "<w:p><w:r><w:t>INJECTED</w:t></w:r></w:p>",
        "![x](/etc/passwd)",
        "[z](javascript:alert(1))",
        '#read("secret.txt")]#panic("x")[*//*//<lab>@ref',
        ':::{custom-style="Title"}',
        "{{MARK}}{{ORGANISATION}}",
        '=cmd|"/ccalc"!A1',
        "</w:t></w:r></w:p><w:p>",
        "&lt;&amp;&#x41;",
        "$title$$if(x)$${x}",
        "W" * 300,
    ):
        assert literal in text, literal
    assert "INJECTED" not in [node.text for node in body(hostile.docx).iter(q("w:t"))]


def test_numbers_are_those_of_the_report(full: Case) -> None:
    tables = docx.Document(io.BytesIO(full.docx)).tables
    report = full.report
    tiles = next([cell.text.split("\n")[0] for cell in one.rows[0].cells] for one in tables if len(one.columns) == 5)
    assert tiles == [
        *(str(len(report.graded(grade))) for grade in ("major", "minor", "ofi", "observation")),
        f"{report.whole.tested} of {report.whole.total}",
    ]
    counts = next(table for table in tables if table.rows[0].cells[0].text == "Clause or theme")
    columns = [verdict for verdict in look.TONES if report.whole.count(verdict)]
    for row, group in zip(counts.rows[1:], (*report.groups, report.whole), strict=True):
        numbers = [int(cell.text.replace("–", "0")) for cell in row.cells[1:]]
        assert numbers == [group.total, group.tested, *(group.count(verdict) for verdict in columns)]
    samples = next(table for table in tables if table.rows[0].cells[0].text == "Sample")
    assert [row.cells[2].text for row in samples.rows[1:]] == ["3 of 25", "0 of 24"]
    annex = next(table for table in tables if table.rows[0].cells[-1].text == "Findings")
    assert [row.cells[0].text for row in annex.rows[1:]] == [item.ref for item in report.items]
    assert [row.cells[2].text for row in annex.rows[1:]] == [look.TONES[item.verdict].short for item in report.items]


def test_header_rows_repeat_and_rows_are_not_split(each: Case) -> None:
    seen = 0
    for table in body(each.docx).iter(q("w:tbl")):
        kind = get(table.find(f"{q('w:tblPr')}/{q('w:tblStyle')}"), "val")
        rows = table.findall(q("w:tr"))
        if kind in ("AuditData", "AuditShort", "AuditCounts", "AuditSigning"):
            seen += 1
            assert rows[0].find(f"{q('w:trPr')}/{q('w:tblHeader')}") is not None
        if kind != "AuditLongCard":
            assert all(row.find(f"{q('w:trPr')}/{q('w:cantSplit')}") is not None for row in rows)
        if kind in ("AuditCard", "AuditShort", "AuditCounts"):
            kept = [paragraph for row in rows[:-1] for paragraph in row.iter(q("w:p"))]
            assert all(paragraph.find(f"{q('w:pPr')}/{q('w:keepNext')}") is not None for paragraph in kept)
    assert seen


def test_tables_are_as_wide_as_their_page(full: Case) -> None:
    widths = []
    for table in body(full.docx).iter(q("w:tbl")):
        columns = [int(get(column, "w")) for column in table.find(q("w:tblGrid"))]
        widths.append(sum(columns))
        for row in table.findall(q("w:tr")):
            assert sum(int(get(width, "w")) for width in row.iter(q("w:tcW"))) == sum(columns)
    assert set(widths) == {9638, 14570}


def test_cells_have_the_colour_of_their_verdict(full: Case) -> None:
    fills = [get(shade, "fill") for shade in body(full.docx).iter(q("w:shd"))]
    for item in full.report.items:
        assert look.TONES[item.verdict].fill in fills
    assert fills.count(look.TONES["minor"].fill) == 3  # what needs attention, the card, Annex A


def test_sections(full: Case, bare: Case) -> None:
    parts = read(full.docx)
    sections = list(body(full.docx).iter(q("w:sectPr")))
    sizes = [(get(one.find(q("w:pgSz")), "w"), get(one.find(q("w:pgSz")), "h")) for one in sections]
    assert sizes == [("11906", "16838"), ("16838", "11906")]
    for section in sections:
        kinds = [one.tag for one in section]
        assert q("w:headerReference") in kinds
        assert q("w:footerReference") in kinds
    assert sections[0].find(q("w:titlePg")) is not None
    headers = [parts[name].decode() for name in parts if re.fullmatch(r"word/header\w*\.xml", name)]
    assert len(headers) == 2
    assert all("Meridian Logistics Ltd" in header and "Confidential" in header for header in headers)
    assert sorted(re.findall(r'w:pos="(\d+)"', "".join(headers))) == ["14570", "9638"]
    assert len(list(body(bare.docx).iter(q("w:sectPr")))) == 1


def test_what_a_header_says_is_not_looked_at_again(hostile: Case) -> None:
    headers = b"".join(part for name, part in read(hostile.docx).items() if name.startswith("word/header")).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in headers
    assert (
        "{{MARK}}" not in headers
        or "{{MARK}}" in hostile.report.organisation.name + hostile.report.audit.classification
    )


def test_contents_are_filled_and_lead_to_their_headings(full: Case) -> None:
    content = body(full.docx)
    (box,) = content.iter(q("w:sdt"))
    links = list(box.iter(q("w:hyperlink")))
    entries = ["".join(text.text for text in link.iter(q("w:t"))) for link in links]
    assert entries[0] == "1Executive summary"
    assert f"F-01 {full.report.findings[0].title}" in entries
    assert entries[-1] == "Annex C: Meetings and interviews"
    marks = {get(mark, "name") for mark in content.iter(q("w:bookmarkStart"))}
    assert {get(link, "anchor") for link in links} <= marks
    assert all(get(link, "anchor") for link in links)
    assert not [one for one in content.iter() if get(one, "dirty")]
    assert "TOC" in "".join(code.text for code in box.iter(q("w:instrText")))


def test_headings_have_levels_and_the_annexes_no_numbers(full: Case) -> None:
    used = [style(paragraph) for paragraph in body(full.docx).iter(q("w:p"))]
    assert (used.count("Heading1"), used.count("AnnexHeading")) == (14, 3)
    assert (used.count("Heading2"), used.count("FindingHeading")) == (0, 4)
    styles = {get(one, "styleId") for one in parse(read(full.docx)["word/styles.xml"]).iter(q("w:style"))}
    assert {name for name in used if name} <= styles


def test_the_picture_is_described(full: Case) -> None:
    (drawing,) = body(full.docx).iter(q("wp:docPr"))
    assert "4 Context of the organization: 4 conforming" in drawing.get("descr", "")
    assert [name for name in read(full.docx) if name.startswith("word/media/")] != []


def test_properties_tell_nothing_but_the_report(full: Case, hostile: Case) -> None:
    parts = read(full.docx)
    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>ISMS internal audit, autumn 2026</dc:title>" in core
    assert "<dc:creator>Dimitra Kosta</dc:creator>" in core
    assert "lastModifiedBy" not in core
    assert "1970" not in core
    custom = parse(read(hostile.docx)["docProps/custom.xml"])
    assert [one.get("name") for one in custom] == ["classification", "report"]
    assert len(parse(parts["docProps/app.xml"])) == 0
    assert b"compatibilityMode" in parts["word/settings.xml"]


def test_times_in_the_archive_are_those_of_the_record(full: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(full.docx)) as archive:
        assert archive.testzip() is None
        moments = {entry.date_time[:5] for entry in archive.infolist()}
    year, month, day, hour, minute = (int(part) for part in re.findall(r"\d+", full.report.as_of)[:5])
    assert moments == {(year, month, day, hour, minute)}

"""The PDF: archival and accessible, true to the data set, and what happens where a character cannot be shown."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdf
import pytest

from exports import look, notes, pdf
from exports.blocks import Block, Bullets, Paragraph
from exports.formats import Job
from exports.pandoc_ast import clean
from exports.report import Report

if TYPE_CHECKING:
    from tests.exports.conftest import Case


@pytest.fixture(params=("full", "hostile", "bare"))
def each(request: pytest.FixtureRequest) -> Case:
    """Each of the audits."""
    return request.getfixturevalue(request.param)


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(content: bytes, report: Report) -> str:
    """The text of all pages without blanks, headers and footers."""
    text = squashed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    text = re.sub(rf"{report.audit.number}·Edition{report.edition}Page\d+of\d+", "", text)
    return text.replace(squashed(clean(report.organisation.name + report.audit.classification)), "")


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Bullets):
            found += [words for item in block.items for words in words_of(item)]
        elif isinstance(block, Paragraph):
            found.append(squashed(clean("".join(run.text for run in block.runs))))
    return found


def test_it_is_archival_and_accessible(each: Case) -> None:
    assert each.note == "PDF/A-2a and PDF/UA-1"
    with pikepdf.open(io.BytesIO(each.pdf)) as opened:
        root: Any = opened.Root
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot
        assert str(root.Lang) == "en-GB"
        with opened.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
            assert about["dc:title"]


def test_it_reaches_nothing_and_runs_nothing(each: Case) -> None:
    with pikepdf.open(io.BytesIO(each.pdf)) as opened:
        for page in opened.pages:
            for note in page.get("/Annots", []):
                assert "/URI" not in str(note.get("/A", ""))
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert "/JS" not in thing
                assert thing.get("/S") not in ("/JavaScript", "/Launch", "/URI")


def test_every_text_of_every_finding_is_there(each: Case) -> None:
    text = text_of(each.pdf, each.report)
    for finding in each.report.findings:
        assert squashed(clean(finding.title)) in text
        if finding.grade == "strength":
            continue
        for note in (finding.criteria, finding.condition, finding.cause, finding.consequence, finding.action):
            for words in words_of(notes.read(note)):
                assert words in text


def test_attacks_are_shown_as_they_were_typed(hostile: Case) -> None:
    text = text_of(hostile.pdf, hostile.report)
    for literal in (
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        '#read("secret.txt")]#panic("x")[*//*//<lab>@ref',
        '[x]{typst:fill="read(1)"}',
        '";#panic("s")"\\',
        "$title$$if(x)$${x}",
        "&lt;&amp;&#x41;",
        "=heading",
        "/term",
        "W" * 300,
    ):
        assert literal in text, literal
    assert "root:x" not in text


def test_numbers_are_those_of_the_report(full: Case) -> None:
    text, report = text_of(full.pdf, full.report), full.report
    for grade, name in (
        ("major", "Majornonconformities"),
        ("minor", "Minornonconformities"),
        ("observation", "Observations"),
    ):
        assert f"{len(report.graded(grade))}{name}" in text
    assert f"{report.whole.tested}of{report.whole.total}Referencestested" in text
    columns = [verdict for verdict in look.TONES if report.whole.count(verdict)]
    for group in (*report.groups, report.whole):
        numbers = (group.total, group.tested, *(group.count(verdict) for verdict in columns))
        row = squashed(f"{group.name}{group.title}") + "".join(str(number) if number else "–" for number in numbers)
        assert row in text
    for sample in report.samples:
        for outcome in sample.outcomes:
            assert squashed(outcome.supports) in text


def test_pages(full: Case, bare: Case) -> None:
    sizes = [
        tuple(round(float(side)) for side in page.mediabox[2:]) for page in pypdf.PdfReader(io.BytesIO(full.pdf)).pages
    ]
    assert set(sizes) == {(595, 842), (842, 595)}
    assert sizes[-1] == (842, 595)
    assert len(pypdf.PdfReader(io.BytesIO(bare.pdf)).pages) <= 4


def test_headers_say_what_it_is_on_every_page_but_the_first(full: Case) -> None:
    pages = [squashed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(full.pdf)).pages]
    assert f"Page1of{len(pages)}" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert "MeridianLogisticsLtdDRAFT·Confidential" in page
        assert f"Page{number}of{len(pages)}" in page


def test_the_outline_has_every_section(full: Case) -> None:
    def titles(entries: list[Any]) -> list[str]:
        return [
            title for entry in entries for title in (titles(entry) if isinstance(entry, list) else [str(entry.title)])
        ]

    outline = titles(pypdf.PdfReader(io.BytesIO(full.pdf)).outline)
    assert "Executive summary" in outline[0]
    assert any(full.report.findings[0].title in title for title in outline)
    assert "Annex B: Evidence index" in outline


def test_a_row_taller_than_a_page_loses_nothing(full: Case) -> None:
    marks = " ".join(f"seen{number:04d}" for number in range(1500))
    audit = replace(full.report.audit, objectives=marks)
    long = replace(full.report.findings[0], condition=marks, consequence="審計" * 900)
    report = replace(full.report, audit=audit, findings=(long,))
    text = text_of(pdf.write(Job(report)).content, report)
    assert all(text.count(f"seen{number:04d}") == 2 for number in range(1500))


def test_a_character_that_no_font_has(full: Case) -> None:
    odd = "\U0010fffd"  # a private character: no font has it
    report = replace(full.report, audit=replace(full.report.audit, summary=f"Good {odd} order"))
    written = pdf.write(Job(report))
    assert written.note == "no archival PDF: no font here can show U+10FFFD"
    assert "Good" in text_of(written.content, report)
    with pikepdf.open(io.BytesIO(written.content)) as opened, opened.open_metadata() as about:
        assert "pdfaid:part" not in about


def test_other_alphabets(full: Case) -> None:
    names = "Kateřina Nováková, Γιώργος, Дмитрий, Łukasz, Ågot, Núñez, ı İ ğ ş"
    report = replace(full.report, audit=replace(full.report.audit, summary=names))
    written = pdf.write(Job(report))
    assert written.note == "PDF/A-2a and PDF/UA-1"
    assert squashed(names) in text_of(written.content, report)

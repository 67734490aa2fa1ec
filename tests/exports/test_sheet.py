"""One finding as a paper of its own."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from docx import Document

from data.errors import BadInput, NotFound
from data.store import Store
from data.work import audits, findings, rearranging
from exports import results, sheet
from exports.blocks import Heading, flat
from exports.formats import SHEETS
from exports.report import read_report
from exports.run import export


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_holds_the_finding_and_nothing_of_the_others(store: Store, rich: str, tmp_path: Path) -> None:
    report = read_report(store, rich)
    mine, *others = report.findings
    done = export(store, rich, ["docx", "pdf"], tmp_path, finding=mine.label.lower())
    assert [one.path.name for one in done] == [f"{rich}-{mine.label}-finding.{name}" for name in ("docx", "pdf")]
    word = Document(str(done[0].path))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    text += "\n".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(done[1].path.read_bytes())).pages)
    for shown in (squashed(text), squashed(paper)):
        assert squashed(mine.title) in shown
        assert squashed(mine.condition)[:60] in shown
        assert all(label in shown for label in mine.evidence)
        assert not any(squashed(other.title) in shown for other in others)
    header = "".join(paragraph.text for paragraph in word.sections[0].header.paragraphs)
    assert report.audit.classification in header, "there is no cover, so the first page is marked too"
    assert not word.sections[0].different_first_page_header_footer


@pytest.mark.parametrize("audit", ["full", "hostile"])
def test_every_finding_of_every_grade_has_one(request: pytest.FixtureRequest, audit: str) -> None:
    report = request.getfixturevalue(audit).report
    for finding in report.findings:
        made = sheet.build(report, finding.label)
        keys = [block.key for block in flat(made.body) if isinstance(block, Heading)]
        assert len(keys) == 1
        assert made.title.startswith(finding.label)


def test_what_is_not_there_is_said(store: Store, rich: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"no finding F-99 .*findings: F-0"):
        export(store, rich, ["docx"], tmp_path, finding="F-99")
    with pytest.raises(BadInput, match="«csv» is no format of one finding"):
        export(store, rich, ["csv"], tmp_path, finding="F-01")
    assert "docx" in SHEETS
    assert list(tmp_path.glob("*.docx")) == []


def test_the_report_says_what_became_of_a_number(store: Store, rich: str) -> None:
    audit = store.read(audits.by_number, rich)
    last = store.read(findings.of_audit, audit.id)[-1]
    store.write(rearranging.withdraw, last.id, "proof came later")
    report = read_report(store, rich)
    assert last.label not in [one.label for one in report.findings]
    told = [run.text for block in results.nonconformities(report) for run in getattr(block, "runs", ())]
    assert f"Numbers that are not used any more: {last.label} (withdrawn: proof came later)." in told

"""The document as blocks: what stands in it, in which order, and that it holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from exports import document
from exports.blocks import Block, Bullets, Callout, Heading, Paragraph, Run, Table, flat
from exports.report import Report


def runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    """Every run of text, wherever it stands."""
    for block in flat(blocks):
        match block:
            case Paragraph():
                yield from block.runs
            case Bullets():
                for item in block.items:
                    yield from runs(item)
            case Callout():
                yield from runs(block.paragraphs)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from runs(cell.blocks)


def texts(report: Report) -> str:
    built = document.build(report)
    return " ".join(run.text for run in runs((*built.front, *built.body)))


def titles(report: Report) -> list[str]:
    return [block.text for block in flat(document.build(report).body) if isinstance(block, Heading)]


def test_the_order_of_a_full_report(report: Report) -> None:
    assert titles(report) == [
        "Executive summary",
        "Objectives, scope and criteria",
        "Audit team and impartiality",
        "How the audit was done",
        "Limitations",
        "Coverage and conformity",
        "Nonconformities",
        f"F-01  {report.findings[0].title}",
        f"F-02  {report.findings[1].title}",
        "Opportunities and observations",
        f"F-03  {report.findings[2].title}",
        f"F-04  {report.findings[3].title}",
        "Strengths",
        "Earlier findings and actions",
        "Conclusion",
        "Action plan and decisions",
        "Sign-off",
        "Abbreviations",
        "Annex A: Checklist coverage",
        "Annex B: Evidence index",
        "Annex C: Meetings and interviews",
    ]


@pytest.mark.parametrize("which", ["report", "blank"])
def test_no_table_is_empty_and_every_row_fills_its_columns(which: str, request: pytest.FixtureRequest) -> None:
    built = document.build(request.getfixturevalue(which))
    for block in flat((*built.front, *built.body)):
        if isinstance(block, Table):
            assert block.rows
            assert sum(block.widths) == pytest.approx(1)
            covered = [0] * len(block.widths)
            for row in (*((block.head,) if block.head else ()), *block.rows):
                for cell in row:
                    place = covered.index(min(covered))
                    for column in range(place, place + cell.span):
                        covered[column] += cell.down
                assert len(set(covered)) == 1 or any(cell.down > 1 for line in block.rows for cell in line)


@pytest.mark.parametrize("which", ["report", "blank"])
def test_headings_have_keys_of_their_own_and_every_jump_arrives(which: str, request: pytest.FixtureRequest) -> None:
    built = document.build(request.getfixturevalue(which))
    keys = [block.key for block in flat(built.body) if isinstance(block, Heading)]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9-]{1,40}", key) for key in keys)
    assert {run.target for run in runs((*built.front, *built.body)) if run.target} <= set(keys)


def test_a_new_audit_says_what_it_lacks(blank: Report) -> None:
    said = texts(blank)
    assert document.build(blank).mark == "DRAFT · Confidential"
    assert "This is a draft." in said
    assert "No objectives: what shall the audit find out?" in said
    for honest in (
        "No conclusion has been written yet.",
        "Objectives and scope have not been written down yet.",
        "No audit team has been named.",
        "No limitation has been recorded.",
        "There is no checklist yet, so there is nothing to count.",
        "Nothing has been tested yet, so nothing can be said about nonconformities.",
        "No distribution list has been set.",
    ):
        assert honest in said
    assert "Annex" not in " ".join(titles(blank))


def test_a_finished_report_is_not_marked(report: Report) -> None:
    assert document.build(report).mark == "DRAFT · Confidential"
    issued = replace(report, draft=False)
    assert document.build(issued).mark == "Confidential"
    assert "draft" not in texts(issued).lower()


def test_a_reference_without_a_verdict_is_named_and_never_counted_as_tested(report: Report) -> None:
    items = (replace(report.items[0], verdict=""), *report.items[1:])
    said = texts(replace(report, items=items))
    assert "1 reference has no verdict yet: 4.1." in said
    assert "41 of 44 references in scope were tested." in said


def test_findings_without_a_grade_have_a_place(report: Report) -> None:
    open_finding = replace(report.findings[2], grade="")
    changed = replace(report, findings=(*report.findings[:2], open_finding, *report.findings[3:]))
    assert "Findings without a grade" in titles(changed)
    assert "Findings without a grade" not in titles(report)


def test_a_card_that_fits_no_page_may_be_split(report: Report) -> None:
    long = replace(report.findings[0], condition="What was seen. " * 400)
    kinds = [
        block.kind
        for block in flat(document.build(replace(report, findings=(long, report.findings[1]))).body)
        if isinstance(block, Table) and "card" in block.kind
    ]
    assert kinds == ["long-card", "card"]


def test_every_reference_evidence_and_meeting_is_in_the_annexes(report: Report) -> None:
    said = texts(report)
    for label in (*(item.label for item in report.evidence), *(meeting.label for meeting in report.meetings)):
        assert label in said
    rows = [
        row
        for block in flat(document.build(report).body)
        if isinstance(block, Table) and block.caption == "Checklist coverage"
        for row in block.rows
    ]
    assert [cell.tone for cell in (row[2] for row in rows)] == [item.verdict for item in report.items]


def test_people_of_meetings_are_named_by_role_only(report: Report) -> None:
    assert {role for meeting in report.meetings for role in meeting.present} >= {"ISMS manager", "Head of HR"}

"""Editions: issued once, the same to the byte until the record changes, then a draft with the differences."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from data.errors import Refused
from data.models import Finding, ReviewComment
from data.store import Store
from data.work import audits, findings, issues, readiness, review, rows
from exports import document, issuing, run
from exports.blocks import Paragraph, flat
from exports.report import read_report

BOARD = issuing.To("Management board", "First edition")


def issued(store: Store, number: str, folder: Path, to: issuing.To = BOARD) -> issuing.Issued:
    return issuing.issue(store, number, ["md", "json"], folder, to)


def text_of(store: Store, number: str) -> str:
    folder = store.path.parent / "look"
    return run.export(store, number, ["md"], folder)[0].path.read_text(encoding="utf-8")


def test_an_issue_freezes_what_it_said(store: Store, rich: str, tmp_path: Path) -> None:
    made = issued(store, rich, tmp_path)
    audit = store.read(audits.by_number, rich)
    kept = store.read(issues.of_audit, audit.id)[-1]
    assert (kept.edition, kept.recipients, kept.note) == (2, "Management board", "First edition")
    for told, file in zip(kept.files, made.files, strict=True):
        assert told["sha256"] == hashlib.sha256(file.path.read_bytes()).hexdigest()
    report = read_report(store, rich)
    assert (report.edition, report.draft) == (2, False)
    again = run.export(store, rich, ["md"], tmp_path / "again")[0]
    assert again.sha256 == made.files[0].sha256, "an unchanged record gives the issued file again, to the byte"


def test_what_changed_makes_the_next_edition(store: Store, rich: str, tmp_path: Path) -> None:
    issued(store, rich, tmp_path)
    with pytest.raises(Refused, match="nothing in it has changed"):
        issued(store, rich, tmp_path)
    audit = store.read(audits.by_number, rich)
    finding = store.read(findings.of_audit, audit.id)[0]
    store.write(rows.edit, Finding, finding.id, title="Another headline")
    report = read_report(store, rich)
    assert (report.edition, report.draft) == (3, True)
    assert [one.place for one in report.changes] == [finding.label]
    assert "title" in report.changes[0].how
    assert "Changed since edition 2" in text_of(store, rich)
    second = issued(store, rich, tmp_path, issuing.To("Everybody"))
    assert second.issue.edition == 3
    assert read_report(store, rich).changes == report.changes


def test_a_draft_is_marked_until_it_is_issued(store: Store, rich: str, tmp_path: Path) -> None:
    before = document.build(read_report(store, rich))
    assert "DRAFT" in before.mark
    assert any(isinstance(one, Paragraph) and one.style == "draft" for one in flat(before.front))
    issued(store, rich, tmp_path)
    after = document.build(read_report(store, rich))
    assert "DRAFT" not in after.mark
    assert not any(isinstance(one, Paragraph) and one.style == "draft" for one in flat(after.front))


def test_what_blocks_is_said_and_nothing_is_noted(store: Store, tmp_path: Path) -> None:
    audit = store.write(audits.create, "Empty")
    with pytest.raises(Refused, match="Not yet"):
        issued(store, audit.number, tmp_path)
    assert store.read(issues.of_audit, audit.id) == []
    assert list(tmp_path.glob("AUD*")) == []


def test_a_comment_holds_the_report_up_until_its_answer_is_accepted(store: Store, rich: str, tmp_path: Path) -> None:
    audit = store.read(audits.by_number, rich)
    author = store.read(review.preparers, audit.id)[0]
    with pytest.raises(Refused, match="somebody else reviews"):
        store.write(review.comment, audit.id, "F-01", "Too long", author)
    made = store.write(review.comment, audit.id, "F-01", "Too long", "R. Reader")
    with pytest.raises(Refused, match="C-01"):
        issued(store, rich, tmp_path)
    with pytest.raises(Refused, match="no answer"):
        store.write(review.accept, made.id, "R. Reader")
    store.write(review.answer, made.id, "Shortened", author)
    with pytest.raises(Refused, match="somebody else"):
        store.write(review.accept, made.id, author)
    store.write(review.accept, made.id, "R. Reader")
    assert not any(one.blocks for one in store.read(readiness.missing, audit.id))
    assert "all answered and accepted" in text_of(store, rich)
    store.write(review.answer, made.id, "Shortened again", author)
    assert store.read(rows.fetch, ReviewComment, made.id).accepted_at == "", "a new answer is accepted anew"

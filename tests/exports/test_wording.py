"""Sections that are left out, sentences in the auditor's own words, drafts that never overwrite."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import Refused
from data.rules import report_parts as rules
from data.store import Store
from data.work import audits, report_parts
from exports import document, drafts, run, wording
from exports.blocks import Heading, flat
from exports.report import Report, read_report


def headings(report: Report) -> set[str]:
    return {one.key for one in flat(document.build(report).body) if isinstance(one, Heading)}


def test_every_section_that_is_written_can_be_left_out_or_is_fixed() -> None:
    assert set(document.SECTIONS) == set(rules.SECTIONS) - {"control"}
    assert {one.section for one in wording.WORDINGS.values()} <= set(rules.SECTIONS)


def test_the_short_form_has_what_no_report_may_lack(store: Store, rich: str) -> None:
    audit = store.read(audits.by_number, rich)
    store.write(report_parts.leave_out, audit.id, rules.left_out_in_short())
    short = headings(read_report(store, rich))
    assert {"summary", "scope", "team", "limitations", "nonconformities", "conclusion"} <= short
    assert not {"method", "coverage", "annex-a"} & short
    with pytest.raises(Refused, match="stands in every report"):
        store.write(report_parts.toggle, audit.id, "conclusion")
    store.write(report_parts.toggle, audit.id, "method")
    assert "method" in headings(read_report(store, rich))


def test_own_words_stand_in_place_of_the_draft_and_stay(store: Store, rich: str, tmp_path: Path) -> None:
    audit = store.read(audits.by_number, rich)
    draft = wording.draft(read_report(store, rich), "sampling")
    begun = store.write(report_parts.begin, audit.id, "sampling", draft)
    assert begun.text == draft
    store.write(report_parts.end, begun.id)
    assert read_report(store, rich).own("sampling") == "", "who changed nothing goes on following the record"
    store.write(report_parts.begin, audit.id, "sampling", draft)
    store.keep(type(begun), begun.id, text="We looked at a part; the rest may differ.")
    store.write(report_parts.end, begun.id)
    text = run.export(store, rich, ["md"], tmp_path)[0].path.read_text(encoding="utf-8")
    assert "We looked at a part; the rest may differ." in text
    assert draft[:40] not in text
    store.write(report_parts.forget, audit.id, "sampling")
    assert read_report(store, rich).own("sampling") == ""


def test_a_draft_names_what_hurts_and_what_must_be_decided(store: Store, rich: str) -> None:
    made = drafts.draft(store, rich)
    report = read_report(store, rich)
    assert all(one.label in made["conclusion"] for one in report.graded("major"))
    assert all(item.ref in made["limitations"] for item in report.judged("not_tested"))
    assert "What could hurt us" in made["summary"]


def test_a_draft_of_an_empty_audit_claims_nothing(store: Store) -> None:
    audit = store.write(audits.create, "")
    assert drafts.draft(store, audit.number)["conclusion"].startswith("Nothing has been tested yet")

"""The data set: what is gathered, how it is counted, and that it is frozen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from data.errors import NotFound
from data.models import Action, ChecklistItem, Finding, ReportIssue
from data.store import Store
from data.work import audits, checklist, rows
from exports.parts import Group
from exports.report import Report, read_report


def values(part: object) -> Iterator[Any]:
    if dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from values(getattr(part, field.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from values(one)
    else:
        yield part


def test_only_plain_values_that_nobody_can_change(report: Report) -> None:
    assert {type(value) for value in values(report)} <= {str, int, float, bool, type(None)}
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.audit.title = "another"  # type: ignore[misc]


def test_groups_count_every_reference_once(report: Report) -> None:
    assert [group.name for group in report.groups] == ["4", "5", "6", "7", "8", "9", "10", "A.5", "A.6", "A.8"]
    assert sum(group.total for group in report.groups) == report.whole.total == len(report.items) == 44
    assert sum(group.tested for group in report.groups) == report.whole.tested == 42


def test_not_tested_and_no_verdict_are_never_conforming() -> None:
    group = Group("4", "Context", ("conforming", "not_tested", "not_applicable", "", "strength", "major"))
    assert (group.total, group.tested) == (6, 3)
    assert group.count("conforming") == 1
    assert group.count("") == 1


def test_findings_come_gravest_first_with_all_that_belongs_to_them(report: Report) -> None:
    assert [finding.grade for finding in report.findings] == ["major", "minor", "ofi", "observation", "strength"]
    minor = report.findings[1]
    assert minor.evidence == ("E-001", "E-002")
    assert (minor.sample, minor.ref_title, minor.related) == ("S-01", "Access rights", ("A.6.5", "A.5.16"))
    assert (minor.actions, minor.owner, minor.due) == (("A-02",), "Head of HR", "2026-11-30")


def test_samples_say_what_they_support(report: Report) -> None:
    (sample,) = report.samples
    assert [(one.letter, one.judged, one.deviations) for one in sample.outcomes] == [("A", 25, 3), ("B", 24, 0)]
    assert sample.outcomes[0].supports.startswith("3 of 25 deviate (12 %); at 95 % confidence the rate in the 61 items")
    assert (sample.population_count, sample.size, sample.seed) == (61, 25, "AUD-2026-02/leavers")


def test_evidence_tells_where_it_is_used(report: Report) -> None:
    first = report.evidence[0]
    assert set(first.used_in) == {"F-02", "S-01.07", "S-01.15", "S-01.22"}
    assert report.evidence[4].used_in == ()


def test_references_tell_evidence_and_findings(report: Report) -> None:
    item = next(item for item in report.items if item.ref == "A.5.18")
    assert (item.evidence, item.findings) == (("E-001", "E-002"), ("F-02",))


def test_actions_of_this_audit_and_what_others_left_open(report: Report) -> None:
    assert [(action.label, action.finding) for action in report.actions] == [("A-01", "F-01"), ("A-02", "F-02")]
    assert [action.label for action in report.earlier] == ["A-90"]


def test_what_came_up_after_the_audit_is_not_earlier(store: Store, rich: str) -> None:
    store.write(rows.add, Action(label="A-91", text="Later", raised="2026-10-15"))
    store.write(rows.add, Action(label="A-92", text="On the last day", raised="2026-10-14"))
    assert [action.label for action in read_report(store, rich).earlier] == ["A-90", "A-92"]


def test_an_audit_with_all_its_parts_is_no_draft(report: Report) -> None:
    assert [point.message for point in report.missing if point.blocks] == []
    assert not report.blocked
    assert report.draft  # until it is issued


def test_a_new_audit_is_a_draft(blank: Report) -> None:
    report = blank
    assert report.draft
    assert (report.items, report.groups, report.findings) == ((), (), ())
    assert report.organisation.name == ""


def test_editions(store: Store, rich: str) -> None:
    assert read_report(store, rich).edition == 2
    assert read_report(store, rich, edition=1).edition == 1
    audit = store.read(audits.by_number, rich)
    before = read_report(store, rich)
    store.write(rows.add, ReportIssue(audit_id=audit.id, edition=2, issued_at="2026-10-21T09:00"))
    after = read_report(store, rich, edition=2)
    assert (after.as_of, after.seal) == (before.as_of, before.seal), "issuing a report must not change what it says"


def test_what_a_later_version_might_write_counts_as_not_given(store: Store, rich: str) -> None:
    audit = store.read(audits.by_number, rich)
    item = store.read(checklist.items, audit.id)[0]
    store.write(rows.edit, ChecklistItem, item.id, verdict="splendid")
    finding = store.read(lambda session: session.get(Finding, _first(session, audit.id)))
    assert finding
    store.write(rows.edit, Finding, finding.id, grade="catastrophic")
    report = read_report(store, rich)
    assert report.items[0].verdict == ""
    assert finding.label in [one.label for one in report.graded("")]


def _first(session: Any, audit_id: str) -> str:
    from data.work import findings

    return findings.of_audit(session, audit_id)[0].id


def test_no_such_audit(store: Store) -> None:
    with pytest.raises(NotFound, match="AUD-1999-01"):
        read_report(store, "AUD-1999-01")

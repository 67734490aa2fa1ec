"""Before the audit: what is asked for, sent, comes back; what is read; what is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from data import clock
from data.errors import BadInput, Conflict
from data.imports import requests as returned
from data.imports.tables import read_table
from data.models import Action, Audit, Document, Occasion, Reading, Request, SoaEntry
from data.store import Store
from data.work import audits, baseline, findings, questions, readings, requests, rows, scoping
from exports import request_list


@pytest.fixture
def audit(store: Store) -> Audit:
    made = store.write(
        audits.create,
        "Access",
        starts="2030-10-20",
        ends="2030-10-22",
        period_from="2030-01-01",
        period_to="2030-09-30",
    )
    return store.write(audits.set_scope, made.id, "A.5.15-A.5.18, A.6.1, A.8.30")


def labels(store: Store, audit: Audit) -> dict[str, Request]:
    return {one.label: one for one in store.read(requests.of_audit, audit.id)}


def test_populations_are_asked_for_with_period_and_an_independent_source(store: Store, audit: Audit) -> None:
    made = store.write(requests.propose, audit.id)
    lists = [one for one in made if one.source]
    assert lists
    assert {one.period for one in lists} == {"2030-01-01 to 2030-09-30"}
    assert any("never from IT" in one.source for one in lists)
    assert {one.due for one in made} == {"2030-10-13"}
    assert store.write(requests.propose, audit.id) == []


def test_the_list_goes_out_and_comes_back(store: Store, audit: Audit, tmp_path: Path) -> None:
    store.write(requests.propose, audit.id)
    (sheet, word) = request_list.write(store, audit.number, ("xlsx", "docx"), tmp_path / "out")
    assert word.path.stat().st_mode & 0o777 == 0o600
    assert all(one.state == "unchanged" for one in store.read(returned.propose, audit.id, read_table(sheet.path)))
    book = load_workbook(sheet.path)
    page = book.active
    assert page is not None
    heads = {str(cell.value): cell.column for cell in page[1]}
    page.cell(2, heads["Received"], "2030-10-05")
    page.cell(2, heads["Complete"], "yes")
    page.cell(2, heads["Where it is"], "share S:\\audit")
    page.cell(3, heads["Complete"], "perhaps")
    page.cell(4, heads["Audit"], "AUD-1999-01")
    page.cell(5, heads["No."], "R-99")
    book.save(tmp_path / "back.xlsx")
    lines = store.read(returned.propose, audit.id, read_table(tmp_path / "back.xlsx"))
    assert [one.state for one in lines[:4]] == ["changed", "refused", "refused", "refused"]
    assert [one.number for one in lines] == list(range(2, 2 + len(lines)))
    assert "neither Yes nor No" in lines[1].reason
    assert "AUD-1999-01" in lines[2].reason
    assert store.write(returned.apply, lines) == 1
    first = labels(store, audit)["R-01"]
    assert (first.received, first.complete, first.remark) == ("2030-10-05", True, "Where: share S:\\audit")
    again = store.read(returned.propose, audit.id, read_table(tmp_path / "back.xlsx"))
    assert again[0].state == "unchanged"


def test_what_came_back_is_added_and_never_over_newer_words(store: Store, audit: Audit, tmp_path: Path) -> None:
    one = store.write(requests.ask, audit.id, "Policy", remark="mine")
    path = tmp_path / "back.csv"
    path.write_text("No.,Remark,Complete\nR-01,theirs,no\n", encoding="utf-8")
    lines = store.read(returned.propose, audit.id, read_table(path))
    store.write(rows.edit, Request, one.id, why="changed meanwhile")
    with pytest.raises(Conflict):
        store.write(returned.apply, lines)
    assert labels(store, audit)["R-01"].remark == "mine"
    store.write(returned.apply, store.read(returned.propose, audit.id, read_table(path)))
    assert labels(store, audit)["R-01"].remark == "mine\ntheirs"


def test_a_file_that_is_no_request_list_is_refused(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Name,Role\nAnn,Clerk\n", encoding="utf-8")
    with pytest.raises(BadInput, match="no request list"):
        store.read(returned.propose, audit.id, read_table(path))
    with pytest.raises(BadInput, match="asks for nothing"):
        request_list.write(store, audit.number, ("xlsx",), tmp_path)
    store.write(requests.ask, audit.id, "Policy")
    with pytest.raises(BadInput, match="no format"):
        request_list.write(store, audit.number, ("exe",), tmp_path)


def test_sent_and_chased_are_noted_with_the_day(store: Store, audit: Audit) -> None:
    one = store.write(requests.ask, audit.id, "Policy")
    store.write(requests.send_all, audit.id)
    store.write(requests.chase, one.id)
    now = labels(store, audit)["R-01"]
    assert (now.sent, now.chased) == (clock.today(), clock.today())
    assert requests.state(now) == "chased"
    store.write(requests.chase, one.id)
    assert labels(store, audit)["R-01"].chased == ""


def test_questions_come_out_of_what_was_read_once_each(store: Store, audit: Audit) -> None:
    reading = store.write(readings.begin, audit.id, "Access Policy", "2.0")
    assert store.write(readings.begin, audit.id, "access policy").id == reading.id
    text = "quarterly reviews promised\n? who reviews A.5.18 for contractors\n ?\n"
    store.write(rows.edit, Reading, reading.id, text=text)
    (made,) = store.write(readings.take_questions, reading.id)
    assert (made.text, made.ref) == ("who reviews A.5.18 for contractors", "A.5.18")
    assert f"contractors {{{made.label}}}" in store.read(rows.fetch, Reading, reading.id).text
    assert store.write(readings.take_questions, reading.id) == []
    assert len(store.read(questions.of_audit, audit.id)) == 1


def test_what_can_be_read_are_the_criteria_then_the_register(store: Store, audit: Audit) -> None:
    store.write(rows.add, Document(number="POL-1", title="Access Policy", edition="2.0"))
    titles = [title for title, _ in store.read(readings.to_read, audit.id)]
    assert titles == ["ISO/IEC 27001", "POL-1 Access Policy"]
    store.write(readings.begin, audit.id, "POL-1 Access Policy", "2.0")
    assert len(store.read(readings.to_read, audit.id)) == 1


def test_what_is_known_is_of_this_scope_and_open_first(store: Store, audit: Audit) -> None:
    earlier = store.write(audits.create, "Last year", starts="2029-01-01")
    finding = store.write(findings.raise_finding, earlier.id, "Accounts late", ref="A.5.18", grade="minor")
    store.write(findings.raise_finding, earlier.id, "Doors", ref="A.7.1", grade="minor")
    store.write(findings.raise_finding, earlier.id, "Good work", ref="A.5.15", grade="strength")
    store.write(rows.add, Action(label="A-01", audit_id=earlier.id, finding_id=finding.id, statement="Accounts late"))
    store.write(rows.add, Action(label="A-02", external="C-2", statement="Backups missing", origin="Management review"))
    store.write(rows.add, Occasion(number="INC-7", kind="incident", day="2030-05-05", title="Theft", refs=["A.5.17"]))
    store.write(rows.add, SoaEntry(ref="A.8.30", applicable=False, reason="nothing is outsourced"))
    store.write(rows.add, SoaEntry(ref="A.5.16", status="Implemented"))
    store.write(rows.add, SoaEntry(ref="A.6.1", status="Partly implemented", description="contractors missing"))
    known = [(one.kind, one.label) for one in store.read(baseline.of_audit, audit.id)]
    assert known == [
        ("open action", "A-01"),
        ("incident", "INC-7"),
        ("finding", f"{earlier.number} F-01"),
        ("SoA", "A.6.1"),
        ("SoA", "A.8.30"),
    ]


def test_the_scope_is_checked_against_soa_and_register(store: Store, audit: Audit) -> None:
    store.write(rows.add, SoaEntry(ref="A.8.30", applicable=False, reason="nothing is outsourced"))
    store.write(rows.add, SoaEntry(ref="A.5.15", reference="POL-1"))
    store.write(rows.add, Document(number="POL-1", title="Access Policy", edition="2.0", status="Published"))
    found = {one.kind: one for one in store.read(scoping.points, audit.id)}
    assert found["not applicable"].item == "A.8.30"
    assert "A.7" in found["in no audit"].item
    suggested = found["could be added"]
    assert suggested.add is not None
    store.write(scoping.add_criterion, audit.id, suggested.add)
    assert [(one.title, one.edition) for one in store.read(audits.criteria, audit.id)][1] == (
        "Access Policy (POL-1)",
        "2.0",
    )
    assert "could be added" not in {one.kind for one in store.read(scoping.points, audit.id)}

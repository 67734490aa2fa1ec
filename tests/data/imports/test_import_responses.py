"""The answer form: written, filled in by a script as an auditee would, re-saved by LibreOffice, read back."""

from __future__ import annotations

import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.errors import BadInput, Conflict
from data.imports import responses as answers
from data.imports import tables
from data.models import Action, Audit, Finding
from data.store import Store
from data.work import actions, audits, decisions, findings, responses, rows
from exports import response_form

HOSTILE = '=HYPERLINK("http://x","y") {0} \'; DROP TABLE action; --'


@pytest.fixture
def audit(store: Store) -> Audit:
    audit = store.write(audits.create, "Access", starts="2026-10-12")
    for title, grade, owner in (
        ("Late", "minor", "HR"),
        ("Open", "major", "IT"),
        ("Measure", "ofi", "HR"),
        ("Good", "strength", ""),
    ):
        store.write(findings.raise_finding, audit.id, title, grade=grade, owner=owner, condition="3 of 25")
    return audit


def form(store: Store, audit: Audit, folder: Path, owner: str = "") -> Path:
    return response_form.write(store, audit.number, folder, owner)


def fill(path: Path, cells: dict[str, dict[str, Any]]) -> None:
    """Type answers into a form, by the finding's label and the column's title."""
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    titles = {str(cell.value): cell.column for cell in page[response_form.HEAD]}
    for row in page.iter_rows(min_row=response_form.HEAD + 1):
        for title, value in cells.get(str(row[0].value), {}).items():
            cell = page.cell(row[0].row, titles[title])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)


def read(store: Store, audit: Audit, path: Path) -> answers.Answers:
    return store.read(answers.propose, audit.id, tables.read_table(path, responses.SHEET))


def test_the_form_is_locked_but_for_the_answers(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = form(store, audit, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert page.protection.sheet
    titles = [str(cell.value) for cell in page[response_form.HEAD]]
    rows_ = {str(row[0].value): row for row in page.iter_rows(min_row=response_form.HEAD + 1)}
    assert list(rows_) == ["F-02", "F-01", "F-03"]
    opened = {label: {titles[c.column - 1] for c in row if not c.protection.locked} for label, row in rows_.items()}
    assert "Cause *" in opened["F-01"]
    assert "Accepted?" not in opened["F-01"]
    assert "Accepted?" in opened["F-03"]
    assert "Headline" not in opened["F-01"] | opened["F-03"]
    assert len(page.data_validations.dataValidation) == 3
    assert page.column_dimensions["P"].hidden


def test_a_form_of_one_owner_holds_what_that_role_answers_for(store: Store, audit: Audit, tmp_path: Path) -> None:
    assert store.read(responses.owners, audit.id) == ["HR", "IT"]
    path = form(store, audit, tmp_path, "it")
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert [row[0].value for row in page.iter_rows(min_row=response_form.HEAD + 1)] == ["F-02"]
    with pytest.raises(BadInput, match="no graded finding"):
        form(store, audit, tmp_path, "Nobody")


def test_answers_come_back_as_actions_and_answers(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = form(store, audit, tmp_path)
    fill(
        path,
        {
            "F-01": {
                "Cause *": "Notice late",
                "Action *": HOSTILE,
                "Owner (role) *": "HR",
                "Due date *": date(2026, 12, 1),
            },
            "F-02": {"Cause *": "Nobody owns it"},
            "F-03": {"Accepted?": "declined", "Reason if declined": "Cost"},
        },
    )
    proposal = read(store, audit, path)
    assert [(line.label, line.state) for line in proposal.lines] == [
        ("F-02", "new"),
        ("F-01", "new"),
        ("F-03", "changed"),
    ]
    assert any(
        "F-02: still missing: Action, Owner (role), Due date" in note for line in proposal.lines for note in line.notes
    )
    store.write(answers.apply, audit.id, proposal)
    made = {one.statement: one for one in store.read(actions.of_audit, audit.id)}
    assert (made["Late"].cause, made["Late"].owner, made["Late"].due) == ("Notice late", "HR", "2026-12-01")
    assert made["Late"].text.startswith("=HYPERLINK")
    assert made["Open"].cause == "Nobody owns it"
    assert [one.reason for one in store.read(decisions.answers, audit.id).values()] == ["Cost"]
    assert {line.state for line in read(store, audit, path).lines} == {"unchanged"}


def test_what_was_edited_here_meanwhile_is_kept(store: Store, audit: Audit, tmp_path: Path) -> None:
    finding = store.read(findings.of_audit, audit.id)[0]
    action = store.write(actions.agree, audit.id, finding.id, "first words", owner="HR")
    path = form(store, audit, tmp_path)
    store.write(rows.edit, Action, action.id, text="better words")
    fill(path, {"F-01 A-01": {"Cause *": "Notice late"}})
    proposal = read(store, audit, path)
    line = next(line for line in proposal.lines if line.label == "F-01 A-01")
    assert line.values == {"cause": "Notice late"}
    assert "Action * was edited here since" in line.notes[0]
    store.write(rows.edit, Action, action.id, owner="IT")
    with pytest.raises(Conflict, match="A-01 was changed"):
        store.write(answers.apply, audit.id, proposal)
    assert store.read(rows.fetch, Action, action.id).cause == ""


@pytest.mark.parametrize(
    ("label", "cells", "reason"),
    [
        ("F-01", {"Due date *": "end of year", "Action *": "x"}, "«end of year» is no date"),
        ("F-01", {"Accepted?": "declined"}, "a nonconformity is corrected"),
        ("F-03", {"Accepted?": "maybe"}, "write accepted or declined"),
        ("F-03", {"Accepted?": "declined"}, "declined without a reason"),
        ("F-03", {"Owner (role) *": "HR"}, "owner or date without an action"),
        ("F-01", {"Cause *": "x" * 4001}, "at most 4000"),
        ("F-01", {"key": "0" * 32 + "."}, "belongs to no finding of this audit"),
        ("F-01", {"key": None, "Cause *": "x"}, "a row without its key"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_reason(
    store: Store, audit: Audit, tmp_path: Path, label: str, cells: dict[str, Any], reason: str
) -> None:
    path = form(store, audit, tmp_path)
    fill(path, {label: cells})
    refused = [line for line in read(store, audit, path).lines if line.state == "refused"]
    assert len(refused) == 1
    assert reason in refused[0].reason


def test_a_form_of_another_audit_or_another_file_is_refused(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = form(store, audit, tmp_path)
    other = store.write(audits.create, "Other", starts="2026-10-12")
    assert {line.state for line in read(store, other, path).lines} == {"refused"}
    table = tmp_path / "x.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match="no answer form"):
        read(store, audit, table)


def test_a_finding_answered_here_before_the_form_came_back_keeps_one_action(
    store: Store, audit: Audit, tmp_path: Path
) -> None:
    path = form(store, audit, tmp_path)
    finding: Finding = store.read(findings.of_audit, audit.id)[0]
    store.write(actions.agree, audit.id, finding.id, "agreed here")
    fill(path, {"F-01": {"Cause *": "Notice late"}})
    store.write(answers.apply, audit.id, read(store, audit, path))
    assert [(one.text, one.cause) for one in store.read(actions.of_audit, audit.id)] == [("agreed here", "Notice late")]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_it_survives_a_round_through_libreoffice(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = form(store, audit, tmp_path)
    fill(path, {"F-01": {"Action *": "=1+1", "Owner (role) *": "HR", "Due date *": date(2026, 12, 1), "Cause *": "c"}})
    away = tmp_path / "away"
    call = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(away),
        str(path),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    proposal = read(store, audit, away / path.name)
    assert proposal.as_json()["refused"] == []
    line = next(line for line in proposal.lines if line.label == "F-01")
    assert line.values == {"cause": "c", "text": "=1+1", "owner": "HR", "due": "2026-12-01"}

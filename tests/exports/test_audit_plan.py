"""The plan that goes out: one page in Word and PDF, the days as a calendar, hostile text as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from data.errors import BadInput
from data.models import Audit
from data.store import Store
from data.work import audits, sittings
from exports import audit_plan
from tui.cli import main


@pytest.fixture
def audit(store: Store) -> Audit:
    store.write(audits.name_organisation, "Example Ltd")
    made = store.write(
        audits.create,
        "Access <script> $x$",
        starts="2026-10-12",
        ends="2026-10-14",
        objectives="Find out",
        places="Hull",
    )
    store.write(audits.set_scope, made.id, "A.5.15-A.5.18")
    store.write(audits.set_team, made.id, "Ann Lee | lead auditor | Quality\nBo | observer")
    store.write(sittings.plan_line, made.id, "Access | A.5.15 | 2026-10-12 09:30 | 90 | HR, IT")
    return made


def test_the_plan_is_one_page_that_says_who_when_what(store: Store, audit: Audit, tmp_path: Path) -> None:
    made = {one.format: one.path for one in audit_plan.write(store, audit.number, ("docx", "pdf", "ics"), tmp_path)}
    pages = PdfReader(made["pdf"]).pages
    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    for words in (
        "Access <script> $x$",
        "Find out",
        "A.5.15-A.5.18",
        "Ann Lee",
        "does not test",
        "90 minutes",
        "HR and IT",
    ):
        assert words in text
    again = {one.format: one.sha256 for one in audit_plan.write(store, audit.number, ("docx", "pdf"), tmp_path / "b")}
    first = {one.format: one.sha256 for one in audit_plan.write(store, audit.number, ("docx", "pdf"), tmp_path / "c")}
    assert again == first


def test_the_calendar_has_the_audit_and_each_sitting(store: Store, audit: Audit, tmp_path: Path) -> None:
    (made,) = audit_plan.write(store, audit.number, ("ics",), tmp_path)
    lines = made.path.read_text(encoding="utf-8").splitlines()
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261012" in lines
    assert "DTEND;VALUE=DATE:20261015" in lines
    assert any("09:30 Access" in line for line in lines)


def test_an_unknown_format_is_refused(store: Store, audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no format of an audit plan"):
        audit_plan.write(store, audit.number, ("exe",), tmp_path)


def test_plan_and_requests_from_the_command_line(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = str(store.path)
    assert main(["--store", path, "plan", audit.number, "--to", "ics", "--out", str(tmp_path)]) == 0
    assert main(["--store", path, "requests", audit.number, "--out", str(tmp_path)]) == 2
    back = tmp_path / "back.csv"
    back.write_text("No.,Complete\nR-01,yes\n", encoding="utf-8")
    assert main(["--store", path, "import", "requests", str(back), "--audit", audit.number]) == 0
    assert main(["--store", path, "import", "requests", str(back)]) == 2

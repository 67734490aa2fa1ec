"""The papers of follow-up: minutes of the presentation, what feeds the management review, the register of actions."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from data.demo import build
from data.store import Store
from data.work import actions, audits, decisions, meetings
from exports import action_register, management_review, minutes


@pytest.fixture
def number(store: Store) -> str:
    """The demo's audit, presented to management."""
    number = build(store)
    audit = store.read(audits.by_number, number)
    meeting = store.write(meetings.begin, audit.id, "presentation", title="Presentation")
    store.write(meetings.attend, meeting.id, "Managing Director")
    store.write(decisions.circulate, audit.id, "Finance Director", "2026-11-20")
    values = {"kind": "accepted risk", "reason": "replaced in spring", "owner": "Managing Director"}
    store.write(decisions.decide, audit.id, "=Keep the map server {0}", **values)
    return number


def text(path: Path) -> str:
    """All words of a Word file, those of its tables too."""
    body = Document(str(path)).element.body
    return "\n".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_the_papers_say_what_was_decided_and_what_is_open(store: Store, number: str, tmp_path: Path) -> None:
    audit = store.read(audits.by_number, number)
    held = store.read(meetings.of_audit, audit.id, "presentation")[-1]
    minuted = minutes.export(store, number, held.label, tmp_path)
    review = management_review.export(store, number, tmp_path)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*minuted, *review)} == {0o600}
    told = text(minuted[0])
    for words in (
        "Finance Director (20 November 2026)",
        "=Keep the map server {0}",
        "replaced in spring",
        "Managing Director",
    ):
        assert words in told
    told = text(review[0])
    waiting = [one for one in store.read(actions.of_audit, audit.id) if one.status not in actions.FINISHED]
    assert all(one.label in told for one in waiting)
    for words in ("Status of earlier actions", "A-03", "=Keep the map server {0}", "Open actions by age", "accepted"):
        assert words in told
    for path in (minuted[1], review[1]):
        pages = PdfReader(path).pages
        assert "Keep the map server {0}" in "".join(page.extract_text() for page in pages)


def test_the_register_of_actions_counts_every_action_and_look(store: Store, number: str, tmp_path: Path) -> None:
    path = action_register.write(store, tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    rows = list(book["Actions"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [one.label for one in store.read(actions.every)]
    looks = {row[0]: row[17] for row in rows}
    assert any("partly; " in str(look) and "effective" in str(look) for look in looks.values())
    ages = [row for row in book["Trends"].iter_rows(min_row=2, values_only=True) if row[0] == "Open actions by age"]
    unfinished = [one for one in store.read(actions.every) if one.status not in actions.FINISHED]
    assert sum(int(str(row[2])) for row in ages) == len(unfinished)
    assert not any("externalLink" in name for name in zipfile.ZipFile(path).namelist())

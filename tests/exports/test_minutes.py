"""The minutes of a meeting, and what meetings and talks bring into the report."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

import pytest

from data.errors import BadInput, NotFound
from data.store import Store
from data.work import audits, awareness, closing, findings, meetings, questions, understanding
from exports import document, fieldwork, minutes
from exports.blocks import Table, flat
from exports.report import read_report

HOSTILE = '</w:t><script> #read("/etc/passwd") =1+1'


@pytest.fixture
def number(store: Store) -> str:
    audit = store.write(audits.create, "Access", starts="2026-10-12", ends="2026-10-14", classification="Confidential")
    opening = store.write(meetings.begin, audit.id, "opening", place="Hull", remote=True, consent="Head of IT")
    store.write(meetings.attend, opening.id, f"Head of IT {HOSTILE}", "Ines")
    store.write(meetings.tick, store.read(meetings.agenda, opening.id)[0].id)
    store.write(
        understanding.add_key_point, audit.id, "outsourced", f"Mail filter {HOSTILE} | mail | Mailgate", opening.id
    )
    store.write(understanding.differ, audit.id, "Scope", "Ghent as well", opening.id, written="Hull only", ref="4.3")
    store.write(questions.raise_question, audit.id, "who owns Ghent?", meeting_id=opening.id)
    raised = store.write(findings.raise_finding, audit.id, "Late", grade="minor", ref="A.5.18")
    store.write(closing.acknowledge, raised.id, "Head of IT")
    end = store.write(meetings.begin, audit.id, "closing")
    store.write(closing.disagree, audit.id, "It was one case", "Head of IT", raised.id, end.id)
    store.write(awareness.answer, audit.id, awareness.pack()[0].title, "knew", "HR")
    store.write(meetings.begin, audit.id, "interview", started="")
    return audit.number


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        text = file.read("word/document.xml").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_opening_meetings_minutes_say_what_was_settled(store: Store, number: str, tmp_path: Path) -> None:
    word, pdf = minutes.export(store, number, "m-01", tmp_path / "out")
    assert (word.name, pdf.name) == (f"{number}-M-01-minutes.docx", f"{number}-M-01-minutes.pdf")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (word, pdf)} == {0o600}
    assert pdf.read_bytes().startswith(b"%PDF")
    text = words_of(word)
    for said in ("Opening meeting: minutes", "Hull, remote", "agreed: Head of IT", "Mail filter", "Ghent as well", "Hull only",
                 "who owns Ghent?", "Not dealt with.", "script"):  # fmt: skip
        assert said in text
    assert "Contents" not in text
    assert "It was one case" not in text


def test_the_closing_meetings_minutes_show_findings_and_opinions(store: Store, number: str, tmp_path: Path) -> None:
    [word] = minutes.export(store, number, "M-02", tmp_path, ("docx",))
    text = words_of(word)
    assert "F-01" in text
    assert "It was one case" in text
    assert "Mail filter" not in text


def test_what_cannot_be_written_is_refused_in_one_line(store: Store, number: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="meetings: M-01, M-02, M-03"):
        minutes.export(store, number, "M-09", tmp_path)
    with pytest.raises(BadInput, match="has not begun"):
        minutes.export(store, number, "M-03", tmp_path)
    with pytest.raises(BadInput, match="docx, pdf"):
        minutes.export(store, number, "M-01", tmp_path, ("csv",))
    assert list(tmp_path.glob("*minutes*")) == []


def test_the_report_tells_of_services_differences_awareness_and_opinions(store: Store, number: str) -> None:
    report = read_report(store, number)
    captions = {block.caption for block in flat(document.build(report).body) if isinstance(block, Table)}
    assert {
        "Outsourced services, key dependencies and architecture",
        "Said and written",
        "Awareness",
        "Differences of opinion",
    } <= captions
    assert report.disagreements[0].finding == "F-01"
    assert (report.awareness[0].knew, report.awareness[0].asked) == (1, 1)
    assert [one.meeting for one in report.key_points] == ["M-01"]


def test_a_report_without_them_says_nothing_of_them(blank: object) -> None:
    for part in (fieldwork.surroundings, fieldwork.awareness, fieldwork.opinions):
        assert list(part(blank)) == []  # type: ignore[arg-type]

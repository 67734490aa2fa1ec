"""Evidence in bulk, where it is used, and what is weak about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadInput
from data.imports import evidence as offered
from data.models import Note
from data.store import Store, verify
from data.work import audits, bulk, checklist, evidence, findings, meetings, questions, requests, rows, search, uses


@pytest.fixture
def audit_id(store: Store) -> str:
    audit = store.write(
        audits.create,
        "Access",
        period_from="2026-01-01",
        period_to="2026-09-30",
        starts="2026-10-12",
        ends="2026-10-14",
    )
    store.write(audits.set_scope, audit.id, "A.5.15-A.5.18")
    store.write(checklist.prepare, audit.id)
    return audit.id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "from HR"
    (made / "sub").mkdir(parents=True)
    (made / "leavers.csv").write_text("id\n1\n")
    (made / "sub" / "screen.PNG").write_bytes(b"\x89PNG")
    (made / "policy.pdf").write_bytes(b"%PDF")
    (made / ".hidden").write_text("no")
    (made / "link").symlink_to("/etc/hostname")
    return made


def test_a_folder_is_offered_file_by_file_and_no_link_leads_out(folder: Path) -> None:
    offers = offered.read(folder)
    assert [(one.where, one.values.get("kind", ""), one.problem[:16]) for one in offers] == [
        ("leavers.csv", "record", ""),
        ("link", "", "no ordinary file"),
        ("policy.pdf", "document", ""),
        ("sub/screen.PNG", "screenshot", ""),
    ]


def test_a_folder_is_taken_in_once_and_one_undo_takes_it_back(store: Store, audit_id: str, folder: Path) -> None:
    offers = offered.read(folder)
    assert store.read(bulk.known, audit_id, offers) == {}
    told: list[tuple[int, str]] = []
    kept = bulk.keep_files(store.vault, [one for one in offers if not one.problem], lambda *said: told.append(said))
    made = store.write(bulk.record, audit_id, kept, "Ines")
    assert [item.title for item in made] == ["leavers.csv", "policy.pdf", "sub/screen.PNG"]
    assert [name for _, name in told] == ["leavers.csv", "policy.pdf", "sub/screen.PNG"]
    assert all(item.collector == "Ines" and item.sha256 for item in made)
    assert store.vault.path(made[0].sha256).read_text() == "id\n1\n"
    assert verify(store) == []
    assert store.read(bulk.known, audit_id, offers) == {
        "leavers.csv": "E-001",
        "policy.pdf": "E-002",
        "sub/screen.PNG": "E-003",
    }
    store.write(search.undo, store.sitting)
    assert store.read(evidence.of_audit, audit_id) == []


def test_a_file_that_went_meanwhile_is_told_of_and_the_others_are_kept(store: Store, folder: Path) -> None:
    offers = [one for one in offered.read(folder) if not one.problem]
    (folder / "policy.pdf").unlink()
    kept = bulk.keep_files(store.vault, offers)
    assert [bool(one.problem) for one in kept] == [False, True, False]


def test_a_table_is_read_by_its_headers_and_bad_rows_say_why(tmp_path: Path) -> None:
    (tmp_path / "joiners.csv").write_text("x")
    table = tmp_path / "index.csv"
    table.write_text(
        "Title;Type;Date captured;Period covered;System;Clause or control;Personal data;File\n"
        "Leaver list;export;12.10.2026;2026-01-01 to 2026-09-30;HR system;A.5.18, 7.2;yes;joiners.csv\n"
        ";record;;;;;;\n"
        "Odd;hearsay;;;;;;\n"
        "Wrong ref;record;;;;A.9.9;;\n"
        "Outside;record;;;;;;../../etc/passwd\n"
        "'=1+1;;;;;;;\n",
        encoding="utf-8",
    )
    offers = offered.read(table)
    good = offers[0]
    assert good.values == {
        "title": "Leaver list",
        "kind": "record",
        "captured": "2026-10-12",
        "period": "2026-01-01 to 2026-09-30",
        "source": "HR system",
        "refs": ["7.2", "A.5.18"],
        "personal_data": True,
        "file_name": "joiners.csv",
    }
    assert good.file == tmp_path / "joiners.csv"
    assert [(one.where, one.problem.split(";")[0]) for one in offers[1:5]] == [
        ("row 3", "no title"),
        ("row 4", "column kind: «hearsay» is none"),
        ("row 5", offers[3].problem.split(";")[0]),
        ("row 6", "column file: ../../etc/passwd is no file beside the table"),
    ]
    assert "A.9.9" in offers[3].problem
    assert (offers[5].title, offers[5].problem) == ("=1+1", "")


def test_what_is_no_index_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("Colour,Taste\nred,sweet\n")
    with pytest.raises(BadInput, match="Columns found: Colour, Taste") as refused:
        offered.read(tmp_path / "other.csv")
    assert "\n" not in str(refused.value)
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "absent", Path("a\0b")):
        with pytest.raises(BadInput):
            offered.read(path)


@given(st.text(max_size=40))
def test_any_name_of_a_file_has_a_kind(name: str) -> None:
    assert offered.kind_of(name) in evidence.KINDS


def test_evidence_leads_to_all_its_uses(store: Store, audit_id: str) -> None:
    talk = store.write(meetings.begin, audit_id, "interview", "HR")
    proof = store.write(evidence.record, audit_id, "Leaver list", kind="record", refs=["A.5.18"], meeting_id=talk.id)
    raised = store.write(findings.raise_finding, audit_id, "late", ref="A.5.18")
    store.write(evidence.link, raised.id, proof.id)
    store.write(requests.ask, audit_id, "Leavers", refs=["A.5.18"], remark="came as E-001")
    note = store.read(meetings.note, talk.id)
    text = "@Head of HR  all leave\nsee E-001 and E-0011\n\n+rec Leaver list  {E-001}"
    store.keep(
        Note, note.id, text=text, times=["2026-10-12T10:01:00", "2026-10-12T10:02:00", "", "2026-10-12T10:03:00"]
    )
    store.write(lambda _session: None)
    found = store.read(uses.of_evidence, proof.id)
    assert [(use.mark, use.label) for use in found] == [
        ("finding", "F-01"),
        ("request", "R-01"),
        ("checklist", "A.5.18"),
        ("note", "M-01"),
        ("note", "M-01"),
    ]
    assert found[3].words == "10:02 see E-001 and E-0011  (Head of HR)"
    assert found[4].key == f"{talk.id}#3"


def test_everything_about_a_ref_is_found_whoever_said_it(store: Store, audit_id: str) -> None:
    talk = store.write(meetings.begin, audit_id, "interview", "IT")
    other = store.write(meetings.begin, audit_id, "walkthrough", "Ordinary staff")
    asked = store.read(checklist.prompts, audit_id)
    about = next(one for one in asked if one.ref == "A.5.18")
    store.write(checklist.mark_prompt, about.id, "answered", talk.id)
    store.write(evidence.record, audit_id, "Leaver list", refs=["A.5.18"])
    store.write(evidence.record, audit_id, "Other", refs=["A.5.1"])
    store.write(findings.raise_finding, audit_id, "late", ref="A.5.15", related=["A.5.18"])
    store.write(questions.raise_question, audit_id, "who?", ref="A.5.18")
    for meeting, text in ((talk, "A.5.18 said so\nA.5.1 is not it"), (other, "seen for A.5.18.")):
        note = store.read(meetings.note, meeting.id)
        store.keep(Note, note.id, text=text, times=["2026-10-12T10:01:00"] * 2)
    store.write(lambda _session: None)
    found = store.read(uses.of_ref, audit_id, "A.5.18")
    assert [(use.mark, use.label) for use in found] == [
        ("question", "M-01"),
        ("evidence", "E-001"),
        ("finding", "F-01"),
        ("question", "Q-01"),
        ("note", "M-01"),
        ("note", "M-02"),
    ]
    assert store.read(uses.of_ref, audit_id, "A.5.1")[-1].words == "10:01 A.5.1 is not it  (IT)"


def test_weakness_is_judged_by_the_period_of_the_audit(store: Store, audit_id: str) -> None:
    old = store.write(evidence.record, audit_id, "Old", kind="record", period="2025-02-01", source="HR system")
    store.write(evidence.record, audit_id, "Good", kind="record", period="2026-02-01", source="HR system")
    assert store.read(evidence.weak, audit_id) == {old.id: ("older than the period examined",)}


def test_a_screenshot_carries_the_consent_of_its_meeting(store: Store, audit_id: str) -> None:
    talk = store.write(meetings.begin, audit_id, "interview", "IT", consent="Head of IT, 10:02")
    shot = store.write(evidence.record, audit_id, "Console", kind="screenshot", meeting_id=talk.id)
    other = store.write(evidence.record, audit_id, "List", kind="record", meeting_id=talk.id)
    assert (shot.consent, other.consent) == ("Head of IT, 10:02", "")
    assert store.read(rows.fetch, type(shot), shot.id).consent == "Head of IT, 10:02"


def test_pasted_text_becomes_a_private_file(store: Store) -> None:
    kept = store.vault.add_text("log line\n\x1b[31m\ud800")
    path = store.vault.path(kept.sha256)
    assert path.read_bytes() == b"log line\n\x1b[31m?"
    assert path.stat().st_mode & 0o777 == 0o600

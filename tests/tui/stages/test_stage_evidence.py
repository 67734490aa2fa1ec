"""6 Evidence by keys: recorded, pasted, taken in, linked, found where it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from data.models import Note
from data.store import opened
from data.work import evidence, findings, meetings
from tui.screens.preview import Preview
from tui.widgets.note import NoteText


async def test_a_line_as_in_a_note_is_recorded_and_the_cursor_is_on_it(sit: Callable[..., Any]) -> None:
    async with sit(6) as desk:
        await desk.keys("a")
        await desk.answer("+rec Leaver list | 2026-09-30 | HR system, report 14")
        await desk.keys("a")
        await desk.answer("A.5.15 Access standard v4.1")
        found = desk.read(evidence.of_audit, desk.audit_id)
        assert [(one.kind, one.title, one.collector) for one in found] == [
            ("record", "Leaver list", "tester"),
            ("document", found[1].title, "tester"),
        ]
        assert found[1].refs == ["A.5.15"]
        assert "E-002" in desk.rows("#evidence")[1]
        assert desk.workspace.pane.item.label == "E-002"


async def test_a_screen_capture_asks_who_agreed(sit: Callable[..., Any]) -> None:
    async with sit(6) as desk:
        await desk.keys("a")
        await desk.answer("+shot Console users", "Head of IT 10:12")
        [shot] = desk.read(evidence.of_audit, desk.audit_id)
        assert (shot.kind, shot.consent) == ("screenshot", "Head of IT 10:12")
        assert "does not say of which system" in desk.words("#evidence-foot")
        await desk.keys("a")
        await desk.answer("+shot Another")
        await desk.keys("escape")
        assert len(desk.read(evidence.of_audit, desk.audit_id)) == 1


async def test_pasted_text_becomes_a_file_and_nothing_is_lost_on_the_way(sit: Callable[..., Any]) -> None:
    async with sit(6) as desk:
        await desk.keys("p")
        await desk.write("Log of the restore")
        await desk.keys("enter")
        await desk.write("10:14 restored")
        await desk.until(lambda: desk.app.drafts.get(f"paste.{desk.audit_id}.text") == "10:14 restored")
        await desk.keys("escape")
        [kept] = desk.read(evidence.of_audit, desk.audit_id)
        assert (kept.title, kept.kind, kept.size) == ("Log of the restore", "record", 14)
        assert desk.app.store.vault.path(kept.sha256).read_text() == "10:14 restored"
        await desk.keys("p", "escape")
        assert len(desk.read(evidence.of_audit, desk.audit_id)) == 1


async def test_a_folder_is_shown_before_it_is_taken_in(sit: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "hr"
    folder.mkdir()
    for name in ("a.csv", "b.pdf"):
        (folder / name).write_text(name)
    async with sit(6) as desk:
        await desk.keys("i")
        await desk.answer(str(folder))
        await desk.until(lambda: isinstance(desk.app.screen, Preview))
        assert desk.rows("#preview") == ["new | a.csv | a.csv | 5 bytes", "new | b.pdf | b.pdf | 5 bytes"]
        assert desk.read(evidence.of_audit, desk.audit_id) == []
        await desk.keys("enter")
        await desk.until(lambda: len(desk.rows("#evidence")) == 2)
        await desk.keys("i")
        await desk.answer(str(folder))
        await desk.until(lambda: isinstance(desk.app.screen, Preview))
        assert desk.rows("#preview")[0].startswith("there | a.csv")
        await desk.keys("enter")
        assert len(desk.read(evidence.of_audit, desk.audit_id)) == 2


async def test_a_path_that_is_none_is_told_of_in_one_line(sit: Callable[..., Any], tmp_path: Path) -> None:
    async with sit(6) as desk:
        for key in ("i", "f"):
            await desk.keys(key)
            await desk.answer(str(tmp_path / "absent"))
            assert desk.read(evidence.of_audit, desk.audit_id) == []


async def test_where_used_leads_to_the_line_and_back(
    sit: Callable[..., Any], seed: Callable[..., Any], audit: Any
) -> None:
    talk = seed(meetings.begin, "interview", "HR")
    seed(evidence.record, "Leaver list", kind="record", refs=["A.5.18"])
    with opened(audit[0], "tester") as store:
        note = store.read(meetings.note, talk.id)
        store.keep(Note, note.id, text="one\ntwo E-001\nthree", times=["2026-10-12T10:00:00"] * 3, row=2, column=0)
    async with sit(6) as desk:
        await desk.keys("w")
        assert [line.split(" | ")[0] for line in desk.rows(".use-rows")] == ["checklist", "note"]
        await desk.keys("end", "enter")
        await desk.until(lambda: isinstance(desk.app.focused, NoteText))
        assert desk.app.focused.cursor_location[0] == 1
        await desk.keys("escape", "s")
        await desk.until(lambda: desk.workspace.stage == 6)
        await desk.until(lambda: "E-001" in str(desk.workspace.query_one("TitleBar").where))


async def test_a_finding_raised_here_rests_on_the_item(sit: Callable[..., Any], seed: Callable[..., Any]) -> None:
    proof = seed(evidence.record, "Leaver list", kind="record", refs=["A.5.18"])
    async with sit(6) as desk:
        await desk.keys("ctrl+n")
        [raised] = desk.read(findings.of_audit, desk.audit_id)
        assert raised.ref == "A.5.18"
        await desk.until(lambda: [one.id for one in desk.read(evidence.of_finding, raised.id)] == [proof.id])
        await desk.keys("l", "enter")
        await desk.until(lambda: desk.read(evidence.of_finding, raised.id) == [])


async def test_weak_items_alone_and_the_index_as_a_file(
    sit: Callable[..., Any], seed: Callable[..., Any], tmp_path: Path
) -> None:
    seed(evidence.record, "Good", kind="record", source="HR system", captured="2026-10-12")
    seed(evidence.record, "Old", kind="record", source="HR system", period="2024-01-01")
    async with sit(6) as desk:
        await desk.keys("v")
        assert len(desk.rows("#evidence")) == 1
        assert "older than the period" in desk.words("#evidence-foot")
        await desk.keys("v", "d")
        assert len(desk.rows("#evidence")) == 2
        await desk.keys("e", "enter", "ctrl+u")
        await desk.answer(str(tmp_path / "out"))
        await desk.until(lambda: (tmp_path / "out").exists() and any((tmp_path / "out").iterdir()))
        [path] = (tmp_path / "out").iterdir()
        assert path.name.endswith("-evidence.xlsx")
        assert any(one.personal_data for one in desk.read(evidence.of_audit, desk.audit_id))


async def test_the_form_keeps_refs_flags_and_says_what_is_no_kind(
    sit: Callable[..., Any], seed: Callable[..., Any]
) -> None:
    seed(evidence.record, "Old", kind="record", source="HR system", period="2024-01-01")
    async with sit(6) as desk:
        await desk.keys("enter")
        pane = desk.workspace.pane
        form = pane.query_one("Form")
        assert "older than the period" in str(form.query_one("#complaint-title").render())
        for name, text in (("refs", "A.5.15-16"), ("personal_data", "yes"), ("kind", "hearsay")):
            form.put(name, text)
            await desk.settle()
        assert "not a kind" in str(form.query_one("#complaint-kind").render())
        form.put("kind", "screenshot")
        await desk.settle()
        assert "who agreed" in str(form.query_one("#complaint-consent").render())
        await desk.keys("escape")
        await desk.until(lambda: desk.read(evidence.of_audit, desk.audit_id)[0].kind == "screenshot")
        [kept] = desk.read(evidence.of_audit, desk.audit_id)
        assert (kept.refs, kept.personal_data) == (["A.5.15", "A.5.16"], True)

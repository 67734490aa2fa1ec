"""What is typed before the screen is ready for it is not lost: it waits, and lands where it was meant to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from data.store import opened
from data.work import actions, audits, checklist, findings, meetings
from tui.app import Auditbook
from tui.screens.presenter import Presenter
from tui.screens.workspace import Workspace
from tui.stages.findings import FindingRows
from tui.stages.followup.listing import FollowUpRows
from tui.widgets.form import FieldText
from tui.widgets.note import NoteText


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access", starts="2026-01-01")
        store.write(audits.set_scope, audit.id, "A.6.1")
        store.write(checklist.prepare, audit.id)
        store.write(meetings.begin, audit.id, "interview", "HR")
        for number in range(3):
            store.write(findings.raise_finding, audit.id, f"finding {number}")
    return path


async def test_keys_before_the_store_is_open_reach_the_note(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 4, "M-01"))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, Workspace):
            await pilot.pause()
        await pilot.press(*"typed at once")
        while not app.screen.query(NoteText):
            await pilot.pause(0.02)
        await pilot.pause(0.2)
        assert app.screen.query_one(NoteText).text == "typed at once"
    app.close_store()


async def test_a_letter_before_the_list_is_there_does_what_it_does_in_the_list(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 9, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, Workspace):
            await pilot.pause()
        await pilot.press("p")
        while not isinstance(app.screen, Presenter):
            await pilot.pause(0.02)
    app.close_store()


async def test_what_is_typed_behind_a_key_that_asks_is_the_answer(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 9, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query(FollowUpRows) or not app.screen.query_one(FollowUpRows).lines:
            await pilot.pause(0.02)
        # one burst, as a slow line delivers it: agree, the words, Enter, then the owner in the form that opens
        for key in ("a", *"xja", "enter", *"HR"):
            app.post_message(Key(key, key if len(key) == 1 else None).set_sender(app))
        while not (made := await app.read(actions.every)) or made[0].owner != "HR":
            await pilot.pause(0.02)
        assert (made[0].text, len(made)) == ("xja", 1)
    app.close_store()


async def test_keys_behind_esc_reach_the_list_and_not_the_field(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 7, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query(FindingRows) or not app.screen.query_one(FindingRows).lines:
            await pilot.pause(0.02)
        await pilot.press("enter")
        while not app.screen.query(FieldText):
            await pilot.pause(0.02)
        await pilot.pause()
        await pilot.press("escape", "j", "j", "enter")
        while "F-03" not in app.screen.query_one("TitleBar").where:  # type: ignore[attr-defined]
            await pilot.pause(0.02)
        with_rows = await app.read(findings.of_audit, (await app.read(audits.every))[0].id)
        assert [one.title for one in with_rows] == ["finding 0", "finding 1", "finding 2"]
    app.close_store()


async def test_what_follows_tab_lands_in_the_next_field(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 1, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query(FieldText):
            await pilot.pause(0.02)
        await pilot.pause(0.1)
        await pilot.press("x", "tab", "y", "tab", "tab", "z", "enter", "w")
        texts = {text.field.name: text.text for text in app.screen.query(FieldText)}
        assert (texts["title"], texts["objectives"], texts["areas"], texts["places"]) == ("Accessx", "y", "z", "w")
    app.close_store()


async def test_a_key_before_the_form_is_there_acts_on_its_first_field(store_path: Path) -> None:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 1, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, Workspace):
            await pilot.pause()
        await pilot.press("tab", *"find out")
        while not app.screen.query(FieldText) or not app.screen.query(FieldText)[1].text:
            await pilot.pause(0.02)
        await pilot.pause(0.1)
        texts = {text.field.name: text.text for text in app.screen.query(FieldText)}
        assert (texts["title"], texts["objectives"]) == ("Access", "find out")
    app.close_store()

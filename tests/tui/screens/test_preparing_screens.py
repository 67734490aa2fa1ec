"""Before the audit by keys: the scope checked, the list sent and read back, a document read, what is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from data.models import Document, SoaEntry
from data.store import Store, opened
from data.work import audits, questions, requests, rows
from tui.app import Auditbook
from tui.screens.ask import Ask, Pick
from tui.screens.baseline import Baseline
from tui.screens.preview import Preview
from tui.screens.readings import Readings
from tui.screens.scope_check import ScopeCheck
from tui.screens.workspace import Workspace
from tui.stages.prepare import RequestRows
from tui.widgets.form import FieldText
from tui.widgets.rows import Rows


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await pilot.pause()


async def answer(pilot: Pilot[int], kind: type[Any], *pressed: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    asked = pilot.app.screen
    await pilot.press(*pressed)
    await until(pilot, lambda: pilot.app.screen is not asked)


@pytest.fixture
async def pilot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access", starts="2030-10-20", ends="2030-10-22")
        store.write(audits.set_scope, audit.id, "A.5.15-A.5.18, A.8.30")
        store.write(rows.add, SoaEntry(ref="A.8.30", applicable=False, reason="nothing is outsourced"))
        store.write(rows.add, SoaEntry(ref="A.5.15", status="Implemented", reference="POL-1"))
        store.write(rows.add, Document(number="POL-1", title="Access Policy", edition="2.0"))
    app = Auditbook(path, "tester", ("AUD-2030-01", 1, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Workspace) and app.screen.pane is not None)
        await app.workers.wait_for_complete()
        yield pilot
    app.close_store()


def store_of(pilot: Pilot[int]) -> tuple[Store, str]:
    assert isinstance(pilot.app, Auditbook)
    store = pilot.app.store
    return store, store.read(audits.by_number, "AUD-2030-01").id


async def test_a_document_becomes_a_criterion_with_enter(pilot: Pilot[int]) -> None:
    await pilot.press("escape", "s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ScopeCheck) and bool(pilot.app.screen.points))
    screen = pilot.app.screen
    assert isinstance(screen, ScopeCheck)
    assert next(one.kind for one in screen.points.values()) == "not applicable"
    await pilot.press("end", "enter")
    await until(pilot, lambda: all(one.add is None for one in screen.points.values()))
    await pilot.press("q")
    await until(pilot, lambda: isinstance(pilot.app.screen, Workspace))
    await until(pilot, lambda: any("Access Policy (POL-1)" in one.text for one in pilot.app.screen.query(FieldText)))


async def test_the_request_list_goes_out_and_comes_back(pilot: Pilot[int], tmp_path: Path) -> None:
    store, audit_id = store_of(pilot)
    await pilot.press("escape", "2")
    await until(pilot, lambda: any(one.has_focus for one in pilot.app.screen.query(Rows)))
    await pilot.press("tab", "p")
    await until(pilot, lambda: bool(pilot.app.screen.query_one(RequestRows).lines))
    await pilot.press("e")
    await answer(pilot, Ask, "enter")
    await answer(pilot, Pick, "enter")
    await until(pilot, lambda: all(one.sent for one in store.read(requests.of_audit, audit_id)))
    assert (tmp_path / "AUD-2030-01-requests.xlsx").exists()
    (tmp_path / "back.csv").write_text("No.,Complete\nR-01,yes\nR-99,yes\n", encoding="utf-8")
    await pilot.press("l")
    await answer(pilot, Ask, *"back.csv", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Preview))
    assert [str(line.cells[1]) for line in pilot.app.screen.query_one("#preview", Rows).lines] == ["R-99", "R-01"]
    await answer(pilot, Preview, "enter")
    await until(pilot, lambda: store.read(requests.of_audit, audit_id)[0].complete)


async def test_what_was_read_becomes_a_question_when_its_notes_are_left(pilot: Pilot[int]) -> None:
    store, audit_id = store_of(pilot)
    await pilot.press("escape", "2")
    await until(pilot, lambda: any(one.has_focus for one in pilot.app.screen.query(Rows)))
    await pilot.press("i")
    await until(pilot, lambda: isinstance(pilot.app.screen, Baseline) and bool(pilot.app.screen.known))
    await answer(pilot, Baseline, "q")
    await pilot.press("r")
    await until(pilot, lambda: isinstance(pilot.app.screen, Readings))
    await pilot.press("a")
    await answer(pilot, Pick, *"POL", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen.focused, FieldText))
    await pilot.press(*"? who reviews A.5.18", "escape")
    await until(pilot, lambda: bool(store.read(questions.of_audit, audit_id)))
    (question,) = store.read(questions.of_audit, audit_id)
    assert (question.text, question.ref) == ("who reviews A.5.18", "A.5.18")

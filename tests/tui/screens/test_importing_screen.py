"""A file into a register by keys: columns chosen by hand, doubtful dates asked, edited fields never overwritten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from data.imports.run import apply, profiles, propose
from data.imports.tables import read_table
from data.models import Document
from data.store import Store, opened
from data.work import registers, rows
from tui.app import Auditbook
from tui.screens.ask import Ask, Pick
from tui.screens.importing import Importing
from tui.screens.registers import Registers
from tui.widgets.rows import Cell, Rows

OLD = "ID,Title,Owner,Next review\nP-1,Policy,ISO,2026-01-02\nP-2,Rules,HR,2026-01-02\nP-3,Plan,HR,2026-01-02\n"
NEW = (
    "Kennziffer,Title,Owner,Next review\nP-1,Policy,CISO,2026-01-02\nP-2,Rules,HR,03/04/2026\nP-4,List,HR,2026-01-02\n"
)


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await pilot.pause()


async def answer(pilot: Pilot[int], kind: type, *pressed: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    asked = pilot.app.screen
    await pilot.press(*pressed)
    await until(pilot, lambda: pilot.app.screen is not asked)


@pytest.fixture
async def pilot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The registers' screen over a store into which an older file came, and in which one owner was edited since."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        store.write(apply, store.read(propose, "documents", read_table(tmp_path / "old.csv")))
        first = store.read(registers.documents)[0]
        store.write(rows.edit, Document, first.id, owner="edited here")
    (tmp_path / "new.csv").write_text(NEW, encoding="utf-8")
    app = Auditbook(path, "tester")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, app.store_ready.is_set)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, Registers) and app.screen.query_one(Rows).has_focus)
        app.screen.query_one(Rows).go_to("documents")
        await pilot.press("i")
        await answer(pilot, Pick, *"new.csv", "enter")
        await until(pilot, lambda: isinstance(app.screen, Importing) and app.screen.choice is not None)
        yield pilot
    app.close_store()


def store_of(pilot: Pilot[int]) -> Store:
    assert isinstance(pilot.app, Auditbook)
    return pilot.app.store


def shown(pilot: Pilot[int]) -> list[tuple[str, str]]:
    """State and label of each row, as listed."""
    lines = pilot.app.screen.query_one("#filerows", Rows).lines
    return [(cell.text, str(line.cells[2])) for line in lines if isinstance(cell := line.cells[1], Cell)]


def words(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#words").render())


async def choose_number(pilot: Pilot[int]) -> None:
    assert "Needed and not found: number" in words(pilot)
    await pilot.press("enter")
    await answer(pilot, Pick, *"Kenn", "enter")
    await until(pilot, lambda: bool(shown(pilot)))


async def test_columns_by_hand_then_every_row_then_the_whole(pilot: Pilot[int]) -> None:
    await choose_number(pilot)
    assert shown(pilot) == [("kept", "P-1"), ("missing", "P-3"), ("doubtful", "P-2"), ("new", "P-4")]
    assert [one.number for one in store_of(pilot).read(registers.documents)] == ["P-1", "P-2", "P-3"]
    await pilot.press("y")
    await answer(pilot, Pick, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Registers))
    found = {one.number: one for one in store_of(pilot).read(registers.documents)}
    assert found["P-1"].owner == "edited here"
    assert found["P-2"].next_review == "2026-04-03"
    assert set(found) == {"P-1", "P-2", "P-3", "P-4"}


async def test_the_files_word_for_one_row_and_the_columns_remembered(pilot: Pilot[int]) -> None:
    await choose_number(pilot)
    await pilot.press("p")
    await answer(pilot, Ask, *"DMS", "enter")
    await pilot.press("tab", "home", "o")
    await until(pilot, lambda: ("changed", "P-1") in shown(pilot))
    await pilot.press("y")
    await answer(pilot, Pick, "down", "down", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Registers))
    found = {one.number: one for one in store_of(pilot).read(registers.documents)}
    assert found["P-1"].owner == "CISO"
    assert found["P-2"].next_review == "03/04/2026"
    assert store_of(pilot).read(profiles, "documents")["DMS"]["number"] == "Kennziffer"


async def test_leaving_changes_nothing(pilot: Pilot[int]) -> None:
    before = store_of(pilot).read(registers.documents)
    await choose_number(pilot)
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, Registers))
    assert store_of(pilot).read(registers.documents) == before

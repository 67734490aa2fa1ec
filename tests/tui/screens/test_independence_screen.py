"""Independence by keys: see the conflict, divide the work, guard what is left, draft the note."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from data.imports.run import apply, propose
from data.imports.tables import read_table
from data.store import opened
from data.work import audits, independence
from tui.app import Auditbook
from tui.screens.ask import Ask, Pick
from tui.screens.independence import IndependenceScreen
from tui.screens.workspace import Workspace
from tui.widgets.rows import Cell, Rows

RACI = """Activity,Information Security Officer (ISO),HR Lead
Manage Access Rights,A,I
Screening of new staff,C,A
"""


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    raci = tmp_path / "raci.csv"
    raci.write_text(RACI, encoding="utf-8")
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        store.write(apply, store.read(propose, "responsibilities", read_table(raci)))
        audit = store.write(audits.create, "Access", starts="2026-10-12", ends="2026-10-14")
        store.write(audits.set_scope, audit.id, "A.5.15-A.5.18, A.6.1, A.7.4")
        store.write(
            audits.set_team,
            audit.id,
            "Anna Weber | lead auditor | ISO | Lead Auditor certificate\nTobias | auditor | external",
        )
    return path


@pytest.fixture
async def pilot(store_path: Path) -> AsyncIterator[Pilot[int]]:
    app = Auditbook(store_path, "tester", ("AUD-2026-01", 1, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Workspace) and app.screen.pane is not None)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("escape", "d")
        await until(pilot, lambda: isinstance(app.screen, IndependenceScreen) and bool(app.screen.matrix.groups))
        yield pilot
    app.close_store()


def matrix(pilot: Pilot[int]) -> dict[str, list[str]]:
    rows = pilot.app.screen.query_one("#matrix", Rows)
    return {
        str(line.cells[0]): [cell.text.strip() for cell in line.cells[2:] if isinstance(cell, Cell)]
        for line in rows.lines
    }


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Go on when it is so; a key's work may go through the writer's thread."""
    async with asyncio.timeout(20):
        while not true():
            await pilot.pause()


async def answer(pilot: Pilot[int], kind: type[Screen[str | None]], *pressed: str) -> None:
    """Wait for a question of that kind and answer it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    asked = pilot.app.screen
    await pilot.press(*pressed)
    await until(pilot, lambda: pilot.app.screen is not asked)


def why(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#why").render())


async def test_the_conflict_stands_with_its_row_and_is_divided(pilot: Pilot[int]) -> None:
    assert matrix(pilot) == {
        "A.5.15-A.5.18": ["✗ conflict", "✓ free"],
        "A.6.1": ["✓ free", "✓ free"],
        "A.7.4": ["? unknown", "✓ free"],
    }
    assert "raci.csv, row 2" in why(pilot)
    assert "Tobias can take it" in why(pilot)
    claims = [line.cells for line in pilot.app.screen.query_one("#competence", Rows).lines]
    assert claims[0][0] == "claims Lead Auditor certificate"
    await pilot.press("p")
    await until(pilot, lambda: "✗ conflict" not in matrix(pilot)["A.5.15-A.5.18"])
    assert matrix(pilot)["A.5.15-A.5.18"] == ["conflict", "✓ free"]
    await pilot.press("u")
    await until(pilot, lambda: "✗ conflict" in matrix(pilot)["A.5.15-A.5.18"])


async def test_a_declaration_and_a_safeguard_by_keys(pilot: Pilot[int], store_path: Path) -> None:
    await pilot.press("end", "d")
    await answer(pilot, Pick, *"Maud", "enter")
    await answer(pilot, Ask, *"form 3", "enter")
    await until(pilot, lambda: matrix(pilot)["A.7.4"][0] == "✓ declared")
    await pilot.press("home", "s")
    await answer(pilot, Pick, "down", "enter")
    await answer(pilot, Pick, *"Maud", "enter")
    await answer(pilot, Ask, *"remarks", "enter")
    await until(pilot, lambda: matrix(pilot)["A.5.15-A.5.18"][0] == "✓ guarded")
    await pilot.press("n")
    await until(pilot, lambda: "Maud challenges the evidence" in why(pilot))
    app = pilot.app
    assert isinstance(app, Auditbook)
    audit = app.store.read(audits.by_number, "AUD-2026-01")
    assert "Maud challenges the evidence" in audit.impartiality
    assert app.store.read(independence.open_conflicts, audit.id) == []
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(app.screen, Workspace))


async def test_the_second_auditor_is_reached_by_keys(pilot: Pilot[int]) -> None:
    await pilot.press("right")
    await pilot.pause()
    assert why(pilot).startswith("Tobias tests A.5.15-A.5.18: free")
    await pilot.press("t")
    await until(pilot, lambda: matrix(pilot)["A.5.15-A.5.18"][1] == "–")

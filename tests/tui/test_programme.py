"""The programme by keys at 80×24: a matrix taken in, years marked, a year proposed, refs moved, what falls out said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, Static

from checklists import refs
from data.store import opened
from data.work import audits, checklist, planning, programme
from tui.app import Auditbook
from tui.glyphs import GLYPHS
from tui.screens.ask import Ask, Pick
from tui.screens.programme import ProgrammeScreen
from tui.screens.programme.plan import PlanView, RefRows, YearRows
from tui.screens.workspace import Workspace
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.coverage import CoverageGrid
from tui.widgets.form import Form

MATRIX = Path(__file__).parents[1] / "data" / "coverage_matrix.csv"
TODAY = "2026-02-14"


@pytest.fixture(autouse=True)
def in_february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.clock.today", lambda: TODAY)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        store.write(audits.name_organisation, "Example Ltd")
    return path


@asynccontextmanager
async def program(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[Auditbook, Pilot[int]]]:
    app = Auditbook(path, "tester")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.store_ready.is_set())
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ProgrammeScreen) and bool(app.screen.query(CoverageGrid)))
        await until(pilot, lambda: bool(grid(app).lines))
        yield app, pilot
    app.close_store()


async def until(pilot: Pilot[int], true: object) -> None:
    for _ in range(500):
        await pilot.pause(0.01)
        if true():  # type: ignore[operator]
            return
    raise AssertionError("it never came")


async def answer(app: Auditbook, pilot: Pilot[int], text: str) -> None:
    await until(pilot, lambda: isinstance(app.screen, Ask | Pick))
    asked = app.screen
    asked.query_one(Input).value = text
    await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: app.screen is not asked)


def grid(app: Auditbook) -> CoverageGrid:
    return app.screen.query_one(CoverageGrid)


def shown(app: Auditbook, width: int = 80) -> str:
    """The lines of the grid as they are drawn."""
    return "\n".join(grid(app).render_line(y).text for y in range(grid(app).size.height))


def said(app: Auditbook) -> str:
    return app.screen.query_one(KeyBar).message


def text(app: Auditbook, name: str) -> str:
    return str(app.screen.query_one(name, Static).render())


async def test_an_empty_store_gets_a_programme_that_says_what_is_missing(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        plan = await app.read(programme.current)
        assert plan
        assert (plan.cycle_from, plan.cycle_to) == ("2026", "2028")
        assert "Programme 2026" in app.screen.query_one(TitleBar).where
        assert len(grid(app).lines) == 11
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("#alarms")))
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(PlanView)))
        assert "p proposes" in app.screen.query_one(YearRows).empty


async def test_the_matrix_comes_in_by_keys_and_its_gaps_are_seen(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        plan = await app.read(programme.current)
        assert plan
        await app.write(programme.set_cycle, plan.id, "2024-2026")
        await pilot.press("i")
        await answer(app, pilot, str(MATRIX))
        await until(pilot, lambda: isinstance(app.screen, Pick))
        assert "11 rows of 2024-2026: 11 new, 0 changed, 0 unchanged, 0 refused" in app.screen.question  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ProgrammeScreen) and "●" in shown(app))
        lines = shown(app).splitlines()
        leadership = next(line for line in lines if "5 Leadership" in line)
        assert leadership.count("●") == 1
        physical = next(line for line in lines if "A.7 Physical" in line)
        assert "p" in physical.split("Physical")[1]
        assert all(len(line) <= 80 for line in lines)
        await pilot.press("2")
        await until(pilot, lambda: bool(app.screen.query("#alarms")) and bool(app.screen.query_one("#alarms").lines))  # type: ignore[attr-defined]
        words = [" ".join(map(str, line.cells)) for line in app.screen.query_one("#alarms").lines]  # type: ignore[attr-defined]
        assert any("A.7" in line and "nothing of it was tested in 2025" in line for line in words)
        assert any("promised for 2026" in line for line in words)


async def test_years_before_this_record_are_marked_by_keys(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("d", "p", "left")  # the running year stands first in the cycle: there is none before
        await until(pilot, lambda: "◐" in shown(app))
        marks = await app.read(programme.marks)
        assert {mark.ref for mark in marks if not mark.part} == set(refs.expand("4"))
        assert {mark.ref for mark in marks if mark.part} == set(refs.expand("5"))
        await pilot.press("up", "x")
        await until(pilot, lambda: "◐" not in shown(app))
        await pilot.press("u")
        await until(pilot, lambda: "◐" in shown(app))


async def test_a_group_unfolds_and_a_single_ref_can_be_marked(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("end", "enter")
        await until(pilot, lambda: len(grid(app).lines) == 11 + 34)
        await pilot.press("j", "d")
        await until(pilot, lambda: "●" in shown(app))
        assert [mark.ref for mark in await app.read(programme.marks)] == ["A.8.1"]
        await pilot.press("w")
        await until(pilot, lambda: len(grid(app).lines) == 11)
        assert grid(app).key == "A.8"


async def test_a_year_is_proposed_moved_and_what_falls_out_is_said(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.focused))
        await pilot.press("p")
        await answer(app, pilot, "12")
        await until(pilot, lambda: bool(app.screen.query_one(YearRows).lines))
        made = await app.read(planning.of_year, 2026)
        assert len(made) == 4
        assert sum(audit.days for audit in made) <= 12
        assert all(one["why"] for audit in made for one in audit.planned)
        assert "nothing that is due falls out" in text(app, "#fallout")

        first, second = made[0], made[1]
        clause = next(ref for ref in first.refs if not ref.startswith("A."))
        await pilot.press("tab")
        app.screen.query_one(RefRows).go_to(clause)
        await pilot.press("right")
        await until(pilot, lambda: f"{clause} is now in {second.number}" in said(app))
        moved = await app.read(planning.of_year, 2026)
        assert clause in moved[1].refs
        assert next(one["why"] for one in moved[1].planned if one["ref"] == clause) == "never tested"

        other = app.screen.query_one(RefRows).key
        await pilot.press("x")
        await until(pilot, lambda: f"{other} is out of {first.number}" in said(app))
        assert f"{other} will not be covered in 2026" in said(app)
        assert f"fall out: {other}" in text(app, "#fallout")
        await pilot.press("u")
        await until(pilot, lambda: "nothing that is due falls out" in text(app, "#fallout"))


async def test_days_that_do_not_reach_leave_refs_out_and_say_which(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.focused))
        await pilot.press("p")
        await answer(app, pilot, "2")
        await until(pilot, lambda: "did not fit" in said(app))
        assert "16 refs in" in said(app)
        assert "fall out" in text(app, "#fallout")
        await pilot.press("p")
        await until(pilot, lambda: "are all planned" in said(app))


async def test_an_audit_of_ones_own_gets_refs_a_day_and_goes_again(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.focused))
        await pilot.press("n")
        await answer(app, pilot, "2026-09-17 2")
        await answer(app, pilot, "Suppliers")
        await until(pilot, lambda: bool(app.screen.query_one(YearRows).lines))
        await pilot.press("a")
        await answer(app, pilot, "A.5.19-A.5.22, A.99")
        await until(pilot, lambda: "A.99" in said(app))
        await pilot.press("a")
        await answer(app, pilot, "A.5.19-A.5.22")
        await until(pilot, lambda: "4 refs put into" in said(app))
        (made,) = await app.read(planning.of_year, 2026)
        assert (made.starts, made.ends, made.days) == ("2026-09-17", "2026-09-18", 2.0)
        assert made.programme_id == (await app.read(programme.current)).id  # type: ignore[union-attr]
        await pilot.press("x")
        await answer(app, pilot, "take")
        await until(pilot, lambda: not app.screen.query_one(YearRows).lines)
        assert await app.read(audits.every) == []


async def test_an_audit_that_has_begun_keeps_what_was_judged(store_path: Path) -> None:
    with opened(store_path, "tester") as store:
        audit = store.write(audits.create, "Access", starts="2026-02-16", ends="2026-02-17")
        store.write(audits.set_scope, audit.id, "A.5.15-A.5.16")
        store.write(checklist.prepare, audit.id)
        store.write(checklist.judge, store.read(checklist.items, audit.id)[0].id, "conforming")
    async with program(store_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.screen.query_one(YearRows).lines))
        await until(pilot, lambda: bool(app.focused))
        await pilot.press("tab", "x")
        await until(pilot, lambda: "has a verdict" in said(app))
        await pilot.press("j", "x")
        await until(pilot, lambda: "A.5.16 is out of" in said(app))
        assert (await app.read(audits.every))[0].refs == ["A.5.15"]
        await pilot.press("tab", "x")
        await answer(app, pilot, "take")
        await until(pilot, lambda: "has begun" in said(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workspace))


async def test_an_incident_makes_its_refs_due(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await app.write(programme.mark, refs.expand("A"), 2025)
        await pilot.press("4")
        await until(pilot, lambda: bool(app.screen.query("#occasions")) and bool(app.focused))
        await pilot.press("i")
        await answer(app, pilot, "Backup of the order system could not be restored")
        await answer(app, pilot, "2026-01-20")
        await until(pilot, lambda: "A.8.13" in said(app))
        proposal = await app.read(planning.look, 2026, TODAY)
        lines = {line.ref: line for line in proposal.out}
        assert lines["A.8.13"].due
        assert "incident 20 Jan 2026" in lines["A.8.13"].sentence
        assert "A.8.14" not in lines


async def test_the_terms_are_a_form_that_refuses_what_it_does_not_understand(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        await pilot.press("5")
        await until(pilot, lambda: bool(app.screen.query(Form)) and bool(app.focused))
        form = app.screen.query_one(Form)
        form.focus_field("cycle")
        await pilot.press("ctrl+u", *"2024-26", "tab")
        await until(pilot, lambda: bool(form.query_one("#complaint-cycle").display))
        form.focus_field("cycle")
        await pilot.press("ctrl+u", *"2024-2026", "tab")
        await until(pilot, lambda: not form.query_one("#complaint-cycle").display)
        form.focus_field("risks")
        await pilot.press("f2")
        await answer(app, pilot, "resources")
        await until(pilot, lambda: "Resources:" in form.field("risks").text)
        await pilot.press("escape", "1")
        await until(pilot, lambda: "2024" in app.screen.query_one(TitleBar).where)
        plan = await app.read(programme.current)
        assert plan
        assert plan.cycle_from == "2024"
        assert "too little time" in plan.risks


async def test_somebody_leads_it_and_the_next_programme_begins(store_path: Path) -> None:
    with opened(store_path, "tester") as store:
        store.write(audits.create, "Access", starts="2026-03-16", ends="2026-03-17")
    async with program(store_path) as (app, pilot):
        await pilot.press("3")
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.screen.query_one(YearRows).lines))
        await until(pilot, lambda: "nobody leads it yet" in text(app, "PlanView #told"))
        await pilot.press("w")
        await answer(app, pilot, "Ada Example")
        await until(pilot, lambda: "led by Ada Example" in text(app, "PlanView #told"))
        await pilot.press("5")
        await until(pilot, lambda: bool(app.screen.query(Form)) and bool(app.focused))
        await pilot.press("escape", "n")
        await answer(app, pilot, "begin")
        await until(pilot, lambda: "from 2027-01-01 to 2027-12-31" in said(app))
        plan = await app.read(programme.current)
        assert plan
        assert (plan.title, plan.cycle_from) == ("Audit programme 2027", "2026")
        assert app.screen.query_one(Form).field("period_from").text == "2027-01-01"


async def test_a_key_behind_the_digit_of_a_view_does_nothing_in_the_view_that_is_left(store_path: Path) -> None:
    async with program(store_path) as (app, pilot):
        for key in ("3", "p"):  # at once: p would mark the coverage
            app.post_message(Key(key, key))
        await until(pilot, lambda: bool(app.screen.query(YearRows)) and bool(app.focused))
        assert await app.read(programme.marks) == []


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_every_view_fits_and_no_clause_is_cut(store_path: Path, size: tuple[int, int]) -> None:
    with opened(store_path, "tester") as store:
        audit = store.write(audits.create, "Clauses", starts="2026-03-03", ends="2026-03-04")
        store.write(audits.set_scope, audit.id, "4-6")
    async with program(store_path, size) as (app, pilot):
        lines = shown(app).splitlines()[1:12]
        assert not any(GLYPHS.more in line for line in lines)
        assert ("26-01" in shown(app)) == (size[0] > 120)  # an audit has a column where there is room
        for digit in "12345":
            await pilot.press(digit)
            await until(pilot, lambda digit=digit: app.screen.at == int(digit) and bool(app.focused))  # type: ignore[attr-defined]
            assert app.screen.size == size
            assert all(one.region.right <= size[0] for one in app.screen.query("*") if one.display)
            if digit == "5":
                await pilot.press("escape")

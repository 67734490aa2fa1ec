"""Stage 5 by its keys alone: a list taken in, questioned, sampled, marked, concluded from."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from data.store import Store, opened
from data.work import audits, checklist, evidence, findings, sampling
from tui.app import Auditbook
from tui.screens.ask import Ask, Pick
from tui.screens.workspace import Workspace
from tui.stages.sampling.design import DesignView, Sizes
from tui.stages.sampling.population import PopulationView
from tui.stages.sampling.results import ResultsView
from tui.stages.sampling.stage import Samples
from tui.widgets.form import Form
from tui.widgets.grid import Cells, Grid
from tui.widgets.rows import Rows

Press = Callable[..., Any]


@pytest.fixture
def audit(tmp_path: Path) -> str:
    """An audit of access rights; returns its id."""
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        made = store.write(audits.create, "Access", starts="2026-01-01")
        store.write(audits.set_scope, made.id, "A.5.18")
        store.write(checklist.prepare, made.id)
    return made.id


@pytest.fixture
def leavers(tmp_path: Path) -> Path:
    path = tmp_path / "leavers.csv"
    lines = [f"L-{n:03d},{'employee' if n % 3 else 'contractor'}" for n in range(61)]
    path.write_text("\n".join(["Leaver,Kind", *lines]) + "\n", encoding="utf-8")
    return path


class Keys:
    """Keys and what they lead to; waits for what is expected, never for a time."""

    def __init__(self, app: Auditbook, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    async def until(self, seen: Callable[[], object]) -> None:
        for _ in range(1500):
            if seen():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came: {seen}")

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    def ahead(self, typed: Iterable[str]) -> None:
        """Keys without a pause between them."""
        for key in typed:
            self.app.post_message(Key(key, key))

    async def answer(self, text: str, *, to: str) -> None:
        """Paste into the question whose words begin so, and end it with Enter."""
        await self.until(lambda: isinstance(self.app.screen, Ask | Pick) and self.app.screen.question.startswith(to))
        screen = self.app.screen
        screen.query_one(Input).value = text
        await self.pilot.press("enter")
        await self.until(lambda: self.app.screen is not screen)

    async def open(self, kind: type[Any]) -> Any:
        """Wait until such a part of the stage is there, and give it."""
        await self.until(lambda: isinstance(self.app.screen, Workspace) and self.app.screen.query(kind))
        return self.app.screen.query_one(kind)

    @property
    def store(self) -> Store:
        return self.app.store


@pytest.fixture
async def keys(audit: str, tmp_path: Path) -> AsyncIterator[Keys]:
    app = Auditbook(tmp_path / "audit.sqlite", "tester", ("AUD-2026-01", 5, ""))
    async with app.run_test(size=(80, 24)) as pilot:
        made = Keys(app, pilot)
        await made.open(Samples)
        await made.until(lambda: app.focused is not None)
        yield made
    app.close_store()


async def take_in(keys: Keys, path: Path) -> PopulationView:
    """p: file, column, ref; then the population is open, the cursor in the first field without an answer."""
    await keys.press("p")
    await keys.answer(str(path), to="Population")
    await keys.answer("Leaver", to="61 rows")
    await keys.answer("A.5.18", to="For which ref")
    view = await keys.open(PopulationView)
    await keys.until(lambda: keys.app.focused)
    return view


def text_of(widget: Any, which: str) -> str:
    return str(widget.query_one(which).render())


async def test_a_list_is_questioned_before_anything_is_drawn(keys: Keys, audit: str, leavers: Path) -> None:
    view = await take_in(keys, leavers)
    assert "HR or payroll" in text_of(view, "#facts-of-file"), "the pack's independent source is offered"
    await keys.press("ctrl+r")
    design = await keys.open(DesignView)
    await keys.until(lambda: design.query_one(Sizes).lines)
    await keys.press("ctrl+r")
    await keys.answer("leave it open", to="Not answered about the list: who supplied it")
    await keys.answer("known to all", to="Left open")
    grid = await keys.open(Grid)
    await keys.until(lambda: grid.items)
    (population,) = keys.store.read(sampling.populations, audit)
    assert population.left_open.startswith("Left open: who supplied it, query or filter, period")
    assert population.left_open.endswith("known to all")
    (sample,) = keys.store.read(sampling.of_audit, audit)
    assert (sample.size, sample.size_method, len(sample.attributes)) == (32, "hypergeometric", 6)
    assert sample.planned_at <= sample.drawn_at
    assert sample.population_sha256 == population.sha256


async def test_blank_and_repeated_ids_are_shown_and_each_is_taken_once(keys: Keys, audit: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Leaver,Kind\na,x\nb,x\na,y\n,y\n")
    await keys.press("p")
    await keys.answer(str(path), to="Population")
    await keys.answer("Leaver", to="4 rows")
    await keys.answer("each id once", to="Leaver: 1 blank (row 5), 1 repeated (row 4: a as in row 2)")
    await keys.answer("A.5.18", to="For which ref")
    view = await keys.open(PopulationView)
    assert "2 rows stayed out" in text_of(view, "#facts-of-file")
    (population,) = keys.store.read(sampling.populations, audit)
    assert population.count == 2


async def test_the_answers_are_kept_as_they_are_typed_and_a_second_source_is_compared(
    keys: Keys, audit: str, leavers: Path, tmp_path: Path
) -> None:
    view = await take_in(keys, leavers)
    await keys.press(*"HR", "enter", *"report 14", "enter", *"2026", "enter", *"60")
    assert "control total differs: the number of items is 61" in text_of(view, "#facts-of-file")
    await keys.press("backspace", "1")
    assert "control total agrees" in text_of(view, "#facts-of-file")
    second = tmp_path / "payroll.csv"
    second.write_text("No,Name\nL-000,a\nL-999,b\n")
    await keys.press("ctrl+o")
    await keys.answer(str(second), to="Second source")
    await keys.answer("No", to="Which of its columns")
    form = view.query_one(Form)
    await keys.until(lambda: "Compared with payroll.csv" in form.field("completeness").text)
    await keys.press("escape")
    await keys.until(lambda: keys.store.saved and isinstance(keys.app.focused, Samples))
    (population,) = keys.store.read(sampling.populations, audit)
    assert (population.supplied_by, population.query, population.control_total) == ("HR", "report 14", "61")
    assert "1 there and not in the population (L-999)" in population.completeness
    assert sampling.unanswered(population) == []


async def test_a_size_is_chosen_from_the_methods_side_by_side(keys: Keys, audit: str, leavers: Path) -> None:
    await take_in(keys, leavers)
    await keys.press("ctrl+r")
    design = await keys.open(DesignView)
    sizes = design.query_one(Sizes)
    await keys.until(lambda: sizes.lines and keys.app.focused)
    judged = {str(line.cells[2].text) for line in sizes.lines if line.cells[2].mark == "warn"}
    assert any("judgement" in words for words in judged)
    keys.app.set_focus(sizes)
    await keys.press("j", "enter")
    await keys.until(lambda: design.sample.size == 46)
    assert (design.sample.allowed, design.sample.size_method) == (1, "hypergeometric")
    assert "at most 1 of them deviates" in design.sample.size_says
    form = design.query_one(Form)
    form.focus_field("size")
    await keys.press("ctrl+u", *"20", "enter")
    await keys.until(lambda: design.sample.size == 20)
    assert design.sample.size_method == "fixed number"
    form.focus_field("second")
    await keys.press(*"20 more for 2", "enter")
    await keys.until(lambda: design.sample.second_size == 20)
    assert "the chance of accepting a rate of 5 %" in text_of(design, "#size-says")
    form.focus_field("confidence")
    await keys.press("ctrl+u", *"soon", "enter")
    await keys.until(lambda: "no number of per cent" in text_of(form, "#complaint-confidence"))
    await keys.press("escape")
    await keys.until(lambda: keys.app.focused is form.field("confidence"))
    await keys.press("ctrl+u", *"90", "escape")
    await keys.until(lambda: isinstance(keys.app.focused, Samples))
    assert keys.store.read(sampling.of_audit, audit)[0].confidence == 0.9


async def drawn(keys: Keys, audit: str, leavers: Path, size: int, attributes: int, **values: Any) -> Grid:
    """A drawn sample of so many items and attributes, open as a grid."""
    from data.imports.tables import read_table

    known = dict.fromkeys(("supplied_by", "query", "period", "control_total", "completeness"), "known")
    population = keys.store.write(sampling.take_in, audit, read_table(leavers), leavers, "Leaver", **known)
    letters = [{"letter": letter, "text": f"as required {letter}"} for letter in "ABCDEF"[:attributes]]
    keys.store.write(sampling.draw, population.id, size, "AUD/L", attributes=letters, ref="A.5.18", **values)
    await keys.app.screen.pane.load()  # type: ignore[attr-defined]
    await keys.press("end", "enter")
    grid: Grid = await keys.open(Grid)
    await keys.until(lambda: grid.items and isinstance(keys.app.focused, Cells))
    return grid


async def test_sixty_items_by_six_attributes_by_keys_alone(keys: Keys, audit: str, leavers: Path) -> None:
    grid = await drawn(keys, audit, leavers, 60, 6)
    for letter in "ABCDEF":
        await keys.until(lambda letter=letter: grid.letter == letter)  # at the end of an attribute the next one begins
        keys.ahead("x" if letter == "B" and n in (6, 14, 21) else "y" for n in range(60))
        await keys.until(lambda letter=letter: sum(at == letter for _, at in grid.signs) == 60)
    (sample,) = keys.store.read(sampling.of_audit, audit)
    await keys.until(lambda: len(keys.store.read(sampling.results, sample.id)) == 360)
    assert [(one.letter, one.judged, one.deviations) for one in keys.store.read(sampling.outcomes, sample.id)] == [
        (letter, 60, 3 if letter == "B" else 0) for letter in "ABCDEF"
    ]
    narrow = [column.title for column in grid.query_one(Cells).columns]
    assert narrow[2:8] == [" A ", " B ", " C ", " D ", " E ", "[F]"]
    assert sum(grid.query_one(Cells).widths()) + 9 <= 80


async def test_marks_evidence_notes_and_replacements_in_one_key(keys: Keys, audit: str, leavers: Path) -> None:
    grid = await drawn(keys, audit, leavers, 10, 2)
    (sample,) = keys.store.read(sampling.of_audit, audit)
    cells = grid.query_one(Cells)
    await keys.press("y", "x", "n", "u", "k", "k", "k")
    assert grid.item is not None
    assert grid.item.label == "S-01.02"
    await keys.press("e")
    await keys.until(lambda: grid.marks.get((cells.key, "A")) and grid.marks[cells.key, "A"].evidence_id)
    await keys.press("r")
    await keys.answer("3 days late", to="S-01.02")
    await keys.until(lambda: grid.item and grid.item.note == "3 days late")
    await keys.press("j", "j", "E")
    await keys.answer("E-001", to="S-01.04 A")
    await keys.until(lambda: grid.marks[cells.key, "A"].evidence_id)
    assert keys.store.read(evidence.used, audit) == {
        keys.store.read(evidence.of_audit, audit)[0].id: ["S-01.02", "S-01.04"]
    }
    await keys.press("v")
    await keys.answer("a test account", to="S-01.04")
    await keys.until(lambda: len(grid.items) == 11)
    tenth, eleventh = keys.store.read(sampling.items, sample.id)[-2:]
    assert (eleventh.label, eleventh.replaces) == ("S-01.11", "S-01.04")
    assert tenth.item != eleventh.item
    await keys.press("w", "home", "Y")
    await keys.until(lambda: len(keys.store.read(sampling.results, sample.id)) >= 5)
    await keys.press("u", "U")
    await keys.until(lambda: not isinstance(keys.app.screen, Ask))


async def test_what_the_sample_supports_a_finding_and_sentences_that_stay_edited(
    keys: Keys, audit: str, leavers: Path
) -> None:
    grid = await drawn(keys, audit, leavers, 25, 2)
    keys.ahead("x" if n in (6, 14, 21) else "y" for n in range(50))
    (sample,) = keys.store.read(sampling.of_audit, audit)
    await keys.until(lambda: len(keys.store.read(sampling.results, sample.id)) == 50)
    assert grid.signs
    await keys.press("=")
    view = await keys.open(ResultsView)
    await keys.until(lambda: view.found and keys.app.focused)
    first, second = view.query_one(Rows).lines
    shown = [[getattr(cell, "text", cell) for cell in line.cells] for line in (first, second)]
    assert shown[0][2:] == ["25", "3", "12 %", "below 25 %", "not met"]
    assert shown[1][2:] == ["25", "0", "0 %", "below 9 %", "not met"]
    await keys.press("F")
    await keys.until(lambda: keys.store.read(findings.of_audit, audit))
    await keys.press("F")
    (finding,) = keys.store.read(findings.of_audit, audit)
    assert "not so in 3 of 25 sampled cases (known)" in finding.title
    for fact in ("S-01", "«AUD/L»", "below 25 %", "above the tolerable 5 %"):
        assert fact in finding.condition
    assert "seed «AUD/L»" in view.query_one(Form).field("conclusion").text
    await keys.press("i", "ctrl+u", *"Mine.", "escape")
    await keys.until(lambda: keys.store.saved)
    assert keys.store.read(sampling.statement, sample.id) == "Mine."
    await keys.press("D")
    await keys.until(lambda: "seed «AUD/L»" in keys.store.read(sampling.statement, sample.id))
    await keys.press("escape")
    await keys.open(Grid)
    await keys.press("escape")
    await keys.until(lambda: isinstance(keys.app.focused, Samples))


async def test_growing_and_the_second_stage_by_keys(keys: Keys, audit: str, leavers: Path) -> None:
    grid = await drawn(keys, audit, leavers, 12, 1, second_size=12, second_from=1)
    first = [item.item for item in grid.items.values()]
    await keys.press("+")
    await keys.answer("14", to="Items in all")
    await keys.press(*"x", *("y" for _ in range(11)))
    await keys.until(lambda: "s draws stage two" in text_of(grid, "#outcome"))
    await keys.press("s")
    await keys.until(lambda: len(grid.items) == 24)
    assert [item.item for item in grid.items.values()][:12] == first
    assert "stage 2 drawn" in text_of(grid, "#drawn")

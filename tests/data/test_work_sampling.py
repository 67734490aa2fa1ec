"""Sampling in the record: growth, replacements, a second stage, and what is taken back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, func, select

from data.errors import Refused
from data.imports.tables import read_table
from data.models import Population, PopulationItem, Sample
from data.rules.sampling import ticket_order
from data.store import Store, verify
from data.work import audits, findings, rows, sampling, search

KNOWN = dict.fromkeys(sampling.QUESTIONS, "known")
ITEMS = [f"L-{n:03d}" for n in range(61)]


@pytest.fixture
def population(store: Store, tmp_path: Path) -> Population:
    audit = store.write(audits.create, "Leavers", starts="2026-01-01")
    path = tmp_path / "leavers.csv"
    lines = [f"{item},{'employee' if n % 4 else 'contractor'}" for n, item in enumerate(ITEMS)]
    path.write_text("\n".join(["id,kind", *lines]) + "\n")
    return store.write(sampling.take_in, audit.id, read_table(path), path, "id", **KNOWN)


def names(store: Store, sample: Sample, *, void: bool = True) -> list[str]:
    return [item.item for item in store.read(sampling.items, sample.id) if void or not item.void]


def mark_all(store: Store, sample: Sample, bad: int = 0) -> None:
    """Mark every item that has no mark, the first `bad` of them as deviations."""
    known = store.read(sampling.results, sample.id)
    there = [one for one in store.read(sampling.items, sample.id) if not one.void and (one.id, "A") not in known]
    for place, item in enumerate(there):
        store.write(sampling.mark, item.id, "A", "deviation" if place < bad else "pass")


def test_no_sample_before_the_list_is_known_or_knowingly_left_open(store: Store, population: Population) -> None:
    store.write(rows.edit, Population, population.id, completeness="", control_total=" ")
    with pytest.raises(Refused, match="not answered yet: control total, completeness"):
        store.write(sampling.draw, population.id, 5, "s")
    with pytest.raises(Refused, match="Say why"):
        store.write(sampling.leave_open, population.id, " ")
    store.write(sampling.leave_open, population.id, "the HR system counts nothing")
    sample = store.write(sampling.draw, population.id, 5, "s")
    said = store.read(sampling.statement, sample.id)
    assert said.endswith("Left open: control total, completeness. the HR system counts nothing.")


@pytest.mark.parametrize("method", ["random", "stratified"])
def test_a_sample_that_grows_keeps_its_items(store: Store, population: Population, method: str) -> None:
    sample = store.write(sampling.draw, population.id, 10, "AUD/L", method=method, stratum="kind")
    before = names(store, sample)
    grown = store.write(sampling.grow, sample.id, 23)
    assert names(store, grown)[:10] == before
    assert (grown.size, grown.enlarged, len(set(names(store, grown)))) == (23, "", 23)
    mark_all(store, grown)
    with pytest.raises(Refused, match="say why"):
        store.write(sampling.grow, sample.id, 25)
    more = store.write(sampling.grow, sample.id, 25, "one more month was asked for")
    assert "from 23 to 25 items. one more month was asked for" in more.enlarged
    mark_all(store, more)
    ((_, said),) = store.read(sampling.conclusions, sample.id)
    assert said.limit is None
    assert "no confidence can be stated" in said.sentence


def test_a_systematic_sample_does_not_grow_and_a_chosen_one_needs_reason_and_names(
    store: Store, population: Population
) -> None:
    sample = store.write(sampling.draw, population.id, 10, "AUD/L", method="systematic")
    assert sample.how.startswith("every 6.1th of 61 from start ")
    with pytest.raises(Refused, match="every place would change"):
        store.write(sampling.grow, sample.id, 12)
    with pytest.raises(Refused, match="needs a reason"):
        store.write(sampling.draw, population.id, 2, "", method="judgemental", chosen=("L-001",))
    chosen = store.read(sampling.name_items, population.id, "L-001 .. L-003, L-060")
    block = store.write(
        sampling.draw, population.id, 2, "", method="block", reason="the week of the move", chosen=chosen
    )
    assert (names(store, block), block.size) == (["L-001", "L-002", "L-003", "L-060"], 4)
    mark_all(store, block)
    ((_, said),) = store.read(sampling.conclusions, block.id)
    assert "not drawn at random" in said.sentence
    with pytest.raises(Refused, match="«L-999» is not in the population"):
        store.read(sampling.name_items, population.id, "L-999")


def test_replacements_follow_the_order_and_are_recorded(store: Store, population: Population) -> None:
    sample = store.write(sampling.draw, population.id, 12, "AUD/L")
    order = ticket_order("AUD/L", ITEMS)
    third = store.read(sampling.items, sample.id)[2]
    store.write(sampling.mark, third.id, "A", "deviation")
    fresh = store.write(sampling.replace, third.id, "a test account")
    assert fresh is not None
    assert (fresh.item, fresh.label, fresh.replaces) == (order[12], "S-01.13", "S-01.03")
    for wrong, says in (("again", "is replaced already"), ("", "is replaced already")):
        with pytest.raises(Refused, match=says):
            store.write(sampling.replace, third.id, wrong)
    with pytest.raises(Refused, match="Say why"):
        store.write(sampling.replace, fresh.id, " ")
    with pytest.raises(Refused, match="was replaced"):
        store.write(sampling.mark, third.id, "A", "pass")
    mark_all(store, sample)
    ((one, said),) = store.read(sampling.conclusions, sample.id)
    assert (one.judged, one.deviations, one.open) == (12, 0, 0)
    assert "the rate in the 60 items" in said.sentence
    assert "1 item did not belong to the population and was replaced" in store.read(sampling.statement, sample.id)


def test_a_stratified_sample_replaces_inside_the_stratum(store: Store, population: Population) -> None:
    sample = store.write(sampling.draw, population.id, 12, "AUD/L", method="stratified", stratum="kind")
    contractor = next(item for item in store.read(sampling.items, sample.id) if item.cells[1] == "contractor")
    fresh = store.write(sampling.replace, contractor.id, "never worked here")
    assert fresh is not None
    assert fresh.cells[1] == "contractor"
    assert store.read(sampling.strata_columns, population.id) == {"kind": {"contractor": 16, "employee": 45}}


def test_a_second_stage_is_drawn_only_as_planned(store: Store, population: Population) -> None:
    plain = store.write(sampling.draw, population.id, 5, "AUD/L")
    with pytest.raises(Refused, match="No second stage was planned"):
        store.write(sampling.second_stage, plain.id)

    def planned() -> Sample:
        return store.write(sampling.draw, population.id, 20, "AUD/L", second_size=20, second_from=1)

    sample = planned()
    with pytest.raises(Refused, match="20 results of stage one are open"):
        store.write(sampling.second_stage, sample.id)
    with pytest.raises(Refused, match="has a second stage planned"):
        store.write(sampling.grow, sample.id, 30, "why not")
    mark_all(store, sample)
    with pytest.raises(Refused, match="not needed"):
        store.write(sampling.second_stage, sample.id)
    worse = planned()
    mark_all(store, worse, bad=2)
    with pytest.raises(Refused, match="more deviations than the plan goes on with"):
        store.write(sampling.second_stage, worse.id)
    due = planned()
    mark_all(store, due, bad=1)
    both = store.write(sampling.second_stage, due.id)
    assert (both.size, len(names(store, both))) == (40, 40)
    assert names(store, both) == ticket_order("AUD/L", ITEMS)[:40]
    mark_all(store, both)
    ((_, said),) = store.read(sampling.conclusions, both.id)
    assert "in two planned stages of 20 and 20" in said.sentence
    with pytest.raises(Refused, match="is drawn"):
        store.write(sampling.second_stage, due.id)


def test_a_design_is_written_down_before_the_draw_and_stands_after_it(store: Store, population: Population) -> None:
    sample = store.write(sampling.plan, population.id)
    assert (sample.size, sample.size_method, sample.population_sha256) == (32, "hypergeometric", population.sha256)
    assert sample.seed == f"AUD-2026-01/S-01/{population.sha256[:12]}"
    sample = store.write(sampling.set_field, sample.id, "tolerable", "10 %")
    assert (sample.size, sample.tolerable) == (21, 0.1)
    sample = store.write(sampling.set_field, sample.id, "size", "21")
    assert sample.size_method == "hypergeometric", "the same number is no other choice"
    sample = store.write(sampling.set_field, sample.id, "size", "30")
    assert store.write(sampling.set_field, sample.id, "confidence", "90").size == 30
    for field, text, says in (
        ("size", "62", "There are 61 items only"),
        ("size", "many", "no number of items"),
        ("method", "dice", "is no way of drawing"),
        ("tolerable", "0", "must be above 0"),
        ("tested", "\n".join("abcdefghi"), "at most 8"),
    ):
        with pytest.raises(Refused, match=says):
            store.write(sampling.set_field, sample.id, field, text)
    store.write(sampling.set_field, sample.id, "tested", "closed in time\n\nassets back")
    drawn = store.write(sampling.draw_planned, sample.id)
    assert [one["letter"] for one in drawn.attributes] == ["A", "B"]
    assert drawn.planned_at <= drawn.drawn_at
    with pytest.raises(Refused, match="its design stands"):
        store.write(sampling.set_field, sample.id, "seed", "another")


def test_one_finding_for_an_attribute_and_none_without_a_deviation(store: Store, population: Population) -> None:
    sample = store.write(sampling.draw, population.id, 12, "AUD/L")
    with pytest.raises(Refused, match="no deviation"):
        store.write(sampling.finding_from, sample.id, "A")
    mark_all(store, sample, bad=3)
    finding = store.write(sampling.finding_from, sample.id, "A")
    with pytest.raises(Refused, match=f"{finding.label} is about this already"):
        store.write(sampling.finding_from, sample.id, "A")
    assert len(store.read(findings.of_audit, population.audit_id)) == 1


def test_a_second_source_answers_the_question_of_completeness(
    store: Store, population: Population, tmp_path: Path
) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text("no\n" + "\n".join([*ITEMS[1:], "L-777"]) + "\n")
    store.write(rows.edit, Population, population.id, completeness="")
    found = store.write(sampling.compare_with, population.id, read_table(path), path, "no")
    assert found.completeness == (
        "Compared with payroll.csv: 60 ids in both, 1 there and not in the population (L-777), "
        "1 in the population and not there (L-000)."
    )
    assert len(found.second_sha256) == 64
    own = tmp_path / "leavers.csv"
    with pytest.raises(Refused, match="own file"):
        store.write(sampling.compare_with, population.id, read_table(own), own, "id")


def _count(session: Session) -> int:
    return int(session.exec(select(func.count()).select_from(PopulationItem)).one())


def test_what_was_taken_in_and_drawn_can_be_taken_back(store: Store, population: Population) -> None:
    store.write(sampling.draw, population.id, 5, "s")
    for left in (61, 0):
        store.write(search.undo, store.sitting)
        assert store.read(_count) == left
    assert store.read(sampling.populations, population.audit_id) == []
    assert verify(store) == []


def test_a_hundred_thousand_items_are_taken_in_and_drawn_from_in_seconds(store: Store, tmp_path: Path) -> None:
    audit = store.write(audits.create, "Tickets", starts="2026-01-01")
    path = tmp_path / "tickets.csv"
    path.write_text("id,team\n" + "".join(f"T-{n:06d},{n % 5}\n" for n in range(100_000)))
    timed: dict[str, float] = {}

    def clocked(name: str, doing: Any) -> Any:
        began = time.process_time()
        done = doing()
        timed[name] = time.process_time() - began
        return done

    take = clocked("in", lambda: store.write(sampling.take_in, audit.id, read_table(path), path, "id", **KNOWN))
    clocked("drawn", lambda: store.write(sampling.draw, take.id, 60, "s"))
    assert timed["in"] < 6, "twice what it may take on a machine of its own"
    assert timed["drawn"] < 2

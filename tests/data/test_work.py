"""What is done to the record: scope, checklist, verdicts, sampling, actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import BadInput, NotFound, Refused
from data.imports import tables
from data.models import Audit, SampleItem, SoaEntry
from data.rules.stages import current, missing
from data.store import Store
from data.work import audits, checklist, evidence, findings, requests, rows, sampling


def test_scope_is_read_as_people_write_it(store: Store) -> None:
    audit = store.write(audits.create, "Access", starts="2031-02-03")
    assert audit.number == "AUD-2031-01"
    store.write(audits.set_scope, audit.id, "A.5.15–18, A.6.1; 9.2")
    assert store.read(rows.fetch, Audit, audit.id).refs == [
        "9.2.1",
        "9.2.2",
        "A.5.15",
        "A.5.16",
        "A.5.17",
        "A.5.18",
        "A.6.1",
    ]
    with pytest.raises(BadInput, match=r"B\.1 is no ref"):
        store.write(audits.set_scope, audit.id, "A.5.15 B.1")


def test_criteria_and_team_follow_their_lines_and_keep_their_rows(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    first = store.write(audits.set_criteria, audit.id, "ISO/IEC 27001 | 2022\nAccess Policy | 2.0 | 5.4\n\n")
    again = store.write(audits.set_criteria, audit.id, "Access Policy | 2.0 | 5.4\nContract X")
    assert [(row.title, row.edition, row.section) for row in again] == [
        ("Access Policy", "2.0", "5.4"),
        ("Contract X", "", ""),
    ]
    assert again[0].id == first[1].id
    team = store.write(audits.set_team, audit.id, "A. Nowak | lead auditor\nB. Ito")
    assert [(row.name, row.duty) for row in team] == [("A. Nowak", "lead auditor"), ("B. Ito", "auditor")]


def test_the_checklist_follows_scope_and_soa(store: Store) -> None:
    audit = store.write(audits.create, "Development")
    store.write(
        lambda session: rows.add(session, SoaEntry(ref="A.8.30", applicable=False, reason="nothing is outsourced"))
    )
    store.write(audits.set_scope, audit.id, "A.8.29-A.8.31")
    made = store.write(checklist.prepare, audit.id)
    assert made.added == ["A.8.29", "A.8.30", "A.8.31"]
    assert made.left_out == [("A.8.30", "nothing is outsourced")]
    items = {item.ref: item for item in store.read(checklist.items, audit.id)}
    assert (items["A.8.30"].verdict, items["A.8.30"].reason) == ("not_applicable", "SoA: nothing is outsourced")
    assert len(store.read(checklist.prompts, audit.id, item_id=items["A.8.29"].id)) >= 4
    store.write(checklist.judge, items["A.8.29"].id, "conforming")
    store.write(audits.set_scope, audit.id, "A.8.31, A.8.32")
    made = store.write(checklist.prepare, audit.id)
    assert (made.added, made.dropped) == (["A.8.32"], [])
    store.write(audits.set_scope, audit.id, "A.8.31")
    assert store.write(checklist.prepare, audit.id).dropped == ["A.8.32"]
    assert [item.ref for item in store.read(checklist.items, audit.id)] == ["A.8.29", "A.8.30", "A.8.31"]


def test_verdicts_obey_the_rules(store: Store) -> None:
    audit = store.write(audits.create, "Clauses")
    store.write(audits.set_scope, audit.id, "9.1 A.5.1")
    store.write(checklist.prepare, audit.id)
    clause, control = store.read(checklist.items, audit.id)
    with pytest.raises(Refused, match="clauses 4 to 10 always apply"):
        store.write(checklist.judge, clause.id, "not_applicable", "not for us")
    with pytest.raises(Refused, match="say why"):
        store.write(checklist.judge, control.id, "not_tested", " ")
    store.write(checklist.judge, control.id, "not_tested", "no time")
    judged = store.write(checklist.judge, control.id, "conforming")
    assert (judged.verdict, judged.reason) == ("conforming", "")
    assert store.write(checklist.judge, control.id, "").verdict_at == ""


def test_prompts_come_the_most_important_first(store: Store) -> None:
    audit = store.write(audits.create, "HR")
    store.write(audits.set_scope, audit.id, "A.6")
    store.write(checklist.prepare, audit.id)
    asked = store.read(checklist.prompts, audit.id, role="HR")
    keys = [prompt.key for prompt in asked]
    assert keys == sorted(keys, reverse=True)
    assert any(keys)
    assert store.read(checklist.roles, audit.id)[0][0] == "HR"


def test_requests_are_proposed_once(store: Store) -> None:
    audit = store.write(audits.create, "HR")
    store.write(audits.set_scope, audit.id, "A.6, 7.2")
    made = store.write(requests.propose, audit.id)
    assert made
    assert all(set(request.refs) <= set(store.read(rows.fetch, Audit, audit.id).refs) for request in made)
    assert store.write(requests.propose, audit.id) == []


def _population(store: Store, tmp_path: Path) -> tuple[str, str]:
    audit = store.write(audits.create, "Leavers")
    path = tmp_path / "leavers.csv"
    path.write_text("id,last day\n" + "".join(f"L-{n:03d},2026-01-{n % 28 + 1:02d}\n" for n in range(61)))
    population = store.write(
        sampling.take_in,
        audit.id,
        tables.read_table(path),
        path,
        "id",
        supplied_by="HR",
        query="report 14",
        period="January 2026",
        control_total="61",
        completeness="count agreed with payroll",
    )
    return audit.id, population.id


def test_the_same_seed_draws_the_same_items_and_growing_keeps_them(store: Store, tmp_path: Path) -> None:
    _, population = _population(store, tmp_path)
    small, large = (store.write(sampling.draw, population, size, "AUD/leavers") for size in (10, 25))
    first, second = ([item.item for item in store.read(sampling.items, sample.id)] for sample in (small, large))
    assert second[:10] == first
    assert len(set(second)) == 25
    for size, seed in ((0, "s"), (62, "s"), (5, " ")):
        with pytest.raises(Refused):
            store.write(sampling.draw, population, size, seed)


def test_a_deviation_opens_a_finding_with_its_facts(store: Store, tmp_path: Path) -> None:
    audit, population = _population(store, tmp_path)
    attributes = [{"letter": "A", "text": "closed in time"}, {"letter": "B", "text": "assets back"}]
    sample = store.write(sampling.draw, population, 25, "AUD/leavers", ref="A.5.18", attributes=attributes)
    items = store.read(sampling.items, sample.id)
    for place, item in enumerate(items):
        store.write(sampling.mark, item.id, "A", "deviation" if place in (6, 14, 21) else "pass")
    store.write(rows.edit, SampleItem, items[6].id, note="3 days late")
    proof = store.write(evidence.record, audit, "directory export")
    store.write(sampling.mark, items[6].id, "A", "deviation", proof.id)
    assert [
        (one.letter, one.text, one.judged, one.deviations, one.open) for one in store.read(sampling.outcomes, sample.id)
    ] == [("A", "closed in time", 25, 3, 0), ("B", "assets back", 0, 0, 25)]
    finding = store.write(sampling.finding_from, sample.id, "A")
    assert (finding.ref, finding.sample_id) == ("A.5.18", sample.id)
    assert "3 of 25" in finding.title
    for fact in (
        "HR supplied 61 items of January 2026",
        "with the seed «AUD/leavers»; S-01",
        f"S-01.07 {items[6].item} (3 days late)",
        "25 %",
    ):
        assert fact in finding.condition
    assert store.read(evidence.of_finding, finding.id)[0].id == proof.id
    assert store.read(evidence.used, audit)[proof.id] == ["F-01", "S-01.07"]


def test_populations_need_an_id_for_each_item(store: Store, tmp_path: Path) -> None:
    audit = store.write(audits.create, "Leavers")
    path = tmp_path / "list.csv"
    path.write_text("id,x\na,1\na,2\n,3\n")
    with pytest.raises(Refused, match=r"1 blank \(row 4\), 1 repeated \(row 3: a as in row 2\)"):
        store.write(sampling.take_in, audit.id, tables.read_table(path), path, "id")
    with pytest.raises(Refused, match="no column «nr»"):
        store.write(sampling.take_in, audit.id, tables.read_table(path), path, "nr")


def test_an_unknown_audit_is_named_with_those_there_are(store: Store) -> None:
    store.write(audits.create, "Access", starts="2026-01-01")
    with pytest.raises(NotFound, match="AUD-2026-01"):
        store.read(audits.by_number, "AUD-1999-01")
    assert store.read(audits.by_number, "aud-2026-01").title == "Access"


def test_readiness_names_what_blocks(store: Store) -> None:
    audit = store.write(audits.create, "Access")
    finding = store.write(
        findings.raise_finding, audit.id, "late", grade="major", condition="3 of 25", criteria="Policy 5.4"
    )
    facts = store.read(audits.facts, audit.id)
    found = {(one.rule, one.item): one.blocks for one in missing(facts)}
    assert found["F02", finding.label]
    assert found["F11", finding.label]
    assert found["summary", ""]
    assert current(facts) == 4

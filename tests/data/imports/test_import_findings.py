"""Findings in and out: our own that were edited outside, another tool's through a mapping, every row accounted for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.errors import BadInput, Conflict
from data.imports import findings as imports
from data.imports.json_tables import read_any
from data.imports.proposal import Proposal
from data.models import Audit, Finding
from data.store import Store
from data.work import actions, audits, evidence, findings, rearranging, rows, search

COLUMNS = [
    "id",
    "title",
    "grade",
    "ref",
    "related",
    "criteria",
    "condition",
    "cause",
    "consequence",
    "action",
    "evidence",
]


@pytest.fixture
def audit(store: Store) -> Audit:
    made = store.write(audits.create, "Access", starts="2026-10-01")
    for title in ("Leaver list", "Directory export"):
        store.write(evidence.record, made.id, title)
    return made


def written(path: Path, *lines: list[str], columns: list[str] = COLUMNS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([columns, *lines])
    return path


def proposed(store: Store, audit: Audit, path: Path, mapping: dict[str, str] | None = None) -> Proposal:
    return store.read(imports.propose, audit.id, read_any(path, imports.KIND), mapping)


def taken(store: Store, audit: Audit, path: Path, mapping: dict[str, str] | None = None) -> Proposal:
    return store.write(imports.apply, audit.id, proposed(store, audit, path, mapping))


def held(store: Store, audit: Audit) -> dict[str, Finding]:
    return {one.label: one for one in store.read(findings.of_audit, audit.id)}


FULL = [
    "F-03", "Leaver accounts late in 3 of 25", "minor", "A.5.18", "A.6.5 A.5.16", "Access Control Standard v3.2, 5.4",
    "25 drawn (S-05).\n3 late.", "open", "former staff could read mail", "notice from the HR system", "E-001 E-002",
]  # fmt: skip


def test_the_columns_of_the_contract_come_in_whole(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", FULL)
    seen = taken(store, audit, path).as_json()
    assert (seen["rows"], seen["new"], seen["refused"], seen["unused"], seen["notes"]) == (1, 1, [], [], [])
    one = held(store, audit)["F-03"]
    assert (one.title, one.grade, one.ref, one.related) == (FULL[1], "minor", "A.5.18", ["A.6.5", "A.5.16"])
    assert (one.criteria, one.condition, one.cause) == (FULL[5], FULL[6], "open")
    assert (one.consequence, one.action, one.source) == (FULL[8], FULL[9], "f.csv, row 2")
    assert [row.label for row in store.read(evidence.of_finding, one.id)] == ["E-001", "E-002"]
    again = proposed(store, audit, path).as_json()
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_an_imported_id_is_not_given_again(store: Store, audit: Audit, tmp_path: Path) -> None:
    taken(store, audit, written(tmp_path / "f.csv", FULL, ["F-100", "x", *[""] * 9]))
    assert store.write(findings.raise_finding, audit.id, "next").label == "F-101"


def test_another_tools_export_is_read_by_its_own_words(store: Store, audit: Audit, tmp_path: Path) -> None:
    columns = ["Number", "Feststellung", "Einstufung", "Normkapitel", "Nachweis", "Verantwortlich", "Frist", "Ampel"]
    line = ["NC-2026-014", "Konten spät gesperrt", "Nebenabweichung", "A.5.18 Zugangsrechte; 7.2", "Liste E-001",
            "Leitung IT", "30.11.2026", "rot"]  # fmt: skip
    path = written(tmp_path / "other.csv", line, columns=columns)
    seen = taken(store, audit, path).as_json()
    assert seen["unused"] == ["Ampel"]
    one = held(store, audit)["F-01"]
    assert (one.external, one.grade, one.ref, one.related) == ("NC-2026-014", "minor", "A.5.18", ["7.2"])
    assert (one.owner, one.due, one.condition) == ("Leitung IT", "2026-11-30", "Liste")
    assert [row.label for row in store.read(evidence.of_finding, one.id)] == ["E-001"]
    assert proposed(store, audit, path).count("unchanged") == 1, "it is known by the id it came with"


def test_a_mapping_says_what_no_header_says_and_is_remembered(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "odd.csv", ["late", "x7", "3 of 25"], columns=["A", "B", "C"])
    with pytest.raises(BadInput, match="Needed: title or condition"):
        proposed(store, audit, path)
    taken(store, audit, path, {"title": "A", "condition": "C"})
    assert held(store, audit)["F-01"].condition == "3 of 25"
    assert proposed(store, audit, path).count("unchanged") == 1


def test_bad_rows_are_refused_one_by_one(store: Store, audit: Audit, tmp_path: Path) -> None:
    blank = [""] * 8
    path = written(
        tmp_path / "f.csv",
        ["F-01", "good", "ofi", *blank],
        ["F-02", "bad grade", "High", *blank],
        ["F-03", "old ref", "minor", "A.9.2.1", *blank[1:]],
        ["F-04", "no ref at all", "minor", "A.5.99", *blank[1:]],
        ["F-01", "twice", "minor", *blank],
        ["F-05", "", "minor", *blank],
        ["F-06", "heading as ref", "minor", "9.2", *blank[1:]],
    )
    seen = taken(store, audit, path).as_json()
    reasons = {row["row"]: row["reason"] for row in seen["refused"]}
    assert "«High» is no grade" in reasons[3]
    assert "in the edition of 2022 it is" in reasons[4]
    assert "write for example A.5.18" in reasons[5]
    assert "repeats «F-01» of row 2" in reasons[6]
    assert "empty" in reasons[7]
    assert sorted(held(store, audit)) == ["F-01", "F-06"]
    assert seen["rows"] == seen["new"] + len(seen["refused"]) == 7


def test_evidence_that_is_not_there_is_said_and_not_made_up(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", ["F-01", "late", *[""] * 8, "E-001, E-099"])
    seen = taken(store, audit, path).as_json()
    assert "E-099" in seen["notes"][0]["text"]
    assert [row.label for row in store.read(evidence.of_finding, held(store, audit)["F-01"].id)] == ["E-001"]


def test_what_the_file_leaves_empty_stays(store: Store, audit: Audit, tmp_path: Path) -> None:
    made = store.write(findings.raise_finding, audit.id, "late", condition="3 of 25", grade="minor", due="2026-11-30")
    columns = ["id", "title", "condition", "cause", "due"]
    taken(store, audit, written(tmp_path / "f.csv", ["F-01", "later", "", "open", ""], columns=columns))
    one = store.read(rows.fetch, Finding, made.id)
    assert (one.title, one.condition, one.cause, one.due) == ("later", "3 of 25", "open", "2026-11-30")


def test_what_was_edited_here_since_the_import_is_kept(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", FULL)
    taken(store, audit, path)
    store.write(rows.edit, Finding, held(store, audit)["F-03"].id, condition="typed here")
    changed = [*FULL]
    changed[1], changed[6] = "new headline", "new in the file"
    seen = taken(store, audit, written(tmp_path / "f.csv", changed)).as_json()
    one = held(store, audit)["F-03"]
    assert (one.title, one.condition) == ("new headline", "typed here")
    assert [kept["field"] for kept in seen["kept"]] == ["condition"]


def test_the_import_is_taken_back_with_one_undo(store: Store, audit: Audit, tmp_path: Path) -> None:
    taken(store, audit, written(tmp_path / "f.csv", FULL, ["F-04", "more", *[""] * 9]))
    store.write(search.undo, store.sitting)
    assert held(store, audit) == {}


def test_json_and_workbooks_are_read_as_well(store: Store, audit: Audit, tmp_path: Path) -> None:
    told = {"audit": "x", "findings": [dict(zip(COLUMNS, FULL, strict=True)) | {"related": ["A.6.5"]}, {"id": "F-09"}]}
    (tmp_path / "f.json").write_text(json.dumps(told), encoding="utf-8")
    seen = taken(store, audit, tmp_path / "f.json").as_json()
    assert (seen["new"], [row["row"] for row in seen["refused"]]) == (1, [2])
    assert held(store, audit)["F-03"].related == ["A.6.5"]
    book = Workbook()
    book.active.append(["What", "Value"])
    book.active.append(["Audit", "AUD-2026-01"])
    sheet = book.create_sheet("Findings")
    sheet.append(["No.", "Title", "Reference"])
    sheet.append(["F-03", "from the workbook", "A.5.18"])
    book.save(tmp_path / "f.xlsx")
    assert taken(store, audit, tmp_path / "f.xlsx").count("changed") == 1
    assert held(store, audit)["F-03"].title == "from the workbook"
    (tmp_path / "no.json").write_text('{"a": 1}')
    with pytest.raises(BadInput, match="no list of objects"):
        proposed(store, audit, tmp_path / "no.json")


def test_a_finding_that_fell_and_a_change_meanwhile_are_respected(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", FULL)
    taken(store, audit, path)
    changed = [FULL[0], "another headline", *FULL[2:]]
    seen = proposed(store, audit, written(tmp_path / "f.csv", changed))
    store.write(rows.edit, Finding, held(store, audit)["F-03"].id, cause="meanwhile")
    with pytest.raises(Conflict, match="another window"):
        store.write(imports.apply, audit.id, seen)
    store.write(rearranging.withdraw, held(store, audit)["F-03"].id, "an error")
    assert "stands no more" in proposed(store, audit, path).as_json()["refused"][0]["reason"]


def test_owner_and_date_of_a_finding_with_actions_are_theirs(store: Store, audit: Audit, tmp_path: Path) -> None:
    made = store.write(findings.raise_finding, audit.id, "late")
    store.write(actions.agree, audit.id, made.id, "do it", owner="HR", due="2026-11-30")
    path = written(tmp_path / "f.csv", ["F-01", "late", "HR", "2026-11-30"], columns=["id", "title", "owner", "due"])
    assert proposed(store, audit, path).count("unchanged") == 1


def test_hostile_cells_are_only_text(store: Store, audit: Audit, tmp_path: Path) -> None:
    hostile = "'=cmd|'/C calc'!A0 <b>*x* \x1b[31m ; DROP TABLE finding"
    taken(store, audit, written(tmp_path / "f.csv", ["F-01", hostile, *[""] * 9]))
    assert held(store, audit)["F-01"].title == "=cmd|'/C calc'!A0 <b>*x* [31m ; DROP TABLE finding"


def test_too_many_rows_are_refused(store: Store, audit: Audit, tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", *([[f"F-{n}", "x"] for n in range(imports.MOST + 1)]), columns=["id", "title"])
    with pytest.raises(BadInput, match="at most 5,000"):
        proposed(store, audit, path)

"""Which column is which field."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.errors import BadInput
from data.imports.columns import choose
from data.imports.kinds import KINDS
from data.imports.tables import Table, read_table
from data.imports.words import plain

PSEUDO = {"audit", "finding"}  # what an action's file calls its audit and finding


def table(folder: Path, *rows: list[str]) -> Table:
    path = folder / "register.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(rows)
    return read_table(path)


def test_every_field_is_a_column_of_its_model() -> None:
    for layouts in KINDS.values():
        for layout in layouts:
            names = {field.name for field in layout.fields}
            assert names - PSEUDO <= set(layout.model.model_fields)
            assert {name for group in layout.needs for name in group} <= names
            assert set(layout.handle) <= set(layout.key_names)
            assert set(layout.key_names) <= set(layout.model.model_fields)


def test_every_first_header_finds_its_own_field(tmp_path: Path) -> None:
    for kind, layouts in KINDS.items():
        for layout in layouts:
            if layout.matrix:
                continue
            headers = [field.words.split("|")[0].strip().upper() for field in layout.fields]
            choice = choose(kind, table(tmp_path, headers, ["x"] * len(headers)))
            assert choice.layout is layout
            assert choice.mapping == {field.name: header for field, header in zip(layout.fields, headers, strict=True)}
            assert choice.unused == ()


def test_every_other_header_is_understood_where_it_stands_alone(tmp_path: Path) -> None:
    for kind, layouts in KINDS.items():
        layout = next(layout for layout in layouts if not layout.matrix)
        needed = {name: layout.field(name).words.split("|")[0].strip() for group in layout.needs for name in group}
        for field in layout.fields:
            for word in field.words.split("|"):
                headers = list({**needed, field.name: word.strip()}.values())
                if len({plain(header) for header in headers}) < len(headers):
                    continue  # the word also means a needed field, which comes first
                choice = choose(kind, table(tmp_path, headers, ["x"] * len(headers)))
                assert word.strip() in choice.mapping.values(), (kind, field.name, word)


def test_headers_in_german_and_french(tmp_path: Path) -> None:
    german = choose("soa", table(tmp_path, ["Nr.", "Maßnahme", "Anwendbar", "Begründung"], ["A.5.1", "x", "ja", "y"]))
    assert german.mapping == {"ref": "Nr.", "title": "Maßnahme", "applicable": "Anwendbar", "reason": "Begründung"}
    french = choose("documents", table(tmp_path, ["Référence", "Intitulé", "Propriétaire"], ["P-1", "x", "y"]))
    assert french.mapping == {"number": "Référence", "title": "Intitulé", "owner": "Propriétaire"}


def test_what_is_in_brackets_does_not_matter(tmp_path: Path) -> None:
    choice = choose("assets", table(tmp_path, ["ID (unique)", "Asset [name]", "Location (site)"], ["1", "x", "y"]))
    assert choice.mapping == {"number": "ID (unique)", "name": "Asset [name]", "place": "Location (site)"}


def test_what_was_said_counts_before_the_guess(tmp_path: Path) -> None:
    found = table(tmp_path, ["ID", "Title", "Owner", "Boss"], ["R-1", "Fire", "Ann", "Bob"])
    assert choose("risks", found).mapping == {"number": "ID", "title": "Title", "owner": "Owner"}
    said = {"title": "Title", "description": "Title", "owner": "Boss"}  # one column may be two fields
    assert choose("risks", found, said).mapping == {"number": "ID"} | said
    assert choose("risks", found, said).unused == ("Owner",)
    assert choose("risks", found, {"owner": ""}).unused == ("Owner", "Boss")


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("risk", {}, "«risk» is no register; use one of: soa, responsibilities,"),
        ("risks", {"boss": "Owner"}, "«boss» is no field of risks; its fields are: number, title,"),
        ("risks", {"owner": "Boss"}, "has no column «Boss»; its columns are: ID, Title, Owner"),
        ("soa", {}, "Columns found: ID, Title, Owner. Needed: control id, applicable"),
        ("risks", {"title": ""}, "Needed: id, risk title"),
        ("competence", {}, "Needed: person, training — or: role, required competence"),
        ("responsibilities", {}, "activity, a column a role with RACI letters"),
    ],
)
def test_refusals_name_what_is_there_and_what_is_needed(
    tmp_path: Path, kind: str, said: dict[str, str], words: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        choose(kind, table(tmp_path, ["ID", "Title", "Owner"], ["1", "x", "y"]), said)
    assert words in str(refusal.value)
    assert str(refusal.value).isprintable()


def test_layouts_are_told_apart_by_their_headers(tmp_path: Path) -> None:
    def layout(kind: str, *rows: list[str]) -> str:
        return choose(kind, table(tmp_path, *rows)).layout.name

    assert layout("competence", ["Role", "Competence"], ["x", "y"]) == "competence needs"
    assert layout("competence", ["Person", "Role", "Competence"], ["x", "y", "z"]) == "competence records"
    assert layout("responsibilities", ["Activity", "Holder", "Duty"], ["x", "y", "R"]) == "list of responsibilities"
    assert layout("responsibilities", ["Activity", "HR Lead", "Staff"], ["x", "R", "I"]) == "RACI matrix"
    assert layout("responsibilities", ["Task", "Responsible (R)", "Accountable (A)"], ["x", "y", "z"]) == "RACI table"
    assert layout("responsibilities", ["Task", "Responsible"], ["x", "y"]) == "list of responsibilities"


def test_a_column_of_remarks_is_no_role(tmp_path: Path) -> None:
    rows = [
        ["Activity", "HR Lead", "Remarks", "Empty"],
        ["x", "R", "see mail", ""],
        ["y", "A", "", ""],
        ["z", "-", "no", ""],
    ]
    choice = choose("responsibilities", table(tmp_path, *rows))
    assert choice.mapping == {"activity": "Activity", "duty of HR Lead": "HR Lead"}
    assert choice.unused == ("Remarks", "Empty")
    said = {"duty of Human Resources": "HR Lead"}
    assert choose("responsibilities", table(tmp_path, *rows), said).mapping == {"activity": "Activity"} | said

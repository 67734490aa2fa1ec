"""A newer file: what it has no more is said, what was edited here is asked for row by row."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from data.errors import BadInput
from data.imports.columns import offer
from data.imports.proposal import Proposal
from data.imports.run import apply, profiles, propose, remember
from data.imports.tables import Table, read_table
from data.models import Document
from data.store import Store
from data.work import registers, rows

HEAD = ["ID", "Title", "Owner", "Next review"]


def table(folder: Path, *cells: list[str], name: str = "register.csv") -> Table:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(cells)
    return read_table(path)


def take_in(store: Store, kind: str, found: Table, **options: Any) -> Proposal:
    return store.write(apply, store.read(propose, kind, found, **options))


def test_a_row_that_the_newer_file_has_not_is_said_and_left(store: Store, tmp_path: Path) -> None:
    old = table(tmp_path, HEAD, ["P-1", "Policy", "ISO", ""], ["P-2", "Rules", "HR", ""], name="old.csv")
    take_in(store, "documents", old)
    store.write(rows.add, Document(number="P-9", title="Made by hand"))
    proposal = take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", ""], name="new.csv"))
    assert proposal.as_json()["gone"] == [{"item": "P-2", "source": "old.csv, row 3"}]
    assert [one.number for one in store.read(registers.documents)] == ["P-1", "P-2", "P-9"]


def test_a_row_that_is_refused_or_renamed_is_not_gone(store: Store, tmp_path: Path) -> None:
    head = ["Control", "Applicable"]
    take_in(store, "soa", table(tmp_path, head, ["A.5.1", "Yes"], ["A.5.2", "Yes"]))
    proposal = take_in(store, "soa", table(tmp_path, head, ["A.5.1", "Yes"], ["5.2", "perhaps"]))
    assert proposal.count("refused") == 1
    assert proposal.gone == ()
    take_in(store, "people", table(tmp_path, ["Name", "Role"], ["Ann Lee", "Clerk"]))
    assert take_in(store, "people", table(tmp_path, ["Name", "Role"], ["Ann Lee", "Manager"])).gone == ()


def test_the_file_wins_only_in_the_rows_that_were_asked_for(store: Store, tmp_path: Path) -> None:
    take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", ""], ["P-2", "Rules", "HR", ""]))
    known = {one.number: one for one in store.read(registers.documents)}
    for one in known.values():
        store.write(rows.edit, Document, one.id, owner="edited here")
    newer = table(tmp_path, HEAD, ["P-1", "Policy", "CISO", ""], ["P-2", "Rules", "People", ""])
    assert [edit.new for _, _, edit in store.read(propose, "documents", newer).kept()] == ["CISO", "People"]
    take_in(store, "documents", newer, overwrite={known["P-2"].id})
    owners = {one.number: one.owner for one in store.read(registers.documents)}
    assert owners == {"P-1": "edited here", "P-2": "People"}


def test_rows_with_doubtful_dates_are_numbered_so_that_they_can_be_asked_for(store: Store, tmp_path: Path) -> None:
    found = table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "03/04/2026"], ["P-2", "Rules", "ISO", "2026-04-03"])
    assert store.read(propose, "documents", found).doubtful == (2,)
    assert store.read(propose, "documents", found, day_first=True).doubtful == ()


def test_a_person_can_say_what_the_guess_cannot(tmp_path: Path) -> None:
    found = table(tmp_path, ["Kennziffer", "Title"], ["P-1", "Policy"])
    choice, lacking = offer("documents", found)
    assert choice.mapping == {"title": "Title"}
    assert lacking == ("number",)
    choice, lacking = offer("documents", found, {"number": "Kennziffer"})
    assert lacking == ()
    with pytest.raises(BadInput, match="no column"):
        offer("documents", found, {"number": "gone"})


def test_of_several_layouts_the_nearest_is_offered(tmp_path: Path) -> None:
    matrix = table(tmp_path, ["Activity", "HR Lead", "IT Lead"], ["Screening", "A", "I"])
    choice, lacking = offer("responsibilities", matrix)
    assert choice.layout.matrix == "roles"
    assert lacking == ()
    nothing = table(tmp_path, ["x", "y"], ["1", "2"])
    assert offer("responsibilities", nothing)[1]


def test_profiles_are_listed_by_name(store: Store, tmp_path: Path) -> None:
    take_in(store, "soa", table(tmp_path, ["Control", "Applicable"], ["A.5.1", "Yes"]))
    store.write(remember, "soa", "GRC", {"ref": "Kapitel"})
    assert store.read(profiles, "soa") == {"GRC": {"ref": "Kapitel"}}
    assert store.read(profiles, "documents") == {}
    assert [entry.ref for entry in store.read(registers.soa)] == ["A.5.1"]

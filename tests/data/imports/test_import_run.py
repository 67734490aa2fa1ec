"""From a table to the record: what is new, changed, kept, refused; as a whole or not at all."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import BadInput, Conflict
from data.imports.proposal import Proposal
from data.imports.run import apply, propose, remember, remembered
from data.imports.tables import Table, read_table
from data.models import Action, Document, Finding, ImportProfile, Person, Risk, SoaEntry
from data.store import Store, opened
from data.work import actions, audits, registers, rows

HEAD = ["ID", "Title", "Owner", "Next review"]


def table(folder: Path, *cells: list[str], name: str = "register.csv") -> Table:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows(cells)
    return read_table(path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        yield store


def take_in(store: Store, kind: str, found: Table, **options: Any) -> Proposal:
    return store.write(apply, store.read(propose, kind, found, **options))


def counted(proposal: Proposal) -> tuple[int, int, int, int]:
    said = proposal.as_json()
    assert said["rows"] == said["new"] + said["changed"] + said["unchanged"] + len(said["refused"])
    return said["new"], said["changed"], said["unchanged"], len(said["refused"])


def documents(store: Store) -> dict[str, Document]:
    return {document.number: document for document in store.read(registers.documents)}


def test_a_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    proposal = store.read(propose, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "2026-01-01"]))
    assert counted(proposal) == (1, 0, 0, 0)
    assert store.read(registers.counts)["documents"] == 0


def test_a_newer_file_changes_only_what_it_says_otherwise(store: Store, tmp_path: Path) -> None:
    take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "1.2.2026"], ["P-2", "Plan", "CEO", ""]))
    newer = table(
        tmp_path, HEAD, ["p-1 ", "Policy", "DPO", "2026-02-01"], ["P-2", "Plan", "CEO", ""], ["P-3", "Rule", "", ""]
    )
    proposal = take_in(store, "documents", newer)
    assert counted(proposal) == (1, 1, 1, 0)
    assert proposal.as_json()["changes"] == [{"row": 2, "item": "p-1", "field": "owner", "old": "ISO", "new": "DPO"}]
    found = documents(store)
    assert (found["P-1"].owner, found["P-1"].next_review, found["P-3"].title) == ("DPO", "2026-02-01", "Rule")


def test_what_was_edited_here_is_kept_unless_asked_for(store: Store, tmp_path: Path) -> None:
    first = table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "2026-01-01"])
    take_in(store, "documents", first)
    store.write(rows.edit, Document, documents(store)["P-1"].id, owner="Deputy of the ISO")
    assert counted(take_in(store, "documents", first)) == (0, 0, 1, 0)
    newer = table(tmp_path, HEAD, ["P-1", "Policies", "DPO", "2026-01-01"])
    proposal = take_in(store, "documents", newer)
    assert counted(proposal) == (0, 1, 0, 0)
    assert proposal.as_json()["kept"] == [
        {"row": 2, "item": "P-1", "field": "owner", "old": "Deputy of the ISO", "new": "DPO"}
    ]
    assert (documents(store)["P-1"].title, documents(store)["P-1"].owner) == ("Policies", "Deputy of the ISO")
    assert counted(take_in(store, "documents", newer, overwrite=True)) == (0, 1, 0, 0)
    assert documents(store)["P-1"].owner == "DPO"
    assert counted(take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policies", "CISO", "2026-01-01"]))) == (
        0,
        1,
        0,
        0,
    )
    assert documents(store)["P-1"].owner == "CISO"


def test_a_row_made_by_hand_is_filled_and_not_overwritten(store: Store, tmp_path: Path) -> None:
    store.write(rows.add, Document(number="P-1", title="My title"))
    proposal = take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Their title", "ISO", ""]))
    assert [edit.field for _, _, edit in proposal.kept()] == ["title"]
    assert (documents(store)["P-1"].title, documents(store)["P-1"].owner) == ("My title", "ISO")


def test_an_emptied_cell_empties_the_field(store: Store, tmp_path: Path) -> None:
    take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", ""]))
    assert counted(take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "", ""]))) == (0, 1, 0, 0)
    assert documents(store)["P-1"].owner == ""


def test_a_column_that_is_not_there_says_nothing(store: Store, tmp_path: Path) -> None:
    take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "2026-01-01"]))
    assert counted(take_in(store, "documents", table(tmp_path, ["ID", "Title"], ["P-1", "Policy"]))) == (0, 0, 1, 0)
    assert documents(store)["P-1"].owner == "ISO"


def test_refused_rows_say_why_and_the_others_go_in(store: Store, tmp_path: Path) -> None:
    head = ["Control", "Applicable", "Justification"]
    body = [
        ["A 5.1", "yes", ""],
        ["A.5.1", "no", ""],
        ["A.9.2.3", "yes", ""],
        ["5.2", "perhaps", ""],
        ["", "yes", ""],
        ["5.3", "", ""],
    ]
    proposal = take_in(store, "soa", table(tmp_path, head, *body, ["A.5.4", "no", "x", "y"]))
    assert counted(proposal) == (1, 0, 0, 6)
    assert [(line["row"], line["reason"]) for line in proposal.as_json()["refused"]] == [
        (3, "repeats «A.5.1» of row 2: tell them apart, or take one out"),
        (4, "column «Control»: A.9.2.3 is a control of the 2013 edition; in that of 2022 it is A.8.2"),
        (5, "column «Applicable»: «perhaps» is neither Yes nor No"),
        (6, "column «Control»: «» is no control: write for example A.5.18"),
        (7, "column «Applicable»: it is empty: write Yes or No"),
        (8, "4 cells under 3 columns: put the cell that holds a comma in quotes"),
    ]
    (entry,) = store.read(registers.soa)
    assert (entry.ref, entry.title, entry.source) == (
        "A.5.1",
        "Policies for information security",
        "register.csv, row 2",
    )


def test_an_empty_key_is_refused(store: Store, tmp_path: Path) -> None:
    proposal = take_in(store, "documents", table(tmp_path, HEAD, ["", "Policy", "ISO", ""], ["P-2", " ", "ISO", ""]))
    assert [line.reason for line in proposal.lines] == [
        "column «ID» is empty: a row needs it",
        "column «Title» is empty: a row needs it",
    ]


def test_a_doubtful_date_is_kept_and_noted_until_somebody_says(store: Store, tmp_path: Path) -> None:
    found = table(tmp_path, HEAD, ["P-1", "Policy", "ISO", "03/04/2026"])
    proposal = store.read(propose, "documents", found)
    said = "column «Next review»: 03/04/2026 can be read in two ways and is kept as it stands"
    assert proposal.as_json()["notes"] == [{"row": 2, "text": said}]
    for day_first, day in ((True, "2026-04-03"), (False, "2026-03-04")):
        proposal = store.read(propose, "documents", found, day_first=day_first)
        assert proposal.lines[0].steps[0].values is not None
        assert proposal.lines[0].steps[0].values["next_review"] == day
        assert proposal.lines[0].notes == ()


def test_nothing_is_half_made(store: Store, tmp_path: Path) -> None:
    take_in(store, "documents", table(tmp_path, HEAD, ["P-2", "Plan", "CEO", ""]))
    proposal = store.read(
        propose, "documents", table(tmp_path, HEAD, ["P-1", "Policy", "", ""], ["P-2", "Plan", "DPO", ""])
    )
    store.write(rows.edit, Document, documents(store)["P-2"].id, status="Draft")
    with pytest.raises(Conflict, match="P-2 was changed in another window"):
        store.write(apply, proposal)
    assert list(documents(store)) == ["P-2"]
    proposal = store.read(
        propose, "documents", table(tmp_path, HEAD, ["P-0", "Policy", "", ""], ["P-1", "Policy", "", ""])
    )
    store.write(rows.add, Document(number="P-1"))
    with pytest.raises(Conflict, match="P-1 was added in another window"):
        store.write(apply, proposal)
    assert list(documents(store)) == ["P-1", "P-2"]


def test_a_mapping_is_remembered_for_a_file_of_the_same_name(store: Store, tmp_path: Path) -> None:
    head = ["Kennzeichen", "Thema", "Title"]
    with pytest.raises(BadInput, match=r"Columns found: Kennzeichen, Thema, Title\. Needed: id, risk title"):
        store.read(propose, "risks", table(tmp_path, head, ["R-1", "Fire", "x"]))
    said = {"number": "Kennzeichen", "title": "Thema", "owner": ""}
    take_in(store, "risks", table(tmp_path, head, ["R-1", "Fire", "x"]), mapping=said)
    assert store.read(remembered, "risks", "register.csv") == said
    again = store.read(propose, "risks", table(tmp_path, head, ["R-1", "Fire", "x"], ["R-2", "Water", ""]))
    assert (again.mapping, again.unused) == ({"number": "Kennzeichen", "title": "Thema"}, ("Title",))
    assert counted(again) == (1, 0, 1, 0)
    other = table(tmp_path, head, ["R-1", "Fire", "x"], name="other.csv")
    with pytest.raises(BadInput):
        store.read(propose, "risks", other)
    store.write(remember, "risks", "their tool", said)
    assert counted(store.read(propose, "risks", other, store.read(remembered, "risks", "their tool"))) == (0, 0, 1, 0)


def test_one_profile_a_file(store: Store, tmp_path: Path) -> None:
    for owner in ("ISO", "DPO", "CEO"):
        take_in(store, "documents", table(tmp_path, HEAD, ["P-1", "Policy", owner, ""]))
    assert store.read(remembered, "documents", "register.csv") == {}
    from sqlmodel import select

    assert len(store.read(lambda session: list(session.exec(select(ImportProfile))))) == 1


def test_a_matrix_changes_and_loses_letters(store: Store, tmp_path: Path) -> None:
    head = ["Activity", "ISO", "HR Lead"]
    take_in(
        store,
        "responsibilities",
        table(tmp_path, head, ["Manage Access Rights", "A", "R"], ["Patch servers", "R/A", ""]),
    )
    newer = table(tmp_path, head, ["Manage Access Rights", "A", ""], ["Patch servers", "A/R", "i"], ["Heading", "", ""])
    proposal = take_in(store, "responsibilities", newer)
    assert counted(proposal) == (0, 2, 0, 1)
    assert [(edit.old, edit.new) for _, _, edit in proposal.edits()] == [("R", "")]
    assert proposal.lines[2].reason == "no role has a letter in this row: a heading, or an activity that nobody has"
    found = {(row.activity, row.holder): row.duty for row in store.read(registers.responsibilities)}
    assert found == {
        ("Manage Access Rights", "ISO"): "A",
        ("Manage Access Rights", "HR Lead"): "",
        ("Patch servers", "ISO"): "A/R",
        ("Patch servers", "HR Lead"): "I",
    }
    assert counted(take_in(store, "responsibilities", newer)) == (0, 0, 2, 1)
    odd = table(
        tmp_path, head, ["Manage Access Rights", "A", "maybe"], ["Buy", "R", ""], ["buy", "A", ""], ["Sell", "R", "C"]
    )
    assert [line.reason for line in store.read(propose, "responsibilities", odd).lines] == [
        "column «HR Lead»: «maybe» is no RACI letter; write R, A, C or I",
        "",
        "repeats «buy · ISO» of row 3: tell them apart, or take one out",
        "",
    ]


def test_a_list_of_duties(store: Store, tmp_path: Path) -> None:
    head = ["Ref", "Holder", "Duty", "Since"]
    body = [
        ["A.5.18", "ISO", "owns", "2025-01-01"],
        ["A.5.18", "ISO", "operates", ""],
        ["Backups", "Ops", "Operator", ""],
    ]
    take_in(store, "responsibilities", table(tmp_path, head, *body))
    found = store.read(registers.responsibilities)
    assert [(row.activity, row.holder, row.duty, row.refs, row.since) for row in found] == [
        ("A.5.18", "ISO", "owns", ["A.5.18"], "2025-01-01"),
        ("A.5.18", "ISO", "operates", ["A.5.18"], ""),
        ("Backups", "Ops", "operates", ["A.8.13"], ""),
    ]
    body[2][2] = "approved"
    proposal = take_in(store, "responsibilities", table(tmp_path, head, *body))
    assert counted(proposal) == (0, 1, 2, 0)
    assert len(store.read(registers.responsibilities)) == 3


def test_a_table_of_letters(store: Store, tmp_path: Path) -> None:
    head = ["Activity", "Responsible", "Accountable", "Informed"]
    take_in(
        store,
        "responsibilities",
        table(tmp_path, head, ["Classify data", "ISO, HR Lead", "ISO", "Staff"], ["x", "", "", ""]),
    )
    found = {(row.holder, row.duty) for row in store.read(registers.responsibilities)}
    assert found == {("ISO", "A/R"), ("HR Lead", "R"), ("Staff", "I")}


def test_people_change_their_roles_and_may_have_two(store: Store, tmp_path: Path) -> None:
    head = ["Name", "Role", "External"]
    take_in(
        store,
        "people",
        table(tmp_path, head, ["Anna", "ISO", ""], ["Anna", "DPO", "no"], ["Ben", "Developer", "external"]),
    )
    proposal = take_in(
        store, "people", table(tmp_path, head, ["Anna", "ISO", ""], ["Anna", "DPO", ""], ["Ben", "HR", "yes"])
    )
    assert counted(proposal) == (0, 1, 2, 0)
    found = [(person.name, person.role, person.external) for person in store.read(registers.people)]
    assert found == [("Anna", "DPO", False), ("Anna", "ISO", False), ("Ben", "HR", True)]
    assert store.read(registers.roles) == ["DPO", "HR", "ISO"]


def test_training_that_is_repeated_is_another_record(store: Store, tmp_path: Path) -> None:
    head = ["Person", "Training", "Due", "Completed", "Status"]
    take_in(store, "competence", table(tmp_path, head, ["Anna", "Drill", "2026-04-30", "", "Planned"]))
    newer = [["Anna", "Drill", "2026-04-30", "2026-04-02", "Completed"], ["Anna", "Drill", "2027-04-30", "", "Planned"]]
    assert counted(take_in(store, "competence", table(tmp_path, head, *newer))) == (1, 1, 0, 0)
    assert counted(take_in(store, "competence", table(tmp_path, head, *newer))) == (0, 0, 2, 0)
    dated = [["Anna", "Awareness", "2025-01-01"], ["Anna", "Awareness", "2026-01-01"]]
    assert counted(take_in(store, "competence", table(tmp_path, ["Name", "Course", "Date"], *dated))) == (2, 0, 0, 0)


def test_suppliers(store: Store, tmp_path: Path) -> None:
    head = ["Vendor", "Service", "Tier", "Last review", "Contact"]
    proposal = take_in(store, "suppliers", table(tmp_path, head, ["Cloud Ltd", "Hosting", "1", "5 May 2026", "x"]))
    assert proposal.unused == ("Contact",)
    (supplier,) = store.read(registers.suppliers)
    assert (supplier.name, supplier.criticality, supplier.last_review) == ("Cloud Ltd", "1", "2026-05-05")


def test_actions_are_linked_where_audit_and_finding_are_known(store: Store, tmp_path: Path) -> None:
    audit = store.write(audits.create, "Access", starts="2026-02-10")
    finding = store.write(rows.add, Finding(audit_id=audit.id, label="F-03"))
    head = ["ID", "Source", "Audit", "Finding no", "Action", "Status"]
    body = [
        ["C-1", "", audit.number, "F-03", "Fix it", "Implemented"],
        ["C-2", f"{audit.number}, F-03", "", "", "Mend it", ""],
        ["C-3", "", "IA-2026-Q1", "F-03", "Stop it", "on hold"],
        ["C-4", audit.number, "", "F-09", "Start it", "Verified"],
    ]
    proposal = take_in(store, "actions", table(tmp_path, head, *body))
    assert [line.notes for line in proposal.lines] == [
        (),
        (),
        ("«IA-2026-Q1» is not in the record: not linked", "«F-03» is not in the record: not linked"),
        ("«F-09» is not in the record: not linked",),
    ]
    found = store.read(actions.every)
    assert [(one.audit_id, one.finding_id, one.status) for one in found] == [
        (audit.id, finding.id, "done"),
        (audit.id, finding.id, "open"),
        (None, None, "on hold"),
        (audit.id, None, "verified"),
    ]
    assert counted(take_in(store, "actions", table(tmp_path, head, *body))) == (0, 0, 4, 0)


def test_their_numbers_are_not_taken_for_ours(store: Store, tmp_path: Path) -> None:
    audit = store.write(audits.create, "Access", starts="2026-02-10")
    store.write(actions.agree, audit.id, None, "Fix it")
    proposal = take_in(store, "actions", table(tmp_path, ["ID", "Action"], ["A-01", "Something of their own"]))
    assert counted(proposal) == (1, 0, 0, 0)
    found = [(action.label, action.external, action.text) for action in store.read(actions.every)]
    assert found == [("A-01", "", "Fix it"), ("A-02", "A-01", "Something of their own")]


def test_a_file_without_a_readable_row_is_accounted_for(store: Store, tmp_path: Path) -> None:
    proposal = take_in(store, "documents", table(tmp_path, ["ID", "Title"], ["P-1", "Policy", "x"]))
    assert counted(proposal) == (0, 0, 0, 1)


def test_hostile_text_is_stored_as_text(store: Store, tmp_path: Path) -> None:
    texts = ["'; DROP TABLE document; --", "=cmd|' /C calc'!A0", "[red]{x}%s $(id) `id` {F-03}", "a\x1b]0;x\x07b"]
    take_in(
        store,
        "documents",
        table(tmp_path, ["ID", "Title"], *[[f"P-{n}", text] for n, text in enumerate(texts)], name="a\x1bb.csv"),
    )
    found = documents(store)
    assert [found[f"P-{n}"].title for n in range(4)] == [*texts[:3], "a]0;xb"]
    assert found["P-0"].source == "a b.csv, row 2"


def test_a_file_name_that_is_no_text(store: Store, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"register-\xff.csv")
    path.write_text("ID,Title\nP-1,Policy\n")
    assert counted(take_in(store, "documents", read_table(path))) == (1, 0, 0, 0)
    assert documents(store)["P-1"].source == "register- .csv, row 2"


KINDS = {
    "soa": (["Control ID", "Applicable", "Justification"], SoaEntry),
    "documents": (["Doc ID", "Title", "Next Review"], Document),
    "risks": (["ID", "Risk", "Owner"], Risk),
    "people": (["Name", "Role", "External"], Person),
    "actions": (["ID", "Action", "Source"], Action),
    "responsibilities": (["Activity", "Holder", "Duty"], None),
    "competence": (["Person", "Training", "Due"], None),
}
CELL = st.one_of(
    st.sampled_from(["", "A.5.1", "A.5.2", "yes", "no", "R-1", "ISO", "A", "03/04/2026", " x", "X"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=8))
def test_the_rows_of_any_table_add_up_and_the_second_time_nothing_changes(kind: str, body: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "audit.sqlite", "tester") as store:
        try:
            found = table(Path(folder), KINDS[kind][0], *body)
        except BadInput:
            assert not any(cell.strip() for row in body for cell in row)
            return
        first = take_in(store, kind, found)
        new, changed, unchanged, refused = counted(first)
        assert (changed, unchanged) == (0, 0)
        assert first.rows == len(found.rows) + len(found.problems)
        assert sum(store.read(registers.counts).values()) == new
        assert counted(take_in(store, kind, found)) == (0, 0, new, refused)
        assert all(line.reason.isprintable() for line in first.lines)

"""Checklists of every custom become entries: each row taken, or refused with its reason."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from checklists.parser import parse_entry
from checklists.writing import cleaned
from data.errors import BadInput
from data.imports.checklists import PackProposal, propose, read_checklist


def written(folder: Path, content: str | bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def of_rows(folder: Path, *rows: list[str], own_refs: bool = False, **mapping: str) -> PackProposal:
    """The proposal for a CSV file of these rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return propose(read_checklist(written(folder, text.getvalue(), "list.csv")), mapping, own_refs=own_refs)


def of_book(folder: Path, rows: list[list[Any]], *merged: str) -> PackProposal:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(folder / "list.xlsx")
    return propose(read_checklist(folder / "list.xlsx"))


def of_markdown(folder: Path, text: str) -> PackProposal:
    return propose(read_checklist(written(folder, text, "list.md")))


def of_json(folder: Path, value: Any) -> PackProposal:
    return propose(read_checklist(written(folder, json.dumps(value), "list.json")))


def asked(proposal: PackProposal) -> dict[str, list[str]]:
    """The questions by ref."""
    return {ref: [one.text for one in entry.questions] for ref, entry in proposal.entries.items()}


def reasons(proposal: PackProposal) -> dict[int, str]:
    return {line.number: line.reason for line in proposal.lines if line.reason}


def notes(proposal: PackProposal) -> dict[int, tuple[str, ...]]:
    return {line.number: line.notes for line in proposal.lines if line.notes}


# -- columns ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        ["Clause", "Requirement", "Expected evidence", "Interviewee", "C/NC/OFI/NA", "Comments"],
        ["Nr.", "Prüffrage", "Erwartete Nachweise", "Verantwortlich", "Ergebnis", "Bemerkungen"],
        ["Norm-Kapitel", "Anforderung", "Nachweis", "Gesprächspartner", "Bewertung", "Anmerkung"],
        ["Chapitre", "Question d'audit", "Preuves attendues", "Responsable", "Résultat", "Commentaires"],
        ["N°", "Exigence", "Éléments de preuve", "Interlocuteur", "Conformité", "Remarques"],
        [
            "ISO 27001 clause",
            "Audit question / requirement",
            "Evidence to be seen",
            "Process owner",
            "Yes / No / N/A",
            "Note",
        ],
    ],
)
def test_headers_in_three_languages(tmp_path: Path, header: list[str]) -> None:
    proposal = of_rows(tmp_path, header, ["5.2", "Is there a policy?", "the policy", "HR", "NC", "old"])
    assert proposal.columns == {
        field: (column,)
        for field, column in zip(("ref", "question", "evidence", "role", "result", "notes"), header, strict=True)
    }
    entry = proposal.entries["5.2"]
    assert (entry.questions[0].text, entry.questions[0].role, entry.evidence) == (
        "Is there a policy?",
        "HR",
        ("the policy",),
    )
    assert entry.notes == {"source": "list.csv", "question 1": "result there: NC (nonconforming); old"}


def test_the_column_with_the_numbers_is_the_ref(tmp_path: Path) -> None:
    proposal = of_rows(tmp_path, ["No", "Control", "Check"], ["A.5.1", "Policies", "Are they approved?"])
    assert proposal.columns == {"ref": ("No",), "title": ("Control",), "question": ("Check",)}
    proposal = of_rows(tmp_path, ["No", "Control", "Check"], ["1", "A.5.1 Policies", "Are they approved?"])
    assert proposal.columns == {"ref": ("Control",), "question": ("Check",)}
    assert proposal.unused == ("No",)
    assert proposal.entries["A.5.1"].title == "Policies"


def test_a_drop_down_is_known_by_its_values(tmp_path: Path) -> None:
    rows = [["Ref", "Question", "Stage 2", "Weight"], ["4.1", "a?", "OFI", "3"], ["4.2", "b?", "erfüllt", "1"]]
    proposal = of_rows(tmp_path, *rows)
    assert proposal.columns["result"] == ("Stage 2",)
    assert proposal.unused == ("Weight",)
    assert proposal.entries["4.1"].notes["question 1"] == "result there: OFI (opportunity for improvement)"
    assert proposal.entries["4.2"].notes["question 1"] == "result there: erfüllt (conforming)"


def test_boxes_that_wait_to_be_ticked_say_nothing(tmp_path: Path) -> None:
    rows = [["4.1", "a?", "☐ Yes ☐ No"], ["4.2", "b?", "☑ Yes ☐ No"], ["4.3", "c?", "⬜"], ["4.4", "d?", "✅ C"]]
    proposal = of_rows(tmp_path, ["Clause", "Requirement of the standard", "Compliant Yes/No"], *rows)
    assert proposal.columns["result"] == ("Compliant Yes/No",)
    assert [entry.notes.get("question 1", "") for entry in proposal.entries.values()] == [
        "",
        "result there: ☑ Yes ☐ No",
        "",
        "result there: ✅ C (conforming)",
    ]


def test_what_was_said_counts_before_the_guess(tmp_path: Path) -> None:
    rows = [["Eis", "Vraag", "Bewijs", "Ref"], ["5.2", "Is er beleid?", "beleid", "X"]]
    proposal = of_rows(tmp_path, *rows, ref="Eis", question="Vraag", evidence="")
    assert asked(proposal) == {"5.2": ["Is er beleid?"]}
    assert (proposal.unused, proposal.said["ref"]) == (("Bewijs", "Ref"), "Eis")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"boss": "Ref"}, "«boss» is no field of a checklist; its fields are: ref, question, title,"),
        ({"ref": "Nr\x1b"}, "list.csv has no column «Nr»; its columns are: Ref, Question."),
        ({"question": ""}, "list.csv is not understood as a checklist. Columns found: Ref, Question. Needed:"),
    ],
)
def test_a_wrong_mapping_is_refused_in_one_line(tmp_path: Path, said: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        of_rows(tmp_path, ["Ref", "Question"], ["4.1", "a?"], **said)
    assert str(refusal.value).startswith(words)
    assert str(refusal.value).isprintable()


# -- refs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "ref", "title"),
    [
        ("A.5.1 Policies for information security", "A.5.1", "Policies for information security"),
        ("A.5.18 - Rights", "A.5.18", "Rights"),
        ("5.18: Rights", "A.5.18", "Rights"),
        ("Annex A 5.18 Rights", "A.5.18", "Rights"),
        ("Rights (A.5.18)", "A.5.18", "Rights"),
        ("**A.5.18** Rights", "A.5.18", "Rights"),
        ("ISO/IEC 27001:2022 A.5.18\nRights", "A.5.18", "Rights"),
        ("Clause 4.1 Context", "4.1", "Context"),
        ("Kapitel 4.1 – Kontext", "4.1", "Kontext"),
        ("4.2 b) Parties", "4.2", "Parties"),
        ("§ 10.2. Nonconformity", "10.2", "Nonconformity"),
        ("4.1.3 Review", "4.1", "Review"),
        ("5.18", "A.5.18", "Access rights"),
    ],
)
def test_number_and_title_in_one_cell(tmp_path: Path, cell: str, ref: str, title: str) -> None:
    cell = cell.replace("**", "")
    proposal = of_rows(tmp_path, ["Control", "Question"], [cell, "How?"])
    assert {ref: entry.title for ref, entry in proposal.entries.items()} == {ref: title}
    assert asked(proposal) == {ref: ["How?"]}


def test_a_number_that_can_be_clause_or_control_goes_by_what_is_beside_it(tmp_path: Path) -> None:
    by_words = of_rows(tmp_path, ["Ref", "Title"], ["5.1 - Policies", ""], ["5.1", "Leadership"], ["5.3", "Other"])
    assert {ref: entry.title for ref, entry in by_words.entries.items()} == {
        "5.1": "Leadership",
        "5.3": "Other",
        "A.5.1": "Policies",
    }
    assert notes(by_words) == {
        2: ("5.1 is read as A.5.1 by the words beside it",),
        4: ("5.3 is read as the clause: write A.5.3 if the control is meant",),
    }
    clauses = of_rows(tmp_path, ["Ref", "Question"], ["4.1", "a?"], ["5.1", "Are policies signed?"])
    controls = of_rows(tmp_path, ["Ref", "Question"], ["5.1", "Who leads?"], ["5.37", "b?"])
    assert (list(clauses.entries), list(controls.entries)) == (["4.1", "5.1"], ["A.5.1", "A.5.37"])
    by_header = of_rows(tmp_path, ["Control", "Question"], ["5.1", "Who leads?"])
    assert list(by_header.entries) == ["A.5.1"]


def test_numbers_that_a_spreadsheet_rounded(tmp_path: Path) -> None:
    rows = [[number, f"q{place}?"] for place, number in enumerate(["5.9", "5.1", "5.11", "5.19", "5.2", "5.2"])]
    proposal = of_rows(tmp_path, ["Control", "Question"], *rows)
    assert list(proposal.entries) == ["A.5.9", "A.5.10", "A.5.11", "A.5.19", "A.5.20"]
    assert asked(proposal)["A.5.20"] == ["q4?", "q5?"]
    assert notes(proposal)[3] == ("5.1 is read as 5.10, by the numbers around it",)


def test_rows_with_several_refs_go_to_each(tmp_path: Path) -> None:
    rows = [
        ["A.5.15, A.5.18", "a?"],
        ["4.1 and 4.2; 10.1", "b?"],
        ["A.8.20-A.8.22", "c?"],
        ["A.7.1–3", "d?"],
        ["9.2.1 / 9.9", "e?"],
        ["A.8.30-A.8.99", "f?"],
    ]
    proposal = of_rows(tmp_path, ["Ref", "Question"], *rows)
    assert [line.refs for line in proposal.lines] == [
        ("A.5.15", "A.5.18"),
        ("4.1", "4.2", "10.1"),
        ("A.8.20", "A.8.21", "A.8.22"),
        ("A.7.1", "A.7.2", "A.7.3"),
        ("9.2.1",),
        (),
    ]
    assert notes(proposal)[6][0].startswith("9.9 is no ref of ISO/IEC 27001:2022")
    assert reasons(proposal) == {7: "A.8.30-A.8.99 is no range of refs of ISO/IEC 27001:2022: write them one by one"}


def test_numbers_of_2013(tmp_path: Path) -> None:
    rows = [
        ["A.6.1 Internal organization", ""],
        ["A.6.1.1 Roles", "a?"],
        ["A.9.2.2", "b?"],
        ["10.1", "c?"],
        ["9.2", "d?"],
        ["A.8.1.9", "e?"],
        ["A.12.6.1.1", "f?"],
    ]
    proposal = of_rows(tmp_path, ["Control", "Question"], *rows)
    assert asked(proposal) == {
        "9.2.1": ["d?"],
        "9.2.2": ["d?"],
        "10.2": ["c?"],
        "A.5.2": ["a?"],
        "A.5.18": ["b?"],
        "A.8.8": ["f?"],
    }
    assert notes(proposal)[4] == ("A.9.2.2 is a number of the 2013 edition; in that of 2022 it is A.5.18",)
    assert proposal.entries["A.5.18"].notes["question 1"] == "A.9.2.2 in the file"
    assert reasons(proposal) == {
        2: "A.6.1 is a heading of the 2013 edition, whose numbers this file has: it asks nothing",
        7: "A.8.1.9 is no control of the 2013 edition, whose numbers this file has: write the one that is meant",
    }


def test_points_below_a_control_of_2022_are_not_taken_for_2013(tmp_path: Path) -> None:
    proposal = of_rows(tmp_path, ["Ref", "Question"], ["A.6.1", "a?"], ["A.6.1.1", "b?"], ["10.1", "c?"])
    assert asked(proposal) == {"10.1": ["c?"], "A.6.1": ["a?", "b?"]}
    assert notes(proposal) == {3: ("A.6.1.1 is read as a point of A.6.1; as a number of the 2013 edition it is A.5.2",)}


def test_what_the_standard_does_not_know_is_refused_or_taken_as_own(tmp_path: Path) -> None:
    rows = [
        ["ID", "Question"],
        ["POL-01", "Is there a policy?"],
        ["pol-01", "Who signs?"],
        ["POL-02 Access", "Who may?"],
        ["6.1.4", "What?"],
        ["../x1", "evil?"],
        ["6.1", "Which?"],
        ["", "Whose?"],
    ]
    refused = of_rows(tmp_path, *rows)
    assert refused.count("refused") == refused.rows == 7
    assert reasons(refused)[2].endswith("write the one meant, or take it as a ref of your own")
    assert not reasons(refused)[6].endswith("your own")
    taken = of_rows(tmp_path, *rows, own_refs=True)
    assert asked(taken) == {
        "6.1.4": ["What?"],
        "POL-01": ["Is there a policy?", "Who signs?"],
        "POL-02": ["Who may?"],
    }
    assert taken.entries["POL-02"].title == "Access"
    assert reasons(taken) == {
        6: "«../x1» is no ref of ISO/IEC 27001:2022, and no heading above is one: write the one meant",
        7: "6.1 only holds 6.1.1 to 6.1.3: write the one that is meant",
        8: "no ref in column «ID», and none in a row or heading above it that could count: write one",
    }


def test_10_1_and_10_2_changed_places(tmp_path: Path) -> None:
    rows = [
        ["10.1", "How do you react to a nonconformity?"],
        ["10.2", "Which nonconformity came again?"],
        ["A.5.1", "a?"],
    ]
    proposal = of_rows(tmp_path, ["Ref", "Question"], *rows)
    assert list(proposal.entries) == ["10.1", "10.2", "A.5.1"]
    assert notes(proposal) == {
        2: (
            "10.1 was «Nonconformity and corrective action» in the 2013 edition, as the words beside it say:"
            " check the number",
        )
    }


def test_a_table_about_another_standard_is_left_out(tmp_path: Path) -> None:
    table = "| Clause | Question |\n|---|---|\n| 4.1 | Which {}? |\n\n"
    text = "# Checklists for ISO 27001 and ISO 22301\n\n" + table.format("issues")
    text += "## ISO 22301\n\n" + table.format("outages") + "## ISO/IEC 27001:2022\n\n" + table.format("scope")
    proposal = of_markdown(tmp_path, text)
    assert asked(proposal) == {"4.1": ["Which issues?", "Which scope?"]}
    assert [(one.number, one.reason) for one in proposal.left_out] == [
        (9, "a table of 1 row under Clause, Question: the heading above speaks of ISO 22301")
    ]


# -- rows without a ref -----------------------------------------------------------------------------------------


def test_a_heading_above_counts(tmp_path: Path) -> None:
    proposal = of_markdown(
        tmp_path,
        "# Checklist 2.0\n\n## 5.2 Policy\n\n| # | Check |\n|---|---|\n| 1 | Policy **signed**<br>and told |\n"
        "| 2 | see [it](http://a.example/b) \\| there |\n| 3 | a | b |\n| | |\n\n## Annex A\n\n### 5.3 Segregation\n\n"
        "| Question |\n|---|\n| Who may do both? |\n\n## A.5 All\n\n| Question |\n|---|\n| Lost? |\n\n```\n| Ref |\n|-|\n| 4.1 |\n```\n",
    )
    assert asked(proposal) == {
        "5.2": ["Policy signed and told", "see it (http://a.example/b) | there"],
        "A.5.3": ["Who may do both?"],
    }
    assert reasons(proposal) == {
        9: "3 cells under 2 columns: write \\| for a bar that belongs to the text",
        24: "no ref in the row, and none in a row or heading above it that could count: write one",
    }


def test_a_heading_without_a_number_does_not_end_the_one_above_the_table(tmp_path: Path) -> None:
    table = "| Topic | Check |\n|---|---|\n| **Signing** | |\n| a | Who signs? |\n| 1 | Who reads? |\n"
    proposal = of_markdown(tmp_path, f"## 5.2 Policy\n\n{table}")
    assert asked(proposal) == {"5.2": ["Who signs?", "Who reads?"]}
    assert reasons(proposal) == {5: "a heading of the file, which names no ref"}


def test_rows_below_a_heading_inside_the_table(tmp_path: Path) -> None:
    rows = [
        ["Clause", "Title", "Question"],
        ["4", "Context", ""],
        ["4.1 Understanding", "", ""],
        ["", "", "Which issues?"],
        ["", "", "Who knows them?"],
        ["Annex", "", ""],
        ["", "", "Which control?"],
        ["5.2", "", "Is there a policy?"],
        ["", "", "Who signed it?"],
        ["6.1", "", "Which risks?"],
        ["", "", "And now?"],
    ]
    proposal = of_rows(tmp_path, *rows)
    assert asked(proposal) == {
        "4.1": ["Which issues?", "Who knows them?"],
        "5.2": ["Is there a policy?", "Who signed it?"],
    }
    assert proposal.entries["4.1"].title == "Understanding"
    assert reasons(proposal) == {
        2: "4 only holds 4.1 to 4.4: write the one that is meant",
        6: "a heading of the file, which names no ref",
        7: "no ref in column «Clause», and none in a row or heading above it that could count: write one",
        10: "6.1 only holds 6.1.1 to 6.1.3: write the one that is meant",
        11: "no ref in column «Clause», and none in a row or heading above it that could count: write one",
    }
    assert notes(proposal) == {9: ("the row has no ref: that of row 8 counts",)}


def test_merged_cells_count_for_every_row_they_span(tmp_path: Path) -> None:
    rows = [
        ["Audit checklist", None, None, None],
        ["Company", "Example", "Date", "2026-01-01"],
        ["Clause", "Question", "Evidence", "Auditee"],
        ["4.1 Context", "a?", "list", "HR"],
        [None, "b?", None, None],
        [None, "c?", None, "Legal"],
        ["4.2", "d?", None, None],
        ["A.5 Organizational controls", None, None, None],
        ["A.5.1", "e?", None, None],
    ]
    proposal = of_book(tmp_path, rows, "A1:D1", "A4:A6", "C4:C5", "D4:D5", "A8:D8")
    assert asked(proposal) == {"4.1": ["a?", "b?", "c?"], "4.2": ["d?"], "A.5.1": ["e?"]}
    assert [one.role for one in proposal.entries["4.1"].questions] == ["HR", "HR", "Legal and privacy"]
    assert proposal.entries["4.1"].evidence == ("list",)
    assert notes(proposal) == {}  # nothing had to be guessed
    assert reasons(proposal) == {8: "A.5 only holds A.5.1 to A.5.37: write the one that is meant"}
    assert [(one.number, one.reason) for one in proposal.left_out] == [
        (2, "the rows above the header in row 3 are no part of the checklist")
    ]


def test_merged_cells_that_lie_over_one_another_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Clause", "Question"], *([f"4.{place}", "a?"] for place in range(1, 9))):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    spans = "".join(f'<mergeCell ref="A{first}:A9"/>' for first in range(2, 9))
    with zipfile.ZipFile(tmp_path / "list.xlsx") as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", f"</sheetData><mergeCells>{spans}</mergeCells>".encode())
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    with pytest.raises(BadInput, match=r"^list\.xlsx is damaged: its merged cells lie over one another"):
        read_checklist(tmp_path / "list.xlsx")


def test_other_sheets_of_a_workbook_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Clauses"
    book.active.append(["Clause", "Question"])
    book.active.append(["4.1", "a?"])
    book.create_sheet("Annex A").append(["Control", "Question"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    proposal = propose(read_checklist(tmp_path / "list.xlsx"))
    assert asked(proposal) == {"4.1": ["a?"]}
    assert [one.reason for one in proposal.left_out] == [
        "only the sheet «Clauses» is read; save as files of their own: Annex A"
    ]


# -- what a row says --------------------------------------------------------------------------------------------


def test_a_number_at_the_beginning_of_a_question_counts_where_it_is_a_ref(tmp_path: Path) -> None:
    rows = [["", "4.1 Which issues?", "HR"], ["A.8.20", "2.4 GHz: how is it kept safe?", ""], ["", "3.5 Where?", ""]]
    proposal = of_rows(tmp_path, ["Ref", "Question", "Auditee"], *rows)
    assert asked(proposal) == {"4.1": ["Which issues?"], "A.8.20": ["2.4 GHz: how is it kept safe?", "3.5 Where?"]}


@pytest.mark.parametrize(
    ("question", "method"),
    [
        ("Who approves access?", "interview"),
        ("Show me the last request.", "observation"),
        ("Inspect the policy for its approval.", "document"),
        ("Select a sample of 10 leavers and see their accounts.", "record sample"),
        ("Re-perform the restore.", "re-performance"),
        ("Zeigen Sie die Liste.", "observation"),
        ("Stichprobe von 10 Konten", "record sample"),
        ("Montrez la procédure.", "observation"),
        ("Is there an example of oversight?", "interview"),
    ],
)
def test_the_method_by_the_words(tmp_path: Path, question: str, method: str) -> None:
    proposal = of_rows(tmp_path, ["Ref", "Question"], ["A.5.18", question])
    assert proposal.entries["A.5.18"].questions[0].method == method


def test_roles_are_ours_or_noted(tmp_path: Path) -> None:
    rows = [["A.5.18", "a?", "CISO"], ["A.5.18", "b?", "Sales"], ["A.5.18", "c?", "CISO"], ["A.5.18", "d?", ""]]
    proposal = of_rows(tmp_path, ["Ref", "Question", "Auditee"], *rows)
    entry = proposal.entries["A.5.18"]
    assert [(one.role, one.text) for one in entry.questions] == [
        ("ISMS manager", "a?"),
        ("ISMS manager", "c?"),
        ("IT / DevOps", "b?"),
        ("IT / DevOps", "d?"),
    ]
    assert entry.notes["question 3"] == "asked there: Sales"
    assert notes(proposal) == {3: ("the role «Sales» is none of ours: IT / DevOps is asked about A.5.18",)}


def test_cells_with_several_items(tmp_path: Path) -> None:
    rows = [
        ["4.1", "- Which issues?\n- Who knows?", "• list\n• minutes; mails"],
        ["4.2", "Who are they?\nWhat do they want?", ""],
        ["4.3", "The scope\nis written", "list"],
    ]
    proposal = of_rows(tmp_path, ["Ref", "Question", "Evidence"], *rows)
    assert asked(proposal) == {
        "4.1": ["Which issues?", "Who knows?"],
        "4.2": ["Who are they?", "What do they want?"],
        "4.3": ["The scope is written"],
    }
    assert proposal.entries["4.1"].evidence == ("list", "minutes", "mails")


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    rows = [["4.1", "Which issues?", "a"], ["4.1", "which issues?", "b"], ["4.1", "", ""]]
    proposal = of_rows(tmp_path, ["Ref", "Question", "Notes"], *rows)
    assert asked(proposal) == {"4.1": ["Which issues?"]}
    assert notes(proposal) == {3: ("asks of 4.1 what row 2 asks: asked once",)}
    assert proposal.entries["4.1"].notes == {"source": "list.csv", "question 1": "a", "in general": "b"}
    assert reasons(proposal) == {4: "nothing stands beside its ref: write a question, or take the row out"}


# -- JSON -------------------------------------------------------------------------------------------------------


def test_lists_of_objects_are_found_wherever_they_are(tmp_path: Path) -> None:
    proposal = of_json(
        tmp_path,
        {
            "name": "Own",
            "logo": {"light": "<svg>"},
            "version": 2,
            "clauses": [
                {
                    "id": "4",
                    "title": "Context",
                    "controls": [
                        {"id": 4.1, "title": "Issues", "questions": ["Which?", "Who?"], "evidence": ["a", "b"]},
                        {"id": "4.2", "title": "Parties", "questions": [{"question": "Whose?"}, "no object"]},
                    ],
                }
            ],
        },
    )
    assert asked(proposal) == {"4.1": ["Which?", "Who?"], "4.2": ["Whose?"]}
    assert proposal.entries["4.1"].evidence == ("a", "b")
    assert (proposal.unit, proposal.unused) == ("object", ("logo", "version"))
    assert [(line.number, line.refs) for line in proposal.lines] == [
        (1, ()),
        (2, ("4.1",)),
        (3, ("4.2",)),
        (4, ("4.2",)),
        (5, ()),
    ]
    assert reasons(proposal)[5] == "this item of a list is no object: give its fields names"


def test_the_name_of_a_field_is_a_heading(tmp_path: Path) -> None:
    proposal = of_json(
        tmp_path,
        {
            "A.5 Politiques": [{"clause": "5.1", "question": "Qui approuve ?"}],
            "Clause 5": [{"clause": "5.1", "question": "Qui dirige ?"}],
            "5.2 Politique": {"points": [{"question": "Qui signe ?"}]},
        },
    )
    assert asked(proposal) == {"5.1": ["Qui dirige ?"], "5.2": ["Qui signe ?"], "A.5.1": ["Qui approuve ?"]}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ('{"a": [1, 2]}', "list.json", "holds no list of objects"),
        ('{"a": ', "list.json", "line 1, column 7: no JSON"),
        ("[" * 100_000, "list.json", "is nested too deep"),
        ('[{"id": ' + "9" * 5_000 + "}]", "list.json", "a number that cannot be read"),
        (json.dumps([{f"f{place}": 1 for place in range(501)}]), "list.json", "objects with 501 fields"),
        ("# No table\n\ntext\n", "list.md", "holds no table"),
        ("|a" * 501 + "|\n" + "|-" * 501 + "|\n", "list.md", "line 1 has 501 columns"),
        ("x" * 2_000_001, "list.md", "has 2,000,001 characters"),
        (b"\xff\xfe\x00\xd8", "list.md", "list.md"),
        (
            "# ISO 9001\n\n| Clause | Question |\n|---|---|\n| 4.1 | a? |\n",
            "list.md",
            "speaks of ISO 9001 above its rows",
        ),
        ("| Code | Meaning |\n|---|---|\n| C | Conforming |\n", "list.md", "is not understood as a checklist"),
        (b"", "list.md", "is empty"),
        (b"PK\x03\x04 no zip", "list.xlsx", "is damaged or no workbook"),
    ],
)
def test_hostile_files_are_refused_in_one_line(tmp_path: Path, content: str | bytes, name: str, words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        propose(read_checklist(written(tmp_path, content, name)))
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("list.")
    assert str(refusal.value).isprintable()


# -- hostile cells ----------------------------------------------------------------------------------------------

EVIL = [
    "# heading",
    "- (interview, key) x",
    "## Questions",
    "1. one",
    "a\x1b[2J\x07b\u202e",
    "| x | y |",
    "=1+1",
    "\\",
    "`",
]


def test_no_cell_becomes_a_heading_a_list_or_a_method(tmp_path: Path) -> None:
    rows = [[f"A.5.{place}", evil, evil, evil, evil, evil] for place, evil in enumerate(EVIL, 1)]
    proposal = of_rows(tmp_path, ["Ref", "Title", "Question", "Evidence", "Auditee", "Notes"], *rows)
    assert proposal.count("new") == len(EVIL)
    for file in proposal.files:
        entry, problems = parse_entry(file.text, file.name)
        assert problems == []
        assert entry
        assert (entry.ref, len(entry.questions), entry.questions[0].method, entry.questions[0].key) == (
            file.ref,
            1,
            "interview",
            False,
        )
        assert len(entry.evidence) == 1
        assert all(char.isprintable() or char == "\n" for char in file.text)


@pytest.mark.parametrize("name", ["list.csv", "list.md", "list.json"])
def test_a_cell_of_a_million_characters_is_refused_alone(tmp_path: Path, name: str) -> None:
    long = "x" * 1_000_000
    content = {
        "list.csv": f"Ref,Question\n4.1,{long}\n4.2,b?\n",
        "list.md": f"| Ref | Question |\n|---|---|\n| 4.1 | {long} |\n| 4.2 | b? |\n",
        "list.json": json.dumps([{"ref": "4.1", "question": long}, {"ref": "4.2", "question": "b?", "logo": long}]),
    }
    proposal = propose(read_checklist(written(tmp_path, content[name], name)))
    assert asked(proposal) == {"4.2": ["b?"]}
    assert list(reasons(proposal).values()) == [next(iter(reasons(proposal).values()))]
    assert "shorten it" in next(iter(reasons(proposal).values()))


@pytest.mark.parametrize(
    "cell", ["4.1" + " \t" * 16_000 + "x", "A" + " " * 32_000, "annex" + " -" * 16_000, "1." * 16_000]
)
def test_a_cell_made_to_cost_time_costs_none(tmp_path: Path, cell: str) -> None:
    start = time.perf_counter()
    of_rows(tmp_path, ["Ref", "Question"], ["4.1", "a?"], *([cell, "b?"] for _ in range(20)))
    assert time.perf_counter() - start < 5  # squared, it would be a minute


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["4.1", "A.5.1", "6.1.4", "A.9.2.2", "9.2", "5.1 - Policies", "A.5.1, 4.2", "Q1", "4", "NC", *EVIL]
    ),
)
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8)


@settings(deadline=None)
@given(ROWS, st.booleans())
def test_every_row_is_accounted_for_whatever_it_holds(rows: list[list[str]], own_refs: bool) -> None:
    rows = [[cell.replace("\0", "") for cell in row] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        header = ["Ref", "Question", "Evidence", "Result"]
        try:
            proposal = of_rows(Path(folder), header, *rows, own_refs=own_refs)
        except BadInput:
            assert not any(cleaned(row[1]) for row in rows)
            return
    told = proposal.as_json()
    assert told["rows"] == sum(any(cell.strip() for cell in row) for row in rows)
    assert told["new"] + len(told["refused"]) == told["rows"]
    assert all(bool(line.refs) != bool(line.reason) for line in proposal.lines)
    assert all(one["reason"].isprintable() for one in told["refused"])
    for file in proposal.files:
        entry, problems = parse_entry(file.text, file.name)
        assert (entry and entry.ref, problems) == (file.ref, [])


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["list.md", "list.json", "list.csv", "list.xlsx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            proposal = propose(read_checklist(written(Path(folder), data, name)))
        except BadInput as refusal:
            message = str(refusal)
        else:
            message = f"{proposal.count('new') + proposal.count('refused') - proposal.rows}"
            assert message == "0"
    assert message.isprintable()

"""Two real checklists that nobody here wrote, counted by hand, become packs; the second time nothing changes."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from checklists import refs
from checklists.parser import read_pack
from data.imports.checklists import propose, read_checklist, write_pack

REAL = Path(__file__).parents[3] / "../shared/real"
SINGHHS = REAL / "singhhs_iso27001-audit-checklist.md"
PROBO = REAL / "probo_ISO27001-2022.json"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="../shared/real is not there")

# The author's own numbering goes on where the standard's ends; the lines were counted by hand.
BEYOND = {
    **{111 + place: f"6.1.{4 + place}" for place in range(10)},
    **{191 + place: f"7.5.{4 + place}" for place in range(9)},
    **{255 + place: f"9.2.{3 + place}" for place in range(8)},
    **{271 + place: f"9.3.{4 + place}" for place in range(10)},
}


def test_a_markdown_checklist_with_its_own_numbers() -> None:
    lines = SINGHHS.read_text(encoding="utf-8").splitlines()
    proposal = propose(read_checklist(SINGHHS))
    told = proposal.as_json()
    assert (told["rows"], told["new"], told["changed"], told["unchanged"], len(told["refused"])) == (160, 123, 0, 0, 37)
    ref_rows = re.compile(r"\| (?:A\.)?[0-9]+\.[0-9]")
    assert [line.number for line in proposal.lines] == [
        number for number, line in enumerate(lines, 1) if ref_rows.match(line)
    ]
    assert {one["row"]: one["reason"].split()[0] for one in told["refused"]} == BEYOND
    assert told["refused"][0]["reason"] == (
        "6.1.4 is no ref of ISO/IEC 27001:2022, which ends with 6.1.3 there:"
        " write the one that is meant, or take it as a ref of your own"
    )
    assert told["columns"] == {
        "ref": ["#", "Control"],
        "question": ["Requirement"],
        "evidence": ["Evidence"],
        "result": ["C/NC/OFI/NA"],
        "notes": ["Notes"],
    }
    assert told["unused"] == []
    assert [one["row"] for one in told["left_out"]] == [358, 367]  # the summary at the end
    assert len(told["files"]["new"]) == 48  # 30 clause refs and 18 controls


def test_numbers_below_a_ref_are_points_of_it_and_doubtful_ones_are_noted() -> None:
    proposal = propose(read_checklist(SINGHHS))
    counted = {ref: len(entry.questions) for ref, entry in proposal.entries.items()}
    clauses = (ref for ref in refs.auditable() if not ref.startswith("A."))
    by_clause = (3, 3, 5, 4, 8, 7, 4, 1, 1, 1, 8, 4, 2, 5, 3, 6, 1, 1, 1, 7, 3, 2, 8, 1, 1, 1, 1, 1, 1, 11)
    assert counted == {
        **dict(zip(clauses, by_clause, strict=True)),
        **dict.fromkeys([f"A.5.{number}" for number in (1, 2, 7, 15, 24)], 1),
        **dict.fromkeys([f"A.6.{number}" for number in (1, 3, 8)], 1),
        **dict.fromkeys([f"A.7.{number}" for number in (1, 2, 7)], 1),
        **dict.fromkeys([f"A.8.{number}" for number in (1, 5, 7, 8, 13, 15, 24)], 1),
    }
    policy = proposal.entries["5.2"]
    assert policy.questions[3].text == "Policy includes commitment to continual improvement"
    assert {one.role for one in policy.questions} == {refs.asked()["5.2"].lead}
    assert policy.notes["question 4"] == "5.2.4 in the file"
    assert policy.notes["source"] == SINGHHS.name
    doubted = {line.number for line in proposal.lines if line.notes}
    assert doubted == {108, 109, 110, 188, 189, 190, 253, 254, 268, 269, 270}  # 6.1.1 to 6.1.3, 7.5.1 and so on


def test_unknown_refs_can_be_taken_as_own() -> None:
    proposal = propose(read_checklist(SINGHHS), own_refs=True)
    assert (proposal.rows, proposal.count("new"), proposal.count("refused")) == (160, 160, 0)
    assert set(proposal.entries) - set(refs.auditable()) == set(BEYOND.values())
    entry = proposal.entries["6.1.10"]
    assert (entry.title, entry.questions[0].role) == ("Statement of Applicability produced", "ISMS manager")


def test_a_json_framework_of_titles() -> None:
    proposal = propose(read_checklist(PROBO))
    told = proposal.as_json()
    assert (told["rows"], told["new"], told["refused"], told["unused"]) == (123, 123, [], ["logo"])
    assert told["columns"] == {"ref": ["id"], "title": ["name"]}
    assert list(proposal.entries) == list(refs.auditable())
    assert proposal.entries["A.5.18"].title == "Organizational - Access rights"
    assert all(entry.questions == () for entry in proposal.entries.values())


@pytest.mark.parametrize(("path", "files"), [(SINGHHS, 48), (PROBO, 123)])
def test_the_pack_is_sound_private_and_the_second_time_unchanged(tmp_path: Path, path: Path, files: int) -> None:
    folder = tmp_path / "mine"
    first = write_pack(propose(read_checklist(path), folder=folder), folder)
    assert len(first.named("new")) == files
    pack = read_pack(folder, "mine", "")
    assert pack.problems == ()
    assert {ref: entry.title for ref, entry in pack.entries.items()} == {
        ref: entry.title for ref, entry in first.entries.items()
    }
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) for file in folder.iterdir()}
    again = propose(read_checklist(path), folder=folder)
    assert (again.count("new"), again.count("changed"), again.count("unchanged")) == (0, 0, first.count("new"))
    assert write_pack(again, folder).as_json() == again.as_json()
    assert {
        file: (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) for file in folder.iterdir()
    } == before

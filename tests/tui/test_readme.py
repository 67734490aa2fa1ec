"""The README says what is true: its key table is the program's, its commands exist, its example parses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checklists import fieldnotes, parser
from data.rules.stages import STAGES
from tui import cli, keys

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
START, END = "<!-- keys: made by tui/keys.py -->\n", "<!-- end of keys -->"


def test_the_key_table_is_the_programs() -> None:
    assert README.split(START)[1].split(END)[0].strip() == keys.table().strip()


def test_the_two_commands_stand_at_the_top() -> None:
    assert README.splitlines()[2].strip().startswith("make demo")
    assert README.splitlines()[3].strip().startswith("make test")


def test_every_stage_has_its_line() -> None:
    assert re.findall(r"^\d\. \*\*(.+?)\*\*", README, re.M) == list(STAGES)


def test_every_command_is_there_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    known = set(re.findall(r"^    (\w+)  ", capsys.readouterr().out, re.M))
    told = set(re.findall(r"auditbook (\w+)", README)) | {"doctor", "locate"}
    assert known <= told
    assert told <= known


def test_the_example_pack_entry_is_an_entry() -> None:
    source = README.split("```markdown\n")[1].split("```")[0]
    entry, problems = parser.parse_entry(source, "A.5.18.md")
    assert problems == []
    assert entry is not None
    assert entry.ref == "A.5.18"
    assert len(entry.questions) == 4
    assert [letter for letter, _ in entry.sample.attributes] == ["A", "B", "C"]


def test_the_example_note_is_captured_as_it_says() -> None:
    lines = README.split("```\n@Head of HR")[1].split("```")[0].splitlines()
    kinds = [fieldnotes.parse_line(line).kind for line in ["@Head of HR" + lines[0], *lines[1:]]]
    assert kinds == ["speaker", "evidence", "finding", "request", "question"]

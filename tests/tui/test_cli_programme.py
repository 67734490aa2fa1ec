"""`import coverage` and `programme` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

MATRIX = Path(__file__).parents[1] / "data" / "coverage_matrix.csv"


@pytest.fixture(autouse=True)
def in_february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.clock.today", lambda: "2026-02-14")


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_of_a_matrix_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "coverage", str(MATRIX), "--dry-run", "--json"]) == 0
    assert told(capsys)["new"] == 11
    assert main(["import", "coverage", str(MATRIX), "--json"]) == 0
    assert told(capsys)["new"] == 11
    assert main(["import", "coverage", str(MATRIX), "--json"]) == 0
    assert told(capsys) == {
        "rows": 11,
        "new": 0,
        "changed": 0,
        "unchanged": 11,
        "refused": [],
        "years": [2024, 2025, 2026],
    }


def test_alarms_are_an_exit_of_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "coverage", str(MATRIX)]) == 0
    capsys.readouterr()
    assert main(["programme", "--json"]) == 1
    result = told(capsys)
    assert result["references"] == 123
    assert any("promised for 2026" in one for one in result["alarms"])


def test_the_programme_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "coverage", str(MATRIX)]) == 0
    capsys.readouterr()
    assert main(["programme", "--to", "ics,XLSX", "--out", str(tmp_path / "out"), "--json"]) == 0
    made = told(capsys)["files"]
    assert [one["format"] for one in made] == ["ics", "xlsx"]
    assert all(Path(one["path"]).exists() for one in made)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["programme", "--to", "odt"], "«odt» is no format of a programme"),
        (["import", "coverage", "missing.csv"], "missing.csv cannot be read"),
        (["import", "coverage", __file__], "is no coverage matrix"),
    ],
)
def test_what_is_wrong_is_one_line(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "coverage", str(MATRIX)]) == 0
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1

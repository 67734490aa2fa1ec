"""Findings on the command line: in from a file, out as one paper, what is wrong in one line."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from data.store import opened
from data.work import audits, evidence, findings
from tui import cli

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
LINE = ["F-07", "3 of 25 late", "minor", "A.5.18", "A.6.5", "Standard v3.2, 5.4", "3 late", "", "", "", "E-001"]


def run(capsys: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, Any]:
    """Exit code and the JSON that a command printed."""
    code = cli.main([*map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def audit(tmp_path: Path) -> str:
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        made = store.write(audits.create, "Access", starts="2026-10-01")
        store.write(evidence.record, made.id, "Leaver list")
        return made.number


def written(path: Path, *lines: list[str], columns: list[str] = COLUMNS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([columns, *lines])
    return path


def test_findings_come_in_and_leave_in_the_columns_of_the_contract(
    audit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "in.csv", LINE, ["F-08", "no grade", "High", *[""] * 8])
    code, seen = run(capsys, "import", "findings", path, "--audit", audit.lower(), "--dry-run")
    assert (code, seen["rows"], seen["new"], [row["row"] for row in seen["refused"]]) == (0, 2, 1, [3])
    assert run(capsys, "import", "findings", path, "--audit", audit)[1]["new"] == 1
    assert run(capsys, "import", "findings", path, "--audit", audit)[1]["unchanged"] == 1
    _, made = run(capsys, "export", audit, "--to", "csv", "--out", tmp_path)
    with Path(made["files"][0]["path"]).open(encoding="utf-8", newline="") as handle:
        assert next(csv.DictReader(handle)) == dict(zip(COLUMNS, LINE, strict=True))


def test_another_tools_columns_are_said_once_and_remembered(
    audit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "tool.csv", ["NC-1", "late"], columns=["Ticket", "Betreffzeile"])
    said = ("--map", "tool", "--columns", "label=Ticket", "--columns", "title=Betreffzeile")
    assert run(capsys, "import", "findings", path, "--audit", audit, *said)[1]["new"] == 1
    again = written(tmp_path / "later.csv", ["NC-1", "later"], columns=["Ticket", "Betreffzeile"])
    assert run(capsys, "import", "findings", again, "--audit", audit, "--map", "tool")[1]["changed"] == 1
    with opened(tmp_path / "audit.sqlite", "tester") as store:
        held = store.read(findings.of_audit, store.read(audits.by_number, audit).id)
    assert [(one.label, one.external, one.title) for one in held] == [("F-01", "NC-1", "later")]


def test_one_finding_leaves_alone(audit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "import", "findings", written(tmp_path / "in.csv", LINE), "--audit", audit)
    code, made = run(capsys, "export", audit, "--to", "docx", "--finding", "f-07", "--out", tmp_path)
    assert code == 0
    assert [Path(one["path"]).name for one in made["files"]] == [f"{audit}-F-07-finding.docx"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("import", "findings", "in.csv"), "--audit AUD-"),
        (("import", "findings", "in.csv", "--audit", "AUD-1999-01"), "There is no audit AUD-1999-01"),
        (("import", "findings", "none.csv", "--audit", "AUD-2026-01"), "none.csv cannot be read"),
        (("export", "AUD-2026-01", "--to", "docx", "--finding", "F-99"), "There is no finding F-99"),
        (("export", "AUD-2026-01", "--to", "xlsx", "--finding", "F-01"), "no format of one finding"),
    ],
)
def test_what_is_wrong_is_one_line(
    args: tuple[str, ...], words: str, audit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert audit == "AUD-2026-01"
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "in.csv", LINE)
    assert cli.main(list(args)) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert words in said

"""The command line: results to stdout, JSON that keeps its fields, one line and 2 for what is wrong."""

from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from checklists import refs
from data.store import opened
from data.work import audits, finding_quality, findings
from tui import cli


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, Any]:
    """Exit code and the JSON that a command printed."""
    code = cli.main([*args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_demo_is_built_exported_checked_and_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, made = run(capsys, "demo", "--no-tui", "--dir", str(tmp_path / "demo"))
    assert code == 0
    assert [one["format"] for one in made["files"]] == ["docx", "pdf"]
    for one in made["files"]:
        path = Path(one["path"])
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert hashlib.sha256(path.read_bytes()).hexdigest() == one["sha256"]
    code, checked = run(capsys, "--store", made["store"], "check", made["audit"])
    assert code == 1
    assert checked["ready"] is False
    assert {"rule", "item", "message"} == set(checked["blocks"][0])
    assert run(capsys, "verify", "--store", made["store"]) == (0, {"ok": True, "problems": []})
    assert cli.main(["demo", "--no-tui", "--dir", str(tmp_path / "demo")]) == 2
    assert "already" in capsys.readouterr().err


def test_the_checklist_is_listed_shown_and_linted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = run(capsys, "checklist", "list")
    assert code == 0
    assert [row["ref"] for row in rows] == list(refs.auditable())
    assert all(row["questions"] >= 4 and row["roles"] and row["title"] == refs.title(row["ref"]) for row in rows)
    assert run(capsys, "checklist", "lint") == (0, [])
    assert run(capsys, "checklist", "show", "A.5.18")[1]["markdown"].startswith("# A.5.18 Access rights")
    (tmp_path / "A.5.18.md").write_text("# A.5.18 Access rights\n\n## Questions\n\n### HR\n\n- (interview) Is it so?\n")
    code, found = run(capsys, "checklist", "lint", str(tmp_path))
    assert code == 1
    assert {"file", "line", "column", "rule", "message"} == set(found[0])
    assert run(capsys, "checklist", "lint", str(tmp_path / "A.5.18.md")) == (code, found)
    assert cli.main(["checklist", "show", "A.9.9"]) == 2
    assert cli.main(["checklist"]) == 2


def test_an_entry_of_ones_own_is_shown_without_what_a_terminal_would_act_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "A.5.18.md").write_text("# A.5.18 Access rights\n\n## Intent\n\nred \x1b[31m\x07 and \u202eturned\n")
    shown = run(capsys, "checklist", "show", "A.5.18", str(tmp_path))[1]["markdown"]
    assert shown == "# A.5.18 Access rights\n\n## Intent\n\nred ?[31m? and ?turned"


def test_a_wording_that_must_not_be_used_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "forbidden.txt"
    text.write_text("Show me the last request for this application, from ticket to the right in the system.\n")
    code, found = run(capsys, "checklist", "lint", "--forbidden", str(text))
    assert code == 1
    assert {row["file"] for row in found} == {"A.5.18.md"}


def test_an_import_is_shown_before_it_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "soa.csv"
    path.write_text("Control,Title,Applicable,Justification\nA.5.1,Policies,yes,needed\nA.5.99,Nonsense,yes,x\n")
    for args, new, unchanged in ((["--dry-run"], 1, 0), ([], 1, 0), ([], 0, 1)):
        code, seen = run(capsys, "import", "soa", str(path), *args)
        assert code == 0
        assert (seen["rows"], seen["new"], seen["unchanged"], len(seen["refused"])) == (2, new, unchanged, 1)
        assert seen["refused"][0]["row"] == 3


def test_backup_and_restore_go_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "audit.sqlite"
    with opened(store) as one:
        one.write(audits.create, "Access", starts="2026-01-01")
    assert cli.main(["backup", str(tmp_path / "copy.sqlite")]) == 0
    with opened(store) as one:
        one.write(audits.create, "Later", starts="2026-01-01")
    capsys.readouterr()
    code, seen = run(capsys, "restore", str(tmp_path / "copy.sqlite"))
    assert code == 0
    with opened(store) as one, opened(Path(seen["aside"])) as aside:
        assert [audit.title for audit in one.read(audits.every)] == ["Access"]
        assert len(aside.read(audits.every)) == 2


def test_about_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, places = run(capsys, "locate")
    assert (code, places["store"]) == (0, str(tmp_path / "audit.sqlite"))
    code, seen = run(capsys, "doctor")
    assert code == 0
    assert seen["pandoc"]
    assert seen["typst"]
    code, keys = run(capsys, "keys")
    assert code == 0
    assert {"id", "keys", "where", "does"} == set(keys["keys"][0])


def test_a_hostile_file_name_is_no_terminal_sequence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", "soa", str(tmp_path / "\x1b[31mred\x07.csv")]) == 2
    error = capsys.readouterr().err
    assert "\x1b" not in error
    assert error.count("\n") == 1


def test_columns_are_said_once_and_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "soa.csv"
    path.write_text("Kennzeichen,Was,Gilt\nA.5.1,Leitlinien,ja\n")
    assert cli.main(["import", "soa", str(path), "--dry-run"]) == 2
    capsys.readouterr()
    said = ["--columns", "ref=Kennzeichen", "--columns", "title=Was", "--columns", "applicable=Gilt"]
    assert run(capsys, "import", "soa", str(path), "--dry-run", *said, "--map", "ours")[1]["new"] == 1
    assert run(capsys, "import", "soa", str(path), "--map", "ours")[1]["new"] == 1
    for wrong in (["--map", "absent"], ["--columns", "ref"]):
        assert cli.main(["import", "soa", str(path), *wrong]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_checklist_of_somebody_else_becomes_a_pack(real: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(real / "probo_ISO27001-2022.json")
    before = run(capsys, "import", "checklist", source, "--dry-run")[1]
    assert (before["rows"], before["new"], before["refused"]) == (123, 123, [])
    assert not Path(before["folder"]).exists()
    made = run(capsys, "import", "checklist", source)[1]
    assert len(list(Path(made["folder"]).glob("*.md"))) == 123
    assert run(capsys, "import", "checklist", source)[1]["unchanged"] == 123
    name = Path(made["folder"]).name
    assert len(run(capsys, "checklist", "list", name)[1]) == 123
    assert cli.main(["checklist", "list", "no-such-pack"]) == 2
    assert name in capsys.readouterr().err


def test_the_rules_of_findings_are_shown_at_the_house_s_levels(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text('[findings]\nlevels = { F07 = "hint" }\n', encoding="utf-8")
    code, told = run(capsys, "rules")
    levels = {rule["rule"]: rule["level"] for rule in told["rules"]}
    assert code == 0
    assert len(levels) >= 25
    assert (levels["F01"], levels["F07"]) == ("error", "hint")
    assert cli.main(["rules", "f07"]) == 0
    assert "role" in capsys.readouterr().out
    assert cli.main(["rules", "F99"]) == 2


def test_settings_of_findings_that_make_no_sense_stop_the_check_with_a_mend(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "config"
    folder.mkdir(exist_ok=True)
    for text in ('[findings]\nlevels = { F99 = "off" }\n', "[findings\n", "findings = 3\n"):
        (folder / "config.toml").write_text(text, encoding="utf-8")
        assert cli.main(["rules"]) == 2
        message = capsys.readouterr().err
        assert "config.toml" in message
        assert message.count("\n") == 1


def test_the_check_says_what_the_linter_says_and_what_was_waived(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "audit.sqlite"
    with opened(path, "tester") as store:
        audit = store.write(audits.create, "Access")
        store.write(
            findings.raise_finding, audit.id, "Some leavers late; call k.brandt@quaylight.example", grade="minor"
        )
        store.write(finding_quality.waive, audit.id, "F-01", "F04", "the list comes\ntomorrow", "tester")
    code, told = run(capsys, "check", audit.number, "--store", str(path))
    assert code == 1
    assert {("F01", "F-01"), ("F02", "F-01"), ("F15", "F-01")} <= {(one["rule"], one["item"]) for one in told["blocks"]}
    assert {("F21", "F-01"), ("F30", "F-01")} <= {(one["rule"], one["item"]) for one in told["warnings"]}
    assert "F04" not in {one["rule"] for one in (*told["blocks"], *told["warnings"])}
    assert [(one["rule"], one["item"], one["who"]) for one in told["waived"]] == [("F04", "F-01", "tester")]
    assert cli.main(["check", audit.number, "--store", str(path)]) == 1
    assert "waived   F-01, F04: the list comes tomorrow (tester, 20" in capsys.readouterr().out

"""Exporting as a whole: files, rights, names, and what can go wrong."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.errors import AuditbookError, BadInput, NotFound
from data.store import Store
from exports.run import FORMATS, export, file_name


def test_files_are_whole_private_and_named_after_the_audit(store: Store, rich: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    told: list[str] = []
    done = export(store, rich.lower(), FORMATS, folder, told.append)
    assert [one.path.name for one in done] == [f"{rich}-report.docx", f"{rich}-report.pdf"]
    assert sorted(folder.iterdir()) == sorted(one.path for one in done), "nothing but the reports is left behind"
    for one in done:
        assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
        assert hashlib.sha256(one.path.read_bytes()).hexdigest() == one.sha256
    assert told == ["reading the record", "writing docx", "writing pdf"]


def test_the_same_record_gives_the_same_bytes(store: Store, rich: str, tmp_path: Path) -> None:
    first = export(store, rich, FORMATS, tmp_path / "a")
    second = export(store, rich, FORMATS, tmp_path / "b")
    assert [one.sha256 for one in first] == [one.sha256 for one in second]


def test_a_report_is_written_over_an_older_one(store: Store, rich: str, tmp_path: Path) -> None:
    (tmp_path / f"{rich}-report.docx").write_text("older")
    (done,) = export(store, rich, ["docx", "docx"], tmp_path)
    assert done.path.read_bytes().startswith(b"PK")


def test_unknown_format(store: Store, rich: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="«doc» is no format of a report; use one of: docx, pdf"):
        export(store, rich, ["docx", "doc"], tmp_path)
    assert not list(tmp_path.glob("*report*"))


def test_unknown_audit(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        export(store, "AUD-1999-01", ["docx"], tmp_path / "never")
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_folder_that_is_none(store: Store, rich: str, tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="cannot be used as a folder") as caught:
        export(store, rich, ["docx"], tmp_path / "file" / inside)
    assert "\n" not in str(caught.value)


def test_a_place_that_cannot_be_written(store: Store, rich: str, tmp_path: Path) -> None:
    (tmp_path / f"{rich}-report.docx").mkdir()
    with pytest.raises(AuditbookError, match="cannot be written") as caught:
        export(store, rich, ["docx"], tmp_path)
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob(".auditbook-*"))


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("AUD-2026-02", "AUD-2026-02-report.pdf"),
        ("../../etc/x", "etc-x-report.pdf"),
        ("\x1b[2J…", "2J-report.pdf"),
        ("..", "audit-report.pdf"),
    ],
)
def test_file_names_hold_nothing_but_the_number(number: str, name: str) -> None:
    assert file_name(number, "pdf") == name


def test_importing_is_light() -> None:
    heavy = "{'lxml', 'typst', 'font_lato', 'sqlmodel', 'markdown_it', 'docx'}"
    program = f"import sys, exports.run; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""pandoc and Typst as they are called, and their failures as one line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from data.errors import AuditbookError
from exports import tools
from exports.ooxml import read


def test_pandoc_is_the_one_that_we_ship() -> None:
    assert tools.pandoc_binary().is_file()
    assert re.fullmatch(r"pandoc(\.exe)? \d+(\.\d+)+", tools.pandoc_version())
    assert re.fullmatch(r"typst \d+(\.\d+)+", tools.typst_version())
    assert tools.pandoc(b"*a*", ["-f", "markdown", "-t", "html", "--sandbox"]) == b"<p><em>a</em></p>\n"


def test_pandoc_in_its_sandbox_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOPSECRET")
    source, arguments = f"![x]({tmp_path}/secret)".encode(), ["-f", "markdown", "-t", "docx", "-o", "-"]
    assert b"TOPSECRET" in b"".join(read(tools.pandoc(source, arguments)).values()), "without it, pandoc does"
    assert b"TOPSECRET" not in b"".join(read(tools.pandoc(source, [*arguments, "--sandbox"])).values())


def test_pandoc_that_fails_says_so_in_one_line() -> None:
    with pytest.raises(AuditbookError, match="pandoc failed, the report was not written") as caught:
        tools.pandoc(b"no tree", ["-f", "json", "-t", "docx"])
    assert "\n" not in str(caught.value)


def test_pandoc_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "PANDOC_SECONDS", 0.001)
    with pytest.raises(AuditbookError, match=r"pandoc did not finish within 0\.001 seconds"):
        tools.pandoc(b"x" * 100_000, ["-f", "markdown", "-t", "docx", "-o", "-"])


def test_more_than_a_pipe_holds_reaches_a_program_that_reads_late(tmp_path: Path) -> None:
    late = "import sys, time; time.sleep(0.5); data = sys.stdin.buffer.read(); print(len(data))"
    done = tools._run("Python", [sys.executable, "-c", late], b"x" * 5_000_000, 30, tmp_path)
    assert done.stdout.strip() == b"5000000"


def test_typst_writes_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.typ").write_text("Hello")
    assert tools.typst(tmp_path, "x.typ", "x.pdf").startswith(b"%PDF")


def test_typst_refuses(tmp_path: Path) -> None:
    (tmp_path / "x.typ").write_text("#nothing-of-that-name")
    with pytest.raises(tools.TypstError, match="unknown variable"):
        tools.typst(tmp_path, "x.typ", "x.pdf")


def test_typst_stays_in_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("TOPSECRET")
    (inside / "x.typ").write_text('#read("../secret.txt")')
    with pytest.raises(tools.TypstError):
        tools.typst(inside, "x.typ", "x.pdf")


def test_typst_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.typ").write_text("#{ while true { } }")
    monkeypatch.setattr(tools, "TYPST_SECONDS", 0.001)
    with pytest.raises(AuditbookError, match="Typst did not finish"):
        tools.typst(tmp_path, "x.typ", "x.pdf")


def test_fonts_and_templates_are_there() -> None:
    assert (tools.fonts() / "SourceSansPro-Regular.ttf").is_file()
    for name in ("reference.docx", "report.openxml", "report.typst"):
        assert tools.template(name).is_file()

"""Exporting as a whole: files, rights, names, and what can go wrong."""

from __future__ import annotations

import hashlib
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from data.errors import AuditbookError, BadInput, NotFound
from data.store import Store
from exports.files import file_name
from exports.formats import FORMATS
from exports.run import export
from exports.steps import Stopped


def test_files_are_whole_private_and_named_after_the_audit(store: Store, rich: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    told: list[str] = []
    done = export(store, rich.lower(), FORMATS, folder, told.append)
    assert [one.path.name for one in done] == [f"{rich}-{one.ending}" for one in FORMATS.values()]
    assert sorted(folder.iterdir()) == sorted(one.path for one in done), "nothing but the reports is left behind"
    for one in done:
        assert stat.S_IMODE(one.path.stat().st_mode) == 0o600
        assert hashlib.sha256(one.path.read_bytes()).hexdigest() == one.sha256
    assert told[0] == "reading the record"
    assert [words for words in told if words.startswith("writing ")] == [f"writing {name}" for name in FORMATS]


def test_the_same_record_gives_the_same_bytes(store: Store, rich: str, tmp_path: Path) -> None:
    first = export(store, rich, FORMATS, tmp_path / "a")
    second = export(store, rich, FORMATS, tmp_path / "b")
    assert [one.sha256 for one in first] == [one.sha256 for one in second]


def test_a_report_is_written_over_an_older_one(store: Store, rich: str, tmp_path: Path) -> None:
    (tmp_path / f"{rich}-report.docx").write_text("older")
    (done,) = export(store, rich, ["docx", "docx"], tmp_path)
    assert done.path.read_bytes().startswith(b"PK")


def test_an_older_file_that_says_something_else_is_kept(store: Store, rich: str, tmp_path: Path) -> None:
    edited = tmp_path / f"{rich}-findings.csv"
    for words in ("edited by hand", "edited again"):
        edited.write_text(words)
        (done,) = export(store, rich, ["csv"], tmp_path)
    assert done.note == f"the earlier file is now {rich}-findings~2.csv"
    assert [(tmp_path / f"{rich}-findings~{number}.csv").read_text() for number in (1, 2)] == [
        "edited by hand",
        "edited again",
    ]
    (again,) = export(store, rich, ["csv"], tmp_path)
    assert again.note == ""
    assert len(list(tmp_path.glob("*.csv"))) == 3


def test_stopped_before_the_end_leaves_only_whole_files(store: Store, rich: str, tmp_path: Path) -> None:
    stop = threading.Event()
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        if words == "pandoc writes Word":
            stop.set()

    began = time.monotonic()
    with pytest.raises(Stopped, match="Stopped"):
        export(store, rich, ["csv", "docx", "pdf"], tmp_path / "out", tell, stop=stop)
    assert time.monotonic() - began < 5
    assert told[-1] == "pandoc writes Word"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{rich}-findings.csv"]


def test_a_full_disk_is_one_clear_line(store: Store, rich: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # a write beyond it fails as on a full disk
    try:
        with pytest.raises(AuditbookError, match=r"findings\.csv cannot be written \(File too large\)") as caught:
            export(store, rich, ["csv"], tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_paper(store: Store, rich: str, tmp_path: Path) -> None:
    word, pdf = export(store, rich, ["docx", "pdf"], tmp_path, paper="Letter")
    sizes = {(section.page_width.inches, section.page_height.inches) for section in Document(word.path).sections}
    assert sizes == {(8.5, 11), (11, 8.5)}
    pages = {tuple(float(side) for side in page.mediabox[2:]) for page in PdfReader(pdf.path).pages}
    assert pages == {(612, 792), (792, 612)}
    with pytest.raises(BadInput, match="«a5» is no paper; use one of: a4, letter"):
        export(store, rich, ["docx"], tmp_path, paper="a5")


def test_unknown_format(store: Store, rich: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="«doc» is no format of a report; use one of: docx, pdf, "):
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
    assert file_name(number, "report.pdf") == name


def test_importing_is_light() -> None:
    heavy = "{'lxml', 'openpyxl', 'typst', 'font_source_sans_pro', 'sqlmodel', 'markdown_it', 'docx'}"
    program = f"import sys, exports.run; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

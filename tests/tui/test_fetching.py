"""The line that fetches files over SSH."""

from __future__ import annotations

import shlex
from pathlib import Path

from tui import fetching

REACHED = {"SSH_CONNECTION": "192.0.2.5 50000 192.0.2.9 22"}


def test_nothing_to_fetch_on_the_own_machine() -> None:
    assert fetching.command([Path("/r/a.docx")], {}) == ""
    assert fetching.command([], REACHED) == ""


def test_one_file_from_where_we_were_reached(tmp_path: Path) -> None:
    program, place, here = shlex.split(fetching.command([tmp_path / "a.docx"], REACHED))
    assert (program, here) == ("scp", ".")
    assert place.endswith(f"@192.0.2.9:{tmp_path.resolve()}/a.docx")


def test_another_port_and_an_address_of_six(tmp_path: Path) -> None:
    told = fetching.command([tmp_path / "a.docx"], {"SSH_CONNECTION": "2001:db8::5 50000 2001:db8::9 2222"})
    assert told.startswith("scp -P 2222 ")
    assert "@[2001:db8::9]:" in told


def test_several_files_by_what_they_have_in_common(tmp_path: Path) -> None:
    folder = tmp_path / "it's $HOME"
    paths = [folder / f"AUD-2026-02-{name}" for name in ("report.docx", "report.pdf", "slides.pptx")]
    _program, place, _here = shlex.split(fetching.command(paths, REACHED))
    assert place.endswith(f":{folder.resolve()}/AUD-2026-02-*")

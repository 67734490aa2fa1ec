"""8 Report by keys: formats, paper and folder are chosen, exported with progress, stopped, and fetched over SSH."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.models import Audit
from data.work import rows
from exports.formats import FORMATS
from tui.screens.contents import Contents
from tui.screens.exporting import Exporting, Wish, offered
from tui.screens.reviewing import Reviewing
from tui.widgets.bars import KeyBar


async def begin(desk: Any, folder: Path) -> None:
    """Open the choice with nothing marked, into `folder`."""
    await desk.keys("e")
    assert isinstance(desk.app.screen, Exporting)
    await desk.keys("a", "a", "f")
    await desk.until(lambda: not isinstance(desk.app.screen, Exporting))
    desk.app.screen.query_one("#answer").value = str(folder)
    await desk.pilot.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, Exporting))


def said(desk: Any) -> str:
    """The message in the bottom line."""
    return str(desk.workspace.query_one(KeyBar).message)


async def test_what_is_marked_is_written_where_it_was_said(
    sit: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.5 50000 192.0.2.9 22")
    folder = tmp_path / "for the board"
    async with sit(8) as desk:
        await begin(desk, folder)
        await desk.keys("enter")
        assert "Nothing is marked" in str(desk.app.screen.query_one("#hint").content)
        await desk.keys("home", *["down"] * list(FORMATS).index("csv"), "space", "down", "space", "p", "enter")
        await desk.until(lambda: "json" in desk.words("#progress"))
        names = sorted(path.name for path in folder.iterdir())
        assert names == ["AUD-2026-01-findings.csv", "AUD-2026-01-report.json"]
        told = desk.words("#progress")
        assert all(name in told for name in names)
        assert "scp '" in told
        assert "@192.0.2.9:" in desk.app.clipboard
        await desk.keys("e")
        assert desk.app.screen.wish == Wish(("csv", "json"), "letter", folder)


async def test_a_folder_that_is_none_is_one_line_and_nothing_is_lost(sit: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with sit(8) as desk:
        await begin(desk, tmp_path / "file")
        await desk.keys("end", "space", "enter")
        await desk.until(lambda: "Nothing more was written" in desk.words("#progress"))
        assert "cannot be used as a folder" in said(desk)


async def test_an_export_can_be_stopped(sit: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with sit(8) as desk:
        await desk.keys("x")
        assert "No export is running" in said(desk)
        await begin(desk, folder)
        await desk.pilot.press("a", "enter")
        await desk.until(lambda: "x stops" in desk.words("#progress"))
        await desk.pilot.press("x")
        await desk.until(lambda: "Nothing more was written" in desk.words("#progress"))
        assert "Stopped" in said(desk)
        left = {path.name for path in folder.iterdir()} if folder.exists() else set()
        assert left < {f"AUD-2026-01-{one.ending}" for one in FORMATS.values()}


@pytest.mark.parametrize("kept", ["", "\t", "doc,exe\ta5\t", "\t\t\t\t"])
def test_what_cannot_be_chosen_any_more_is_not_offered(kept: str, tmp_path: Path) -> None:
    assert offered(kept, tmp_path) == Wish(("docx", "pdf"), "a4", tmp_path)


def test_a_choice_comes_back_as_it_was(tmp_path: Path) -> None:
    wish = Wish(("pptx", "ics"), "letter", tmp_path / "a b")
    assert offered(wish.kept(), Path("/elsewhere")) == wish


async def test_a_comment_is_made_answered_and_accepted_by_keys(sit: Callable[..., Any]) -> None:
    async with sit(8) as desk:
        await desk.keys("c")
        await desk.until(lambda: isinstance(desk.app.screen, Reviewing))
        await desk.keys("a")
        await desk.answer("executive", "What must management decide?", "R. Reader")
        await desk.until(lambda: desk.rows("#comments") != [])
        assert desk.rows("#comments") == ["C-01 | Executive summary | What must management decide? | open"]
        await desk.keys("y")
        assert "has no answer yet" in str(desk.app.screen.query_one(KeyBar).message)
        await desk.keys("r")
        await desk.answer("It stands in the second paragraph now", "D. Kosta")
        await desk.until(lambda: "answered" in desk.rows("#comments")[0])
        await desk.keys("q")
        await desk.until(lambda: not isinstance(desk.app.screen, Reviewing))
        assert any("comment C-01" in line for line in desk.rows("#readiness"))
        await desk.keys("c", "y")
        await desk.answer("")
        await desk.until(lambda: "accepted" in desk.rows("#comments")[0])


async def test_sections_and_sentences_are_chosen_by_keys(sit: Callable[..., Any]) -> None:
    async with sit(8) as desk:
        await desk.keys("d")
        await desk.until(lambda: "Drafted" in said(desk))
        assert "Nothing has been tested" in desk.read(rows.fetch, Audit, desk.audit_id).conclusion
        await desk.keys("t")
        await desk.until(lambda: isinstance(desk.app.screen, Contents) and desk.rows("#sections") != [])
        await desk.keys("b")
        await desk.until(lambda: any("left out" in line for line in desk.rows("#sections")))
        await desk.keys("home", "down", "down")
        await desk.keys("enter")
        await desk.until(lambda: bool(desk.app.screen.query("FieldText")))
        await desk.write(" Mine.")
        await desk.keys("escape")
        await desk.until(lambda: any("Mine. | your own words" in line for line in desk.rows("#sections")))

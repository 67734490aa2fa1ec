"""What may be loaded when: the lower floors know no screen, and the first picture needs no database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for floor in ("checklists", "data", "exports")
    for path in sorted((ROOT / floor).rglob("*.py"))
    if path.stem not in ("__init__", "make_reference") and "migrations" not in path.parts
]
HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "alembic",
    "pypandoc",
    "typst",
    "openpyxl",
    "lxml",
    "markdown_it",
    "font_lato",
)


def loaded_by(statement: str) -> set[str]:
    """The top-level packages that a fresh Python has loaded after a statement."""
    words = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.split())


def test_no_lower_floor_loads_textual() -> None:
    assert MODULES
    assert "textual" not in loaded_by("\n".join(f"import {name}" for name in MODULES))


@pytest.mark.parametrize("statement", ["import tui.cli", "import tui.app"])
def test_nothing_heavy_is_loaded_before_the_first_screen(statement: str) -> None:
    assert loaded_by(statement).isdisjoint(HEAVY)


def test_nothing_heavy_is_loaded_while_the_first_screen_is_painted(tmp_path: Path) -> None:
    """The store is opened after the first refresh; until then no heavy package may be there."""
    watch = f"""
import asyncio, sys
from pathlib import Path
from tui.app import Auditbook

class Watched(Auditbook):
    loaded = None

    def open_store(self):
        self.loaded = [name for name in {HEAVY!r} if name in sys.modules]

async def main():
    app = Watched(Path({str(tmp_path / "audit.sqlite")!r}), "tester")
    async with app.run_test(size=(80, 24)) as pilot:
        while app.loaded is None:
            await pilot.pause()
    print("loaded:", *app.loaded)

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "loaded:"

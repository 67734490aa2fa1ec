"""What all tests share: a clean environment, a store of their own, the shared folder where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from data.store import Store

# The same examples each time, so that a test that passed passes again; AUDITBOOK_FUZZ=1 looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", deadline=None)
settings.load_profile("fuzz" if os.environ.get("AUDITBOOK_FUZZ") else "steady")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches a test, and no test reaches the user's files."""
    monkeypatch.setenv("AUDITBOOK_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("AUDITBOOK_STORE", str(tmp_path / "audit.sqlite"))
    monkeypatch.setenv("AUDITBOOK_USER", "tester")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(tmp_path / "audit.sqlite", "tester")
    yield opened
    opened.close()


@pytest.fixture
def real() -> Path:
    """The registers of `shared/real`, which nobody here wrote."""
    folder = SHARED / "real"
    if not folder.exists():
        pytest.skip("shared/real is not on this machine")
    return folder

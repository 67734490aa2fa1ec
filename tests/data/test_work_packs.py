"""Packs of the user's own: where they lie, and how their questions come into an audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import BadInput
from data.imports.checklists import propose, read_checklist, write_pack
from data.store import Store
from data.work import audits, checklist, packs

ROWS = "Clause,Question,Role\nA.6.1,Show me the last check of a contractor.,HR\nA.8.1,Show me this laptop.,IT\nPOL-4,Who approved this policy?,HR\n"


@pytest.fixture
def made(store: Store, tmp_path: Path) -> str:
    """A pack made from a file with a hostile name; its name."""
    source = tmp_path / "My Checklist; 2026.csv"
    source.write_text(ROWS)
    folder = packs.place(store.path, source.name)
    write_pack(propose(read_checklist(source), folder=folder, own_refs=True), folder)
    return folder.name


def test_a_pack_lies_beside_the_store_under_a_harmless_name(store: Store, made: str) -> None:
    assert made == "my-checklist-2026"
    assert packs.names(store.path) == [made]
    assert packs.place(store.path, "../../etc/passwd").parent == packs.folder(store.path)
    assert packs.place(store.path, "...").name == "pack"


def test_its_questions_come_in_once_and_only_within_the_scope(store: Store, made: str) -> None:
    audit = store.write(audits.create, "HR")
    store.write(audits.set_scope, audit.id, "A.6.1")
    store.write(checklist.prepare, audit.id)
    pack = packs.read(store.path, made)
    assert store.write(packs.add, audit.id, pack) == 2
    assert store.write(packs.add, audit.id, pack) == 0
    items = {item.ref: item for item in store.read(checklist.items, audit.id)}
    assert set(items) == {"A.6.1", "POL-4"}
    assert items["POL-4"].own
    own = [prompt for prompt in store.read(checklist.prompts, audit.id) if prompt.own]
    assert {prompt.text for prompt in own} == {"Show me the last check of a contractor.", "Who approved this policy?"}


def test_an_unknown_pack_is_refused(store: Store) -> None:
    for name in ("absent", "../other", ""):
        with pytest.raises(BadInput, match="no pack"):
            packs.read(store.path, name)

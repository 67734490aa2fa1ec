"""Packs of the user's own: folders of Markdown beside the store, and their questions in an audit."""

from __future__ import annotations

import re
from pathlib import Path

from sqlmodel import Session

from checklists import parser, refs
from checklists.pack import Pack
from data.errors import BadInput
from data.models import ChecklistItem
from data.work import checklist, rows


def folder(store: Path) -> Path:
    """Where the packs of a store lie."""
    return store.with_name(store.stem + ".packs")


def place(store: Path, file_name: str) -> Path:
    """The folder of the pack made from a file; its name is made of letters and digits of the file's name."""
    name = re.sub(r"[^a-z0-9]+", "-", Path(file_name).stem.lower()).strip("-")
    return folder(store) / (name or "pack")


def names(store: Path) -> list[str]:
    """The packs there are, by name."""
    home = folder(store)
    return sorted(path.name for path in home.iterdir() if path.is_dir()) if home.is_dir() else []


def read(store: Path, name: str) -> Pack:
    """One of them. Raises BadInput where it is not there or holds no entry."""
    home = folder(store) / name
    pack = parser.read_pack(home, name, "") if name in names(store) else None
    if pack is None or not pack.entries:
        raise BadInput(f"There is no pack «{name}» in {folder(store)}.")
    return pack


def add(session: Session, /, audit_id: str, pack: Pack) -> int:
    """Add a pack's questions to the audit's items as the auditor's own; returns how many were new.

    Refs that the standard has and the audit does not are left out: the scope says what is audited. Refs of the pack's
    own, such as a policy's sections, become items of their own.
    """
    present = {item.ref: item for item in checklist.items(session, audit_id)}
    added = 0
    for ref, entry in pack.entries.items():
        item = present.get(ref)
        if item is None:
            if ref in refs.auditable():
                continue
            facts = checklist.facts_of(entry)
            item = rows.add(
                session,
                ChecklistItem(audit_id=audit_id, ref=ref, position=checklist.LAST, pack=pack.name, own=True, **facts),
            )
        known = {prompt.text for prompt in checklist.prompts(session, audit_id, item_id=item.id)}
        for question in entry.questions:
            if question.text not in known:
                checklist.add_question(session, item.id, question.role, question.text, question.method)
                added += 1
    return added

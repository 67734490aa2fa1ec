"""Evidence in bulk: a folder of files, or a table with one item a row. What would be taken in is shown first.

No file is opened as what it claims to be: its name gives its kind, its bytes are only copied.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.errors import BadInput
from data.imports import dates, tables, values
from data.imports.words import listed, plain, shown
from data.rules.evidence import KINDS

MOST_FILES = 5_000
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic"}
DOCUMENTS = {".pdf", ".doc", ".docx", ".odt", ".rtf", ".md", ".ppt", ".pptx", ".odp", ".html"}
HEADERS = {
    "title": "title | evidence | what | item | name | description | titel | bezeichnung | nachweis",
    "kind": "kind | type | art | typ",
    "edition": "version | edition | ausgabe",
    "captured": "captured | date captured | captured on | obtained on | date | datum",
    "period": "period | period covered | zeitraum",
    "source": "source | system | source system | item system or source | quelle",
    "obtained": "how obtained | obtained | how",
    "collector": "collected by | collector | obtained by | by whom | by",
    "role": "role | owner | said by | shown by",
    "place": "place | location | url | link | path | ticket | place url or ticket | ort",
    "refs": "refs | ref | references | reference | clause or control | clause | control | kapitel",
    "keep_until": "keep until | retention | delete on",
    "remark": "remark | remarks | note | notes | comment | bemerkung",
    "personal_data": "personal data | pii | personenbezogen",
    "file": "file | file name | datei",
}
WORDS = {word.strip(): name for name, line in HEADERS.items() for word in line.split("|")}
OTHER_KINDS = {
    "screen shot": "screenshot", "photo": "screenshot", "picture": "screenshot", "screen capture": "screenshot",
    "url": "link", "export": "record", "log": "record", "policy": "document", "procedure": "document",
    "observation": "seen", "interview": "statement", "interview note": "statement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One item that could be taken in.

    `where` says which file or row it is, `values` are columns of the index, `file` is to be copied into the vault.
    With a `problem` it cannot be taken; the words say how to mend it.
    """

    where: str
    values: dict[str, Any] = field(default_factory=dict)
    file: Path | None = None
    size: int = 0
    problem: str = ""

    @property
    def title(self) -> str:
        """What the item would be called."""
        return str(self.values.get("title", ""))


def read(path: Path) -> list[Offer]:
    """What a folder or a table offers. Raises BadInput where it is neither, or too large."""
    try:
        is_folder = path.is_dir()
    except ValueError as error:  # a NUL in the path
        raise BadInput(f"{shown(str(path))} is no name of a file.") from error
    return _folder(path) if is_folder else _table(path)


def kind_of(name: str) -> str:
    """The kind that a file's name speaks for."""
    suffix = Path(name).suffix.lower()
    return "screenshot" if suffix in PICTURES else "document" if suffix in DOCUMENTS else "record"


def _folder(folder: Path) -> list[Offer]:
    found: list[Offer] = []
    for path in _files(folder):
        name = shown(str(path.relative_to(folder)), 200)
        if len(found) == MOST_FILES:
            raise BadInput(f"{folder} holds more than {MOST_FILES} files; name a folder below it.")
        if path.is_symlink() or not path.is_file():
            found.append(Offer(name, {"title": name}, problem="no ordinary file; copy it here itself"))
            continue
        size = path.stat().st_size
        facts = {"title": name, "kind": kind_of(name), "obtained": "received as a file", "file_name": path.name}
        found.append(
            Offer(name, facts, path, size, "" if os.access(path, os.R_OK) else "it may not be read; change its rights")
        )
    if not found:
        raise BadInput(f"{folder} holds no file.")
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder by name; what is hidden stays hidden, and no link leads elsewhere."""
    try:
        for root, inside, names in os.walk(folder, onerror=_refuse):
            inside[:] = sorted(name for name in inside if not name.startswith("."))
            yield from (Path(root) / name for name in sorted(names) if not name.startswith("."))
    except OSError as error:
        raise BadInput(f"{folder} cannot be read: {error.strerror}.") from error


def _refuse(error: OSError) -> None:
    raise error


def _table(path: Path) -> list[Offer]:
    table = tables.read_table(path)
    columns: dict[str, int] = {}
    for place, header in enumerate(table.columns):
        name = WORDS.get(plain(header))
        if name and name not in columns:
            columns[name] = place
    if "title" not in columns:
        raise BadInput(
            f"{shown(path.name)} is not understood as an evidence index. Columns found: {listed(table.columns)}. "
            f"Needed: title; understood as well: {', '.join(name.replace('_', ' ') for name in HEADERS)}."
        )
    day_first = dates.custom(row[columns["captured"]] for row in table.rows) if "captured" in columns else None
    offers = [
        _row(f"row {number}", {name: row[place] for name, place in columns.items()}, path.parent, day_first)
        for number, row in zip(table.numbers, table.rows, strict=True)
    ]
    return offers + [Offer(f"row {number}", problem=words) for number, words in table.problems.items()]


def _row(where: str, cells: dict[str, str], folder: Path, day_first: bool | None) -> Offer:
    said = {name: values.text(cell) for name, cell in cells.items()}
    facts: dict[str, Any] = {
        name: " ".join(said[name].split()) if name != "remark" else said[name]
        for name in said
        if name not in ("refs", "personal_data", "file") and said[name]
    }
    facts.setdefault("title", "")
    try:
        if not facts["title"]:
            raise ValueError("no title; say what it is")
        facts["kind"] = _kind(said.get("kind", ""), said.get("file", "") or said.get("place", ""))
        facts["refs"] = values.ref_list(said.get("refs", "")) or []
        facts["personal_data"] = bool(values.yes_no(said.get("personal_data", "")))
        for name in ("captured", "keep_until"):
            if name in facts:
                facts[name] = dates.iso(facts[name], day_first)
        file, size = _beside(said.get("file", ""), folder)
        if file:
            facts["file_name"] = file.name
    except ValueError as error:
        return Offer(where, facts, problem=str(error))
    return Offer(where, facts, file, size)


def _kind(word: str, name: str) -> str:
    if not word.strip():
        return "link" if "://" in name else kind_of(name) if Path(name).suffix else "document"
    known = plain(word)
    found = known if known in KINDS else OTHER_KINDS.get(known, "")
    if not found:
        raise ValueError(f"column kind: «{shown(word)}» is none; use one of: {', '.join(KINDS)}")
    return found


def _beside(name: str, folder: Path) -> tuple[Path | None, int]:
    """The file that a row names: beside the table or below it, never elsewhere."""
    if not name.strip():
        return None, 0
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        inside = False
    if not inside:
        raise ValueError(f"column file: {shown(name)} is no file beside the table; put it there, or clear the cell")
    return path, path.stat().st_size

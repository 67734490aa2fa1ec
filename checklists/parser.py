"""Markdown into entries. The form is described in the README, section "A pack of your own".

The parser is forgiving: what it does not understand becomes a `Problem` with file and line, and the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from checklists import refs
from checklists.blocks import Piece, pieces
from checklists.pack import METHODS, Entry, Pack, Problem, Question, RecordSample
from checklists.shown import printable

PACK_VERSION = "2026.11"
SECTIONS = (
    "Intent",
    "Questions",
    "Evidence",
    "Ask in advance",
    "Record sample",
    "Typical findings",
    "Red flags",
    "Notes",
)
FACTS = ("document required", "links")
SAMPLE = ("population", "source", "completeness", "usual size", "method")
LETTERS = ("A", "B", "C", "D", "E", "F")
FINDINGS = ("major", "minor", "OFI")
_BLANKS = (" ", "\t")
_MARKED = re.compile(r"\(([^)]*)\)\s+(.+)", re.S)


def parse_entry(source: str, file: str) -> tuple[Entry | None, list[Problem]]:
    """The entry in a Markdown text, and what is wrong with its form.

    None where there is not even a heading with a ref. The entry's `lines` hold the line of each section by its name,
    and that of each item by section and number or name: "Evidence/2", "Record sample/A", "/links" below the title.
    """
    sheet = _Sheet(file)
    for piece in pieces(source):
        sheet.put(piece)
    for number, line in enumerate(source.replace("\r\n", "\n").split("\n"), 1):
        if line[-1:] in _BLANKS:
            sheet.complain(number, "whitespace", "blanks at the end of the line; remove them", len(line.rstrip()) + 1)
    if not sheet.head:
        sheet.complain(1, "title", "no title; begin with a line like: # A.5.18 Access rights")
        return None, sheet.problems
    ref, _, name = sheet.head.text.partition(" ")
    facts = sheet.pairs("", FACTS)
    required = facts.get("document required", "").lower()
    if required not in ("yes", "no"):
        place = sheet.lines.get("/document required", sheet.head.line)
        sheet.complain(place, "document", "say whether a document is required: «- document required: yes», or no")
    sample = sheet.pairs("Record sample", (*SAMPLE, *LETTERS))
    population, origin, completeness, size, method = (sample.get(part, "") for part in SAMPLE)
    attributes = tuple((name, text) for name, text in sample.items() if name in LETTERS)
    entry = Entry(
        ref=ref,
        title=name.strip(),
        document_required=required == "yes",
        links=tuple(re.findall(r"[\w.]+", facts.get("links", ""))),
        intent=" ".join(sheet.items("Intent")),
        questions=tuple(sheet.questions),
        evidence=sheet.items("Evidence"),
        requests=sheet.items("Ask in advance"),
        sample=RecordSample(population, origin, completeness, attributes, size, method),
        findings=sheet.pairs("Typical findings", FINDINGS),
        red_flags=sheet.items("Red flags"),
        notes=sheet.pairs("Notes"),
        file=file,
        lines=sheet.lines | {"": sheet.head.line},
    )
    return entry, sheet.problems


class _Sheet:
    """What stands in an entry's text, sorted by section, and what was wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.head: Piece | None = None
        self.questions: list[Question] = []
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._blocks: dict[str, list[Piece]] = {"": []}
        self._section = ""
        self._role = ""
        self._full = False

    def complain(self, line: int, rule: str, message: str, column: int = 1) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, line, column, rule, printable(message)))

    def put(self, piece: Piece) -> None:
        """Sort in the next piece."""
        if self._full:
            return
        if piece.kind == "heading":
            self._heading(piece)
            return
        if piece.kind == "paragraph" and self._section != "Intent":
            self.complain(piece.line, "item", "this is no item of a list; begin the line with «- »")
        if self._section == "Questions":
            self._question(piece)
            return
        block = self._blocks.setdefault(self._section, [])
        block.append(piece)
        self.lines[f"{self._section}/{len(block)}"] = piece.line

    def items(self, section: str) -> tuple[str, ...]:
        """The texts of a section."""
        return tuple(piece.text for piece in self._blocks.get(section, []))

    def pairs(self, section: str, known: Collection[str] = ()) -> dict[str, str]:
        """The items of a section that has the form `name: text`; any name will do where none are known."""
        found: dict[str, str] = {}
        for piece in self._blocks.get(section, []):
            name, colon, text = (part.strip() for part in piece.text.partition(":"))
            if not colon:
                self.complain(piece.line, "pair", "an item here has the form «name: text»")
            elif known and name not in known:
                self.complain(piece.line, "pair", f"unknown name «{name}»; use one of: {', '.join(known)}")
            elif name in found:
                self.complain(piece.line, "pair", f"a second «{name}»; put both into one item")
            else:
                found[name] = text
                self.lines[f"{section}/{name}"] = piece.line
        return found

    def _heading(self, piece: Piece) -> None:
        if piece.level == 1 and self.head:
            self.complain(piece.line, "one-entry", "a second entry in one file; give it a file of its own")
            self._full = True
        elif piece.level == 1:
            self.head = piece
        elif piece.level == 2:
            self._section, self._role = piece.text, ""
            if piece.text not in SECTIONS:
                self.complain(
                    piece.line, "section", f"unknown section «{piece.text}»; use one of: {', '.join(SECTIONS)}"
                )
            if piece.text in self.lines:
                self.complain(piece.line, "section", f"a second section «{piece.text}»; put its items into the first")
            self.lines.setdefault(piece.text, piece.line)
        elif self._section != "Questions":
            below = self._section or "the title"
            self.complain(piece.line, "section", f"a heading of a role belongs under Questions, not under {below}")
        else:
            self._role = piece.text
            if piece.text not in refs.ROLES.values():
                roles = ", ".join(refs.ROLES.values())
                self.complain(piece.line, "role", f"unknown role «{piece.text}»; use one of: {roles}")

    def _question(self, piece: Piece) -> None:
        match = _MARKED.fullmatch(piece.text)
        if not match:
            example = "- (interview) How do you …?"
            self.complain(
                piece.line, "method", f"a question begins with its method in brackets, for example: {example}"
            )
            return
        method, *marks = (word.strip() for word in match[1].split(","))
        if method not in METHODS or marks not in ([], ["key"]):
            methods = ", ".join(METHODS)
            self.complain(piece.line, "method", f"({match[1]}): the method is one of {methods}, and «key» may follow")
        if not self._role:
            self.complain(piece.line, "role", "a question without a role above it; put a line like: ### HR")
        self.questions.append(Question(self._role, method, "key" in marks, match[2], piece.line))


def read_pack(folder: Path, name: str, version: str) -> Pack:
    """All entries of a folder of Markdown files, in the refs' order, with what is wrong in them."""
    return read_files(sorted(folder.glob("*.md"), key=lambda path: refs.order(path.stem)), name, version)


def read_files(paths: Iterable[Path], name: str, version: str) -> Pack:
    """The entries of some Markdown files, one each, with what is wrong in them. Raises OSError."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            reason = f"byte {error.start + 1} is not UTF-8; save the file in that encoding"
            problems.append(Problem(path.name, 1, 1, "encoding", reason))
            continue
        entry, wrong = parse_entry(source, path.name)
        problems += wrong
        if entry and entry.ref in entries:
            problems.append(Problem(path.name, 1, 1, "ref", f"{entry.ref} stands in {entries[entry.ref].file} already"))
        elif entry:
            entries[entry.ref] = entry
    return Pack(name, version, entries, tuple(problems))


@cache
def iso27001() -> Pack:
    """The pack that comes with the program: ISO/IEC 27001:2022 with Amendment 1:2024."""
    return read_pack(Path(str(files("checklists") / "packs" / "iso27001-2022")), "ISO/IEC 27001:2022", PACK_VERSION)


@cache
def practice(name: str) -> dict[str, tuple[str, ...]]:
    """One of the small packs (opening, closing, requests, awareness, techniques): section to its items."""
    source = (files("checklists") / "packs" / "practice" / f"{name}.md").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    section = ""
    for piece in pieces(source):
        if piece.kind == "heading":
            section = piece.text
        elif piece.kind == "item":
            found[section] = (*found.get(section, ()), piece.text)
    return found

"""Markdown into entries. The form is described in the README, section "A pack of your own".

The parser is forgiving: what it does not understand becomes a `Problem` with file and line, and the rest is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from checklists import refs
from checklists.pack import METHODS, Entry, Pack, Problem, Question, RecordSample

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
Complain = Callable[[int, str, str], None]
_MARKED = re.compile(r"\(([^)]*)\)\s+(.+)", re.S)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of an entry's Markdown:

    a heading (level 1 to 3), an item of a list or a paragraph (level 0). `line` from 1.
    """

    kind: str
    level: int
    text: str
    line: int


def pieces(source: str) -> Iterator[Piece]:
    """The blocks of a Markdown text, in order; nested lists are flattened."""
    tokens = _blocks().parse(source)
    depth = 0
    for index, token in enumerate(tokens):
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "inline":
            line = (token.map or [0])[0] + 1
            before = tokens[index - 1]
            if before.type == "heading_open":
                yield Piece("heading", int(before.tag[1:]), _plain(token), line)
            else:
                yield Piece("item" if depth else "paragraph", 0, _plain(token), line)


@cache
def _blocks() -> MarkdownIt:
    """A parser for headings, lists and paragraphs only: what is inside them stays as it was typed."""
    parser = MarkdownIt("zero").enable(["heading", "list"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _plain(token: Token) -> str:
    """The text as the writer typed it, on one line."""
    return " ".join(token.content.split())


def parse_entry(source: str, file: str) -> tuple[Entry | None, list[Problem]]:
    """The entry in a Markdown text, and what is wrong with its form.

    None where there is not even a heading with a ref.
    """
    problems: list[Problem] = []

    def complain(line: int, rule: str, message: str) -> None:
        problems.append(Problem(file, line, 1, rule, message))

    head: Piece | None = None
    section, role = "", ""
    found: dict[str, list[Piece]] = {"": []}
    lines: dict[str, int] = {}
    questions: list[Question] = []
    for piece in pieces(source):
        if piece.kind == "heading" and piece.level == 1:
            if head:
                complain(piece.line, "one-entry", "a second entry in one file; give it a file of its own")
                break
            head = piece
        elif piece.kind == "heading" and piece.level == 2:
            section, role = piece.text, ""
            if section not in SECTIONS:
                complain(piece.line, "section", f"unknown section «{section}»; use one of: {', '.join(SECTIONS)}")
            lines[section] = piece.line
            found.setdefault(section, [])
        elif piece.kind == "heading":
            role = piece.text
            if section != "Questions":
                complain(
                    piece.line,
                    "section",
                    f"a heading of the third level belongs under Questions, not under {section or 'the title'}",
                )
            elif role not in refs.ROLES.values():
                complain(piece.line, "role", f"unknown role «{role}»; use one of: {', '.join(refs.ROLES.values())}")
        elif section == "Questions" and piece.kind == "item":
            questions += _question(piece, role, complain)
        else:
            found.setdefault(section, []).append(piece)
    if head is None:
        complain(1, "title", "no title; begin with a line like: # A.5.18 Access rights")
        return None, problems
    ref, _, name = head.text.partition(" ")
    facts = _pairs(found[""], complain)
    sample = _pairs(found.get("Record sample", []), complain)
    entry = Entry(
        ref=ref,
        title=name.strip(),
        document_required=facts.get("document required", "no").lower().startswith("y"),
        links=tuple(re.findall(r"[\w.]+", facts.get("links", ""))),
        intent=" ".join(piece.text for piece in found.get("Intent", [])),
        questions=tuple(questions),
        evidence=_items(found, "Evidence"),
        requests=_items(found, "Ask in advance"),
        sample=RecordSample(
            sample.get("population", ""),
            sample.get("source", ""),
            sample.get("completeness", ""),
            tuple((key, text) for key, text in sample.items() if re.fullmatch("[A-F]", key)),
            sample.get("usual size", ""),
            sample.get("method", ""),
        ),
        findings=_pairs(found.get("Typical findings", []), complain),
        red_flags=_items(found, "Red flags"),
        notes=_pairs(found.get("Notes", []), complain),
        file=file,
        lines=lines | {"": head.line},
    )
    return entry, problems


def _items(found: dict[str, list[Piece]], section: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in found.get(section, []))


def _question(piece: Piece, role: str, complain: Complain) -> list[Question]:
    match = _MARKED.fullmatch(piece.text)
    if not match:
        complain(
            piece.line, "method", "a question begins with its method in brackets, for example: - (interview) How …"
        )
        return []
    words = [word.strip() for word in match[1].split(",")]
    if words[0] not in METHODS or words[1:] not in ([], ["key"]):
        complain(piece.line, "method", f"({match[1]}): the method is one of {', '.join(METHODS)}, and «key» may follow")
    if not role:
        complain(piece.line, "role", "a question without a role above it; put a line like: ### HR")
    return [Question(role, words[0], "key" in words[1:], match[2], piece.line)]


def _pairs(block: list[Piece], complain: Complain) -> dict[str, str]:
    """Items of the form `name: text`."""
    found: dict[str, str] = {}
    for piece in block:
        name, colon, text = piece.text.partition(":")
        if not colon:
            complain(piece.line, "pair", "an item here has the form «name: text»")
        else:
            found[name.strip()] = text.strip()
    return found


def read_pack(folder: Path, name: str, version: str) -> Pack:
    """All entries of a folder of Markdown files, in the refs' order, with what is wrong in them."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md"), key=lambda path: refs.order(path.stem)):
        entry, wrong = parse_entry(path.read_text(encoding="utf-8"), path.name)
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

"""The grammar of field notes: Markdown in which a line that starts with a mark says what it is.

    !maj !min !nc !ofi !obs !good text             a finding (`!nc`: its grade is still open)
    +doc +rec +shot +url +tkt +saw +said text      evidence; `|` separates title, version, date, place
    +ask text                                      a request
    ? text                                         an open question
    @role                                          who speaks, until the next @ or blank line

A mark stands at the start of a line, behind three spaces at most (more is code in Markdown), in small or capital
letters; a space or the end of the line follows. A first word that looks like a mark and is none leaves the line plain
text, and is shown as unknown. `{F-03}` at the end of a line is its tie: the item that was made of it. Where a role ends
is told by `recognised.role`, how evidence is taken apart by `recognised.parts`.

A line is read alone: what stands above or below never changes it. Any text is a note, and no text raises an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checklists.recognised import LABEL, Parts, Span, parts, recognise, role

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

GRADES = {"!maj": "major", "!min": "minor", "!nc": "", "!ofi": "ofi", "!obs": "observation", "!good": "strength"}
EVIDENCE = {
    "+doc": "document",
    "+rec": "record",
    "+shot": "screenshot",
    "+url": "link",
    "+tkt": "ticket",
    "+saw": "seen",
    "+said": "statement",
}
MARKS = (
    dict.fromkeys(GRADES, "finding")
    | dict.fromkeys(EVIDENCE, "evidence")
    | {"+ask": "request", "?": "question", "@": "speaker"}
)
"""Every mark, and the kind of line it makes."""

CAPTURED = ("finding", "evidence", "request", "question")
"""The kinds of line an item is made of."""

_MARK = re.compile(r" {0,3}(@(?=\w\S{0,59}(?!\S))|(?:[!+?][^\W\d_]\S{0,15}|\?)(?!\S))")
_TIE = re.compile(rf"\{{({LABEL})\}}")
_LONGEST_TIE = 16
_BETWEEN_REFS = " \t,;:–-"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a note as it was read.

    `text` is the line as typed, `body` what it says without mark, role and tie. `kind`: finding, evidence, request,
    question, speaker, plain, or unknown where `mark` is none. `grade` (major, minor, ofi, observation, strength; empty
    while open) and `evidence_kind` (document, record, screenshot, link, ticket, seen, statement) are the record's.
    `title` is what the item is called: the first part of evidence, else the body without the refs it begins with. `tie`
    is the label alone. `spans` are places in `text`, in order, without overlaps; kinds: mark, ref, id, count, date,
    version, url, ticket, role, tie, unknown.
    """

    text: str = ""
    kind: str = "plain"
    mark: str = ""
    grade: str = ""
    evidence_kind: str = ""
    speaker: str = ""
    body: str = ""
    title: str = ""
    version: str = ""
    date: str = ""
    place: str = ""
    tie: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The known refs in the line, once each, in order."""
        return self._found("ref")

    @property
    def ids(self) -> tuple[str, ...]:
        """Labels of the record in the line (`E-021`, `S-05.07`), without the tie."""
        return self._found("id")

    @property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """`3 of 25` as (3, 25)."""
        pairs = (count.split("of") for count in self._found("count"))
        return tuple((int(part), int(whole)) for part, whole in pairs)

    @property
    def dates(self) -> tuple[str, ...]:
        """The ISO dates in the line."""
        return self._found("date")

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses in the line, without the punctuation behind them."""
        return self._found("url")

    @property
    def tickets(self) -> tuple[str, ...]:
        """The ids of other systems' tickets in the line."""
        return self._found("ticket")

    def _found(self, wanted: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.text[start:end] for start, end, kind in self.spans if kind == wanted))


def parse_line(text: str, roles: Collection[str] = ()) -> NoteLine:
    """What one line says. `roles` are the roles known in the audit; a speaker among them is given in their spelling."""
    end, tie = _tie(text)
    match = _MARK.match(text, 0, end)
    mark, start = (match[1], match.end()) if match else ("", 0)
    kind = MARKS.get(mark.lower(), "unknown") if mark else "plain"
    spans: list[Span] = [(start - len(mark), start, "unknown" if kind == "unknown" else "mark")] if mark else []
    speaker, said = "", Parts()
    if kind == "speaker":
        speaker, role_end, body_start = role(text, start, end, roles)
        spans.append((start, role_end, "role"))
        start = body_start
    found = recognise(text, start, end)
    if kind == "unknown":
        start = 0  # the word stays in the text
    elif kind == "evidence":
        said = parts(text, found, start, end)
        # A bare version such as 4.2 has the shape of a ref.
        found = [(a, b, "version" if text[a:b] == said.version else what) for a, b, what in found]
    elif kind in CAPTURED:
        said = Parts(_without_refs(text, found, start, end))
    spans += found
    if tie:
        spans.append((end, end + len(tie) + 2, "tie"))
    return NoteLine(
        text=text,
        kind=kind,
        mark=mark,
        grade=GRADES.get(mark.lower(), ""),
        evidence_kind=EVIDENCE.get(mark.lower(), ""),
        speaker=speaker,
        body=text[start:end].strip(),
        title=said.title,
        version=said.version,
        date=said.date,
        place=said.place,
        tie=tie,
        spans=tuple(spans),
    )


def _tie(text: str) -> tuple[int, str]:
    """Where the tie stands, and its label; the end of the line and nothing where it has none."""
    text = text.rstrip()
    match = _TIE.fullmatch(text, text.rfind("{", max(0, len(text) - _LONGEST_TIE)))
    return (match.start(), match[1]) if match else (len(text), "")


def _without_refs(text: str, found: list[Span], start: int, end: int) -> str:
    """The text without the refs it begins with, unless there is nothing else."""
    title = start
    for a, b, what in found:
        if what != "ref" or text[title:a].strip(_BETWEEN_REFS) or text[b : b + 1] not in " \t,;:":
            break
        title = b
    body = text[start:end].strip()
    return text[title:end].lstrip(_BETWEEN_REFS).strip() or body if title > start else body


def with_tie(line: str, label: str, width: int = 0) -> str:
    """The line with `{label}` in place of any tie: behind two spaces, or ending at `width` cells where that is more."""
    bare = without_tie(line).rstrip(" ")
    tie = f"{{{label}}}"
    return bare + " " * max(2, width - _cells(bare) - len(tie)) + tie


def tie_of(line: str) -> str:
    """The label at the end of the line, without reading the rest of it."""
    return _tie(line)[1] if "}" in line[-_LONGEST_TIE:] or line[-1:].isspace() else ""


def without_tie(line: str) -> str:
    """The line without its tie and the spaces before it; a line that has none stays as it is."""
    end, tie = _tie(line)
    return line[:end].rstrip(" ") if tie else line


def _cells(text: str) -> int:
    """How many cells of a terminal the text takes: wide characters two, marks and joiners none."""
    if text.isascii():
        return len(text)
    drawn = (c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in drawn)


def parse(text: str, roles: Collection[str] = ()) -> list[NoteLine]:
    """A whole note, line by line; lines end at line feeds only, everything else is part of them."""
    return [parse_line(line, roles) for line in text.split("\n")]


def render(lines: Iterable[NoteLine]) -> str:
    """The text that was parsed, character by character."""
    return "\n".join(line.text for line in lines)


def speakers(lines: Iterable[NoteLine]) -> list[str]:
    """For each line the role that speaks: that of the last @ line, until a blank line; empty where nobody is named."""
    speaking, found = "", []
    for line in lines:
        if line.kind == "speaker":
            speaking = line.speaker
        elif not line.text.strip():
            speaking = ""
        found.append(speaking)
    return found


def speaker_at(lines: Sequence[str], row: int) -> str:
    """Who speaks in a line, as `speakers` says it, looking upwards no farther than it must."""
    for line in reversed(lines[: row + 1]):
        if not line.strip():
            return ""
        if line.lstrip()[:1] == "@" and (found := parse_line(line)).kind == "speaker":
            return found.speaker
    return ""


def fieldnotes_plugin(md: MarkdownIt, roles: Collection[str] = ()) -> None:
    """Teach a markdown-it parser the marks: each marked line becomes one token of type `fieldnote`.

    `token.meta["line"]` is its NoteLine, `token.map` its line numbers, `token.content` its body. A marked line ends the
    paragraph, list or quotation above it, as a heading does. Inside a fence or an HTML block it is part of that.
    """
    from markdown_it.common.utils import escapeHtml  # reading a line needs no Markdown parser

    def fieldnote(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
        # From the line feed on, as the editor reads it: a block around it (list, quotation) moves bMarks.
        begin = state.src.rfind("\n", 0, state.bMarks[start]) + 1
        line = parse_line(state.src[begin : state.eMarks[start]], roles)
        if line.kind in ("plain", "unknown"):
            return False
        if not silent:
            token = state.push("fieldnote", "", 0)
            token.meta = {"line": line}
            token.map = [start, start + 1]
            token.content = line.body
            state.line = start + 1
        return True

    def paragraph(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        line = tokens[index].meta["line"]
        who = f"<b>{escapeHtml(line.mark + line.speaker)}</b>"
        tie = f" <code>{line.tie}</code>" if line.tie else ""
        return f'<p class="{line.kind}">{who} {escapeHtml(line.body)}{tie}</p>\n'

    md.block.ruler.before("table", "fieldnote", fieldnote, {"alt": ["paragraph", "reference", "blockquote"]})
    md.add_render_rule("fieldnote", paragraph)

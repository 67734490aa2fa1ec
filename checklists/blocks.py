"""The blocks of a pack's Markdown: headings, items of lists, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of an entry's Markdown: a heading (level 1 to 6), an item of a list or a paragraph (level 0).

    `line` in the file counts from 1.
    """

    kind: str
    level: int
    text: str
    line: int


def pieces(source: str) -> Iterator[Piece]:
    """The blocks of a Markdown text, in order; nested lists are flattened."""
    tokens = _blocks().parse(source)
    for before, token in pairwise(tokens):
        if token.type != "inline":
            continue
        line, text = (token.map or [0])[0] + 1, " ".join(token.content.split())
        if before.type == "heading_open":
            yield Piece("heading", int(before.tag[1:]), text, line)
        else:
            yield Piece("item" if before.type == "list_item_open" else "paragraph", 0, text, line)


@cache
def _blocks() -> MarkdownIt:
    """A parser for headings, items and paragraphs only: what is inside them stays as it was typed."""
    parser = MarkdownIt("zero").enable("heading")
    parser.block.ruler.before("heading", "item", _item, {"alt": ["paragraph"]})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _item(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule for the items of lists that knows no nesting: half the cost of markdown-it's own for a whole pack.

    An item begins with a marker at any depth and goes on until a blank line, a heading or the next marker.
    """
    marker = _marker(state, start)
    if not marker or silent:
        return marker is not None
    ends = state.md.block.ruler.getRules("paragraph")
    line = start + 1
    while line < end and not state.isEmpty(line) and not any(rule(state, line, end, True) for rule in ends):
        line += 1
    state.line = line
    state.push("list_item_open", "li", 1)
    token = state.push("inline", "", 0)
    token.content = state.src[marker.end() : state.eMarks[line - 1]]
    token.map = [start, line]
    state.push("list_item_close", "li", -1)
    return True


def _marker(state: StateBlock, line: int) -> re.Match[str] | None:
    return _MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])

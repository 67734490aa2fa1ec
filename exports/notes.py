"""What the auditor typed as Markdown, as blocks: a subset that can do no harm.

Paragraphs, line breaks, emphasis, code and lists, nothing else: no link, picture, HTML, heading, table or attribute,
so that a note can reach neither the disk nor the network, nor dress up as a part of the report. What the subset does
not know stays as it was typed; a backslash is a backslash, for evidence has paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exports.blocks import Block, Bullets, Paragraph, Run, say

RULES = ("emphasis", "strikethrough", "backticks", "newline", "list")
DEEPEST = 12  # levels that are read as lists; the parser itself drops text beyond its own limit, which is higher
DRESSES = ("strong", "em", "s")  # in the order of the fields of a Run


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "maxNesting": 2 * DEEPEST}).enable(list(RULES))


def read(text: str) -> tuple[Block, ...]:
    """The note as blocks; none where there is nothing to read. A token that is not expected raises ValueError."""
    tokens = _parser().parse(text.strip())
    if any(token.level > DEEPEST for token in tokens):
        return (say(text.strip()),)
    blocks, rest = _blocks(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"a note ends too early, at {tokens[rest].type}")
    return tuple(blocks)


def _blocks(tokens: Sequence[Token], at: int) -> tuple[list[Block], int]:
    """The blocks from token `at` up to a closing one, and where that stands."""
    found: list[Block] = []
    while at < len(tokens) and tokens[at].nesting >= 0:
        token = tokens[at]
        match token.type:
            case "paragraph_open":
                found.append(Paragraph(tuple(_runs(tokens[at + 1].children or []))))
                at += 3
            case "bullet_list_open" | "ordered_list_open":
                lists, at = _lists(tokens, at + 1, numbered=token.type == "ordered_list_open")
                found += lists
            case _:
                raise ValueError(f"a note holds what it must not: {token.type}")
    return found, at


def _lists(tokens: Sequence[Token], at: int, *, numbered: bool) -> tuple[list[Bullets], int]:
    """The items from token `at`; a numbered list is split where its numbers jump, so that each item keeps its own."""
    runs: list[tuple[int | None, list[tuple[Block, ...]]]] = []
    while tokens[at].type == "list_item_open":
        blocks, end = _blocks(tokens, at + 1)
        start = int(tokens[at].info) if numbered else None
        if not runs or (start is not None and start != (runs[-1][0] or 0) + len(runs[-1][1])):
            runs.append((start, []))
        runs[-1][1].append(tuple(blocks))
        at = end + 1
    return [Bullets(tuple(items), start) for start, items in runs], at + 1


def _runs(tokens: Sequence[Token]) -> list[Run]:
    found: list[Run] = []
    worn = dict.fromkeys(DRESSES, 0)
    for token in tokens:
        name = token.type.rpartition("_")[0]
        match token.type:
            case "text" | "code_inline":
                strong, emphasis, struck = (worn[name] > 0 for name in DRESSES)
                found.append(Run(token.content, strong, emphasis, struck, code=token.type == "code_inline"))
            case "softbreak" | "hardbreak":
                found.append(Run("\n"))
            case _ if name in DRESSES:
                worn[name] += token.nesting
            case _:
                raise ValueError(f"a note holds what it must not: {token.type}")
    return [run for run in found if run.text]

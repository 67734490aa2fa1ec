"""The tables of a Markdown text, with the headings above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from data.errors import BadInput
from data.imports.checklists.sheet import Part, Row, named
from data.imports.tables import MOST_COLUMNS

MOST_TEXT = 2_000_000  # characters; some 20,000 rows
LONGEST_MARKED = 4_000  # characters of a cell; markup made to cost time costs the square of its length
_DIVIDER = re.compile(r"^[ >]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_MARKED_UP = re.compile(r"[*_`~\[\]<>&\\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def has_tables(text: str) -> bool:
    """Whether a text without a telling name looks like Markdown: the line below a table's header is unlike all else."""
    return _DIVIDER.search(text[:MOST_TEXT]) is not None


def parts(text: str, name: str) -> list[Part]:
    """The tables of a Markdown text in the form of GFM; rows are numbered by their lines. Raises BadInput."""
    if len(text) > MOST_TEXT:
        raise BadInput(
            f"{name} has {len(text):,} characters; of Markdown at most {MOST_TEXT:,} are read. Split the file."
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens = _blocks().parse("\n".join(lines))
    found: list[Part] = []
    headings: dict[int, str] = {}
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1:])
            headings = {above: text for above, text in headings.items() if above < level}
            headings[level] = " ".join(_words(tokens[place + 1].content).split())
        elif token.type == "table_open":
            found.append(_table(tokens, place, lines, tuple(headings.values()), name))
    return found


def _table(tokens: list[Token], place: int, lines: list[str], headings: tuple[str, ...], name: str) -> Part:
    """The table whose tokens begin at a place."""
    (head, columns), *rows = _rows(tokens, place)
    if len(columns) > MOST_COLUMNS:
        raise BadInput(f"{name}, line {head} has {len(columns):,} columns; at most {MOST_COLUMNS} are read.")
    read = []
    for line, cells in rows:
        count = _width(lines[line - 1])
        if count > len(columns):  # the parser drops what it has no column for
            problem = f"{count} cells under {len(columns)} columns: write \\| for a bar that belongs to the text"
            read.append(Row(line, problem=problem))
        elif any(cells):
            read.append(Row(line, tuple(cells)))
    return Part(tuple(named(columns)), tuple(read), head, headings)


def _rows(tokens: list[Token], place: int) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row of the table, the header first."""
    cells: list[str] = []
    line = 0
    while tokens[place].type != "table_close":
        token = tokens[place]
        if token.type == "tr_open":
            cells, line = [], (token.map or [0])[0] + 1
        elif token.type == "inline":
            cells.append(_words(token.content))
        elif token.type == "tr_close":
            yield line, cells
        place += 1


def _width(line: str) -> int:
    """How many cells a line of a table has."""
    return len(_BAR.split(line.strip(" \t>").removeprefix("|").removesuffix("|")))


def _words(cell: str) -> str:
    """A cell's text without its markup: `**A.5.1**<br>x` is A.5.1 and x on two lines; a link keeps its address.

    A very long cell stays as it was typed.
    """
    if len(cell) > LONGEST_MARKED or not _MARKED_UP.search(cell):
        return cell
    said: list[str] = []
    address = ""
    for token in _inline().parseInline(cell)[0].children or ():
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            said += [f" ({address})"] if address not in said else []
        else:
            said.append("\n" if token.type == "html_inline" and _BREAK.fullmatch(token.content) else token.content)
    return "".join(said)


@cache
def _blocks() -> MarkdownIt:
    """A parser of blocks only: what is inside them is parsed where it is a cell."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("strikethrough")

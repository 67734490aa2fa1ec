"""Blocks as pandoc's document tree (its JSON form), in the dialect that one of its writers needs.

Two things keep a report from being more than paper: text of the user becomes `Str` nodes and nothing else (for Typst a
string literal, for its writer lets `=`, `-`, `/` and `1.` at the start of a cell through as markup), and raw nodes
and attributes are made of constants of this module alone.
"""

from __future__ import annotations

import base64
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from exports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Heading,
    NewPage,
    Paragraph,
    Run,
    Table,
    Together,
    Wide,
)

API = [1, 23, 1]
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

Node = dict[str, Any]
Attr = list[Any]
Place = Literal["text", "cell", "count", "list", "cell-list"]


def clean(text: str) -> str:
    """Text that XML and a page can carry: control characters, lone surrogates and direction overrides become U+FFFD."""
    return UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Clean text with its line breaks and runs of spaces made single spaces."""
    return " ".join(clean(text).split())


def node(kind: str, content: Any = None) -> Node:
    """One node of the tree."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attr(key: str = "", *classes: str, **pairs: str) -> Attr:
    """Id, classes and attributes; an underscore in a name stands for a hyphen, two for a colon."""
    return [key, list(classes), [[name.replace("__", ":").replace("_", "-"), value] for name, value in pairs.items()]]


def raw(form: str, text: str, kind: str = "RawBlock") -> Node:
    """Text that only the writer of `form` lets through, as it stands. Never called with text of the user."""
    return node(kind, [form, text])


def strings(text: str) -> list[Node]:
    """Plain text as words, spaces and line breaks."""
    found: list[Node] = []
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            found.append(node("LineBreak"))
        for place, word in enumerate(re.split(r"[ \t\x85]+", line)):
            if place:
                found.append(node("Space"))
            if word:
                found.append(node("Str", word))
    return found


def dump(meta: Mapping[str, str | list[Node]], blocks: list[Node]) -> bytes:
    """A whole document for `pandoc -f json`; metadata are plain texts or blocks."""
    values = {
        name: node("MetaInlines", strings(one_line(value))) if isinstance(value, str) else node("MetaBlocks", value)
        for name, value in meta.items()
    }
    return json.dumps({"pandoc-api-version": API, "meta": values, "blocks": blocks}, ensure_ascii=False).encode()


class Dialect(ABC):
    """The tree for one writer. A writer's own ways are methods of a subclass."""

    def blocks(self, blocks: Iterable[Block], place: Place = "text") -> list[Node]:
        """The nodes of blocks that stand in the text, in a table cell or in a list."""
        return [made for block in blocks for made in self.block(block, place)]

    def block(self, block: Block, place: Place) -> list[Node]:
        """The nodes of one block."""
        match block:
            case Paragraph():
                return self.paragraph(block, place)
            case Heading():
                classes = () if block.numbered else ("unnumbered",)
                return [node("Header", [block.level, attr(block.key, *classes), self.text(one_line(block.text))])]
            case Bullets():
                return self.bullets(block, place)
            case Table():
                return self.table(block)
            case Callout():
                return self.callout(block)
            case Chart():
                return self.chart(block)
            case Together():
                return self.together(block)
            case Wide():
                return self.wide(block)
            case NewPage():
                return self.new_page()

    @abstractmethod
    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]: ...

    @abstractmethod
    def callout(self, callout: Callout) -> list[Node]: ...

    def chart(self, chart: Chart) -> list[Node]:
        """A drawing with its caption."""
        caption = [node("Plain", self.text(chart.caption))]
        return [node("Figure", [attr(f"figure-{chart.name}"), [None, caption], [node("Plain", [self.image(chart)])]])]

    def image(self, chart: Chart) -> Node:
        """The drawing itself. Not called where `chart` needs none."""
        raise NotImplementedError

    @abstractmethod
    def together(self, together: Together) -> list[Node]: ...

    @abstractmethod
    def wide(self, wide: Wide) -> list[Node]: ...

    @abstractmethod
    def new_page(self) -> list[Node]: ...

    @abstractmethod
    def cell_attr(self, cell: Cell) -> Attr:
        """What the writer is told about a cell."""

    @abstractmethod
    def table_attr(self, table: Table) -> Attr:
        """What the writer is told about a table."""

    def text(self, text: str) -> list[Node]:
        """The user's text as inline nodes."""
        return strings(text)

    def code(self, text: str) -> list[Node]:
        """Text in a fixed width."""
        return [node("Code", [attr(), clean(text)])]

    def runs(self, runs: Iterable[Run]) -> list[Node]:
        """Runs as inline nodes, each in its dress."""
        found: list[Node] = []
        for run in runs:
            made = self.code(run.text) if run.code else self.text(run.text)
            for worn, kind in ((run.emphasis, "Emph"), (run.struck, "Strikeout"), (run.strong, "Strong")):
                made = [node(kind, made)] if worn else made
            found += [node("Link", [attr(), made, [f"#{run.target}", ""]])] if run.target else made
        return found

    def bullets(self, bullets: Bullets, place: Place) -> list[Node]:
        """A list; what it holds stands in a list."""
        inside: Place = "list" if place in ("text", "list") else "cell-list"
        items = [self.blocks(item, inside) or [node("Plain", [])] for item in bullets.items]
        if bullets.start is None:
            return [node("BulletList", items)]
        return [node("OrderedList", [[bullets.start, node("Decimal"), node("Period")], items])]

    def table(self, table: Table) -> list[Node]:
        """A table with its column widths; without a header row its first column is the header."""
        columns = [[node("AlignLeft"), node("ColWidth", width)] for width in table.widths]
        caption = [None, [node("Plain", self.text(table.caption))] if table.caption else []]
        place: Place = "count" if table.kind == "counts" else "cell"
        header = [self._row(table.head, place)] if table.head else []
        leading = 1 if table.kind == "facts" else 0
        body = [attr(), leading, [], [self._row(row, place) for row in table.rows]]
        return [node("Table", [self.table_attr(table), caption, columns, [attr(), header], [body], [attr(), []]])]

    def _row(self, cells: Iterable[Cell], place: Place) -> list[Any]:
        return [
            attr(),
            [
                [
                    self.cell_attr(cell),
                    node(f"Align{cell.align.capitalize()}"),
                    cell.down,
                    cell.span,
                    self.cell(cell, place),
                ]
                for cell in cells
            ],
        ]

    def cell(self, cell: Cell, place: Place) -> list[Node]:
        """What a cell holds."""
        return self.blocks(cell.blocks, place)


def data_uri(mime: str, content: bytes) -> str:
    """Content within the document itself, for pandoc's sandbox reads no files."""
    return f"data:{mime};base64,{base64.b64encode(content).decode()}"

"""The dialect of pandoc's Word writer: styles of `templates/reference.docx`, and section breaks around landscape pages.

pandoc names the style of a paragraph by its name, but that of a table by its id (without spaces); a wrong one is
accepted silently. Colours of cells cannot be said here: the paragraph style of a cell says its tone, and
`docx_tables` shades the cell by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from exports.blocks import Callout, Cell, Chart, Paragraph, Table, Together, Wide
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, data_uri, node, raw
from exports.paper import A4, MARGIN, Paper

STYLES = {
    "lead": "Lead",
    "quiet": "Quiet",
    "label": "Label",
    "value": "Value",
    "tile": "Tile Number",
    "tile-label": "Tile Label",
    "organisation": "Cover Organisation",
    "title": "Title",
    "subtitle": "Subtitle",
    "draft": "Draft Mark",
    "front": "Front Heading",
}
PLACES: dict[Place, str] = {
    "text": "Body Text",
    "cell": "Cell Text",
    "count": "Count Text",
    "list": "List Text",
    "cell-list": "Cell List",
}
TABLES = {
    "data": "AuditData",
    "short": "AuditShort",
    "counts": "AuditCounts",
    "facts": "AuditFacts",
    "tiles": "AuditTiles",
    "card": "AuditCard",
    "long-card": "AuditLongCard",
    "signing": "AuditSigning",
    "cover": "AuditCover",
}
BLANKS = re.compile(r"[ \t\x85]+")
NOTHING = attr()
NEW_PAGE = "NewPage"
MARGINS = (
    f'w:top="1418" w:right="{MARGIN}" w:bottom="1247" w:left="{MARGIN}" w:header="567" w:footer="567" w:gutter="0"'
)


def tone_style(tone: str) -> str:
    """The name of the paragraph style of a cell in this tone."""
    return "Tone " + (tone.replace("_", " ") or "none")


def section(width: int, height: int) -> Node:
    """The end of a section of pages of this size."""
    turned = ' w:orient="landscape"' if width > height else ""
    size = f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar {MARGINS}/>'
    marker = '<w:pStyle w:val="SectionBreak"/>'
    return raw("openxml", f'<w:p><w:pPr>{marker}<w:sectPr><w:type w:val="nextPage"/>{size}</w:sectPr></w:pPr></w:p>')


@cache
def dressed(style: str) -> Attr:
    """The attribute that names a paragraph's style: the same object for thousands of paragraphs."""
    return attr(custom_style=style)


class Word(Dialect):
    """Paragraphs in named styles. `pictures` holds each chart as PNG, by its name."""

    def __init__(self, pictures: Mapping[str, bytes], paper: Paper = A4) -> None:
        self.pictures, self.paper = pictures, paper

    def text(self, text: str) -> list[Node]:
        """A line in one piece: what the tree calls a word may have spaces in Word, and is read much faster."""
        found: list[Node] = []
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                found.append(node("LineBreak"))
            if line:
                found.append(node("Str", BLANKS.sub(" ", line)))
        return found

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:
        style = PLACES[place] if paragraph.style == "body" else STYLES[paragraph.style]
        return self._styled(style, [node("Para", self.runs(paragraph.runs))])

    def callout(self, callout: Callout) -> list[Node]:
        paragraphs = [node("Para", self.runs(paragraph.runs)) for paragraph in callout.paragraphs]
        return self._styled("Callout " + tone_style(callout.tone).removeprefix("Tone "), paragraphs)

    def image(self, chart: Chart) -> Node:
        told = attr(width=f"{chart.width}mm", alt=clean(chart.described))
        return node("Image", [told, self.text(chart.described), [data_uri("image/png", self.pictures[chart.name]), ""]])

    def together(self, together: Together) -> list[Node]:
        return self.blocks(together.blocks)

    def wide(self, wide: Wide) -> list[Node]:
        short, long = self.paper.width, self.paper.height
        return [section(short, long), *self.blocks(wide.blocks), section(long, short)]

    def new_page(self) -> list[Node]:
        return [raw("openxml", f'<w:p><w:pPr><w:pStyle w:val="{NEW_PAGE}"/></w:pPr></w:p>')]

    def cell(self, cell: Cell, place: Place) -> list[Node]:
        if cell.tone is None:
            return super().cell(cell, place)
        paragraphs = [node("Para", self.runs(block.runs)) for block in cell.blocks if isinstance(block, Paragraph)]
        return self._styled(tone_style(cell.tone), paragraphs)

    def cell_attr(self, cell: Cell) -> Attr:  # noqa: ARG002  # this writer drops what it is told
        return NOTHING

    def table_attr(self, table: Table) -> Attr:
        return attr(custom_style=TABLES[table.kind])

    def _styled(self, style: str, nodes: list[Node]) -> list[Node]:
        return [node("Div", [dressed(style), nodes])]

"""The dialect of pandoc's OpenDocument writer: styles of `odt_styles`, and markers that `odt_layout` turns into pages.

The writer knows no attribute of a table or a cell, so the tables are remembered in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from exports.blocks import Callout, Cell, Chart, Paragraph, Table, Together, Wide
from exports.odt_styles import tone_name
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, data_uri, node, raw

STYLES = {
    "lead": "Lead", "quiet": "Quiet", "label": "Label", "value": "Value", "tile": "TileNumber",
    "tile-label": "TileLabel", "organisation": "CoverOrganisation", "title": "CoverTitle",
    "subtitle": "CoverSubtitle", "draft": "DraftMark", "front": "FrontHeading",
}  # fmt: skip
PLACES: dict[Place, str] = {
    "text": "BodyText", "cell": "CellText", "count": "CountText", "list": "ListText", "cell-list": "CellList",
}  # fmt: skip
NEW_PAGE, WIDE, CONTENTS = "NewPage", "WidePages", "ContentsHere"  # markers


def marker(name: str) -> Node:
    """An empty paragraph by which a place is found again."""
    return raw("opendocument", f'<text:p text:style-name="{name}"/>')


class Odt(Dialect):
    """Paragraphs in named styles. `tables` are those that were written, in their order."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.pictures = pictures
        self.tables: list[Table] = []

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:
        style = PLACES[place] if paragraph.style == "body" else STYLES[paragraph.style]
        return self._styled(style, [node("Para", self.runs(paragraph.runs))])

    def callout(self, callout: Callout) -> list[Node]:
        paragraphs = [node("Para", self.runs(paragraph.runs)) for paragraph in callout.paragraphs]
        return self._styled("Callout" + tone_name(callout.tone), paragraphs)

    def image(self, chart: Chart) -> Node:
        told = attr(width=f"{chart.width}mm")
        return node(
            "Image", [told, self.text(clean(chart.described)), [data_uri("image/png", self.pictures[chart.name]), ""]]
        )

    def together(self, together: Together) -> list[Node]:
        return self.blocks(together.blocks)

    def wide(self, wide: Wide) -> list[Node]:
        return [marker(WIDE), *self.blocks(wide.blocks)]

    def new_page(self) -> list[Node]:
        return [marker(NEW_PAGE)]

    def table(self, table: Table) -> list[Node]:
        self.tables.append(table)
        return super().table(table)

    def cell(self, cell: Cell, place: Place) -> list[Node]:
        if cell.tone is None:
            return super().cell(cell, place)
        paragraphs = [node("Para", self.runs(block.runs)) for block in cell.blocks if isinstance(block, Paragraph)]
        return self._styled(tone_name(cell.tone), paragraphs)

    def table_attr(self, table: Table) -> Attr:  # noqa: ARG002
        return attr()

    def cell_attr(self, cell: Cell) -> Attr:  # noqa: ARG002
        return attr()

    def _styled(self, style: str, nodes: list[Node]) -> list[Node]:
        return [node("Div", [attr(custom_style=style), nodes])]

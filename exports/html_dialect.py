"""The dialect of pandoc's HTML writer: classes, whose looks stand in `templates/report.css`."""

from __future__ import annotations

from exports import look
from exports.blocks import Callout, Cell, Chart, Paragraph, Table, Together, Wide
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, data_uri, node


def tone_class(tone: str) -> str:
    """The class of what is in this tone."""
    return "tone-" + (tone.replace("_", "-") or "none")


class Html(Dialect):
    """Paragraphs in boxes with a class; charts as pictures within the file."""

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:
        made = node("Para" if place == "text" else "Plain", self.runs(paragraph.runs))
        if paragraph.style == "body":
            return [made] if place == "text" else [self._box("line", [made])]
        return [self._box(paragraph.style, [made])]

    def callout(self, callout: Callout) -> list[Node]:
        return [self._box("callout", self.blocks(callout.paragraphs), tone_class(callout.tone))]

    def image(self, chart: Chart) -> Node:
        source = data_uri("image/svg+xml", chart.svg.encode())
        return node("Image", [attr(), self.text(clean(chart.described)), [source, ""]])

    def together(self, together: Together) -> list[Node]:
        return [self._box("together", self.blocks(together.blocks))]

    def wide(self, wide: Wide) -> list[Node]:
        return self.blocks(wide.blocks)

    def new_page(self) -> list[Node]:
        return []

    def table(self, table: Table) -> list[Node]:
        return [self._box(f"table-{table.kind}", super().table(table))]

    def table_attr(self, table: Table) -> Attr:  # noqa: ARG002  # the box around it has the class
        return attr()

    def cell_attr(self, cell: Cell) -> Attr:
        return attr() if cell.tone is None else attr("", tone_class(cell.tone))

    @staticmethod
    def _box(name: str, nodes: list[Node], *more: str) -> Node:
        return node("Div", [attr("", name, *more), nodes])


def palette() -> str:
    """The palette as CSS, so that the style sheet holds no colour of its own."""
    colours = {
        "ink": look.INK, "quiet": look.QUIET, "navy": look.NAVY, "blue": look.LINK, "alarm": look.ALARM,
        "hair": look.LINE, "band": look.BAND, "shade": look.SHADE, "pale": look.PALE_ON_NAVY, "white": look.WHITE,
    }  # fmt: skip
    named = " ".join(f"--{name}: #{value};" for name, value in colours.items())
    toned = "\n".join(
        f".{tone_class(key)} {{ --fill: #{tone.fill}; --on: #{tone.ink}; --tint: #{tone.tint}; }}"
        for key, tone in look.TONES.items()
    )
    return f":root {{ {named} }}\n{toned}"

"""The dialect of pandoc's Typst writer. The functions that are called here stand in `templates/report.typst`."""

from __future__ import annotations

import re

from exports import look, measure
from exports.blocks import Callout, Cell, Chart, Paragraph, Table, Together, Wide
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, node, raw

LONG = re.compile(r"\S{25,}")
PIECE = (
    8  # Typst breaks no word; an empty box every so many characters lets a path or a hash break, and copies as nothing
)
TALLEST = 120  # millimetres of a row that is kept on one page; what is taller than a page would be lost
PLAIN_STYLES = ("body", "value")


def literal(text: str) -> str:
    """A Typst string with this text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(text: str) -> str:
    """Typst code that shows one line of text and nothing else, breakable within long words."""
    made, at = "", 0
    for long in LONG.finditer(text):
        if long.start() > at:
            made += f"#{literal(text[at : long.start()])};"
        made += "#box();".join(f"#{literal(long[0][cut : cut + PIECE])};" for cut in range(0, len(long[0]), PIECE))
        at = long.end()
    return made + (f"#{literal(text[at:])};" if at < len(text) else "")


def call(name: str, inside: list[Node], arguments: str = "") -> list[Node]:
    """Blocks as the content of a function of the template."""
    return [raw("typst", f"#{name}{arguments}["), *inside, raw("typst", "]")]


class Typst(Dialect):
    """Text as string literals, styles as function calls."""

    def text(self, text: str) -> list[Node]:
        found: list[Node] = []
        for number, line in enumerate(clean(text).split("\n")):
            if number:
                found.append(node("LineBreak"))
            if line:
                found.append(raw("typst", shown(re.sub(r"[ \t\x85]+", " ", line)), "RawInline"))
        return found

    def code(self, text: str) -> list[Node]:
        return [raw("typst", "#mono[", "RawInline"), *self.text(text), raw("typst", "]", "RawInline")]

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:
        made = [node("Plain" if place in ("list", "cell-list") else "Para", self.runs(paragraph.runs))]
        return made if paragraph.style in PLAIN_STYLES else call(paragraph.style, made)

    def callout(self, callout: Callout) -> list[Node]:
        return call("callout", self.blocks(callout.paragraphs), f"({literal(callout.tone)})")

    def image(self, chart: Chart) -> Node:
        file, words = literal(f"{chart.name}.svg"), literal(clean(chart.described))
        return raw("typst", f"#image({file}, alt: {words}, width: {chart.width}mm)", "RawInline")

    def together(self, together: Together) -> list[Node]:
        return call("together", self.blocks(together.blocks))

    def wide(self, wide: Wide) -> list[Node]:
        return call("wide", self.blocks(wide.blocks))

    def new_page(self) -> list[Node]:
        return [raw("typst", "#pagebreak(weak: true)")]

    def table(self, table: Table) -> list[Node]:
        merged = any(cell.down > 1 for row in table.rows for cell in row)
        made = call(f"{table.kind}-table", super().table(table), "(bands: false)" if merged else "")
        return call("splitting", made) if measure.tallest(table) > TALLEST else made

    def table_attr(self, table: Table) -> Attr:
        return attr("", *(() if table.caption else ("typst:no-figure",)))

    def cell_attr(self, cell: Cell) -> Attr:
        if cell.tone is None:
            return attr()
        tone = look.TONES[cell.tone]
        return attr(
            "",
            typst__fill=f'rgb("#{tone.fill}")',
            typst__text__fill=f'rgb("#{tone.ink}")',
            typst__text__weight='"bold"',
            typst__align="horizon",
        )

    def preamble(self) -> list[Node]:
        """The palette as Typst values, so that the template holds no colour of its own."""
        colours = {
            "ink": look.INK, "quiet": look.QUIET, "navy": look.NAVY, "blue": look.LINK, "alarm": look.ALARM,
            "hair": look.LINE, "band": look.BAND, "shade": look.SHADE, "pale": look.PALE_ON_NAVY,
        }  # fmt: skip
        lines = [f'#let c-{name} = rgb("#{value}")' for name, value in colours.items()]
        fills = ", ".join(
            f'{literal(key)}: (rgb("#{tone.fill}"), rgb("#{tone.tint}"))' for key, tone in look.TONES.items()
        )
        return [raw("typst", "\n".join((*lines, f"#let tones = ({fills})")))]

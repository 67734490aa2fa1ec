"""The slides as a PowerPoint file: pandoc writes it, and what pandoc cannot say is set afterwards in its XML.

pandoc knows neither the size of a table's text nor the colour of a cell, and puts a sentence beside a table, not
above it.
"""

from __future__ import annotations

from exports import pptx_layout, steps, tools
from exports.blocks import Callout, Cell, Chart, Paragraph, Table, Together, Wide
from exports.formats import Job
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, data_uri, dump, node, one_line, strings
from exports.slides import Slide, slides


class Slides(Dialect):
    """Paragraphs, lists and tables as pandoc's PowerPoint writer wants them."""

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:  # noqa: ARG002
        return [node("Para", self.runs(paragraph.runs))]

    def callout(self, callout: Callout) -> list[Node]:
        return self.blocks(callout.paragraphs)

    def together(self, together: Together) -> list[Node]:
        return self.blocks(together.blocks)

    def wide(self, wide: Wide) -> list[Node]:
        return self.blocks(wide.blocks)

    def new_page(self) -> list[Node]:
        return []

    def table_attr(self, table: Table) -> Attr:  # noqa: ARG002
        return attr()

    def cell_attr(self, cell: Cell) -> Attr:  # noqa: ARG002
        return attr()

    def slide(self, slide: Slide, pictures: dict[str, bytes]) -> list[Node]:
        """One slide: a heading, and what stands below it."""
        made = [node("Header", [2, attr(), strings(one_line(slide.title))])]
        if slide.table:
            made += self.table(slide.table)
        if slide.bullets:
            made.append(node("BulletList", [[node("Plain", strings(one_line(line)))] for line in slide.bullets]))
        if slide.chart:
            made.append(node("Para", [self._picture(slide.chart, pictures)]))
        if slide.notes:
            paragraphs = [node("Para", strings(one_line(part))) for part in slide.notes.split("\n\n") if part.strip()]
            made.append(node("Div", [attr("", "notes"), paragraphs]))
        return made

    def _picture(self, chart: Chart, pictures: dict[str, bytes]) -> Node:
        source = data_uri("image/png", pictures[chart.name])
        return node("Image", [attr(alt=clean(chart.described)), [], [source, ""]])


def write(job: Job) -> bytes:
    """The PowerPoint file. Raises AuditbookError."""
    document, deck, dialect = job.document, slides(job.report, job.document), Slides()
    meta: dict[str, str | list[Node]] = {
        "title": document.title,
        "subtitle": " · ".join(words for words in (document.subtitle, document.organisation, document.mark) if words),
        "author": document.author,
        "lang": "en-GB",
    }
    body = [made for slide in deck for made in dialect.slide(slide, job.pictures)]
    arguments = ["-f", "json", "-t", "pptx", "-o", "-", "--sandbox", "--slide-level=2"]
    steps.step("pandoc writes PowerPoint")
    made = tools.pandoc(dump(meta, body), [*arguments, f"--reference-doc={tools.template('reference.pptx')}"])
    steps.step("laying out the slides")
    return pptx_layout.finish(made, deck, job)

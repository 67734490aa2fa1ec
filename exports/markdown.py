"""The report as Markdown (that of GitHub: CommonMark with tables), for wikis, tickets and version control.

Where Markdown is too poor, the words stay and the look goes: a card becomes labelled paragraphs, a chart what it
shows in words. pandoc escapes what would be markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from exports import steps, tools
from exports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Heading,
    Paragraph,
    Run,
    Table,
    Together,
    Wide,
    bold,
    say,
)
from exports.formats import Job
from exports.pandoc_ast import Attr, Dialect, Node, Place, attr, clean, dump, node, one_line, raw, strings

WRITER = "gfm"
LEADING = re.compile(r"\s*(\d*)([=\-+*#>~|:`.)])")  # what begins a block where it begins a line
EMOJI = re.compile(r":(?=[\w+-]+:)")
FRONT = ("front", "organisation", "draft")

Line = tuple[Run, ...]


def write(job: Job) -> bytes:
    """The text, in UTF-8. Raises AuditbookError."""
    document, markdown = job.document, Markdown()
    told = (document.number, document.edition, document.organisation, document.mark)
    front = (Heading(1, document.title, "title"), say(one_line(" · ".join(words for words in told if words))))
    body = (replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in document.body)
    source = dump({}, markdown.blocks((*front, *document.front, *body)))
    steps.step("pandoc writes Markdown")
    return tools.pandoc(source, ["-f", "json", "-t", WRITER, "-o", "-", "--sandbox", "--wrap=none"])


class Markdown(Dialect):
    """Blocks that every reader of Markdown knows."""

    def text(self, text: str) -> list[Node]:
        """pandoc escapes what begins a paragraph, but not what begins a later line of it, nor the names of emoji."""
        found: list[Node] = []
        for number, line in enumerate(clean(text).split("\n")):
            leading = LEADING.match(line) if number else None
            if number:
                found.append(node("LineBreak"))
            if leading:
                found += [*strings(leading[1]), escape(leading[2])]
                line = line[leading.end() :]
            for place, part in enumerate(EMOJI.split(line)):
                found += [*([escape(":")] if place else []), *strings(part)]
        return found

    def runs(self, runs: Iterable[Run]) -> list[Node]:
        return super().runs(replace(run, target="") for run in runs)

    def paragraph(self, paragraph: Paragraph, place: Place) -> list[Node]:
        runs = [replace(run, strong=True) for run in paragraph.runs] if paragraph.style in FRONT else paragraph.runs
        return [node("Plain" if place in ("list", "cell-list") else "Para", self.runs(runs))]

    def callout(self, callout: Callout) -> list[Node]:
        return [node("BlockQuote", self.blocks(callout.paragraphs))]

    def chart(self, chart: Chart) -> list[Node]:
        return self.blocks((say(bold(f"{chart.caption}.")), say(chart.described)))

    def together(self, together: Together) -> list[Node]:
        return self.blocks(together.blocks)

    def wide(self, wide: Wide) -> list[Node]:
        return self.blocks(
            replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in wide.blocks
        )

    def new_page(self) -> list[Node]:
        return []

    def table_attr(self, table: Table) -> Attr:  # noqa: ARG002  # Markdown has none
        return attr()

    def cell_attr(self, cell: Cell) -> Attr:  # noqa: ARG002
        return attr()

    def table(self, table: Table) -> list[Node]:
        match table.kind:
            case "cover":
                return []
            case "tiles":
                numbers = (Paragraph(_joined(cell, Run(" "))) for row in table.rows for cell in row)
                return self.bullets(Bullets(tuple((number,) for number in numbers)), "text")
            case "facts" | "card" | "long-card":
                return [made for row in table.rows for made in self._labelled(row)]
            case _:
                title = self.blocks((say(bold(one_line(table.caption))),)) if table.caption else []
                return [*title, *super().table(plain_table(table))]

    def _labelled(self, row: tuple[Cell, ...]) -> list[Node]:
        """A row with a name as a paragraph, or the name before several; a row of facts as one paragraph."""
        name, *rest = row
        if len(rest) > 1:
            facts = [_joined(cell, Run(": " if place == 1 else ", ")) for place, cell in enumerate(row)]
            return self.blocks((Paragraph(_between(facts, Run(" · "))),))
        leading = (*_joined(name, Run(" ")), Run(": "))
        first, *others = (block for cell in rest for block in cell.blocks)
        if isinstance(first, Paragraph):
            return self.blocks((Paragraph((*leading, *first.runs)), *others))
        return self.blocks((Paragraph(leading), first, *others))


def escape(char: str) -> Node:
    """A character that is itself and nothing else."""
    return raw("markdown", f"\\{char}", "RawInline")


def plain_table(table: Table) -> Table:
    """The table as pipes can draw it: one line in each cell, no cell over several rows."""
    rows, open_cells = [], [0] * len(table.widths)
    for row in table.rows:
        given, made = iter(row), []
        for column, covered in enumerate(open_cells):
            cell = Cell() if covered else next(given, Cell())
            open_cells[column] = covered - 1 if covered else cell.down - 1
            made.append(Cell((Paragraph(_joined(cell, Run(" · "))),), align=cell.align))
        rows.append(tuple(made))
    return replace(table, rows=tuple(rows), caption="")


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Each paragraph, on one line; those of lists too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield tuple(replace(run, text=run.text.replace("\n", " ")) for run in block.runs)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from _lines(item)


def _joined(cell: Cell, by: Run) -> Line:
    return _between(list(_lines(cell.blocks)), by)


def _between(lines: list[Line], by: Run) -> Line:
    return tuple(run for place, line in enumerate(lines) if line for run in ((by, *line) if place else line))

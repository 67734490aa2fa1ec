"""About how tall a table will be, so that what fits on a page can be kept on one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from exports.blocks import Block, Bullets, Callout, Cell, Paragraph, Table

CHARACTERS, QUIET_CHARACTERS = 112, 135  # on a line over the whole width of the text
BROAD = re.compile(r"[A-Z@%\u1100-\uffff\U0001f000-\U0003ffff]")  # characters about twice as broad as the others
SHORT = 80  # millimetres of a list that is kept on one page, portrait or landscape
TEXT_LINE, GAP = 5.0, 2.5  # millimetres: a line of text, and what parts one block from the next
LINE, PADDING = 4.3, 3.2  # millimetres: a line of a table, and the space above and below a row


def height(table: Table) -> float:
    """Millimetres, on a portrait page, rather too many than too few."""
    return sum(_heights(table))


def tallest(table: Table) -> float:
    """The tallest row of a table, in millimetres."""
    return max(_heights(table), default=0.0)


def flow(blocks: Iterable[Block]) -> float:
    """About how much of a page paragraphs, lists, callouts and tables take, in millimetres."""
    return sum(_flow(block) for block in blocks)


def _flow(block: Block) -> float:
    match block:
        case Table():
            return height(block) + GAP
        case Callout():
            return flow(block.paragraphs) + 2 * GAP
        case Paragraph(style="front"):
            return TEXT_LINE + 3 * GAP
        case Paragraph(style="quiet"):
            return _block(block, QUIET_CHARACTERS) * LINE + GAP
        case Bullets():
            return _block(block, CHARACTERS) * TEXT_LINE + len(block.items) + GAP
        case _:
            return _block(block, CHARACTERS) * TEXT_LINE + GAP


def _heights(table: Table) -> list[float]:
    return [PADDING + LINE * _lines(row, table.widths) for row in (table.head, *table.rows) if row]


def _lines(row: Iterable[Cell], widths: tuple[float, ...]) -> int:
    tallest, at = 1, 0
    for cell in row:
        share = sum(widths[at : at + cell.span])
        at += cell.span
        tallest = max(tallest, sum(_block(block, max(4, int(share * CHARACTERS) - 3)) for block in cell.blocks))
    return tallest


def _block(block: Block, characters: int) -> int:
    if isinstance(block, Bullets):
        return sum(_block(inner, max(4, characters - 4)) for item in block.items for inner in item)
    text = "".join(run.text for run in block.runs) if isinstance(block, Paragraph) else ""
    return sum(math.ceil((len(line) + len(BROAD.findall(line))) / characters) or 1 for line in text.split("\n"))


def listing(
    widths: tuple[float, ...], rows: tuple[tuple[Cell, ...], ...], head: tuple[Cell, ...], caption: str = ""
) -> Table:
    """A list with a header row, kept on one page where it is short."""
    table = Table("data", widths, rows, head, caption)
    return replace(table, kind="short") if height(table) <= SHORT else table

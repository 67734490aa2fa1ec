"""How much fits on a slide: the size of letters and the number of rows are chosen so that nothing runs off it."""

from __future__ import annotations

import math
from dataclasses import replace

from exports.blocks import Cell, Paragraph, Table
from exports.measure import BROAD

WIDTH, TOP, BOTTOM = 9.0, 1.32, 5.1  # inches: where the text of a slide stands
SIDE, ABOVE = 0.09, 0.055  # inches between a cell's edge and its text
TILE = 1.25  # inches of a row of tiles
GAP = 0.14  # inches between a sentence and a table
SIZES = {"data": (13.0, 12.0, 11.0), "card": (14.0, 13.0, 12.0, 11.0), "tiles": (12.0,)}  # points
SENTENCE = (18.0, 16.0, 14.0)  # points
LETTER = 0.48  # of the size: the width of an average letter
LINE = 1.2 / 72  # inches of a line, of its size in points


def lines(text: str, inches: float, points: float) -> int:
    """About how many lines a text takes in this width, rather too many than too few."""
    letters = max(4, int(inches * 72 / (points * LETTER)))
    return max(1, math.ceil((len(text) + len(BROAD.findall(text))) / letters))


def row_height(row: tuple[Cell, ...], table: Table, points: float) -> float:
    """About how tall a row of a table is, in inches."""
    if table.kind == "tiles":
        return TILE
    most = max(
        sum(lines(text_of(block), share * WIDTH - 2 * SIDE, points) for block in cell.blocks)
        for cell, share in zip(row, table.widths, strict=True)
    )
    return max(most, 1) * points * LINE + 2 * ABOVE


def height(table: Table, points: float) -> float:
    """About how tall a table is, in inches."""
    return sum(row_height(row, table, points) for row in (table.head, *table.rows) if row)


def table_size(table: Table, room: float) -> float:
    """The largest size in which the table fits into so many inches, or the smallest that we use."""
    sizes = SIZES[table.kind]
    return next((points for points in sizes if height(table, points) <= room), sizes[-1])


def sentence_size(text: str, room: float) -> float:
    """The same for a paragraph over the whole width."""
    return next((points for points in SENTENCE if sentence_height(text, points) <= room), SENTENCE[-1])


def sentence_height(text: str, points: float) -> float:
    """How tall a paragraph over the whole width is, in inches."""
    return (lines(text, WIDTH, points) + 0.4) * points * LINE


def fitting(table: Table, room: float) -> Table:
    """The table with as many of its rows as fit."""
    rows = table.rows
    while len(rows) > 1 and height(replace(table, rows=rows), SIZES[table.kind][-1]) > room:
        rows = rows[:-1]
    return replace(table, rows=rows)


def text_of(block: object) -> str:
    """A paragraph's text."""
    return "".join(run.text for run in block.runs) if isinstance(block, Paragraph) else ""

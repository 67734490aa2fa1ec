"""Tables of pandoc's Word file: widths, colours, what stays together. pandoc's writer can say none of these."""

from __future__ import annotations

from collections.abc import Iterator

from exports import look
from exports.ooxml import CELL, PARAGRAPH, ROW, TABLE, Element, get, make, properties, put, q, style
from exports.word_dialect import TABLES, tone_style

KINDS = {name: kind for kind, name in TABLES.items()}
TONES = {tone_style(key).replace(" ", ""): tone for key, tone in look.TONES.items()}
UNBROKEN = ("short", "counts", "tiles", "card", "signing", "cover")
FIRST_ROW, FIRST_COLUMN, NO_ROW_BANDS, NO_COLUMN_BANDS = 0x20, 0x80, 0x200, 0x400
SIGNATURE_HEIGHT, COVER_HEIGHT = 740, 5600  # twentieths of a point


def lay_out(body: Element) -> None:
    """Give every table the width of its page, and its looks."""
    for table, width in list(_tables(body)):
        kind = KINDS.get(_style(table), "")
        if kind:
            _widths(table, width)
            _look(table, kind)
            _rows(table, kind)
    for table in body.iter(q("w:tbl")):
        _gap_after(table)


def _tables(body: Element) -> Iterator[tuple[Element, int]]:
    """Each table with the width of the text of the section it stands in; a section's end is what says it."""
    width = 0
    for element in reversed(body):
        section = element if element.tag == q("w:sectPr") else element.find(f"{q('w:pPr')}/{q('w:sectPr')}")
        if section is not None:
            width = text_width(section)
        if element.tag == q("w:tbl"):
            yield element, width


def text_width(section: Element) -> int:
    """How wide the text of a section is, in twentieths of a point."""
    size, margins = section.find(q("w:pgSz")), section.find(q("w:pgMar"))
    if size is None or margins is None:
        raise ValueError("a section without page size or margins")
    return int(get(size, "w")) - int(get(margins, "left")) - int(get(margins, "right"))


def _style(table: Element) -> str:
    found = table.find(f"{q('w:tblPr')}/{q('w:tblStyle')}")
    return "" if found is None else get(found, "val")


def _widths(table: Element, width: int) -> None:
    """pandoc reckons with a page of its own; scale its columns to ours, and tell each cell."""
    grid = table.find(q("w:tblGrid"))
    columns = [int(get(column, "w")) for column in grid] if grid is not None else []
    whole = sum(columns) or 1
    scaled = [round(column * width / whole) for column in columns]
    scaled[-1] += width - sum(scaled)
    for column, size in zip(grid if grid is not None else (), scaled, strict=True):
        column.set(q("w:w"), str(size))
    told = properties(table, "tblPr")
    put(told, make("tblW", w=width, type="dxa"), TABLE)
    put(told, make("tblLayout", type="fixed"), TABLE)
    put(told, make("jc", val="left"), TABLE)
    for row in table.iter(q("w:tr")):
        at = 0
        for cell in row.findall(q("w:tc")):
            known = properties(cell, "tcPr")
            span = known.find(q("w:gridSpan"))
            over = int(get(span, "val")) if span is not None else 1
            put(known, make("tcW", w=sum(scaled[at : at + over]), type="dxa"), CELL)
            at += over


def _look(table: Element, kind: str) -> None:
    """Which parts of the table's style apply; where a cell goes over several rows, bands would only confuse."""
    old = table.find(f"{q('w:tblPr')}/{q('w:tblLook')}")
    header = old is not None and get(old, "firstRow") == "1"
    names, merged = kind == "facts", table.find(f".//{q('w:vMerge')}") is not None
    flags = (
        (FIRST_ROW if header else 0)
        | (FIRST_COLUMN if names else 0)
        | (NO_ROW_BANDS if merged else 0)
        | NO_COLUMN_BANDS
    )
    look_element = make(
        "tblLook",
        val=f"{flags:04X}",
        firstRow=int(header),
        lastRow=0,
        firstColumn=int(names),
        lastColumn=0,
        noHBand=int(merged),
        noVBand=1,
    )
    put(properties(table, "tblPr"), look_element, TABLE)


def _rows(table: Element, kind: str) -> None:
    rows = table.findall(q("w:tr"))
    for number, row in enumerate(rows):
        told = properties(row, "trPr")
        if kind != "long-card" or number == 0:
            put(told, make("cantSplit"), ROW)
        if kind == "signing" and number:
            put(told, make("trHeight", val=SIGNATURE_HEIGHT, hRule="atLeast"), ROW)
        if kind == "cover":
            put(told, make("trHeight", val=COVER_HEIGHT, hRule="atLeast"), ROW)
        last = number == len(rows) - 1
        together = (
            (kind in UNBROKEN and not last)
            or (kind == "long-card" and number == 0)
            or _at_an_end(kind, number, len(rows))
            or _halves(rows, number)
        )
        for place, cell in enumerate(row.findall(q("w:tc"))):
            _dress(cell, kind, names=kind in ("card", "long-card") and number > 0 and place == 0)
            if together:
                for paragraph in cell.iter(q("w:p")):
                    put(properties(paragraph, "pPr"), make("keepNext"), PARAGRAPH)


def _at_an_end(kind: str, number: int, rows: int) -> bool:
    """The header stays with the first two rows, the last two stay together: no row stands alone on a page."""
    return kind == "data" and rows > 2 and number in (0, 1 if rows > 3 else 0, rows - 2)


def _halves(rows: list[Element], number: int) -> bool:
    """Of the rows over which one cell goes, the first two stay together, and the last two."""
    marks = [_merged(row) for row in rows[number : number + 3]]
    following = marks[1] if len(marks) > 1 else ""
    return following == "continue" and (marks[0] == "restart" or (marks[2] if len(marks) > 2 else "") != "continue")


def _merged(row: Element) -> str:
    """`restart` where a cell over several rows begins, `continue` where it goes on, else nothing."""
    marks = row.findall(f"{q('w:tc')}/{q('w:tcPr')}/{q('w:vMerge')}")
    return "" if not marks else "restart" if any(get(one, "val") == "restart" for one in marks) else "continue"


def _dress(cell: Element, kind: str, *, names: bool) -> None:
    """Shade a cell by the tone of its paragraphs; a card's names and a cover have a shade of their own."""
    told = properties(cell, "tcPr")
    tone = next((TONES[style(paragraph)] for paragraph in cell.iter(q("w:p")) if style(paragraph) in TONES), None)
    fill = tone.fill if tone else look.SHADE if names else look.NAVY if kind == "cover" else ""
    if fill:
        put(told, make("shd", val="clear", color="auto", fill=fill), CELL)
    if tone or kind == "cover":
        put(told, make("vAlign", val="center"), CELL)


def _gap_after(table: Element) -> None:
    """The empty paragraph that parts two tables becomes a narrow gap; text right after a table gets some air."""
    after = table.getnext()
    while after is not None and after.tag in (q("w:bookmarkStart"), q("w:bookmarkEnd")):
        after = after.getnext()
    if after is None or after.tag != q("w:p"):
        return
    if after.find(q("w:r")) is None and after.find(f"{q('w:pPr')}/{q('w:sectPr')}") is None and not style(after):
        gap = "CoverGap" if KINDS.get(_style(table)) == "cover" else "TableGap"
        properties(after, "pPr").append(make("pStyle", val=gap))
    elif style(after) in ("BodyText", "Lead", "Quiet"):
        put(properties(after, "pPr"), make("spacing", before=160), PARAGRAPH)

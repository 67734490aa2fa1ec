"""What pandoc's PowerPoint writer cannot say: sizes and colours of tables, a sentence above them, the footer."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from lxml import etree

from exports import look, ooxml
from exports.blocks import Cell, Paragraph, Table
from exports.formats import Job
from exports.ooxml import Element
from exports.pandoc_ast import clean, one_line
from exports.slide_room import (
    ABOVE,
    BOTTOM,
    GAP,
    SIDE,
    TOP,
    WIDTH,
    height,
    row_height,
    sentence_height,
    sentence_size,
    table_size,
)
from exports.slides import LEAD, Slide

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
INCH = 914400
LEFT = 0.5  # inches
TILE_SIZE = 32.0  # points
MASTERS = re.compile(r"ppt/slide(Master|Layout)s/[^/]+\.xml")
PLACEHOLDER = re.compile(r"\{\{([A-Z]+)\}\}")


def finish(content: bytes, deck: list[Slide], job: Job) -> bytes:
    """pandoc's file made ready for people; equal reports give equal bytes."""
    parts = ooxml.read(content)
    for number, slide in enumerate(deck, 2):  # the cover is the first
        name = f"ppt/slides/slide{number}.xml"
        root = ooxml.parse(parts[name])
        _lay_out(root, slide)
        parts[name] = ooxml.serialise(root)
    document = job.document
    words = {"REPORT": f"{document.organisation} · {document.number} · {document.edition}", "MARK": document.mark}
    told = {name: escape(one_line(text)) for name, text in words.items()}
    for name in parts:
        if MASTERS.fullmatch(name):
            text = parts[name].decode()
            parts[name] = PLACEHOLDER.sub(lambda found: told.get(found[1], ""), text).encode()
    _tell(parts, job)
    return ooxml.write(parts, job.when)


def _lay_out(root: Element, slide: Slide) -> None:
    tree = root.find(".//p:spTree", SPACES)
    if tree is None:
        raise ValueError("a slide without shapes")
    top = TOP
    if slide.lead:
        top += _sentence(tree, slide.lead, top, LEAD) + GAP
    frame = tree.find("p:graphicFrame", SPACES)
    if frame is not None and slide.table:
        points = table_size(slide.table, BOTTOM - top)
        tall = height(slide.table, points)
        _place(frame.find("p:xfrm", SPACES), LEFT, top, WIDTH, tall)
        _dress(frame, slide.table, points)
        top += tall + 2 * GAP
    if slide.after:
        _sentence(tree, slide.after, top, BOTTOM - top)
    for picture in tree.findall("p:pic", SPACES):
        for told in picture.iter(f"{{{SPACES['p']}}}cNvPr"):
            told.set("descr", clean(slide.chart.described) if slide.chart else "")
            told.set("title", clean(slide.chart.caption) if slide.chart else "")
        _fit(picture, top)


def _place(transform: Element | None, left: float, top: float, width: float, tall: float) -> None:
    if transform is None:
        raise ValueError("a shape without a place")
    for name, values in (("off", {"x": left, "y": top}), ("ext", {"cx": width, "cy": tall})):
        for element in transform.findall(f"a:{name}", SPACES):
            for key, inches in values.items():
                element.set(key, str(round(inches * INCH)))


def _fit(picture: Element, top: float) -> None:
    """As large as the room below the title allows, in the middle."""
    transform = picture.find("p:spPr/a:xfrm", SPACES)
    extent = transform.find("a:ext", SPACES) if transform is not None else None
    if extent is None:
        raise ValueError("a picture without a size")
    wide, tall = int(extent.get("cx", "1")), int(extent.get("cy", "1"))
    scale = min(WIDTH / wide, (BOTTOM - top) / tall)
    _place(transform, LEFT + (WIDTH - wide * scale) / 2, top, wide * scale, tall * scale)


def _sentence(tree: Element, text: str, top: float, room: float) -> float:
    """Add a box with one paragraph. Returns its height in inches."""
    points = sentence_size(text, room)
    tall = sentence_height(text, points)
    box = _make(
        "p:sp",
        _make(
            "p:nvSpPr",
            _make("p:cNvPr", id=str(90 + len(tree)), name="Text"),
            _make("p:cNvSpPr", txBox="1"),
            _make("p:nvPr"),
        ),
        _make(
            "p:spPr",
            _make("a:xfrm", _make("a:off", x="0", y="0"), _make("a:ext", cx="0", cy="0")),
            _make("a:prstGeom", _make("a:avLst"), prst="rect"),
            _make("a:noFill"),
        ),
        _make(
            "p:txBody",
            _make("a:bodyPr", wrap="square", lIns="0", rIns="0", tIns="0", bIns="0", anchor="t"),
            _make("a:lstStyle"),
            _make("a:p", _make("a:r", _letters(points, look.INK), _make("a:t", text=clean(text)))),
        ),
    )
    _place(box.find("p:spPr/a:xfrm", SPACES), LEFT, top, WIDTH, tall)
    tree.append(box)
    return tall


def _dress(frame: Element, table: Table, points: float) -> None:
    """Widths, heights, fills, lines and letters of a table; its style is left aside, programs differ about it."""
    inside = frame.find(".//a:tbl", SPACES)
    if inside is None:
        raise ValueError("a frame without a table")
    for told in inside.findall("a:tblPr", SPACES):
        told.set("firstRow", "1" if table.head else "0")
        told.set("bandRow", "0")
        for style in told.findall("a:tableStyleId", SPACES):
            style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
    for column, share in zip(inside.iterfind("a:tblGrid/a:gridCol", SPACES), table.widths, strict=True):
        column.set("w", str(round(share * WIDTH * INCH)))
    rows = [row for row in (table.head, *table.rows) if row]
    for number, (row, cells) in enumerate(zip(inside.findall("a:tr", SPACES), rows, strict=True)):
        row.set("h", str(round(row_height(cells, table, points) * INCH)))
        heading = bool(table.head) and number == 0
        for place, (made, cell) in enumerate(zip(row.findall("a:tc", SPACES), cells, strict=True)):
            _dress_cell(
                made,
                cell,
                table.kind,
                points,
                heading=heading,
                name=table.kind == "card" and place == 0,
                odd=number % 2,
            )


def _dress_cell(made: Element, cell: Cell, kind: str, points: float, *, heading: bool, name: bool, odd: int) -> None:
    tone = look.TONES[cell.tone] if cell.tone is not None else None
    fill = tone.fill if tone else look.NAVY if heading else look.SHADE if name else ""
    if not fill and kind == "data" and not odd:
        fill = look.BAND
    ink = tone.ink if tone else look.WHITE if heading else look.NAVY if name else look.INK
    for number, paragraph in enumerate(made.iter(f"{{{SPACES['a']}}}p")):
        big = kind == "tiles" and number == 0
        for shape in paragraph.findall("a:pPr", SPACES):
            shape.set("algn", "ctr" if tone or kind == "tiles" else "l")
        for run in paragraph.findall("a:r", SPACES):
            for old in run.findall("a:rPr", SPACES):
                run.remove(old)
            strong = bool(tone) or heading or name or big or _strong(cell)
            colour = look.NAVY if big else look.QUIET if kind == "tiles" else ink
            run.insert(0, _letters(TILE_SIZE if big else points, colour, strong=strong))
    for old in made.findall("a:tcPr", SPACES):
        made.remove(old)
    edges = ("lnL", "lnR", "lnT", "lnB") if kind != "data" else ("lnB",)
    lines_ = [_make(f"a:{edge}", _filled(look.LINE), w="6350") for edge in edges]
    sides = {"marL": SIDE, "marR": SIDE, "marT": ABOVE, "marB": ABOVE}
    margins = {side: str(round(size * INCH)) for side, size in sides.items()}
    anchor = "ctr" if tone or kind == "tiles" else "t"
    made.append(_make("a:tcPr", *lines_, _filled(fill) if fill else _make("a:noFill"), anchor=anchor, **margins))


def _strong(cell: Cell) -> bool:
    return any(run.strong for block in cell.blocks if isinstance(block, Paragraph) for run in block.runs)


def _letters(points: float, colour: str, *, strong: bool = False) -> Element:
    return _make(
        "a:rPr", _filled(colour), lang="en-GB", sz=str(round(points * 100)), b="1" if strong else "0", dirty="0"
    )


def _filled(colour: str) -> Element:
    return _make("a:solidFill", _make("a:srgbClr", val=colour))


def _make(name: str, /, *children: Element, text: str = "", **attributes: str) -> Element:
    prefix, local = name.split(":")
    element = etree.Element(f"{{{SPACES[prefix]}}}{local}", nsmap=SPACES)
    for key, value in attributes.items():
        element.set(key, value)
    if text:
        element.text = text
    element.extend(children)
    return element


def _tell(parts: dict[str, bytes], job: Job) -> None:
    """What the file says about itself: the time of the record, its language, and nothing that stands on no slide."""
    parts["docProps/core.xml"] = ooxml.dated(parts["docProps/core.xml"], job.when)
    parts["docProps/app.xml"] = ooxml.emptied(parts["docProps/app.xml"])
    if "docProps/custom.xml" in parts:
        parts["docProps/custom.xml"] = ooxml.emptied(parts["docProps/custom.xml"])

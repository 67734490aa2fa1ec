"""What pandoc's OpenDocument writer cannot say: looks of tables, contents, pages."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from exports import odt_styles
from exports.blocks import Block, Cell, Heading, Table, flat
from exports.odt_dialect import CONTENTS, NEW_PAGE, WIDE
from exports.odt_styles import tone_name

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
BOXED = ("tiles", "card", "long-card", "signing")
Element = Any


def q(name: str) -> str:
    """`text:p` with its namespace written out, as lxml wants it."""
    prefix, local = name.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


def parsed(xml: str) -> list[Element]:
    """Elements of a text; its words were escaped where they were put in."""
    spaces = " ".join(f'xmlns:{name}="{value}"' for name, value in SPACES.items())
    return list(etree.fromstring(f"<r {spaces}>{xml}</r>"))


def lay_out(root: Element, tables: list[Table], blocks: tuple[Block, ...]) -> None:
    automatic, text = root.find(q("office:automatic-styles")), root.find(f".//{q('office:text')}")
    automatic.extend(parsed(odt_styles.cells()))
    keys = {one.key for one in flat(blocks) if isinstance(one, Heading) and not one.numbered}
    for heading in text.iter(q("text:h")):
        mark = heading.find(q("text:bookmark-start"))
        if mark is not None and mark.get(q("text:name")) in keys:
            heading.set(q("text:is-list-header"), "true")
    for number, (element, table) in enumerate(zip(list(text.iter(q("table:table"))), tables, strict=True), 1):
        _dress(element, table, automatic, number)
    _contents(text)
    _break_pages(text, automatic)
    for frame in text.iter(q("draw:frame")):
        for side in ("x", "y"):
            frame.set(q(f"svg:{side}"), "0mm")
    used = {value for element in text.iter() for name, value in element.attrib.items() if name.endswith("style-name")}
    unused = [one for one in automatic if one.tag == q("style:style") and one.get(q("style:name")) not in used]
    for style in unused:
        automatic.remove(style)
    for style in automatic:
        if style.get(q("style:parent-style-name")) == "Formula":  # pandoc speaks of it and does not define it
            del style.attrib[q("style:parent-style-name")]


def _dress(element: Element, table: Table, automatic: Element, number: int) -> None:
    """Give a table's cells, rows and paragraphs their looks, and keep together what belongs together."""
    style = next(one for one in automatic if one.get(q("style:name")) == element.get(q("table:style-name")))
    for told in style.findall(q("style:table-properties")):
        told.set(q("table:align"), "margins")
        told.set(q("fo:margin-bottom"), "3mm")
        if table.kind in odt_styles.UNBROKEN:
            told.set(q("style:may-break-between-rows"), "false")
    boxed = "Box" if table.kind in BOXED else ""
    rows = list(element.iter(q("table:table-row")))
    merged = any(cell.down > 1 for row in table.rows for cell in row)
    for at, (row, cells) in enumerate(zip(rows, [row for row in (table.head, *table.rows) if row], strict=True)):
        heading = bool(table.head) and at == 0
        signed = table.kind == "signing" and not heading
        row.set(q("table:style-name"), "CoverRow" if table.kind == "cover" else "SignRow" if signed else "Row")
        given = iter(cells)
        for place, made in enumerate(row.findall(q("table:table-cell"))):
            cell = next(given, Cell())
            name = table.kind == "facts" and place == 0
            name = name or (table.kind in ("card", "long-card") and place == 0 and at > 0)
            fill = "Plain"
            if table.kind == "cover":
                fill = "Cover"
            elif cell.tone is not None:
                fill = tone_name(cell.tone)
            elif heading:
                fill = f"{boxed}Head"
            elif name:
                fill = f"{boxed}Name"
            elif boxed:
                fill = "Box"
            elif not merged and table.kind != "facts" and at % 2 == 0:
                fill = "Band"
            made.set(q("table:style-name"), f"Cell{fill}")
            for paragraph in made.iter(q("text:p")):
                if heading or name:
                    paragraph.set(q("text:style-name"), "HeadText" if heading else "NameText")
    if number:
        element.set(q("table:name"), f"Table{number}")


def _contents(text: Element) -> None:
    """The headings as links where the contents shall stand; page numbers only an office program knows."""
    place = next(one for one in text.iter(q("text:p")) if one.get(q("text:style-name")) == CONTENTS)
    first = second = 0
    entries = []
    for heading in text.iter(q("text:h")):
        level, plain = int(heading.get(q("text:outline-level"), "1")), heading.get(q("text:is-list-header")) == "true"
        number = ""
        if not plain:
            first, second = (first + 1, 0) if level == 1 else (first, second + 1)
            number = f"{first}  " if level == 1 else f"{first}.{second}  "
        mark = heading.find(q("text:bookmark-start"))
        words = number + "".join(heading.itertext())
        link = f'<text:a xlink:type="simple" xlink:href="#{mark.get(q("text:name"))}">{escape(words)}</text:a>'
        entries.append(f'<text:p text:style-name="Contents_20_{level}">{link}</text:p>')
    title = '<text:p text:style-name="Contents_20_Heading">Contents</text:p>'
    (index,) = parsed(
        '<text:table-of-content text:name="Contents" text:protected="false"><text:table-of-content-source '
        'text:outline-level="2"/><text:index-body>'
        + "".join((title, *entries))
        + "</text:index-body></text:table-of-content>"
    )
    place.getparent().replace(place, index)


def _break_pages(text: Element, automatic: Element) -> None:
    """Turn each marker into a break before what follows; the first paragraph begins the cover."""
    first = next(text.iter(q("text:p")))
    _begin(first, automatic, "Cover")
    for marker in [one for one in text.iter(q("text:p")) if one.get(q("text:style-name")) in (NEW_PAGE, WIDE)]:
        wide, following = marker.get(q("text:style-name")) == WIDE, marker.getnext()
        if following.tag == q("text:table-of-content"):
            following = next(following.iter(q("text:p")))
        _begin(following, automatic, "Wide" if wide else "")
        marker.getparent().remove(marker)


def _begin(paragraph: Element, automatic: Element, master: str) -> None:
    """A style of its own, that of before and a new page."""
    name = f"Begin{len(automatic)}"
    page = f' style:master-page-name="{master}"' if master else ""
    broken = "" if master else '<style:paragraph-properties fo:break-before="page" fo:margin-top="0pt"/>'
    automatic.extend(
        parsed(
            f'<style:style style:name="{name}" style:family="paragraph" '
            f'style:parent-style-name="{paragraph.get(q("text:style-name"))}"{page}>{broken}</style:style>'
        )
    )
    paragraph.set(q("text:style-name"), name)

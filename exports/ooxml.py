"""An Office file as its parts, and what is needed to change them: names, elements, the order of properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from lxml import etree

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"

# the order in which the schema wants properties (ECMA-376 part 1, 17.3.1.26, 17.4.60, 17.4.70, 17.4.82)
PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip
TABLE = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
    "tblDescription",
)  # fmt: skip
ROW = (
    "cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader",
    "tblCellSpacing", "jc", "hidden",
)  # fmt: skip
CELL = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection",
    "tcFitText", "vAlign", "hideMark",
)  # fmt: skip

Element = etree._Element


@cache
def q(name: str) -> str:
    """`w:p` with its namespace written out, as lxml wants it."""
    prefix, local = name.split(":")
    return f"{{{SPACES[prefix]}}}{local}"


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def make(name: str, *children: Element, text: str = "", **attributes: object) -> Element:
    """A new element of the `w` namespace; attributes are of the same."""
    element = etree.Element(q(f"w:{name}"), nsmap={"w": SPACES["w"]})
    for key, value in attributes.items():
        element.set(q(f"w:{key}"), str(value))
    if text:
        element.text = text
        element.set(q("xml:space"), "preserve")
    element.extend(children)
    return element


def get(element: Element, name: str) -> str:
    """An attribute of the `w` namespace, empty where there is none."""
    return str(element.get(q(f"w:{name}"), ""))


def put(parent: Element, child: Element, order: Sequence[str]) -> None:
    """Set a property where the schema wants it, in place of one of the same name."""
    for old in [one for one in parent if one.tag == child.tag]:
        parent.remove(old)
    rank = order.index(local(child))
    later = (place for place, one in enumerate(parent) if local(one) in order and order.index(local(one)) > rank)
    parent.insert(next(later, len(parent)), child)


def properties(element: Element, name: str) -> Element:
    """The element that holds `element`'s properties (`pPr`, `tcPr`, `trPr`), made where there is none."""
    found = element.find(q(f"w:{name}"))
    if found is None:
        found = make(name)
        element.insert(0, found)
    return found


def style(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    known = paragraph.find(q("w:pPr"))
    found = known.find(q("w:pStyle")) if known is not None else None
    return "" if found is None else get(found, "val")


def parse(part: bytes) -> Element:
    """A part as a tree; entities are not resolved, nothing is fetched."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(root: Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(content: bytes) -> dict[str, bytes]:
    """The parts of an Office file, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(parts: dict[str, bytes], when: datetime, first: str = TYPES) -> bytes:
    """An Office file of these parts, `first` before the others; equal parts and times give equal bytes.

    OpenDocument wants its type first, and not compressed (part 2, 3.3).
    """
    out = io.BytesIO()
    stamp = (max(when.year, 1980), when.month, when.day, when.hour, when.minute, when.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != first, part)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            if name == "mimetype":
                entry.compress_type = zipfile.ZIP_STORED
            archive.writestr(entry, parts[name])
    return out.getvalue()


def dated(core: bytes, when: datetime) -> bytes:
    """`docProps/core.xml` with the record's time: what made the file knows none, or only that of the clock."""
    root = parse(core)
    for element in root:
        if local(element) in ("created", "modified"):
            element.text = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return serialise(root)


def emptied(part: bytes) -> bytes:
    """A part without what stands in it: properties that nobody has looked at."""
    root = parse(part)
    for element in list(root):
        root.remove(element)
    return serialise(root)

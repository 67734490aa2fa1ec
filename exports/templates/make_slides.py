"""Builds `reference.pptx`, the look of the slides, from pandoc's own reference file.

    python -m exports.templates.make_slides

python-pptx is needed here alone; the file itself is shipped, and a test rebuilds and compares it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from exports import look, ooxml, tools
from exports.templates.make_reference import BUILT

FONT = "Calibri"
COLOURS = {
    "dk1": look.INK, "lt1": look.WHITE, "dk2": look.NAVY, "lt2": look.SHADE, "accent1": look.NAVY,
    "accent2": look.ALARM, "accent3": look.TONES["minor"].fill, "accent4": look.TONES["conforming"].fill,
    "accent5": look.LINK, "accent6": look.QUIET, "hlink": look.LINK, "folHlink": look.LINK,
}  # fmt: skip
LEFT, WIDTH = 0.5, 9.0  # inches of the slide's text
FOOT = 5.24


def build() -> bytes:
    """The reference presentation; the same bytes each time."""
    show = Presentation(io.BytesIO(tools.pandoc(b"", ["--print-default-data-file", "reference.pptx", "-o", "-"])))
    master = show.slide_master
    for sheet in (master, *show.slide_layouts):
        for holder in [one for one in sheet.placeholders if _kind(one) in ("dt", "ftr", "sldNum")]:
            holder._element.getparent().remove(holder._element)
    _texts(master)
    _decorate(master)
    for layout in show.slide_layouts:
        if layout.name == "Title Slide":
            _cover(layout)
    core = show.core_properties
    core.author = core.last_modified_by = core.title = ""
    core.created = core.modified = BUILT.replace(tzinfo=None)
    saved = io.BytesIO()
    show.save(saved)
    parts = ooxml.read(saved.getvalue())
    parts["ppt/theme/theme1.xml"] = _themed(parts["ppt/theme/theme1.xml"])
    return ooxml.write(parts, BUILT)


def _kind(holder: Any) -> str:
    found = holder._element.find(f".//{qn('p:ph')}")
    return str(found.get("type", "")) if found is not None else ""


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(size) for size in (left, top, width, height))


def _texts(master: Any) -> None:
    """Where title and text stand, and how they are set."""
    title, body = master.placeholders[0], master.placeholders[1]
    _place(title, LEFT, 0.3, WIDTH, 0.82)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _place(body, LEFT, 1.35, WIDTH, 3.6)
    styles = master._element.find(qn("p:txStyles"))
    heading = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    heading.set("algn", "l")
    _letters(heading, 2200, "tx2", bold=True)
    for level, size in enumerate((1600, 1400, 1300, 1200, 1200), 1):
        _letters(styles.find(qn("p:bodyStyle")).find(qn(f"a:lvl{level}pPr")), size, "tx1")


def _letters(style: Any, size: int, colour: str, *, bold: bool = False) -> None:
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", str(size))
    if bold:
        letters.set("b", "1")
    letters.find(f".//{qn('a:schemeClr')}").set("val", colour)


def _decorate(master: Any) -> None:
    """A bar beside the title; below, the report, its mark and the number of the slide."""
    _bar(master, 0, 0.42, 0.14, 0.58)
    _bar(master, LEFT, FOOT - 0.06, WIDTH, 0.008, look.LINE)
    _words(master, "{{REPORT}}", LEFT, 5.2, PP_ALIGN.LEFT)
    _words(master, "{{MARK}}", 5.7, 2.9, PP_ALIGN.RIGHT, look.ALARM)
    number = _words(master, "", 8.7, 0.8, PP_ALIGN.RIGHT)
    field = etree.SubElement(number._p, qn("a:fld"), id="{C5EF2332-01BF-834F-8236-50238282D533}", type="slidenum")
    letters = etree.SubElement(field, qn("a:rPr"), lang="en-GB", sz="900")
    letters.append(_filled(look.QUIET))
    etree.SubElement(field, qn("a:t")).text = "1"


def _bar(sheet: Any, left: float, top: float, width: float, height: float, colour: str = look.NAVY) -> None:
    shape = _shape(sheet, "bar")
    _place(shape, left, top, width, height)
    properties = shape._element.spPr
    properties.append(_filled(colour))
    line = etree.SubElement(properties, qn("a:ln"))
    etree.SubElement(line, qn("a:noFill"))


def _words(sheet: Any, text: str, left: float, width: float, align: Any, colour: str = look.QUIET) -> Any:
    shape = _shape(sheet, "words")
    _place(shape, left, FOOT, width, 0.26)
    etree.SubElement(shape._element.spPr, qn("a:noFill"))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    if text:
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(9)
        run.font.bold = colour != look.QUIET
        run._r.get_or_add_rPr().insert(0, _filled(colour))
    return paragraph


def _shape(sheet: Any, name: str) -> Any:
    """A rectangle on a master or layout: python-pptx draws on slides only, so its element is made by hand."""
    tree = sheet.shapes._spTree
    number = max(int(one.get("id")) for one in tree.iter(qn("p:cNvPr"))) + 1
    made = tree.add_autoshape(number, f"{name} {number}", "rect", 0, 0, 0, 0)
    style = made.find(qn("p:style"))
    if style is not None:
        made.remove(style)
    return sheet.shapes[-1]


def _filled(colour: str) -> Any:
    fill = etree.Element(qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour)
    return fill


def _cover(layout: Any) -> None:
    """The first slide: white on navy."""
    layout._element.set("showMasterSp", "0")
    sheet = layout._element.find(qn("p:cSld"))
    background = etree.Element(qn("p:bg"))
    properties = etree.SubElement(background, qn("p:bgPr"))
    properties.append(_filled(look.NAVY))
    etree.SubElement(properties, qn("a:effectLst"))
    sheet.insert(0, background)
    title, subtitle = layout.placeholders[0], layout.placeholders[1]
    _place(title, 0.8, 1.1, 8.4, 1.5)
    _place(subtitle, 0.8, 2.75, 8.4, 1.9)
    for holder, size, colour, anchor in ((title, 3200, "bg1", "b"), (subtitle, 1500, "bg2", "t")):
        frame = holder._element.txBody
        frame.find(qn("a:bodyPr")).set("anchor", anchor)
        levels = frame.find(qn("a:lstStyle"))
        for old in list(levels):
            levels.remove(old)
        level = etree.SubElement(levels, qn("a:lvl1pPr"), marL="0", indent="0", algn="l")
        etree.SubElement(level, qn("a:buNone"))
        letters = etree.SubElement(level, qn("a:defRPr"), sz=str(size), b="1" if size > 2000 else "0")
        etree.SubElement(etree.SubElement(letters, qn("a:solidFill")), qn("a:schemeClr"), val=colour)


def _themed(theme: bytes) -> bytes:
    """The palette and the font."""
    root = ooxml.parse(theme)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    for name, value in COLOURS.items():
        (slot,) = root.findall(f".//a:clrScheme/a:{name}", space)
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{{{space['a']}}}srgbClr", val=value)
    for font in root.findall(".//a:fontScheme/*/a:latin", space):
        font.set("typeface", FONT)
    return ooxml.serialise(root)


if __name__ == "__main__":
    Path(__file__).with_name("reference.pptx").write_bytes(build())

"""The paragraph styles of `reference.docx`: text, cells, lists, headings, tones."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from exports import look
from exports import ooxml as package
from exports.templates.table_styles import xml
from exports.word_dialect import tone_style

FONT, FIXED = "Calibri", "Consolas"
NUMBER = 8  # millimetres kept for the number of a section in the table of contents
HEADINGS = 77  # the number of our list for numbered headings; pandoc keeps what is in the reference


class Reference:
    """The reference document while it is being dressed."""

    def __init__(self, content: bytes) -> None:
        self.document: Any = Document(io.BytesIO(content))
        self.styles: Any = self.document.styles

    def style(
        self,
        name: str,
        size: float | None = None,
        colour: str = "",
        *,
        base: str = "Normal",
        bold: bool | None = None,
        italic: bool | None = None,
        before: float = 0,
        after: float = 0,
        line: float = 1.0,
        keep: bool | None = None,
        align: str = "",
        left: float = 0,
        font: str = FONT,
    ) -> Any:
        """Set a paragraph style, or make it. Sizes and distances are points, `left` is millimetres."""
        known = name in [style.name for style in self.styles]
        style = self.styles[name] if known else self.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not known:
            style.base_style = self.styles[base]
            style.hidden, style.quick_style = False, True
        self.face(style, font, size, colour, bold, italic)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
        shape.keep_with_next = keep
        shape.left_indent = Mm(left) if left else None
        shape.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper()) if align else None
        return style

    @staticmethod
    def face(style: Any, font: str, size: float | None, colour: str, bold: bool | None, italic: bool | None) -> None:
        """Font by name (theme fonts differ from machine to machine), size, colour, weight, slant."""
        known = style.element.get_or_add_rPr()
        for name in ("w:rFonts", "w:color", "w:sz", "w:szCs"):
            for old in known.findall(qn(name)):
                known.remove(old)
        style.font.name = font
        for kind in ("w:cs", "w:eastAsia", "w:hAnsi"):
            known.find(qn("w:rFonts")).set(qn(kind), font)
        style.font.bold, style.font.italic = bold, italic
        if size:
            style.font.size = Pt(size)
        if colour:
            style.font.color.rgb = RGBColor.from_string(colour)

    def property(self, style: Any, text: str) -> None:
        """Set a paragraph property of a style, where the schema wants it."""
        package.put(style.element.get_or_add_pPr(), xml(text), package.PARAGRAPH)


def text_styles(reference: Reference) -> None:
    """Paragraphs of the text, of cells, of lists, of the cover."""
    style = reference.style
    style("Normal")
    for name in ("Body Text", "First Paragraph"):
        style(name, 10.5, after=6, line=1.12)
    style("Compact", 9.5)
    style("Lead", base="Body Text", after=6, line=1.12, keep=True)
    style("List Text", 10.5, base="Body Text", after=3, line=1.1)
    style("Cell Text", 9.5, after=1)
    style("Count Text", 8.5, base="Cell Text")
    style("Cell List", base="Cell Text", after=1)
    style("Value", base="Cell Text")
    style("Label", 8.5, look.QUIET, base="Cell Text", after=1)
    style("Quiet", 9, look.QUIET, before=4, after=6, italic=False)
    style("Cover Organisation", 16, look.NAVY, bold=True, before=96, after=18)
    style("Title", 30, look.WHITE, bold=True, before=10, after=14, align="left")
    style("Subtitle", 13, look.PALE_ON_NAVY, bold=False, after=0, align="left")
    style("Draft Mark", 14, look.ALARM, bold=True, before=16, after=10)
    style("Front Heading", 14, look.NAVY, bold=True, before=16, after=6, keep=True)
    style("Tile Number", 24, look.NAVY, bold=True, before=3, align="center", keep=True)
    style("Tile Label", 9, look.QUIET, after=3, align="center")
    style("Table Caption", 9, look.QUIET, bold=True, italic=False, before=10, after=4, keep=True)
    style("Image Caption", 9, look.QUIET, bold=True, italic=False, before=3, after=10)
    style("Captioned Figure", 10.5, before=6, keep=True, align="left")
    for name in ("header", "footer"):
        style(name, 8.5, look.QUIET)
    for name, size in (("Table Gap", 4.0), ("Cover Gap", 24.0), ("Section Break", 1.0)):
        small = style(name, size)
        small.paragraph_format.line_spacing = Pt(size)
    reference.face(reference.styles["Verbatim Char"], FIXED, 8, "", None, None)
    reference.face(reference.styles["Hyperlink"], FONT, None, look.LINK, None, None)


def heading_styles(reference: Reference) -> None:
    """Headings, numbered and not, and the entries of the table of contents."""
    first = {
        "size": 18.0,
        "colour": look.NAVY,
        "bold": True,
        "italic": False,
        "before": 22,
        "after": 8,
        "keep": True,
        "align": "left",
    }
    second = first | {"size": 13.0, "before": 14, "after": 5}
    for name, looks, level in (
        ("Heading 1", first, 0),
        ("Heading 2", second, 1),
        ("Annex Heading", first, 0),
        ("Finding Heading", second, 1),
    ):
        made = reference.style(name, **looks)  # type: ignore[arg-type]  # sizes and flags side by side
        made.paragraph_format.keep_together = True
        made.next_paragraph_style = reference.styles["Body Text"]
        reference.property(made, f'<w:outlineLvl w:val="{level}"/>')
        if name.startswith("Heading"):
            reference.property(made, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{HEADINGS}"/></w:numPr>')
    contents = reference.styles["TOC Heading"]
    contents.base_style = reference.styles["Normal"]
    reference.style("TOC Heading", 18, look.NAVY, bold=True, before=22, after=8, keep=True)
    for level, (strong, colour, left) in enumerate(((True, look.NAVY, 0), (False, look.QUIET, NUMBER)), 1):
        entry = reference.style(
            f"toc {level}",
            10.5 - 0.5 * (level - 1),
            colour,
            bold=strong,
            before=3 if strong else 0,
            after=1,
            left=left,
        )
        entry.element.set(qn("w:styleId"), f"TOC{level}")  # python-docx would write toc1, Word wants TOC1
        entry.paragraph_format.tab_stops.add_tab_stop(Mm(NUMBER))
        entry.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{wide}"/></w:tabs>'
        f'<w:ind w:left="{wide}" w:hanging="{wide}"/></w:pPr></w:lvl>'
        for level, (text, wide) in enumerate((("%1", 567), ("%1.%2", 680)))
    )
    numbering = reference.document.part.numbering_part.element
    abstract = (
        f'<w:abstractNum w:abstractNumId="{HEADINGS}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, xml(abstract))
    numbering.append(xml(f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>'))


def tone_styles(reference: Reference) -> None:
    """For each tone the paragraph of a coloured cell, and the callout with a bar of that colour."""
    for key, tone in look.TONES.items():
        reference.style(tone_style(key), 9, tone.ink, base="Cell Text", bold=True, align="center")
        callout = reference.style(
            "Callout " + tone_style(key).removeprefix("Tone "), 11, before=4, after=8, line=1.12, keep=True, left=4
        )
        edge = f'w:val="single" w:sz="4" w:space="6" w:color="{tone.tint}"'
        bar = f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{tone.fill if key else look.QUIET}"/>'
        reference.property(callout, f"<w:pBdr><w:top {edge}/>{bar}<w:bottom {edge}/></w:pBdr>")
        reference.property(callout, f'<w:shd w:val="clear" w:color="auto" w:fill="{tone.tint}"/>')

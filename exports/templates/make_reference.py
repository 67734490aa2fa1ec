"""Builds `reference.docx`, the styles of the Word report, from pandoc's own reference file.

    python -m exports.templates.make_reference

python-docx is needed here alone; the file itself is shipped, and a test rebuilds and compares it. Starting from
pandoc's file means that every style that pandoc writes is there.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from exports import look, tools
from exports import ooxml as package
from exports.paper import A4
from exports.templates import paragraph_styles, table_styles
from exports.templates.paragraph_styles import FONT, Reference
from exports.templates.table_styles import xml

BUILT = datetime(2026, 1, 1, tzinfo=UTC)


def defaults(reference: Reference) -> None:
    """Font and language of everything, and Word 2013's layout (pandoc's file would open in compatibility mode)."""
    known = reference.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:rFonts", "w:lang", "w:sz", "w:szCs"):
        for old in known.findall(qn(name)):
            known.remove(old)
    known.insert(0, xml(f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'))
    for text in (
        '<w:sz w:val="21"/>',
        '<w:szCs w:val="21"/>',
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>',
    ):
        known.append(xml(text))
    settings = reference.document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    settings.insert(
        list(settings).index(settings.find(qn("w:rsids"))), xml(f"<w:compat><w:compatSetting {mode}/></w:compat>")
    )
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")


def page(reference: Reference) -> None:
    """A4, with places in header and footer for organisation, mark, report and page number."""
    section = reference.document.sections[-1]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    for name, part, edge in (("header", section.header, "bottom"), ("footer", section.footer, "top")):
        part.is_linked_to_previous = False
        paragraph = part.paragraphs[0]
        paragraph.style = reference.styles[name]
        own = paragraph._p.get_or_add_pPr()
        package.put(
            own,
            xml(f'<w:pBdr><w:{edge} w:val="single" w:sz="4" w:space="4" w:color="{look.LINE}"/></w:pBdr>'),
            package.PARAGRAPH,
        )
        package.put(own, xml(f'<w:tabs><w:tab w:val="right" w:pos="{A4.text}"/></w:tabs>'), package.PARAGRAPH)
        if name == "header":
            paragraph.add_run("{{ORGANISATION}}\t")
            mark = paragraph.add_run("{{MARK}}")
            mark.bold, mark.font.color.rgb = True, RGBColor.from_string(look.ALARM)
        else:
            paragraph.add_run("{{REPORT}}\tPage ")
            field(paragraph, "PAGE")
            paragraph.add_run(" of ")
            field(paragraph, "NUMPAGES")


def field(paragraph: Any, code: str) -> None:
    """A field that Word counts itself."""
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(xml(f"<w:r>{inside}</w:r>"))


def build() -> bytes:
    """The reference document; the same bytes each time."""
    reference = Reference(tools.pandoc(b"", ["--print-default-data-file", "reference.docx", "-o", "-"]))
    for dress in (
        defaults,
        paragraph_styles.text_styles,
        paragraph_styles.heading_styles,
        paragraph_styles.tone_styles,
        page,
    ):
        dress(reference)
    table_styles.add_to(reference.styles)
    core = reference.document.core_properties
    core.author = core.last_modified_by = core.title = ""
    core.created = core.modified = BUILT.replace(tzinfo=None)
    saved = io.BytesIO()
    reference.document.save(saved)
    return package.write(package.read(saved.getvalue()), BUILT)


if __name__ == "__main__":
    Path(__file__).with_name("reference.docx").write_bytes(build())

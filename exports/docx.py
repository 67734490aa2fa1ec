"""The report as a Word file: pandoc writes it, and what pandoc cannot say is set afterwards in its XML.

Equal reports give equal bytes, on any day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from exports import charts, docx_contents, docx_package, docx_sections, docx_tables, tools
from exports.blocks import Block, Heading, Together, Wide
from exports.document import Document
from exports.pandoc_ast import dump, one_line
from exports.word_dialect import Word

PUBLIC_PROPERTIES = ("classification", "report")
CUSTOM = "docProps/custom.xml"


def write(document: Document, when: datetime) -> bytes:
    """The Word file; `when` is the time it carries. Raises AuditbookError."""
    word = Word({chart.name: charts.png(chart.svg) for chart in document.charts})
    meta = {
        "title": document.title,
        "author": document.author,
        "subject": document.subtitle,
        "lang": "en-GB",
        "classification": document.mark,
        "report": f"{document.number}, {document.edition.lower()}",
        "toc-title": "Contents",
        "front": word.blocks(document.front),
    }
    arguments = ["-f", "json", "-t", "docx+native_numbering", "-o", "-", "--sandbox", "--toc", "--toc-depth=2"]
    arguments += [
        f"--reference-doc={tools.template('reference.docx')}",
        f"--template={tools.template('report.openxml')}",
    ]
    return finish(tools.pandoc(dump(meta, word.blocks(document.body)), arguments), document, when)


def finish(content: bytes, document: Document, when: datetime) -> bytes:
    """pandoc's file made ready for people."""
    parts = docx_package.read(content)
    root = docx_package.parse(parts[docx_package.DOCUMENT])
    body = root.find(docx_package.q("w:body"))
    if body is None:
        raise ValueError("pandoc wrote a document without a body")
    docx_sections.unnumber(body, set(_unnumbered(document.body)))
    docx_sections.break_pages(body)
    docx_sections.join_sections(body, parts)
    docx_sections.indent_lists(body)
    docx_tables.lay_out(body)
    docx_contents.fill(body)
    for number, drawing in enumerate(root.iter(docx_package.q("wp:docPr")), 1):
        drawing.set("id", str(1000 + number))
    parts[docx_package.DOCUMENT] = docx_package.serialise(root)
    words = {
        "ORGANISATION": document.organisation,
        "MARK": document.mark,
        "REPORT": f"{document.number} · {document.edition}",
    }
    docx_sections.fill_headers(parts, {name: one_line(text) for name, text in words.items()})
    _strip(parts)
    return docx_package.write(parts, when)


def _unnumbered(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Heading) and not block.numbered:
            yield block.key
        elif isinstance(block, Together | Wide):
            yield from _unnumbered(block.blocks)


def _strip(parts: dict[str, bytes]) -> None:
    """Keep only the properties that may be seen: pandoc copies every metadata field there, the whole cover with it."""
    if CUSTOM not in parts:
        return
    root = docx_package.parse(parts[CUSTOM])
    for element in list(root):
        if element.get("name") not in PUBLIC_PROPERTIES:
            root.remove(element)
    for number, element in enumerate(root, 2):
        element.set("pid", str(number))
    parts[CUSTOM] = docx_package.serialise(root)

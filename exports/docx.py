"""The report as a Word file: pandoc writes it, and what pandoc cannot say is set afterwards in its XML.

Equal reports give equal bytes, on any day.
"""

from __future__ import annotations

from datetime import UTC, datetime

from exports import charts, docx_contents, docx_package, docx_sections, docx_tables, tools
from exports.blocks import Heading, flat
from exports.document import Document
from exports.pandoc_ast import Node, dump, one_line
from exports.word_dialect import Word

PUBLIC = ("classification", "report")


def write(document: Document, when: datetime) -> bytes:
    """The Word file; `when` is the time it carries. Raises AuditbookError."""
    word = Word({chart.name: charts.png(chart.svg) for chart in document.charts})
    meta: dict[str, str | list[Node]] = {
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
    docx_sections.unnumber(
        body, {one.key for one in flat(document.body) if isinstance(one, Heading) and not one.numbered}
    )
    docx_sections.break_pages(body)
    docx_sections.join_sections(body, parts)
    docx_sections.indent_lists(body)
    docx_tables.lay_out(body)
    docx_contents.fill(body)
    _drawings(root)
    parts[docx_package.DOCUMENT] = docx_package.serialise(root)
    words = {
        "ORGANISATION": document.organisation,
        "MARK": document.mark,
        "REPORT": f"{document.number} · {document.edition}",
    }
    docx_sections.fill_headers(parts, {name: one_line(text) for name, text in words.items()})
    _tell(parts, when)
    return docx_package.write(parts, when)


def _drawings(root: docx_package.Element) -> None:
    """Give each drawing an id of its own, and no distance to the text (LibreOffice adds one where none is said)."""
    for number, drawing in enumerate(root.iter(docx_package.q("wp:inline")), 1):
        for side in ("distT", "distB", "distL", "distR"):
            drawing.set(side, "0")
        for told in drawing.iter(docx_package.q("wp:docPr")):
            told.set("id", str(1000 + number))


def _tell(parts: dict[str, bytes], when: datetime) -> None:
    """What the file says about itself: the time of the record, and only what may be seen.

    pandoc's sandbox knows no time, it copies every metadata field into the custom properties (the whole cover with
    it), and its own reference file claims to come from a Word of long ago.
    """
    core = docx_package.parse(parts["docProps/core.xml"])
    for element in core:
        if docx_package.local(element) in ("created", "modified"):
            element.text = when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts["docProps/core.xml"] = docx_package.serialise(core)
    custom = docx_package.parse(parts["docProps/custom.xml"])
    for element in [one for one in custom if one.get("name") not in PUBLIC]:
        custom.remove(element)
    for number, element in enumerate(custom, 2):
        element.set("pid", str(number))
    parts["docProps/custom.xml"] = docx_package.serialise(custom)
    app = docx_package.parse(parts["docProps/app.xml"])
    for element in list(app):
        app.remove(element)
    parts["docProps/app.xml"] = docx_package.serialise(app)

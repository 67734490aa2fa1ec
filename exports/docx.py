"""The report as a Word file: pandoc writes it, and what pandoc cannot say is set afterwards in its XML.

Equal reports give equal bytes, on any day.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from exports import docx_contents, docx_sections, docx_tables, house, ooxml, steps, tools
from exports.blocks import Heading, flat
from exports.formats import Printed
from exports.pandoc_ast import Node, dump, one_line
from exports.word_dialect import Word

PUBLIC = ("classification", "report")


def write(job: Printed) -> bytes:
    """The Word file. Raises AuditbookError."""
    document = job.document
    word = Word(job.pictures, job.paper)
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
    arguments = ["-f", "json", "-t", "docx+native_numbering", "-o", "-", "--sandbox"]
    arguments += ["--toc", "--toc-depth=2"] if document.contents else []
    arguments += [f"--template={tools.template('report.openxml')}"]
    source = dump(meta, word.blocks(document.body))
    steps.step("pandoc writes Word")
    reference = tools.template("reference.docx")
    with tempfile.TemporaryDirectory(prefix="auditbook-") as folder:
        if job.house.template:
            worn = Path(folder) / "reference.docx"
            worn.write_bytes(house.wear(reference.read_bytes(), job.house))
            reference = worn
        return finish(tools.pandoc(source, [*arguments, f"--reference-doc={reference}"]), job)


def finish(content: bytes, job: Printed) -> bytes:
    """pandoc's file made ready for people."""
    document = job.document
    parts = ooxml.read(content)
    root = ooxml.parse(parts[ooxml.DOCUMENT])
    body = root.find(ooxml.q("w:body"))
    if body is None:
        raise ValueError("pandoc wrote a document without a body")
    steps.step("laying out Word's pages")
    docx_sections.unnumber(
        body, {one.key for one in flat(document.body) if isinstance(one, Heading) and not one.numbered}
    )
    docx_sections.break_pages(body)
    docx_sections.set_paper(body, parts, job.paper)
    docx_sections.join_sections(body, parts, cover=document.contents)
    docx_sections.indent_lists(body)
    docx_tables.lay_out(body)
    docx_contents.fill(body)
    _drawings(root)
    parts[ooxml.DOCUMENT] = ooxml.serialise(root)
    words = {
        "ORGANISATION": document.organisation,
        "MARK": document.mark,
        "REPORT": f"{document.number} · {document.edition}",
    }
    docx_sections.fill_headers(parts, {name: one_line(text) for name, text in words.items()})
    _tell(parts, job.when)
    return ooxml.write(parts, job.when)


def _drawings(root: ooxml.Element) -> None:
    """Give each drawing an id of its own, and no distance to the text (LibreOffice adds one where none is said)."""
    for number, drawing in enumerate(root.iter(ooxml.q("wp:inline")), 1):
        for side in ("distT", "distB", "distL", "distR"):
            drawing.set(side, "0")
        for told in drawing.iter(ooxml.q("wp:docPr")):
            told.set("id", str(1000 + number))


def _tell(parts: dict[str, bytes], when: datetime) -> None:
    """What the file says about itself: the time of the record, and only what may be seen.

    pandoc's sandbox knows no time, it copies every metadata field into the custom properties (the whole cover with
    it), and its own reference file claims to come from a Word of long ago.
    """
    parts["docProps/core.xml"] = ooxml.dated(parts["docProps/core.xml"], when)
    custom = ooxml.parse(parts["docProps/custom.xml"])
    for element in [one for one in custom if one.get("name") not in PUBLIC]:
        custom.remove(element)
    for number, element in enumerate(custom, 2):
        element.set("pid", str(number))
    parts["docProps/custom.xml"] = ooxml.serialise(custom)
    parts["docProps/app.xml"] = ooxml.emptied(parts["docProps/app.xml"])

"""The report as OpenDocument text: pandoc writes it, and what pandoc cannot say is set afterwards in its XML."""

from __future__ import annotations

import re
from datetime import UTC
from xml.sax.saxutils import escape

from exports import odt_styles, ooxml, steps, tools
from exports.formats import Job
from exports.odt_dialect import CONTENTS, Odt, marker
from exports.odt_layout import SPACES, Element, lay_out, parsed, q
from exports.pandoc_ast import dump, one_line


def write(job: Job) -> bytes:
    """The file. Raises AuditbookError."""
    document, odt = job.document, Odt(job.pictures)
    front = odt.blocks(document.front)
    contents = marker(CONTENTS)
    body = odt.blocks(document.body)
    steps.step("pandoc writes OpenDocument")
    arguments = ["-f", "json", "-t", "odt+native_numbering", "-o", "-", "--sandbox"]
    content = tools.pandoc(dump({"title": "", "lang": "en-GB"}, [*front, contents, *body]), arguments)
    steps.step("laying out OpenDocument's pages")
    parts = ooxml.read(content)
    root: Element = ooxml.parse(parts["content.xml"])
    lay_out(root, odt.tables, document.body)
    parts["content.xml"] = ooxml.serialise(root)
    parts["styles.xml"] = _styled(parts["styles.xml"], job)
    parts["meta.xml"] = _told(job)
    parts.pop("manifest.rdf", None)
    listed = re.sub(rb"<manifest:file-entry[^>]*manifest\.rdf[^>]*/>", b"", parts["META-INF/manifest.xml"])
    parts["META-INF/manifest.xml"] = listed.replace(b'"application/xml"', b'"text/xml"')
    return ooxml.write(parts, job.when, first="mimetype")


def _styled(part: bytes, job: Job) -> bytes:
    """pandoc's styles with ours in the place of those of the same names, and our pages."""
    document = job.document
    root: Element = ooxml.parse(part)
    styles = root.find(q("office:styles"))
    made = parsed(odt_styles.named())
    names = {one.get(q("style:name")) for one in made}
    for old in [one for one in styles if one.get(q("style:name")) in names]:
        styles.remove(old)
    styles.extend(made)
    words = (document.organisation, document.mark, f"{document.number} · {document.edition}")
    layouts, masters = odt_styles.pages(job.paper, *(one_line(text) for text in words))
    for name, xml in (("automatic-styles", layouts), ("master-styles", masters)):
        place = root.find(q(f"office:{name}"))
        for old in list(place):
            place.remove(old)
        place.extend(parsed(xml))
    return ooxml.serialise(root)


def _told(job: Job) -> bytes:
    """What the file says about itself, and nothing else."""
    document, when = job.document, job.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {
        "dc:title": one_line(document.title), "dc:subject": one_line(document.subtitle),
        "meta:initial-creator": one_line(document.author), "dc:creator": one_line(document.author),
        "meta:creation-date": when, "dc:date": when, "dc:language": "en-GB",
    }  # fmt: skip
    inside = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in told.items() if words)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="{SPACES["office"]}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
        f'office:version="1.3"><office:meta>{inside}</office:meta></office:document-meta>'
    ).encode()

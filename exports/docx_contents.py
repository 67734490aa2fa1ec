"""The table of contents of pandoc's Word file.

pandoc leaves it empty, to be filled when somebody opens the file in Word and answers its question. Here it is filled
with the headings, each a link. It has no page numbers, for only Word knows them: the field says so (`\\n`), and stays
right as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from exports.docx_sections import bookmark
from exports.ooxml import PARAGRAPH, Element, make, properties, put, q, style

LEVELS = {"Heading1": 1, "AnnexHeading": 1, "Heading2": 2, "FindingHeading": 2}
FIELD = ' TOC \\o "1-2" \\n \\h \\z \\u '


def fill(body: Element) -> None:
    """Fill the table of contents, if there is one and there are headings."""
    box = next((one for one in body.iter(q("w:sdt")) if one.find(f".//{q('w:docPartGallery')}") is not None), None)
    content = box.find(q("w:sdtContent")) if box is not None else None
    entries = [_entry(*heading) for heading in _headings(body)]
    if content is None or not entries:
        return
    content.remove(content.findall(q("w:p"))[-1])
    for place, part in enumerate((_mark("begin"), _run(make("instrText", text=FIELD)), _mark("separate")), 1):
        entries[0].insert(place, part)
    entries[-1].append(_mark("end"))
    content.extend(entries)


def _headings(body: Element) -> Iterator[tuple[int, str, str, str]]:
    """Level, number, text and bookmark of each heading."""
    first = second = 0
    for paragraph in body.iter(q("w:p")):
        name = style(paragraph)
        if name not in LEVELS:
            continue
        number = ""
        if name == "Heading1":
            first, second = first + 1, 0
            number = str(first)
        elif name == "Heading2":
            second += 1
            number = f"{first}.{second}"
        yield LEVELS[name], number, "".join(text.text or "" for text in paragraph.iter(q("w:t"))), bookmark(paragraph)


def _entry(level: int, number: str, text: str, target: str) -> Element:
    leading = [_run(make("t", text=number)), _run(make("tab"))] if number else []
    paragraph = make("p", make("hyperlink", *leading, _run(make("t", text=text)), anchor=target, history=1))
    put(properties(paragraph, "pPr"), make("pStyle", val=f"TOC{level}"), PARAGRAPH)
    return paragraph


def _run(child: Element) -> Element:
    return make("r", child)


def _mark(kind: str) -> Element:
    return _run(make("fldChar", fldCharType=kind))

"""Sections, page breaks and headings of pandoc's Word file."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from exports.docx_tables import text_width
from exports.ooxml import (
    PARAGRAPH,
    RELATIONS,
    TYPES,
    Element,
    get,
    make,
    parse,
    properties,
    put,
    q,
    serialise,
    style,
)
from exports.paper import A4, Paper
from exports.word_dialect import NEW_PAGE

UNNUMBERED = {"Heading1": "AnnexHeading", "Heading2": "FindingHeading"}
INDENT = 284  # of one level of a list, in twentieths of a point
HEADERS = re.compile(r"word/(header|footer)\w*\.xml")
PLACEHOLDER = re.compile(r"\{\{([A-Z]+)\}\}")


def bookmark(paragraph: Element) -> str:
    """The name by which a heading can be jumped to; pandoc sets it in the heading or right before it."""
    inside = paragraph.find(q("w:bookmarkStart"))
    before = paragraph.getprevious()
    if inside is None and before is not None and before.tag == q("w:bookmarkStart"):
        inside = before
    return "" if inside is None else get(inside, "name")


def unnumber(body: Element, keys: set[str]) -> None:
    """Headings that shall have no number: pandoc drops that wish, so they get a style of their own."""
    for paragraph in body.iter(q("w:p")):
        if style(paragraph) in UNNUMBERED and bookmark(paragraph) in keys:
            put(properties(paragraph, "pPr"), make("pStyle", val=UNNUMBERED[style(paragraph)]), PARAGRAPH)


def break_pages(body: Element) -> None:
    """Turn each marker into a property of the paragraph after it: no empty line stands on top of the new page."""
    for marker in [paragraph for paragraph in body.iter(q("w:p")) if style(paragraph) == NEW_PAGE]:
        following = _beside(marker)
        if following is not None and following.tag == q("w:sdt"):
            following = next(following.iter(q("w:p")))
        if following is None or following.tag != q("w:p"):
            raise ValueError("a new page must begin with a paragraph")
        put(properties(following, "pPr"), make("pageBreakBefore"), PARAGRAPH)
        _at_the_top(following)
        _remove(marker)


def set_paper(body: Element, parts: dict[str, bytes], paper: Paper) -> None:
    """Put the last section, header and footer on this paper; those of the reference document are on A4."""
    if paper == A4:
        return
    for size in body.findall(f"{q('w:sectPr')}/{q('w:pgSz')}"):
        size.set(q("w:w"), str(paper.width))
        size.set(q("w:h"), str(paper.height))
    for name in parts:
        if HEADERS.fullmatch(name):
            parts[name] = parts[name].replace(f'w:pos="{A4.text}"'.encode(), f'w:pos="{paper.text}"'.encode())


def join_sections(body: Element, parts: dict[str, bytes], *, cover: bool = True) -> None:
    """Give every section header and footer (pandoc leaves them to the last), none to a cover; mend tab stops."""
    final = body.find(q("w:sectPr"))
    if final is None:
        raise ValueError("a document without a section")
    _end_with_text(final)
    references = [copy.deepcopy(one) for one in final if one.tag in (q("w:headerReference"), q("w:footerReference"))]
    sections = list(body.iter(q("w:sectPr")))
    for number, section in enumerate(sections):
        for name in ("headerReference", "footerReference", "titlePg", "footnotePr"):
            for old in section.findall(q(f"w:{name}")):
                section.remove(old)
        for place, reference in enumerate(references):
            section.insert(place, copy.deepcopy(reference))
        if number == 0 and cover:
            section.append(make("titlePg"))
    _widen(sections, text_width(sections[0]), parts)
    for section in sections[:-1]:
        _fold(section)


def _end_with_text(final: Element) -> None:
    """Where the text ends with the end of a section, let that be the last one, or an empty page would follow."""
    before = _beside(final, backwards=True)
    section = before.find(f"{q('w:pPr')}/{q('w:sectPr')}") if before is not None else None
    if section is not None:
        for name in ("pgSz", "pgMar"):
            for old in final.findall(q(f"w:{name}")):
                final.remove(old)
            final.extend(section.findall(q(f"w:{name}")))
        _remove(before)


def _widen(sections: list[Element], usual: int, parts: dict[str, bytes]) -> None:
    """Sections of another width get copies of header and footer with the tab stop at their own right margin."""
    relations, types = parse(parts[RELATIONS]), parse(parts[TYPES])
    targets = {relation.get("Id"): relation for relation in relations}
    for section in sections:
        width = text_width(section)
        for reference in section:
            if width == usual or reference.tag not in (q("w:headerReference"), q("w:footerReference")):
                continue
            key = str(reference.get(q("r:id")))
            wide_key = f"{key}w{width}"
            if wide_key not in targets:
                name = str(targets[key].get("Target"))
                wide_name = name.replace(".xml", f"w{width}.xml")
                parts[f"word/{wide_name}"] = parts[f"word/{name}"].replace(
                    f'w:pos="{usual}"'.encode(), f'w:pos="{width}"'.encode()
                )
                targets[wide_key] = _copy(relations, targets[key], Id=wide_key, Target=wide_name)
                known = next(one for one in types if one.get("PartName") == f"/word/{name}")
                _copy(types, known, PartName=f"/word/{wide_name}")
            reference.set(q("r:id"), wide_key)
    parts[RELATIONS], parts[TYPES] = serialise(relations), serialise(types)


def _copy(parent: Element, element: Element, **attributes: str) -> Element:
    made = copy.deepcopy(element)
    for name, value in attributes.items():
        made.set(name, value)
    parent.append(made)
    return made


def _fold(section: Element) -> None:
    """Let the paragraph before a section's end carry it, where there is one, so that no page is empty."""
    own = section.getparent()
    paragraph = own.getparent() if own is not None else None
    if paragraph is None:
        return
    following, before = _beside(paragraph), paragraph.getprevious()
    if following is not None and style(following) in UNNUMBERED.values():
        _at_the_top(following)
    if before is not None and before.tag == q("w:p") and before.find(f"{q('w:pPr')}/{q('w:sectPr')}") is None:
        put(properties(before, "pPr"), section, PARAGRAPH)
        _remove(paragraph)


def _beside(element: Element, *, backwards: bool = False) -> Element | None:
    """The next element that is more than a bookmark's beginning or end."""
    found = element.getprevious() if backwards else element.getnext()
    while found is not None and found.tag in (q("w:bookmarkStart"), q("w:bookmarkEnd")):
        found = found.getprevious() if backwards else found.getnext()
    return found


def _at_the_top(paragraph: Element) -> None:
    """On top of a page a heading needs no space above it."""
    put(properties(paragraph, "pPr"), make("spacing", before=0), PARAGRAPH)


def indent_lists(body: Element) -> None:
    """Draw lists nearer to the margin than pandoc's lists are."""
    for paragraph in body.iter(q("w:p")):
        level = paragraph.find(f"{q('w:pPr')}/{q('w:numPr')}/{q('w:ilvl')}")
        if level is not None:
            left = INDENT * (int(get(level, "val")) + 1)
            put(properties(paragraph, "pPr"), make("ind", left=left, hanging=INDENT), PARAGRAPH)


def fill_headers(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """Write the report's words into headers and footers, in one pass: what a value says is never looked at again."""
    for name in parts:
        if HEADERS.fullmatch(name):
            text = parts[name].decode()
            parts[name] = PLACEHOLDER.sub(lambda found: escape(values.get(found[1], "")), text).encode()


def _remove(element: Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)

"""The house's own look: fonts and colours of its Word template, put upon ours.

Ours stays the frame (sizes, numbering, cards, headers), so a template that lacks a style, or brings strange ones,
cannot break a report. Styles are matched by their name, which Word keeps English in every language.
"""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path

from lxml import etree

from data.errors import BadInput
from exports import ooxml
from exports.ooxml import Element, q
from exports.paper import House

STYLES, THEME = "word/styles.xml", "word/theme/theme1.xml"
WORN = (
    "Normal",
    "Body Text",
    "Title",
    "Subtitle",
    "heading 1",
    "heading 2",
    "heading 3",
    "caption",
    "header",
    "footer",
)
"""The styles whose fonts and colours are taken."""
TAKEN = ("w:rFonts", "w:color", "w:b", "w:i", "w:caps", "w:smallCaps")
LARGEST = 20 << 20  # bytes of a template, and of one part of it unpacked


def read(path: Path) -> House:
    """The house's template. Raises BadInput where it is no Word file."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST >> 20} MB; name a template without pictures.")
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}); mend «template» in config.toml.") from error
    try:
        _parts(content)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"{path} is no Word file (.docx); save the template as one in Word.") from error
    return House(content)


def check(house: House) -> list[str]:
    """What the template lacks, and what happens then: one line each."""
    there = _by_name(_parts(house.template)[0])
    return [f"has no style {name.capitalize()}: ours is used" for name in WORN if name.lower() not in there]


def wear(reference: bytes, house: House) -> bytes:
    """Our reference file with the fonts and colours of the house's template."""
    parts = ooxml.read(reference)
    styles, theme = _parts(house.template)
    ours, theirs = ooxml.parse(parts[STYLES]), _by_name(styles)
    _take(ours.find(f"{q('w:docDefaults')}//{q('w:rPr')}"), styles.find(f"{q('w:docDefaults')}//{q('w:rPr')}"))
    for name, style in _by_name(ours).items():
        if name in theirs and name in {worn.lower() for worn in WORN}:
            _take(_dress(style), theirs[name].find(q("w:rPr")))
    parts[STYLES] = ooxml.serialise(ours)
    if theme:
        parts[THEME] = theme
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _dress(style: Element) -> Element:
    """A style's run properties, made before those of its tables where it has none."""
    found = style.find(q("w:rPr"))
    if found is None:
        found = ooxml.make("w:rPr")
        later = [
            place for place, one in enumerate(style) if ooxml.local(one) in ("tblPr", "trPr", "tcPr", "tblStylePr")
        ]
        style.insert(later[0] if later else len(style), found)
    return found


def _take(ours: Element | None, theirs: Element | None) -> None:
    """Put their fonts and colours in place of ours."""
    if ours is None or theirs is None:
        return
    for name in TAKEN:
        new = theirs.find(q(name))
        if new is not None:
            for old in ours.findall(q(name)):
                ours.remove(old)
            ours.append(copy.deepcopy(new))
    ours[:] = sorted(ours, key=lambda one: ORDER.get(ooxml.local(one), len(ORDER)))


ORDER = {
    name: place
    for place, name in enumerate(
        ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
         "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
         "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
         "lang")
    )
}  # fmt: skip
"""The order in which the standard wants a run's properties (ECMA-376, CT_RPr)."""


def _by_name(styles: Element) -> dict[str, Element]:
    found = {}
    for style in styles.iter(q("w:style")):
        name = style.find(q("w:name"))
        if name is not None:
            found[ooxml.get(name, "val").lower()] = style
    return found


def _parts(content: bytes) -> tuple[Element, bytes]:
    """Styles and theme of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if any(archive.getinfo(name).file_size > LARGEST for name in (STYLES, THEME) if name in names):
            raise ValueError("a part is too large")
        styles = etree.fromstring(archive.read(STYLES), etree.XMLParser(resolve_entities=False, no_network=True))
        return styles, archive.read(THEME) if THEME in names else b""

"""The table styles of `reference.docx`, one for each kind of table."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from exports import look
from exports.blocks import Kind
from exports.word_dialect import TABLES


def xml(text: str) -> Any:
    """An element written as XML; its prefix `w` is declared here."""
    end = min(place for place in (text.find(" "), text.find(">"), text.find("/")) if place > 0)
    return parse_xml(f"{text[:end]} {nsdecls('w')}{text[end:]}")


def add_to(styles: Any) -> None:
    """One style for each kind of table, and the plain one they rest on, which pandoc's file lacks."""
    top = condition("firstRow", look.NAVY, look.WHITE)
    names = condition("firstCol", look.SHADE, look.NAVY)
    bands = condition("band2Horz", look.BAND)
    rules, grid = ("top", "bottom", "insideH"), ("top", "left", "bottom", "right", "insideH", "insideV")
    kinds: dict[Kind, tuple[tuple[str, ...], str, int, int]] = {
        "data": (rules, top + bands, 45, 90),
        "short": (rules, top + bands, 45, 90),
        "counts": (rules, top + bands, 45, 50),
        "facts": (rules, names, 55, 90),
        "tiles": (grid, "", 60, 60),
        "card": (grid, "", 38, 100),
        "long-card": (grid, "", 38, 100),
        "signing": (grid, top, 60, 100),
        "cover": ((), condition("wholeTable", look.NAVY, look.WHITE), 600, 500),
    }
    add = styles.element.append
    if all(style.name != "Normal Table" for style in styles):
        add(style("TableNormal", "Normal Table", 'w:default="1"', margins(0, 108)))
    for kind, (edges, conditions, high, wide) in kinds.items():
        lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{look.LINE}"/>' for edge in edges)
        inside = f"<w:tblBorders>{lines}</w:tblBorders>{margins(high, wide)}"
        add(style(TABLES[kind], TABLES[kind], 'w:customStyle="1"', inside, conditions))


def condition(part: str, fill: str, ink: str = "") -> str:
    """How a part of a table differs: its fill, and bold ink upon it."""
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    letters = f'<w:rPr><w:b/><w:color w:val="{ink}"/></w:rPr>' if ink else ""
    return f'<w:tblStylePr w:type="{part}">{letters}{shade}</w:tblStylePr>'


def margins(high: int, wide: int) -> str:
    """The room around the text of a cell, in twentieths of a point."""
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    told = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    return f"<w:tblCellMar>{told}</w:tblCellMar>"


def style(key: str, name: str, kind: str, inside: str, conditions: str = "") -> Any:
    """A table style; those of our own rest on the plain one."""
    own = key != "TableNormal"
    base = '<w:basedOn w:val="TableNormal"/>' if own else ""
    use = '<w:uiPriority w:val="99"/>' + ("<w:qFormat/>" if own else "<w:semiHidden/><w:unhideWhenUsed/>")
    bands = '<w:tblStyleRowBandSize w:val="1"/>' if own else ""
    return xml(
        f'<w:style w:type="table" {kind} w:styleId="{key}"><w:name w:val="{name}"/>{base}{use}'
        f'<w:tblPr>{bands}<w:tblInd w:w="0" w:type="dxa"/>{inside}</w:tblPr>{conditions}</w:style>'
    )

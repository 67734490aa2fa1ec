"""The styles of the OpenDocument report: those of the Word report, as near as the format allows."""

from __future__ import annotations

from xml.sax.saxutils import escape

from exports import look
from exports.blocks import Kind
from exports.paper import Paper

FONT, FIXED = "Calibri", "Consolas"
HAIR = f"0.5pt solid #{look.LINE}"
TWIP = 25.4 / 1440  # millimetres

# name: size in points, colour, bold, space above and below in points, further properties of the paragraph
PARAGRAPHS: dict[str, tuple[float, str, bool, float, float, str]] = {
    "BodyText": (10.5, look.INK, False, 0, 6, ""),
    "Lead": (10.5, look.INK, False, 0, 6, 'fo:keep-with-next="always"'),
    "Quiet": (9, look.QUIET, False, 4, 6, ""),
    "Label": (8.5, look.QUIET, False, 0, 1, ""),
    "Value": (9.5, look.INK, False, 0, 1, ""),
    "CellText": (9.5, look.INK, False, 0, 1, ""),
    "CountText": (8, look.INK, False, 0, 1, ""),
    "HeadText": (9.5, look.WHITE, True, 0, 1, ""),
    "NameText": (9.5, look.NAVY, True, 0, 1, ""),
    "ListText": (10.5, look.INK, False, 0, 3, ""),
    "CellList": (9.5, look.INK, False, 0, 1, ""),
    "TileNumber": (24, look.NAVY, True, 3, 0, 'fo:text-align="center"'),
    "TileLabel": (9, look.QUIET, False, 0, 3, 'fo:text-align="center"'),
    "CoverOrganisation": (16, look.NAVY, True, 96, 18, ""),
    "CoverTitle": (30, look.WHITE, True, 10, 14, ""),
    "CoverSubtitle": (13, look.PALE_ON_NAVY, False, 0, 0, ""),
    "DraftMark": (14, look.ALARM, True, 16, 10, ""),
    "FrontHeading": (14, look.NAVY, True, 16, 6, 'fo:keep-with-next="always"'),
    "Heading_20_1": (18, look.NAVY, True, 22, 8, 'fo:keep-with-next="always"'),
    "Heading_20_2": (13, look.NAVY, True, 14, 5, 'fo:keep-with-next="always"'),
    "TableCaption": (9, look.QUIET, True, 10, 4, 'fo:keep-with-next="always"'),
    "FigureCaption": (9, look.QUIET, True, 3, 10, ""),
    "Contents_20_Heading": (18, look.NAVY, True, 22, 8, 'fo:keep-with-next="always"'),
    "Contents_20_1": (10.5, look.NAVY, True, 3, 1, ""),
    "Contents_20_2": (10, look.QUIET, False, 0, 1, 'fo:margin-left="8mm"'),
    "Header": (8.5, look.QUIET, False, 0, 0, f'fo:border-bottom="{HAIR}" fo:padding-bottom="1.5mm"'),
    "Footer": (8.5, look.QUIET, False, 0, 0, f'fo:border-top="{HAIR}" fo:padding-top="1.5mm"'),
    "Gap": (4, look.INK, False, 0, 0, ""),
}
FAMILIES = ("text", "table", "table-row", "table-cell")
UNBROKEN: tuple[Kind, ...] = ("short", "counts", "tiles", "card", "signing", "cover")


def tone_name(tone: str) -> str:
    """The paragraph style of a cell in this tone; with `Callout` before it, that of a callout."""
    return "Tone" + (tone.title().replace("_", "") or "None")


def named() -> str:
    """The named styles of paragraphs and characters."""
    made = [
        _paragraph(name, size, colour, above, below, more, bold=bold)
        for name, (size, colour, bold, above, below, more) in PARAGRAPHS.items()
    ]
    for key, tone in look.TONES.items():
        made.append(_paragraph(tone_name(key), 9, tone.ink, 0, 0, 'fo:text-align="center"', bold=True))
        bar = tone.fill if key else look.QUIET
        shape = (
            f'fo:background-color="#{tone.tint}" fo:border-left="4.5pt solid #{bar}" fo:padding="2.5mm" '
            'fo:margin-left="2mm" fo:keep-with-next="always"'
        )
        made.append(_paragraph("Callout" + tone_name(key), 11, look.INK, 4, 8, shape))
    made.append(
        '<style:style style:name="Source_Text" style:family="text"><style:text-properties '
        f'fo:font-family="{FIXED}" fo:font-size="8pt"/></style:style>'
    )
    made.append(
        '<style:style style:name="Internet_20_link" style:family="text"><style:text-properties '
        f'fo:color="#{look.LINK}" style:text-underline-style="none"/></style:style>'
    )
    made += [f'<style:default-style style:family="{family}"/>' for family in FAMILIES]
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format="1" text:display-levels="{level}">'
        f'<style:list-level-properties text:min-label-distance="3mm"/></text:outline-level-style>'
        for level in (1, 2)
    )
    return "".join((*made, f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'))


def _paragraph(
    name: str, size: float, colour: str, above: float, below: float, more: str, *, bold: bool = False
) -> str:
    level = f' style:default-outline-level="{name[-1]}"' if name.startswith("Heading") else ""
    weight = "bold" if bold else "normal"
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{level}><style:paragraph-properties fo:margin-top="{above}pt" '
        f'fo:margin-bottom="{below}pt" fo:line-height="112%" {more}/><style:text-properties fo:color="#{colour}" '
        f'fo:font-family="{FONT}" fo:font-size="{size}pt" fo:font-weight="{weight}" '
        f'fo:font-style="normal" fo:language="en" fo:country="GB"/></style:style>'
    )


def pages(paper: Paper, organisation: str, mark: str, report: str) -> tuple[str, str]:
    """Page layouts, and the master pages: cover, upright, landscape; the words are data."""
    short, long = paper.width * TWIP, paper.height * TWIP
    layouts, masters = [], []
    for name, width, height, shown in (
        ("Cover", short, long, False),
        ("Standard", short, long, True),
        ("Wide", long, short, True),
    ):
        turned, above = "landscape" if width > height else "portrait", 12 if shown else 25
        room = '<style:header-footer-properties fo:min-height="6mm" fo:margin-{side}="5mm"/>'
        layouts.append(
            f'<style:page-layout style:name="P{name}"><style:page-layout-properties fo:page-width="{width:.1f}mm" '
            f'fo:page-height="{height:.1f}mm" style:print-orientation="{turned}" fo:margin-top="{above}mm" '
            'fo:margin-bottom="12mm" fo:margin-left="20mm" fo:margin-right="20mm"/>'
            f"<style:header-style>{room.format(side='bottom')}</style:header-style>"
            f"<style:footer-style>{room.format(side='top')}</style:footer-style></style:page-layout>"
            f'<style:style style:name="Tab{name}" style:family="paragraph" style:parent-style-name="Header">'
            f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{width - 40:.1f}mm" '
            'style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
            f'<style:style style:name="Foot{name}" style:family="paragraph" style:parent-style-name="Footer">'
            f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{width - 40:.1f}mm" '
            'style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
        )
        inside = (
            f'<style:header><text:p text:style-name="Tab{name}">{escape(organisation)}<text:tab/>'
            f'<text:span text:style-name="Mark">{escape(mark)}</text:span></text:p></style:header>'
            f'<style:footer><text:p text:style-name="Foot{name}">{escape(report)}<text:tab/>Page '
            '<text:page-number text:select-page="current">1</text:page-number> of '
            "<text:page-count>1</text:page-count></text:p></style:footer>"
        )
        following = ' style:next-style-name="Standard"' if name == "Cover" else ""
        masters.append(
            f'<style:master-page style:name="{name}" style:page-layout-name="P{name}"{following}>'
            f"{inside if shown else ''}</style:master-page>"
        )
    layouts.append(
        '<style:style style:name="Mark" style:family="text"><style:text-properties fo:font-weight="bold" '
        f'fo:color="#{look.ALARM}"/></style:style>'
    )
    return "".join(layouts), "".join(masters)


def cells() -> str:
    """The automatic styles of cells, rows and tables."""
    made = []
    plain = f'fo:border="none" fo:border-bottom="{HAIR}"'
    boxed = f'fo:border="{HAIR}"'
    fills = {
        "Plain": (plain, ""), "Band": (plain, look.BAND), "Head": (plain, look.NAVY), "Name": (plain, look.SHADE),
        "Box": (boxed, ""), "BoxName": (boxed, look.SHADE), "BoxHead": (boxed, look.NAVY),
        "Cover": ('fo:border="none"', look.NAVY),
        **{tone_name(key): (plain, tone.fill) for key, tone in look.TONES.items()},
    }  # fmt: skip
    for name, (edges, fill) in fills.items():
        padding = "12mm" if name == "Cover" else "1mm 1.6mm"
        background = f' fo:background-color="#{fill}"' if fill else ""
        middle = ' style:vertical-align="middle"' if name.startswith("Tone") or name == "Cover" else ""
        made.append(
            f'<style:style style:name="Cell{name}" style:family="table-cell"><style:table-cell-properties {edges}'
            f"{background}{middle} {_padded(padding)}/></style:style>"
        )
    for name, height in (
        ("Row", ""),
        ("SignRow", ' style:min-row-height="13mm"'),
        ("CoverRow", ' style:min-row-height="99mm"'),
    ):
        made.append(
            f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
            f'fo:keep-together="always"{height}/></style:style>'
        )
    return "".join(made)


def _padded(padding: str) -> str:
    high, *rest = padding.split()
    wide = rest[0] if rest else high
    return f'fo:padding-top="{high}" fo:padding-bottom="{high}" fo:padding-left="{wide}" fo:padding-right="{wide}"'

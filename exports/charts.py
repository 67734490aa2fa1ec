"""Charts as SVG, written by hand: no plotting library is heavy enough to be worth one bar chart.

One unit is a quarter of a millimetre. Numbers stand in the bars, so that colour is never the only sign.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from exports import look, tools
from exports.parts import Group
from exports.words import listed

WIDTH, LEFT, RIGHT = 680, 196, 40
ROW, BAR, LETTER = 24, 16, 5.9
DOTS = 288
NARROWEST = 15  # a bar must be this wide to hold its number


def verdict_bars(groups: Iterable[Group]) -> str:
    """For each clause and theme one bar, divided by verdict; at its end the number of references."""
    shown = list(groups)
    used = [verdict for verdict in look.TONES if any(group.count(verdict) for group in shown)]
    legend, top = _legend(used)
    height = top + ROW * len(shown) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH / 4}mm" height="{height / 4}mm" '
        f'font-family="Source Sans Pro, Calibri, sans-serif" font-size="12" fill="#{look.INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#{look.WHITE}"/>',
        *legend,
    ]
    for row, group in enumerate(shown):
        line = top + ROW * row
        parts.append(f'<text x="{LEFT - 10}" y="{line + 15}" text-anchor="end">{escape(_name(group))}</text>')
        parts += _bar(group, used, line + (ROW - BAR) / 2)
        parts.append(f'<text x="{WIDTH - 4}" y="{line + 15}" text-anchor="end" font-weight="bold">{group.total}</text>')
    return "".join((*parts, "</svg>"))


def in_words(groups: Iterable[Group]) -> str:
    """What the bars show, for those who cannot see them."""
    told = (
        f"{_name(group)}: "
        + listed(
            f"{group.count(verdict)} {tone.name.lower()}"
            for verdict, tone in look.TONES.items()
            if group.count(verdict)
        )
        for group in groups
    )
    return f"Bar chart of the references by clause or theme and verdict. {'; '.join(told)}."


def _name(group: Group) -> str:
    return f"{group.name} {group.title}".strip()


def _legend(used: list[str]) -> tuple[list[str], int]:
    """The key to the fills, in as many lines as it needs, and where the bars begin below it."""
    parts, left, top = [], 0.0, 6
    for verdict in used:
        name = look.TONES[verdict].short
        width = 30 + LETTER * len(name)
        if left + width > WIDTH:
            left, top = 0.0, top + ROW
        parts.append(_box(left, top, 11, 11, verdict))
        parts.append(f'<text x="{left + 16}" y="{top + 10}" fill="#{look.QUIET}">{escape(name)}</text>')
        left += width
    return parts, top + ROW + 4


def _bar(group: Group, used: list[str], top: float) -> list[str]:
    parts, left = [], float(LEFT)
    for verdict in used:
        amount = group.count(verdict)
        width = amount / group.total * (WIDTH - LEFT - RIGHT)
        if amount:
            parts.append(_box(left, top, width, BAR, verdict))
        if amount and width >= NARROWEST:
            middle = f'x="{left + width / 2:.1f}" y="{top + 12:.1f}" text-anchor="middle" font-weight="bold"'
            parts.append(f'<text {middle} font-size="11" fill="#{look.TONES[verdict].ink}">{amount}</text>')
        left += width
    return parts


def _box(left: float, top: float, width: float, height: float, verdict: str) -> str:
    """A box in the verdict's fill; pale ones have an outline."""
    fill = look.TONES[verdict].fill
    edge = look.QUIET if look.TONES[verdict].ink == look.INK else look.WHITE
    place = f'x="{left + 0.5:.1f}" y="{top:.1f}" width="{max(width - 1, 1):.1f}" height="{height}"'
    return f'<rect {place} fill="#{fill}" stroke="#{edge}" stroke-width="0.6"/>'


def png(svg: str) -> bytes:
    """The drawing as a picture of 288 dots per inch, for Word."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")'
    with tempfile.TemporaryDirectory(prefix="auditbook-") as folder:
        root = Path(folder)
        (root / "chart.svg").write_text(svg, encoding="utf-8")
        (root / "chart.typ").write_text(page, encoding="utf-8")
        options = {"ppi": DOTS, "font_paths": [str(tools.fonts())], "ignore_system_fonts": True}
        return tools.typst(root, "chart.typ", "chart.png", **options)

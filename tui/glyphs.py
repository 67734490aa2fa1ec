"""The few signs that are no letters, with plain stand-ins for terminals without Unicode."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs."""

    pointer: str = "▸"
    dot: str = "·"
    tick: str = "✓"
    cross: str = "✗"
    warn: str = "▲"
    rule: str = "─"
    more: str = "…"
    dash: str = "–"
    full: str = "●"
    half: str = "◐"
    ring: str = "○"
    bar: str = "█"


PLAIN = Glyphs(
    pointer=">",
    dot="-",
    tick="v",
    cross="x",
    warn="!",
    rule="-",
    more="~",
    dash="-",
    full="#",
    half="%",
    ring="o",
    bar="=",
)


def chosen() -> Glyphs:
    """The set for this terminal: plain on the Linux console and where the output is not Unicode."""
    encoding = (getattr(sys.__stdout__, "encoding", "") or "").lower()
    plain = os.environ.get("TERM") in ("linux", "vt100", "vt220") or "utf" not in encoding
    return PLAIN if plain else Glyphs()


GLYPHS = chosen()

"""The sizes of paper that a report can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from data.errors import BadInput

MARGIN = 1134  # twentieths of a point: 20 mm on either side


class Paper(NamedTuple):
    """A sheet; `width` and `height` in twentieths of a point, upright. `typst` is what Typst calls it."""

    name: str
    typst: str
    width: int
    height: int

    @property
    def text(self) -> int:
        """How wide the text is on an upright page, in twentieths of a point."""
        return self.width - 2 * MARGIN

    @property
    def page(self) -> float:
        """How tall the text of an upright page is, in millimetres."""
        return self.height / 1440 * 25.4 - 52


A4 = Paper("a4", "a4", 11906, 16838)
LETTER = Paper("letter", "us-letter", 12240, 15840)
PAPERS = {paper.name: paper for paper in (A4, LETTER)}


def named(name: str) -> Paper:
    """The paper of that name. Raises BadInput."""
    found = PAPERS.get(name.strip().lower())
    if found is None:
        raise BadInput(f"«{name}» is no paper; use one of: {', '.join(PAPERS)}")
    return found


@dataclass(frozen=True)
class House:
    """What the house decided about its papers: its Word template (`exports.house`), empty for none."""

    template: bytes = b""


HOUSE = House()
"""No look of its own."""

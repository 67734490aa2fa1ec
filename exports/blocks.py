"""What a report is made of: a few kinds of blocks, free of any format.

`document.py` says everything in them; `pandoc_ast.py` turns them into pandoc's tree for one format. All text in a `Run`
is data: no character of it means anything but itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style = Literal[
    "body", "lead", "quiet", "label", "value", "tile", "tile-label",
    "organisation", "title", "subtitle", "draft", "front",
]  # fmt: skip
Kind = Literal["data", "short", "counts", "facts", "tiles", "card", "long-card", "signing", "cover"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one dress; a newline in it breaks the line. `target` is the key of a heading to jump to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. A `lead` stays with what it leads to."""

    runs: tuple[Run, ...]
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `start` is the first number of a numbered one, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2, in the table of contents.

    `key` is made of lower case letters, digits and hyphens, and stands once in a document.
    """

    level: int
    text: str
    key: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `span` columns and `down` rows; `tone` colours it (a key of `look.TONES`)."""

    blocks: tuple[Block, ...] = ()
    tone: str | None = None
    span: int = 1
    down: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the text's width and add up to 1.

    `data` is a list with a header, `short` one that stays on one page, `counts` one of many narrow columns of numbers;
    `facts` has names and values; a `card` stays on one page and a `long-card` does not.
    """

    kind: Kind
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: tuple[Cell, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """Paragraphs set apart, with a bar in a tone's colour."""

    tone: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG. `described` says in words what it shows, for those who cannot see it; `width` in mm."""

    name: str
    svg: str
    caption: str
    described: str
    width: int


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page: a heading with its card."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Wide:
    """Blocks on landscape pages of their own."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block: TypeAlias = Paragraph | Bullets | Heading | Table | Callout | Chart | Together | Wide | NewPage


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a document in a row, with those that others hold together or on wide pages."""
    for block in blocks:
        if isinstance(block, Together | Wide):
            yield from flat(block.blocks)
        else:
            yield block


def say(*parts: str | Run, style: Style = "body") -> Paragraph:
    """A paragraph of plain texts and dressed runs."""
    return Paragraph(tuple(Run(part) if isinstance(part, str) else part for part in parts), style)


def bold(text: str) -> Run:
    """Strong text."""
    return Run(text, strong=True)


def jump(text: str, key: str) -> Run:
    """Text that leads to a heading."""
    return Run(text, target=key)


def cell(*content: str | Run | Block, align: Align = "left", span: int = 1) -> Cell:
    """A cell of texts and blocks, each text a paragraph of its own."""
    blocks = (say(part) if isinstance(part, str | Run) else part for part in content if part != "")
    return Cell(tuple(blocks), span=span, align=align)


def head(*titles: str, right: tuple[int, ...] = ()) -> tuple[Cell, ...]:
    """A header row; the columns of the numbers in `right` are set to the right."""
    return tuple(cell(title, align="right" if place in right else "left") for place, title in enumerate(titles))


def facts(*rows: tuple[str, str | Paragraph | tuple[Block, ...]], share: float = 0.28) -> Table:
    """A table of names and values; rows without a value are left out."""
    kept = [(name, value) for name, value in rows if value]
    return Table(
        "facts",
        (share, 1 - share),
        tuple((cell(bold(name)), Cell(value) if isinstance(value, tuple) else cell(value)) for name, value in kept),
    )


def bullets(lines: list[str | Paragraph]) -> Bullets:
    """A bullet list of one-paragraph items."""
    return Bullets(tuple((say(line) if isinstance(line, str) else line,) for line in lines))

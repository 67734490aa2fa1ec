"""Markdown into blocks: the same as markdown-it's own rules give, at half their price."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checklists.blocks import Piece, pieces

PACK = Path(str(files("checklists") / "packs"))


def by_markdown_it(source: str) -> list[tuple[str, int, str, int]]:
    """Kind, level, text and line of each block as markdown-it's own heading and list rules see them."""
    parser = MarkdownIt("zero").enable(["heading", "list"])
    found, depth = [], 0
    tokens = parser.parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += (token.type == "list_item_open") - (token.type == "list_item_close")
        if token.type == "inline" and before and token.map:
            heading = before.type == "heading_open"
            kind = "heading" if heading else "item" if depth else "paragraph"
            found.append(
                (kind, int(before.tag[1:]) if heading else 0, " ".join(token.content.split()), token.map[0] + 1)
            )
    return found


def ours(source: str) -> list[tuple[str, int, str, int]]:
    return [(one.kind, one.level, one.text, one.line) for one in pieces(source)]


def test_every_file_of_the_packs_reads_as_markdown_it_reads_it() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PACK.rglob("*.md")]
    assert len(sources) > 120
    assert [ours(source) for source in sources] == [by_markdown_it(source) for source in sources]


LINES = st.sampled_from(
    [
        "# A.5.18 Access",
        "## Questions",
        "- one",
        "* two",
        "+ three",
        "1. four",
        "  - below",
        "    - below that",
        "goes on",
        "",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_blocks_are_what_markdown_it_finds(lines: list[str]) -> None:
    # an item in the middle of a paragraph, and one that begins at once below another list, are where Markdown's own
    # rules ask for nesting; they are set apart by a blank line, as every pack does
    source = "\n\n".join(lines)
    assert ours(source) == by_markdown_it(source)


def test_an_item_goes_on_until_a_blank_line_a_heading_or_the_next_marker() -> None:
    source = "- one\n  and more\n    - below it\n# title\n1. first\n2. second\n\nparagraph\n- last"
    assert list(pieces(source)) == [
        Piece("item", 0, "one and more", 1),
        Piece("item", 0, "below it", 3),
        Piece("heading", 1, "title", 4),
        Piece("item", 0, "first", 5),
        Piece("item", 0, "second", 6),
        Piece("paragraph", 0, "paragraph", 8),
        Piece("item", 0, "last", 9),
    ]

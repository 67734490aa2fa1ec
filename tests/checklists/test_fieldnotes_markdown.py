"""Field notes in a Markdown parser: the same lines are marked as in the editor, whatever stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checklists.fieldnotes import CAPTURED, NoteLine, fieldnotes_plugin, parse

ROLES = ("HR", "Head of HR")
EXAMPLE = """\
@Head of HR  leavers are reported to IT by mail, on the last day at the latest
+rec Leaver list Jan–Sep | 2026-10-12 | HR system, report 14            {E-021}
!min A.5.18 Leaver accounts disabled late in 3 of 25 sampled cases      {F-03}
? who checks accounts of contractors that HR does not know              {Q-02}
"""
STRUCTURED = ["", "words", "- item", "  words", "   !min in", "# head", "> said", "> !min quoted", "- !min it", "!mni"]


def markdown(note: str) -> tuple[MarkdownIt, list[NoteLine]]:
    parser = MarkdownIt("js-default").use(fieldnotes_plugin, ROLES)
    tokens = [token for token in parser.parse(note) if token.type == "fieldnote"]
    source = note.split("\n")
    for token in tokens:
        assert token.map is not None
        assert token.map[1] == token.map[0] + 1
        assert source[token.map[0]] == token.meta["line"].text
        assert token.content == token.meta["line"].body
    return parser, [token.meta["line"] for token in tokens]


def test_plugin_gives_the_example_as_tokens() -> None:
    parser, found = markdown("# Interview\n\n" + EXAMPLE + "and on\n")
    assert found == parse(EXAMPLE)[:4]
    html = parser.render(EXAMPLE)
    assert '<p class="finding"><b>!min</b> A.5.18 Leaver accounts' in html
    assert "<code>F-03</code>" in html


def test_plugin_makes_nothing_of_markup() -> None:
    assert "<script>" not in markdown("@<script>\n!min <script>\n")[0].render("@a<script>\n!min <script> [x](y)")


@pytest.mark.parametrize(
    "above", ["words", "- item", "- item\n  - inner", "> quoted", "1. one", "| a | b |\n|---|---|\n| c | d |", "[a]: b"]
)
def test_a_marked_line_ends_what_stands_above_it(above: str) -> None:
    _, found = markdown(f"{above}\n!min late\nwords")
    assert [line.body for line in found] == ["late"]


@pytest.mark.parametrize("below", ["===", "---", "--- | ---", "    more", "words"])
def test_a_marked_line_is_never_part_of_what_stands_below_it(below: str) -> None:
    assert [line.title for line in markdown(f"+doc Policy | wiki\n{below}")[1]] == ["Policy"]


def test_a_fence_keeps_its_lines() -> None:
    assert markdown("```\n!min late\n```")[1] == []


@given(st.lists(st.sampled_from([*EXAMPLE.splitlines(), *STRUCTURED])))
def test_plugin_and_parse_agree(source: list[str]) -> None:
    note = "\n".join(source)
    assert markdown(note)[1] == [line for line in parse(note, ROLES) if line.kind in (*CAPTURED, "speaker")]

"""Notes as Markdown: what is understood, and that nothing else is and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import notes
from exports.blocks import Block, Bullets, Paragraph, Run


def runs(blocks: Iterable[Block]) -> list[Run]:
    found: list[Run] = []
    for block in blocks:
        if isinstance(block, Bullets):
            found += [run for item in block.items for run in runs(item)]
        else:
            assert isinstance(block, Paragraph)
            found += block.runs
    return found


def text(source: str) -> str:
    return "".join(run.text for run in runs(notes.read(source)))


def test_dresses() -> None:
    (paragraph,) = notes.read("plain *em **both*** ~~gone~~ `co*de`\nnext")
    assert isinstance(paragraph, Paragraph)
    assert [run for run in paragraph.runs if run.text.strip()] == [
        Run("plain "),
        Run("em ", emphasis=True),
        Run("both", strong=True, emphasis=True),
        Run("gone", struck=True),
        Run("co*de", code=True),
        Run("next"),
    ]
    assert Run("\n") in paragraph.runs


def test_lists_within_lists() -> None:
    (outer,) = notes.read("- a\n  - b\n- c")
    assert isinstance(outer, Bullets)
    assert outer.start is None
    assert len(outer.items) == 2
    assert isinstance(outer.items[0][1], Bullets)


def test_numbered_items_keep_the_numbers_they_were_given() -> None:
    lists = notes.read("3. x\n4. y\n2026. z")
    assert [(block.start, len(block.items)) for block in lists if isinstance(block, Bullets)] == [(3, 2), (2026, 1)]


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert(1)) ![b](/etc/passwd) <script>x</script> <http://x>",
        "# no heading",
        "| a | b |\n|---|---|",
        "> no quotation",
        "---\ntitle: x\n---",
        "::: {custom-style=Title}",
        "&lt; &#65;",
        r"C:\_temp\*.log \\server\share\[1]",
        "/ term",
        "= heading",
        "5 * 3 * 2 and a_b_c",
    ],
)
def test_what_is_not_understood_stays_as_it_was_typed(source: str) -> None:
    assert text(source) == source


@pytest.mark.parametrize("depth", [3, 6, 7, 30, 300])
def test_no_depth_of_lists_loses_text(depth: int) -> None:
    assert text("- " * depth + "seen").endswith("seen")


@given(st.text(alphabet=st.sampled_from("ab 1.-+*_~`\n\\#>[](){}|:=/\t\r\"'&<é"), max_size=60))
def test_every_letter_and_digit_of_a_text_is_shown(source: str) -> None:
    shown = text(source) + "".join(
        str(block.start) for block in notes.read(source) if isinstance(block, Bullets) and block.start is not None
    )
    assert shown.count("a") == source.count("a")
    assert shown.count("é") == source.count("é")


@given(st.text(max_size=200))
def test_any_text_is_read(source: str) -> None:
    notes.read(source)


@pytest.mark.parametrize(
    "source", ["[" * 20000, "[a](" * 5000, "*a_b" * 5000, "- " * 5000, "`" * 9999 + "x", "1. " * 5000]
)
def test_hostile_texts_are_read_quickly(source: str) -> None:
    assert runs(notes.read(source))


def test_nothing_is_nothing() -> None:
    assert notes.read(" \n ") == ()

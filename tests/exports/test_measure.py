"""The estimate of heights: it grows with the text, and never lets a table be kept on a page that it does not fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exports import measure
from exports.blocks import Table, bullets, cell, head, say


def table(text: str) -> Table:
    return Table("data", (0.2, 0.8), ((cell("a"), cell(text)),))


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_more_text_is_never_lower(text: str, more: str) -> None:
    assert measure.height(table(text)) <= measure.height(table(text + more))


def test_broad_letters_count_twice() -> None:
    assert measure.height(table("W" * 800)) > 1.5 * measure.height(table("i" * 800))
    assert measure.height(table("審" * 800)) > 1.5 * measure.height(table("i" * 800))


def test_the_tallest_row() -> None:
    both = Table("data", (0.5, 0.5), ((cell("a"), cell("b")), (cell("x" * 2000), cell("y"))))
    assert measure.tallest(both) < measure.height(both)
    assert measure.tallest(both) > 100


def test_short_lists_stay_together_and_long_ones_do_not() -> None:
    row = (cell("a"), cell("b"))
    assert measure.listing((0.5, 0.5), (row,) * 3, head("A", "B")).kind == "short"
    assert measure.listing((0.5, 0.5), (row,) * 60, head("A", "B")).kind == "data"


def test_flow_counts_lists_and_paragraphs() -> None:
    assert measure.flow([bullets(["a", "b", "c"])]) > measure.flow([bullets(["a"])]) > 0
    assert measure.flow([say("x" * 1000)]) > measure.flow([say("x")])

"""Two texts out of one: nothing of either is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.merging import changes, merge

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d", "leavers", "!min late"]), max_size=8)


def merged(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    return [(mine if own else theirs)[row] for own, row in merge(base, mine, theirs)]


@given(LINES, LINES, LINES)
def test_all_that_either_wrote_is_there_and_no_line_twice(base: list[str], mine: list[str], theirs: list[str]) -> None:
    pieces = merge(base, mine, theirs)
    assert len(pieces) == len(set(pieces))
    for own in (True, False):
        rows = [row for side, row in pieces if side == own]
        assert rows == sorted(rows), "each side keeps its order"
    result = Counter(merged(base, mine, theirs))
    for side in (mine, theirs):
        assert not (Counter(side) - Counter(base)) - result


@given(LINES, LINES)
def test_what_one_side_alone_did_is_taken_as_it_is(base: list[str], changed: list[str]) -> None:
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@given(LINES, LINES)
def test_changes_make_the_new_out_of_the_old(old: list[str], new: list[str]) -> None:
    made = list(old)
    for a, b, c, d in reversed(changes(old, new)):
        made[a:b] = new[c:d]
    assert made == new


@given(LINES, LINES, LINES)
def test_the_other_window_comes_to_the_same_text(base: list[str], mine: list[str], theirs: list[str]) -> None:
    result = merged(base, mine, theirs)  # what I save; they have not typed since
    assert merged(theirs, theirs, result) == result


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("one two", "one x two", "one two y", "one x two y"),
        ("one", "one mine", "one theirs", "one mine theirs"),
        ("lea", "leave", "leaving", "leave leaving"),
        ("gone kept", "kept", "edited kept", "edited kept"),
        ("a b c", "a c", "a b c d", "a c d"),
        ("a b c", "A b c", "a b C", "A b C"),
        ("a b", "A b", "a B", "A B"),
        ("", "x", "y", "x y"),
    ],
)
def test_examples(base: str, mine: str, theirs: str, result: str) -> None:
    assert merged(base.split(), mine.split(), theirs.split()) == result.split()


def test_a_long_log_is_merged_in_no_time() -> None:
    base = [f"line {row}" for row in range(30_000)]
    mine, theirs = ["first", *base], [*base[:15_000], "middle", *base[15_000:], "last"]
    assert merged(base, mine, theirs) == ["first", *theirs]

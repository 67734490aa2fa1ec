"""Ids, second sources and control totals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.rules.sampling.populations import compare, control, look_at_ids, sums

NAMES = st.lists(st.text("ab ", max_size=3), max_size=12)


@given(NAMES)
def test_every_row_is_kept_blank_or_repeated(cells: list[str]) -> None:
    found = look_at_ids(cells, range(2, len(cells) + 2))
    kept = [cell.strip() for number, cell in enumerate(cells, 2) if number not in found.left_out]
    assert len(set(kept)) == len(kept)
    assert all(kept)
    assert set(kept) == {cell.strip() for cell in cells if cell.strip()}
    assert found.sound == (len(kept) == len(cells))


def test_what_is_wrong_is_told_with_its_rows() -> None:
    found = look_at_ids(["a", "", "Zoe\u0301", "Zo\u00e9", " a "], range(2, 7))
    assert found.words() == "1 blank (row 3), 2 repeated (row 5: Zoé as in row 4; row 6: a as in row 2)"


@given(NAMES, NAMES)
def test_two_lists_are_compared_both_ways(mine: list[str], theirs: list[str]) -> None:
    one, other = ({name.strip() for name in names} - {""} for names in (mine, theirs))
    found = compare(mine, theirs)
    assert found.both == len(one & other)
    assert {name.strip() for name in found.missing} == other - one
    assert {name.strip() for name in found.surplus} == one - other


def test_the_comparison_says_what_is_missing() -> None:
    said = compare(["a", "b"], ["b", "c"]).words("payroll.csv")
    assert said == (
        "Compared with payroll.csv: 1 ids in both, 1 there and not in the population (c), "
        "1 in the population and not there (a)."
    )
    assert compare(["a"], ["a"]).words("x") == "Compared with x: the same 1 ids in both."


def test_a_control_total_is_compared_with_the_file() -> None:
    totals = sums(("Id", "Amount", "Amount net", "Note"), [["a", "1,000.50", "1", "x"], ["b", "-0.5", "2", "3"]])
    assert totals == {"Amount": "1000.00", "Amount net": "3"}
    assert control("61", 61, totals) == "agrees with the number of items"
    assert control("60", 61, totals) == "differs: the number of items is 61"
    assert control("Amount 1000", 61, totals) == "agrees with the sum of Amount"
    assert control("amount net: 4", 61, totals) == "differs: the sum of Amount net is 3"
    assert control("as the ledger says", 61, totals) == ""
    assert control("", 61, totals) == ""
    assert sums(("A",), []) == {}

"""One draw by any method, growth without loss, ids that somebody typed, and numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.sampling import selection, ticket_order, wording

STRATA = st.dictionaries(
    st.integers(0, 999).map(lambda n: f"L-{n:03d}"), st.sampled_from("abc"), min_size=2, max_size=60
)


@given(STRATA, st.data())
def test_a_stratified_sample_grows_without_losing_an_item(strata: dict[str, str], data: st.DataObject) -> None:
    n = data.draw(st.integers(1, len(strata) - 1))
    more = data.draw(st.integers(n + 1, len(strata)))
    first = selection.grown("s", strata, n)
    kept: dict[str, int] = {}
    for item in first:
        kept[strata[item]] = kept.get(strata[item], 0) + 1
    second = selection.grown("s", strata, more, kept)
    assert (len(first), len(second)) == (n, more)
    assert set(first) <= set(second)


@given(st.lists(st.integers(0, 10_000).map(str), unique=True, min_size=1, max_size=50), st.data())
def test_every_method_draws_so_many_different_items(items: list[str], data: st.DataObject) -> None:
    n = data.draw(st.integers(1, len(items)))
    strata = [data.draw(st.sampled_from("xy")) for _ in items]
    for method in ("random", "systematic", "stratified"):
        drawn = selection.order(method, "seed", items, n, strata)
        assert len(set(drawn)) == len(drawn) == n
        assert set(drawn) <= set(items)
    assert selection.order("random", "seed", items, n) == ticket_order("seed", items)[:n]
    assert selection.order("all", "", items, len(items)) == items


def test_a_systematic_draw_follows_the_list_and_is_told_so_that_it_can_be_redone() -> None:
    items = [f"L-{n}" for n in range(1, 62)]
    places = selection.positions("AUD/L", 61, 25)
    assert selection.order("systematic", "AUD/L", items, 25) == [f"L-{place}" for place in places]
    assert selection.told("systematic", "AUD/L", 61, 25) == f"every 2.44th of 61 from start {places[0]}"
    assert selection.told("stratified", "s", 4, 2, ["a", "b", "a", "b"]) == "a 1 of 2; b 1 of 2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A-1, A-3", ["A-1", "A-3"]),
        ("A-1 A-3;A-1", ["A-1", "A-3"]),
        ("A-2 .. A-4", ["A-2", "A-3", "A-4"]),
        ("A-4..A-2, B..1", ["A-2", "A-3", "A-4", "B..1"]),
        ("", []),
    ],
)
def test_items_are_named_one_by_one_or_as_a_run(text: str, found: list[str]) -> None:
    assert selection.named(text, ["A-1", "A-2", "A-3", "A-4", "B..1"]) == found


def test_an_item_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="«A-9» is not in the population"):
        selection.named("A-1, A-9", ["A-1"])
    with pytest.raises(ValueError, match="not drawn by chance"):
        selection.order("block", "s", ["a"], 1)
    with pytest.raises(ValueError, match="takes all 2 items"):
        selection.order("all", "", ["a", "b"], 1)


@pytest.mark.parametrize(("text", "rate"), [("95", 0.95), ("2.5 %", 0.025), ("2,5", 0.025), (" 0 ", 0)])
def test_rates_as_people_write_them(text: str, rate: float) -> None:
    assert wording.read_percent(text) == rate


@pytest.mark.parametrize("text", ["", "much", "100", "-1", "nan"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"per cent|lies outside"):
        wording.read_percent(text)


@given(st.integers(0, 500), st.integers(0, 99), st.integers(1, 1000), st.integers(1, 20))
def test_what_is_said_can_be_read_again(allowed: int, expected: int, size: int, deviations: int) -> None:
    assert wording.read_deviations(wording.say_deviations(0, allowed)) == (0, allowed)
    rate = expected / 100
    assert wording.read_deviations(wording.say_deviations(rate, 0)) == (rate, 0)
    assert wording.read_second_stage(wording.say_second_stage(size, deviations)) == (size, deviations)
    assert wording.read_count(f"{size:,}") == size


def test_a_second_stage_is_read_from_a_few_words() -> None:
    assert wording.read_second_stage("49 more for 1 deviation") == (49, 1)
    assert wording.read_second_stage("49") == (49, 1)
    assert wording.read_second_stage("") == (0, 0)
    with pytest.raises(ValueError, match="how many more"):
        wording.read_second_stage("later")

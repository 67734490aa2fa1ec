"""Draws that anybody can repeat."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import time
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.rules import sampling

IDS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip()),
    unique_by=lambda text: unicodedata.normalize("NFC", text.strip()),
    max_size=30,
)


def test_a_ticket_is_the_one_of_the_published_sampler() -> None:
    assert sampling.ticket("31415", "B-1").startswith("209a9f6594")
    assert len(sampling.ticket("31415", "B-1")) == 64


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not on this machine")
def test_a_third_party_can_redo_a_ticket_in_a_shell() -> None:
    script = """h() { printf %s "$1" | sha256sum | cut -d' ' -f1; }; h "$(h "$(h "$1"):id:$2")0" """
    seed, item = "AUD-2026-02 · 12 October", 'Zoë-17 $(id) "x"'
    done = subprocess.run(["bash", "-c", script, "-", seed, item], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sampling.ticket(seed, item)


@settings(deadline=None)
@given(IDS, st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(items: list[str], shuffler: random.Random) -> None:
    mixed = list(items)
    shuffler.shuffle(mixed)
    order = sampling.ticket_order("2026-02/L", items)
    assert sampling.ticket_order("2026-02/L", mixed) == order
    assert sorted(order) == sorted(items)


@settings(deadline=None)
@given(IDS, st.data())
def test_a_part_of_the_list_keeps_its_order(items: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(items))) if items else set()
    assert sampling.ticket_order("s", kept) == [item for item in sampling.ticket_order("s", items) if item in kept]


def test_ids_are_trimmed_and_composed_before_they_are_hashed() -> None:
    decomposed = unicodedata.normalize("NFD", "Zoë")
    assert decomposed != "Zoë"
    assert sampling.ticket("7", f"  {decomposed}\n") == sampling.ticket(" 7 ", "Zoë")
    assert sampling.ticket_order("7", [decomposed, "Ana ", "Bo"]) == [
        {"Zoë": decomposed, "Ana": "Ana ", "Bo": "Bo"}[name]
        for name in sampling.ticket_order("7", ["Zoë", "Ana", "Bo"])
    ]


@pytest.mark.parametrize(
    ("seed", "items", "says"),
    [
        ("1", ["a", "b", "a"], "1 ids occur more than once, for example «a»"),
        ("1", ["a", " a "], "more than once"),
        ("1", ["Zoë", unicodedata.normalize("NFD", "Zoë")], "more than once"),
        ("1", ["\x1b[2J!", "\x1b[2J!"], r"«\?\[2J!»"),
        ("1", ["a", "  "], "blank id"),
        (" ", ["a"], "blank seed"),
    ],
)
def test_unclear_ids_and_seeds_are_refused(seed: str, items: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        sampling.ticket_order(seed, items)


def test_a_hundred_thousand_items_take_less_than_a_second() -> None:
    items = [f"HR-{number:06d}" for number in range(100_000)]
    began = time.process_time()
    order = sampling.ticket_order("2026-02/L", items)
    assert time.process_time() - began < 1
    assert len(set(order)) == 100_000


@settings(deadline=None)
@given(st.integers(0, 200))
def test_a_shuffle_holds_every_number_once(count: int) -> None:
    assert sorted(sampling.shuffled("x", count)) == list(range(count))


@settings(deadline=None)
@given(st.integers(1, 5000), st.data())
def test_systematic_positions_are_distinct_and_on_the_list(population: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(1, population))
    whole = sampling.systematic(population, n, data.draw(st.integers(1, population // n)))
    start = sampling.systematic_start(data.draw(st.sampled_from(["a", "b", "2026-02/L"])), population, n)
    assert 0 < start <= Fraction(population, n)
    for positions in (whole, sampling.systematic_fractional(population, n, start)):
        assert len(set(positions)) == n
        assert min(positions) >= 1
        assert max(positions) <= population


def test_the_fractional_start_reaches_both_ends() -> None:
    assert sampling.systematic_fractional(7, 3, 7 / 3) == [3, 5, 7]
    assert sampling.systematic_fractional(7, 3, 0.1) == [1, 3, 5]


def test_a_systematic_start_can_be_redone_by_hand() -> None:
    number = int(hashlib.sha256(b"2026-02/L,0").hexdigest(), 16)
    assert sampling.systematic_start("2026-02/L", 61, 25) == Fraction(61, 25) * Fraction(number + 1, 2**256)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sampling.systematic(10, 11, 1), "n 11 lies outside 1 to 10"),
        (lambda: sampling.systematic(10, 3, 4), "start 4 lies outside 1 to 3"),
        (lambda: sampling.systematic(10, 3, 0), "start 0 lies outside"),
        (lambda: sampling.systematic_fractional(10, 4, 2.6), "at most 2.5"),
        (lambda: sampling.systematic_fractional(10, 4, 0), "above 0"),
        (lambda: sampling.systematic_fractional(10, 4, float("nan")), "outside the interval"),
        (lambda: sampling.systematic_start("", 10, 4), "blank"),
        (lambda: sampling.allocation(4, {"a": 3}), "n 4 lies outside 0 to 3"),
        (lambda: sampling.allocation(1, {"a": -1}), "stratum -1 lies outside"),
        (lambda: sampling.stratified("s", {"a": ["1"], "b": ["1"]}, 1), "more than once"),
    ],
)
def test_draws_that_cannot_be_are_refused(call: object, says: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.parametrize(
    ("n", "strata", "shares"),
    [
        (10, {"office": 50, "plant": 30, "home": 20}, {"office": 5, "plant": 3, "home": 2}),
        (10, {"a": 97, "b": 2, "c": 1}, {"a": 8, "b": 1, "c": 1}),  # at least one of each
        (2, {"a": 97, "b": 2, "c": 1}, {"a": 2, "b": 0, "c": 0}),  # fewer than there are strata
        (3, {"a": 97, "b": 2, "c": 1}, {"a": 1, "b": 1, "c": 1}),
        (2, {"a": 1, "b": 5, "c": 1, "d": 1}, {"a": 0, "b": 2, "c": 0, "d": 0}),  # a tie goes to the larger
        (4, {"c": 5, "b": 5, "a": 5}, {"a": 2, "b": 1, "c": 1}),  # and then by name
        (3, {"b": 3, "a": 1}, {"b": 2, "a": 1}),
        (5, {"x": 30, "y": 50}, {"x": 2, "y": 3}),
        (4, {"a": 3, "b": 0, "c": 1}, {"a": 3, "b": 0, "c": 1}),
        (0, {"a": 3}, {"a": 0}),
        (0, {}, {}),
        (6, {"a": 3, "b": 3}, {"a": 3, "b": 3}),
    ],
)
def test_shares_by_largest_remainder(n: int, strata: dict[str, int], shares: dict[str, int]) -> None:
    assert sampling.allocation(n, strata) == shares


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.integers(0, 500), max_size=8), st.data())
def test_shares_add_up_and_stay_fair(strata: dict[str, int], data: st.DataObject) -> None:
    total = sum(strata.values())
    n = data.draw(st.integers(0, total))
    shares = sampling.allocation(n, strata)
    filled = [name for name, count in strata.items() if count]
    assert sum(shares.values()) == n
    assert list(shares) == list(strata)
    assert all(0 <= shares[name] <= count for name, count in strata.items())
    if n >= len(filled):
        assert all(shares[name] >= 1 for name in filled)
    for name in filled:
        assert shares[name] < n * strata[name] / total + 1
        for other in filled:
            if strata[name] > strata[other]:
                assert shares[name] >= shares[other]


def test_each_stratum_is_drawn_by_its_own_ticket_order() -> None:
    strata = {"employee": [f"E-{n}" for n in range(40)], "contractor": [f"C-{n}" for n in range(10)], "temp": []}
    drawn = sampling.stratified("2026-02/L", strata, 10)
    assert {name: len(items) for name, items in drawn.items()} == {"employee": 8, "contractor": 2, "temp": 0}
    for name, items in drawn.items():
        assert items == sampling.ticket_order("2026-02/L", strata[name])[: len(items)]

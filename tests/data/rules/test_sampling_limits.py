"""Upper limits and the sentences made from them."""

from __future__ import annotations

import math
from fractions import Fraction
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.rules import sampling
from data.rules.sampling.values import percent, stated

# The rows of the AICPA's tables A-3 (95 %) and A-4 (90 %); the columns are 0 to 10 deviations.
TABLE_SIZES = (*range(20, 85, 5), 90, 100, 125, 150, 200, 300, 400, 500)


def exact_tail(x: int, n: int, rate: Fraction) -> Fraction:
    bad, sound = rate.numerator, rate.denominator - rate.numerator
    return Fraction(sum(comb(n, i) * bad**i * sound ** (n - i) for i in range(x + 1)), rate.denominator**n)


@pytest.mark.parametrize("confidence", [0.95, 0.9])
@pytest.mark.parametrize("n", TABLE_SIZES)
def test_the_aicpa_tables_of_limits_cell_by_cell(confidence: float, n: int) -> None:
    """A printed cell is the limit rounded up to 0.1 %: at that rate the risk is met, a tenth below it is not."""
    risk = 1 - Fraction(str(confidence))
    for x in range(11):
        tenths = math.ceil(sampling.upper_limit(n, x, confidence) * 1000)
        assert exact_tail(x, n, Fraction(tenths, 1000)) <= risk < exact_tail(x, n, Fraction(tenths - 1, 1000))


@settings(deadline=None)
@given(st.integers(1, 300), st.data(), st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.9999]))
def test_a_limit_is_where_the_tail_meets_the_risk(n: int, data: st.DataObject, confidence: float) -> None:
    x = data.draw(st.integers(0, n))
    limit = sampling.upper_limit(n, x, confidence)
    if x == n:
        assert limit == 1
    else:
        risk = 1 - Fraction(str(confidence))
        hair = Fraction(1, 10**12)
        assert exact_tail(x, n, Fraction(limit) + hair) < risk < exact_tail(x, n, Fraction(limit) - hair)


@settings(deadline=None)
@given(st.integers(1, 60), st.data(), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_a_finite_limit_is_the_largest_number_by_brute_force(
    population: int, data: st.DataObject, confidence: float
) -> None:
    n = data.draw(st.integers(1, population))
    x = data.draw(st.integers(0, n))
    risk = 1 - Fraction(str(confidence))

    def tail(deviating: int) -> Fraction:
        ways = sum(comb(deviating, i) * comb(population - deviating, n - i) for i in range(x + 1))
        return Fraction(ways, comb(population, n))

    possible = [deviating for deviating in range(x, population - n + x + 1) if tail(deviating) > risk]
    assert sampling.most_deviating(n, x, confidence, population) == possible[-1]


@settings(deadline=None)
@given(st.integers(2, 5000), st.data(), st.sampled_from([0.9, 0.95]))
def test_limits_keep_their_order(n: int, data: st.DataObject, confidence: float) -> None:
    x = data.draw(st.integers(0, n - 1))
    limit = sampling.upper_limit(n, x, confidence)
    assert sampling.rate(n, x) < limit < sampling.upper_limit(n, x + 1, confidence)
    assert limit < sampling.upper_limit(n, x, 0.99)
    assert sampling.upper_limit(n + 1, x, confidence) < limit
    population = data.draw(st.integers(n, 20_000))
    assert x / n <= sampling.most_deviating(n, x, confidence, population) / population + 1 / population


@settings(deadline=None)
@given(st.sampled_from([0.9, 0.95, 0.99]), st.integers(1, 60), st.integers(0, 3), st.integers(10, 4000))
def test_a_planned_sample_supports_what_it_was_planned_for(
    confidence: float, rate: int, allowed: int, population: int
) -> None:
    tolerable = rate / 100
    plan = sampling.binomial_size(confidence, tolerable, allowed=allowed)
    assert sampling.upper_limit(plan.n, plan.allowed, confidence) <= tolerable * (1 + 1e-12)
    finite = sampling.hypergeometric_size(confidence, tolerable, population, allowed=allowed)
    worst = sampling.most_deviating(finite.n, finite.allowed, confidence, population)
    assert worst < sampling.tolerable_items(tolerable, population)


def test_touw_and_hoogduin_on_twelve_hundred_items() -> None:
    limits = [sampling.most_deviating(102, x, 0.9, 1200) / 1200 for x in range(4)]
    assert [round(limit, 4) for limit in limits] == [0.0208, 0.0358, 0.0492, 0.0625]


def test_an_evaluation_holds_fractions_of_one() -> None:
    found = sampling.evaluate(25, 3, 0.95, 61)
    assert (found.n, found.deviations, found.rate, found.method) == (25, 3, 0.12, "hypergeometric")
    assert found.upper_limit == 15 / 61
    assert found.sentence == "3 of 25 deviate (12 %); at 95 % confidence the rate in the 61 items is below 25 %."
    large = sampling.evaluate(25, 0, 0.95)
    assert (large.rate, large.method, round(large.upper_limit, 4)) == (0, "Clopper-Pearson", 0.1129)


@pytest.mark.parametrize(
    ("judged", "deviations", "population", "says"),
    [
        (25, 3, 61, "3 of 25 deviate (12 %); at 95 % confidence the rate in the 61 items is below 25 %."),
        (25, 1, 61, "1 of 25 deviates (4 %); at 95 % confidence the rate in the 61 items is below 14 %."),
        (25, 0, 61, "None of 25 deviates; at 95 % confidence the rate in the 61 items is below 9 %."),
        (25, 25, 61, "25 of 25 deviate (100 %); at 95 % confidence the rate in the 61 items is anything up to 100 %."),
        (10, 0, 20, "None of 10 deviates; at 95 % confidence the rate in the 20 items is at most 15 %."),
        (59, 0, 61, "None of 59 deviates; at 95 % confidence the rate in the 61 items is 0 %."),
        (60, 2, 1200, "2 of 60 deviate (3.3 %); at 95 % confidence the rate in the 1,200 items is below 10 %."),
        (25, 0, None, "None of 25 deviates; at 95 % confidence the rate in the population is below 11.3 %."),
        (5000, 0, 10**6, "None of 5,000 deviates; at 95 % confidence the rate in the 1,000,000 items is below 0.06 %."),
        (8, 2, 61, "2 of 8 deviate; 8 are too few for a rate."),
        (9, 0, None, "None of 9 deviates; 9 are too few for a rate."),
        (1, 1, 61, "The one item tested deviates; one is too few for a rate."),
        (1, 0, 61, "The one item tested does not deviate; one is too few for a rate."),
        (0, 0, 61, "No item has been judged yet."),
        (1, 1, 1, "The only item was tested; it deviates."),
        (1, 0, 1, "The only item was tested; it does not deviate."),
        (5, 0, 5, "All 5 items were tested; none deviates."),
        (5, 2, 5, "All 5 items were tested; 2 deviate."),
        (5, 5, 5, "All 5 items were tested; all of them deviate."),
        (61, 1, 61, "All 61 items were tested; 1 deviates (1.6 %)."),
    ],
)
def test_what_a_random_sample_supports(judged: int, deviations: int, population: int | None, says: str) -> None:
    assert sampling.supports(judged, deviations, population, 0.95, random=True) == says


@pytest.mark.parametrize(
    ("judged", "deviations", "begins"),
    [(25, 3, "3 of 25 deviate; "), (25, 1, "1 of 25 deviates; "), (25, 0, "None of 25 deviates; ")],
)
def test_a_sample_that_was_chosen_claims_no_statistics(judged: int, deviations: int, begins: str) -> None:
    says = sampling.supports(judged, deviations, 61, 0.95, random=False)
    assert says == f"{begins}the sample was not drawn at random, so this says nothing about the rate in the 61 items."
    assert "%" not in says


def test_testing_everything_needs_no_chance() -> None:
    assert sampling.supports(61, 3, 61, 0.95, random=False) == "All 61 items were tested; 3 deviate (4.9 %)."


@settings(deadline=None)
@given(st.integers(10, 400), st.data(), st.sampled_from([0.9, 0.95]), st.one_of(st.none(), st.integers(10, 5000)))
def test_the_limit_in_words_is_true(n: int, data: st.DataObject, confidence: float, population: int | None) -> None:
    assume(population is None or n <= population)
    x = data.draw(st.integers(0, n))
    limit = (
        sampling.upper_limit(n, x, confidence)
        if population is None
        else Fraction(sampling.most_deviating(n, x, confidence, population), population)
    )
    words = sampling.would_support(n, x, confidence, population)
    if " below " in words:
        assert limit < Fraction(words.split(" below ")[1].split(" %")[0]) / 100
    elif "at most" in words.split(": ")[1]:
        assert limit == Fraction(words.split(": at most ")[1].split(" %")[0]) / 100


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sampling.evaluate(0, 0, 0.95), "n 0 lies outside"),
        (lambda: sampling.evaluate(25, 26, 0.95), "deviations 26 lies outside 0 to 25"),
        (lambda: sampling.evaluate(25, -1, 0.95), "deviations -1 lies outside"),
        (lambda: sampling.evaluate(25, 3, 95), "confidence 95 is not from 0 to 1"),
        (lambda: sampling.evaluate(25, 3, 0.95, 24), "25 items cannot have been drawn from 24"),
        (lambda: sampling.upper_limit(25, 26, 0.95), "deviations 26 lies outside"),
        (lambda: sampling.most_deviating(25, 3, 0.95, 24), "n 25 lies outside 1 to 24"),
        (lambda: sampling.supports(3, 1, 0, 0.95, random=True), "population 0 lies outside"),
        (lambda: sampling.rate(0, 0), "n 0 lies outside"),
        (lambda: sampling.would_support(0, 0, 0.95), "n 0 lies outside"),
    ],
)
def test_bad_counts_are_refused(call: object, says: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        (0, "0 %"),
        (0.12, "12 %"),
        (1 / 3, "33.3 %"),
        (0.00034, "0.03 %"),
        (0.9996, "99.96 %"),
        (1, "100 %"),
        (0.005, "0.5 %"),
    ],
)
def test_a_rate_is_never_rounded_to_none_or_all(rate: float, says: str) -> None:
    assert percent(rate) == says


def test_a_rate_that_was_given_is_shown_as_it_was_given() -> None:
    assert [stated(rate) for rate in (0.95, 0.9999, 0.0125, 0.1, 1e-7)] == [
        "95 %",
        "99.99 %",
        "1.25 %",
        "10 %",
        "0.00001 %",
    ]

"""Sample sizes against exact whole-number arithmetic, the AICPA's tables, and the clock."""

from __future__ import annotations

import math
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.rules import sampling
from data.rules.sampling.probability import (
    binomial_at_most,
    binomial_within,
    hypergeometric_at_most,
    hypergeometric_within,
)

RATES = st.integers(1, 99).map(lambda percent: Fraction(percent, 100))


def exact_binomial(x: int, n: int, rate: Fraction) -> Fraction:
    bad, sound = rate.numerator, rate.denominator - rate.numerator
    return Fraction(sum(comb(n, i) * bad**i * sound ** (n - i) for i in range(x + 1)), rate.denominator**n)


def exact_hypergeometric(x: int, population: int, deviating: int, n: int) -> Fraction:
    ways = sum(comb(deviating, i) * comb(population - deviating, n - i) for i in range(min(x, n) + 1))
    return Fraction(ways, comb(population, n))


def first_by_counting(risk: Fraction, tolerable: Fraction, expected: Fraction) -> int:
    """The smallest n with P(X <= ceil(E n)) at most the risk, by walking through every n in whole numbers."""
    bad, whole = tolerable.numerator, tolerable.denominator
    sound = whole - bad
    n, k, mass, tail, every = 0, 0, 1, 1, 1  # mass and tail are P(X = k) and P(X <= k), times whole ** n
    while tail * risk.denominator > every * risk.numerator:
        tail = tail * whole - bad * mass
        mass = mass * (n + 1) * sound // (n + 1 - k)
        n, every = n + 1, every * whole
        while k < math.ceil(expected * n):
            mass = mass * (n - k) * bad // ((k + 1) * sound)
            k += 1
            tail += mass
    return n


# The rows and columns of the AICPA's tables A-1 (95 %) and A-2 (90 %); a column ends where its sizes pass 2,000.
EXPECTED = [Fraction(quarter, 400) for quarter in range(17)] + [
    Fraction(e, 1000) for e in (50, 60, 70, 80, 90, 100, 125)
]
TOLERABLE = [Fraction(t, 100) for t in (2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20)]


@pytest.mark.parametrize("tolerable", TOLERABLE, ids=lambda rate: f"{float(rate):.0%}")
@pytest.mark.parametrize(("confidence", "risk"), [(0.95, Fraction(1, 20)), (0.9, Fraction(1, 10))])
def test_the_aicpa_tables_cell_by_cell(confidence: float, risk: Fraction, tolerable: Fraction) -> None:
    for expected in (rate for rate in EXPECTED if rate <= tolerable * Fraction(4, 5)):
        plan = sampling.binomial_size(confidence, float(tolerable), expected=float(expected))
        assert plan.n == first_by_counting(risk, tolerable, expected), f"{float(expected):.2%} expected"
        assert plan.allowed == math.ceil(expected * plan.n)


@pytest.mark.parametrize("expected", [0.0325, 0.035])
def test_the_two_cells_of_table_a2_that_are_printed_wrong(expected: float) -> None:
    """The table prints 112; with 112 items the risk is above 10 %."""
    assert sampling.binomial_size(0.9, 0.07, expected=expected) == (113, 4)
    assert exact_binomial(4, 112, Fraction(7, 100)) > Fraction(1, 10)


@pytest.mark.parametrize(
    ("tolerable", "expected", "n"), [(0.05, 0.035, 400), (0.08, 0.07, 1300), (0.07, 0.06, 1150), (0.2, 0.175, 457)]
)
def test_cells_that_floating_point_gets_wrong_or_that_are_large(tolerable: float, expected: float, n: int) -> None:
    assert sampling.binomial_size(0.9, tolerable, expected=expected).n == n


@pytest.mark.parametrize(
    ("population", "sizes"),
    [
        (10, (10, 10, 8, 8, 9, 9, 7, 7)),
        (25, (19, 16, 13, 11, 17, 13, 11, 9)),
        (60, (38, 23, 16, 12, 32, 19, 13, 10)),
        (120, (47, 26, 18, 13, 38, 20, 14, 10)),
        (150, (46, 26, 17, 13, 37, 21, 14, 10)),
        (1000, (57, 29, 19, 14, 44, 22, 15, 11)),
        (None, (59, 29, 19, 14, 45, 22, 15, 11)),
    ],
)
def test_the_ready_made_table_of_finite_populations(population: int | None, sizes: tuple[int, ...]) -> None:
    asked = [(confidence, rate) for confidence in (0.95, 0.9) for rate in (0.05, 0.1, 0.15, 0.2)]
    assert tuple(sampling.discovery_size(confidence, rate, population) for confidence, rate in asked) == sizes


@settings(deadline=None)
@given(st.integers(1, 60), RATES, st.data())
def test_a_binomial_tail_is_exact(n: int, rate: Fraction, data: st.DataObject) -> None:
    x = data.draw(st.integers(-1, n))
    assert binomial_at_most(x, n, float(rate)) == pytest.approx(float(exact_binomial(x, n, rate)), rel=1e-11, abs=1e-14)


@settings(deadline=None)
@given(st.integers(1, 80), st.data())
def test_a_hypergeometric_tail_is_exact(population: int, data: st.DataObject) -> None:
    deviating, n = data.draw(st.integers(0, population)), data.draw(st.integers(1, population))
    x = data.draw(st.integers(-1, n))
    exact = float(exact_hypergeometric(x, population, deviating, n))
    assert hypergeometric_at_most(x, population, deviating, n) == pytest.approx(exact, rel=1e-11, abs=1e-14)


def test_single_probabilities_keep_their_digits_at_ten_million() -> None:
    """One deviating item among ten million: P(none in n) is (N - n) / N."""
    for n in (1, 59, 5_000_000, 9_999_999):
        assert hypergeometric_at_most(0, 10_000_000, 1, n) == pytest.approx((10_000_000 - n) / 10_000_000, rel=1e-12)


@settings(deadline=None)
@given(st.integers(1, 40), RATES, st.data())
def test_a_risk_that_is_met_exactly_counts_as_met(n: int, rate: Fraction, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n - 1))
    risk = exact_binomial(x, n, rate)
    assert binomial_within(x, n, rate, risk)
    assert not binomial_within(x, n, rate, risk * (1 - Fraction(1, 10**30)))


@settings(deadline=None)
@given(st.integers(2, 60), st.data())
def test_a_risk_that_is_met_exactly_counts_as_met_in_a_finite_population(population: int, data: st.DataObject) -> None:
    deviating = data.draw(st.integers(1, population - 1))
    n = data.draw(st.integers(1, population))
    x = data.draw(st.integers(max(0, n + deviating - population), min(n, deviating)))
    risk = exact_hypergeometric(x, population, deviating, n)
    assert hypergeometric_within(x, population, deviating, n, risk)
    assert not hypergeometric_within(x, population, deviating, n, risk * (1 - Fraction(1, 10**30)))


def test_one_item_of_twenty_is_exactly_five_percent() -> None:
    assert sampling.hypergeometric_size(0.95, 0.05, 20) == (19, 0)
    assert sampling.hypergeometric_size(0.95, 1e-7, 10_000_000) == (9_500_000, 0)


@settings(deadline=None)
@given(st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99]), RATES, st.integers(1, 60), st.integers(0, 4))
def test_a_finite_size_is_the_smallest_by_brute_force(
    confidence: float, rate: Fraction, population: int, allowed: int
) -> None:
    deviating, risk = math.ceil(rate * population), 1 - Fraction(str(confidence))
    enough = [
        n
        for n in range(population + 1)
        if exact_hypergeometric(allowed, population, deviating, n) <= risk and n > allowed
    ]
    plan = sampling.hypergeometric_size(confidence, float(rate), population, allowed=allowed)
    assert plan.n == (enough[0] if enough else population)
    assert plan.allowed == (allowed if enough else min(allowed, deviating - 1))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0.6, 0.8, 0.9, 0.95]), RATES, st.integers(1, 96), st.integers(1, 60))
def test_a_finite_size_for_an_expected_rate_is_the_smallest_by_brute_force(
    confidence: float, rate: Fraction, share: int, population: int
) -> None:
    expected = Fraction(round(rate * share * 100), 10_000)
    if not 0 < expected < rate:
        return
    deviating, risk = math.ceil(rate * population), 1 - Fraction(str(confidence))
    enough = [
        n
        for n in range(1, population + 1)
        if exact_hypergeometric(math.ceil(expected * n), population, deviating, n) <= risk
    ]
    plan = sampling.hypergeometric_size(confidence, float(rate), population, expected=float(expected))
    assert plan.n == (enough[0] if enough else population)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0.6, 0.8, 0.9, 0.95, 0.99]), RATES, st.integers(1, 90))
def test_a_size_for_an_expected_rate_is_the_smallest_by_counting(confidence: float, rate: Fraction, share: int) -> None:
    expected = Fraction(round(rate * share * 100), 10_000)
    if not 0 < expected < rate:
        return
    n = sampling.binomial_size(confidence, float(rate), expected=float(expected)).n
    assert n == first_by_counting(1 - Fraction(str(confidence)), rate, expected)


@settings(deadline=None)
@given(st.sampled_from([0.9, 0.95, 0.99]), RATES, st.integers(0, 30), st.integers(1, 100_000))
def test_a_size_answers_and_one_less_does_not(confidence: float, rate: Fraction, allowed: int, population: int) -> None:
    risk = 1 - Fraction(str(confidence))
    n = sampling.binomial_size(confidence, float(rate), allowed=allowed).n
    assert binomial_within(allowed, n, rate, risk)
    assert not binomial_within(allowed, n - 1, rate, risk)
    plan = sampling.hypergeometric_size(confidence, float(rate), population, allowed=allowed)
    assert plan.n <= population
    if plan.n < population:
        deviating = sampling.tolerable_items(float(rate), population)
        assert hypergeometric_within(allowed, population, deviating, plan.n, risk)
        assert not hypergeometric_within(allowed, population, deviating, plan.n - 1, risk)


def test_sizes_do_not_always_grow_with_the_population() -> None:
    assert sampling.discovery_size(0.95, 0.05, 120) == 47
    assert sampling.discovery_size(0.95, 0.05, 150) == 46


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"confidence": 95}, "confidence 95 is not from 0 to 1; write a fraction"),
        ({"confidence": 0}, "confidence must be above 0"),
        ({"confidence": 1.0}, "confidence 1 is not from 0 to 1"),
        ({"confidence": float("nan")}, "confidence is no number"),
        ({"confidence": True}, "confidence is no number"),
        ({"tolerable": 0}, "tolerable rate must be above 0"),
        ({"tolerable": -0.1}, "tolerable rate -0.1 is not from 0 to 1"),
        ({"expected": 0.05}, "expected rate must be below the tolerable rate"),
        ({"expected": 0.01, "allowed": 1}, "exclude each other"),
        ({"allowed": -1}, "allowed deviations -1 lies outside"),
        ({"allowed": 1.5}, "allowed deviations is no whole number"),
        ({"tolerable": 1e-9}, "more than 10,000,000 items needed"),
        ({"population": 0}, "population 0 lies outside 1 to 10,000,000"),
        ({"population": 10_000_001}, "population 10,000,001 lies outside"),
        ({"population": "61"}, "population is no whole number"),
        ({"method": "poisson"}, "unknown method; use one of: binomial"),
        ({"method": "hypergeometric"}, "needs the population: how many items there are"),
        ({"method": "iso2859"}, "needs the population"),
        ({"method": "iaf-md1"}, "needs the population: how many sites there are"),
        ({"method": "frequency"}, "needs the population: how often the control ran"),
        ({"method": "frequency", "population": 12, "control_risk": "huge"}, "unknown risk; use one of: low"),
        ({"method": "iso2859", "population": 12, "expected": 0.01}, "knows neither an expected rate"),
        ({"method": "aicpa", "allowed": 1}, "plans with an expected rate"),
    ],
)
def test_bad_input_is_refused_in_one_clear_line(inputs: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says) as refusal:
        sampling.size(**{"confidence": 0.95, "tolerable": 0.05} | inputs)  # type: ignore[arg-type]
    assert "\n" not in str(refusal.value)


def test_an_answer_names_its_method_and_what_the_others_would_support() -> None:
    answer = sampling.size(0.95, 0.05)
    assert (answer.n, answer.method, answer.allowed) == (59, "binomial", 0)
    assert answer.sentence == (
        "59 items: if none of them deviates, the rate is below 5 % with 95 % confidence "
        "(binomial, for a large population)."
    )
    assert "25 with none found: below 11.3 % with 95 % confidence" in [other.sentence for other in answer.alternatives]


def test_a_known_population_is_used_and_its_rounding_is_told() -> None:
    answer = sampling.size(0.95, 0.05, population=61)
    assert (answer.n, answer.method) == (32, "hypergeometric")
    assert answer.sentence == (
        "32 of 61 items: if none of them deviates, fewer than 4 of the 61 deviate, with 95 % confidence "
        "(hypergeometric; 5 % of them is 4 items, rounded up)."
    )
    assert [(other.method, other.n, other.allowed) for other in answer.alternatives] == [
        ("hypergeometric", 46, 1),
        ("hypergeometric", 55, 2),
        ("binomial", 59, 0),
        ("frequency", 8, 0),
        ("iso2859", 13, 0),
        ("40 CFR 1090.1805", 25, 0),
        ("all", 61, 0),
    ]


@pytest.mark.parametrize(
    ("asked", "n", "allowed", "sentence"),
    [
        ({"population": 1}, 1, 0, "The only item: no smaller sample gives"),
        ({"population": 7}, 7, 0, "All 7 items: no smaller sample gives 95 % confidence that the rate is below 5 %."),
        (
            {"population": 200},
            51,
            0,
            "fewer than 10 of the 200 deviate, with 95 % confidence (hypergeometric; 5 % of them",
        ),
        ({"population": 20}, 19, 0, "none of the 20 deviates"),
        ({"allowed": 1}, 93, 1, "if at most 1 of them deviates"),
        ({"allowed": 2}, 124, 2, "if at most 2 of them deviate,"),
        ({"expected": 0.0125, "method": "aicpa", "population": 500}, 124, 2, "population, with 1.25 % expected"),
        ({"population": 40, "method": "binomial"}, 40, 0, "All 40 items"),
        ({"population": 280, "method": "iso2859"}, 32, 0, "32 of 280 items: code letter G of ISO 2859-1"),
        ({"population": 10, "method": "iaf-md1"}, 4, 0, "4 of 10 sites"),
        ({"population": 12, "method": "frequency"}, 3, 0, "3 of 12 runs of a control that runs monthly: judgement"),
        ({"population": 250, "method": "frequency", "control_risk": "high"}, 40, 0, "20 at low risk, 25 at normal"),
    ],
)
def test_the_sentence_fits_the_answer(asked: dict[str, object], n: int, allowed: int, sentence: str) -> None:
    answer = sampling.size(0.95, 0.05, **asked)  # type: ignore[arg-type]
    assert (answer.n, answer.allowed) == (n, allowed)
    assert sentence in answer.sentence


@pytest.mark.parametrize("method", ["iso2859", "iaf-md1", "frequency"])
def test_a_convention_never_passes_for_statistics(method: str) -> None:
    sentence = sampling.size(0.95, 0.05, population=61, method=method).sentence
    assert "no statistics" in sentence or "no statement of confidence" in sentence


@settings(deadline=None)
@given(st.sampled_from(sorted(sampling.METHODS)), st.integers(1, 3000), st.sampled_from([0.8, 0.95]), RATES)
def test_no_answer_is_larger_than_the_population(
    method: str, population: int, confidence: float, rate: Fraction
) -> None:
    answer = sampling.size(confidence, float(rate), population=population, method=method)
    answers: list[sampling.SizeAnswer | sampling.Alternative] = [answer, *answer.alternatives]
    for one in answers:
        assert 1 <= one.n <= population
        assert 0 <= one.allowed < one.n
        assert one.sentence.count("\n") == 0


@pytest.mark.parametrize(
    ("runs", "often"),
    [
        (1, "yearly"),
        (2, "quarterly"),
        (6, "quarterly"),
        (7, "monthly"),
        (24, "monthly"),
        (25, "weekly"),
        (114, "weekly"),
        (115, "daily"),
        (365, "daily"),
        (1000, "several times a day"),
    ],
)
def test_a_count_of_runs_has_its_nearest_frequency(runs: int, often: str) -> None:
    assert sampling.nearest_frequency(runs) == often


def test_frequency_sizes_are_those_of_the_house() -> None:
    table = {often: [sampling.frequency_size(often, risk) for risk in sampling.RISKS] for often in sampling.FREQUENCIES}
    assert list(table.values()) == [[1, 1, 1], [2, 2, 2], [2, 3, 5], [5, 8, 15], [20, 25, 40], [25, 40, 60]]
    assert sampling.frequency_size("daily", population=11) == 11
    with pytest.raises(ValueError, match="unknown frequency"):
        sampling.frequency_size("hourly")


@pytest.mark.parametrize(
    ("sites", "three"), [(1, (1, 1, 1)), (2, (2, 1, 2)), (10, (4, 2, 3)), (25, (5, 3, 4)), (100, (10, 6, 8))]
)
def test_sites_by_iaf_md1(sites: int, three: tuple[int, int, int]) -> None:
    assert tuple(sampling.iaf_md1(sites, factor) for factor in (1, 0.6, 0.8)) == three


def test_a_factor_of_no_sites_is_refused() -> None:
    with pytest.raises(ValueError, match="factor must be above 0"):
        sampling.iaf_md1(9, 0)


@pytest.mark.parametrize(
    ("lot", "letter", "n"),
    [
        (1, "A", 2),
        (8, "A", 2),
        (9, "B", 3),
        (15, "B", 3),
        (16, "C", 5),
        (90, "E", 13),
        (1200, "J", 80),
        (1201, "K", 125),
        (500_000, "P", 800),
        (500_001, "Q", 1250),
        (10_000_000, "Q", 1250),
    ],
)
def test_code_letters_at_their_edges(lot: int, letter: str, n: int) -> None:
    assert sampling.iso2859(lot) == (letter, n)


@pytest.mark.parametrize(
    ("population", "n"), [(1, 1), (19, 19), (20, 19), (25, 19), (26, 20), (40, 20), (41, 25), (65, 25), (66, 29)]
)
def test_the_regulation_s_bands(population: int, n: int) -> None:
    assert sampling.cfr_1090_1805(population) == n

"""Second stages: the published plan, exact arithmetic, and that a limit is never too low."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.rules.sampling import most_deviating, two_stage
from data.rules.sampling.two_stage import TwoStages

PLANS = st.builds(
    lambda first, second, accept, more: TwoStages(first, second, accept, accept + more, accept + more),
    st.integers(5, 12),
    st.integers(1, 12),
    st.integers(0, 2),
    st.integers(1, 2),
)


def exact_chance(plan: TwoStages, population: int, bad: int, total: int) -> Fraction:
    """P(stage one accepts, or goes on and both stages hold at most `total`), by counting every way."""

    def draws(x: int, n: int, bad: int, population: int) -> Fraction:
        if not 0 <= bad <= population:
            return Fraction(0)
        return Fraction(comb(bad, x) * comb(population - bad, n - x), comb(population, n)) if x <= n else Fraction(0)

    chance = sum((draws(x, plan.first, bad, population) for x in range(plan.accept + 1)), Fraction(0))
    for x in range(plan.accept + 1, min(plan.go_on, total) + 1):
        rest = range(total - x + 1)
        then = sum((draws(y, plan.second, bad - x, population - plan.first) for y in rest), Fraction(0))
        chance += draws(x, plan.first, bad, population) * then
    return chance


def test_the_published_plan_has_its_published_risk() -> None:
    """Touw and Hoogduin, page 129: 49, then 49 more for exactly one deviation; a rate of 5 % passes in 9.8 %."""
    plan = TwoStages(49, 49)
    assert round(two_stage.acceptance_risk(plan, 0.05), 3) == 0.098
    assert two_stage.upper_limit(plan, 1, 0.9) < 0.05 < two_stage.upper_limit(plan, 2, 0.9)


@settings(max_examples=60)
@given(PLANS, st.integers(24, 60), st.integers(2, 40))
def test_the_risk_is_exact_for_a_finite_population(plan: TwoStages, population: int, percent: int) -> None:
    bad = -(-percent * population // 100)
    exact = exact_chance(plan, population, bad, plan.total)
    assert two_stage.acceptance_risk(plan, percent / 100, population) == pytest.approx(float(exact), abs=1e-12)


@settings(max_examples=60)
@given(PLANS, st.integers(24, 60), st.data(), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_limit_is_the_largest_number_that_is_not_excluded(
    plan: TwoStages, population: int, data: st.DataObject, confidence: float
) -> None:
    found = data.draw(st.integers(plan.accept + 1, plan.go_on + plan.second))
    alpha = 1 - Fraction(str(confidence))
    possible = range(found, population - plan.first - plan.second + found + 1)
    left = [bad for bad in possible if exact_chance(plan, population, bad, found) > alpha]
    limit = two_stage.upper_limit(plan, found, confidence, population)
    assert round(limit * population) == (left[-1] if left else found)


@settings(max_examples=40)
@given(PLANS, st.integers(30, 60), st.sampled_from([0.9, 0.95]))
def test_looking_twice_has_its_price(plan: TwoStages, population: int, confidence: float) -> None:
    """The same count in one sample planned at once would allow a limit that is lower or the same."""
    both = plan.first + plan.second
    once = most_deviating(both, plan.go_on, confidence, population) / population
    assert two_stage.upper_limit(plan, plan.go_on, confidence, population) >= once - 1e-12


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (TwoStages(10, 10, 1, 1, 1), "for more deviations than stage one accepts"),
        (TwoStages(10, 10, 1, 2, 0), "cannot allow fewer"),
        (TwoStages(0, 10), "first stage 0 lies outside"),
        (TwoStages(10, 0), "second stage 0 lies outside"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(plan: TwoStages, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        two_stage.acceptance_risk(plan, 0.05)


def test_stage_one_decides() -> None:
    plan = TwoStages(49, 49, 0, 2, 2)
    assert [plan.says(found) for found in range(4)] == ["supported", "second stage", "second stage", "not supported"]

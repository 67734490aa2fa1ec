"""How high the rate may be after what was found: one-sided upper limits (`domain.md` 3.2, formulas 3 and 4)."""

from __future__ import annotations

import math
from bisect import bisect_left

from data.rules.sampling.probability import binomial_at_most, binomial_mass, hypergeometric_within
from data.rules.sampling.values import risk, whole

_PRECISION = 1e-13


def upper_limit(n: int, deviations: int, confidence: float) -> float:
    """The Clopper-Pearson upper limit of the rate in a large population: a quantile of Beta(x + 1, n - x).

    It is 1 when every item deviates. Raises ValueError.
    """
    alpha = float(risk(confidence))
    whole("n", n, 1)
    whole("deviations", deviations, 0, n)
    if deviations == n:
        return 1.0
    if deviations == 0:
        return -math.expm1(math.log(alpha) / n)
    return _rate_at(alpha, n, deviations)


def most_deviating(n: int, deviations: int, confidence: float, population: int) -> int:
    """The largest number of deviating items in a population that the sample does not exclude.

    Divided by the population it is the upper limit of the rate. Raises ValueError.
    """
    alpha = risk(confidence)
    whole("population", population, 1)
    whole("n", n, 1, population)
    whole("deviations", deviations, 0, n)
    possible = range(deviations, population - n + deviations + 1)
    excluded = bisect_left(
        possible, True, key=lambda deviating: hypergeometric_within(deviations, population, deviating, n, alpha)
    )
    return possible[excluded - 1]


def rate(n: int, deviations: int) -> float:
    """The share of a sample that deviates. Raises ValueError."""
    return whole("deviations", deviations, 0, n) / whole("n", n, 1)


def _rate_at(alpha: float, n: int, x: int) -> float:
    """The rate at which P(X <= x) is `alpha`: Newton's steps on its logarithm, kept between the bounds known so far."""
    low, high = x / n, 1.0
    guess = (x + 1) / (n + 1)
    while True:
        tail = binomial_at_most(x, n, guess)
        low, high = (guess, high) if tail > alpha else (low, guess)
        slope = n * binomial_mass(x, n - 1, guess, 1 - guess)
        step = guess + tail * math.log(tail / alpha) / slope if tail > 0 and slope > 0 else low
        better = step if low < step < high else (low + high) / 2
        if abs(better - guess) <= _PRECISION * guess:
            return better
        guess = better

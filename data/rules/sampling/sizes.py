"""How many items are enough: sample sizes from the binomial and the hypergeometric distribution (`domain.md` 3.2).

A size is the smallest n for which, were the rate really as bad as tolerable, no more than the allowed deviations
would turn up with at most the accepted risk. Sizes do not always grow with the population: the tolerable rate is
turned into a whole number of items, rounded up.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from data.rules.sampling.probability import binomial_within, hypergeometric_within
from data.rules.sampling.values import MOST, fraction, risk, tolerable_rate, whole

Within = Callable[[int, int], bool]
"""Whether a sample answers the question, from the deviations allowed in it and its size."""

_RIPPLED = 3_000


class Plan(NamedTuple):
    """A sample's size and how many of its items may deviate."""

    n: int
    allowed: int


def binomial_size(
    confidence: float,
    tolerable: float,
    *,
    allowed: int | None = None,
    expected: float = 0,
    population: int | None = None,
) -> Plan:
    """The sample from a large population, for so many allowed deviations or for an expected rate of them.

    With an expected rate E the allowed number is ceil(E n); these are the sizes of the AICPA's tables A-1 and A-2. A
    population is only the most that can be taken. Raises ValueError for bad input, and where more than ten million
    items would be needed.
    """
    alpha, limit = risk(confidence), tolerable_rate(tolerable)
    rate = _expected(expected, allowed, limit)
    most = MOST if population is None else whole("population", population, 1)

    def within(x: int, n: int) -> bool:
        return binomial_within(x, n, limit, alpha)

    plan = _for_rate(rate, most, math.ceil(rate * most), within) if rate else _for_allowed(allowed or 0, most, within)
    if plan is None and population is None:
        raise ValueError(f"more than {MOST:,} items needed; allow a higher tolerable rate, or a lower expected one")
    return plan or _everything(most, limit, rate, allowed)


def hypergeometric_size(
    confidence: float, tolerable: float, population: int, *, allowed: int | None = None, expected: float = 0
) -> Plan:
    """The sample from a population of known size, for so many allowed deviations or for an expected rate of them.

    The rate to be excluded is that of ceil(tolerable x population) deviating items. Where no smaller sample is enough
    the answer is the whole population, with fewer deviations allowed than that. Raises ValueError for bad input.
    """
    alpha, limit = risk(confidence), tolerable_rate(tolerable)
    rate = _expected(expected, allowed, limit)
    deviating = tolerable_items(tolerable, population)

    def within(x: int, n: int) -> bool:
        return hypergeometric_within(x, population, deviating, n, alpha)

    everything = _everything(population, limit, rate, allowed)
    if rate:
        return _for_rate(rate, population, everything.allowed, within) or everything
    return _for_allowed(allowed or 0, population, within) or everything


def discovery_size(confidence: float, rate: float, population: int | None = None) -> int:
    """How many items to look at in order to see at least one deviation with this confidence, were the rate as given."""
    if population is None:
        return binomial_size(confidence, rate).n
    return hypergeometric_size(confidence, rate, population).n


def tolerable_items(tolerable: float, population: int) -> int:
    """The number of deviating items that a tolerable rate means in a population: rounded up, as published tables do."""
    return math.ceil(tolerable_rate(tolerable) * whole("population", population, 1))


def _expected(expected: float, allowed: int | None, tolerable: Fraction) -> Fraction:
    rate = fraction("expected rate", expected)
    whole("allowed deviations", allowed or 0)
    if rate and allowed is not None:
        raise ValueError("expected rate and allowed deviations exclude each other; give one of them")
    if rate >= tolerable:
        raise ValueError("expected rate must be below the tolerable rate; where as much is expected, test all items")
    return rate


def _everything(population: int, tolerable: Fraction, expected: Fraction, allowed: int | None) -> Plan:
    """All items, with as many deviations allowed as were asked for, but fewer than would be tolerable."""
    asked = math.ceil(expected * population) if expected else allowed or 0
    return Plan(population, min(asked, math.ceil(tolerable * population) - 1))


def _for_allowed(allowed: int, most: int, within: Within) -> Plan | None:
    """The smallest sample with a fixed number of allowed deviations: of these, a larger one is always the safer one."""
    low, high = allowed, min(allowed + 1, most)
    while not within(allowed, high):
        if high >= most:
            return None
        low, high = high, min(2 * high, most)
    return Plan(low + bisect_left(range(low, high), True, key=lambda n: within(allowed, n)), allowed)


def _for_rate(expected: Fraction, most: int, last: int, within: Within) -> Plan | None:
    """The smallest sample in which ceil(expected n) deviations are allowed, `last` at most.

    Each number of allowed deviations belongs to a run of sizes, of which the largest is the safest. From some run on
    all are safe, but for a ripple about the edge that comes of whole numbers; so the runs before it are looked at
    too. Beyond _RIPPLED allowed deviations that is left out: the answer is safe there too, but may lie 1 % above the
    smallest.
    """

    def largest(allowed: int) -> int:
        return min(math.floor(allowed / expected), most)

    def enough(allowed: int) -> bool:
        return within(allowed, largest(allowed))

    low, high = 1, 1
    while high < last and not enough(high):
        low, high = high + 1, min(2 * high, last)
    edge = low + bisect_left(range(low, high), True, key=enough)
    ripple = 10 + 4 * math.isqrt(edge) if edge <= _RIPPLED else 0
    allowed = next((one for one in range(max(1, edge - ripple), edge + 1) if enough(one)), None)
    if allowed is None:
        return None
    run = range(largest(allowed - 1) + 1, largest(allowed))
    return Plan(run.start + bisect_left(run, True, key=lambda n: within(allowed, n)), allowed)

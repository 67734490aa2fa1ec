"""How likely few deviations are: the lower tails of the binomial and the hypergeometric distribution, against a risk.

Single probabilities follow C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), which keeps
some 14 digits where differences of log-gammas lose half of them at ten million items. A tail that comes so near to
the risk that those digits cannot decide (one item of twenty at 95 % is exactly 5 %) is counted out in whole numbers.
"""

from __future__ import annotations

import math
from fractions import Fraction

_TIE = 1e-10
_CLEAR = 1 + 2 * _TIE
_NEGLIGIBLE = 1e-17
_COUNTABLE_BITS = 100_000
_COUNTABLE_TERMS = 2_000


def binomial_mass(x: int, n: int, p: float, q: float) -> float:
    """P(X = x), with p + q = 1 both given so that the smaller one is exact."""
    if p == 0 or q == 0:
        return float(x == (0 if p == 0 else n))
    if x == 0:
        return math.exp(n * (math.log1p(-p) if p < 0.5 else math.log(q)))
    if x == n:
        return math.exp(n * (math.log1p(-q) if q < 0.5 else math.log(p)))
    off = (
        _stirling_error(n) - _stirling_error(x) - _stirling_error(n - x) - _deviance(x, n * p) - _deviance(n - x, n * q)
    )
    return math.exp(off) * math.sqrt(n / (2 * math.pi * x * (n - x)))


def binomial_at_most(x: int, n: int, rate: float, stop: float = math.inf) -> float:
    """P(X <= x) for n items that each deviate with probability `rate`; any number above `stop` if it is above that."""
    if x >= n or x < 0:
        return float(x >= n)
    odds = rate / (1 - rate)
    if x < n * rate:
        term = total = binomial_mass(x, n, rate, 1 - rate)
        for i in range(x, 0, -1):
            term *= i / ((n - i + 1) * odds)
            total += term
            if term <= total * _NEGLIGIBLE or total > stop:
                break
        return total
    term = total = binomial_mass(x + 1, n, rate, 1 - rate)
    for i in range(x + 1, n):
        term *= (n - i) * odds / (i + 1)
        total += term
        if term <= total * _NEGLIGIBLE:
            break
    return 1 - total


def hypergeometric_at_most(x: int, population: int, deviating: int, n: int, stop: float = math.inf) -> float:
    """P(X <= x) for n items drawn without replacement from `population`, of which `deviating` deviate.

    Any number above `stop` if it is above that.
    """
    sound = population - deviating
    first, last = max(0, n - sound), min(n, deviating)
    if x < first or x >= last:
        return float(x >= last)
    if x * population < n * deviating:
        term = total = _hypergeometric_mass(x, population, deviating, n)
        for i in range(x, first, -1):
            term *= i * (sound - n + i) / ((deviating - i + 1) * (n - i + 1))
            total += term
            if term <= total * _NEGLIGIBLE or total > stop:
                break
        return total
    term = total = _hypergeometric_mass(x + 1, population, deviating, n)
    for i in range(x + 1, last):
        term *= (deviating - i) * (n - i) / ((i + 1) * (sound - n + i + 1))
        total += term
        if term <= total * _NEGLIGIBLE:
            break
    return 1 - total


def binomial_within(x: int, n: int, rate: Fraction, risk: Fraction) -> bool:
    """Whether P(X <= x) is at most `risk`; a tie counts as within."""
    near = binomial_at_most(x, n, float(rate), float(risk) * _CLEAR)
    if abs(near - risk) > _TIE * risk or x > _COUNTABLE_TERMS or n * rate.denominator.bit_length() > _COUNTABLE_BITS:
        return near <= risk
    bad, sound = rate.numerator, rate.denominator - rate.numerator
    term: int = sound**n
    total = term
    for i in range(1, x + 1):
        term = term * (n - i + 1) * bad // (i * sound)
        total += term
    every: int = rate.denominator**n
    return total * risk.denominator <= every * risk.numerator


def hypergeometric_within(x: int, population: int, deviating: int, n: int, risk: Fraction) -> bool:
    """Whether P(X <= x) is at most `risk`; a tie counts as within."""
    near = hypergeometric_at_most(x, population, deviating, n, float(risk) * _CLEAR)
    # drawn and deviating items may change places, so the smaller number decides how much there is to count
    few, many = min(n, deviating), max(n, deviating)
    if abs(near - risk) > _TIE * risk or few > _COUNTABLE_TERMS:
        return near <= risk
    first = max(0, few + many - population)
    term = total = math.comb(many, first) * math.comb(population - many, few - first)
    for i in range(first + 1, x + 1):
        term = term * (many - i + 1) * (few - i + 1) // (i * (population - many - few + i))
        total += term
    return total * risk.denominator <= math.comb(population, few) * risk.numerator


def _hypergeometric_mass(x: int, population: int, deviating: int, n: int) -> float:
    """P(X = x), as three binomial probabilities."""
    p, q = n / population, (population - n) / population
    drawn = binomial_mass(x, deviating, p, q) * binomial_mass(n - x, population - deviating, p, q)
    return drawn / binomial_mass(n, population, p, q)


def _stirling_error(n: int) -> float:
    """log n! less its Stirling approximation, log(sqrt(2 pi n) (n / e)^n)."""
    if n < 16:
        return math.log(math.factorial(n)) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2 * math.pi)
    square = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n


def _deviance(x: int, mean: float) -> float:
    """x log(x / mean) + mean - x, by its series where the two are so near that the terms would cancel."""
    gap = x - mean
    if abs(gap) >= 0.1 * (x + mean):
        return x * math.log(x / mean) - gap
    part = gap / (x + mean)
    total, power, step = gap * part, 2 * x * part, 1
    while True:
        power *= part * part
        step += 2
        more = total + power / step
        if more == total:
            return total
        total = more

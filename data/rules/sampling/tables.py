"""Sizes read from a table or a rule of thumb: conventions and judgement, no confidence (`domain.md` 3.5 to 3.7)."""

from __future__ import annotations

import math
from bisect import bisect_left
from fractions import Fraction
from typing import NamedTuple

from data.rules.sampling.values import fraction, whole

_LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000)
_LETTERS = "ABCDEFGHJKLMNPQ"
_LETTER_SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1_250)

RISKS = ("low", "normal", "high")
FREQUENCIES = ("yearly", "quarterly", "monthly", "weekly", "daily", "several times a day")
_RUNS_A_YEAR = (1, 4, 12, 52, 250, 750)
_FREQUENCY_SIZES = ((1, 1, 1), (2, 2, 2), (2, 3, 5), (5, 8, 15), (20, 25, 40), (25, 40, 60))


class Lettered(NamedTuple):
    """A code letter of ISO 2859-1 and its sample size."""

    letter: str
    n: int


def iso2859(population: int) -> Lettered:
    """ISO 2859-1, normal inspection, level II, single sampling. Lots of one are read as lots of two.

    Raises ValueError.
    """
    place = bisect_left(_LOTS, whole("population", population, 1))
    return Lettered(_LETTERS[place], _LETTER_SIZES[place])


def iaf_md1(sites: int, factor: float = 1) -> int:
    """Sites of one kind to visit by IAF MD 1: factor x sqrt(sites), rounded up; the central function comes besides.

    `factor` is 1 at first, 0.6 for surveillance, 0.8 for recertification. Raises ValueError.
    """
    share = Fraction(1) if factor == 1 else fraction("factor", factor)
    if not share:
        raise ValueError("factor must be above 0; it is 1 at first, 0.6 for surveillance and 0.8 for recertification")
    square = share * share * whole("sites", sites, 1)
    root = math.isqrt(math.floor(square))
    return root if root * root == square else root + 1


def nearest_frequency(runs: int) -> str:
    """The frequency whose number of runs in a year is nearest to `runs`, in ratio; between two, the more frequent.

    Raises ValueError.
    """
    whole("runs", runs, 1)
    return next(
        name
        for name, low, high in zip(FREQUENCIES, _RUNS_A_YEAR, (*_RUNS_A_YEAR[1:], math.inf), strict=True)
        if runs * runs < low * high
    )


def frequency_size(frequency: str, risk: str = "normal", population: int | None = None) -> int:
    """How many runs of a control are usually tested, by how often it runs and its risk; never more than there are.

    `frequency` is one of FREQUENCIES, `risk` one of RISKS. Raises ValueError.
    """
    if frequency not in FREQUENCIES:
        raise ValueError(f"unknown frequency; use one of: {', '.join(FREQUENCIES)}")
    if risk not in RISKS:
        raise ValueError(f"unknown risk; use one of: {', '.join(RISKS)}")
    usual = _FREQUENCY_SIZES[FREQUENCIES.index(frequency)][RISKS.index(risk)]
    return usual if population is None else min(usual, whole("population", population, 1))


def cfr_1090_1805(population: int) -> int:
    """The US regulation 40 CFR 1090.1805(a)(1): about 95 % confidence that the rate is below 10 %, none found.

    Raises ValueError.
    """
    whole("population", population, 1)
    if population <= 25:
        return min(population, 19)
    return 20 if population <= 40 else 25 if population <= 65 else 29

"""What the functions of sampling accept, and how they write a rate.

Rates and confidences are fractions of one: 0.05 is 5 %. They are read as the decimal number that was written (0.05 is
exactly 1/20 and not the nearest binary float), because `ceil(0.035 * 400)` is 15 in floating point and 14 in every
published table.
"""

from __future__ import annotations

import math
from fractions import Fraction

MOST = 10_000_000
"""The largest population, sample or count that is worked with."""

_PLACES = 12


def fraction(name: str, value: float) -> Fraction:
    """A rate as an exact fraction from 0 to below 1, read to twelve decimal places. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not math.isfinite(value):
        raise ValueError(f"{name} is no number; write a fraction, for example 0.05 for 5 %")
    exact = Fraction(f"{value:.{_PLACES}f}") if isinstance(value, float) else Fraction(value)
    if not 0 <= exact < 1:
        raise ValueError(f"{name} {float(value):g} is not from 0 to 1; write a fraction, for example 0.05 for 5 %")
    return exact


def risk(confidence: float) -> Fraction:
    """One minus the confidence: the chance that is taken of accepting a bad control. Raises ValueError."""
    exact = fraction("confidence", confidence)
    if not exact:
        raise ValueError("confidence must be above 0; write for example 0.95 for 95 %")
    return 1 - exact


def tolerable_rate(value: float) -> Fraction:
    """The tolerable rate, above 0. Raises ValueError."""
    exact = fraction("tolerable rate", value)
    if not exact:
        raise ValueError("tolerable rate must be above 0; to exclude every deviation, test all items")
    return exact


def whole(name: str, value: int, least: int = 0, most: int = MOST) -> int:
    """A whole number from `least` to `most`. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} is no whole number")
    if not least <= value <= most:
        raise ValueError(f"{name} {value:,} lies outside {least:,} to {most:,}")
    return value


def stated(rate: float) -> str:
    """A rate as it was given, not rounded: `95 %`, `1.25 %`."""
    return f"{float(_hundred(rate)):.10f}".rstrip("0").rstrip(".") + " %"


def percent(rate: float | Fraction) -> str:
    """A measured rate: `12 %`, `11.3 %`; within 0.1 % of none or all, one digit that counts."""
    places = _places(rate, 1)
    return _written(round(_hundred(rate) * 10**places), places)


def percent_above(rate: float | Fraction, places: int = 1) -> tuple[str, bool]:
    """A rate rounded upwards, as published tables of upper limits are, and whether that changed it."""
    places = _places(rate, places)
    steps = _hundred(rate) * 10**places
    return _written(math.ceil(steps), places), math.ceil(steps) > steps


def _hundred(rate: float | Fraction) -> Fraction:
    return Fraction(rate).limit_denominator(10**_PLACES) * 100


def _places(rate: float | Fraction, places: int) -> int:
    rest = min(rate, 1 - rate)
    return max(places, -math.floor(math.log10(rest * 100))) if 0 < rest < 0.001 else places


def _written(steps: int, places: int) -> str:
    text = f"{steps / 10**places:.{places}f}"
    return (text.rstrip("0").rstrip(".") if places else text) + " %"


def items(count: int, noun: str = "item") -> str:
    """A count with its noun: `1 item`, `25 items`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

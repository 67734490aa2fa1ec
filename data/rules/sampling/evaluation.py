"""What a tested sample says about its population, as numbers and as the sentence for the report."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from data.rules.sampling.limits import most_deviating, rate, upper_limit
from data.rules.sampling.values import items, percent, percent_above, risk, stated, whole

FEWEST = 10
"""Below so many items a sample shows counts only, no rate (`domain.md` 3.2, formula 7)."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A tested random sample. Rates are fractions of one; `method` is "Clopper-Pearson" or "hypergeometric"."""

    n: int
    deviations: int
    rate: float
    upper_limit: float
    method: str
    sentence: str


def evaluate(n: int, deviations: int, confidence: float, population: int | None = None) -> Evaluation:
    """Rate and one-sided upper limit of a random sample; with a known population its exact limit. Raises ValueError."""
    sentence = supports(whole("n", n, 1), deviations, population, confidence, random=True)
    method = "Clopper-Pearson" if population is None else "hypergeometric"
    limit = float(_limit(n, deviations, confidence, population))
    return Evaluation(n, deviations, rate(n, deviations), limit, method, sentence)


def supports(judged: int, deviations: int, population: int | None, confidence: float, *, random: bool) -> str:
    """What a sample supports, in one plain sentence, with its limits.

    `judged` items of `population` were tested and `deviations` of them deviate. Only a random sample of ten items or
    more says anything about a rate; when every item was tested nothing needs to be inferred. Raises ValueError.
    """
    risk(confidence)
    whole("deviations", deviations, 0, whole("judged items", judged))
    if population is not None and judged > whole("population", population, 1):
        raise ValueError(f"{items(judged)} cannot have been drawn from {population:,}")
    if judged == 0:
        return "No item has been judged yet."
    if judged == population:
        return _census(judged, deviations)
    found = _count(judged, deviations)
    rest = "the population" if population is None else f"the {items(population)}"
    if not random:
        return f"{found}; the sample was not drawn at random, so this says nothing about the rate in {rest}."
    if judged < FEWEST:
        return f"{found}; {'one is' if judged == 1 else f'{judged} are'} too few for a rate."
    if deviations:
        found += f" ({percent(rate(judged, deviations))})"
    limit = bound(judged, deviations, confidence, population)
    return f"{found}; at {stated(confidence)} confidence the rate in {rest} is {limit}."


def bound(n: int, deviations: int, confidence: float, population: int | None = None) -> str:
    """The upper limit of a random sample in words, rounded upwards: `below 11.3 %`.

    Whole percents for under 100 items.
    """
    return limit_in_words(_limit(n, deviations, confidence, population), population)


def limit_in_words(limit: float | Fraction, population: int | None = None) -> str:
    """An upper limit as `bound` writes it."""
    if limit == 1:
        return "anything up to 100 %"
    if limit == 0:
        return "0 %"
    shown, below = percent_above(limit, 0 if population is not None and population < 100 else 1)
    return f"{'below' if below else 'at most'} {shown}"


@lru_cache(maxsize=64)  # an evaluation needs it as a number and in its sentence
def _limit(n: int, deviations: int, confidence: float, population: int | None) -> float | Fraction:
    if population is None:
        return upper_limit(n, deviations, confidence)
    return Fraction(most_deviating(n, deviations, confidence, population), population)


def _count(judged: int, deviations: int) -> str:
    if judged == 1:
        return f"The one item tested {'deviates' if deviations else 'does not deviate'}"
    return f"{f'{deviations:,}' if deviations else 'None'} of {judged:,} deviate{'s' if deviations <= 1 else ''}"


def _census(judged: int, deviations: int) -> str:
    if judged == 1:
        return f"The only item was tested; it {'deviates' if deviations else 'does not deviate'}."
    special = {0: "none deviates", 1: "1 deviates", judged: "all of them deviate"}
    found = special.get(deviations, f"{deviations:,} deviate")
    share = f" ({percent(rate(judged, deviations))})" if 0 < deviations < judged and judged >= FEWEST else ""
    return f"All {judged:,} items were tested; {found}{share}."

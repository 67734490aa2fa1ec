"""A second stage that was planned before the first was looked at (`domain.md` 3.2, formula 6).

Stage one draws `first` items. With at most `accept` deviations the control is supported; with more than `go_on` it is
not; in between, `second` more items are drawn and the control is supported if both together hold at most `total`
deviations. Looking twice has its price: the chance of supporting a bad control is that of both ways together.

Limits after a second stage order what can happen by how soon it supports the control (stage by stage), so that the
limit after a second stage is the rate at which a result as good as the one seen, or better, has the risk's chance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from data.rules.sampling.probability import binomial_at_most, binomial_mass, hypergeometric_at_most
from data.rules.sampling.sizes import tolerable_items
from data.rules.sampling.values import risk, tolerable_rate, whole


@dataclass(frozen=True, slots=True)
class TwoStages:
    """A plan in two stages, in numbers of items and of deviations."""

    first: int
    second: int
    accept: int = 0
    go_on: int = 1
    total: int = 1

    def checked(self) -> TwoStages:
        """The plan itself. Raises ValueError where it contradicts itself."""
        whole("first stage", self.first, 1)
        whole("second stage", self.second, 1)
        whole("accept", self.accept, 0, self.first)
        if not self.accept < self.go_on <= self.first:
            raise ValueError(
                "the second stage is for more deviations than stage one accepts, and at most all its items"
            )
        if not self.accept <= self.total:
            raise ValueError("both stages together cannot allow fewer deviations than stage one alone")
        return self

    def says(self, deviations: int) -> str:
        """What stage one leads to: "supported", "second stage" or "not supported"."""
        if deviations <= self.accept:
            return "supported"
        return "second stage" if deviations <= self.go_on else "not supported"


def acceptance_risk(plan: TwoStages, tolerable: float, population: int | None = None) -> float:
    """The chance that the plan supports a control whose rate is as bad as tolerable. Raises ValueError."""
    plan.checked()
    if population is None:
        return _chance(plan, plan.total, _binomial(plan, float(tolerable_rate(tolerable))))
    return _chance(plan, plan.total, _hypergeometric(plan, population, tolerable_items(tolerable, population)))


def upper_limit(plan: TwoStages, deviations: int, confidence: float, population: int | None = None) -> float:
    """The upper limit of the rate after both stages held `deviations` together, as a fraction. Raises ValueError."""
    plan.checked()
    alpha = float(risk(confidence))
    whole("deviations", deviations, plan.accept + 1, plan.go_on + plan.second)
    if population is not None:
        both = plan.first + plan.second
        whole("population", population, both)
        possible = range(deviations, population - both + deviations + 1)
        excluded = bisect_left(
            possible,
            True,
            key=lambda bad: _chance(plan, deviations, _hypergeometric(plan, population, bad)) <= alpha,
        )
        return possible[max(excluded - 1, 0)] / population
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _chance(plan, deviations, _binomial(plan, middle)) > alpha:
            low = middle
        else:
            high = middle
    return high


Odds = tuple[Callable[[int], float], Callable[[int, int], float]]
"""P(X1 <= x), and P(X1 = x and X2 <= y)."""


def _chance(plan: TwoStages, total: int, odds: Odds) -> float:
    """The chance of being supported at stage one, or of going on and then holding at most `total` in both stages."""
    at_most, and_then = odds
    return at_most(plan.accept) + sum(
        and_then(x, total - x) for x in range(plan.accept + 1, min(plan.go_on, total) + 1)
    )


def _binomial(plan: TwoStages, rate: float) -> Odds:
    def and_then(x: int, y: int) -> float:
        return binomial_mass(x, plan.first, rate, 1 - rate) * binomial_at_most(y, plan.second, rate)

    return lambda x: binomial_at_most(x, plan.first, rate), and_then


def _hypergeometric(plan: TwoStages, population: int, deviating: int) -> Odds:
    def at_most(x: int) -> float:
        return hypergeometric_at_most(x, population, deviating, plan.first)

    def and_then(x: int, y: int) -> float:
        rest, left = population - plan.first, deviating - x
        if not 0 <= left <= rest:
            return 0.0
        return (at_most(x) - at_most(x - 1)) * hypergeometric_at_most(y, rest, left, plan.second)

    return at_most, and_then

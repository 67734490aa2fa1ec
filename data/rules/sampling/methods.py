"""The methods that give a sample's size, each with the sentence that explains its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from data.rules.sampling import tables
from data.rules.sampling.evaluation import FEWEST, bound
from data.rules.sampling.sizes import Plan, binomial_size, hypergeometric_size, tolerable_items
from data.rules.sampling.values import fraction, items, stated, whole


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a method; `population` is 0 where it is not known."""

    confidence: float
    tolerable: float
    expected: float = 0
    allowed: int | None = None
    population: int = 0
    control_risk: str = "normal"


class Method(NamedTuple):
    """A method: its size, its sentence, what it needs the population for; a convention claims no statistics."""

    plan: Callable[[Question], Plan]
    sentence: Callable[[Question, Plan], str]
    population_is: str = ""
    convention: bool = False


def would_support(n: int, allowed: int, confidence: float, population: int | None = None) -> str:
    """What a random sample would say if no more than the allowed deviations were found. Raises ValueError.

    For example: `25 with none found: below 11.3 % with 95 % confidence`.
    """
    whole("n", n, 1)
    found = f"{n:,} with {f'at most {allowed:,}' if allowed else 'none'} found"
    if n == population:
        return f"{found}: every item tested, nothing to infer"
    if n < FEWEST:
        return f"{found}: too few for a rate"
    return f"{found}: {bound(n, allowed, confidence, population)} with {stated(confidence)} confidence"


def _binomial(question: Question) -> Plan:
    return binomial_size(
        question.confidence,
        question.tolerable,
        allowed=question.allowed,
        expected=question.expected,
        population=question.population or None,
    )


def _hypergeometric(question: Question) -> Plan:
    return hypergeometric_size(
        question.confidence,
        question.tolerable,
        question.population,
        allowed=question.allowed,
        expected=question.expected,
    )


def _iso2859(question: Question) -> Plan:
    return Plan(min(tables.iso2859(question.population).n, question.population), 0)


def _iaf_md1(question: Question) -> Plan:
    return Plan(tables.iaf_md1(question.population), 0)


def _frequency(question: Question) -> Plan:
    often = tables.nearest_frequency(question.population)
    return Plan(tables.frequency_size(often, question.control_risk, question.population), 0)


def _say_binomial(question: Question, plan: Plan) -> str:
    if plan.n == question.population:
        return _say_all(question)
    expected = f", with {stated(question.expected)} expected" if question.expected else ""
    return (
        f"{items(plan.n)}: if {_condition(plan)}, the rate is below {stated(question.tolerable)} with "
        f"{stated(question.confidence)} confidence (binomial, for a large population{expected})."
    )


def _say_hypergeometric(question: Question, plan: Plan) -> str:
    if plan.n == question.population:
        return _say_all(question)
    fewer = tolerable_items(question.tolerable, question.population)
    rounded = ", rounded up" if fewer != fraction("tolerable", question.tolerable) * question.population else ""
    excluded = f"fewer than {fewer:,} of the {question.population:,} deviate"
    if fewer == 1:
        excluded = f"none of the {question.population:,} deviates"
    return (
        f"{plan.n:,} of {items(question.population)}: if {_condition(plan)}, {excluded}, with "
        f"{stated(question.confidence)} confidence "
        f"(hypergeometric; {stated(question.tolerable)} of them is {items(fewer)}{rounded})."
    )


def _say_all(question: Question) -> str:
    every = "The only item" if question.population == 1 else f"All {items(question.population)}"
    return (
        f"{every}: no smaller sample gives {stated(question.confidence)} confidence that the rate is below "
        f"{stated(question.tolerable)}."
    )


def _condition(plan: Plan) -> str:
    if plan.allowed == 0:
        return "none of them deviates"
    return f"at most {plan.allowed:,} of them deviate{'s' if plan.allowed == 1 else ''}"


def _say_iso2859(question: Question, plan: Plan) -> str:
    letter = tables.iso2859(question.population).letter
    return (
        f"{plan.n:,} of {items(question.population)}: code letter {letter} of ISO 2859-1, level II, a ladder of sizes "
        f"for inspected lots, no statement of confidence. {_say_support(question, plan)}."
    )


def _say_iaf_md1(question: Question, plan: Plan) -> str:
    return (
        f"{plan.n:,} of {items(question.population, 'site')}: the square root, rounded up, by IAF MD 1; the central "
        "function comes besides, and a quarter of the sites is drawn at random. A convention for certification audits, "
        "no statistics."
    )


def _say_frequency(question: Question, plan: Plan) -> str:
    often = tables.nearest_frequency(question.population)
    low, usual, high = (tables.frequency_size(often, risk, question.population) for risk in tables.RISKS)
    return (
        f"{plan.n:,} of {items(question.population, 'run')} of a control that runs {often}: judgement in common use "
        f"({low} at low risk, {usual} at normal, {high} at high), no statistics. {_say_support(question, plan)}."
    )


def _say_support(question: Question, plan: Plan) -> str:
    return would_support(plan.n, plan.allowed, question.confidence, question.population)


METHODS = {
    "binomial": Method(_binomial, _say_binomial),
    "hypergeometric": Method(_hypergeometric, _say_hypergeometric, "how many items there are"),
    "aicpa": Method(_binomial, _say_binomial),
    "iso2859": Method(_iso2859, _say_iso2859, "how many items the lot has", convention=True),
    "iaf-md1": Method(_iaf_md1, _say_iaf_md1, "how many sites there are", convention=True),
    "frequency": Method(_frequency, _say_frequency, "how often the control ran in the period", convention=True),
}

"""How large a sample: the answer that is shown, with what the other ways would support."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from data.rules.sampling import tables
from data.rules.sampling.methods import METHODS, Question, would_support
from data.rules.sampling.sizes import Plan
from data.rules.sampling.values import risk, tolerable_rate, whole

_CUSTOMARY = 25


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another size: how it comes about, how many deviations it allows, what it would support if no more were found."""

    method: str
    n: int
    allowed: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SizeAnswer:
    """A sample's size by a named method, the deviations it allows, a plain sentence about it, and the other ways."""

    n: int
    method: str
    allowed: int
    sentence: str
    alternatives: tuple[Alternative, ...]


def size(
    confidence: float,
    tolerable: float,
    *,
    expected: float = 0,
    allowed: int | None = None,
    population: int | None = None,
    method: str | None = None,
    control_risk: str = "normal",
) -> SizeAnswer:
    """How many items to test. Rates and confidence are fractions of one (0.05 is 5 %).

    Without a method it is the hypergeometric one where the population's size is known, else the binomial one. Either
    a number of `allowed` deviations or an `expected` rate may be given; `aicpa` takes only the rate. `iso2859`,
    `iaf-md1` (the population is the number of sites) and `frequency` (the population is how often the control ran,
    `control_risk` one of low, normal, high) are conventions: confidence and tolerable rate only say what their size
    would support. Raises ValueError.
    """
    risk(confidence)
    tolerable_rate(tolerable)
    there = 0 if population is None else whole("population", population, 1)
    name = method or ("hypergeometric" if there else "binomial")
    if name not in METHODS:
        raise ValueError(f"unknown method; use one of: {', '.join(METHODS)}")
    way = METHODS[name]
    if way.population_is and not there:
        raise ValueError(f"method {name} needs the population: {way.population_is}")
    if way.convention and (expected or allowed):
        raise ValueError(f"method {name} knows neither an expected rate nor allowed deviations; leave them out")
    if name == "aicpa" and allowed is not None:
        raise ValueError("method aicpa plans with an expected rate; for a number of allowed deviations use binomial")
    question = Question(confidence, tolerable, expected, allowed, there, control_risk)
    plan = way.plan(question)
    return SizeAnswer(
        plan.n, name, plan.allowed, way.sentence(question, plan), tuple(_alternatives(question, name, plan))
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One size to choose: where it comes from, what it would support in short, and in a plain sentence.

    `judged` where it is custom, convention or judgement and no statistics.
    """

    method: str
    n: int
    allowed: int
    support: str
    sentence: str
    judged: bool


def choices(
    confidence: float, tolerable: float, population: int, *, expected: float = 0, allowed: int = 0
) -> tuple[Choice, ...]:
    """The sizes of all methods side by side: first what the numbers ask for, then the others. Raises ValueError."""
    question = Question(confidence, tolerable, expected, None if expected else allowed, population)
    answer = size(confidence, tolerable, expected=expected, allowed=question.allowed, population=population)
    made = [_choice(question, answer.method, Plan(answer.n, answer.allowed))]
    if expected:
        made.append(_choice(question, "aicpa", METHODS["aicpa"].plan(question)))
    plain = replace(question, expected=0, allowed=None)
    if population > _CUSTOMARY:
        made.append(_choice(plain, "customary", Plan(_CUSTOMARY, 0)))
    others = [(name, plan) for name, plan in _others(plain) if plan.n < population or name == "all"]
    made += [_choice(plain, name, plan) for name, plan in others]
    for often in tables.RISKS:
        asked = replace(plain, control_risk=often)
        made.append(_choice(asked, "frequency", METHODS["frequency"].plan(asked)))
    made.append(_choice(plain, "iaf-md1", METHODS["iaf-md1"].plan(plain)))
    first = {(one.method, one.n, one.allowed): one for one in reversed(made)}
    made = [made[0], *(one for one in made[1:] if one.n < population or one.method == "all")]
    kept = [one for one in made if first[one.method, one.n, one.allowed] is one]
    return (kept[0], *sorted(kept[1:], key=lambda one: (one.judged, one.n)))


def _choice(question: Question, name: str, plan: Plan) -> Choice:
    support = would_support(plan.n, plan.allowed, question.confidence, question.population).partition(": ")[2]
    way = METHODS.get(name)
    judged = way is None or way.convention
    if way:
        sentence = way.sentence(question, plan)
    elif name == "customary":
        sentence = f"{plan.n:,} of {question.population:,}: a custom of auditors, no statistics by itself. {support}."
    elif name == "all":
        sentence = f"All {question.population:,}: nothing needs to be inferred, and nothing is left to chance."
    else:
        sentence = (
            f"{plan.n:,} of {question.population:,}: a regulation's table (US {name}), about 95 % for below 10 %."
        )
    return Choice(name, plan.n, plan.allowed, support, sentence, judged and name != "all")


def _alternatives(question: Question, name: str, plan: Plan) -> Iterator[Alternative]:
    population = question.population or None
    seen = {plan}
    for method, other in _sites(question) if name == "iaf-md1" else _others(question):
        if other not in seen and (other.n != population or method == "all"):
            seen.add(other)
            sentence = would_support(other.n, other.allowed, question.confidence, population)
            yield Alternative(method, other.n, other.allowed, sentence)


def _others(question: Question) -> Iterator[tuple[str, Plan]]:
    """Sizes worth seeing beside the answer: by statistics with 0, 1 and 2 deviations allowed, by custom, and all."""
    for name in ("hypergeometric", "binomial") if question.population else ("binomial",):
        for allowed in range(3):
            with suppress(ValueError):  # a sample of more than ten million items is no alternative
                yield name, METHODS[name].plan(replace(question, expected=0, allowed=allowed))
    if question.population:
        for name in ("frequency", "iso2859"):
            yield name, METHODS[name].plan(question)
        yield "40 CFR 1090.1805", Plan(tables.cfr_1090_1805(question.population), 0)
        yield "all", Plan(question.population, 0)
    else:
        yield "customary", Plan(_CUSTOMARY, 0)


def _sites(question: Question) -> Iterator[tuple[str, Plan]]:
    yield "iaf-md1 surveillance", Plan(tables.iaf_md1(question.population, 0.6), 0)
    yield "iaf-md1 recertification", Plan(tables.iaf_md1(question.population, 0.8), 0)
    yield "all", Plan(question.population, 0)

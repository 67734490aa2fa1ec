"""What a sample says, attribute by attribute and as a whole: what may be claimed, what may not, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from data.rules.sampling import two_stage
from data.rules.sampling.evaluation import FEWEST, limit_in_words, supports
from data.rules.sampling.limits import most_deviating, rate
from data.rules.sampling.selection import WAYS
from data.rules.sampling.two_stage import TwoStages
from data.rules.sampling.values import items, percent, stated


@dataclass(frozen=True, slots=True)
class Counts:
    """One attribute's counts. What is not available counts as a deviation; `open` items have no mark yet.

    `first` and `first_deviations` are the judged and deviating items of stage one.
    """

    letter: str
    text: str
    judged: int
    deviations: int
    open: int = 0
    not_applicable: int = 0
    first: int = 0
    first_deviations: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """What the counts rest on: how the sample was drawn, from how many (without what was replaced), what was planned.

    `stages` is the plan where a second stage has been drawn. `enlarged` says that items were added without a plan
    after results were known.
    """

    method: str
    population: int
    confidence: float
    tolerable: float
    stages: TwoStages | None = None
    enlarged: bool = False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What one attribute allows to say. `limit` is a fraction, None where no rate may be stated.

    `met`: whether the tolerable rate is kept, None where that cannot be said.
    """

    limit: float | None
    met: bool | None
    sentence: str

    @property
    def verdict(self) -> str:
        """In a word: `met`, `not met`, `not said`."""
        return "not said" if self.met is None else "met" if self.met else "not met"


def concludes(tested: Counts, basis: Basis) -> Conclusion:
    """What the counts of one attribute allow to say. Raises ValueError."""
    there = basis.population - tested.not_applicable
    if tested.open:
        return Conclusion(None, None, _so_far(tested))
    if not tested.judged:
        return Conclusion(None, None, "It applied to none of the items.")
    if tested.judged == there:
        share = rate(tested.judged, tested.deviations)
        met = share <= basis.tolerable
        sentence = supports(tested.judged, tested.deviations, there, basis.confidence, random=True)
        return Conclusion(share, met, sentence[:-1] + _aside(tested) + _compared(met, basis) + ".")
    by_chance = basis.method in WAYS and WAYS[basis.method].by_chance
    if not by_chance or tested.judged < FEWEST:
        words = supports(tested.judged, tested.deviations, there, basis.confidence, random=by_chance)
        return Conclusion(None, None, words[:-1] + _aside(tested) + ".")
    if basis.enlarged:
        return Conclusion(None, None, _enlarged(tested))
    return _inferred(tested, basis, there)


def _inferred(tested: Counts, basis: Basis, there: int) -> Conclusion:
    stages = basis.stages
    if stages and tested.judged > tested.first and stages.says(tested.first_deviations) == "second stage":
        return _two_stages(tested, basis, stages, there)
    n, deviations, why = tested.judged, tested.deviations, ""
    if stages:  # the second stage was drawn for another attribute: by the plan this one was decided by stage one
        n, deviations, why = tested.first, tested.first_deviations, f" (stage one; both together {_of(tested)})"
    limit = most_deviating(n, deviations, basis.confidence, there) / there
    met = limit <= basis.tolerable
    sentence = supports(n, deviations, there, basis.confidence, random=True)[:-1]
    return Conclusion(limit, met, sentence + why + _aside(tested) + _compared(met, basis) + ".")


def _two_stages(tested: Counts, basis: Basis, stages: TwoStages, there: int) -> Conclusion:
    second = tested.judged - tested.first
    plan = TwoStages(tested.first, second, stages.accept, stages.go_on, stages.total)
    limit = two_stage.upper_limit(plan, tested.deviations, basis.confidence, there)
    met = limit <= basis.tolerable
    words = limit_in_words(Fraction(limit).limit_denominator(10**12), there)
    share = percent(rate(tested.judged, tested.deviations))
    sentence = (
        f"{_of(tested)} deviate{'s' * (tested.deviations == 1)} ({share}) in two planned stages of {tested.first:,} "
        f"and {second:,}; at {stated(basis.confidence)} confidence the rate in the {items(there)} is {words}"
    )
    return Conclusion(limit, met, sentence + _aside(tested) + _compared(met, basis) + ".")


def _of(tested: Counts) -> str:
    return f"{tested.deviations:,} of {tested.judged:,}"


def _so_far(tested: Counts) -> str:
    whole = tested.judged + tested.open + tested.not_applicable
    found = f"{tested.deviations:,} deviate{'s' * (tested.deviations == 1)}" if tested.deviations else "none deviates"
    if not tested.judged:
        return f"None of the {items(whole)} has been judged yet."
    return (
        f"{tested.judged + tested.not_applicable:,} of {whole:,} tested so far, {found}; "
        "nothing can be said about the rate before all are."
    )


def _enlarged(tested: Counts) -> str:
    found = supports(tested.judged, tested.deviations, None, 0.5, random=False).partition(";")[0]
    return f"{found}; items were added without a plan after results were known, so no confidence can be stated."


def _aside(tested: Counts) -> str:
    left = tested.not_applicable
    return f"; {left:,} {'does' if left == 1 else 'do'} not apply" if left else ""


def _compared(met: bool, basis: Basis) -> str:
    return f"; {'within' if met else 'above'} the tolerable {stated(basis.tolerable)}"


def drafted(
    title: str,
    size: int,
    basis: Basis,
    tested: Sequence[Counts],
    *,
    label: str,
    seed: str,
    period: str,
    listed: int,
    replaced: int = 0,
    left_open: str = "",
) -> str:
    """The sentences for the report: what was drawn from what, what each attribute showed, and under which limits.

    `listed` is the number of items on the list, before those were taken away that turned out not to belong to it.
    """
    whole = size == basis.population
    amount = f"All {items(size)}" if whole else f"{size:,} of the {items(listed)}"
    told = [
        f"{amount} of «{title}»{f' ({period})' if period else ''} were tested as sample {label}"
        f"{'' if whole else f', {way_in_words(basis.method, seed)}'}."
    ]
    if replaced:
        told.append(
            f"{items(replaced)} did not belong to the population and {'was' if replaced == 1 else 'were'} replaced."
        )
    found = [(one, concludes(one, basis)) for one in tested]
    told += [f"{one.letter}, {one.text}: {_small(said.sentence)}" for one, said in found if not one.open]
    unfinished = [
        f"{one.letter} ({one.open:,} of {one.open + one.judged + one.not_applicable:,} open)"
        for one in tested
        if one.open
    ]
    if unfinished:
        told.append(f"Not finished: {', '.join(unfinished)}.")
    caveat = WAYS[basis.method].caveat if basis.method in WAYS else ""
    if caveat and not whole and any(said.limit is not None for _, said in found):
        told.append(caveat)
    if left_open:
        told.append(f"{left_open.rstrip('.')}.")
    return " ".join(told)


def way_in_words(method: str, seed: str = "") -> str:
    """How a sample came about: `drawn at random with the seed «…»`."""
    way = WAYS.get(method)
    if way is None:
        return method
    return way.made + (f" with the seed «{seed.strip()}»" if seed.strip() and way.by_chance else "")


def _small(sentence: str) -> str:
    """A sentence after a colon: its first word small."""
    return sentence[:1].lower() + sentence[1:]

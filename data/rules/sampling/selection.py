"""One draw by any of the methods, and how a drawn sample grows without losing an item (`domain.md` 3.8)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.rules.sampling.drawing import allocation, systematic_fractional, systematic_start, ticket_order
from data.rules.sampling.values import whole


@dataclass(frozen=True, slots=True)
class Way:
    """A method of drawing: what it is, how a sample made by it is spoken of, whether chance decides (by a seed).

    Only chance lets a sample speak of a rate. `caveat` is the condition under which the limit of such a sample holds;
    `reasoned` asks for a reason in writing.
    """

    name: str
    does: str
    made: str
    by_chance: bool = False
    reasoned: bool = False
    caveat: str = ""


WAYS = {
    way.name: way
    for way in (
        Way("random", "simple random, by the order of the tickets", "drawn at random", by_chance=True),
        Way(
            "systematic",
            "at a fixed interval through the list, from a random start",
            "drawn at a fixed interval from a random start",
            by_chance=True,
            caveat="This holds if nothing in the list repeats at the same interval.",
        ),
        Way(
            "stratified",
            "random inside each stratum, in proportion to its size",
            "drawn at random inside each stratum",
            by_chance=True,
            caveat="The limit is that of a simple random sample; one in proportion to its strata keeps it as a rule.",
        ),
        Way("all", "every item", "tested in full"),
        Way("judgemental", "chosen by the auditor, for a reason", "chosen by judgement", reasoned=True),
        Way("haphazard", "picked without a rule", "picked without a rule", reasoned=True),
        Way("block", "a run of neighbours, such as one week", "taken as a block", reasoned=True),
    )
}


def order(method: str, seed: str, items: Sequence[str], n: int, strata: Sequence[str] = ()) -> list[str]:
    """The `n` items of a sample in the order in which they were drawn. `items` stand in the order of the list.

    `strata` names each item's stratum, for the stratified draw. Only the methods in which chance or no choice decides.
    Raises ValueError.
    """
    whole("n", n, 1, len(items))
    if method == "all":
        if n != len(items):
            raise ValueError(f"method all takes all {len(items):,} items")
        return list(items)
    if method == "random":
        return ticket_order(seed, items)[:n]
    if method == "systematic":
        return [items[place - 1] for place in positions(seed, len(items), n)]
    if method == "stratified":
        return grown(seed, dict(zip(items, strata, strict=True)), n)
    raise ValueError(f"method {method} is not drawn by chance; name the items")


def positions(seed: str, population: int, n: int) -> list[int]:
    """The positions, counted from 1, of a systematic draw with the start that the seed gives. Raises ValueError."""
    return systematic_fractional(population, n, systematic_start(seed, population, n))


def grown(seed: str, strata: Mapping[str, str], n: int, kept: Mapping[str, int] | None = None) -> list[str]:
    """A proportional stratified sample of `n` items, by ticket order over all; `strata` is item to stratum.

    `kept` is how many of each stratum are drawn already: no stratum gives fewer, though the largest remainder could
    give one fewer in a larger sample. Raises ValueError.
    """
    counts = _counted(strata.values())
    shares = allocation(n, counts)
    least = kept or {}
    for name in shares:
        shares[name] = max(shares[name], least.get(name, 0))
    total = sum(counts.values())
    while sum(shares.values()) > n:
        spare = [name for name in shares if shares[name] > least.get(name, 0)]
        if not spare:
            raise ValueError(f"a sample of {n:,} is smaller than what is drawn already")
        fullest = max(spare, key=lambda name: (shares[name] - n * counts[name] / total, name))
        shares[fullest] -= 1
    taken = dict.fromkeys(shares, 0)
    drawn = []
    for item in ticket_order(seed, strata):
        stratum = strata[item]
        if taken[stratum] < shares[stratum]:
            taken[stratum] += 1
            drawn.append(item)
    return drawn


def told(method: str, seed: str, population: int, n: int, strata: Sequence[str] = ()) -> str:
    """How a draw was made, so that it can be made again: one line."""
    if method == "systematic":
        start = systematic_start(seed, population, n)
        return f"every {population / n:.4g}th of {population:,} from start {math.ceil(start)}"
    if method == "stratified":
        counts = _counted(strata)
        shares = allocation(n, counts)
        return "; ".join(f"{name or 'none'} {shares[name]} of {counts[name]:,}" for name in sorted(counts))
    return WAYS[method].does if method in WAYS else method


def named(text: str, known: Sequence[str]) -> list[str]:
    """The items that a text names, by comma, semicolon, line or (where no id holds one) space; `a .. b` is a run of
    neighbours on the list. Raises ValueError.
    """
    places = {item: place for place, item in enumerate(known)}
    separators = r"[,;\n]+" if any(" " in item for item in known) else r"[,;\s]+"
    found: list[str] = []
    for part in re.split(separators, re.sub(r"\s*\.\.\s*", "..", text.strip())):
        name = part.strip()
        ends = name.split("..") if name not in places else [name]
        for end in filter(None, ends):
            if end not in places:
                raise ValueError(f"«{end[:60]}» is not in the population")
        if len(ends) == 2 and all(ends):
            first, last = sorted(places[end] for end in ends)
            found += known[first : last + 1]
        else:
            found += [end for end in ends if end]
    return list(dict.fromkeys(found))


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names))

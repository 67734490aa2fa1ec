"""Which items: draws that a third party can repeat from the seed and the list alone (`domain.md` 3.8).

The seeded order is Rivest's consistent sampler of election audits. A ticket is recomputed in a shell with

    h() { printf %s "$1" | sha256sum | cut -d' ' -f1; }
    h "$(h "$(h SEED):id:ITEM")0"

Items are taken by rising ticket. So the order of the list does not matter, and a larger sample keeps the smaller one.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

from data.rules.sampling.values import MOST, whole


def ticket(seed: str, item: str) -> str:
    """The item's ticket, 64 hexadecimal digits. Seed and item are trimmed and brought to NFC first.

    Raises ValueError.
    """
    return _ticket(_seed_hash(seed), _normal(item))


def ticket_order(seed: str, items: Iterable[str]) -> list[str]:
    """The items by rising ticket, each as it was given; the first n are the sample of size n.

    Raises ValueError for a blank seed or id, and when two ids are the same once trimmed and in NFC.
    """
    hashed = _seed_hash(seed)
    given = list(items)
    names = [_normal(item) for item in given]
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        example = "".join(letter if letter.isprintable() else "?" for letter in repeated[0][:60])
        raise ValueError(f"{len(repeated)} ids occur more than once, for example «{example}»; each item needs its own")
    tickets = {item: _ticket(hashed, name) for item, name in zip(given, names, strict=True)}
    return sorted(given, key=tickets.__getitem__)


def shuffled(seed: str, count: int) -> list[int]:
    """The numbers from 0 below `count`, shuffled (Fisher-Yates with SHA-256 of "seed,i"). Raises ValueError."""
    order = list(range(whole("count", count)))
    for i in range(count):
        j = _number(f"{_normal(seed)},{i}") % (i + 1)
        order[i], order[j] = order[j], order[i]
    return order


def systematic(population: int, n: int, start: int) -> list[int]:
    """Every i-th position, counted from 1, with the whole interval i = population // n and 1 <= start <= i.

    What is left over at the end of the list can never be drawn; `systematic_fractional` has no such blind end.
    Raises ValueError.
    """
    whole("n", n, 1, whole("population", population, 1))
    interval = population // n
    whole("start", start, 1, interval)
    return [start + step * interval for step in range(n)]


def systematic_fractional(population: int, n: int, start: float | Fraction) -> list[int]:
    """Positions ceil(start + j i), counted from 1, with the interval i = population / n and 0 < start <= i.

    Raises ValueError.
    """
    interval = Fraction(whole("population", population, 1), whole("n", n, 1, population))
    first = Fraction(start).limit_denominator(10**12) if math.isfinite(start) else Fraction(0)
    if not 0 < first <= interval:
        raise ValueError(f"start lies outside the interval; it must be above 0 and at most {float(interval):g}")
    return [math.ceil(first + step * interval) for step in range(n)]


def systematic_start(seed: str, population: int, n: int) -> Fraction:
    """A random start for `systematic_fractional`: the interval times (SHA-256 of "seed,0" + 1) / 2^256.

    Raises ValueError.
    """
    interval = Fraction(whole("population", population, 1), whole("n", n, 1, population))
    return interval * Fraction(_number(f"{_normal(seed)},0") + 1, 2**256)


def allocation(n: int, strata: Mapping[str, int]) -> dict[str, int]:
    """How many of n items each stratum gives, in proportion to its number of items, by largest remainder.

    Ties of remainders go to the larger stratum, then by name. When n reaches the number of strata that are not empty,
    each of these gives at least one; none gives more than it has. Raises ValueError.
    """
    left = {name: count for name, count in strata.items() if whole("stratum", count) > 0}
    whole("n", n, 0, min(MOST, sum(left.values())))
    shares = dict.fromkeys(strata, 0)
    if n >= len(left):
        while small := [name for name, count in left.items() if n * count < sum(left.values())]:
            shares |= dict.fromkeys(small, 1)
            n -= len(small)
            left = {name: count for name, count in left.items() if name not in small}
    total = sum(left.values())
    for name, count in left.items():
        shares[name] = n * count // total
    missing = n - sum(shares[name] for name in left)
    for name in sorted(left, key=lambda name: (-(n * left[name] % total), -left[name], name))[:missing]:
        shares[name] += 1
    return shares


def stratified(seed: str, strata: Mapping[str, Sequence[str]], n: int) -> dict[str, list[str]]:
    """A proportional sample: for each stratum the first of its items by ticket order. Ids are unique over all strata.

    Raises ValueError.
    """
    shares = allocation(n, {name: len(items) for name, items in strata.items()})
    order = ticket_order(seed, (item for items in strata.values() for item in items))
    place = {item: position for position, item in enumerate(order)}
    return {name: sorted(items, key=place.__getitem__)[: shares[name]] for name, items in strata.items()}


def _ticket(seed_hash: str, name: str) -> str:
    return _hex(_hex(f"{seed_hash}:id:{name}") + "0")


def _seed_hash(seed: str) -> str:
    return _hex(_normal(seed, "seed"))


def _normal(text: str, what: str = "id") -> str:
    normal = unicodedata.normalize("NFC", text.strip())
    if not normal:
        raise ValueError(f"blank {what}; every draw needs a seed and every item an id")
    return normal


def _hex(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _number(text: str) -> int:
    return int(_hex(text), 16)

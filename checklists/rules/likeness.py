"""Questions that say the same, and sentences that are somebody else's."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

ALIKE_IN_ALL_WORDS = 0.65
"""From this share of common words on, two questions are the same sentence, perhaps with a noun exchanged."""
ALIKE_IN_SUBSTANCE = 0.7
"""From this share of common words that carry meaning on, they are the same question in another dress."""
LEAST_SUBSTANCE = 3
GRAM, LEAST_GRAM = 6, 3
"""So many words in a row make a wording somebody's; a forbidden sentence of fewer is looked for as a whole."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s)$")
_COMMON = frozenset(
    word
    for line in (
        "a an the this that these those of in on at to from for with by and or as so if then than there here no any",
        "is are was were be been do does did done has have had not it its they them their you your we us our me my i",
        "all he she his her who whom whose what which when where how why one ones last",
        "show tell take open pick choose name let put look find give go see",
    )
    for word in line.split()
)


def words(text: str) -> list[str]:
    """A text's words in lower case, without marks."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def substance(text: str) -> frozenset[str]:
    """The words that carry a question's meaning, without endings."""
    return frozenset(_ENDING.sub("", word) for word in words(text) if word not in _COMMON)


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of texts that say the same or nearly so, as (later, earlier) places; each later one once."""
    found: dict[int, int] = {}
    for later, earlier in [
        *_overlapping([frozenset(words(text)) for text in texts], ALIKE_IN_ALL_WORDS, 1),
        *_overlapping([substance(text) for text in texts], ALIKE_IN_SUBSTANCE, LEAST_SUBSTANCE),
    ]:
        found[later] = min(earlier, found.get(later, earlier))
    yield from sorted(found.items())


def _overlapping(sets: Sequence[frozenset[str]], share: float, least: int) -> Iterator[tuple[int, int]]:
    """Pairs of sets whose common part is at least `share` of their union (Jaccard), for sets of `least` words.

    Two such sets share one of the rarest words of each; only sets that do are compared (prefix filtering: Chaudhuri,
    Ganti and Kaushik, "A primitive operator for similarity joins in data cleaning", 2006).
    """
    counts = Counter(word for one in sets for word in one)
    with_word: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(sets):
        if len(one) < least:
            continue
        rarest = sorted(one, key=lambda word: (counts[word], word))[: len(one) - math.ceil(share * len(one)) + 1]
        for other in {earlier for word in rarest for earlier in with_word[word]}:
            common = len(one & sets[other])
            if common >= share * (len(one) + len(sets[other]) - common):
                yield place, other
        for word in rarest:
            with_word[word].append(place)


class Forbidden:
    """Sentences whose wording must not come near."""

    def __init__(self, sentences: Collection[str]) -> None:
        self._runs: dict[int, dict[tuple[str, ...], str]] = defaultdict(dict)
        for sentence in sentences:
            spoken = words(sentence)
            length = min(GRAM, len(spoken))
            if length >= LEAST_GRAM:
                self._runs[length] |= dict.fromkeys(_runs(spoken, length), sentence)

    def near(self, text: str) -> tuple[int, int, str] | None:
        """Where in a text a run of a forbidden sentence's words begins and ends, and that sentence; None if nowhere."""
        found = list(_WORD.finditer(text))
        spoken = words(text)
        for length, runs in self._runs.items():
            for place, run in enumerate(_runs(spoken, length)):
                if run in runs:
                    return found[place].start(), found[place + length - 1].end(), runs[run]
        return None


def _runs(spoken: list[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(spoken[start:] for start in range(length)), strict=False))

"""Questions that say the same, and sentences that are somebody else's."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

ALIKE_IN_ALL_WORDS = 0.65
"""Shared among all words of two questions, from which on they are called alike: the same sentence with a noun exchanged."""
ALIKE_IN_SUBSTANCE = 0.7
"""The same among the words that carry meaning: the same question in another dress."""
LEAST_SUBSTANCE = 3
GRAM = 6
"""So many words in a row make a wording recognisable as somebody's."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_COMMON = frozenset(
    "a an the this that these those of in on at to from for with by and or as is are was were be been it its they them their "
    "you your we us our me my i he she his her who whom what which when where how why whose do does did done has have had not "
    "no so if then than there here any all one ones last show tell take open pick choose name let put look find give go see"
    .split()
)  # fmt: skip


def words(text: str) -> list[str]:
    """A text's words in lower case, without marks."""
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]


def substance(text: str) -> frozenset[str]:
    """The words that carry a question's meaning, without endings."""
    return frozenset(re.sub(r"(?<=\w{3})(?:ings?|ed|es|s)$", "", word) for word in words(text) if word not in _COMMON)


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


def grams(sentences: Collection[str]) -> dict[tuple[str, ...], str]:
    """Each run of GRAM words of the sentences, with the sentence it is from; a shorter sentence is one run."""
    return {run: sentence for sentence in sentences for run in _runs(words(sentence), GRAM)}


def borrowed(text: str, forbidden: dict[tuple[str, ...], str]) -> tuple[str, str] | None:
    """The first run of words in a text that stands in a forbidden sentence, and that sentence."""
    spoken = words(text)
    for length in sorted({len(run) for run in forbidden}, reverse=True):
        for run in _runs(spoken, length):
            if run in forbidden:
                return " ".join(run), forbidden[run]
    return None


def _runs(spoken: list[str], length: int) -> list[tuple[str, ...]]:
    return (
        [tuple(spoken[start : start + length]) for start in range(max(1, len(spoken) - length + 1))] if spoken else []
    )

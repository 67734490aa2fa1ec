"""Reading a finding's text: what stands in quotation marks, counts, sentences, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from data.rules.finding_quality.facts import Draft

_QUOTED = re.compile(r"“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»|\"[^\"]{1,400}\"")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9(])|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_LARGE = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES, _TENS = _SMALL.split(), _LARGE.split()
NUMBERS = {word: value for value, word in enumerate(_ONES)}
NUMBERS |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
NUMBERS |= {f"{ten}-{_ONES[one]}": NUMBERS[ten] + one for ten in _TENS for one in range(1, 10)}
_NUMBER = rf"(?:[0-9]{{1,6}}(?![0-9.,]*[0-9])|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_OF = re.compile(
    rf"(?<![\w.,/-])(?P<k>{_NUMBER}|none|neither)\s+(?:out\s+)?(?:of|from)\s+"
    rf"(?:(?:the|these|those|our|its|all|first)\s+)*(?P<n>{_NUMBER})(?![\w-]|\.[0-9])",
    re.IGNORECASE,
)
_SAMPLE_OF = re.compile(rf"\bsampl\w*\s+of\s+(?P<n>{_NUMBER})\b(?P<rest>[^.]{{0,80}})", re.IGNORECASE)
_ALL = re.compile(rf"\ball\s+(?:(?:of\s+)?(?:the|these|our)\s+)?(?:{_NUMBER})\b", re.IGNORECASE)
SAMPLED = re.compile(
    r"(?<!not a )(?<!not a drawn )(?<!no )\bsampl(?:e|es|ed|ing)\b|\bspot[- ]check\w*|\bat random\b"
    r"|\brandom(?:ly)? (?:check|selection|choice|drawn|selected|chosen)|\bpicked\b|\bselected (?:after|by)\b",
    re.IGNORECASE,
)
"""Words that speak of a sample; what was merely "looked at" is none."""
STATISTICS = re.compile(
    r"\bconfidence\b|\bstatistic\w*|\bupper (?:error )?(?:limit|bound)|\berror rate\b|\b9[059] ?% (?:sure|certain)",
    re.IGNORECASE,
)
"""Words that claim something about the items not looked at."""


class Count(NamedTuple):
    """`k` of `n`."""

    k: int
    n: int


def _value(word: str) -> int:
    word = word.casefold()
    return int(word) if word.isdigit() else NUMBERS.get(word, 0)


@lru_cache(maxsize=256)
def counts(text: str) -> tuple[Count, ...]:
    """Every "k of n" in a text, in figures or words; a "sample of 10 … three …" is one too."""
    found = [Count(_value(match["k"]), _value(match["n"])) for match in _OF.finditer(text)]
    for match in _SAMPLE_OF.finditer(text):
        other = re.search(rf"(?<![\w.,-]){_NUMBER}(?![\w-])", match["rest"], re.IGNORECASE)
        if other:
            found.append(Count(_value(other[0]), _value(match["n"])))
    return tuple(count for count in found if count.k <= count.n and count.n)


def whole(text: str) -> bool:
    """Whether a text says that all of a stated number were looked at: "25 of 25", "all 12"."""
    return any(count.k == count.n for count in counts(text)) or bool(_ALL.search(text))


@lru_cache(maxsize=256)
def unquoted(text: str) -> str:
    """The text with what others said, in quotation marks, blanked out; every other character keeps its place."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks, without them."""
    for match in _QUOTED.finditer(text):
        yield match[0][1:-1]


def own_words(text: str, allowed: Iterable[str]) -> str:
    """The auditor's own words: without quotations, and without phrases that the house allows."""
    text = unquoted(text)
    for phrase in allowed:
        text = re.sub(rf"\b{re.escape(phrase)}\b", lambda match: " " * len(match[0]), text, flags=re.IGNORECASE)
    return text


def sentences(text: str) -> list[str]:
    """The sentences of a text; a semicolon before a capital ends one too."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def sentence_at(text: str, place: int) -> str:
    """The sentence in which a place of the text lies."""
    begin = 0
    for match in _SENTENCE.finditer(text):
        if match.start() > place:
            return text[begin : match.start()]
        begin = match.end()
    return text[begin:]


def length(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))


@cache
def any_of(pattern: str, house: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A pattern, or one of the house's own words."""
    words = [rf"\b{re.escape(word)}\b" for word in house if word.strip()]
    return re.compile("|".join([pattern, *words]), re.IGNORECASE)


def told(finding: Draft) -> str:
    """Headline and condition: what the auditor says was seen."""
    return f"{finding.title}\n{finding.condition}"

"""Whether two registers speak of the same person or role: `Information Security Officer (ISO)` and `ISO` do."""

from __future__ import annotations

import re
from functools import lru_cache


def _all(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split("|"))


EVERYBODY = _all(
    "all | everybody | everyone | all employees | all employee | all staff | employees | employee | staff | personnel"
    " | alle | alle mitarbeiter | alle mitarbeitenden | mitarbeiter | tous | tout le personnel"
)
"""Words that name no one in particular: what all are responsible for makes nobody biased."""
TOP = _all(
    "top management | management | ceo | chief executive | chief executive officer | managing director | board"
    " | executive board | geschaeftsfuehrung | geschaeftsleitung | vorstand | direction | direction generale"
)
ISMS_MANAGER = _all(
    "iso | ciso | isms manager | isms officer | information security officer | information security manager"
    " | chief information security officer | head of information security | security officer"
    " | informationssicherheitsbeauftragter | informationssicherheitsbeauftragte | isb | rssi"
)
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "à": "a", "ç": "c"})
_ABBREVIATED = 3  # words from which on a role is also known by their first letters


@lru_cache(maxsize=4096)
def names(text: str, *, initials: bool = True) -> frozenset[str]:
    """The ways in which a person or role is called: without its brackets, by what is in them, by its initials."""
    found: set[str] = set()
    for part in (re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text), *re.findall(r"[(\[]([^)\]]*)[)\]]", text)):
        words = re.findall(r"[^\W_]+", part.casefold().translate(_SPELT))
        if words:
            found.add(" ".join(words))
            found.add(" ".join([*words[:-1], _singular(words[-1])]))
        if initials and len(words) >= _ABBREVIATED:
            found.add("".join(word[0] for word in words))
    return frozenset(found | {"top management"} if found & TOP else found)


def same(one: str, other: str) -> bool:
    """Whether both mean the same person or role. Words for everybody mean nobody."""
    return bool(names(one) & names(other) - EVERYBODY)


def is_person(name: str, holder: str) -> bool:
    """Whether a register means the person of that name; a person's initials are no role."""
    return bool(names(name, initials=False) & names(holder) - EVERYBODY)


def is_everybody(text: str) -> bool:
    """Whether a register means all of the staff."""
    return bool(names(text) & EVERYBODY)


def runs_the_isms(role: str) -> bool:
    """Whether a role is that of the person who runs the management system."""
    return bool(names(role) & ISMS_MANAGER)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word

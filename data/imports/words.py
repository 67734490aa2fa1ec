"""Words of a file as we compare them, and as we put them into a message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "œ": "oe", "æ": "ae"})


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text without case, accents and punctuation: `Nächste Prüfung (Datum)` is `naechste pruefung datum`."""
    spelt = unicodedata.normalize("NFC", text).casefold().translate(_SPELT)
    letters = (char for char in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in letters).split())


def shown(text: str, most: int = 60) -> str:
    """A name from a file, fit for one line of a message: no control characters, no more than `most` characters."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in text[: most * 4]).split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def listed(names: Iterable[str], most: int = 24) -> str:
    """Names from a file, fit for one line of a message."""
    named = [shown(name, 40) for name in names]
    return ", ".join(named[:most]) + (f" and {len(named) - most} more" if len(named) > most else "")

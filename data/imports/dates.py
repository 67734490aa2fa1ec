"""Dates of registers to ISO text. What is no date ("Continuous", "Within 2 weeks of start") stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from data.imports.words import plain

_MONTHS = (
    "jan january januar jaenner janvier janv",
    "feb february februar fevrier fevr",
    "mar march maerz mrz mars",
    "apr april avril avr",
    "may mai",
    "jun june juni juin",
    "jul july juli juillet juil",
    "aug august aout",
    "sep sept september septembre",
    "oct october okt oktober octobre",
    "nov november novembre",
    "dec december dez dezember decembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?[\s.-]+([^\W\d_]+)[\s.,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)[\s.]+(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})")


def custom(cells: Iterable[str]) -> bool | None:
    """Whether a register writes the day first (25/03/2026) or the month (03/25/2026); None where that does not show."""
    found = set()
    for cell in cells:
        if match := _SLASHES.fullmatch(cell.strip()):
            first, second = int(match[1]), int(match[2])
            if first > 12 or second > 12:
                found.add(first > 12)
    return found.pop() if len(found) == 1 else None


def is_doubtful(text: str, day_first: bool | None) -> bool:
    """Whether a date can be read in two ways and nothing says which."""
    match = _SLASHES.fullmatch(text.strip())
    return bool(match and day_first is None and match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12)


def iso(text: str, day_first: bool | None = None) -> str:
    """`2026-03-25` of a date in one of many customs; the text itself where it is no date, or a doubtful one."""
    text = text.strip()
    if match := _ISO.fullmatch(text):
        return _date(text, match[1], match[2], match[3])
    if match := _DOTS.fullmatch(text):
        return _date(text, match[3] if len(match[3]) == 4 else f"20{match[3]}", match[2], match[1])
    if match := _SLASHES.fullmatch(text):
        if is_doubtful(text, day_first):
            return text
        swapped = int(match[2]) > 12 or (int(match[1]) <= 12 and day_first is False)
        return _date(text, match[3], *((match[1], match[2]) if swapped else (match[2], match[1])))
    if match := _DAY_FIRST.fullmatch(text):
        return _date(text, match[3], str(MONTHS.get(plain(match[2]), 0)), match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _date(text, match[3], str(MONTHS.get(plain(match[1]), 0)), match[2])
    return text


def _date(text: str, year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return text

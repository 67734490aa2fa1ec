"""How actions age, and what findings have in common over the audits.

Plain counts: no percentage hides how few they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.rules.verdicts import GRADES

BANDS = ("more than 30 days late", "15 to 30 days late", "up to 14 days late", "due in 14 days", "later", "no date")


@dataclass(frozen=True, slots=True)
class Series:
    """Counts under a heading, in the order in which they are shown."""

    title: str
    counts: tuple[tuple[str, int], ...]

    @property
    def most(self) -> int:
        """The largest count, 0 where there is none."""
        return max((count for _, count in self.counts), default=0)


def ageing(due: Iterable[str], today: date) -> Series:
    """How late unfinished actions are, by their due dates (ISO text; anything else counts as no date)."""
    counts = dict.fromkeys(BANDS, 0)
    for text in due:
        counts[_band(text, today)] += 1
    return Series("Open actions by age", tuple(counts.items()))


def _band(text: str, today: date) -> str:
    try:
        late = (today - date.fromisoformat(text[:10])).days
    except ValueError:
        return "no date"
    if late > 30:
        return BANDS[0]
    if late > 14:
        return BANDS[1]
    if late > 0:
        return BANDS[2]
    return BANDS[3] if late >= -14 else BANDS[4]


def by_grade(findings: Mapping[str, Iterable[str]]) -> list[Series]:
    """For each grade, how many findings each audit had; `findings` are the grades found by audit, in time's order."""
    graded = {number: list(grades) for number, grades in findings.items()}
    return [
        Series(words, tuple((number, grades.count(grade)) for number, grades in graded.items()))
        for grade, words in GRADES.items()
        if any(grade in grades for grades in graded.values())
    ]


def counted(title: str, names: Iterable[str], unnamed: str, most: int = 8) -> Series:
    """How often each name occurs, the most frequent first; empty ones are counted as `unnamed`, at the end."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    without = counts.pop("", 0)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return Series(title, (*ordered, *([(unnamed, without)] if without else [])))

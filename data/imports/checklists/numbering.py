"""Which refs of ISO/IEC 27001:2022 a checklist's numbers mean: by its edition, and with the A that it spares itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checklists import refs
from data.imports.checklists.numbers import headings_of_2013, point_of
from data.imports.words import plain

_LAST_CLAUSE = 10
_LAST_THEME = 8  # of the controls of 2022; those of 2013 went on to A.18
_CLAUSES_ONLY = ("4", "9", "10")  # no control of 2022 has these
_SPELT_OUT = re.compile(r"A\.[0-9]+\.")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number means: refs of the standard, with a note where that is not plain, or the reason why it has none.

    `unknown` is a number that the standard does not have at all, so that it can be a ref of the user's own.
    """

    refs: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a table numbers: by the edition of 2013 or not, and what its numbers without A are.

    `controls`: all of them controls, none of them (False), or the words beside a number have to tell (None).
    """

    of_2013: bool
    controls: bool | None

    @classmethod
    def seen_in(cls, of_file: Iterable[str], here: Iterable[str], about_controls: bool | None) -> Numbering:
        """The numbering of a table: from all numbers of the file, those of the table, and what is written above it."""
        everywhere = set(of_file)
        bare = [number for number in here if not number.startswith("A.")]
        of_clauses = any(number.split(".")[0] in _CLAUSES_ONLY for number in bare)
        of_controls = any(_is_control_alone(number) for number in bare)
        if of_clauses or of_controls:
            controls = None if of_clauses and of_controls else of_controls
        else:  # a file that writes the A elsewhere does not spare it here
            controls = False if any(map(_SPELT_OUT.match, everywhere)) else about_controls
        old = everywhere | ({f"A.{number}" for number in bare} if controls else set())
        return cls(_is_of_2013(old), controls)

    def meaning(self, number: str, text: str) -> Meaning:
        """What a number, or a range of numbers, means beside a text."""
        if "-" in number:
            first, last = (self._as_control(one, text)[0] for one in number.split("-", 1))
            try:
                return Meaning(tuple(refs.expand(f"{first}-{last}")))
            except ValueError:
                return Meaning(reason=f"{number} is no range of refs of ISO/IEC 27001:2022: write them one by one")
        number, doubt = self._as_control(number, text)
        found = _of_2013(number) if self.of_2013 else _of_2022(number)
        swapped = "" if self.of_2013 else _swapped(number, text)
        return replace(found, note="; ".join(note for note in (doubt, found.note, swapped) if note))

    def _as_control(self, number: str, text: str) -> tuple[str, str]:
        """The number with the A that the file spares itself, and a note where only the words beside it tell."""
        control = f"A.{number}"
        titles = [refs.title(ref) for ref in (control, *refs.from_2013().get(control, ()))]
        if number.startswith("A.") or not any(titles):
            return number, ""
        if self.controls or _is_control_alone(number):
            return control, ""
        if self.controls is False or not (control in refs.auditable() or self.of_2013):
            return number, ""
        near_control, near_clause = _likeness(text, " ".join(titles)), _likeness(text, refs.title(number))
        if near_control > near_clause:
            return control, f"{number} is read as {control} by the words beside it"
        doubt = f"{number} is read as the clause: write {control} if the control is meant"
        return number, "" if near_clause > near_control else doubt


def _of_2022(number: str) -> Meaning:
    if number in refs.auditable():
        return Meaning((number,))
    new, point = refs.from_2013().get(number, ()), point_of(number)
    if point and new:
        now = " and ".join(new)
        return Meaning((point,), f"{number} is read as a point of {point}; as a number of the 2013 edition it is {now}")
    if point or new:
        return Meaning((point,)) if point else _renumbered(number, new)
    if parts := _below(number):
        return Meaning(reason=f"{number} only holds {parts[0]} to {parts[-1]}: write the one that is meant")
    last = _below(number.rpartition(".")[0])[-1:]
    there = f", which ends with {last[0]} there" if last else ""
    mend = "write the one that is meant, or take it as a ref of your own"
    return Meaning(reason=f"{number} is no ref of ISO/IEC 27001:2022{there}: {mend}", unknown=True)


def _swapped(number: str, text: str) -> str:
    """A note where 10.1 or 10.2, which changed places between the editions, stands beside the words of the other."""
    for new in refs.from_2013().get(number, ()) if number in refs.auditable() else ():
        if _likeness(text, refs.title(new)) > _likeness(text, refs.title(number)):
            return f"{number} was «{refs.title(new)}» in the 2013 edition, as the words beside it say: check the number"
    return ""


def _of_2013(number: str) -> Meaning:
    old = number
    while old and old not in refs.from_2013():
        old = old.rpartition(".")[0]
    if old and (old == number or old.startswith("A.")):
        return _renumbered(number, refs.from_2013()[old])
    known = number if number in refs.auditable() else point_of(number)
    if not number.startswith("A.") or (known and known not in headings_of_2013()):
        return _of_2022(number)
    edition = "the 2013 edition, whose numbers this file has"
    if number in headings_of_2013():
        return Meaning(reason=f"{number} is a heading of {edition}: it asks nothing")
    return Meaning(reason=f"{number} is no control of {edition}: write the one that is meant", unknown=True)


def _renumbered(number: str, new: tuple[str, ...]) -> Meaning:
    return Meaning(new, f"{number} is a number of the 2013 edition; in that of 2022 it is {' and '.join(new)}")


def _is_of_2013(numbers: set[str]) -> bool:
    """Whether numbers are those of the 2013 edition: its controls go on to A.18, and all of them have three parts.

    Its headings have two, as the controls of 2022; only a number beyond A.8 tells them apart for certain.
    """
    controls = {number for number in numbers if number.startswith("A.") and "-" not in number}
    old = controls & refs.from_2013().keys()
    beyond = any(int(number.split(".")[1]) > _LAST_THEME for number in old)
    known = (number if number in refs.auditable() else point_of(number) for number in controls - old)
    of_2022 = {number for number in known if number}
    return bool(old) and not (of_2022 - headings_of_2013() if beyond else of_2022)


def _is_control_alone(number: str) -> bool:
    """Whether a number without A cannot be a clause: 5.18, or 11.2.4 of the 2013 edition."""
    of_2022 = f"A.{number}" in refs.auditable() and number not in refs.all_refs()
    return of_2022 or int(number.partition(".")[0]) > _LAST_CLAUSE


def _below(number: str) -> list[str]:
    return [ref for ref in refs.auditable() if number and ref.startswith(f"{number}.")]


def _likeness(text: str, title: str) -> int:
    """How many longer words two texts share."""
    words = ({word for word in plain(one[:200]).split() if len(word) > 3} for one in (text, title))
    return len(set.intersection(*words))

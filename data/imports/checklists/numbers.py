"""The numbers in a checklist's cells: how they are written, and which refs of ISO/IEC 27001:2022 they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from checklists import refs
from data.imports.words import plain

_BEFORE = (
    r"(?:(?:iso(?:/iec)?\s*27001(?:\s*:?\s*20\d\d)?|annexe?(?=\s*a?[\s.-]*\d)|anhang|clause|control"
    r"|requirement|klausel|kapitel|kap|abschnitt|ziffer|article|chapitre|mesure|maßnahme|nr|no|§)[.:]?\s*)*"
)
_NUMBER = r"(?:A[.\s-]*)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9]|\.[0-9])"
_POINT = r"(?:\s?\(?[a-z]\)|\.?[a-z](?!\w))?\.?(?!\w)"  # 4.2 a), 4.2a, 4.2.a
_STEP = re.compile(
    rf"(?P<joint>\s*(?:[,;/&+–—-]|(?:and|und|et|to|bis|à)\s)?\s*){_BEFORE}(?P<number>{_NUMBER}){_POINT}", re.IGNORECASE
)
_SHORT_END = re.compile(r"\s*[–—-]\s*([0-9]{1,2})\s*$")  # A.5.15-18
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]\s*$")
_ANYWHERE = re.compile(rf"(?<![\w.]){_NUMBER}(?!\w)")
_WHOLE = re.compile(
    r"(?:(?:clause|klausel|kapitel|chapitre)\s*)?([0-9]{1,4})[.:]?(?:\s+(?=\D)(.*))?", re.IGNORECASE | re.DOTALL
)
_FARTHEST = 2_000  # characters of a cell in which numbers are looked for
_EDGES = " \t\n:.|–—-"
_SPELLING = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number means: refs of the standard, with a note where that was not plain, or the reason why it has none."""

    refs: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


def leading(cell: str, *, bracketed: bool = True) -> tuple[list[str], str]:
    """The numbers that a cell begins with (or ends with, where they may be `bracketed`), and the rest of its text.

    `A.5.1 Policies` is A.5.1 and Policies; `A 5.15–5.18; 9.2` is A.5.15-A.5.18 and 9.2.
    """
    found, end = _list(cell)
    rest = cell[end:]
    if found and (short := _SHORT_END.match(rest)):
        return [*found[:-1], f"{found[-1]}-{found[-1].rpartition('.')[0]}.{int(short[1])}"], ""
    if not found and bracketed and len(cell) <= _FARTHEST and (match := _BRACKETED.search(cell)):
        found, end = _list(match[1])
        found, rest = (found, cell[: match.start()]) if end == len(match[1]) else ([], cell)
    return found, rest.strip(_EDGES) if found else cell.strip()


def _list(text: str) -> tuple[list[str], int]:
    found: list[str] = []
    place = 0
    while match := _STEP.match(text, place, _FARTHEST):
        number, joint = _spelt(match["number"]), match["joint"].strip().lower()
        if found and joint in ("-", "–", "—", "to", "bis", "à"):
            prefix = "A." if found[-1].startswith("A.") and not number.startswith("A.") else ""
            found[-1] = f"{found[-1]}-{prefix}{number}"
        else:
            found.append(number)
        place = match.end()
    return found, place


def _spelt(number: str) -> str:
    """A number as the standard writes it: `a 5.01` is A.5.1."""
    digits = ".".join(str(int(part)) for part in re.findall("[0-9]+", number))
    return f"A.{digits}" if number[0] in "Aa" else digits


def whole(cell: str) -> tuple[str, str]:
    """The number without a point that a cell begins with, and the rest: a clause's heading, or a running number."""
    match = _WHOLE.fullmatch(cell.strip()[:_FARTHEST])
    return (str(int(match[1])), match[2] or "") if match else ("", "")


def inside(heading: str) -> str:
    """The first number in a heading; empty where there is none."""
    match = _ANYWHERE.search(heading[:_FARTHEST])
    return _spelt(match[0]) if match else ""


def own(cell: str) -> tuple[str, str]:
    """A ref of the user's own and the rest of the cell: one word with a digit in it, fit for a file's name."""
    word, _, rest = cell.strip().partition(" ")
    word = word.strip(_EDGES)
    fits = len(word) <= _LONGEST and any(map(str.isdigit, word)) and _SPELLING.fullmatch(word)
    return (word, rest.strip(_EDGES)) if fits else ("", cell)


@cache
def _headings_of_2013() -> frozenset[str]:
    """The numbers that hold the controls of 2013: A.9.2 holds A.9.2.1 and others."""
    return frozenset(old.rpartition(".")[0] for old in refs.from_2013() if old.startswith("A."))


@cache
def _control(number: str) -> bool:
    """Whether a number without A can be a control of 2022."""
    return f"A.{number}" in refs.auditable()


def _is_only_control(number: str) -> bool:
    """Whether a number without A cannot be a clause: 5.18, or 11.2.4 of the 2013 edition."""
    return int(number.partition(".")[0]) > 10 or (_control(number) and number not in refs.all_refs())


def point_of(number: str) -> str:
    """The auditable ref that a number stands below: 4.1 for 4.1.2; empty where there is none."""
    above = number.rpartition(".")[0]
    return above if not above or above in refs.auditable() else point_of(above)


def unrounded(numbers: Iterable[str]) -> list[str]:
    """Numbers in the order of their rows, those mended that a spreadsheet program took for decimals: 5.9, 5.1, 5.11.

    Where 5.1 follows 5.9 (or 5.2 follows 5.19), it was 5.10 (or 5.20).
    """
    mended: list[str] = []
    given = before = ""
    for number in numbers:
        head, _, last = number.rpartition(".")
        if number and number != given:
            tens = f"{head}.{last}0"
            follows = head.isdigit() and before == f"{head}.{int(last + '0') - 1}"
            given, before = number, tens if follows else number
        mended.append(before if number else "")
    return mended


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a file numbers: by the edition of 2013 or not, and what its numbers without A are.

    `controls`: all of them controls, none of them (False), or the words beside a number have to tell (None).
    """

    of_2013: bool
    controls: bool | None

    @classmethod
    def seen_in(cls, numbers: Iterable[str], here: Iterable[str], about_controls: bool | None) -> Numbering:
        """The numbering of a table, from all numbers of the file, those of the table, and what is written above them."""
        bare = [number for number in here if not number.startswith("A.")]
        of_clauses = any(number.split(".")[0] in ("4", "9", "10") and not _control(number) for number in bare)
        of_controls = any(_is_only_control(number) for number in bare)
        told = {(True, True): None, (True, False): False, (False, True): True}
        of_file = set(numbers)
        if any(re.match(r"A\.[0-9]+\.", number) for number in of_file):  # a file that writes the A does not spare it
            about_controls = False
        controls = told.get((of_clauses, of_controls), about_controls)
        return cls(_is_of_2013(of_file | ({f"A.{number}" for number in bare} if controls else set())), controls)

    def meaning(self, number: str, text: str) -> Meaning:
        """What a number, or a range of numbers, means beside a text."""
        if "-" in number:
            first, _, last = number.partition("-")
            try:
                return Meaning(
                    tuple(refs.expand(f"{self._as_control(first, text)[0]}-{self._as_control(last, text)[0]}"))
                )
            except ValueError:
                return Meaning(reason=f"{number} is no range of refs of ISO/IEC 27001:2022: write them one by one")
        number, doubt = self._as_control(number, text)
        found = self._meaning(number)
        return Meaning(found.refs, "; ".join(note for note in (doubt, found.note) if note), found.reason)

    def _meaning(self, number: str) -> Meaning:
        new, point = refs.from_2013().get(number, ()), point_of(number)
        if new and (self.of_2013 or not (number in refs.auditable() or point)):
            return Meaning(new, f"{number} is a number of the 2013 edition; in that of 2022 it is {' and '.join(new)}")
        if self.of_2013 and number in _headings_of_2013():
            return Meaning(
                reason=f"{number} is a heading of the 2013 edition, whose numbers this file has: it asks nothing"
            )
        if number in refs.auditable():
            return Meaning((number,))
        if point and new and number.startswith("A."):
            note = f"{number} is read as a point of {point}; as a number of the 2013 edition it is {' and '.join(new)}"
            return Meaning((point,), note)
        if point:
            return Meaning((point,))
        parts = [ref for ref in refs.auditable() if ref.startswith(f"{number}.")]
        if parts:
            return Meaning(reason=f"{number} only holds {parts[0]} to {parts[-1]}: write the one that is meant")
        return Meaning(
            reason=f"{number} is no ref of ISO/IEC 27001:2022: write the one that is meant, or take it as your own"
        )

    def _as_control(self, number: str, text: str) -> tuple[str, str]:
        """The number with the A that the file spares itself, and a note where only the words beside it tell."""
        control = f"A.{number}"
        titles = [refs.title(ref) for ref in (control, *refs.from_2013().get(control, ()))]
        if number.startswith("A.") or not any(titles):
            return number, ""
        if self.controls or _is_only_control(number):
            return control, ""
        if self.controls is False or not (_control(number) or self.of_2013):
            return number, ""
        near_control, near_clause = _likeness(text, " ".join(titles)), _likeness(text, refs.title(number))
        if near_control > near_clause:
            return control, f"{number} is read as {control} by the words beside it"
        doubt = f"{number} is read as the clause: write {control} if the control is meant"
        return number, "" if near_clause > near_control else doubt


def _is_of_2013(numbers: set[str]) -> bool:
    """Whether the numbers are those of the 2013 edition: its controls go on to A.18, and all have three parts."""
    controls = {number for number in numbers if number.startswith("A.") and "-" not in number}
    old = {number for number in controls if number in refs.from_2013()}
    if any(int(number.split(".")[1]) > 8 for number in old):
        return True
    points = any(point_of(number) and number not in old for number in controls)
    return bool(old) and not points and not any(number in refs.auditable() for number in controls)


def _likeness(text: str, title: str) -> int:
    """How many longer words two texts share."""
    words = ({word for word in plain(one[:200]).split() if len(word) > 3} for one in (text, title))
    return len(set.intersection(*words))

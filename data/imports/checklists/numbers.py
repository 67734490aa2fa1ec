"""The numbers in a checklist's cells and headings, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from checklists import refs

# Quantifiers that give nothing back (`*+`) keep a cell of blanks from costing the square of its length.
_BEFORE = (
    r"(?:(?:iso(?:/iec)?\s*+27001(?:\s*+:?\s*+20\d\d)?|annexe?(?=\s*+a?[\s.-]*+\d)|anhang|clause|control|requirement"
    r"|klausel|kapitel|kap|abschnitt|ziffer|article|chapitre|mesure|maßnahme|nr|no|§)[.:]?\s*+)*"
)
_NUMBER = r"(?:(?:A[.\s-]*+)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}|A\.[0-9]{1,2})(?![0-9]|\.[0-9])"
_POINT = r"(?:\s?\(?[a-z]\)|\.?[a-z](?!\w))?\.?(?!\w)"  # 4.2 a), 4.2a, 4.2.a
_STEP = re.compile(
    rf"(?P<joint>\s*+(?:[,;/&+–—-]|(?:and|und|et|to|bis|à)\s)?\s*+){_BEFORE}(?P<number>{_NUMBER}){_POINT}",
    re.IGNORECASE,
)
_SHORT_END = re.compile(r"\s*[–—-]\s*([0-9]{1,2})\s*$")  # A.5.15-18
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]\s*$")
_ANYWHERE = re.compile(rf"(?<![\w.]){_NUMBER}(?!\w)")
_WHOLE = re.compile(
    r"(?:(?:clause|klausel|kapitel|chapitre)\s*)?([0-9]{1,4})[.:]?(?:\s+(?=\D)(.*))?", re.IGNORECASE | re.DOTALL
)
_RANGE = ("-", "–", "—", "to", "bis", "à")
_FARTHEST = 2_000  # characters of a cell in which numbers are looked for
_EDGES = " \t\n:.|–—-"
_OWN = re.compile(r"(?=\D*[0-9])[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_LONGEST_OWN = 40


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
        number = _spelt(match["number"])
        if found and match["joint"].strip().lower() in _RANGE:
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
    """The first number in a heading that the standard has, old or new; empty where there is none."""
    found = (_spelt(match[0]) for match in _ANYWHERE.finditer(heading[:_FARTHEST]))
    return next((number for number in found if is_known(number)), "")


def own(cell: str) -> str:
    """The ref of the user's own that a cell begins with: a word with a digit, fit for a file's name; else empty."""
    word = cell.strip()[:_FARTHEST].partition(" ")[0].strip(_EDGES)
    return word if len(word) <= _LONGEST_OWN and _OWN.fullmatch(word) else ""


def behind(cell: str) -> str:
    """What stands behind the first word of a cell."""
    return cell.strip().partition(" ")[2].strip(_EDGES)


def unrounded(numbers: Iterable[str]) -> list[str]:
    """Numbers in the order of their rows, those mended that a spreadsheet program took for decimals: 5.9, 5.1, 5.11.

    Where 5.1 follows 5.9 (or 5.2 follows 5.19), it was 5.10 (or 5.20).
    """
    mended: list[str] = []
    given = before = ""
    for number in numbers:
        head, _, last = number.rpartition(".")
        if number and number != given:
            follows = head.isdigit() and before == f"{head}.{int(last + '0') - 1}"
            given, before = number, f"{head}.{last}0" if follows else number
        mended.append(before if number else "")
    return mended


def point_of(number: str) -> str:
    """The auditable ref that a number stands below: 4.1 for 4.1.2; empty where there is none."""
    above = number.rpartition(".")[0]
    return above if not above or above in refs.auditable() else point_of(above)


@cache
def headings_of_2013() -> frozenset[str]:
    """The numbers that held the controls of 2013: A.9 and A.9.2 held A.9.2.1 and others."""
    controls = [old for old in refs.from_2013() if old.startswith("A.")]
    return frozenset(old.rsplit(".", parts)[0] for old in controls for parts in (1, 2))


def is_known(number: str) -> bool:
    """Whether a number or range, with an A or without, is the standard's, old or new, or stands below one that is."""
    known = (refs.all_refs(), refs.from_2013(), headings_of_2013())
    first = number.partition("-")[0]
    return any(any(one in some for some in known) or point_of(one) != "" for one in (first, f"A.{first}"))

"""Cells into values.

A converter gives None where an empty cell says nothing, and raises ValueError with the way to mend the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from checklists import refs
from data.imports.words import plain, shown

T = TypeVar("T")


def _index(words: Mapping[T, str]) -> dict[str, T]:
    """By each word, as `plain` gives it, what it means."""
    return {word.strip(): meaning for meaning, line in words.items() for word in line.split("|")}


YES_NO = _index(
    {
        True: "yes | y | true | 1 | x | applicable | included | mandatory | required | ja | j | wahr | anwendbar"
        " | zutreffend | pflicht | oui | o | vrai | obligatoire",
        False: "no | n | false | 0 | not applicable | n a | na | excluded | optional | nein | falsch | nicht anwendbar"
        " | nicht zutreffend | ausgeschlossen | non | faux | non applicable | exclu | facultatif",
    }
)
SIGNS = {"✓": True, "✔": True, "☑": True, "✗": False, "✘": False, "☐": False}
LETTERS = {"accountable": "A", "responsible": "R", "support": "S", "supportive": "S", "consulted": "C", "informed": "I"}
LETTERS |= {letter.lower(): letter for letter in "ARSCI"}
DUTIES = _index(
    {
        "owns": "owns | owner | owned | eigentuemer | proprietaire",
        "operates": "operates | operate | operator | operated | betreibt | betreiber | exploitant",
        "authored": "authored | author | authors | autor | verfasser | auteur",
        "approved": "approved | approve | approver | approves | freigeber | genehmigt | approbateur",
        "manages": "manages | manage | manager | managed | leitet | gestionnaire",
    }
)
STATES = _index(
    {
        "open": "open | new | not started | planned | offen | neu | geplant | ouvert | ouverte | nouveau | planifie",
        "in progress": "in progress | ongoing | started | in work | in bearbeitung | in arbeit | laufend | en cours",
        "done": "done | implemented | completed | complete | erledigt | umgesetzt | realise | realisee"
        " | termine | mis en oeuvre",
        "verified": "verified | effective | verifiziert | wirksam | verifie | verifiee | efficace",
        "not effective": "not effective | ineffective | nicht wirksam | unwirksam | inefficace",
        "closed": "closed | geschlossen | abgeschlossen | clos | close | cloture | ferme",
    }
)
MONTHS = _index(
    {
        1: "monthly | monatlich | mensuel",
        3: "quarterly | quartalsweise | vierteljaehrlich | trimestriel",
        6: "half yearly | semi annual | semi annually | halbjaehrlich | semestriel",
        12: "yearly | annual | annually | jaehrlich | annuel",
        24: "every two years | biennial | biennially | alle zwei jahre",
    }
)

_GUARDED = re.compile(r"'[=+\-@\t\r]")
_PERIOD = re.compile(r"(\d{1,4})\s*(m|mo|months?|monate?n?|mois|y|years?|jahre?n?|ans?|annees?)?")
_CONTROL = re.compile(
    r"(?:ISO(?:/IEC)?\s*27001(?::\d{4})?\s+)?(?:(?:annex|anhang|annexe)\s+)?(?:A[.\s-]*)?"
    r"(\d{1,2})[.\s]\s?(\d{1,2})(?:\.\s?(\d{1,2}))?\.?(?:[\s:–—-]+\D.*)?",
    re.IGNORECASE | re.DOTALL,
)


def text(cell: str) -> str:
    """A cell's text without outer blanks and control characters, or the `'` by which our exports guard a formula."""
    if _GUARDED.match(cell):
        cell = cell[1:]
    if not cell.isprintable():
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        cell = "".join(char for char in cell if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return cell.strip()


def yes_no(cell: str) -> bool | None:
    """Yes or no in many words; None for an empty cell."""
    if not cell.strip():
        return None
    answer = YES_NO.get(plain(cell), SIGNS.get(cell.strip()))
    if answer is None:
        raise ValueError(f"«{shown(cell)}» is neither Yes nor No")
    return answer


def applicable(cell: str) -> bool:
    """Whether a control applies; this is never taken as read."""
    answer = yes_no(cell)
    if answer is None:
        raise ValueError("it is empty: write Yes or No")
    return answer


def outside(cell: str) -> bool | None:
    """Whether somebody is from outside the organisation."""
    if plain(cell).startswith(("extern", "intern")):
        return plain(cell).startswith("extern")
    return yes_no(cell)


def occasion(cell: str) -> str | None:
    """`change` for what is called one, `incident` for all else; None for an empty cell."""
    words = plain(cell)
    if not words:
        return None
    return "change" if words.startswith(("chang", "aender", "modif", "projec", "projek")) else "incident"


def months(cell: str) -> int | None:
    """A period in months: `36`, `36 months`, `3 years`, `annually`; None for an empty cell."""
    words = plain(cell)
    if not words:
        return None
    if words in MONTHS:
        return MONTHS[words]
    match = _PERIOD.fullmatch(words)
    if not match:
        raise ValueError(f"«{shown(cell)}» is no period: write a number of months")
    return int(match[1]) * (12 if (match[2] or "m")[0] in "yja" else 1)


def control(cell: str) -> str:
    """A control of ISO/IEC 27001:2022 as `A.5.18`, from `A 5.18`, `5.18 ` and the like, also before its title."""
    match = _CONTROL.fullmatch(cell.strip())
    if not match:
        raise ValueError(f"«{shown(cell)}» is no control: write for example A.5.18")
    ref = "A." + ".".join(str(int(part)) for part in match.groups() if part)
    if ref in refs.auditable():
        return ref
    if successors := refs.from_2013().get(ref):
        raise ValueError(f"{ref} is a control of the 2013 edition; in that of 2022 it is {' and '.join(successors)}")
    raise ValueError(f"«{shown(cell)}» is no control of ISO/IEC 27001:2022 (A.5.1 to A.8.34)")


def ref_list(cell: str) -> list[str] | None:
    """The refs that a cell names (`A 5.15-5.18; 9.2`); None for an empty cell."""
    words = re.sub(r"\b(?:annex\s+)?A\s*\.?\s*(?=\d)", "A.", cell.strip(), flags=re.IGNORECASE)
    return refs.expand(words) if words else None


def raci(cell: str) -> str:
    """The letters of a cell in a RACI matrix, with A first (`A/R`); empty where the cell holds anything else."""
    words = plain(cell).split()
    if len(words) == 1 and words[0] not in LETTERS and set(words[0]) <= set("arsci"):
        words = list(words[0])  # AR
    letters = [LETTERS.get(word, "") for word in words]
    return "/".join(sorted(set(letters), key="ARSCI".index)) if letters and all(letters) else ""


def duty(cell: str) -> str:
    """A duty: RACI letters with A first (`A/R`), or owns, operates, authored, approved, manages; else the text."""
    return raci(cell) or DUTIES.get(plain(cell), text(cell))


def state(cell: str) -> str | None:
    """The state of an action as `data.models.Action` has it, another word in lower case; None for an empty cell."""
    return STATES.get(plain(cell), text(cell).lower()) or None

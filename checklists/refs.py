"""The refs of ISO/IEC 27001:2022: numbers, titles, what they belong to, who is asked about them.

Numbers and short titles are facts; the tables lie beside the pack (`refs.csv`, `roles.csv`, `map_2013_2022.csv`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from checklists.shown import printable

REF = re.compile(r"(?<![\w.])(?:A\.[5-8]\.\d{1,2}|(?:4|5|6|7|8|9|10)\.\d(?:\.\d)?)(?![\w]|\.\d)")
_NUMBERED = re.compile(r"(?:A\.)?[0-9]+(?:\.[0-9]+)*")

ROLES = {
    "TM": "Top management",
    "ISMS": "ISMS manager",
    "HR": "HR",
    "ITOPS": "IT / DevOps",
    "DEV": "Developers",
    "OWNER": "Asset, risk and process owners",
    "FAC": "Facilities",
    "PROC": "Suppliers and procurement",
    "LEGAL": "Legal and privacy",
    "STAFF": "Ordinary staff",
    "IA": "Internal-audit programme manager",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """One requirement or control. `auditable` is false for the headings that only hold others."""

    ref: str
    title: str
    group: str
    auditable: bool
    excludable: bool
    document_required: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about a ref, and what a record sample is drawn from."""

    lead: str
    also: tuple[str, ...]
    population: str


def _rows(name: str) -> list[dict[str, str]]:
    with (files("checklists") / "packs" / "iso27001-2022" / name).open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@cache
def all_refs() -> dict[str, Ref]:
    """Every heading and auditable ref, in the standard's order."""
    return {
        row["ref"]: Ref(
            row["ref"],
            row["title"],
            row["group"],
            row["auditable"] == "1",
            row["excludable"] == "1",
            row["documented_information_explicit"] == "1",
        )
        for row in _rows("refs.csv")
    }


@cache
def auditable() -> tuple[str, ...]:
    """The 30 clause refs and 93 controls, in order."""
    return tuple(ref.ref for ref in all_refs().values() if ref.auditable)


@cache
def asked() -> dict[str, Asked]:
    """For each auditable ref, the roles that are asked, by their names."""
    return {
        row["ref"]: Asked(
            ROLES[row["lead_role"]], tuple(ROLES[code] for code in row["also_ask"].split()), row["population"]
        )
        for row in _rows("roles.csv")
    }


@cache
def from_2013() -> dict[str, tuple[str, ...]]:
    """The refs of the 2013 edition, each with those of 2022 that took it over."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("map_2013_2022.csv"):
        for old in row["refs_2013"].split():
            found[old] = (*found.get(old, ()), row["ref_2022"])
    return found


def title(ref: str) -> str:
    """The ref's short title, empty where it is not known."""
    known = all_refs().get(ref)
    return known.title if known else ""


def order(ref: str) -> tuple[int, list[int], str]:
    """A sort key: clauses before controls, by number; what is no ref comes last, its numbers by their value too."""
    if not _NUMBERED.fullmatch(ref):
        return (2, [], re.sub(r"[0-9]+", lambda number: number[0].zfill(9), ref))
    return (int(ref.startswith("A.")), [int(part) for part in re.findall("[0-9]+", ref)], ref)


def expand(text: str) -> list[str]:
    """The auditable refs that a person's list means, in order and once each; unknown words raise ValueError.

    `4-10` all clauses · `A` all controls · `A.5` a theme · `5` or `9.2` a clause with its parts · `A.5.15-A.5.18` or
    `A.5.15-18` a range; commas, semicolons and spaces separate. `+` and an en dash are understood as well.
    """
    found: set[str] = set()
    text = re.sub(r"\s*[–—-]\s*", "-", text)
    for word in re.split(r"[,;+\s]+", text):
        if word:
            found |= _meant(word)
    return sorted(found, key=order)


def _meant(word: str) -> set[str]:
    known = auditable()
    if "-" in word:
        first, last = word.split("-", 1)
        if last and first.startswith("A.") and not last.startswith("A."):
            last = last if "." in last else first.rsplit(".", 1)[0] + "." + last
            last = last if last.startswith("A.") else "A." + last
        low, high = (_inside(first, known), _inside(last, known))
        if not low or not high or order(low[0]) > order(high[-1]):
            raise ValueError(f"{printable(word)} is no range of refs; write for example A.5.15-A.5.18")
        return {ref for ref in known if order(low[0]) <= order(ref) <= order(high[-1])}
    inside = _inside(word, known)
    if not inside:
        now = from_2013().get(word)
        if now:
            raise ValueError(f"{word} is a number of the 2013 edition; in 2022 it is {' and '.join(now)}")
        raise ValueError(f"{printable(word)} is no ref of ISO/IEC 27001:2022; write for example 9.2, A.5.18 or A.8")
    return set(inside)


def _inside(word: str, known: Iterable[str]) -> list[str]:
    """The auditable refs that are `word` or stand below it, in order."""
    word = word.removesuffix(".")
    return [ref for ref in known if ref == word or ref.startswith(word + ".")]


def shorten(refs: Iterable[str]) -> str:
    """A list of refs for people: whole clauses and themes by their number, runs inside them as ranges.

    `4-10, A.5.15-A.5.18, A.6`; `expand` reads it back.
    """
    left = set(refs)
    parts: list[tuple[tuple[int, list[int], str], str]] = []
    for name, whole in _wholes().items():
        if left.issuperset(whole):
            left.difference_update(whole)
            parts.append((order(whole[0]), name))
    runs: list[list[str]] = []
    known = list(auditable())
    for ref in sorted(left, key=order):
        last = runs[-1][-1] if runs else ""
        follows = ref in known and last in known and known.index(ref) == known.index(last) + 1
        if follows and ref.rpartition(".")[0] == last.rpartition(".")[0]:
            runs[-1].append(ref)
        else:
            runs.append([ref])
    parts += [(order(run[0]), f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run)) for run in runs]
    return ", ".join(name for _, name in sorted(parts))


@cache
def _wholes() -> dict[str, tuple[str, ...]]:
    """What has one name, the largest first: all clauses, all controls, each theme, each clause with its parts."""
    known = auditable()
    wholes = {
        "4-10": tuple(ref for ref in known if not ref.startswith("A.")),
        "A.5-A.8": tuple(ref for ref in known if ref.startswith("A.")),
    }
    heads = ("A.5", "A.6", "A.7", "A.8", "4", "5", "6", "7", "8", "9", "10", "6.1", "7.5", "9.2", "9.3")
    return wholes | {head: tuple(_inside(head, known)) for head in heads}

"""An audit's scope and criteria against what the organisation says of itself: ISMS scope, SoA, document register."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists import refs as standard
from data import clock

OUTSIDE, EXCLUDED, NOWHERE, CRITERION, SUGGESTED = (
    "outside ISMS",
    "not applicable",
    "in no audit",
    "criterion",
    "could be added",
)
_IN_FORCE = re.compile(
    r"\s*($|publish|approv|in force|valid|effective|released|freigegeben|gültig|en vigueur)", re.IGNORECASE
)
_COMMON = frozenset(("office", "site", "head", "branch", "the", "and", "video", "with", "from", "our", "all"))
_LEAST = 3  # letters of a word by which a place or system is known


@dataclass(frozen=True, slots=True)
class Isms:
    """What is inside the ISMS. `excluded` are the controls that the SoA leaves out, with the reason."""

    statement: str = ""
    places: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    excluded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """What an audit looks at. `areas` are processes, which may bear the name of a system."""

    refs: frozenset[str]
    places: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the register, with the refs for which the SoA names it."""

    number: str
    title: str
    edition: str = ""
    status: str = ""
    next_review: str = ""
    refs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to decide. `item` is what it is about, `add` the document that could become a criterion."""

    kind: str
    item: str
    words: str
    add: Paper | None = None


def parts(text: str) -> tuple[str, ...]:
    """The places or systems that a field names, between semicolons or on lines of their own."""
    return tuple(part.strip() for part in re.split(r"[;\n]", text) if part.strip())


def check(audit: Looked, isms: Isms, cycle: Iterable[Looked]) -> Iterator[Point]:
    """What lies outside the ISMS, what is not applicable, and what no audit of the cycle (with this one) looks at."""
    for what, here, known in (("place", audit.places, isms.places), ("system", audit.systems, isms.systems)):
        for one in here:
            if known and not _among(one, (*known, isms.statement)):
                yield Point(OUTSIDE, one, f"this {what} is neither in the ISMS scope statement nor among its {what}s")
    for ref in sorted(audit.refs & set(isms.excluded), key=standard.order):
        reason = isms.excluded[ref] or "no reason given"
        words = f"the SoA leaves it out ({reason}): audit the reason, or take it out of the scope"
        yield Point(EXCLUDED, ref, words)
    looks = [audit, *cycle]
    seen = frozenset().union(*(one.refs for one in looks))
    left = [ref for ref in standard.auditable() if ref not in seen and ref not in isms.excluded]
    if left:
        words = "inside the ISMS, and in no audit of the cycle; p on the home screen plans them"
        yield Point(NOWHERE, standard.shorten(left), words)
    for what, known in (("places", isms.places), ("systems", isms.systems)):
        named = [one for look in looks for one in (*getattr(look, what), *look.areas)]
        for one in known:
            if not _among(one, named):
                yield Point(NOWHERE, one, f"one of the ISMS's {what}, and named in no audit of the cycle")


def criteria(
    named: Iterable[tuple[str, str]], register: Iterable[Paper], scope: Collection[str], on: date
) -> Iterator[Point]:
    """Criteria that are not as the register has them, then the documents for the scope that are no criterion yet.

    `named` are (title, version) of the audit's criteria.
    """
    left = list(register)
    for title, edition in named:
        paper = next((one for one in left if _is(one, title)), None)
        if paper is None:
            continue
        left.remove(paper)
        if edition.strip() and paper.edition and _plain(edition) != _plain(paper.edition):
            yield Point(CRITERION, title, f"the register has version {paper.edition}, the audit {edition.strip()}")
        elif not edition.strip() and paper.edition:
            yield Point(CRITERION, title, f"no version is said; the register has {paper.edition}")
        if not _IN_FORCE.match(paper.status):
            yield Point(CRITERION, title, f"its state in the register is «{paper.status}»")
        due = clock.parse_date(paper.next_review)
        if due and due < on:
            yield Point(CRITERION, title, f"its review was due on {paper.next_review}")
    for paper in left:
        mine = [ref for ref in paper.refs if ref in scope]
        if mine:
            words = f"{paper.title}: the SoA rests {standard.shorten(mine)} on it"
            yield Point(SUGGESTED, paper.number, words, paper)


def _is(paper: Paper, title: str) -> bool:
    words = _plain(title)
    number = _plain(paper.number)
    return (bool(number) and re.search(rf"\b{re.escape(number)}\b", words) is not None) or (
        bool(paper.title) and _plain(paper.title) in words
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold().removeprefix("version").removeprefix("v")))


def _among(one: str, many: Iterable[str]) -> bool:
    """Whether a name shares a telling word with one of the others."""
    mine = _words(one)
    return any(mine & _words(other) for other in many)


def _words(text: str) -> frozenset[str]:
    found = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(word for word in found if len(word) >= _LEAST and word not in _COMMON)

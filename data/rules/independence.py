"""Who may test what: nobody judges their own work (ISO/IEC 27001 clause 9.2.2; the rule set of `domain.md` 2.14).

A `Tie` is one row of a register, or one fact of the record, that binds somebody to refs. An auditor is in conflict with
a ref as long as a tie that counts binds them to it, and for twelve months after; unknown, where nothing tells; else
free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from checklists import refs as standard
from data import clock
from data.rules import holders

COOLING = timedelta(days=365)
"""How long somebody stays bound to what they did."""
FREE, CONFLICT, UNKNOWN = "free", "conflict", "unknown"
WORDS = {
    "A": "accountable for",
    "R": "responsible for",
    "S": "works on",
    "owns": "owns",
    "operates": "operates",
    "authored": "wrote",
    "approved": "approved",
    "manages": "manages",
    "runs": "runs",
    "led": "led",
    "corrected": "carries out",
}
OWN_WORK = ("owns", "operates", "authored", "approved", "manages")
"""What somebody can say of themself (rule 1)."""
NO_WORK = ("C", "I")
"""Who is consulted or informed does no work that they would have to judge."""
MOMENTS = ("authored", "approved")
"""Duties done at one time: they count for a year after it."""
RUNS = tuple(standard.expand("6.1.1-6.1.3, 8.2, 8.3, 10.2"))
"""What the person who runs the management system does not audit (rule 5)."""
PROGRAMME = ("9.2.1", "9.2.2")
"""What nobody audits who led audits of the last year (rule 4)."""
Tests = Mapping[str, Collection[str]]
"""By auditor, the refs that they test."""


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds a person or role (`holder`) to refs. `row` says where that stands; dates are ISO text or empty."""

    holder: str
    duty: str
    what: str
    refs: frozenset[str]
    row: str
    since: str = ""
    until: str = ""

    def words(self) -> str:
        """`accountable for «Manage Access Rights»`, for each letter of the duty that counts."""
        letters = [WORDS.get(part, f"{part}:") for part in parts(self.duty)]
        return f"{' and '.join(letters)} «{self.what}»"


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody who could test. `external` is who has no part in the organisation; `known` whether registers know them
    by name or role."""

    name: str
    role: str = ""
    external: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """How an auditor stands to a ref: free, conflict or unknown, with the ties that make the conflict."""

    state: str
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """A safeguard or declaration that covers an auditor and refs; `sound` when it names who and the proof."""

    auditor: str
    refs: frozenset[str]
    practice: str
    sound: bool


@dataclass(frozen=True, slots=True)
class Point:
    """Refs that one auditor tests with the same standing and the same reasons."""

    auditor: str
    refs: tuple[str, ...]
    standing: Standing


def parts(duty: str) -> list[str]:
    """The parts of a duty that make work of one's own: `A/R` gives A and R, `C` nothing."""
    return [part for part in duty.split("/") if part and part not in NO_WORK]


def matrix(
    auditors: Iterable[Auditor], refs: Iterable[str], ties: Sequence[Tie], on: date
) -> dict[tuple[str, str], Standing]:
    """How each auditor stands to each ref on a day, by (auditor's name, ref)."""
    wanted = list(refs)
    in_force = [tie for tie in ties if _counts(tie, on)]
    spoken_of = frozenset().union(*(tie.refs for tie in ties)) if ties else frozenset()
    found = {}
    for auditor in auditors:
        mine = [*_of(auditor, in_force), *_by_office(auditor)]
        for ref in wanted:
            bound = tuple(tie for tie in mine if ref in tie.refs)
            sure = auditor.external or (auditor.known and ref in spoken_of)
            found[auditor.name, ref] = Standing(CONFLICT if bound else FREE if sure else UNKNOWN, bound)
    return found


def _counts(tie: Tie, on: date) -> bool:
    """Whether a tie still binds: it has begun, and has not ended more than a year ago."""
    if holders.is_everybody(tie.holder) or not parts(tie.duty):
        return False
    since, until = clock.parse_date(tie.since), clock.parse_date(tie.until)
    if tie.duty in MOMENTS and since and not until:
        until = since
    return (since is None or since <= on) and (until is None or until >= on - COOLING)


def _of(auditor: Auditor, ties: Iterable[Tie]) -> Iterator[Tie]:
    """The ties of an auditor, by name and by role; who manages a role's holder is bound to what that role does."""
    ties = list(ties)
    mine = [tie for tie in ties if _is(auditor, tie.holder)]
    yield from mine
    for led in (tie for tie in mine if tie.duty == "manages" and not tie.refs):
        for tie in ties:
            if tie not in mine and holders.same(led.what, tie.holder):
                what = f"{tie.holder}: {tie.words()}"
                yield Tie(auditor.name, "manages", what, tie.refs, f"{led.row}; {tie.row}")


def _is(auditor: Auditor, holder: str) -> bool:
    return holders.is_person(auditor.name, holder) or (bool(auditor.role) and holders.same(auditor.role, holder))


def _by_office(auditor: Auditor) -> Iterator[Tie]:
    if not auditor.external and holders.runs_the_isms(auditor.role):
        yield Tie(auditor.name, "runs", "the management system", frozenset(RUNS), f"role «{auditor.role}»")


def points(
    tests: Tests, standings: Mapping[tuple[str, str], Standing], guards: Sequence[Guard], state: str
) -> list[Point]:
    """What is open in a state (conflict or unknown): refs that are tested so, and no sound safeguard covers.

    Refs of an auditor with the same reasons stand together, in the standard's order.
    """
    found: dict[tuple[str, Standing], list[str]] = {}
    for auditor, refs in tests.items():
        for ref in sorted(refs, key=standard.order):
            standing = standings.get((auditor, ref), Standing(UNKNOWN))
            if standing.state == state and not guarded(auditor, ref, guards):
                found.setdefault((auditor, standing), []).append(ref)
    return [Point(auditor, tuple(refs), standing) for (auditor, standing), refs in found.items()]


def guarded(auditor: str, ref: str, guards: Iterable[Guard]) -> bool:
    """Whether a sound safeguard covers an auditor's work on a ref."""
    return any(guard.sound and guard.auditor == auditor and ref in guard.refs for guard in guards)


def split(tests: Tests, standings: Mapping[tuple[str, str], Standing]) -> tuple[dict[str, list[str]], list[str]]:
    """A better division of the work among the same people, and the refs that none of them can take.

    A conflict goes to those who test the ref already and are free, else to the free auditor with the least to do
    (one of whom nothing is known where none is known to be free). What nobody can take stays where it is.
    """
    given = {name: set(refs) for name, refs in tests.items()}
    stuck = []
    for ref in sorted(set().union(*given.values()) if given else (), key=standard.order):
        state = {name: standings.get((name, ref), Standing(UNKNOWN)).state for name in given}
        conflicted = [name for name in given if ref in given[name] and state[name] == CONFLICT]
        if not conflicted:
            continue
        heirs = [name for name in given if state[name] == FREE] or [n for n in given if state[n] == UNKNOWN]
        if not heirs:
            stuck.append(ref)
            continue
        if not any(ref in given[name] for name in heirs):
            given[min(heirs, key=lambda name: len(given[name]))].add(ref)
        for name in conflicted:
            given[name].discard(ref)
    return {name: sorted(refs, key=standard.order) for name, refs in given.items()}, stuck


def runs(refs: Iterable[str]) -> str:
    """Refs for a sentence: `A.5.15-A.5.18`."""
    return standard.shorten(refs)

"""What a register of findings shows: each finding as plain values, which of them fit some words, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from checklists import refs
from data.rules import verdicts

GRADES = ("major", "minor", "", "ofi", "observation", "strength")
"""The grades as a report brings them, the gravest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding. `owner` and `due` are those of its unfinished actions, else its own; `closed` when its actions all
    are. `evidence` and `actions` are labels.
    """

    id: str
    audit_id: str
    audit: str
    label: str
    title: str
    grade: str = ""
    ref: str = ""
    related: tuple[str, ...] = ()
    criteria: str = ""
    condition: str = ""
    cause: str = ""
    consequence: str = ""
    action: str = ""
    evidence: tuple[str, ...] = ()
    sample: str = ""
    owner: str = ""
    due: str = ""
    actions: tuple[str, ...] = ()
    closed: bool = False
    role: str = ""
    place: str = ""
    agreed: str = ""
    repeat_of: str = ""
    became: str = ""
    external: str = ""

    @property
    def is_nonconformity(self) -> bool:
        """Whether a requirement is not met."""
        return self.grade in verdicts.NONCONFORMITIES


def words_of(entry: Entry, today: str) -> str:
    """All by which an entry can be filtered, in lower case: its texts, and words for what is missing or late."""
    nc = entry.is_nonconformity
    states = (
        entry.grade or "no grade",
        "" if entry.evidence else "no evidence",
        "" if entry.owner or not nc else "no owner",
        "" if entry.due or not nc else "no date",
        "overdue" if entry.due and entry.due < today and not entry.closed else "",
        "closed" if entry.closed else "",
        ("agreed" if entry.agreed else "not agreed") if nc else "",
        f"repeat of {entry.repeat_of}" if entry.repeat_of else "",
        entry.became,
    )
    texts = (
        f"{entry.audit}/{entry.label}", entry.title, entry.ref, *entry.related, *entry.evidence, *entry.actions,
        entry.sample, entry.owner, entry.due, entry.role, entry.place, entry.criteria, entry.condition, entry.cause,
        entry.consequence, entry.action, entry.external,
    )  # fmt: skip
    return "\n".join((*states, *texts)).casefold()


def fitting(words: Sequence[str], wanted: str) -> list[int]:
    """The places of the entries of which all that is wanted is said; `words` are theirs by `words_of`.

    Parts are separated by blanks; between double quotes blanks count, and `-` before a part leaves out what has it.
    """
    parts = _parts(wanted)
    return [
        place
        for place, text in enumerate(words)
        if all((part.removeprefix("-") not in text) if part[0] == "-" else part in text for part in parts)
    ]


def _parts(wanted: str) -> list[str]:
    parts: list[str] = []
    for at, piece in enumerate(wanted.casefold().split('"')):
        if at % 2:
            sign = parts.pop() if parts and parts[-1] == "-" else ""
            parts += [sign + piece.strip()] if piece.strip() else []
        else:
            parts += piece.split()
    return [part for part in parts if part != "-"]


def gravity(grade: str) -> int:
    """A sort key: the gravest grade first; one that is half typed counts as open."""
    return GRADES.index(grade if grade in GRADES else "")


SORTS: dict[str, tuple[str, Callable[[Entry], Any]]] = {
    "order": ("their own order", lambda _entry: 0),
    "grade": ("the gravest first", lambda entry: gravity(entry.grade)),
    "ref": ("by requirement", lambda entry: refs.order(entry.ref)),
    "owner": ("by owner, nobody first", lambda entry: entry.owner.casefold()),
    "due": ("by date, the earliest first", lambda entry: entry.due or "9999"),
    "evidence": ("without evidence first", lambda entry: len(entry.evidence)),
    "title": ("by headline", lambda entry: entry.title.casefold()),
}
"""How a register can be sorted: the words for it, and the key. Equals keep the audits' own order."""


def ordered(entries: Iterable[Entry], by: str) -> list[Entry]:
    """The entries sorted; those that stand no more come last."""
    key = SORTS[by][1]
    return sorted(entries, key=lambda entry: (entry.became != "", key(entry)))

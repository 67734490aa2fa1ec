"""What the grades mean and what speaks for a graver one (`domain.md` 2.13); the examples are our own."""

from __future__ import annotations

from dataclasses import dataclass

MEANINGS = {
    "major": (
        "A requirement is not met, and that puts in doubt whether the ISMS can do what it is there for: something "
        "required is missing or does not work as a whole, or several lapses show one failure of the system.",
        "No management review was held in 2025 and 2026, and nobody noticed.",
        "9 of 25 leavers kept active accounts after 30 days; two were used.",
    ),
    "minor": (
        "A requirement is not met, but the ISMS still does what it is there for: a lapse that stands alone.",
        "2 of 25 leaver accounts were closed 3 and 6 days late; neither was used.",
        "1 of 4 quarterly access reviews was held without the finance system.",
    ),
    "ofi": (
        "The requirement is met, and there is a better way. It binds nobody, and never stands in for a nonconformity.",
        "Reviews list 400 rights in one table; marking the risky ones would save the owners time.",
        "The restore drill is run by hand each quarter and could be scheduled.",
    ),
    "observation": (
        "The requirement is met today, or the evidence is too thin for more, but a weakness could become a "
        "nonconformity: watch it, or clear it up.",
        "One person alone knows how the signing keys are renewed; the next renewal is in March.",
        "The supplier's certificate runs out before its next review is due.",
    ),
    "strength": (
        "The requirement is met in a way that others can learn from.",
        "47 of 47 joiners were trained within their first week; the system opens no access before.",
        "Every restore drill of the year ends with a written lesson and a date by which it is done.",
    ),
}
"""By grade: what it means, then two examples."""

QUESTION = "Is the system in doubt, or is it a lapse?"
DOUBTS = (
    "the control failed and nobody noticed",
    "it is so in more than one site, team or system",
    "a law or a contract is breached",
    "records were made up afterwards: never to be softened",
)
"""What the record cannot know and the auditor has to ask."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the record knows that bears on a grade.

    `repeats` are earlier findings on the same matter, `settled` those of them whose actions are finished; `others` are
    nonconformities of this audit on the same ref. `limit` and `tolerable` are the sample's, as fractions.
    """

    repeats: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sample: str = ""
    judged: int = 0
    deviations: int = 0
    limit: float | None = None
    tolerable: float | None = None


def escalation(signs: Signs) -> list[str]:
    """What speaks for a graver grade, in words; empty where the record knows of nothing."""
    found = []
    if signs.settled:
        found.append(f"it is back although the actions on {_listed(signs.settled)} were finished: consider major")
    elif signs.repeats:
        found.append(f"it repeats {_listed(signs.repeats)}: reconsider the grade")
    if signs.limit is not None and signs.tolerable is not None and signs.limit > signs.tolerable:
        found.append(
            f"{signs.sample}: {signs.deviations} of {signs.judged} deviate; up to {signs.limit:.0%} of all may, and "
            f"{signs.tolerable:.0%} is tolerable"
        )
    if signs.others:
        found.append(f"{_listed(signs.others)} is about the same requirement: together they may show one failure")
    return found


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

"""The states of a corrective action, and what each asks for before it is entered.

ISO/IEC 27001 clause 10.2 and `domain.md` 6.6: correct, look for other cases, find the cause, act against it, see
whether it worked. "Done" is not "effective": the criterion and the day of the check are fixed before the deed is
done, and whoever did it does not verify it (F20).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.rules.verdicts import NONCONFORMITIES

STATES = ("open", "in progress", "done", "verified", "closed")
FINISHED = ("verified", "closed")
RESULTS = ("effective", "partly", "not effective")


@dataclass(frozen=True, slots=True)
class Case:
    """An action as plain values. `grade` is its finding's, empty where it has none; `doers` own its steps.

    `steps_open` and `evidence` are counts; dates are ISO 8601.
    """

    status: str = "open"
    grade: str = ""
    text: str = ""
    cause: str = ""
    correction: str = ""
    extent: str = ""
    owner: str = ""
    due: str = ""
    done: str = ""
    effectiveness: str = ""
    check_on: str = ""
    verifier: str = ""
    verified: str = ""
    doers: tuple[str, ...] = ()
    steps_open: int = 0
    evidence: int = 0

    @property
    def binding(self) -> bool:
        """Whether clause 10.2 speaks of it: all but what answers an OFI, an observation or a strength."""
        return not self.grade or self.grade in NONCONFORMITIES


def following(case: Case) -> str:
    """The state that comes next; empty at the end. A word of another register counts as open."""
    if case.status not in STATES:
        return STATES[1]
    if case.status == "done" and not case.binding:
        return "closed"
    place = STATES.index(case.status) + 1
    return STATES[place] if place < len(STATES) else ""


def lacking(case: Case, state: str) -> list[str]:
    """What has to be there before the action comes to a state, in words; empty when nothing is in the way."""
    if state == case.status:
        return []
    if state in ("open", "in progress"):  # also the way back: an action can be taken up again at any time
        return [] if state == "open" else list(_plan(case))
    if state != following(case):
        return [f"it is {case.status} now; next comes {following(case) or 'nothing more'}: no state is skipped"]
    if state == "done":
        return [*_plan(case), *(_deed(case) if case.binding else ())]
    if state == "verified":
        return list(_check(case))
    return []


def _plan(case: Case) -> Iterator[str]:
    if not case.text.strip():
        yield "say what is to be done"
    if not case.owner.strip():
        yield "name its owner by role"
    if not case.due.strip():
        yield "set the day it is due"


def _deed(case: Case) -> Iterator[str]:
    if not case.cause.strip():
        yield "write down the cause"
    if case.steps_open:
        yield f"{case.steps_open} of its steps {'is' if case.steps_open == 1 else 'are'} not done"
    if not case.evidence:
        yield "link the evidence that shows it"
    yield from _fixed_in_advance(case)


def _fixed_in_advance(case: Case) -> Iterator[str]:
    if not case.effectiveness.strip():
        yield "say when it will count as effective"
    if not case.check_on.strip():
        yield "set the day on which that is checked"
    if not case.verifier.strip():
        yield "name a verifier"
    elif is_doer(case, case.verifier):
        yield f"name a verifier other than the owner and those who do it (not {case.verifier})"


def _check(case: Case) -> Iterator[str]:
    yield from _deed(case)
    if not case.done:
        yield "say when it was done"
    if not case.verified:
        yield "verify it: with the result, by somebody who did not do it"


def is_doer(case: Case, who: str) -> bool:
    """Whether a role owns the action or one of its steps."""
    return who.strip().casefold() in {one.strip().casefold() for one in (case.owner, *case.doers)}


def after_check(result: str) -> str:
    """The state after a verification: only what is effective is verified, all else is taken up again.

    Raises ValueError for a word that is no result.
    """
    if result not in RESULTS:
        raise ValueError(f"«{result}» is no result of a verification; use one of: {', '.join(RESULTS)}")
    return "verified" if result == "effective" else "in progress"


def advice(case: Case) -> list[str]:
    """What an experienced auditor would still ask about a nonconformity; nothing of it stands in the way."""
    if not case.binding or case.status in FINISHED:
        return []
    found = []
    if not case.correction.strip():
        found.append("correction: what was put right at once?")
    if not case.extent.strip():
        found.append("extent: which other cases were looked for?")
    if not case.cause.strip():
        found.append("cause: why did it happen?")
    return found

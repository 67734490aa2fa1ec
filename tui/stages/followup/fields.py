"""The fields of an action, of a decision and of an answer, and what is read from their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.models import Action, Decision
from data.rules import decisions
from data.work import actions, audits, rows
from tui.widgets.form import Field, Taken

if TYPE_CHECKING:
    from sqlmodel import Session

DECISION = [
    Field("text", "Decision", 3, "what management decided"),
    Field("kind", "Kind", 1, "F2 chooses: before certification, priority, accepted risk …", tuple(decisions.KINDS)),
    Field("owner", "Owner", 1, "a role", ("roles",)),
    Field("due", "Due", 1, "as 2026-11-30"),
    Field("risk", "Risk entry", 1, "its number in the risk register, where that is to be changed", ("risks",)),
    Field("reason", "Reason", 2, "why a risk is accepted as it is"),
    Field("done", "Done", 1, "when it was carried out"),
]
DATES = ("corrected", "due", "done", "check_on")


def action(taken: Taken) -> list[Field]:
    """The fields of a corrective action; `taken` takes over its steps."""
    return [
        Field("statement", "Finding", 1, "what is corrected"),
        Field("correction", "Correction", 2, "what was put right at once"),
        Field("corrected", "Corrected", 1, "when, as 2026-11-30"),
        Field("extent", "Extent", 1, "which other cases were looked for, and what was found"),
        Field("cause", "Cause", 2, "asked until management can change it; in the list y takes it apart"),
        Field("text", "Action", 2, "what is changed so that it does not come back"),
        Field("steps", "Steps", 1, "one a line:  what | owner | due | done", taken=taken),
        Field("owner", "Owner", 1, "a role", ("roles",)),
        Field("due", "Due", 1, "as 2026-11-30"),
        Field("effectiveness", "Effective if", 1, "the criterion, fixed before the deed is done"),
        Field("check_on", "Check on", 1, "the day on which that is looked at"),
        Field("verifier", "Verifier", 1, "a role that does none of it", ("roles",)),
        Field("done", "Done", 1, "when it was done"),
        Field("external", "Their id", 1, "its number in another register"),
    ]


def values(session: Session, action_id: str) -> dict[str, str]:
    """An action's texts, its steps one a line."""
    row = rows.fetch(session, Action, action_id)
    lines = [audits.joined(one.text, one.owner, one.due, one.done) for one in actions.steps(session, action_id)]
    return texts(row) | {"steps": "\n".join(lines)}


def texts(row: Action | Decision) -> dict[str, str]:
    """The columns of a row that hold text."""
    known: dict[str, Any] = row.model_dump()
    return {name: value for name, value in known.items() if isinstance(value, str)}

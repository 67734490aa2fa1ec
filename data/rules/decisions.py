"""What management decides about an audit's results, and what each decision must say (`domain.md` 6.8, clause 9.3)."""

from __future__ import annotations

KINDS = {
    "before certification": "must be done before the certification visit",
    "priority": "done first, before other things",
    "risk register": "an entry of the risk register is to be changed",
    "accepted risk": "the risk is accepted as it is, with its reason",
    "other": "anything else",
}


def lacking(kind: str, text: str, owner: str, due: str, reason: str, risk: str) -> list[str]:
    """What a decision does not say yet, in words; empty when it is whole."""
    found = [] if text.strip() else ["say what was decided"]
    if not owner.strip():
        found.append("name its owner by role")
    if kind == "accepted risk":
        found += [] if reason.strip() else ["say why the risk is accepted"]
    elif not due.strip():
        found.append("set a date")
    if kind == "risk register" and not risk.strip():
        found.append("name the entry of the risk register")
    return found

"""The review of a report: who may comment, answer and accept; a comment that is not settled holds the report up.

Nobody reviews what they prepared (ISO 19011, 4 e and 6.5.2: the report is reviewed before it is accepted).
"""

from __future__ import annotations

from collections.abc import Collection

OPEN, ANSWERED, ACCEPTED = "open", "answered", "accepted"


def state(answer: str, accepted_at: str) -> str:
    """Where a comment stands."""
    return ACCEPTED if accepted_at else ANSWERED if answer.strip() else OPEN


def same(one: str, other: str) -> bool:
    """Whether two names are of one person, in any case of letters and with any blanks."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def refusal_to_review(who: str, preparers: Collection[str]) -> str:
    """Why somebody may not comment or accept; empty where they may."""
    if not who.strip():
        return "say who reviews: a comment without a name cannot be answered."
    if any(same(who, one) for one in preparers):
        return f"{who} prepared this report; somebody else reviews it."
    return ""


def refusal_to_accept(who: str, answered_by: str, answer: str, preparers: Collection[str]) -> str:
    """Why somebody may not accept an answer; empty where they may."""
    if not answer.strip():
        return "there is no answer yet; r writes it."
    if same(who, answered_by):
        return f"{who} gave the answer; somebody else accepts it."
    return refusal_to_review(who, preparers)


def waits_for(answer: str) -> str:
    """What an open comment waits for, in words."""
    return "its answer is not accepted yet" if answer.strip() else "it is not answered yet"

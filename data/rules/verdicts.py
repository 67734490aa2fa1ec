"""Verdicts of checklist items and grades of findings (`domain.md` 2.13 and 6.3)."""

from __future__ import annotations

VERDICTS = {
    "conforming": "Conforming",
    "minor": "Minor nonconformity",
    "major": "Major nonconformity",
    "ofi": "Opportunity for improvement",
    "observation": "Observation",
    "strength": "Good practice",
    "not_applicable": "Not applicable",
    "not_tested": "Not tested",
}
GRADES = {
    "major": "Major nonconformity",
    "minor": "Minor nonconformity",
    "ofi": "Opportunity for improvement",
    "observation": "Observation",
    "strength": "Strength",
}
LETTERS = {
    "conforming": "c",
    "minor": "m",
    "major": "M",
    "ofi": "o",
    "observation": "b",
    "strength": "g",
    "not_applicable": "n",
    "not_tested": "t",
    "": "·",
}
NEEDS_REASON = ("not_applicable", "not_tested")
NONCONFORMITIES = ("major", "minor")


def refusal(verdict: str, ref: str, reason: str) -> str:
    """Why a verdict cannot be given, empty when it can.

    Clauses 4 to 10 cannot be declared not applicable, only controls can (`domain.md` 0.2); what was not tested or
    does not apply needs its reason.
    """
    if verdict and verdict not in VERDICTS:
        return f"«{verdict}» is no verdict; use one of: {', '.join(VERDICTS)}"
    if verdict == "not_applicable" and not ref.startswith("A."):
        return f"{ref} is a clause: clauses 4 to 10 always apply. Only controls can be declared not applicable."
    if verdict in NEEDS_REASON and not reason.strip():
        return f"{ref}: say why it is {VERDICTS[verdict].lower()}."
    return ""


def is_tested(verdict: str) -> bool:
    """Whether a verdict rests on something seen; "not tested" is never merged with "conforming"."""
    return verdict not in ("", *NEEDS_REASON)

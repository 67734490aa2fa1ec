"""The sections of a report, in their order, and which of them a short form has (`domain.md` 6.2)."""

from __future__ import annotations

SECTIONS = {
    "control": "Document control",
    "summary": "Executive summary",
    "scope": "Objectives, scope and criteria",
    "surroundings": "Services, dependencies, said and written",
    "team": "Audit team and impartiality",
    "method": "How the audit was done",
    "awareness": "Awareness",
    "limitations": "Limitations",
    "coverage": "Coverage and conformity",
    "cycle": "Coverage over the cycle",
    "nonconformities": "Nonconformities",
    "opportunities": "Opportunities and observations",
    "strengths": "Strengths",
    "earlier": "Earlier findings and actions",
    "opinions": "Differences of opinion",
    "conclusion": "Conclusion",
    "actions": "Action plan and decisions",
    "sign_off": "Sign-off",
    "abbreviations": "Abbreviations",
    "annexes": "Annexes: checklist, evidence, meetings",
}
"""By key, as people call them."""
FIXED = ("control", "summary", "scope", "team", "limitations", "nonconformities", "conclusion")
"""What no report may lack (ISO 19011, 6.5.1: objectives, scope, team, criteria, findings, conclusions, what was not
covered).
"""
SHORT = (*FIXED, "opportunities", "strengths", "actions", "sign_off")
"""The sections of the short form: a report of a mini-session."""


def left_out_in_short() -> frozenset[str]:
    """What the short form leaves out."""
    return frozenset(SECTIONS) - frozenset(SHORT)

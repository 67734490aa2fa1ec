"""The rules, in the order of their numbers. F01 to F25 are those of `domain.md` 6.5."""

from __future__ import annotations

from data.rules.finding_quality import criteria, grading, proof
from data.rules.finding_quality.rule import Rule

RULES = (
    Rule(
        "F01", "error", "no criterion",
        "A finding compares what was seen with a rule; without the rule it is an opinion.",
        {"grade": "minor", "criteria": ""},
        "name the ref and the organisation's own rule: document, version, section",
        criteria.without,
    ),
    Rule(
        "F02", "error", "nonconformity without evidence",
        "Facts that nobody can find again can be denied by anybody.",
        {"grade": "minor", "condition": "3 of 25 accounts were closed late."},
        "link the evidence, or record it first",
        proof.without,
    ),
    Rule(
        "F11", "error", "major without a reason",
        "A major says that the system is in doubt; the reader must be able to follow why.",
        {"grade": "major", "grade_reason": ""},
        "say which it is: systemic, absent as a whole, results in doubt, repeated, or false records",
        grading.without_reason,
    ),
)  # fmt: skip

"""Sampling in the record, from the list to the sentence.

populations   a list taken in, described, compared with a second source
design        a sample planned, with seed and hash recorded before it is drawn
drawing       the items: drawn, added, replaced, the planned second stage
marks         one mark for each attribute of each item
conclusions   what the marks say; the finding, and the sentences for the report
"""

from __future__ import annotations

from data.work.sampling.conclusions import basis, conclusions, finding_from, outcomes, statement
from data.work.sampling.design import (
    adopt,
    advice,
    by_label,
    of_audit,
    plan,
    proposals,
    second_stage_risk,
    set_field,
    support,
    take_population,
)
from data.work.sampling.drawing import draw, draw_planned, grow, items, name_items, replace, second_stage
from data.work.sampling.marks import RESULTS, mark, mark_rest, results
from data.work.sampling.populations import (
    QUESTIONS,
    answered,
    compare_with,
    leave_open,
    populations,
    strata_columns,
    take_in,
    unanswered,
)

__all__ = [
    "QUESTIONS",
    "RESULTS",
    "adopt",
    "advice",
    "answered",
    "basis",
    "by_label",
    "compare_with",
    "conclusions",
    "draw",
    "draw_planned",
    "finding_from",
    "grow",
    "items",
    "leave_open",
    "mark",
    "mark_rest",
    "name_items",
    "of_audit",
    "outcomes",
    "plan",
    "populations",
    "proposals",
    "replace",
    "results",
    "second_stage",
    "second_stage_risk",
    "set_field",
    "statement",
    "strata_columns",
    "support",
    "take_in",
    "take_population",
    "unanswered",
]

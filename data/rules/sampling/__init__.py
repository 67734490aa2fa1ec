"""Sampling: how many items, which ones, and what they say about the rest (`domain.md` 3).

Plain functions of plain values, with the standard library alone:

    sizes       exact sample sizes, binomial and hypergeometric
    tables      sizes by convention: ISO 2859-1, IAF MD 1, control frequency, 40 CFR 1090.1805
    planning    the answer that is shown: method, size, sentence, alternatives
    drawing     seeded ticket order, systematic and stratified draws
    limits      upper limits of the rate
    selection   one draw by any method; growing without losing an item
    evaluation  what a tested sample supports, in words
    two_stage   a second stage that was planned, and its price
    statement   what each attribute allows to say, and the draft for the report
    populations ids, completeness and totals before anything is drawn
"""

from __future__ import annotations

from data.rules.sampling.drawing import (
    allocation,
    shuffled,
    stratified,
    systematic,
    systematic_fractional,
    systematic_start,
    ticket,
    ticket_order,
)
from data.rules.sampling.evaluation import Evaluation, evaluate, supports
from data.rules.sampling.limits import most_deviating, rate, upper_limit
from data.rules.sampling.methods import METHODS, would_support
from data.rules.sampling.planning import Alternative, SizeAnswer, size
from data.rules.sampling.sizes import Plan, binomial_size, discovery_size, hypergeometric_size, tolerable_items
from data.rules.sampling.tables import (
    FREQUENCIES,
    RISKS,
    cfr_1090_1805,
    frequency_size,
    iaf_md1,
    iso2859,
    nearest_frequency,
)

__all__ = [
    "FREQUENCIES",
    "METHODS",
    "RISKS",
    "Alternative",
    "Evaluation",
    "Plan",
    "SizeAnswer",
    "allocation",
    "binomial_size",
    "cfr_1090_1805",
    "discovery_size",
    "evaluate",
    "frequency_size",
    "hypergeometric_size",
    "iaf_md1",
    "iso2859",
    "most_deviating",
    "nearest_frequency",
    "rate",
    "shuffled",
    "size",
    "stratified",
    "supports",
    "systematic",
    "systematic_fractional",
    "systematic_start",
    "ticket",
    "ticket_order",
    "tolerable_items",
    "upper_limit",
    "would_support",
]

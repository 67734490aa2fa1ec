"""Every published value of `sampling_values.csv`, to the digit."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.rules import sampling

ROWS = list(csv.DictReader((Path(__file__).parent / "sampling_values.csv").read_text(encoding="utf-8").splitlines()))

KINDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "n_binomial_rate": lambda row: sampling.binomial_size(row["conf"], row["tolerable"], expected=row["expected"]).n,
    "n_binomial_k": lambda row: sampling.binomial_size(row["conf"], row["tolerable"], allowed=row["allowed"]).n,
    "n_hyper_k": lambda row: (
        sampling.hypergeometric_size(row["conf"], row["tolerable"], row["N"], allowed=row["allowed"]).n
    ),
    "n_hyper_rate": lambda row: (
        sampling.hypergeometric_size(row["conf"], row["tolerable"], row["N"], expected=row["expected"]).n
    ),
    "ub_binomial_pct_ceil01": lambda row: math.ceil(sampling.upper_limit(row["n"], row["x"], row["conf"]) * 1000) / 10,
    "ub_binomial_rate_5dp": lambda row: round(sampling.upper_limit(row["n"], row["x"], row["conf"]), 5),
    "ub_hyper_rate_4dp": lambda row: round(
        sampling.most_deviating(row["n"], row["x"], row["conf"], row["N"]) / row["N"], 4
    ),
    "iso2859_level_II": lambda row: list(sampling.iso2859(row["N"])),
    "iaf_md1_sites": lambda row: sampling.iaf_md1(row["sites"], row["factor"]),
    "systematic_first3": lambda row: sampling.systematic(row["N"], row["n"], row["start"])[:3],
    "systematic_last": lambda row: sampling.systematic(row["N"], row["n"], row["start"])[-1],
    "systematic_fractional": lambda row: sampling.systematic_fractional(row["N"], row["n"], row["start"]),
    "seeded_ticket_prefix": lambda row: sampling.ticket(row["seed"], row["id"])[:10],
    "seeded_order": lambda row: sampling.ticket_order(row["seed"], row["ids"]),
    "sha256_fisher_yates": lambda row: sampling.shuffled(str(row["seed"]), row["n"]),
    "lookup_40cfr1090_1805": lambda row: sampling.cfr_1090_1805(row["N"]),
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}-{row['kind']}")
def test_a_published_value_is_reproduced(row: dict[str, str]) -> None:
    assert KINDS[row["kind"]](json.loads(row["inputs"])) == json.loads(row["expected"])


def test_the_table_is_all_there() -> None:
    assert len(ROWS) == 76
    assert {row["kind"] for row in ROWS} == set(KINDS)

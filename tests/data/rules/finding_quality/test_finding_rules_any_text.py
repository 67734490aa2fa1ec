"""Whatever is typed or pasted into a finding, the rules answer, soon, and say something that can be shown."""

from __future__ import annotations

import time
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import finding_quality as quality

AROUND = quality.Context(
    today="2026-10-12",
    ends="2026-10-09",
    names=frozenset({"Peter Marsh"}),
    documents=(quality.Paper("STD-01", "Access Control Standard", "3.2"),),
    samples={"S-01": quality.Drawn("S-01", "random", 25, ((25, 3),))},
    earlier=(quality.Earlier("AUD-2025-01", "F-01", "minor", "A.5.18", "Leavers late", "3 of 25 late"),),
)
TEXTS = [one.name for one in fields(quality.Draft) if one.name not in ("related", "evidence", "label")]
WORDS = st.sampled_from(
    [
        "3",
        "of",
        "25",
        "sample",
        "E-001",
        "S-01",
        "STD-01",
        "v2.0",
        "shall",
        "“",
        "”",
        '"',
        "some",
        "should",
        "Peter",
        "Marsh",
        "he",
        "forgot",
        "@",
        "+",
        "0",
        "A.5.18",
        "A.9.1.1",
        "27002",
        "all",
        "never",
        ".",
        ";",
        "\n",
    ]
)
PASTED = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))
PIECES = [
    "\n", " ", "a", "1 ", "3 of ", '"', "“a", "no written ", "sample of 3 ", "he ", "Mr. ", "A. ", "Anna ", "a@", "0 ",
    "+49 ", "AA00 ", "-", ". ", "all the ", "although ", "is not ", "E-001 ", "A.5.", "shall ", "written plan ", "v1.",
    "XX-1-", "password=", ", in addition", "STD-01 ",
]  # fmt: skip


@given(
    st.fixed_dictionaries(dict.fromkeys(TEXTS, PASTED)),
    st.sampled_from(["", "major", "minor", "ofi", "observation", "strength"]),
)
def test_any_text_is_answered(values: dict[str, str], grade: str) -> None:
    for one in quality.lint(quality.Draft(label="F-01", **(values | {"grade": grade})), AROUND):
        assert one.rule in quality.BY_ID
        assert one.message
        assert one.mend


@given(st.lists(PASTED, min_size=1, max_size=3))
def test_what_is_said_is_the_same_every_time(texts: list[str]) -> None:
    draft = quality.Draft(label="F-01", grade="minor", condition=" ".join(texts))
    assert quality.lint(draft, AROUND) == quality.lint(replace(draft), AROUND)


@pytest.mark.parametrize("piece", PIECES)
def test_a_pasted_log_does_not_hold_up_the_program(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    draft = quality.Draft(label="F-01", grade="observation", ref="4.1", condition=text, criteria=text, cause=text)
    began = time.process_time()
    quality.lint(draft, AROUND)
    quality.lint(replace(draft, grade="minor"), AROUND)
    assert time.process_time() - began < 2

"""What may be said of an attribute, and what may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules.sampling.planning import choices
from data.rules.sampling.selection import WAYS
from data.rules.sampling.statement import Basis, Counts, concludes, drafted
from data.rules.sampling.two_stage import TwoStages

RANDOM = Basis("random", 61, 0.95, 0.05)


def counted(judged: int, deviations: int, **more: int) -> Counts:
    return Counts("A", "closed in time", judged, deviations, **more)


@pytest.mark.parametrize(
    ("one", "basis", "verdict", "sentence"),
    [
        (
            counted(25, 3),
            RANDOM,
            "not met",
            "3 of 25 deviate (12 %); at 95 % confidence the rate in the 61 items is below 25 %; above the tolerable 5 %.",
        ),
        (
            counted(32, 0),
            RANDOM,
            "met",
            "None of 32 deviates; at 95 % confidence the rate in the 61 items is below 5 %; within the tolerable 5 %.",
        ),
        (
            counted(24, 0, not_applicable=1),
            RANDOM,
            "not met",
            "None of 24 deviates; at 95 % confidence the rate in the 60 items is below 9 %; 1 does not apply; "
            "above the tolerable 5 %.",
        ),
        (
            counted(13, 0, open=12),
            RANDOM,
            "not said",
            "13 of 25 tested so far, none deviates; nothing can be said about the rate before all are.",
        ),
        (counted(0, 0, open=25), RANDOM, "not said", "None of the 25 items has been judged yet."),
        (counted(0, 0, not_applicable=25), RANDOM, "not said", "It applied to none of the items."),
        (counted(8, 0), RANDOM, "not said", "None of 8 deviates; 8 are too few for a rate."),
        (
            counted(25, 0),
            Basis("judgemental", 61, 0.95, 0.05),
            "not said",
            "None of 25 deviates; the sample was not drawn at random, so this says nothing about the rate in the 61 items.",
        ),
        (
            counted(58, 0, not_applicable=3),
            Basis("all", 61, 0.95, 0.05),
            "met",
            "All 58 items were tested; none deviates; 3 do not apply; within the tolerable 5 %.",
        ),
        (
            counted(61, 4),
            RANDOM,
            "not met",
            "All 61 items were tested; 4 deviate (6.6 %); above the tolerable 5 %.",
        ),
        (
            counted(40, 0),
            Basis("random", 61, 0.95, 0.05, enlarged=True),
            "not said",
            "None of 40 deviates; items were added without a plan after results were known, so no confidence can be stated.",
        ),
    ],
)
def test_what_the_counts_allow_to_say(one: Counts, basis: Basis, verdict: str, sentence: str) -> None:
    said = concludes(one, basis)
    assert (said.verdict, said.sentence) == (verdict, sentence)
    assert (said.limit is None) == (said.met is None)


def test_a_second_stage_is_evaluated_by_its_plan() -> None:
    stages = TwoStages(49, 49)
    basis = Basis("random", 1200, 0.9, 0.05, stages)
    both = concludes(counted(98, 1, first=49, first_deviations=1), basis)
    assert both.sentence.startswith("1 of 98 deviates (1 %) in two planned stages of 49 and 49; at 90 % confidence")
    assert both.met
    for_another = concludes(counted(98, 0, first=49, first_deviations=0), basis)
    assert "None of 49 deviates (stage one; both together 0 of 98)" not in for_another.sentence
    assert "stage one; both together 0 of 98" in for_another.sentence
    failed = concludes(counted(98, 4, first=49, first_deviations=3), basis)
    assert failed.sentence.startswith("3 of 49 deviate")
    assert failed.met is False


@given(
    st.sampled_from(sorted(WAYS)),
    st.integers(1, 80),
    st.integers(0, 5),
    st.integers(0, 40),
    st.integers(0, 30),
    st.data(),
)
def test_statistics_are_claimed_only_where_chance_drew_ten_or_more_or_all_was_tested(
    method: str, judged: int, away: int, rest: int, pending: int, data: st.DataObject
) -> None:
    deviations = data.draw(st.integers(0, judged))
    basis = Basis(method, judged + away + pending + rest, 0.95, 0.05)
    said = concludes(counted(judged, deviations, open=pending, not_applicable=away), basis)
    whole = pending + rest == 0
    assert (said.limit is not None) == (pending == 0 and (whole or (WAYS[method].by_chance and judged >= 10)))
    if said.limit is not None:
        assert deviations / judged <= said.limit + 1e-12


def test_the_draft_tells_what_was_drawn_how_and_what_stayed_open() -> None:
    text = drafted(
        "Leavers",
        25,
        Basis("systematic", 60, 0.95, 0.05),
        [counted(25, 3), Counts("B", "assets back", 10, 0, open=15)],
        label="S-05",
        seed="AUD/L",
        period="January to September",
        listed=61,
        replaced=1,
        left_open="Left open: query or filter. Small list",
    )
    assert text.startswith(
        "25 of the 61 items of «Leavers» (January to September) were tested as sample S-05, drawn at a fixed interval "
        "from a random start with the seed «AUD/L». 1 item did not belong to the population and was replaced."
    )
    assert "A, closed in time: 3 of 25 deviate (12 %)" in text
    assert "Not finished: B (15 of 25 open)." in text
    assert "if nothing in the list repeats at the same interval" in text
    assert text.endswith("Left open: query or filter. Small list.")


def test_sizes_stand_side_by_side_with_judgement_marked() -> None:
    found = choices(0.95, 0.05, 200)
    assert (found[0].method, found[0].n, found[0].judged) == ("hypergeometric", 51, False)
    assert {one.method for one in found} >= {"hypergeometric", "binomial", "frequency", "iso2859", "iaf-md1", "all"}
    assert {one.method for one in found if one.judged} == {
        "customary",
        "frequency",
        "iso2859",
        "iaf-md1",
        "40 CFR 1090.1805",
    }
    custom = next(one for one in found if one.method == "customary")
    assert (custom.n, custom.support) == (25, "at most 10.5 % with 95 % confidence")
    assert "aicpa" in [one.method for one in choices(0.95, 0.05, 2000, expected=0.01)]


@given(st.integers(1, 500), st.sampled_from([0.01, 0.05, 0.2]), st.integers(0, 3))
def test_no_size_exceeds_the_population(population: int, tolerable: float, allowed: int) -> None:
    for one in choices(0.95, tolerable, population, allowed=allowed):
        assert 1 <= one.n <= population
        assert one.sentence

"""Which questions a sitting keeps, at every length of time; which question of a newer pack is which of the copy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import parser
from checklists.pack import METHODS
from data.rules import tailoring, verdicts
from data.rules.tailoring import Question, matched, minutes_for, needed, weight, within

REFS = ("4.1", "A.5.1", "A.5.18", "A.6.1", "A.8.2", "9.1")


@st.composite
def checklists(draw: st.DrawFn) -> list[Question]:
    weights = {ref: draw(st.integers(0, 5)) for ref in REFS}
    rows = draw(st.lists(st.tuples(st.sampled_from(REFS), st.sampled_from(METHODS), st.booleans()), max_size=25))
    return [Question(str(place), ref, method, key, weights[ref]) for place, (ref, method, key) in enumerate(rows)]


MINUTES = st.integers(0, 130)


def by_ref(questions: list[Question]) -> dict[str, list[Question]]:
    return {ref: [one for one in questions if one.ref == ref] for ref in dict.fromkeys(one.ref for one in questions)}


def quickest(questions: list[Question]) -> int:
    """Minutes of the least that still asks something about every ref."""
    return sum(min(minutes_for(one.method) for one in asked) for asked in by_ref(questions).values())


def with_keys(questions: list[Question]) -> int:
    """Minutes of a key question of every ref that has one, and of any of the others."""
    asked = [[one for one in some if one.key] or some for some in by_ref(questions).values()]
    return sum(min(minutes_for(one.method) for one in some) for some in asked)


@settings(deadline=None)
@given(checklists(), MINUTES)
def test_what_is_kept_fits_and_nothing_is_lost(questions: list[Question], minutes: int) -> None:
    kept, aside = within(questions, minutes)
    assert sorted(kept + aside, key=lambda one: int(one.id)) == questions
    assert needed(kept) <= minutes or len(kept) == 1
    assert bool(kept) == bool(questions and minutes)
    assert within(questions, needed(questions))[1] == []


@settings(deadline=None)
@given(checklists(), MINUTES)
def test_every_ref_keeps_a_question_if_at_all_possible(questions: list[Question], minutes: int) -> None:
    kept, aside = within(questions, minutes)
    lost = by_ref(aside).keys() - by_ref(kept).keys()
    if minutes and minutes >= quickest(questions):
        assert not lost
    elif len(kept) > 1:
        assert lost
    lightest = min((one.weight for one in kept), default=0)
    assert all(one.weight <= lightest for one in aside if one.ref in lost and kept)


@settings(deadline=None)
@given(checklists())
def test_more_time_takes_nothing_away_but_a_stand_in(questions: list[Question]) -> None:
    less: list[Question] = []
    for minutes in range(needed(questions) + 1):
        more = within(questions, minutes)[0]
        for question in set(less) - set(more):
            assert not question.key
            assert any(better.key and better.ref == question.ref for better in more)
            assert not any(worse.key and worse.ref == question.ref for worse in less)
            assert minutes <= with_keys(questions)
        assert set(by_ref(less)) <= set(by_ref(more))
        less = more


@settings(deadline=None)
@given(checklists(), MINUTES)
def test_key_questions_go_first_and_the_time_is_used(questions: list[Question], minutes: int) -> None:
    kept, aside = within(questions, minutes)
    if minutes < with_keys(questions) or not minutes:
        return
    opened = {ref: sum(one.key for one in asked) for ref, asked in by_ref(kept).items()}
    for ref, asked in by_ref(questions).items():
        assert opened[ref] or not any(one.key for one in asked)
    if aside:
        assert needed(kept) + minutes_for(aside[0].method) > minutes
    more = kept[len(opened) :] + aside
    assert more == sorted(more, key=lambda one: (not one.key, -one.weight, int(one.id)))


@settings(deadline=None)
@given(checklists(), MINUTES, st.sets(st.sampled_from(REFS)))
def test_a_ref_that_was_asked_about_already_needs_no_opening(
    questions: list[Question], minutes: int, covered: set[str]
) -> None:
    kept, aside = within(questions, minutes, covered)
    assert sorted(kept + aside, key=lambda one: int(one.id)) == questions
    untouched = [one for one in questions if one.ref not in covered]
    assert bool(kept) == bool(questions and minutes)
    if minutes and minutes >= quickest(untouched):
        assert {one.ref for one in untouched} <= set(by_ref(kept))


def test_a_light_ref_opens_before_a_heavy_one_that_was_asked_about() -> None:
    heavy, light = Question("h", "A.5.18", "interview", True, 5), Question("l", "7.3", "interview", False, 1)
    assert within([heavy, light], 3)[0] == [heavy]
    assert within([heavy, light], 3, {"A.5.18"})[0] == [light]


def test_of_two_equally_quick_questions_the_key_one_opens() -> None:
    plain, key = (Question(name, "A.5.18", "interview", name == "key", 1) for name in ("plain", "key"))
    assert within([plain, key, Question("other", "7.3", "interview", True, 0)], 3)[0] == [key]


def test_spare_minutes_do_not_go_past_a_ref_that_has_a_stand_in_only() -> None:
    """Else the document of A.5.18 would fit in 12 minutes and be put aside in 13, for the record sample of 7.3."""
    heavy = [Question("h1", "A.5.18", "interview", True, 4), Question("h2", "A.5.18", "document", True, 4)]
    light = [Question("l1", "7.3", "interview", False, 1), Question("l2", "7.3", "record sample", True, 1)]
    for minutes, expected in {12: "h1 l1", 13: "h1 l2", 16: "h1 l2", 17: "h1 l2 h2"}.items():
        assert " ".join(one.id for one in within(heavy + light, minutes)[0]) == expected


def test_the_ladder_step_by_step() -> None:
    """A heavy ref and a light one, each with a sample of ten minutes as its key question and an interview of three."""
    light = [Question("l1", "7.3", "interview", False, 1), Question("l2", "7.3", "record sample", True, 1)]
    heavy = [Question("h1", "A.5.18", "interview", False, 4), Question("h2", "A.5.18", "record sample", True, 4)]
    steps = {0: "", 2: "h1", 5: "h1", 6: "h1 l1", 12: "h1 l1", 13: "h2 l1", 19: "h2 l1", 20: "h2 l2", 23: "h2 l2 h1"}
    for minutes, expected in (steps | {26: "h2 l2 h1 l1"}).items():
        assert " ".join(one.id for one in within(light + heavy, minutes)[0]) == expected


def test_equal_weights_keep_the_order_given() -> None:
    same = [Question(str(place), f"A.8.{place}", "interview", True, 1) for place in range(1, 6)]
    kept, aside = within(same, 9)
    assert kept + aside == same
    assert len(kept) == 3


@pytest.mark.parametrize(
    ("earlier", "required", "expected"),
    [
        (None, False, 1),
        (None, True, 2),
        ("major", True, 5),
        ("major", False, 4),
        ("minor", False, 3),
        ("ofi", False, 2),
        ("observation", False, 2),
        ("not_tested", True, 3),
        ("not_applicable", False, 1),
        ("conforming", False, 0),
        ("strength", True, 1),
    ],
)
def test_weights(earlier: str | None, required: bool, expected: int) -> None:
    assert weight(earlier, required) == expected


def test_the_tables_speak_of_our_methods_and_verdicts() -> None:
    assert set(tailoring.MINUTES) == set(METHODS)
    assert set(tailoring.EARLIER) <= set(verdicts.VERDICTS)
    assert minutes_for("by telephone") == minutes_for("interview")


LEAVERS = ("HR", "How does IT learn that somebody leaves, and on which day?")
DESK = ("Ordinary staff", "Show me your desk as you leave it in the evening.")


def test_a_reworded_question_is_found_again_and_another_is_not() -> None:
    reworded = ("HR", "How does IT learn that somebody leaves the house, and when?")
    assert matched([DESK, LEAVERS], [reworded, ("HR", "Who signs the list of visitors?")]) == {0: 1}
    assert matched([LEAVERS], [("IT / DevOps", LEAVERS[1])]) == {0: 0}
    assert matched([], [LEAVERS]) == matched([LEAVERS], []) == {}


def test_the_same_words_win_over_similar_ones_and_the_same_role_over_another() -> None:
    nearly = (LEAVERS[0], LEAVERS[1].replace("day", "date"))
    assert matched([nearly, LEAVERS], [LEAVERS, nearly]) == {0: 1, 1: 0}
    closer, looser = (LEAVERS[0], f"Please: {LEAVERS[1]}"), (LEAVERS[0], f"Please tell me this: {LEAVERS[1]}")
    assert matched([looser, closer], [LEAVERS]) == {0: 1}
    staff = ("Ordinary staff", LEAVERS[1])
    assert matched([staff, LEAVERS], [LEAVERS, staff]) == {0: 1, 1: 0}


QUESTIONS = [(one.role, one.text) for entry in parser.iso27001().entries.values() for one in entry.questions]


@settings(deadline=None)
@given(st.lists(st.sampled_from(QUESTIONS), max_size=10), st.lists(st.sampled_from(QUESTIONS), max_size=10))
def test_each_question_has_one_fellow_at_most(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    found = matched(old, new)
    assert len(set(found.values())) == len(found)
    texts = [text for _, text in old]
    for after in set(range(len(new))) - set(found):
        left = texts.count(new[after][1]) - sum(texts[before] == new[after][1] for before in found.values())
        assert left == 0


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(QUESTIONS), max_size=10, unique=True).flatmap(
        lambda one: st.tuples(st.just(one), st.permutations(one))
    )
)
def test_a_new_order_is_no_change(both: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
    old, new = both
    assert [old[before] for _, before in sorted(matched(old, new).items())] == new

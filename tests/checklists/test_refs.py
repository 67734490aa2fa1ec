"""Refs: their facts, how people write lists of them, and back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import refs


def test_there_are_thirty_clauses_and_ninety_three_controls() -> None:
    known = refs.auditable()
    assert len(known) == 123
    assert sum(not ref.startswith("A.") for ref in known) == 30
    assert [sum(ref.startswith(theme) for ref in known) for theme in ("A.5.", "A.6.", "A.7.", "A.8.")] == [
        37,
        8,
        14,
        34,
    ]


def test_headings_that_only_hold_others_are_not_audited() -> None:
    headings = [ref.ref for ref in refs.all_refs().values() if not ref.auditable]
    assert {"4", "6.1", "7.5", "9.2", "9.3"} <= set(headings)
    assert not set(headings) & set(refs.auditable())


def test_only_controls_can_be_left_out() -> None:
    excludable = {ref.ref for ref in refs.all_refs().values() if ref.excludable}
    assert excludable == {ref for ref in refs.auditable() if ref.startswith("A.")}


@pytest.mark.parametrize(
    ("ref", "required"),
    [("4.1", False), ("4.3", True), ("9.2.1", False), ("9.2.2", True), ("10.1", False), ("10.2", True)],
)
def test_a_document_is_required_only_where_the_standard_says_so(ref: str, required: bool) -> None:
    assert refs.all_refs()[ref].document_required is required


def test_everybody_who_is_asked_is_a_known_role() -> None:
    asked = refs.asked()
    assert set(asked) == set(refs.auditable())
    for one in asked.values():
        assert {one.lead, *one.also} <= set(refs.ROLES.values())
        assert one.lead not in one.also
        assert one.population


def test_the_old_numbers_lead_to_the_new_ones() -> None:
    old = refs.from_2013()
    assert old["9.2"] == ("9.2.1", "9.2.2")
    assert all(new in refs.auditable() for news in old.values() for new in news)


def test_titles_are_known_or_empty() -> None:
    assert refs.title("A.5.18") == "Access rights"
    assert refs.title("A.5.38") == ""


def test_refs_are_ordered_as_in_the_standard() -> None:
    mixed = list(refs.auditable())
    random.Random(1).shuffle(mixed)  # noqa: S311
    assert sorted(mixed, key=refs.order) == list(refs.auditable())


def test_what_is_no_ref_comes_last_in_its_own_order() -> None:
    assert sorted(["DESK-10", "A.8.34", "policy", "DESK-2", "4.1", "X.1"], key=refs.order) == [
        "4.1",
        "A.8.34",
        "DESK-2",
        "DESK-10",
        "X.1",
        "policy",
    ]


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("4-10", "4.1", "10.2", 30),
        ("A", "A.5.1", "A.8.34", 93),
        ("A.5", "A.5.1", "A.5.37", 37),
        ("A.5-A.8", "A.5.1", "A.8.34", 93),
        ("A.5-8", "A.5.1", "A.8.34", 93),
        ("9.2", "9.2.1", "9.2.2", 2),
        ("10", "10.1", "10.2", 2),
        ("A.5.15-A.5.18", "A.5.15", "A.5.18", 4),
        ("A.5.15-18", "A.5.15", "A.5.18", 4),
        ("A.5.15 – A.5.18", "A.5.15", "A.5.18", 4),
        ("9.1-9.3", "9.1", "9.3.3", 6),
        ("A.8.2; 4.1,A.8.2 + 10.1", "4.1", "A.8.2", 3),
        ("4-10, A", "4.1", "A.8.34", 123),
        ("9.2.1.", "9.2.1", "9.2.1", 1),
        ("", "", "", 0),
    ],
)  # fmt: skip
def test_a_person_s_list_is_understood(text: str, first: str, last: str, count: int) -> None:
    found = refs.expand(text)
    assert (found[0] if found else "", found[-1] if found else "", len(found)) == (first, last, count)


@pytest.mark.parametrize(
    "text", ["A.5.38", "11", "A.9", "5.18", "A.5.18-A.5.15", "-", "access", "A..", "A.5.1-", "-A.5.1", "4.1\x1b[2J"]
)
def test_what_is_no_ref_is_refused_in_one_printable_line(text: str) -> None:
    with pytest.raises(ValueError, match="write for example") as refusal:
        refs.expand(text)
    assert str(refusal.value).isprintable()


@settings(deadline=None)
@given(st.sets(st.sampled_from(refs.auditable())))
def test_a_short_list_means_what_the_long_one_did(chosen: set[str]) -> None:
    short = refs.shorten(chosen)
    assert refs.expand(short) == sorted(chosen, key=refs.order)
    assert len(short) <= len(", ".join(chosen))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("4-10", "4-10"),
        ("A", "A.5-A.8"),
        ("4-10, A", "4-10, A.5-A.8"),
        ("A.5", "A.5"),
        ("9.2", "9.2"),
        ("A.5.15, A.5.16, A.5.17, A.5.18", "A.5.15-A.5.18"),
        ("A.5.15, A.5.16", "A.5.15, A.5.16"),
        ("10.2, A.5.1", "10.2, A.5.1"),
        ("", ""),
    ],
)
def test_lists_are_shortened_as_people_write_them(text: str, short: str) -> None:
    assert refs.shorten(refs.expand(text)) == short


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see A.5.18, 9.2.2 and 10.1.", ["A.5.18", "9.2.2", "10.1"]),
        ("(A.8.2)", ["A.8.2"]),
        ("version 4.12, A.5.123, 11.1, B.5.1, 14.1", []),
        ("4.1.2.3", []),
        ("xA.5.1 A.5.1x", []),
    ],
)
def test_refs_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert refs.REF.findall(text) == found


def test_a_number_of_2013_is_recognised_with_its_heir() -> None:
    with pytest.raises(ValueError, match=r"A\.9\.2\.6 is a number of the 2013 edition; in 2022 it is A\.5\.18"):
        refs.expand("A.5.15 A.9.2.6")

"""Causes that findings share, and themes that cross areas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.rules.finding_quality import Draft, Step
from data.rules.patterns import shared_causes, themes

LISTS = [
    Draft("F-01", "minor", ref="7.2", cause="Nobody compares the list of roles with the list of needs."),
    Draft("F-02", "minor", ref="A.5.9", cause="The inventory and the list of roles are compared by nobody."),
    Draft("F-03", "minor", ref="A.7.2", cause="Visitors leave by the yard door."),
    Draft("F-04", "minor", ref="A.8.2", cause="To be determined by the process owner."),
    Draft("F-05", "minor", ref="A.8.5", cause="To be determined by the process owner."),
]


def test_findings_with_much_the_same_cause_are_one_group() -> None:
    (group,) = shared_causes(LISTS)
    assert group.labels == ("F-01", "F-02")
    assert group.areas == ("7", "A.5")
    assert "compare" in group.name
    assert "roles" in group.name


def test_an_open_cause_is_no_common_cause() -> None:
    assert shared_causes(LISTS[3:]) == []


def test_the_causes_of_actions_count() -> None:
    steps = [
        Step("A-01", finding="F-04", cause="The leaver notice does not name the vault"),
        Step("A-02", finding="F-05", cause="The leaver notice names the directory only"),
        Step("A-03", external="CAR-11", cause="The leaver notice names nothing"),
    ]
    (group,) = shared_causes(LISTS[3:], steps)
    assert group.labels == ("F-04", "F-05")
    assert group.name.startswith("leaver, notice")


def test_a_theme_is_in_three_findings_and_two_areas() -> None:
    late = [
        Draft("F-01", "minor", title="Accounts of leavers closed late in 3 of 25 cases", ref="A.5.18"),
        Draft("F-02", "minor", title="Service of the fire system 5 weeks late", ref="A.7.13"),
        Draft("F-03", "ofi", title="Review overdue for 2 of 12 suppliers", ref="A.5.19"),
        Draft("F-04", "strength", title="Nothing late in 9 months", ref="A.8.13"),
    ]
    assert [(one.name, one.labels, one.areas) for one in themes(late)] == [
        ("done late", ("F-01", "F-02", "F-03"), ("A.5", "A.7"))
    ]
    assert themes(late[:2]) == []
    assert themes([Draft(one.label, one.grade, title=one.title, ref="A.5.1") for one in late]) == []


def test_a_thing_that_comes_up_in_several_areas_is_a_theme_too() -> None:
    badges = [
        Draft("F-01", "minor", title="Badge of 2 of 9 leavers kept", ref="A.5.11"),
        Draft("F-02", "minor", title="Badges lent to 3 visitors", ref="A.7.2"),
        Draft("F-03", "observation", title="Colour of the badge means two things", ref="A.6.8"),
    ]
    assert [one.name for one in themes(badges)] == ["«badge»"]


@given(
    st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["", "A.5.1", "9.2.2"])), max_size=8)
)
def test_a_group_is_made_of_findings_that_are_there_each_once(rows: list[tuple[str, str, str]]) -> None:
    drafts = [
        Draft(f"F-{place:02d}", "minor", title=title, cause=cause, ref=ref)
        for place, (title, cause, ref) in enumerate(rows)
    ]
    known = {one.label for one in drafts}
    for group in (*shared_causes(drafts), *themes(drafts)):
        assert set(group.labels) <= known
        assert len(set(group.labels)) == len(group.labels) > 1
    together = [label for group in shared_causes(drafts) for label in group.labels]
    assert len(together) == len(set(together))

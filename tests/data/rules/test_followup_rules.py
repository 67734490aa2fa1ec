"""Rules of follow-up: states of actions, due dates, the analysis of causes, decisions."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import causes, corrective, decisions, due_dates
from data.rules.causes import Outline, Why
from data.rules.corrective import Case

WHOLE = Case(
    grade="minor",
    text="do",
    cause="why",
    owner="HR",
    due="2026-11-30",
    done="2026-11-20",
    effectiveness="20 in a row",
    check_on="2027-01-10",
    verifier="Internal audit",
    verified="2027-01-10",
    evidence=1,
)
CASES = st.builds(
    Case,
    status=st.sampled_from([*corrective.STATES, "deferred"]),
    grade=st.sampled_from(["", "major", "minor", "ofi", "observation"]),
    **{name: st.sampled_from(["", "x", "HR"]) for name in ("text", "cause", "owner", "verifier", "effectiveness")},
    **{name: st.sampled_from(["", "2026-11-30"]) for name in ("due", "done", "check_on", "verified")},
    doers=st.sampled_from([(), ("HR",), ("x", "IT")]),
    steps_open=st.integers(0, 2),
    evidence=st.integers(0, 1),
)


class TestStates:
    def test_a_whole_case_goes_through_every_state(self) -> None:
        case, passed = replace(WHOLE, status="open"), []
        while state := corrective.following(case):
            assert corrective.lacking(case, state) == []
            case = replace(case, status=state)
            passed.append(state)
        assert passed == ["in progress", "done", "verified", "closed"]

    @given(CASES)
    def test_nothing_binding_is_closed_without_cause_evidence_and_a_check_by_another(self, case: Case) -> None:
        if corrective.lacking(case, "verified") or not case.binding or case.status != "done":
            return
        assert case.cause
        assert case.evidence
        assert case.verified
        assert case.effectiveness
        assert case.check_on
        assert not case.steps_open
        assert case.verifier != case.owner
        assert case.verifier not in case.doers

    @given(CASES, st.sampled_from(corrective.STATES))
    def test_forward_only_one_state_at_a_time(self, case: Case, state: str) -> None:
        here = corrective.STATES.index(case.status) if case.status in corrective.STATES else 0
        further = corrective.STATES.index(state) - here
        if further > 1 and not (case.status == "done" and not case.binding):
            assert corrective.lacking(case, state)

    @given(CASES)
    def test_what_is_taken_up_again_is_never_refused_once_planned(self, case: Case) -> None:
        if case.text and case.owner and case.due:
            assert corrective.lacking(case, "in progress") == []

    def test_an_ofi_needs_no_cause_and_no_check(self) -> None:
        case = Case(status="in progress", grade="ofi", text="do", owner="HR", due="2026-11-30")
        assert corrective.lacking(case, "done") == []
        assert corrective.following(replace(case, status="done")) == "closed"

    def test_only_an_effective_result_verifies(self) -> None:
        assert [corrective.after_check(one) for one in corrective.RESULTS] == ["verified", "in progress", "in progress"]
        with pytest.raises(ValueError, match="no result"):
            corrective.after_check("good")

    def test_advice_is_given_until_the_end(self) -> None:
        assert [one.partition(":")[0] for one in corrective.advice(Case(grade="major"))] == [
            "correction",
            "extent",
            "cause",
        ]
        assert corrective.advice(replace(WHOLE, correction="done", extent="36 others")) == []
        assert corrective.advice(Case(grade="ofi")) == []


class TestDueDates:
    START = date(2026, 11, 20)  # a Friday

    def test_the_days_of_the_fact_sheet(self) -> None:
        major = due_dates.dates("major", self.START)
        assert (major.correct, major.plan, major.implement, major.check) == (
            "2026-11-27",
            "2026-12-04",
            "2026-12-20",
            "2027-02-18",
        )
        assert due_dates.dates("minor", self.START).implement == "2027-02-18"
        assert due_dates.dates("observation", self.START) == due_dates.Dates(plan="2027-01-19")
        assert due_dates.dates("strength", self.START) == due_dates.Dates()

    @given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 60))
    def test_working_days_leave_the_weekends_out(self, start: date, days: int) -> None:
        day = due_dates.working_day(start, days)
        assert day.weekday() < 5
        between = [start + timedelta(one) for one in range(1, (day - start).days + 1)]
        assert sum(one.weekday() < 5 for one in between) == days

    @pytest.mark.parametrize(
        ("late", "who"),
        [(-20, ""), (0, ""), (1, "owner"), (14, "line manager"), (30, "management review"), (400, "management review")],
    )
    def test_overdue_actions_are_taken_higher(self, late: int, who: str) -> None:
        due = (self.START - timedelta(late)).isoformat()
        assert due_dates.escalated_to(due, self.START.isoformat()) == who

    def test_urgency(self) -> None:
        today = "2026-11-20"
        assert [due_dates.urgency(due, today) for due in ("2026-11-19", "2026-11-20", "2026-12-04", "2026-12-05", "soon", "")] == [
            "overdue", "soon", "soon", "", "", ""
        ]  # fmt: skip


class TestCauses:
    TREE: Outline = (
        Why("Accounts were closed late", 0, "S-01"),
        Why("The notice came late", 1, "mails"),
        Why("HR writes it by hand", 2, "seen"),
        Why("Nobody compared the lists", 1, "asked"),
    )

    def test_root_causes_are_the_answers_that_nothing_explains(self) -> None:
        assert causes.statement(self.TREE) == "HR writes it by hand\nNobody compared the lists"
        assert causes.therefore(self.TREE, 2) == (
            "HR writes it by hand; therefore The notice came late; therefore Accounts were closed late"
        )
        assert causes.therefore(self.TREE, 3) == "Nobody compared the lists; therefore Accounts were closed late"

    def test_a_branch_comes_behind_all_that_explains_the_first(self) -> None:
        outline, place = causes.beside(self.TREE, 1, "The tool was down")
        assert (place, outline[place]) == (3, Why("The tool was down", 1))
        assert causes.without(outline, 0) == ()
        assert causes.without(self.TREE, 1) == (self.TREE[0], self.TREE[3])

    @pytest.mark.parametrize("text", ["Human error", "the clerk forgot", "No time", "They were not aware of it"])
    def test_a_cause_that_stops_at_a_person_is_asked_on(self, text: str) -> None:
        assert causes.blames(text)
        outline = (Why("Late", 0, "S-01"), Why(text, 1, "said so"))
        assert "why did the process let it happen" in causes.doubt(outline, 1)
        deeper, place = causes.deeper(outline, 1, "No step in the procedure checks it")
        assert "process" not in causes.doubt(deeper, 1)
        assert "fact" in causes.doubt(deeper, place)

    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 20), st.text(max_size=5)), max_size=12))
    def test_an_outline_built_by_keys_has_no_gap_and_is_read_back_as_it_was(
        self, keys: list[tuple[bool, int, str]]
    ) -> None:
        outline: Outline = ()
        for down, at, text in keys:
            place = at % len(outline) if outline else 0
            outline, new = (causes.deeper if down else causes.beside)(outline, place, text)
            assert outline[new].text == text
        assert causes.read(causes.stored(outline)) == outline
        depths = [why.depth for why in outline]
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(depths))
        assert len(causes.root_causes(outline)) >= bool(outline)

    def test_a_hole_in_a_stored_outline_is_closed(self) -> None:
        found = causes.read([{"text": "a", "depth": 4}, {"text": "b", "depth": 9}, {"text": "c", "depth": "x"}])
        assert [why.depth for why in found] == [0, 1, 0]


def test_a_decision_says_who_and_when_and_a_risk_taken_says_why() -> None:
    assert decisions.lacking("priority", "First", "CEO", "2026-12-01", "", "") == []
    assert decisions.lacking("accepted risk", "Take it", "CEO", "", "", "") == ["say why the risk is accepted"]
    assert decisions.lacking("risk register", "Change it", "CEO", "2026-12-01", "", "") == [
        "name the entry of the risk register"
    ]
    assert len(decisions.lacking("other", "", "", "", "", "")) == 3

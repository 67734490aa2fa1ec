"""Corrective actions: agreed, done, verified, taken up again; answers and decisions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data import clock
from data.errors import BadInput, Refused
from data.models import Action, Finding
from data.rules import causes
from data.store import Store
from data.work import actions, audits, decisions, evidence, findings, rows


@pytest.fixture
def finding(store: Store) -> Finding:
    audit = store.write(audits.create, "Access")
    return store.write(findings.raise_finding, audit.id, "Leavers late", grade="minor", cause="notice came late")


@pytest.fixture
def action(store: Store, finding: Finding) -> Action:
    return store.write(
        actions.agree,
        finding.audit_id,
        finding.id,
        "Notice from the HR system",
        owner="Head of HR",
        raised="2026-10-01",
    )


def ready(store: Store, action: Action) -> None:
    """All that has to be there before an action is done."""
    store.write(
        rows.edit, Action, action.id, cause="notice came late", effectiveness="20 in a row", verifier="Internal audit"
    )
    proof = store.write(evidence.record, action.audit_id, "Template of the notice")
    store.write(actions.link, action.id, proof.id)


def test_the_headline_is_taken_over_and_its_grade_sets_the_dates(action: Action) -> None:
    assert (action.label, action.statement, action.cause) == ("A-01", "Leavers late", "")
    assert action.due == (date(2026, 10, 1) + timedelta(90)).isoformat()
    assert action.check_on == (date(2026, 10, 1) + timedelta(90 + 180)).isoformat()


def test_the_house_may_set_other_terms(store: Store, finding: Finding) -> None:
    terms = {"minor": {"implement": 10}}
    made = store.write(actions.agree, finding.audit_id, finding.id, "x", terms, raised="2026-10-01")
    assert made.due == "2026-10-11"


def test_no_state_is_skipped_and_each_says_what_it_lacks(store: Store, action: Action) -> None:
    with pytest.raises(Refused, match="no state is skipped"):
        store.write(actions.move, action.id, "closed")
    store.write(actions.move, action.id, "in progress")
    with pytest.raises(
        Refused, match=r"write down the cause.*link the evidence.*when it will count as effective.*name a verifier"
    ):
        store.write(actions.move, action.id, "done")
    ready(store, action)
    store.write(actions.set_steps, action.id, [("Template", "Service desk", "2026-10-20", "")])
    with pytest.raises(Refused, match="1 of its steps is not done"):
        store.write(actions.move, action.id, "done")
    store.write(actions.set_steps, action.id, [("Template", "Service desk", "2026-10-20", "2026-10-19")])
    assert store.write(actions.move, action.id, "done").done == clock.today()
    with pytest.raises(Refused, match="verify it"):
        store.write(actions.move, action.id, "verified")
    with pytest.raises(BadInput, match="no state"):
        store.write(actions.move, action.id, "finished")


def test_the_doer_never_verifies(store: Store, action: Action) -> None:
    ready(store, action)
    store.write(actions.set_steps, action.id, [("Template", "Service Desk", "", "2026-10-19")])
    store.write(actions.move, action.id, "in progress")
    store.write(actions.move, action.id, "done")
    for who in ("head of hr", " Service desk "):
        with pytest.raises(Refused, match="somebody who did not do it"):
            store.write(actions.verify, action.id, "effective", verifier=who)


def test_what_is_not_effective_is_taken_up_again_and_the_record_keeps_both_looks(store: Store, action: Action) -> None:
    ready(store, action)
    store.write(actions.move, action.id, "in progress")
    with pytest.raises(Refused, match="verified when it is done"):
        store.write(actions.verify, action.id, "effective")
    store.write(actions.move, action.id, "done")
    first = store.write(actions.verify, action.id, "not effective", day="2026-12-01", remark="4 of 9 late")
    assert (first.criterion, first.planned, first.verifier) == ("20 in a row", action.check_on, "Internal audit")
    again = store.read(rows.fetch, Action, action.id)
    assert (again.status, again.done, again.check_on, again.verified) == ("in progress", "", "", "")
    with pytest.raises(Refused, match="the day on which that is checked"):
        store.write(actions.move, action.id, "done")
    store.write(rows.edit, Action, action.id, check_on="2027-02-01")
    store.write(actions.move, action.id, "done")
    store.write(actions.verify, action.id, "effective", day="2027-02-02")
    assert store.write(actions.move, action.id, "closed").verified == "2027-02-02"
    assert [one.result for one in store.read(actions.verifications, action.id)] == ["not effective", "effective"]
    with pytest.raises(BadInput, match="no result"):
        store.write(actions.verify, action.id, "fine")


def test_a_step_keeps_its_row_while_its_line_stands(store: Store, action: Action) -> None:
    first = store.write(actions.set_steps, action.id, [("One", "HR", "", ""), ("Two", "IT", "", "")])
    again = store.write(actions.set_steps, action.id, [("Two", "IT", "2026-11-01", ""), ("Three",)])
    assert again[0].id == first[1].id
    assert [one.text for one in store.read(actions.steps, action.id)] == ["Two", "Three"]
    with pytest.raises(BadInput, match="line 1: «soon» is no date"):
        store.write(actions.set_steps, action.id, [("One", "HR", "soon", "")])
    assert [one.text for one in store.read(actions.steps, action.id)] == ["Two", "Three"]


def test_the_analysis_of_a_cause_is_kept(store: Store, action: Action) -> None:
    outline, place = causes.deeper((), 0, "Notice came late")
    outline, place = causes.deeper(outline, place, "The template is old")
    store.write(rows.edit, Action, action.id, whys=causes.stored(outline))
    assert causes.read(store.read(rows.fetch, Action, action.id).whys) == outline


def test_an_ofi_is_accepted_or_declined_with_a_reason_a_nonconformity_is_not(store: Store, finding: Finding) -> None:
    with pytest.raises(Refused, match="is a nonconformity"):
        store.write(decisions.answer, finding.id, "declined", "no money")
    ofi = store.write(findings.raise_finding, finding.audit_id, "Measure more often", grade="ofi")
    with pytest.raises(Refused, match="say why it is declined"):
        store.write(decisions.answer, ofi.id, "declined")
    store.write(decisions.answer, ofi.id, "declined", "Cost exceeds the gain", "Managing Director")
    store.write(decisions.answer, ofi.id, "accepted")
    assert {key: one.answer for key, one in store.read(decisions.answers, finding.audit_id).items()} == {
        ofi.id: "accepted"
    }


def test_a_decision_has_one_of_the_known_kinds(store: Store, finding: Finding) -> None:
    made = store.write(decisions.decide, finding.audit_id, "Accept it", kind="accepted risk", finding_id=finding.id)
    assert made.label == "D-01"
    with pytest.raises(Refused, match="no kind of decision"):
        store.write(decisions.decide, finding.audit_id, "x", kind="whim")
    assert [one.label for one in store.read(decisions.of_audit, finding.audit_id)] == ["D-01"]

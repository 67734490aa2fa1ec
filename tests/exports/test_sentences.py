"""Sentences that count: right for none, one and many."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from exports import parts, sentences
from exports.report import Report


def judged(report: Report, *verdicts: str) -> Report:
    """The report with one reference for each verdict."""
    items = tuple(
        parts.Item(f"4.{place}", "Title", verdict, "", "", (), ()) for place, verdict in enumerate(verdicts, 1)
    )
    return replace(report, items=items)


def graded(report: Report, full: Report, *grades: str) -> Report:
    """The report with one finding for each grade, none of them acknowledged or acted upon."""
    template = replace(full.findings[0], acknowledged_by="", actions=())
    labels = (f"F-{place:02d}" for place in itertools.count(1))
    return replace(report, findings=tuple(replace(template, grade=grade, label=next(labels)) for grade in grades))


def acting(report: Report, full: Report, *states: str, due: str = "2026-11-30") -> Report:
    return replace(report, actions=tuple(replace(full.actions[0], status=state, due=due) for state in states))


@pytest.mark.parametrize(
    ("verdicts", "end"),
    [
        ((), "has no checklist yet, so nothing has been tested."),
        (("conforming",), "covered 1 reference of ISO/IEC 27001:2022. It was tested."),
        (("conforming", "minor"), "covered 2 references of ISO/IEC 27001:2022. All of them were tested."),
        (("conforming", ""), "Of these, 1 was tested and 1 has no verdict yet."),
        (("", ""), "Of these, 2 have no verdict yet."),
        (
            ("major", "ofi", "not_tested", "not_applicable", "not_applicable"),
            "Of these, 2 were tested, 1 was not tested and 2 do not apply.",
        ),
    ],
)
def test_covered(blank: Report, verdicts: tuple[str, ...], end: str) -> None:
    assert sentences.covered(judged(blank, *verdicts)).endswith(end)


@pytest.mark.parametrize(
    ("verdicts", "beginning"),
    [
        (("conforming",), "The one reference in scope was tested."),
        (("conforming", "conforming"), "All 2 references in scope were tested."),
        (("conforming", ""), "1 of 2 references in scope was tested."),
        (("", "not_tested"), "0 of 2 references in scope were tested."),
    ],
)
def test_tested(blank: Report, verdicts: tuple[str, ...], beginning: str) -> None:
    assert sentences.tested(judged(blank, *verdicts)).startswith(beginning)


@pytest.mark.parametrize(
    ("verdicts", "grades", "said"),
    [
        ((), (), ""),
        (("conforming",), (), "It led to no nonconformity."),
        (("conforming",), ("strength",), "It led to no nonconformity."),
        (("ofi",), ("ofi",), "It led to no nonconformity, but to 1 opportunity for improvement."),
        (("minor",), ("minor", "minor", "observation"), "It led to 2 minor nonconformities and 1 observation."),
        ((), ("", ""), "It led to 2 findings without a grade."),
        (("conforming",), ("",), "It led to 1 finding without a grade."),
    ],
)
def test_raised(blank: Report, report: Report, verdicts: tuple[str, ...], grades: tuple[str, ...], said: str) -> None:
    assert sentences.raised(graded(judged(blank, *verdicts), report, *grades)) == said


def test_no_nonconformity_is_only_said_where_something_was_tested(blank: Report, report: Report) -> None:
    assert "Nothing has been tested" in sentences.nonconforming(blank)
    assert sentences.nonconforming(judged(blank, "conforming")) == "No nonconformity was found in what was tested."
    one = graded(judged(blank, "major"), report, "major")
    assert sentences.nonconforming(one).startswith("The audit led to 1 major nonconformity.")


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (("open",), "1 corrective action is agreed and not done yet; it is due on 30 November 2026."),
        (("done",), "1 corrective action is agreed and done."),
        (("verified", "closed"), "2 corrective actions are agreed and all of them are done."),
        (
            ("open", "in progress"),
            "2 corrective actions are agreed, none of them done yet; the next is due on 30 November 2026.",
        ),
        (("open", "done"), "2 corrective actions are agreed, 1 of them done; the next is due on 30 November 2026."),
    ],
)
def test_agreed(blank: Report, report: Report, states: tuple[str, ...], said: str) -> None:
    assert sentences.agreed(acting(blank, report, *states)) == said


def test_agreed_without_a_date_or_an_action(blank: Report, report: Report) -> None:
    assert sentences.agreed(acting(blank, report, "open", due="")).endswith("not done yet.")
    assert sentences.agreed(blank) == ""
    assert sentences.agreed(graded(blank, report, "minor")) == "No corrective action has been agreed yet."


def test_acknowledged_and_unanswered(blank: Report, report: Report) -> None:
    assert sentences.acknowledged(blank) == ""
    two = graded(blank, report, "major", "minor")
    assert sentences.acknowledged(two) == "The facts of F-01 and F-02 have not been acknowledged by the auditee yet."
    agreed = replace(two, findings=tuple(replace(one, acknowledged_by="Head of IT") for one in two.findings))
    assert sentences.acknowledged(agreed) == "The facts of all nonconformities have been acknowledged."
    assert sentences.unanswered(two) == ""
    assert sentences.unanswered(acting(two, report, "open")) == "No action has been agreed yet for F-01 and F-02."


def test_meetings_requests_evidence_samples_of_an_empty_audit(blank: Report) -> None:
    assert sentences.met(blank) == "No interview has been held."
    assert sentences.asked(blank) == ""
    assert sentences.indexed(blank) == "No evidence has been recorded."
    assert sentences.drawn(blank) == "No sample was drawn."
    assert sentences.without_verdict(blank) == ""


def test_meetings_requests_evidence_samples_of_a_full_audit(report: Report) -> None:
    assert sentences.met(report) == (
        "3 interviews and walk-throughs were held with 3 roles. The opening meeting took place on 12 October 2026. "
        "The closing meeting took place on 14 October 2026. 1 meeting was held remotely."
    )
    assert sentences.asked(report) == "2 documents, records and lists were asked for; R-02 is not complete."
    assert sentences.indexed(report) == "6 items of evidence are listed in Annex B."
    assert sentences.copied(report).startswith("6 items of evidence. 2 files were copied into the record;")
    assert sentences.drawn(report).startswith("1 sample was drawn at random. A random sample")
    assert sentences.left_open(report) == "1 earlier action in the register is not verified yet."


def test_ways_of_drawing(report: Report) -> None:
    (sample,) = report.samples
    mixed = replace(report, samples=(sample, replace(sample, method="judgemental"), replace(sample, method="all")))
    assert sentences.drawn(mixed).startswith("3 samples were drawn: 1 at random, 1 by judgement and 1 in full.")
    judgement = replace(report, samples=(replace(sample, method="judgemental"),))
    assert "does not say how often" in sentences.drawn(judgement)

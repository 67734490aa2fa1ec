"""OSCAL assessment results: valid by models generated from NIST's schema, with the report's numbers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oscal_bindings import AssessmentResultsDocument

from exports import oscal
from exports.data_set import figures
from exports.pandoc_ast import clean

if TYPE_CHECKING:
    from tests.exports.conftest import Case


def told(case: Case) -> Any:
    return json.loads(case.files["oscal"])["assessment-results"]


@pytest.mark.parametrize("which", ["full", "hostile", "bare"])
def test_it_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(which)
    AssessmentResultsDocument.model_validate(json.loads(case.files["oscal"]))  # as a dict: unknown keys are refused


def test_what_is_wrong_would_be_seen(full: Case) -> None:
    document = json.loads(full.files["oscal"])
    document["assessment-results"]["results"][0]["findings"][0]["target"]["status"]["state"] = "fine"
    with pytest.raises(ValueError, match="state"):
        AssessmentResultsDocument.model_validate(document)


def test_every_reference_finding_and_piece_of_evidence_is_there(full: Case) -> None:
    report, (result,) = full.report, told(full)["results"]
    grades = {}
    judged = {}
    for finding in result["findings"]:
        props = {one["name"]: one["value"] for one in finding["props"]}
        if "grade" in props:
            grades[props["label"]] = props["grade"]
        else:
            judged[finding["target"]["target-id"]] = (props["verdict"], finding["target"]["status"]["state"])
    assert grades == {one.label: one.grade for one in report.findings}
    assert judged["a.5.18"] == ("minor", "not-satisfied")
    assert judged["clause-4.1"] == ("conforming", "satisfied")
    assert len(judged) == report.whole.tested
    selection = result["reviewed-controls"]["control-selections"][0]
    assert len(selection["include-controls"]) == report.whole.tested
    assert len(selection["exclude-controls"]) == report.whole.total - report.whole.tested
    hashes = [
        link["hashes"][0]["value"] for one in told(full)["back-matter"]["resources"] for link in one.get("rlinks", [])
    ]
    assert hashes == [one.sha256 for one in report.evidence if one.sha256]


def test_every_reference_within_the_file_arrives(full: Case) -> None:
    text = full.files["oscal"].decode()
    known = re.findall(r'"uuid": "([^"]+)"', text)
    assert len(known) == len(set(known))
    used = re.findall(r'"(?:observation|risk)-uuid": "([^"]+)"|"href": "#([^"]+)"', text)
    assert {one or other for one, other in used} <= set(known)


def test_numbers_are_properties(full: Case) -> None:
    props = {one["name"]: one["value"] for one in told(full)["results"][0]["props"]}
    counted = figures(full.report)
    assert props["tested"] == str(counted["tested"])
    assert props["findings-major"] == str(counted["findings"]["major"])
    assert props["verdicts-not-tested"] == str(counted["verdicts"]["not_tested"])


@given(st.text())
def test_markup_shows_what_was_typed(text: str) -> None:
    shown = oscal.markup(text)
    assert re.sub(r"\\(.)", r"\1", shown) == (clean(text).strip() or "–")
    assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`{]", shown)


@given(st.text())
def test_tokens_are_tokens(text: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9.\-]*", oscal.token(text))

"""The data set as JSON: its schema is published, and everything in it is the report's."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from exports import data_set, tools
from exports.report import Report
from exports.templates import make_schema

if TYPE_CHECKING:
    from tests.exports.conftest import Case


@pytest.fixture
def schema() -> Any:
    return json.loads(tools.template("report.schema.json").read_bytes())


def test_the_shipped_schema_is_what_the_script_builds() -> None:
    assert tools.template("report.schema.json").read_bytes() == make_schema.build()


@pytest.mark.parametrize("which", ["full", "hostile", "bare"])
def test_it_keeps_to_its_schema(which: str, schema: Any, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(which)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(data_set.write(case.report)), schema)


def test_the_schema_refuses_what_it_does_not_know(report: Report, schema: Any) -> None:
    told = json.loads(data_set.write(report))
    told["report"]["findings"][0]["severity"] = "high"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema)


def test_nothing_is_left_out(report: Report) -> None:
    told = json.loads(data_set.write(report))["report"]
    assert list(told) == [field.name for field in fields(Report)]
    assert told["findings"][1]["condition"] == report.findings[1].condition
    assert told["samples"][0]["outcomes"][0]["supports"] == report.samples[0].outcomes[0].supports
    assert told["items"][0]["evidence"] == list(report.items[0].evidence)

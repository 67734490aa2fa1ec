"""The report as Markdown: what a reader of it sees is what was typed, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from exports import notes, tools
from exports.pandoc_ast import clean
from tests.exports import test_docx

if TYPE_CHECKING:
    from tests.exports.conftest import Case


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of what a reader makes of the text."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for one in tree.values():
            yield from nodes(one)
    elif isinstance(tree, list):
        for one in tree:
            yield from nodes(one)


def read(content: bytes) -> list[dict[str, Any]]:
    return list(nodes(json.loads(tools.pandoc(content, ["-f", "gfm", "-t", "json", "--sandbox"]))["blocks"]))


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", "", tools.pandoc(content, ["-f", "gfm", "-t", "plain", "--wrap=none", "--sandbox"]).decode())


@pytest.mark.parametrize("which", ["full", "hostile", "bare"])
def test_there_is_no_markup_of_a_user_in_it(which: str, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(which)
    found = read(case.files["md"])
    kinds = {one["t"] for one in found}
    assert not kinds & {"RawBlock", "RawInline", "Image", "HorizontalRule", "CodeBlock", "Math"}
    titles = [one for one in found if one["t"] == "Header"]
    assert sum(one["c"][0] == 1 for one in titles) == 1
    tables = [one for one in found if one["t"] == "Table"]
    assert tables


def test_every_text_of_every_finding_is_there(hostile: Case) -> None:
    text = text_of(hostile.files["md"]).replace("—", "---").replace("*", "").replace("_", "")
    for finding in hostile.report.graded("major", "minor", "ofi", "observation"):
        for note in (finding.title, finding.condition, finding.cause):
            for words in test_docx.words_of(notes.read(clean(note))):
                assert words.replace("*", "").replace("_", "")[:60] in text


def test_numbers_are_those_of_the_report(full: Case) -> None:
    text, report = full.files["md"].decode(), full.report
    assert f"- {len(report.graded('major'))} Major nonconformities" in text
    assert f"- {report.whole.tested} of {report.whole.total} References tested" in text
    rows = re.findall(r"^\| (\S+) \|.*\|$", text, re.MULTILINE)
    assert [ref for ref in rows if ref in {item.ref for item in report.items}][-len(report.items) :] == [
        item.ref for item in report.items
    ]

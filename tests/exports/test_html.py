"""The web page: one file that runs nothing and fetches nothing, with every text as it was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from exports.pandoc_ast import clean

if TYPE_CHECKING:
    from tests.exports.conftest import Case


@pytest.fixture(params=("full", "hostile", "bare"))
def each(request: pytest.FixtureRequest) -> Case:
    """Each of the audits."""
    return request.getfixturevalue(request.param)


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_runs_nothing_and_fetches_nothing(each: Case) -> None:
    page = html.document_fromstring(each.files["html"].decode())
    assert not page.xpath("//script|//iframe|//object|//embed|//link|//base|//form|//svg")
    assert not [name for one in page.iter() for name in getattr(one, "attrib", ()) if name.startswith("on")]
    targets = [str(target) for target in page.xpath("//@href|//@src|//@action")]
    assert all(target.startswith(("#", "data:image/svg+xml;base64,")) for target in targets)
    assert "url(" not in "".join(page.xpath("//style/text()"))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


def test_every_jump_arrives(full: Case) -> None:
    page = html.document_fromstring(full.files["html"].decode())
    keys = set(page.xpath("//@id"))
    assert {target[1:] for target in page.xpath("//a/@href")} <= keys
    contents = [squashed(one.text_content()) for one in page.xpath("//nav//a")]
    assert "1Executivesummary" in contents
    assert "AnnexB:Evidenceindex" in contents


def test_every_text_of_every_finding_is_there(each: Case) -> None:
    page = html.document_fromstring(each.files["html"].decode())
    for blind in page.xpath("//style|//nav"):
        blind.drop_tree()
    text = squashed(page.text_content())
    for finding in each.report.findings:
        assert squashed(clean(finding.title)) in text


def test_attacks_are_shown_as_they_were_typed(hostile: Case) -> None:
    text = squashed(html.document_fromstring(hostile.files["html"].decode()).text_content())
    for literal in (
        "<script>alert(1)</script><imgsrc=xonerror=alert(1)>",
        '#read("/etc/passwd")',
        "![x](/etc/passwd)",
        "[z](javascript:alert(1))",
        '<iframesrc="file:///etc/passwd">',
        "<!--",
        "&lt;&amp;&#x41;",
        "$title$$if(x)$${x}",
    ):
        assert literal in text, literal
    assert "root:x" not in text


def test_it_is_accessible(full: Case) -> None:
    page = html.document_fromstring(full.files["html"].decode())
    assert page.get("lang") == "en-GB"
    assert page.xpath("//title/text()")[0].startswith(full.report.audit.number)
    (picture,) = page.xpath("//img")
    assert "4 Context of the organization: 4 conforming" in picture.get("alt")
    assert page.xpath("//main")
    assert all(table.xpath(".//th") for table in page.xpath("//div[@class='table-data']"))

"""The chart: every number is in it, in words too, and no text leaves it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports import charts, look
from exports.parts import Group
from exports.report import Report

SVG = "{http://www.w3.org/2000/svg}"
groups = st.lists(
    st.builds(
        Group,
        st.sampled_from(("4", "A.8", "Other")),
        st.text(max_size=30),
        st.lists(st.sampled_from(tuple(look.TONES)), min_size=1, max_size=40).map(tuple),
    ),
    max_size=12,
)


def clean(group: Group) -> Group:
    return Group(group.name, "".join(char for char in group.title if char.isprintable()), group.verdicts)


@given(groups)
def test_any_groups_make_a_drawing_that_keeps_within_its_edges(found: list[Group]) -> None:
    root = etree.fromstring(charts.verdict_bars([clean(group) for group in found]).encode())
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())
    for box in root.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x", 0)) <= width
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= width + 1
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height
    legend = [text for text in root.iter(f"{SVG}text") if text.get("fill") == f"#{look.QUIET}"]
    assert [text.text for text in legend] == [
        tone.short for verdict, tone in look.TONES.items() if any(group.count(verdict) for group in found)
    ]
    for one, other in pairwise(legend):
        same_line = one.get("y") == other.get("y")
        assert not same_line or float(one.get("x", 0)) + 5 * len(one.text or "") < float(other.get("x", 0))


def test_the_numbers_of_the_report(report: Report) -> None:
    root = etree.fromstring(charts.verdict_bars(report.groups).encode())
    bold = [text.text for text in root.iter(f"{SVG}text") if text.get("font-weight") == "bold"]
    expected = []
    for group in report.groups:
        expected += [str(group.count(verdict)) for verdict in look.TONES if group.count(verdict)]
        expected.append(str(group.total))
    assert bold == expected


def test_in_words(report: Report) -> None:
    said = charts.in_words(report.groups)
    assert "4 Context of the organization: 4 conforming;" in said
    assert "A.6 People controls: 7 conforming and 1 not applicable" in said


def test_picture(report: Report) -> None:
    assert charts.png(charts.verdict_bars(report.groups)).startswith(b"\x89PNG")

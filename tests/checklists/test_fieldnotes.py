"""The grammar of field notes: the contract's example, every mark, and what must hold for any text whatever."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checklists.fieldnotes import (
    CAPTURED,
    NoteLine,
    parse,
    parse_line,
    render,
    speakers,
    with_tie,
    without_tie,
)

CONTRACT = Path(__file__).parents[2] / "../shared/design/interface.md"
EXAMPLE = """\
@Head of HR  leavers are reported to IT by mail, on the last day at the latest
+rec Leaver list Jan–Sep | 2026-10-12 | HR system, report 14            {E-021}
!min A.5.18 Leaver accounts disabled late in 3 of 25 sampled cases      {F-03}
? who checks accounts of contractors that HR does not know              {Q-02}
"""
SPAN_KINDS = {"mark", "ref", "id", "count", "date", "version", "url", "ticket", "role", "tie", "unknown"}
ROLES = ("HR", "HR operations", "Head of HR", "IT / DevOps", "Asset, risk and process owners")

MARKS = ["!maj", "!MIN", "!nc", "!good", "+doc", "+said", "+ask", "?", "@", "@HR", "@Head of HR  ", "!mni", "?who", "+"]
SHAPES = ["A.5.18", "9.2.2", "9.9", "E-021", "S-05.07", "3 of 25", "2026-10-12", "2026-13-40", "v2.1", "4.2", "ABC-123"]
PLACES = ["https://a.example/b(c).", "www.a.example", "INC0012345", "AUD-2026-02", "{F-03}", "{S-05.07}", "{", "}", "|"]
ODD = ["", ":", "\t", "\r", "\x00", "\x1b[31m", "\ud800", "\u202e", "שלום", "漢字", "e\u0301", "👩\u200d💻", "leavers"]
WORDS = SHAPES + PLACES + ODD
GAPS = [" ", "  ", "", ", ", " | ", ": ", "\t", "\r", "\x1f", "\u2028", "\xa0"]
lines = st.one_of(
    st.text(st.characters(exclude_characters="\n")),
    st.builds(
        lambda mark, words: mark + "".join(gap + word for gap, word in words),
        st.sampled_from(MARKS),
        st.lists(st.tuples(st.sampled_from(GAPS), st.sampled_from(MARKS + WORDS)), max_size=9),
    ),
    st.builds("".join, st.lists(st.one_of(st.sampled_from(MARKS + WORDS), st.characters(exclude_characters="\n")))),
)
notes = st.one_of(st.text(), st.builds("\n".join, st.lists(lines, max_size=9)))
labels = st.sampled_from(["E-021", "S-05.07", "F-03", "R-02", "A-04", "M-01", "D-02", "Q-02", "F-123"])


def coloured(line: NoteLine) -> list[tuple[str, str]]:
    return [(line.text[start:end], kind) for start, end, kind in line.spans]


def test_the_example_is_the_contract_s() -> None:
    if not CONTRACT.exists():
        pytest.skip("the shared design folder is not here")
    assert EXAMPLE in CONTRACT.read_text(encoding="utf-8")


def test_example() -> None:
    said, record, finding, question, end = parse(EXAMPLE)
    assert (said.kind, said.mark, said.speaker, said.tie) == ("speaker", "@", "Head of HR", "")
    assert said.body == "leavers are reported to IT by mail, on the last day at the latest"
    assert coloured(said) == [("@", "mark"), ("Head of HR", "role")]

    assert (record.kind, record.mark, record.evidence_kind, record.tie) == ("evidence", "+rec", "record", "E-021")
    assert (record.title, record.version, record.date) == ("Leaver list Jan–Sep", "", "2026-10-12")
    assert record.place == "HR system, report 14"
    assert record.body == "Leaver list Jan–Sep | 2026-10-12 | HR system, report 14"
    assert (record.dates, record.refs, record.ids) == (("2026-10-12",), (), ())
    assert coloured(record) == [("+rec", "mark"), ("2026-10-12", "date"), ("{E-021}", "tie")]

    assert (finding.kind, finding.mark, finding.grade, finding.tie) == ("finding", "!min", "minor", "F-03")
    assert finding.body == "A.5.18 Leaver accounts disabled late in 3 of 25 sampled cases"
    assert finding.title == "Leaver accounts disabled late in 3 of 25 sampled cases"
    assert (finding.refs, finding.counts) == (("A.5.18",), ((3, 25),))
    assert coloured(finding) == [("!min", "mark"), ("A.5.18", "ref"), ("3 of 25", "count"), ("{F-03}", "tie")]

    assert (question.kind, question.mark, question.tie) == ("question", "?", "Q-02")
    assert question.body == question.title == "who checks accounts of contractors that HR does not know"

    assert end == NoteLine()
    assert speakers(parse(EXAMPLE)) == ["Head of HR"] * 4 + [""]
    for line in (record, finding, question):
        assert with_tie(without_tie(line.text), line.tie, width=len(line.text)) == line.text


@pytest.mark.parametrize(
    ("mark", "kind", "grade", "evidence_kind"),
    [
        ("!maj", "finding", "major", ""),
        ("!min", "finding", "minor", ""),
        ("!nc", "finding", "", ""),
        ("!ofi", "finding", "ofi", ""),
        ("!obs", "finding", "observation", ""),
        ("!good", "finding", "strength", ""),
        ("+doc", "evidence", "", "document"),
        ("+rec", "evidence", "", "record"),
        ("+shot", "evidence", "", "screenshot"),
        ("+url", "evidence", "", "link"),
        ("+tkt", "evidence", "", "ticket"),
        ("+saw", "evidence", "", "seen"),
        ("+said", "evidence", "", "statement"),
        ("+ask", "request", "", ""),
        ("?", "question", "", ""),
    ],
)
@pytest.mark.parametrize("indent", ["", "   "])
def test_marks(mark: str, kind: str, grade: str, evidence_kind: str, indent: str) -> None:
    for typed in (mark, mark.upper()):
        line = parse_line(f"{indent}{typed} the door")
        assert (line.kind, line.mark, line.grade, line.evidence_kind) == (kind, typed, grade, evidence_kind)
        assert (line.body, line.title) == ("the door", "the door")
        assert coloured(line) == [(typed, "mark")]
    assert (parse_line(mark).kind, parse_line(mark).body) == (kind, "")


@pytest.mark.parametrize("word", ["!mni", "!minor", "!min:", "+dco", "+überprüft", "?who", "!min,"])
def test_a_mistyped_mark_stays_text_and_is_shown(word: str) -> None:
    line = parse_line(f"{word} A.5.18 late  {{F-03}}")
    assert (line.kind, line.mark, line.grade, line.evidence_kind) == ("unknown", word, "", "")
    assert (line.body, line.title, line.tie, line.refs) == (f"{word} A.5.18 late", "", "F-03", ("A.5.18",))
    assert coloured(line) == [(word, "unknown"), ("A.5.18", "ref"), ("{F-03}", "tie")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        "    !min code",
        "- !min item",
        "> !min quoted",
        "! min",
        "!!",
        "+49 30 1",
        "+ item",
        "??",
        "@",
        "@ HR",
        "![a](b)",
    ],
)
def test_plain_lines(text: str) -> None:
    line = parse_line(text)
    assert (line.kind, line.mark, line.body, line.spans) == ("plain", "", text.strip(), ())


def test_speakers_end_at_a_blank_line() -> None:
    note = "before\n@HR  says\nmore\n@CISO\nhis\n \nnobody's\n@HR: again"
    assert speakers(parse(note)) == ["", "HR", "HR", "CISO", "CISO", "", "", "HR"]


def test_a_finding_is_called_by_its_words() -> None:
    assert parse_line("!min 9.2.2, A.5.18 – late").title == "late"
    assert parse_line("!min late in 9.2.2").title == "late in 9.2.2"
    assert parse_line("!min A.5.15-A.5.18 late").title == "A.5.15-A.5.18 late"
    assert parse_line("!min 9.2.2  {F-01}").title == "9.2.2"
    assert parse_line("!min -5 degrees").title == "-5 degrees"
    assert parse_line("!min 9.2.2 \r late").title == "late"


@pytest.mark.parametrize("text", ["a {F-03} b", "a {F-3}", "a {X-03}", "a {F-03", "a F-03}", "{F-03}}", "a {}"])
def test_what_is_no_tie(text: str) -> None:
    assert parse_line(text).tie == ""
    assert without_tie(text) == text


def test_width_counts_cells() -> None:
    assert with_tie("漢字", "F-03", 20) == "漢字" + " " * 10 + "{F-03}"
    assert with_tie("e\u0301👩", "F-03", 20) == "e\u0301👩" + " " * 11 + "{F-03}"
    assert with_tie("a long line", "F-03", 12) == "a long line  {F-03}"
    assert with_tie("a  {E-01}  ", "F-03") == "a  {F-03}"


@given(notes)
def test_round_trip(text: str) -> None:
    read = parse(text, ROLES)
    assert render(read) == text
    assert parse(render(read), ROLES) == read
    assert len(read) == len(speakers(read)) == text.count("\n") + 1


@given(st.one_of(lines, st.text()))
@example("@it manager  \x00")
@example("+doc http://x( v1")
@example("+doc\r2026-10-12")
def test_spans_and_parts_of_any_line(text: str) -> None:
    line = parse_line(text, ROLES)
    edges = [edge for start, end, _ in line.spans for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end, _ in line.spans)
    assert {kind for _, _, kind in line.spans} <= SPAN_KINDS
    assert line.body == line.body.strip()
    assert line.body in text
    assert line.title in line.body
    assert (line.mark + line.speaker == "") == (line.kind == "plain")
    assert (line.speaker != "") == (line.kind == "speaker")
    if line.kind in CAPTURED and line.kind != "evidence":
        assert bool(line.title) == bool(line.body)


@given(lines, labels, st.integers(-1, 200))
@example("@it manager", "F-03", 0)
@example("@it manager  ", "F-03", 0)
def test_a_tie_changes_nothing_but_the_tie(text: str, label: str, width: int) -> None:
    before, tied = parse_line(text, ROLES), parse_line(with_tie(text, label, width), ROLES)
    assert tied.tie == label
    told = ["kind", "mark", "grade", "evidence_kind", "speaker", "body", "title", "version", "date", "place", "refs"]
    assert [getattr(tied, name) for name in told] == [getattr(before, name) for name in told]
    assert with_tie(tied.text, label, width) == tied.text
    if not before.tie and not text.endswith(" "):
        assert without_tie(tied.text) == text


@pytest.mark.parametrize("mark", ["", "!min ", "+doc ", "? ", "@", "@HR: "])
@pytest.mark.parametrize(
    "piece",
    [
        *"{}@|9!? \t(A.-:/\x00\u0301漢",
        "{F-03}",
        "9.2 ",
        "v1 ",
        "3 of ",
        "3 ",
        "A-",
        "A.5.",
        "a|",
        "https://",
        "www.a ",
        ".)",
    ],
)
def test_any_line_is_read_in_time_in_proportion_to_its_length(mark: str, piece: str) -> None:
    """100,000 characters in far less than the second that anything quadratic would need many times over."""
    text = mark + (piece * 100_000)[:100_000]
    began = time.perf_counter()
    line = parse_line(text, ROLES)
    with_tie(without_tie(text), "F-03", 80)
    assert time.perf_counter() - began < 0.5
    assert line.text == text


def test_reading_lines_needs_no_markdown_parser() -> None:
    code = "import sys, checklists.fieldnotes; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0

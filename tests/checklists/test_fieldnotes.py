"""The grammar of field notes: the contract's example, every mark, and what must hold for any text whatever."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checklists.fieldnotes import (
    CAPTURED,
    NoteLine,
    fieldnotes_plugin,
    parse,
    parse_line,
    render,
    speakers,
    with_tie,
    without_tie,
)
from checklists.recognised import FARTHEST

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
WORDS = [
    *(
        "A.5.18",
        "9.2.2",
        "9.9",
        "E-021",
        "S-05.07",
        "3 of 25",
        "3",
        "of",
        "2026-10-12",
        "2026-13-40",
        "v2.1",
        "4.2",
        "1e5",
    ),
    *(
        "https://a.example/b(c).",
        "www.a.example",
        "ABC-123",
        "INC0012345",
        "AUD-2026-02",
        "{F-03}",
        "{S-05.07}",
        "{",
        "}",
    ),
    *(
        "|",
        "||",
        ":",
        "  ",
        "\t",
        "\r",
        "\x00",
        "\x1b[31m",
        "\ud800",
        "\u202e",
        "שלום",
        "漢字",
        "e\u0301",
        "👩‍💻",
        "leavers",
    ),
]
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


@pytest.mark.parametrize(
    ("text", "speaker", "body"),
    [
        ("@Head of HR", "Head of HR", ""),
        ("@CISO", "CISO", ""),
        ("@it manager  leavers go", "it manager", "leavers go"),
        ("@it manager\tleavers go", "it manager", "leavers go"),
        ("@it manager: leavers go at 10:30", "it manager", "leavers go at 10:30"),
        ("@it manager:", "it manager", ""),
        ("@Legal says nothing", "Legal", "says nothing"),
        ("@Legal, who says nothing", "Legal", "who says nothing"),
        ("@Legal sends it by mail.  Always", "Legal", "sends it by mail.  Always"),
        ("@Legal says that they have two lists: old and new", "Legal", "says that they have two lists: old and new"),
        ("@HR says leavers go", "HR", "says leavers go"),
        ("@head of hr says leavers go", "Head of HR", "says leavers go"),
        ("@hr operations says leavers go", "HR operations", "says leavers go"),
        ("@it / devops  patch weekly", "IT / DevOps", "patch weekly"),
        ("@HR-Team meets daily", "HR-Team", "meets daily"),
        ("@HR 3 of 25 left", "HR", "3 of 25 left"),
    ],
)
def test_where_a_role_ends(text: str, speaker: str, body: str) -> None:
    line = parse_line(text, ROLES)
    assert (line.kind, line.mark, line.speaker, line.body) == ("speaker", "@", speaker, body)
    assert [kind for _, kind in coloured(line)[:2]] == ["mark", "role"]
    assert coloured(line)[1][0].casefold() == speaker.casefold()


def test_a_role_is_not_looked_into() -> None:
    assert coloured(parse_line("@Owner of ABC-123: see A.5.18")) == [
        ("@", "mark"),
        ("Owner of ABC-123", "role"),
        ("A.5.18", "ref"),
    ]


def test_a_word_too_long_for_a_role_is_text() -> None:
    assert parse_line("@" + "a" * 60).speaker == "a" * 60
    assert parse_line("@" + "a" * 61).kind == "plain"


def test_speakers_end_at_a_blank_line() -> None:
    note = "before\n@HR  says\nmore\n@CISO\nhis\n \nnobody's\n@HR: again"
    assert speakers(parse(note)) == ["", "HR", "HR", "CISO", "CISO", "", "", "HR"]


@pytest.mark.parametrize(
    ("text", "title", "version", "date", "place"),
    [
        ("+doc Policy | v2.1 | 2026-03-01 | wiki", "Policy", "v2.1", "2026-03-01", "wiki"),
        ("+doc Policy | wiki | 2026-03-01 | v2.1", "Policy", "v2.1", "2026-03-01", "wiki"),
        ("+doc Policy | 4.2 | March 2026 | wiki", "Policy", "4.2", "March 2026", "wiki"),
        ("+doc Policy | third | 2026 | wiki, room 3 | shelf", "Policy", "third", "2026", "wiki, room 3, shelf"),
        ("+doc Policy | | | wiki", "Policy", "", "", "wiki"),
        ("+doc Policy | wiki", "Policy", "", "", "wiki"),
        ("+doc Policy | Rev. 3", "Policy", "Rev. 3", "", ""),
        ("+doc Policy | 3rd edition | wiki", "Policy", "3rd edition", "", "wiki"),
        ("+rec Log | 2026-01-01 to 2026-09-30 | SIEM", "Log", "", "2026-01-01 to 2026-09-30", "SIEM"),
        ("+doc Policy v2.1, 2026-03-01 (https://w.example/p)", "Policy", "v2.1", "2026-03-01", "https://w.example/p"),
        ("+doc Policy v2.1 | v3 | wiki", "Policy v2.1", "v3", "", "wiki"),
        ("+rec Leavers on 2026-03-01", "Leavers on 2026-03-01", "", "2026-03-01", ""),
        ("+url https://w.example/p", "https://w.example/p", "", "", "https://w.example/p"),
        ("+tkt ABC-123 Joiner request", "ABC-123 Joiner request", "", "", "ABC-123"),
        ("+tkt Joiner request | ABC-123", "Joiner request", "", "", "ABC-123"),
        ("+saw door to the server room open", "door to the server room open", "", "", ""),
        ("+doc | v2", "", "v2", "", ""),
        ("+doc", "", "", "", ""),
    ],
)
def test_parts_of_evidence(text: str, title: str, version: str, date: str, place: str) -> None:
    for line in (parse_line(text), parse_line(with_tie(text, "E-001", 90))):
        assert (line.title, line.version, line.date, line.place) == (title, version, date, place)


def test_a_version_that_looks_like_a_ref_is_none() -> None:
    line = parse_line("+doc Policy for 5.2 | 4.2 | wiki")
    assert (line.version, line.refs) == ("4.2", ("5.2",))
    assert ("4.2", "version") in coloured(line)


def test_a_finding_is_called_by_its_words() -> None:
    assert parse_line("!min 9.2.2, A.5.18 – late").title == "late"
    assert parse_line("!min late in 9.2.2").title == "late in 9.2.2"
    assert parse_line("!min A.5.15-A.5.18 late").title == "A.5.15-A.5.18 late"
    assert parse_line("!min 9.2.2  {F-01}").title == "9.2.2"
    assert parse_line("!min -5 degrees").title == "-5 degrees"
    assert parse_line("!min 9.2.2 \r late").title == "late"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see 9.2.2, A.5.18.", [("9.2.2", "ref"), ("A.5.18", "ref")]),
        ("A.5.15-A.5.18", [("A.5.15", "ref"), ("A.5.18", "ref")]),
        ("E-021 S-05 S-05.07 F-03 R-02 A-04 M-01 D-02 Q-02 AUD-2026-02", "id"),
        ("1 of 2, 30 of 250.", [("1 of 2", "count"), ("30 of 250", "count")]),
        ("2024-02-29 2026-10-12T08:00", [("2024-02-29", "date"), ("2026-10-12", "date")]),
        ("v2 V2.1.3 (version 4.2)", [("v2", "version"), ("V2.1.3", "version"), ("version 4.2", "version")]),
        ("see https://a.example/9.2.2?v=E-021.", [("https://a.example/9.2.2?v=E-021", "url")]),
        ("(www.a.example) [x](https://a.example/b)", [("www.a.example", "url"), ("https://a.example/b", "url")]),
        ("https://a.example/B_(c) file:///srv/x", "url"),
        ("ABC-123 X9-1 INC0012345", "ticket"),
        ("a {E-021} b", [("E-021", "id")]),
        # Not what they resemble:
        ("A.5.99 9.9 4.11 10.0.0.1 9.2.2026 7.5 % 1.3 of 25 3 of 2.5 TLS 1.2", []),
        ("2026-02-30 2026-13-01 12026-10-12 ISO-27001 SHA-256 CVE-2024-1234 PRÜF-12", []),
        ("9999999 of 9999999 1,204 of 3 https:// www. xv2.1 E-1 e-021", []),
    ],
)
def test_recognised(text: str, expected: str | list[tuple[str, str]]) -> None:
    spans = [(word, expected) for word in text.split()] if isinstance(expected, str) else expected
    assert coloured(parse_line(text)) == spans


def test_what_was_recognised_is_given_once_and_in_order() -> None:
    line = parse_line("!nc 9.2.2 A.5.18 9.2.2 E-021 1 of 2 v3 2026-10-12 https://a.example ABC-1 E-021 {F-03}")
    assert (line.refs, line.ids, line.counts) == (("9.2.2", "A.5.18"), ("E-021",), ((1, 2),))
    assert (line.dates, line.urls, line.tickets) == (("2026-10-12",), ("https://a.example",), ("ABC-1",))
    assert line.tie == "F-03"


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
    told = (
        "kind",
        "mark",
        "grade",
        "evidence_kind",
        "speaker",
        "body",
        "title",
        "version",
        "date",
        "place",
        "refs",
        "ids",
    )
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
        "http://(.",
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


def test_nothing_is_recognised_far_out_in_a_pasted_line_but_its_tie() -> None:
    line = parse_line("!min 9.2.2 " + "x" * FARTHEST + " A.5.18  {F-03}")
    assert (line.refs, line.tie) == (("9.2.2",), "F-03")


def test_reading_lines_needs_no_markdown_parser() -> None:
    code = "import sys, checklists.fieldnotes; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0


def markdown(note: str) -> tuple[MarkdownIt, list[NoteLine]]:
    parser = MarkdownIt("js-default").use(fieldnotes_plugin, ROLES)
    tokens = [token for token in parser.parse(note) if token.type == "fieldnote"]
    source = note.split("\n")
    for token in tokens:
        assert token.map is not None
        assert token.map[1] == token.map[0] + 1
        assert source[token.map[0]] == token.meta["line"].text
        assert token.content == token.meta["line"].body
    return parser, [token.meta["line"] for token in tokens]


def test_plugin_gives_the_example_as_tokens() -> None:
    parser, found = markdown("# Interview\n\n" + EXAMPLE + "and on\n")
    assert found == parse(EXAMPLE)[:4]
    html = parser.render(EXAMPLE)
    assert '<p class="finding"><b>!min</b> A.5.18 Leaver accounts' in html
    assert "<code>F-03</code>" in html


def test_plugin_makes_nothing_of_markup() -> None:
    assert "<script>" not in markdown("@<script>\n!min <script>\n")[0].render("@a<script>\n!min <script> [x](y)")


@pytest.mark.parametrize(
    "above", ["words", "- item", "- item\n  - inner", "> quoted", "1. one", "| a | b |\n|---|---|\n| c | d |", "[a]: b"]
)
def test_a_marked_line_ends_what_stands_above_it(above: str) -> None:
    _, found = markdown(f"{above}\n!min late\nwords")
    assert [line.body for line in found] == ["late"]


@pytest.mark.parametrize("below", ["===", "---", "--- | ---", "    more", "words"])
def test_a_marked_line_is_never_part_of_what_stands_below_it(below: str) -> None:
    assert [line.title for line in markdown(f"+doc Policy | wiki\n{below}")[1]] == ["Policy"]


def test_a_fence_keeps_its_lines() -> None:
    assert markdown("```\n!min late\n```")[1] == []


STRUCTURED = [
    "",
    "words",
    "- item",
    "  words",
    "   !min in",
    "# head",
    "> said",
    "> !min quoted",
    "- !min item",
    "!mni",
]


@given(st.lists(st.sampled_from([*EXAMPLE.splitlines(), *STRUCTURED])))
def test_plugin_and_parse_agree(source: list[str]) -> None:
    note = "\n".join(source)
    assert markdown(note)[1] == [line for line in parse(note, ROLES) if line.kind in (*CAPTURED, "speaker")]

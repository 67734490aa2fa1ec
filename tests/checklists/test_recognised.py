"""Shapes, parts of evidence and roles: what is recognised in a line, and what only resembles it."""

from __future__ import annotations

import pytest

from checklists.fieldnotes import NoteLine, parse_line, with_tie
from checklists.recognised import FARTHEST

ROLES = ("HR", "HR operations", "Head of HR", "IT / DevOps", "Asset, risk and process owners")


def coloured(line: NoteLine) -> list[tuple[str, str]]:
    return [(line.text[start:end], kind) for start, end, kind in line.spans]


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


def test_nothing_is_recognised_far_out_in_a_pasted_line_but_its_tie() -> None:
    line = parse_line("!min 9.2.2 " + "x" * FARTHEST + " A.5.18  {F-03}")
    assert (line.refs, line.tie) == (("9.2.2",), "F-03")

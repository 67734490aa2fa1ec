"""Markdown into entries: what is understood, and that nothing is lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import parser, refs
from checklists.pack import Entry, Problem

ENTRY = """\
# X.1 Clean desk

- document required: no
- links: A.7.7, A.5.10

## Intent

Paper is locked away,
so that a visitor sees nothing.

## Questions

### Ordinary staff

- (observation, key) Show me
  your desk.
- (interview) Where does paper go at six?

### Facilities

- (record sample) Take the last three rounds.

## Evidence

- round sheets
- photographs

## Ask in advance

- list of rounds

## Record sample

- population: evening rounds
- source: the guard's book
- completeness: one sheet a day
- A: held
- B: desks named
- C: owner told: same day
- usual size: 10
- method: random

## Typical findings

- major: 9 of 10 desks open.
- minor: 1 of 10 desks open.
- OFI: A shredder stands far away.

## Red flags

- rounds announced

## Notes

- very small: one room
"""


def parsed(source: str = ENTRY) -> tuple[Entry, list[Problem]]:
    entry, problems = parser.parse_entry(source, "X.1.md")
    assert entry
    return entry, problems


def complaints(source: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in parsed(source)[1]]


def test_every_part_of_an_entry_is_read() -> None:
    entry, problems = parsed()
    assert problems == []
    assert (entry.ref, entry.title, entry.document_required, entry.links) == (
        "X.1",
        "Clean desk",
        False,
        ("A.7.7", "A.5.10"),
    )
    assert entry.intent == "Paper is locked away, so that a visitor sees nothing."
    assert [(one.role, one.method, one.key, one.text) for one in entry.questions] == [
        ("Ordinary staff", "observation", True, "Show me your desk."),
        ("Ordinary staff", "interview", False, "Where does paper go at six?"),
        ("Facilities", "record sample", False, "Take the last three rounds."),
    ]
    assert (entry.evidence, entry.requests, entry.red_flags) == (
        ("round sheets", "photographs"),
        ("list of rounds",),
        ("rounds announced",),
    )
    assert (entry.sample.population, entry.sample.source, entry.sample.completeness) == (
        "evening rounds",
        "the guard's book",
        "one sheet a day",
    )
    assert entry.sample.attributes == (("A", "held"), ("B", "desks named"), ("C", "owner told: same day"))
    assert (entry.sample.size, entry.sample.method) == ("10", "random")
    assert list(entry.findings) == ["major", "minor", "OFI"]
    assert entry.notes == {"very small": "one room"}


def test_every_part_knows_its_line() -> None:
    entry, _ = parsed()
    source = ENTRY.splitlines()
    assert [source[one.line - 1][:14] for one in entry.questions] == [
        "- (observation",
        "- (interview) ",
        "- (record samp",
    ]
    for key, begins in {
        "": "# X.1",
        "/links": "- links",
        "Intent/1": "Paper",
        "Evidence": "## Evidence",
        "Evidence/2": "- photographs",
        "Record sample/C": "- C: owner",
        "Record sample/usual size": "- usual size",
        "Typical findings/OFI": "- OFI",
        "Notes/very small": "- very small",
    }.items():
        assert source[entry.lines[key] - 1].startswith(begins)


@pytest.mark.parametrize("mark", ["*emphasis*", "<b>tag</b>", "`code`", "[link](x)", "a \\* b", "&amp;", "{x}", "%s"])
def test_text_stays_as_it_was_typed(mark: str) -> None:
    assert parsed(ENTRY.replace("round sheets", mark))[0].evidence[0] == mark


def test_line_ends_of_any_system_are_read() -> None:
    entry, problems = parsed(ENTRY.replace("\n", "\r\n"))
    assert (entry, problems) == parsed()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("## Evidence", "## Proof", "section"),
        ("## Red flags", "## Evidence", "section"),
        ("### Facilities", "### Janitor", "role"),
        ("## Evidence\n", "## Evidence\n\n### Facilities\n", "section"),
        ("(interview)", "(talk)", "method"),
        ("(interview)", "(interview, first)", "method"),
        ("(interview) ", "", "method"),
        ("### Ordinary staff\n", "", "role"),
        ("- document required: no\n", "", "document"),
        ("required: no", "required: maybe", "document"),
        ("- document required: no", "- document requird: no", "pair"),
        ("- population:", "- populaton:", "pair"),
        ("- C:", "- G:", "pair"),
        ("- B: desks", "- A: desks", "pair"),
        ("- OFI:", "- ofi:", "pair"),
        ("- minor: 1 of", "- minor 1 of", "pair"),
        ("- list of rounds", "list of rounds", "item"),
        ("- (interview) Where", "\n(interview) Where", "item"),
        ("round sheets", "round sheets ", "whitespace"),
        ("- very small: one room\n", "- very small: one room\n\n# X.2 Clean screen\n", "one-entry"),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_is_read(old: str, new: str, rule: str) -> None:
    assert old in ENTRY
    entry, problems = parsed(ENTRY.replace(old, new, 1))
    assert rule in [problem.rule for problem in problems]
    assert all(problem.file == "X.1.md" and problem.line >= 1 and problem.column >= 1 for problem in problems)
    assert entry.sample.method == "random"


def test_a_complaint_names_the_line_and_column() -> None:
    problem = parsed(ENTRY.replace("round sheets", "round sheets  "))[1][0]
    assert (problem.line, problem.column) == (ENTRY.splitlines().index("- round sheets") + 1, 15)


def test_an_item_without_its_dash_is_not_lost() -> None:
    entry, _ = parsed(ENTRY.replace("- list of rounds", "list of rounds"))
    assert entry.requests == ("list of rounds",)
    entry, _ = parsed(ENTRY.replace("- (interview) Where", "\n(interview) Where"))
    assert "Where does paper go at six?" in [question.text for question in entry.questions]


def test_the_first_of_two_counts() -> None:
    assert dict(parsed(ENTRY.replace("- B: desks", "- A: desks"))[0].sample.attributes)["A"] == "held"


def test_what_follows_a_second_title_is_left_out() -> None:
    second = ENTRY.replace("X.1", "X.2").replace("round sheets", "other sheets")
    entry, problems = parsed(ENTRY + second)
    assert entry == parsed()[0]
    assert [problem.rule for problem in problems] == ["one-entry"]


@pytest.mark.parametrize("source", ["", "\n\n", "## Intent\n\nNo title.\n", "plain text"])
def test_a_text_without_a_title_is_no_entry(source: str) -> None:
    entry, problems = parser.parse_entry(source, "x.md")
    assert entry is None
    assert problems[-1].rule == "title"


def test_control_characters_do_not_reach_a_message() -> None:
    problems = parsed(ENTRY.replace("## Evidence", "## \x1b[2J\x07Proof"))[1]
    assert all(problem.message.isprintable() for problem in problems)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_can_be_read(source: str) -> None:
    _, problems = parser.parse_entry(f"# X.1 T\n\n## Questions\n\n{source}", "x.md")
    assert all("\n" not in problem.message and problem.line >= 1 for problem in problems)


@settings(deadline=None)
@given(st.lists(st.sampled_from(ENTRY.splitlines()), max_size=60))
def test_lines_in_any_order_can_be_read(lines: list[str]) -> None:
    entry, problems = parser.parse_entry("\n".join(lines), "x.md")
    assert entry or problems


def test_a_folder_is_read_in_the_order_of_the_refs(tmp_path: Path) -> None:
    for ref in ("A.8.2", "10.1", "4.1", "A.5.18", "own"):
        (tmp_path / f"{ref}.md").write_text(ENTRY.replace("X.1", ref), encoding="utf-8")
    pack = parser.read_pack(tmp_path, "Ours", "1")
    assert list(pack.entries) == ["4.1", "10.1", "A.5.18", "A.8.2", "own"]
    assert (pack.name, pack.version, pack.problems) == ("Ours", "1", ())


def test_a_ref_stands_once_in_a_pack(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(ENTRY, encoding="utf-8")
    pack = parser.read_pack(tmp_path, "Ours", "1")
    assert [entry.file for entry in pack.entries.values()] == ["a.md"]
    assert [(problem.file, problem.rule) for problem in pack.problems] == [("b.md", "ref")]


def test_a_file_of_an_editor_that_marks_utf8_is_read(tmp_path: Path) -> None:
    (tmp_path / "X.1.md").write_text(ENTRY, encoding="utf-8-sig")
    pack = parser.read_pack(tmp_path, "Ours", "1")
    assert list(pack.entries) == ["X.1"]
    assert pack.problems == ()


def test_a_file_that_is_no_utf8_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "X.1.md").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "X.2.md").write_bytes(b"# X.2 Caf\xe9\n")
    pack = parser.read_pack(tmp_path, "Ours", "1")
    assert list(pack.entries) == ["X.1"]
    assert [(problem.file, problem.rule) for problem in pack.problems] == [("X.2.md", "encoding")]


def test_the_house_pack_reads_without_a_complaint() -> None:
    pack = parser.iso27001()
    assert pack.problems == ()
    assert list(pack.entries) == list(refs.auditable())


@pytest.mark.parametrize("name", ["opening", "closing", "requests", "awareness", "techniques"])
def test_the_small_packs_have_items_under_headings(name: str) -> None:
    sections = parser.practice(name)
    assert all(sections)
    assert all(items for items in sections.values())

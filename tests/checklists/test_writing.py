"""Entries into Markdown and back: the same entry, whatever its texts hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checklists import refs
from checklists.pack import METHODS, Entry, Question, RecordSample
from checklists.parser import FINDINGS, LETTERS, iso27001, parse_entry
from checklists.writing import cleaned, write_entry

ANY = st.text(st.characters(), max_size=30)
WORDS = ANY.map(cleaned).filter(bool)
# What would open a heading or a list gets a backslash, which then belongs to the text.
PLAIN = WORDS.filter(lambda text: not text[0].isdigit() and text[0] not in "#-+*" and not text.endswith("#"))
NAMES = PLAIN.map(lambda text: cleaned(text.replace(":", ""))).filter(bool)


def entries(texts: st.SearchStrategy[str], names: st.SearchStrategy[str]) -> st.SearchStrategy[Entry]:
    role = st.sampled_from([*refs.ROLES.values()])
    questions = st.builds(Question, role, st.sampled_from(METHODS), st.booleans(), texts, st.just(0))
    some = st.lists(texts, max_size=3).map(tuple)
    sample = st.builds(
        RecordSample,
        texts,
        texts,
        texts,
        st.lists(texts, max_size=6).map(lambda found: tuple(zip(LETTERS, found, strict=False))),
        texts,
        texts,
    )
    return st.builds(
        Entry,
        ref=st.sampled_from(["4.1", "A.5.18", "POL-07", "10.1.a"]),
        title=texts,
        document_required=st.booleans(),
        links=st.lists(st.sampled_from(refs.auditable()), max_size=3).map(tuple),
        intent=texts,
        questions=st.lists(questions, max_size=5).map(tuple),
        evidence=some,
        requests=some,
        sample=st.one_of(st.just(RecordSample()), sample),
        findings=st.dictionaries(st.sampled_from(FINDINGS), texts),
        red_flags=some,
        notes=st.dictionaries(names, texts, max_size=3),
    )


def bare(entry: Entry) -> Entry:
    """The entry without its places in a file."""
    return replace(entry, file="", lines={}, questions=tuple(replace(one, line=0) for one in entry.questions))


def again(entry: Entry) -> Entry:
    """The entry as it is read from what was written of it; nothing may be wrong with its form."""
    found, problems = parse_entry(write_entry(entry), "")
    assert problems == []
    assert found
    return bare(found)


@given(entries(PLAIN, NAMES))
def test_an_entry_is_read_back_as_it_was(entry: Entry) -> None:
    assert again(entry) == entry


def test_every_entry_of_the_pack_is_read_back_as_it_was() -> None:
    pack = iso27001().entries
    assert len(pack) == 123
    for entry in pack.values():
        assert again(entry) == bare(entry)


HOSTILE = [
    "# heading",
    "###### ",
    "- (interview, key) x",
    "+ item",
    "* item",
    "1. first",
    "999999999) last",
    "## Questions\n\n### HR\n\n- (interview) x",
    "a\r\n\r\n# b\x00\x1b[2J\x9b1m\u2028\u202e\ud800",
    "\\# x",
    "title #",
    "a : b : c",
    "(key) x",
    "```\n~~~\n> x\n---\n===",
    "\t\tcode",
    "[a]: http://b",
    "<!-- x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_heading_a_list_or_a_method(text: str) -> None:
    entry = Entry(
        ref="4.1",
        title=text,
        document_required=True,
        intent=text,
        questions=(Question("HR", "document", True, text, 0), Question(text, "interview", False, text, 0)),
        evidence=(text, text),
        requests=(text,),
        sample=RecordSample(text, text, text, (("A", text),), text, text),
        findings={"minor": text},
        red_flags=(text,),
        notes={"a": text},
    )
    written = write_entry(entry)
    assert all(char.isprintable() or char == "\n" for char in written)
    found, problems = parse_entry(written, "")
    assert found
    assert {problem.rule for problem in problems} <= {"role"}  # none of our roles has such a name
    said = cleaned(text)
    assert [(one.method, one.key, one.text) for one in found.questions] == [
        ("document", True, said),
        ("interview", False, said),
    ]
    assert (found.ref, found.document_required) == ("4.1", True)
    for told in (found.title, found.intent, *found.evidence, *found.requests, *found.red_flags):
        assert told.replace("\\", "") == said.replace("\\", "")
    assert len(found.evidence) == 2
    assert (found.findings, found.notes, found.sample.attributes) == ({"minor": said}, {"a": said}, (("A", said),))


@given(entries(ANY, ANY))
@example(Entry("A B", "#", False, notes={"- x": "1. y", "#": "#"}, evidence=("-", "#", "1.")))
def test_any_texts_give_a_sound_entry_that_is_stable(entry: Entry) -> None:
    first = again(entry)
    assert again(first) == first
    assert len(first.questions) == sum(cleaned(one.text) != "" for one in entry.questions)
    assert len(first.evidence) == sum(cleaned(one) != "" for one in entry.evidence)


def test_what_is_empty_is_left_out() -> None:
    assert write_entry(Entry("X.1", "", False)) == "# X.1\n\n- document required: no\n"


def test_the_form_is_that_of_the_readme() -> None:
    entry = Entry(
        "A.5.18",
        "Access rights",
        False,
        links=("A.5.15", "A.8.2"),
        intent="Rights end in time.",
        questions=(
            Question("HR", "interview", True, "Who tells IT?", 0),
            Question("HR", "document", False, "Show me a message.", 0),
            Question("Ordinary staff", "observation", False, "Show me your folder.", 0),
        ),
        evidence=("list",),
        sample=RecordSample(population="leavers", attributes=(("A", "closed"),), size="25"),
        notes={"source": "x.csv"},
    )
    assert write_entry(entry) == (
        "# A.5.18 Access rights\n\n- document required: no\n- links: A.5.15, A.8.2\n\n## Intent\n\nRights end in time.\n\n"
        "## Questions\n\n### HR\n\n- (interview, key) Who tells IT?\n- (document) Show me a message.\n\n"
        "### Ordinary staff\n\n- (observation) Show me your folder.\n\n## Evidence\n\n- list\n\n"
        "## Record sample\n\n- population: leavers\n- A: closed\n- usual size: 25\n\n## Notes\n\n- source: x.csv\n"
    )

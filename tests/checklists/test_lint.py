"""The linter of packs: each rule fires where it should, and stays quiet where it should."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists import parser
from checklists.lint import RULES, lint
from checklists.pack import Pack, Problem
from checklists.rules import likeness

ENTRY = """\
# A.7.7 Clear desk and clear screen

- document required: no
- links: A.7.6, A.8.1

## Intent

Nothing lies open that a visitor should not read.

## Questions

### Ordinary staff

- (observation, key) Show me your desk as you leave it.
- (interview) Where does paper go at six?

### Facilities

- (record sample) Take the last three evening rounds.
- (interview) Whom do you tell about an open screen?

## Evidence

- round sheets
- photographs of desks
- screen-lock settings

## Ask in advance

- sheets of the last three rounds

## Record sample

- population: evening rounds of the year
- source: the guard's book
- completeness: one sheet a working day
- A: held on the day
- B: desks named
- C: owner told the same day
- usual size: 10 rounds
- method: random with recorded seed

## Typical findings

- major: 9 of 10 desks held client files after six.
- minor: 1 of 10 desks held a client file after six.
- OFI: The shredder stands two floors away.

## Red flags

- rounds announced the day before

## Notes

- very small: one room, one round
"""
SECOND = """\
# A.7.6 Working in secure areas

- document required: no
- links: A.7.7

## Intent

Somebody knows who works behind the second door.

## Questions

### Facilities

- (observation, key) Lead me through the second door.
- (record sample) Take yesterday's entries. Which came without a ticket?
- (interview) Who works there alone at night?

### IT / DevOps

- (interview) What would a cleaner see on these shelves?

## Evidence

- door log
- camera plan
- tickets of the works

## Ask in advance

- door log of March, native export

## Record sample

- population: entries of March
- source: the door controller
- completeness: gaps in the running number
- A: a ticket names the work
- B: a second person was there
- C: left before the shift ended
- usual size: 25 entries
- method: random with recorded seed

## Typical findings

- major: 14 of 25 entries had no ticket, and two of them ended with a missing drive.
- minor: 2 of 25 entries ended after the shift; the log shows who and why.
- OFI: A light over the inner door would show that somebody works inside.

## Red flags

- the log starts on the day of the audit
"""


def pack_of(folder: Path, *entries: str) -> Pack:
    for source in entries:
        ref = source.split(maxsplit=2)[1]
        (folder / f"{ref}.md").write_text(source, encoding="utf-8")
    return parser.read_pack(folder, "Ours", "1")


def changed(folder: Path, old: str, new: str) -> list[Problem]:
    assert old in ENTRY
    return lint(pack_of(folder, ENTRY.replace(old, new, 1), SECOND))


def rules(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


def asking(folder: Path, question: str) -> list[Problem]:
    return changed(folder, "Where does paper go at six?", question)


def finding(folder: Path, example: str) -> list[Problem]:
    return changed(folder, "1 of 10 desks held a client file after six.", example)


def test_a_good_pack_has_no_complaints(tmp_path: Path) -> None:
    assert lint(pack_of(tmp_path, ENTRY, SECOND)) == []


def test_the_house_pack_has_no_complaints() -> None:
    assert lint(parser.iso27001()) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "at"),
    [
        ("# A.7.7 Clear desk and clear screen", "# A.7.7 Tidy desks", "title", "# A.7.7"),
        ("# A.7.7 Clear desk and clear screen", "# A.7.7", "title", "# A.7.7"),
        ("document required: no", "document required: yes", "document", "- document"),
        ("links: A.7.6, A.8.1", "links: A.7.6, A.7.7", "links", "- links"),
        ("links: A.7.6, A.8.1", "links: A.7.6, A.8.99", "links", "- links"),
        ("links: A.7.6, A.8.1", "links: A.7.6, A.7.6", "links", "- links"),
        ("links: A.7.6, A.8.1", "links: A.7.6, 9.2", "links", "- links"),
        ("## Intent\n\nNothing lies open that a visitor should not read.\n", "", "sections", "# A.7.7"),
        ("Nothing lies open that a visitor should not read.\n", "", "sections", "## Intent"),
        ("- rounds announced the day before\n", "", "sections", "## Red flags"),
        ("- very small: one room, one round\n", "", "sections", "## Notes"),
        ("- source: the guard's book\n", "", "record-sample", "## Record sample"),
        ("- usual size: 10 rounds", "- usual size:", "record-sample", "- usual size"),
        ("- C: owner told the same day\n", "", "attributes", "## Record sample"),
        ("- C: owner", "- D: owner", "attributes", "- D: owner"),
        ("- C: owner told the same day", "- C:", "attributes", "- C:"),
        ("- OFI: The shredder stands two floors away.\n", "", "findings", "## Typical findings"),
        ("- photographs of desks\n- screen-lock settings\n", "", "evidence", "## Evidence"),
        ("### Ordinary staff", "### Developers", "lead-role", "## Questions"),
        ("- (interview) Whom do you tell about an open screen?\n", "", "enough-questions", "## Questions"),
        ("(observation, key)", "(observation)", "key-questions", "## Questions"),
        ("not read", "shall not read", "shall", "Nothing lies"),
        ("guard's book", "book that the guard shall keep", "shall", "- source"),
        ("### Facilities", "### Janitor", "role", "### Janitor"),
        ("round sheets", "round sheets ", "whitespace", "- round sheets"),
    ],
)
def test_a_fault_of_form_is_found_at_its_line(tmp_path: Path, old: str, new: str, rule: str, at: str) -> None:
    problems = [problem for problem in changed(tmp_path, old, new) if problem.rule == rule]
    assert [problem.file for problem in problems] == ["A.7.7.md"]
    source = (tmp_path / "A.7.7.md").read_text(encoding="utf-8").splitlines()
    assert source[problems[0].line - 1].startswith(at)


def test_the_lead_role_comes_first(tmp_path: Path) -> None:
    staff, facilities = ENTRY.split("### Ordinary staff")[1].split("### Facilities")
    facilities, rest = facilities.split("## Evidence")
    swapped = (
        ENTRY.split("### Ordinary staff")[0] + f"### Facilities{facilities}### Ordinary staff{staff}## Evidence{rest}"
    )
    assert rules(lint(pack_of(tmp_path, swapped, SECOND))) == ["lead-role"]


def test_one_way_of_asking_is_too_few(tmp_path: Path) -> None:
    same = ENTRY.replace("(observation, key)", "(interview, key)").replace("(record sample)", "(interview)")
    assert rules(lint(pack_of(tmp_path, same, SECOND))) == ["enough-questions"]


def test_four_key_questions_are_too_many(tmp_path: Path) -> None:
    keen = ENTRY.replace("(interview)", "(interview, key)").replace("(record sample)", "(record sample, key)")
    problem = next(iter(lint(pack_of(tmp_path, keen, SECOND))))
    assert problem.rule == "key-questions"
    assert keen.splitlines()[problem.line - 1].endswith("open screen?")


def test_a_file_that_was_copied_and_left_half_done_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "A.7.8.md").write_text(ENTRY, encoding="utf-8")
    assert rules(lint(parser.read_pack(tmp_path, "Ours", "1"))) == ["file-name"]


def test_a_file_of_one_s_own_may_have_any_name(tmp_path: Path) -> None:
    own = ENTRY.replace("A.7.7 Clear desk and clear screen", "D.1 Our desk rule")
    (tmp_path / "desks in the new house.md").write_text(own, encoding="utf-8")
    assert lint(parser.read_pack(tmp_path, "Ours", "1")) == []


def test_a_complaint_about_a_link_or_a_word_names_its_column(tmp_path: Path) -> None:
    (problem,) = changed(tmp_path, "A.7.6, A.8.1", "A.7.6, A.8.99")
    assert problem.column == "- links: A.7.6, A.8.99".index("A.8.99") + 1
    (problem,) = changed(tmp_path, "desks named", "each desk shall be named")
    assert problem.column == "- B: each desk shall".index("shall") + 1
    (problem,) = changed(tmp_path, "should not read", "shall not read")
    assert problem.column == 1  # an intent runs over several lines, and the place in the line is not known


def test_a_pack_of_one_s_own_needs_no_ref_of_the_standard(tmp_path: Path) -> None:
    own = ENTRY.replace("A.7.7 Clear desk and clear screen", "D.1 Our desk rule").replace("A.8.1", "D.2")
    other = SECOND.replace("A.7.6 Working in secure areas", "D.2 Our inner door").replace("A.7.7", "D.1")
    assert lint(pack_of(tmp_path, own, other)) == []


@pytest.mark.parametrize(
    "question",
    [
        "Is the desk clear at six?",
        "Are all screens locked when people leave?",
        "Do you lock your screen?",
        "Does anybody check the desks?",
        "Did the guard tell you?",
        "Do your people lock their screens?",
        "Have people been told?",
        "Has this desk been checked?",
        "Can you show me the sheet?",
        "Could we look at it together?",
        "Will your screen lock?",
        "Would a visitor see it? Show me.",
        "are there rules for this?",
    ],
)
def test_a_closed_question_is_found(tmp_path: Path, question: str) -> None:
    problems = asking(tmp_path, question)
    assert "closed" in rules(problems)
    assert problems[0].column == len("- (interview) ") + 1


@pytest.mark.parametrize(
    "question",
    [
        "What is locked when you leave?",
        "How do you know that your screen is locked?",
        "Do a round with me now.",
        "Do a round with me: what do you look at first?",
        "Have a look under this desk. What do you see?",
        "Do your usual round with me: what do you look at first?",
        "Have the book open: who signed last?",
        "May and June had no rounds: who decided that?",
        "Island desks are shared by three people. Who clears them?",
        "Canteen or desk, where do you read client files?",
        "Show me your desk. Is that all.",
    ],
)
def test_an_open_question_is_not_called_closed(tmp_path: Path, question: str) -> None:
    assert "closed" not in rules(asking(tmp_path, question))


@pytest.mark.parametrize(
    "question",
    [
        "Don't you lock your screen?",
        "Isn't the desk checked every evening?",
        "The desk is checked every evening, isn't it?",
        "You do lock your screen, right?",
        "You lock it at noon, don't you?",
        "You have told them, have you not?",
        "Surely somebody looks at the desks. Who?",
        "I assume you lock your screen. How?",
        "You did of course lock it. When?",
        "Would you agree that the desk is open?",
        "The rule is known here. Aren’t the sheets signed?",
    ],
)
def test_a_leading_question_is_found(tmp_path: Path, question: str) -> None:
    assert "leading" in rules(asking(tmp_path, question))


@pytest.mark.parametrize(
    "question",
    [
        "Which finding did you not agree with?",
        "What do you do when the guard doesn't come?",
        "Who isn't told about the rounds?",
        "Where is the right place for this file?",
        "Which desks are left, and which are right?",
        "What would you trust less than this lock?",
        "What do you do on days when nobody can come, yet clients do?",
        "Who else had to agree?",
        "When would you agree to an open desk?",
        "What may I assume about the desks upstairs?",
        "Whom can I trust with this key?",
    ],
)
def test_a_fair_question_is_not_called_leading(tmp_path: Path, question: str) -> None:
    assert "leading" not in rules(asking(tmp_path, question))


@pytest.mark.parametrize(
    ("question", "at"),
    [
        ("Where does paper go at six? Who takes it there?", "? Who takes it there?"),
        ("Where does paper go at six and how do you learn that it was taken?", "and how"),
        ("Who clears the desks, and what do they do with files they find?", "and what"),
        ("When did it happen and then who did you call that same night?", "and then who"),
    ],
)
def test_several_questions_in_one_are_found(tmp_path: Path, question: str, at: str) -> None:
    problem = next(problem for problem in asking(tmp_path, question) if problem.rule == "several")
    place = question.rindex("?") if at.startswith("?") else question.index(at)
    assert problem.column == len("- (interview) ") + place + 1


@pytest.mark.parametrize(
    "question",
    [
        "Who decided that, and when?",
        "Which desk did you disagree about, and what happened then?",
        "Which rounds did you give more weight, and what made you do so?",
        "Who asked, and who released it?",
        "What changed, and how do you know?",
        "When and how do you tell the guard about a guest in the evening?",
        "Which desk is never clear, and what did you decide about it?",
        "Show me what is handed out and what comes back.",
        "How do you find out who was there and what they saw on the desk?",
        "Open the book. Show me who was told and how they answered.",
        "What would you drop if you had half the budget, and why?",
    ],
)
def test_a_short_tail_on_the_same_object_is_one_question(tmp_path: Path, question: str) -> None:
    assert "several" not in rules(asking(tmp_path, question))


def test_a_question_is_said_in_one_breath(tmp_path: Path) -> None:
    words = "Which of these desks " + "and shelves " * 40
    assert "long" not in rules(asking(tmp_path, words[:219] + "?"))
    problem = next(problem for problem in asking(tmp_path, words[:220] + "?") if problem.rule == "long")
    assert "221 characters" in problem.message


@pytest.mark.parametrize(
    "question", ["Show me the written procedure for desks.", "Where is the documented process for rounds kept?"]
)
def test_a_question_asks_for_no_document_where_none_is_required(tmp_path: Path, question: str) -> None:
    assert "asks-for-a-document" in rules(asking(tmp_path, question))


@pytest.mark.parametrize(
    "question",
    ["Which policy did you read last?", "Show me what is written on this sheet.", "Who wrote the procedure?"],
)
def test_a_question_may_speak_of_documents(tmp_path: Path, question: str) -> None:
    assert "asks-for-a-document" not in rules(asking(tmp_path, question))


@pytest.mark.parametrize(
    "example",
    [
        "No written procedure for desks was found in 3 of 3 offices.",
        "There is no policy on desks in 2 of 3 offices.",
        "In 2 of 3 offices no procedure exists.",
        "The rounds in 2 of 3 offices are not documented.",
        "2 of 3 offices work by undocumented habits.",
        "2 of 3 offices work without a written rule.",
    ],
)
def test_a_missing_document_is_no_nonconformity_where_none_is_required(tmp_path: Path, example: str) -> None:
    assert "misses-a-document" in rules(finding(tmp_path, example))


@pytest.mark.parametrize(
    "example",
    [
        "2 of 3 offices have no written procedure, which our own desk rule asks for.",
        "2 of 3 client contracts require a written procedure and there is no procedure for them.",
        "2 of 10 desks were emptied without a written order of the owner.",
        "2 of 5 changes never had the review that the procedure asks for.",
        "For 38 of 120 laptops nothing shows that they were cleared.",
        "No document shows who held 2 of 10 rounds.",
    ],
)
def test_a_document_that_somebody_asked_for_may_be_missed(tmp_path: Path, example: str) -> None:
    assert "misses-a-document" not in rules(finding(tmp_path, example))


@pytest.mark.parametrize(
    ("example", "word"),
    [
        ("Some desks held client files.", "Some"),
        ("Files lay open on several desks.", "several"),
        ("Desks are often open after six.", "often"),
        ("A number of desks were open.", "A number of"),
        ("Many of the 10 desks were open.", "Many"),
    ],
)
def test_a_nonconformity_counts(tmp_path: Path, example: str, word: str) -> None:
    problem = next(problem for problem in finding(tmp_path, example) if problem.rule == "vague")
    assert f"«{word}»" in problem.message
    assert problem.column == len("- minor: ") + example.index(word) + 1


@pytest.mark.parametrize(
    "example",
    [
        "For 3 of 10 desks nobody could say how many files there had been.",
        "4 of 10 desks had twice as many files as lockers.",
        "The most visited desk held 12 files after six on 3 of 10 days.",
        "Rounds were held on 3 of 10 days, not regularly as planned.",
        "2 of 10 desks held something that belonged to a client.",
        "Too few rounds: 3 of 10.",
    ],
)
def test_exact_words_are_not_called_vague(tmp_path: Path, example: str) -> None:
    assert "vague" not in rules(finding(tmp_path, example))


def test_an_improvement_may_be_vague(tmp_path: Path) -> None:
    assert changed(tmp_path, "two floors away", "some floors away") == []


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Who works there alone at night?", "duplicate"),
        ("Who works there, alone, at night", "duplicate"),
        ("Who works there alone at noon?", "near-duplicate"),
        ("Show me who works at night, alone.", "near-duplicate"),
        ("Which people work alone by night?", "near-duplicate"),
    ],
)
def test_a_question_that_stands_elsewhere_is_found(tmp_path: Path, question: str, rule: str) -> None:
    problems = asking(tmp_path, question)
    assert rules(problems) == [rule]
    assert "A.7.6.md:" in problems[0].message or "A.7.7.md:" in problems[0].message


def test_a_question_that_stands_twice_in_its_entry_is_found(tmp_path: Path) -> None:
    problems = asking(tmp_path, "Show me your desk as you leave it.")
    assert rules(problems) == ["duplicate"]
    assert "the same question as A.7.7.md:14" in problems[0].message


@pytest.mark.parametrize(
    "question",
    [
        "What would a cleaner do with a key left here?",
        "Who works here on Sunday?",
        "Lead me through the cellar.",
        "What is it about this screen?",
        "Who tells whom?",
    ],
)
def test_different_questions_on_neighbouring_things_stand(tmp_path: Path, question: str) -> None:
    assert asking(tmp_path, question) == []


FORBIDDEN = ["Rules for papers and removable things on desks shall be set and kept.", "at planned intervals", "desks"]


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("Nothing", "Rules for papers and removable things: nothing", "Rules for papers and removable things"),
        ("round sheets", "Papers, and removable things - on desks!", "Papers, and removable things - on desks"),
        ("the guard's book", "a book checked at planned  intervals", "at planned intervals"),
    ],
)
def test_a_borrowed_wording_is_found(tmp_path: Path, old: str, new: str, near: str) -> None:
    problems = lint(pack_of(tmp_path, ENTRY.replace(old, new, 1), SECOND), FORBIDDEN)
    assert rules(problems) == ["borrowed"]
    assert f"«{near}»" in problems[0].message


def test_words_of_one_s_own_are_not_called_borrowed(tmp_path: Path) -> None:
    own = ENTRY.replace("Nothing lies open", "There are rules for papers and also removable things; nothing lies open")
    assert lint(pack_of(tmp_path, own, SECOND), FORBIDDEN) == []


def test_a_complaint_says_why_and_how_to_mend_it_in_one_printable_line(tmp_path: Path) -> None:
    problems = asking(tmp_path, "Is it \x1b[31mred\x07? Is it?")
    assert {"closed", "several"} <= set(rules(problems))
    for problem in problems:
        assert problem.message.isprintable()
        assert ";" in problem.message


def test_complaints_come_in_the_order_of_the_pack_and_its_lines(tmp_path: Path) -> None:
    bad = [source.replace("(interview)", "(interview) Is this so? Is it:") for source in (ENTRY, SECOND)]
    problems = lint(pack_of(tmp_path, bad[0].replace("A.7.7", "A.7.10"), bad[1]))
    files = [problem.file for problem in problems]
    assert files == ["A.7.6.md"] * files.count("A.7.6.md") + ["A.7.10.md"] * files.count("A.7.10.md")
    for file in ("A.7.6.md", "A.7.10.md"):
        lines = [problem.line for problem in problems if problem.file == file]
        assert lines == sorted(lines)


def test_what_the_parser_found_is_among_the_complaints(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text("no title", encoding="utf-8")
    assert ("broken.md", "title") in [(one.file, one.rule) for one in lint(pack_of(tmp_path, ENTRY, SECOND))]


def test_every_rule_says_what_it_is_for() -> None:
    assert all(rule.__doc__ for rule in RULES.values())


def test_twelve_hundred_questions_are_compared_in_less_than_two_seconds() -> None:
    pack = parser.iso27001()
    forbidden = [question.text.upper() for entry in pack.entries.values() for question in entry.questions[:1]]
    assert sum(len(entry.questions) for entry in pack.entries.values()) > 1000
    began = time.process_time()
    problems = lint(pack, forbidden)
    assert time.process_time() - began < 2
    assert "borrowed" in rules(problems)


def brute_force(sets: list[frozenset[str]], share: float, least: int) -> Iterator[tuple[int, int]]:
    for later, one in enumerate(sets):
        for earlier, other in enumerate(sets[:later]):
            if min(len(one), len(other)) >= least and len(one & other) >= share * len(one | other):
                yield later, earlier


@settings(deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("abcdefgh")), max_size=12), st.sampled_from([0.5, 0.65, 0.7, 1.0]))
def test_the_short_cut_misses_no_likeness(sets: list[frozenset[str]], share: float) -> None:
    found = likeness._overlapping(sets, share, 1)
    assert sorted(found) == sorted(brute_force(sets, share, 1))


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=40), max_size=4))
def test_any_words_can_be_compared(texts: list[str], forbidden: list[str]) -> None:
    for later, earlier in likeness.alike(texts):
        assert earlier < later
    for text in texts:
        near = likeness.Forbidden(forbidden).near(text)
        assert near is None or text[near[0] : near[1]]


def test_a_sentence_is_near_to_itself_whatever_stands_around_it() -> None:
    words = [f"w{number}" for number in range(40)]
    random.Random(3).shuffle(words)  # noqa: S311
    sentence = " ".join(words[10:17])
    start, end, found = likeness.Forbidden([sentence]).near(" ".join(words)) or (0, 0, "")
    assert found == sentence
    assert " ".join(words)[start:end] == " ".join(words[10:16])

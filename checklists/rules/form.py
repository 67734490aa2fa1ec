"""The parts of an entry: all there, filled, in order, and in agreement with the standard's tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from checklists import refs
from checklists.pack import Entry, Pack
from checklists.parser import FINDINGS, LETTERS, SAMPLE, SECTIONS
from checklists.rules.spots import Spot, line_of

LEAST_QUESTIONS, LEAST_METHODS, MOST_KEYS = 4, 2, 3
LEAST_ATTRIBUTES, LEAST_EVIDENCE = 3, 3


def file_name(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A file of the standard's ref bears its name: one that does not was copied and left half done."""
    if entry.ref in refs.asked() and entry.file and PurePath(entry.file).stem != entry.ref:
        yield Spot(
            line_of(entry), 1, f"the title says {entry.ref}, the file {entry.file}; name the file {entry.ref}.md"
        )


def title(entry: Entry, _: Pack) -> Iterator[Spot]:
    """The title is the standard's short one, or any for a ref of one's own."""
    known = refs.title(entry.ref)
    if known and entry.title != known:
        yield Spot(line_of(entry), len(f"# {entry.ref} ") + 1, f"the title of {entry.ref} is «{known}»; write it so")
    elif not entry.title:
        yield Spot(line_of(entry), 1, f"{entry.ref} has no title; write one behind the ref")


def sections(entry: Entry, _: Pack) -> Iterator[Spot]:
    """Every section but Notes is there and holds something."""
    filled = {
        "Intent": entry.intent,
        "Questions": entry.questions,
        "Evidence": entry.evidence,
        "Ask in advance": entry.requests,
        "Record sample": any(line.startswith("Record sample/") for line in entry.lines),
        "Typical findings": entry.findings,
        "Red flags": entry.red_flags,
        "Notes": entry.notes,
    }
    for section in SECTIONS:
        if section not in entry.lines and section != "Notes":
            yield Spot(line_of(entry), 1, f"the section «{section}» is missing; add a line: ## {section}")
        elif section in entry.lines and not filled[section]:
            mend = "fill it or remove its heading" if section == "Notes" else "fill it"
            yield Spot(line_of(entry, section), 1, f"the section «{section}» is empty; {mend}")


def record_sample(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A record sample says what is drawn, from whom, how completeness is seen, how many, and how."""
    if "Record sample" not in entry.lines:
        return
    sample = entry.sample
    parts = (sample.population, sample.source, sample.completeness, sample.size, sample.method)
    for name, text in zip(SAMPLE, parts, strict=True):
        if not text:
            line = line_of(entry, f"Record sample/{name}", "Record sample")
            yield Spot(line, 1, f"the record sample has no {name}; add: - {name}: …")


def attributes(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A record sample tests three to six attributes, lettered in order."""
    letters = tuple(letter for letter, _ in entry.sample.attributes)
    if "Record sample" not in entry.lines:
        return
    if len(letters) < LEAST_ATTRIBUTES:
        reason = f"{len(letters)} attributes are too few to test an item by; name {LEAST_ATTRIBUTES} to {len(LETTERS)}"
        yield Spot(line_of(entry, "Record sample"), 1, reason)
    for place, (letter, text) in enumerate(entry.sample.attributes):
        line = line_of(entry, f"Record sample/{letter}")
        if letter != LETTERS[place]:
            yield Spot(
                line, 1, f"attribute {letter} stands where {LETTERS[place]} belongs; letter them in order from A"
            )
            return
        if not text:
            yield Spot(line, 1, f"attribute {letter} is empty; say what is tested, or remove it")


def links(entry: Entry, pack: Pack) -> Iterator[Spot]:
    """Links lead to other entries, each once."""
    line, known = line_of(entry, "/links"), {*pack.entries, *refs.auditable()}
    column = len("- links: ") + 1
    for place, link in enumerate(entry.links):
        if link == entry.ref:
            yield Spot(line, column, f"{link} links to itself; remove the link")
        elif link in entry.links[:place]:
            yield Spot(line, column, f"{link} is linked twice; remove one link")
        elif link not in known:
            below = sorted((ref for ref in known if ref.startswith(f"{link}.")), key=refs.order)
            mend = f"link {' or '.join(below[:3])}" if below else "mend or remove the link"
            yield Spot(line, column, f"{link} is no entry of this pack or the standard; {mend}")
        column += len(link) + len(", ")


def document(entry: Entry, _: Pack) -> Iterator[Spot]:
    """Whether a document is required is the standard's to say."""
    known = refs.all_refs().get(entry.ref)
    if known and known.document_required != entry.document_required:
        says = "requires a document here" if known.document_required else "requires no document here"
        mend = f"write: - document required: {'yes' if known.document_required else 'no'}"
        yield Spot(line_of(entry, "/document required"), 1, f"the standard {says}; {mend}")


def lead_role(entry: Entry, _: Pack) -> Iterator[Spot]:
    """The role that answers for the subject is asked, and first."""
    expected = refs.asked().get(entry.ref)
    roles = [question.role for question in entry.questions]
    if not expected or not roles:
        return
    if expected.lead not in roles:
        line = line_of(entry, "Questions")
        yield Spot(
            line, 1, f"«{expected.lead}» answers for this and is asked nothing; add questions under ### {expected.lead}"
        )
    elif roles[0] != expected.lead:
        line = entry.questions[0].line
        yield Spot(line, 1, f"«{expected.lead}» answers for this and is not asked first; move that role up")


def enough_questions(entry: Entry, _: Pack) -> Iterator[Spot]:
    """An entry has questions enough, by more than one method."""
    line, count = line_of(entry, "Questions"), len(entry.questions)
    if 0 < count < LEAST_QUESTIONS:
        yield Spot(line, 1, f"{count} of at least {LEAST_QUESTIONS} questions; add what else you would ask")
    methods = {question.method for question in entry.questions}
    if count and len(methods) < LEAST_METHODS:
        yield Spot(line, 1, f"every question is answered by {methods.pop()}; add one that is answered in another way")


def key_questions(entry: Entry, _: Pack) -> Iterator[Spot]:
    """One to three questions are marked as those that matter most."""
    keys = [question for question in entry.questions if question.key]
    if entry.questions and not keys:
        yield Spot(
            line_of(entry, "Questions"), 1, "no question is marked «key»; mark the one to three that matter most"
        )
    if len(keys) > MOST_KEYS:
        reason = f"{len(keys)} questions are marked «key»; leave the mark on the {MOST_KEYS} that matter most"
        yield Spot(keys[MOST_KEYS].line, 1, reason)


def findings(entry: Entry, _: Pack) -> Iterator[Spot]:
    """There is an example of each grade."""
    if "Typical findings" in entry.lines:
        for grade in FINDINGS:
            if not entry.findings.get(grade):
                line = line_of(entry, f"Typical findings/{grade}", "Typical findings")
                yield Spot(line, 1, f"no example of a finding graded {grade}; add: - {grade}: …")


def evidence(entry: Entry, _: Pack) -> Iterator[Spot]:
    """There are several kinds of evidence."""
    count = len(entry.evidence)
    if 0 < count < LEAST_EVIDENCE:
        line = line_of(entry, "Evidence")
        yield Spot(line, 1, f"{count} of at least {LEAST_EVIDENCE} kinds of evidence; add what else would show it")

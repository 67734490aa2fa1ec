"""Entries into Markdown: the way back of `checklists.parser`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from checklists.pack import Entry, Question, RecordSample

_BLOCK_MARK = re.compile(r"([0-9]{1,9}(?=[.)](?: |$))|(?=(?:#{1,6}|[-+*])(?: |$)))")
_CLOSING_HASHES = re.compile(r"(^| )(#+)$")
_JOINERS = "\u200c\u200d"  # invisible, but words of Persian and some emoji fall apart without them


def write_entry(entry: Entry) -> str:
    """An entry in the form that the README describes; `parse_entry` reads the same entry from it, without a complaint.

    Whatever the texts hold stays text: each comes on one line, without control characters, and a backslash stands
    before a mark at its beginning that would make it a heading or a list. What is empty is left out.
    """
    ref = "-".join(cleaned(entry.ref).split())
    facts = [("document required", "yes" if entry.document_required else "no"), ("links", ", ".join(entry.links))]
    blocks = [
        f"# {_headed(f'{ref} {entry.title}')}",
        _listed(_paired(facts)),
        *_section("Intent", _guarded(cleaned(entry.intent))),
        *_section("Questions", "\n\n".join(_questions(entry.questions))),
        *_section("Evidence", _listed(entry.evidence)),
        *_section("Ask in advance", _listed(entry.requests)),
        *_section("Record sample", _listed(_paired(_sample(entry.sample)))),
        *_section("Typical findings", _listed(_paired(entry.findings.items()))),
        *_section("Red flags", _listed(entry.red_flags)),
        *_section("Notes", _listed(_paired(entry.notes.items()))),
    ]
    return "\n\n".join(blocks) + "\n"


def cleaned(text: str) -> str:
    """The text on one line, without control characters, with single blanks."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() or char in _JOINERS else " " for char in text)
    return " ".join(text.split())


def _section(name: str, body: str) -> Iterator[str]:
    if body:
        yield f"## {name}"
        yield body


def _questions(questions: Iterable[Question]) -> Iterator[str]:
    """The headings of the roles and the lists below them. Questions of no role come first: no heading ends a role."""
    for role, asked in groupby(
        sorted(questions, key=lambda one: cleaned(one.role) != ""), lambda one: cleaned(one.role)
    ):
        texts = ((one, cleaned(one.text)) for one in asked)
        items = [f"- ({one.method}{', key' if one.key else ''}) {text}" for one, text in texts if text]
        if items and role:
            yield f"### {_headed(role)}"
        if items:
            yield "\n".join(items)


def _sample(sample: RecordSample) -> list[tuple[str, str]]:
    head = [("population", sample.population), ("source", sample.source), ("completeness", sample.completeness)]
    return [*head, *sample.attributes, ("usual size", sample.size), ("method", sample.method)]


def _paired(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """`name: text`; a colon in a name would end it too early, and what has one name stands in one item."""
    found: dict[str, str] = {}
    for given, said in pairs:
        name, text = _guarded(cleaned(given.replace(":", " "))), cleaned(said)
        if text:
            found[name] = f"{found[name]}; {text}" if name in found else text
    return (f"{name}: {text}" for name, text in found.items())


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {_guarded(text)}" for text in map(cleaned, texts) if text)


def _guarded(text: str) -> str:
    """The text with a backslash where its beginning would open a heading or a list."""
    return _BLOCK_MARK.sub(r"\1\\", text, count=1) if _BLOCK_MARK.match(text) else text


def _headed(text: str) -> str:
    """The text of a heading; hashes at its end would be taken for the heading's end."""
    return _CLOSING_HASHES.sub(r"\1\\\2", cleaned(text))

"""Where in an entry's file something stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checklists.pack import Entry, Pack, Question
from checklists.parser import SAMPLE


class Spot(NamedTuple):
    """A place in an entry's file, line and column from 1, and what is wrong there: the reason and how to mend it."""

    line: int
    column: int
    message: str


class Text(NamedTuple):
    """A text of an entry and the place it begins at; `column` is 0 where it may run over several lines."""

    section: str
    line: int
    column: int
    text: str

    def spot(self, place: int, message: str) -> Spot:
        """The spot of the character at `place` in the text."""
        return Spot(self.line, self.column + place if self.column else 1, message)


Rule = Callable[[Entry, Pack], Iterator[Spot]]


def line_of(entry: Entry, *keys: str) -> int:
    """The line of the first of these parts that stands in the file, else that of the title."""
    return next((entry.lines[key] for key in (*keys, "") if key in entry.lines), 1)


def asked(question: Question) -> Text:
    """A question's text, behind its method in brackets."""
    mark = f"- ({question.method}{', key' if question.key else ''}) "
    return Text("Questions", question.line, len(mark) + 1, question.text)


def named(entry: Entry, section: str, name: str, text: str) -> Text:
    """The text of an item of the form `name: text`."""
    return Text(section, line_of(entry, f"{section}/{name}", section), len(f"- {name}: ") + 1, text)


def texts(entry: Entry) -> Iterator[Text]:
    """Every text of an entry that somebody wrote, in no special order; numbers, titles and links are left out."""
    yield Text("Intent", line_of(entry, "Intent/1", "Intent"), 0, entry.intent)
    yield from map(asked, entry.questions)
    lists = {"Evidence": entry.evidence, "Ask in advance": entry.requests, "Red flags": entry.red_flags}
    for section, items in lists.items():
        for number, item in enumerate(items, 1):
            yield Text(section, line_of(entry, f"{section}/{number}", section), len("- ") + 1, item)
    sample = entry.sample
    parts = (sample.population, sample.source, sample.completeness, sample.size, sample.method)
    for name, text in (*zip(SAMPLE, parts, strict=True), *sample.attributes):
        yield named(entry, "Record sample", name, text)
    for section, pairs in {"Typical findings": entry.findings, "Notes": entry.notes}.items():
        for name, text in pairs.items():
            yield named(entry, section, name, text)

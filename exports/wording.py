"""The sentences that the program drafts into a report, and the auditor's own words in their place.

A draft follows the record; what somebody wrote instead stays as written (`ReportPart.text`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from exports import notes, sentences, words
from exports.blocks import Block, Style, say
from exports.report import Report

OPINIONS = "These opinions differ from the auditors' and were not settled. They stand here as they were said."


class Wording(NamedTuple):
    """A drafted sentence: the section it stands in, what people call it, what it says from the record."""

    section: str
    title: str
    draft: Callable[[Report], str]


def _numbers(report: Report) -> str:
    return words.joined(sentences.covered(report), sentences.raised(report), sentences.agreed(report), by=" ")


def _talks(report: Report) -> str:
    return words.joined(sentences.met(report), sentences.asked(report), sentences.indexed(report), by=" ")


WORDINGS = {
    "numbers": Wording("summary", "what was tested and found", _numbers),
    "talks": Wording("method", "talks, documents, evidence", _talks),
    "samples": Wording("method", "how samples were drawn", sentences.drawn),
    "sampling": Wording("limitations", "what a sample cannot say", lambda _report: sentences.SAMPLING),
    "tested": Wording("coverage", "how much was tested", sentences.tested),
    "opinions": Wording("opinions", "how opinions differ", lambda _report: OPINIONS),
    "signing": Wording("sign_off", "what a signature means", lambda _report: sentences.SIGNING),
}


def draft(report: Report, name: str) -> str:
    """What the program drafts."""
    return WORDINGS[name].draft(report)


def said(report: Report, name: str, style: Style = "body") -> Iterator[Block]:
    """The auditor's own words where there are some, else the draft."""
    own = report.own(name)
    if own:
        yield from notes.read(own)
    else:
        yield say(draft(report, name), style=style)

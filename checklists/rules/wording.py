"""Questions that open a person's mouth, and findings that state facts.

A false alarm costs more than a miss: each pattern is narrow, and what it lets pass on purpose is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checklists.pack import Entry, Pack
from checklists.rules.spots import Spot, asked, named, texts

MOST_LETTERS = 220
_SHORT_TAIL = 4

_VERBS = "is|are|am|was|were|do|does|did|have|has|had|can|could|will|would|should|shall|may|might|must"
_NEGATED = r"(?:is|are|was|were|do|does|did|have|has|had|ca|could|wo|would|should)n['’]t"
_SUBJECT = "you|we|they|he|she|it|i|there|this|that|these|those|the|your|our|their|his|her|its|a|an|any|all|each|every"

# Only where the first sentence is a question: «Do a restore with me.» asks for something to be shown.
_CLOSED = re.compile(rf"(?:{_VERBS}|{_NEGATED})\b[^.?!]*\?", re.I)
_LEADING = re.compile(
    rf"(?:^|(?<=[.?!]\s)){_NEGATED} (?:{_SUBJECT})\b"  # Don't you …
    rf"|, (?:{_NEGATED} \w+|(?:{_VERBS}) (?:you|we|they|it|he|she|there)(?: not)?|right|correct|yes|no|ok|okay)\?"  # …, right?
    r"|\bsurely\b|\bi (?:assume|suppose|take it|trust)\b|\b(?:would|do) you (?:not )?agree\b"
    r"|\b(?:you|we|they) (?:do|did|have|are|will) (?:of course|certainly|obviously)\b|\b(?:obviously|needless to say)\b",
    re.I,
)
# «… and who released it?» and «…, and what happened then?» follow the same object; only a full second question is two.
_SECOND = re.compile(
    rf"\band (?:then )?((?:how|what|who|whom|when|where|which|why)(?: \w+){{0,2}}? (?:{_VERBS}) (?:{_SUBJECT})\b[^.?!]*)\?",
    re.I,
)

# «how often», «as many as», «too few» are measures or deviations in themselves; «most» and «few» have exact uses.
_VAGUE = re.compile(
    r"(?<!\bhow )(?<!\bas )(?<!\btoo )(?<!\bso )(?<!\bnot )"
    r"\b(some|several|many|often|sometimes|various|numerous|frequently|occasionally|regularly|mostly|usually|generally|"
    r"a few|a number of|a lot of|lots of|in most cases)\b(?!-)",
    re.I,
)

_PAPERS = r"(?:procedure|policy|policies|guideline|manual|process description|work instruction|documentation)"
_NO_PAPER = re.compile(
    rf"\b(?:no|without an?y?|lacks? an?y?|lacking an?y?) (?:formal(?:ly)? |approved )?(?:written|documented)\b"
    rf"|\bno (?:formal |approved |current )?{_PAPERS}s?(?=[.,;]| (?:exist|is|was|for|on|about|of|cover|describ|govern|had|has)\w*)"
    r"|\b(?:not|never|nowhere) (?:been )?(?:formally )?(?:documented|written down)\b|\bundocumented\b",
    re.I,
)
# A paper that the organisation asked of itself, or that law or contract asks for, may well be missed.
_OWED = re.compile(
    r"\b(?:own|our|house|internal|company'?s?) (?:\w+ )?(?:rules?|polic(?:y|ies)|procedures?|standards?|templates?|plans?)\b"
    r"|\bcontracts?\b|\blaws?\b|\blegal(?:ly)?\b|\bregulat\w+|\bstatut\w+|\brequire[sd]?\b|\bdemand(?:s|ed)?\b|\bcall(?:s|ed)? for\b"
    r"|\bask(?:s|ed)? for\b|\bprescribe[sd]?\b|\bpromise[sd]?\b",
    re.I,
)
_ASKS_PAPER = re.compile(rf"\b(?:written|documented) (?:{_PAPERS}s?|process|rules?|concept)\b", re.I)
_SHALL = re.compile(r"\bshall\b", re.I)


def closed(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A question is not to be answered by yes or no."""
    for question in entry.questions:
        if match := _CLOSED.match(question.text):
            word = match[0].split()[0]
            yield asked(question).spot(
                0, f"«{word} …?» is answered by yes or no; ask how, what, who, when, or: show me"
            )


def leading(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A question does not put the answer into the mouth."""
    for question in entry.questions:
        if match := _LEADING.search(question.text):
            hint = match[0].strip(" ,")
            yield asked(question).spot(match.start(), f"«{hint}» gives the answer away; ask without expecting one")


def several(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A question asks one thing; a short tail on the same object is part of it."""
    for question in entry.questions:
        marks = [match.start() for match in re.finditer(r"\?", question.text)]
        second = _SECOND.search(question.text)
        if len(marks) > 1:
            reason = f"{len(marks)} questions in one: an auditee answers the last; make them questions of their own"
            yield asked(question).spot(marks[1], reason)
        elif second and len(second[1].split()) > _SHORT_TAIL:
            reason = f"«and {second[1].split()[0]} …» asks a second thing; make it a question of its own"
            yield asked(question).spot(second.start(), reason)


def long(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A question can be said in one breath."""
    for question in entry.questions:
        if len(question.text) > MOST_LETTERS:
            reason = f"{len(question.text)} characters cannot be said in one breath; stay under {MOST_LETTERS}"
            yield asked(question).spot(MOST_LETTERS, reason)


def asks_for_a_document(entry: Entry, _: Pack) -> Iterator[Spot]:
    """No question asks for a document where none is required."""
    if not entry.document_required:
        for question in entry.questions:
            if match := _ASKS_PAPER.search(question.text):
                reason = f"«{match[0]}» asks for a document where none is required; ask what is done or decided"
                yield asked(question).spot(match.start(), reason)


def misses_a_document(entry: Entry, _: Pack) -> Iterator[Spot]:
    """A missing document is no nonconformity where none is required, unless somebody else asks for it."""
    if entry.document_required:
        return
    for grade in ("major", "minor"):
        text = entry.findings.get(grade, "")
        match = _NO_PAPER.search(text)
        if match and not _OWED.search(text):
            reason = f"«{match[0]}» is no nonconformity where no document is required; say what was not done"
            yield named(entry, "Typical findings", grade, text).spot(match.start(), reason)


def vague(entry: Entry, _: Pack) -> Iterator[Spot]:
    """An example of a nonconformity counts."""
    for grade in ("major", "minor"):
        text = entry.findings.get(grade, "")
        if match := _VAGUE.search(text):
            reason = f"«{match[0]}» cannot be checked; give the count, such as 3 of 25, or the interval"
            yield named(entry, "Typical findings", grade, text).spot(match.start(), reason)


def shall(entry: Entry, _: Pack) -> Iterator[Spot]:
    """Nothing is in the language of a standard."""
    for text in texts(entry):
        if match := _SHALL.search(text.text):
            yield text.spot(
                match.start(), f"«{match[0]}» is a standard's word; say it in your own, as you would say it aloud"
            )

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
_PERSON = "you|we|they|he|she|it|i|your|our|their|his|her|its"
_SUBJECT = f"{_PERSON}|there|this|that|these|those|the|a|an|any|all|each|every"

# Only where the first sentence is a question: «Do your round with me.» asks for something to be shown.
_CLOSED = re.compile(
    r"(?:(?:is|are|am|was|were|does|did|has|had|can|could|would|should)"
    rf"|(?:do|have|will|shall|may|might|must)(?= (?:{_PERSON}|people|users|staff|all|any|these|those)\b))\b[^.?!:]*\?",
    re.I,
)
_LEADING = re.compile(
    rf"(?:^|(?<=[.?!]\s)){_NEGATED} (?:{_SUBJECT})\b"  # Don't you …
    rf"|, (?:{_NEGATED} \w+|(?:{_VERBS}) (?:{_PERSON}|there)(?: not)?|right|correct|yes|no|ok|okay)\?"  # …, right?
    r"|\b(?:surely|obviously|needless to say|would you (?:not )?agree (?:that|with me)|do you not agree)\b"
    r"|(?:^|(?<=[.?!]\s))i (?:assume|suppose|trust|take it)\b"
    r"|\b(?:you|we|they) (?:do|did|have|are|will) (?:of course|certainly)\b",
    re.I,
)
# «… and what did you decide about it?» and «…, and what happened then?» follow the same object, and «when and how do
# you …?» is one question; only a full second question makes two.
_SECOND = re.compile(
    r"(?<!\bwhen )(?<!\bwhere )(?<!\bhow )(?<!\bwhat )(?<!\bwho )(?<!\bwhy )"
    rf"\band (?:then )?((?:how|what|who|whom|when|where|which|why)(?: \w+){{0,2}}? (?:{_VERBS}) (?:{_PERSON})\b"
    r"[^.?!]*)(?<!\bit)(?<!\bthem)(?<!\bthat)(?<!\bthen)\?",
    re.I,
)

# «How often», «as many as» and «too few» are measures or deviations in themselves; «most» and «few» have exact uses.
_VAGUE = re.compile(
    r"(?<!\bhow )(?<!\bas )(?<!\btoo )(?<!\bso )(?<!\bnot )\b(?:some(?! \d)|several|many|often|sometimes|various"
    r"|numerous|frequently|occasionally|regularly|mostly|usually|generally|a few|a number of|a lot of|lots of"
    r"|in most cases)\b(?!-)",
    re.I,
)

_PAPER = r"(?:procedure|polic(?:y|ie)|guideline|manual|process description|work instruction)s?"
_NO_PAPER = re.compile(
    r"\b(?:no|without an?y?|lacks? an?y?|lacking an?y?) (?:formal(?:ly)? |approved )?(?:written|documented) "
    rf"(?:{_PAPER}|process|rules?|method|plan)\b"
    rf"|\bno (?:formal |approved |current )?{_PAPER}(?=[.,;]| (?:exists?|existed|is|was|for|on|about|covers?)\b)"
    r"|\b(?:not|never|nowhere) (?:been )?(?:formally )?(?:documented|written down)\b|\bundocumented\b",
    re.I,
)
# A paper that the organisation asked of itself, or that law or contract asks for, may well be missed.
_OWED = re.compile(
    r"\b(?:own|our|house|internal|company'?s?) (?:\w+ )?(?:rule|polic|procedure|standard|template|plan)"
    r"|\bcontract|\blaws?\b|\blegal|\bregulat|\bstatut|\brequire|\bdemand|\bprescribe|\bpromise"
    r"|\b(?:call|ask)(?:s|ed)? for\b",
    re.I,
)
_ASKS_PAPER = re.compile(rf"\b(?:written|documented) (?:{_PAPER}|process(?:es)?)\b", re.I)
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

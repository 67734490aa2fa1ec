"""Rules about the words: can somebody else count, check and accept what is said?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from data.rules import verdicts
from data.rules.finding_quality.facts import Context, Draft
from data.rules.finding_quality.rule import Found, Settings
from data.rules.finding_quality.text import any_of, counts, length, own_words, sentence_at, whole

VAGUE = (
    r"\b(?:some|several|various|diverse|numerous|sometimes|usually|generally|occasionally|frequently|partly|partially"
    r"|mostly|rarely|seldom|few)\b|\bmultiple\b(?!-)"
    r"|(?<!\bhow )(?<!\bas )(?<!\bso )(?<!\btoo )\b(?:many|often)\b"
    r"|(?<!\bat )(?<!\bthe )\bmost (?:of\b|(?!\w*(?:ous|less)\b)\w+s\b)"
    r"|\ba (?:number|couple|handful|lot|range|majority) of\b|\blots of\b|\bthe majority\b|\bregularly\b"
)
_INTERVAL = re.compile(
    r"\b(?:daily|weekly|monthly|quarterly|yearly|annually|(?:each|every|per|a) (?:day|night|week|month|quarter|year)"
    r"|every \w+ (?:days|weeks|months|years))\b",
    re.IGNORECASE,
)
SOFT = (
    r"\b(?:in)?(?:adequate|appropriate|sufficient)(?:ly)?\b|\binsufficient(?:ly)?\b|\b(?:im)?proper(?:ly)?\b"
    r"|\b(?:un)?timely\b|\b(?:in)?significant(?:ly)?\b|\bsatisfactor(?:y|ily)\b|\breasonabl[ey]\b"
)
_MEASURE = re.compile(
    r"[0-9]\s?%|\b[0-9]+(?:[.,][0-9]+)?\s*(?:working |calendar )?(?:minute|hour|day|week|month|year|percent|MB|GB|TB)",
    re.IGNORECASE,
)
OPINION = (
    r"\b(?:poor|bad|careless|obvious|awful|sloppy|blatant|terrible|horrible|sad|lazy|lax|shocking|alarming|ridiculous"
    r"|regrettable|disappointing|catastrophic|amateurish|chaotic|embarrassing|scandalous|negligent)(?:ly|ness)?\b"
    r"|\b(?:unacceptab|regrettab|terrib|horrib|lazi|sloppi)(?:le|ly|ness)\b|\bdisappoint(?:ed|s|ment)\b"
    r"|\bclearly\b|\b(?:un)?fortunately\b|\bhonestly\b|\bfrankly\b|\bnegligence\b|\bsurprisingly\b|\bworryingly\b"
    r"|\b(?:we|i) (?:feel|believe|think)\b|\b(?:my|our) (?:opinion|view|impression)\b|\bof course\b"
)
SOLUTION = (
    r"\bshould\b(?! have\b)|\bneeds? to\b"
    r"|\bmust\b(?! (?:not\b|(?:therefore |also |unfortunately )?be (?:stated|noted|said|assumed|admitted|feared)))"
    r"|\bought to\b|\b(?:is|are|we|would|strongly) recommend(?:ed)?\b|\brecommends? (?:that|to)\b"
    r"|\b(?:consider|suggest)(?:s|ing)? (?:buying|introducing|implementing|purchas\w+)"
    r"|\bno (?:[\w/-]+ ){0,2}(?:tool|software|solution|product|platform|filter)s?\b"
    r"|\bno [A-Z]{2,6} (?:system|application)\b|\black(?:s|ing)? (?:of )?an? (?:[\w/-]+ )?(?:tool|solution|product)\b"
)
ABSOLUTE = (
    r"\b(?:always|never|everywhere)\b|\b(?:nobody|no one|none of \w+ \w+|nothing) ever\b"
    r"|\b(?:everybody|everyone)\b(?! (?:we )?(?:asked|met|questioned|interviewed)\b)"
    r"|\bevery\b(?! (?:day|night|week|month|quarter|year|hour|time|other|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\w+ (?:days|weeks|months|years)))"
    r"|\bthe (?:whole|entire) (?:staff|company|organi[sz]ation|department|team|workforce)\b"
    r"|(?<!\bof )(?<!\bto )(?<!\bfor )(?<!\bat )(?<!\bon )(?<!\bin )(?<!\bby )(?<!\bfrom )(?<!\bwith )"
    r"\ball (?:the |our |its |other )?"
    r"(?:(?!as\b|this\b|these\b|those\b|across\b|others\b|less\b|was\b|is\b)[a-z]+s|staff|people|personnel|data)\b"
    r"|\bnone of (?:the|our) [a-z]+s\b"
)
SECOND = (
    r"(?:(?<=[.;!?]\s)|(?<=\n)|\A)[ \t]{0,8}(?:also|in addition|furthermore|moreover|additionally|besides)\b"
    r"|[;,] (?:also|in addition|furthermore|moreover|additionally|besides)\b|; and\b"
)


def _places(
    pattern: str, rule: str, finding: Draft, settings: Settings, unless: Callable[[str, str], bool] | None = None
) -> Iterator[tuple[str, str]]:
    """The field and the word, for headline and condition, the first hit of each; `unless` gets word and sentence."""
    look = any_of(pattern, tuple(settings.words.get(rule, ())))
    for name in ("title", "condition"):
        text = own_words(getattr(finding, name), settings.allowed.get(rule, ()))
        for match in look.finditer(text):
            word = match[0].strip(" ;,\n")
            if not (unless and unless(word, sentence_at(text, match.start()))):
                yield name, word
                break


def vague(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F04: a quantity can be counted."""

    def interval(word: str, sentence: str) -> bool:
        return word.casefold() == "regularly" and bool(_INTERVAL.search(sentence))

    for name, word in _places(VAGUE, "F04", finding, settings, interval):
        yield Found(name, f"«{word}» cannot be counted")


def soft(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F05: a soft adjective comes with its measure."""
    for name, word in _places(SOFT, "F05", finding, settings, lambda _, sentence: bool(_MEASURE.search(sentence))):
        yield Found(name, f"«{word}» has no measure")


def opinion(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F06: no opinion, no feeling."""
    for name, word in _places(OPINION, "F06", finding, settings):
        yield Found(name, f"«{word}» is an opinion or a feeling")


def solution(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F08: a condition says what was seen, not what is to be bought or done."""
    for name, word in _places(SOLUTION, "F08", finding, settings):
        yield Found(name, f"«{word}» is a solution, and a condition says what was seen")


def absolute(finding: Draft, context: Context, settings: Settings) -> Iterator[Found]:
    """F13: "always" and "never" need a full test, or the count of those of which they are said."""
    drawn = context.samples.get(finding.sample)
    if drawn and drawn.method == "all":
        return
    for name, word in _places(
        ABSOLUTE, "F13", finding, settings, lambda _, sentence: bool(counts(sentence)) or whole(sentence)
    ):
        yield Found(name, f"«{word}» was not tested in full")


def several(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F09: one finding, one issue."""
    if finding.grade == "strength":
        return
    if len(re.findall(r"(?:A\.)?[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9])?", finding.ref)) > 1:
        yield Found("ref", f"more than one primary ref: {finding.ref.strip()}", "keep one; the others are related refs")
    for name, word in _places(SECOND, "F09", finding, settings):
        yield Found(name, f"«{word}» begins a second issue")
    words = length(finding.condition)
    if words > settings.most_words:
        yield Found(
            "condition",
            f"{words} words, more than {settings.most_words}",
            "cut what the evidence says already, or split the finding",
        )


NONCONFORMITY = (
    r"\b(?:does|do|did|is|are|was|were|has|have|had) not (?:\w+ ){0,2}?"
    r"(?:meet|met|comply|complied|conform|fulfil|fulfilled|satisf\w+)\b"
    r"|\balthough (?:\w+ ){0,4}(?:requires?|required|demands?|asks?)\b"
    r"|\bmissing (?:although|despite)\b|\bcontrary to\b"
    r"|\bnot (?:\w+ ){0,2}as (?:required|prescribed|demanded|laid down)\b"
    r"|\bviolat(?:es?|ed|ion|ing)\b|(?<!no )\bnon-?conform\w*|\bnon-?complian\w*|\bbreach(?:es|ed)?\b|\binfring\w+"
    r"|\bnot (?:\w+ )?in (?:line|accordance|conformity|compliance) with\b"
    r"|\bagainst the (?:rule|policy|procedure|standard)\b"
)


def nonconformity_in_kinder_words(finding: Draft, _context: Context, settings: Settings) -> Iterator[Found]:
    """F10: what does not fulfil a requirement is a nonconformity, whatever it is called (`domain.md` 0.7)."""
    if finding.grade in ("ofi", "observation"):
        for name, word in _places(NONCONFORMITY, "F10", finding, settings):
            called = verdicts.GRADES[finding.grade].lower()
            yield Found(name, f"«{word}» is a nonconformity, and this is graded {called}")

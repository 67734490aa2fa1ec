"""Rules about the criterion: what the finding compares with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checklists import refs
from data.rules import verdicts
from data.rules.finding_quality.facts import Context, Draft, Paper
from data.rules.finding_quality.rule import Found, Settings
from data.rules.finding_quality.text import any_of, length, own_words, quotations, sentences, told, unquoted

GUIDANCE = (
    r"\b(?:ISO(?:/IEC)? ?)?27002\b|\bNIST\b|\bCIS\b(?: Benchmarks?| Controls?)?|\bOWASP\b|\bBSI\b|\bENISA\b|\bCOBIT\b"
    r"|\bITIL\b|\b(?:best|good|common|industry) practices?\b|\bstate of the art\b|\bindustry standards?\b"
)
_SAYS = r"(?:says?|requires?|demands?|recommends?|asks?|prescribes?|calls? for|stipulates?)\b"
_VERSION = re.compile(r"\b(?:v|version |edition |rev\.? ?)\s?[0-9]+(?:\.[0-9]+)*", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?!ISO\b|IEC\b|EN\b)[A-Z]{2,6}-[0-9]{1,5}\b")
_RULE = re.compile(
    r"\b(?:policy|policies|procedure|standard(?! ?:)|manual|contract|agreement|law|act|regulation|instruction|rules?"
    r"|statement of applicability|soa|plan|guideline|directive|gdpr|needs)\b",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"\b(?:ISO(?:/IEC)?|DIN EN|EN|BS)\s?(?:/IEC)?\s?27001(?:[: ][0-9]{4})?\b|\bAnnex A\b|\bof the standard\b"
    r"|\bthe standard\b",
    re.IGNORECASE,
)
_PAPER = r"(?:procedure|process(?:es)?|policy|plan|description|documentation|guideline|instruction|concept|document)"
_WRITTEN = r"(?:documented|written|formali[sz]ed|formal)"
_NO_PAPER = re.compile(
    r"\b(?:no|not|without(?: an?)?|lack(?:s|ing)?(?: of)?(?: an?)?|missing|absence of(?: an?)?) "
    rf"(?:formally |specific |approved )?{_WRITTEN} (?:[\w-]+ ){{0,3}}?{_PAPER}\b"
    rf"|\b{_WRITTEN} (?:[\w-]+ ){{0,3}}?{_PAPER}\b[^.;]{{0,60}}\b"
    r"(?:missing|not (?:exist|available|there|presented)|(?:does|do|did|could) not)"
    r"|\b(?:is|are|was|were) (?:not|nowhere) (?:formally )?(?:documented|written down|formali[sz]ed)\b"
    r"|\bmissing documentation\b|\black of documentation\b|\bundocumented\b",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:written|in writing|documented|recorded|record|on file|signed|kept|document(?:s|ed)? (?:is|are|each|the))\b",
    re.IGNORECASE,
)
_OF_2013 = re.compile(r"\bA\.(?:[5-9]|1[0-8])\.[0-9]{1,2}\.[0-9]{1,2}\b|\bA\.(?:9|1[0-8])\.[0-9]{1,2}\b")
MOST_QUOTED = 12
"""So many words of somebody else's sentence are a quotation in passing; more are a copy (judgement)."""


def without(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F01: every finding but a strength has a criterion, a ref or a rule."""
    text = finding.criteria.strip()
    if finding.grade != "strength" and not text:
        yield Found("criteria", "no criterion: what is this compared with?")
    elif finding.grade != "strength" and not _names_a_rule(text, context):
        yield Found("criteria", "names neither a ref nor a rule: what is this compared with?")


def _names_a_rule(text: str, context: Context) -> bool:
    shapes = (refs.REF, _OF_2013, _RULE, _NUMBERED, _STANDARD, any_of(GUIDANCE))
    return any(shape.search(text) for shape in shapes) or bool(_named(text, context))


def guidance(finding: Draft, context: Context, settings: Settings) -> Iterator[Found]:
    """F12: guidance is a criterion only where the organisation adopted it (`domain.md` 0.6)."""
    if finding.grade in ("ofi", "strength") or _own_rule(finding.criteria, context):
        return
    adopted = " ".join((*context.criteria, *(paper.title for paper in context.documents))).casefold()
    look = any_of(GUIDANCE, tuple(settings.words.get("F12", ())))
    in_condition = any_of(rf"(?:{GUIDANCE})[^.;]{{0,30}}?{_SAYS}")
    for name, pattern in (("criteria", look), ("condition", in_condition)):
        match = pattern.search(own_words(getattr(finding, name), settings.allowed.get("F12", ())))
        source = any_of(GUIDANCE).search(match[0]) if match else None
        called = source[0] if source else match[0] if match else ""
        if called and called.casefold() not in adopted and _kernel(called) not in adopted:
            yield Found(name, f"«{called}» is guidance, and no rule of the organisation adopts it")
            return


def _kernel(called: str) -> str:
    return called.casefold().removeprefix("iso/iec ").removeprefix("iso ").split()[0]


def paper_not_owed(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F14: a missing document is a nonconformity only where a document is required (`domain.md` 0.5 and 1.3)."""
    ref = refs.all_refs().get(finding.ref.strip())
    if finding.grade not in verdicts.NONCONFORMITIES or not ref or ref.document_required:
        return
    if _OWED.search(unquoted(finding.criteria)):
        return
    match = _NO_PAPER.search(told(finding))
    if match:
        name = "title" if match[0] in finding.title else "condition"
        yield Found(name, f"«{match[0].strip()}», but {ref.ref} asks for no document")


def quotation(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F16: a standard's sentences are not copied."""
    for name in ("criteria", "condition", "title"):
        text = getattr(finding, name)
        copied = [part for part in quotations(text) if _copied(part)]
        if not copied and name == "criteria":
            copied = [part for part in sentences(unquoted(text)) if _copied(part)]
        if copied:
            yield Found(name, f"a quotation of {length(copied[0])} words with «shall»")


def _copied(text: str) -> bool:
    return length(text) > MOST_QUOTED and bool(re.search(r"\bshall\b", text, re.IGNORECASE))


def number_only(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F31: a number of the standard says what is to be reached; the organisation's rule says how and by when."""
    text = finding.criteria.strip()
    if finding.grade in verdicts.NONCONFORMITIES and text and not _own_rule(text, context):
        rest = refs.REF.sub(" ", _OF_2013.sub(" ", text))
        if not _RULE.search(_STANDARD.sub(" ", rest)) and not any_of(GUIDANCE).search(text):
            yield Found("criteria", "the criterion is a number of the standard only")


def edition(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F32: the version of the criterion is the one in the document register."""
    for paper in _named(finding.criteria, context):
        known = re.sub(r"^[^0-9]*", "", paper.edition)
        behind = finding.criteria[_end_of(paper, finding.criteria) :][:40]
        said = re.match(r"[\s()\[\]A-Z0-9,-]{0,20}?\b(?:v|version |edition )\s?([0-9]+(?:\.[0-9]+)*)", behind)
        if known and said and _trimmed(said[1]) != _trimmed(known):
            name = paper.number or paper.title
            yield Found(
                "criteria",
                f"{name} v{said[1]}, but the register has v{known}",
                f"write v{known}, or say that v{said[1]} was in force in the period",
            )


def _trimmed(edition_: str) -> str:
    return re.sub(r"(?:\.0)+$", "", edition_)


def outdated_number(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F33: the numbers are those of the 2022 edition."""
    for name, text in (("ref", finding.ref), ("criteria", finding.criteria)):
        match = _OF_2013.search(text)
        if match:
            now = refs.from_2013().get(match[0]) or ()
            mend = f"in 2022 it is {' and '.join(now)}" if now else ""
            yield Found(name, f"«{match[0]}» is a number of the 2013 edition", mend)
            return
    about = f"{finding.title} {finding.criteria}".casefold()
    if finding.ref.strip() == "10.1" and ("corrective" in about or "nonconform" in about):
        yield Found("ref", "«10.1» was corrective action in 2013; in 2022 it is continual improvement", "write 10.2")


def excluded(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F29: what the Statement of Applicability leaves out is not applied, unless the leaving out is the finding."""
    about_soa = re.search(r"\bstatement of applicability\b|\bSoA\b", f"{finding.criteria} {finding.title}", re.I)
    left_out = [ref for ref in (finding.ref, *finding.related) if context.applicable.get(ref.strip()) is False]
    if left_out and not about_soa:
        field = "ref" if left_out[0] == finding.ref else "related"
        yield Found(field, f"the Statement of Applicability leaves {left_out[0]} out")
    for step in context.actions_of(finding.label):
        for ref in _refs(f"{step.text} {step.correction}"):
            if context.applicable.get(ref) is False:
                yield Found("action", f"{step.name} is about {ref}, which the SoA leaves out", item=step.name)


def exclusion_unknown(context: Context, _settings: Settings) -> Iterator[Found]:
    """F29 for the register of actions: what it says about exclusions agrees with the Statement of Applicability."""
    for step in context.actions:
        text = f"{step.statement} {step.text} {step.correction}"
        speaks = re.search(r"\bexclu\w+|\bnot applicable\b|\bleft out\b|\bout of scope\b", text, re.IGNORECASE)
        for ref in _refs(text):
            applies = context.applicable.get(ref)
            if speaks and applies:
                message = f"{step.name} speaks of leaving {ref} out, but the Statement of Applicability applies it"
                yield Found("action", message, "correct the register or the Statement of Applicability", step.name)
            elif applies is False and not speaks and not step.finding:
                message = f"{step.name} is about {ref}, which the Statement of Applicability leaves out"
                yield Found("action", message, item=step.name)


def _refs(text: str) -> list[str]:
    """The refs of a text; registers write `A 8.34` and `A8.34` too."""
    return [f"A.{match[1]}.{match[2]}" for match in re.finditer(r"\bA[ .]?([5-8])\.([0-9]{1,2})\b", text)]


def _own_rule(text: str, context: Context) -> bool:
    """Whether a criterion names a document of the organisation."""
    if _named(text, context) or _NUMBERED.search(text):
        return True
    return bool(_VERSION.search(_STANDARD.sub(" ", text)) and _RULE.search(text))


def _named(text: str, context: Context) -> list[Paper]:
    folded = text.casefold()
    return [
        paper
        for paper in context.documents
        if (paper.number and paper.number.casefold() in folded)
        or (len(paper.title) > 7 and paper.title.casefold() in folded)
    ]


def _end_of(paper: Paper, text: str) -> int:
    """Where the last mention of a document ends."""
    folded = text.casefold()
    ends = [
        folded.rfind(name.casefold()) + len(name)
        for name in (paper.number, paper.title)
        if name and name.casefold() in folded
    ]
    return max(ends)

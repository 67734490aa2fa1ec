"""Rules about what a finding rests on: evidence and samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from data.rules import verdicts
from data.rules.finding_quality.facts import NARRATIVE, Context, Draft, Drawn, Proof
from data.rules.finding_quality.rule import Found, Settings
from data.rules.finding_quality.text import SAMPLED, STATISTICS, Count, counts, told, whole
from data.rules.sampling.selection import WAYS

_EVIDENCE = re.compile(r"\bE-[0-9]{2,5}\b")
_SAMPLE = re.compile(r"\bS-[0-9]{2,5}\b")
_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_OWN = re.compile(r"(?<![\w/-])[EFA]-[0-9]{2,5}\b")
_NUMBER = re.compile(r"\b[A-Z]{2,8}(?:-[0-9]{4})?-[0-9]{1,5}\b")
TEXTS = (*NARRATIVE, "criteria", "grade_reason")


def without(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F02: a nonconformity rests on evidence that is linked to it or named in its condition."""
    if finding.grade in verdicts.NONCONFORMITIES and not _proofs(finding, context):
        yield Found("condition", "a nonconformity without evidence")


def uncounted(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F03: who speaks of a sample says how many of how many."""
    text = told(finding)
    if (finding.sample or SAMPLED.search(text)) and not counts(text) and not whole(text):
        yield Found("condition", "a sample without «k of n»")


def out_of_time(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F22: evidence is of the audit and its period, and a screenshot says when and where it was taken."""
    for proof in _proofs(finding, context):
        day = proof.captured[:10]
        if context.ends and _DAY.fullmatch(day) and day > context.ends:
            yield Found("evidence", f"{proof.label} was taken on {day}, after the audit ended on {context.ends}")
        elif _before(proof, context.period_from):
            yield Found("evidence", f"{proof.label} is older than the period, which begins on {context.period_from}")
        if proof.kind == "screenshot":
            lacks = [word for word, there in (("date", proof.captured), ("system", proof.source)) if not there]
            if lacks:
                yield Found(
                    "evidence",
                    f"{proof.label} is a screenshot without {' and '.join(lacks)}",
                    f"add the {' and '.join(lacks)} to {proof.label}, or take it anew",
                )


def _before(proof: Proof, begin: str) -> bool:
    """Whether all that a record speaks of lies before the period; documents may be older."""
    if not begin or proof.kind in ("document", "statement", "link"):
        return False
    days = _DAY.findall(proof.period) or _DAY.findall(proof.captured[:10])
    return bool(days) and max(days) < begin


def beyond_the_sample(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F24: a rate of the whole needs a random sample, and a random sample with deviations says its upper limit."""
    text = told(finding)
    claim = STATISTICS.search(text)
    drawn = _drawn(finding, context)
    unknown = [label for label in _SAMPLE.findall(text) if label not in context.samples]
    if claim and not unknown and all(_by_judgement(one) for one in drawn):
        what = "a sample by judgement" if drawn else "no random sample"
        mend = "leave the claim out and say that the choice was by judgement"
        yield Found("condition", f"«{claim[0]}» claims more than {what} can say", mend)
    random = [one for one in drawn if _by_chance(one)]
    deviating = [one for one in random if not one.counts or any(deviations for _, deviations in one.counts)]
    if deviating and not claim and finding.grade not in ("strength", "ofi"):
        yield Found("condition", f"{deviating[0].label} is random, and its upper limit is not given")


def _by_chance(drawn: Drawn) -> bool:
    return drawn.method in WAYS and WAYS[drawn.method].by_chance


def _by_judgement(drawn: Drawn) -> bool:
    return drawn.method != "all" and not _by_chance(drawn)


def dangling(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F26: what is named exists: evidence, findings, actions, documents of the register."""
    own = {*context.evidence, *context.labels, *(step.label for step in context.actions), finding.label}
    registered = {step.external for step in context.actions} | {paper.number for paper in context.documents}
    families = {_family(number) for number in registered if number}
    registered = registered.union(*(drawn.items for drawn in context.samples.values()))
    for name in TEXTS:
        text = getattr(finding, name)
        unknown = [label for label in _OWN.findall(text) if label not in own]
        unknown += [
            number for number in _NUMBER.findall(text) if _family(number) in families and number not in registered
        ]
        for label in dict.fromkeys(unknown):
            yield Found(name, f"{label} is not in the record")
    audit, _, label = finding.repeat_of.partition("/")
    if label and audit in {one.audit for one in context.earlier}:
        known = {(one.audit, one.label) for one in context.earlier}
        if (audit, label) not in known:
            yield Found("repeat_of", f"{audit} has no finding {label}")


def _family(number: str) -> str:
    return re.sub(r"[0-9]+", "#", number)


def sample_unknown(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F27: the sample of the condition is in the sampling record, with the same counts."""
    text = told(finding)
    for label in dict.fromkeys(_SAMPLE.findall(text)):
        if label not in context.samples:
            yield Found("condition", f"{label} is not in the sampling record")
            return
    drawn = _drawn(finding, context)
    said = counts(text)
    if not drawn and SAMPLED.search(text) and not any(_could_be(one, said) for one in context.samples.values()):
        of = f" of {said[0].n}" if said else ""
        yield Found("condition", f"the sampling record knows no sample{of} that this could be")
    for one in drawn:
        known = {(judged, found) for judged, deviations in one.counts for found in (deviations, judged - deviations)}
        sizes = {judged for judged, _ in one.counts}
        about = [(count.n, count.k) for count in said if count.n in sizes]
        if about and not known & set(about):
            judged, deviations = one.counts[0]
            message = f"the text says {about[0][1]} of {about[0][0]}, {one.label} has {deviations} of {judged}"
            yield Found("condition", message, "correct the text, or the marks of the sample")


def _could_be(one: Drawn, said: Iterable[Count]) -> bool:
    """Whether a sample that nobody linked could be the one that the counts speak of."""
    known = {Count(found, judged) for judged, deviations in one.counts for found in (deviations, judged - deviations)}
    return bool(known & set(said)) if known else one.size in {count.n for count in said}


def _proofs(finding: Draft, context: Context) -> list[Proof]:
    """The evidence that is linked or named, as far as it exists."""
    labels = dict.fromkeys((*finding.evidence, *_EVIDENCE.findall(finding.condition)))
    return [context.evidence[label] for label in labels if label in context.evidence]


def _drawn(finding: Draft, context: Context) -> list[Drawn]:
    """The samples that are linked or named, as far as they exist."""
    labels: Iterable[str] = dict.fromkeys((finding.sample, *_SAMPLE.findall(told(finding))))
    return [context.samples[label] for label in labels if label in context.samples]

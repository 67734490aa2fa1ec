"""Rules about cause and action: what the auditee answers, and who looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.rules import verdicts
from data.rules.finding_quality.facts import Context, Draft, Step
from data.rules.finding_quality.rule import Found, Settings
from data.rules.finding_quality.text import any_of

FINISHED = ("verified", "closed")
HUMAN = (
    r"\bhuman (?:error|failure|factor|mistake)|\black of (?:awareness|attention|time|care|discipline)"
    r"|\b(?:forgot(?:ten)?|forgets?|careless\w*|negligen\w*|laz(?:y|iness)|inattenti\w+|forgetful\w*|oversight)\b"
    r"|\b(?:not|un)[ -]?aware\b|\bdo(?:es)? not care\b|\bno time\b|\b(?:personal|individual) (?:mistake|failure|error)"
)
_OPEN = re.compile(
    r"\b(?:to be (?:determined|clarified|analy[sz]ed|established|found|confirmed)|tb[acd]"
    r"|not (?:yet )?(?:known|asked|determined|clear)|unknown|pending|under analysis)\b|^\W*open\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b[ES]-[0-9]{2,5}\b|\b[A-Z]{2,8}-[0-9]{2,6}\b|\baccording to\b|\banalysis\b"
    r"|\b(?:said|told|says|shown|explained|stated|confirmed|reported|interview\w*)\b"
    r"|\b(?:likely|probably|presumably|possibly|assumed|seems?|appears?|may|might|suspected)\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(
    r"\b(?:re-?)?train(?:ed|ing|ings)?\b|\bremind\w*|\be-?mails?\b|\bawareness\b|\bsensibili\w+|\bsensiti[sz]\w+"
    r"|\b(?:more )?(?:careful(?:ly)?|attentive|diligent)\b|\bpay (?:more )?attention\b|\binstruct(?:ed|ion|ions)?\b"
    r"|\bbrief(?:ed|ing)?\b|\binform(?:ed)? (?:the |all )?(?:staff|team|employees|colleagues)|\btalks? (?:to|with)\b"
    r"|\bcircular\b|\bnewsletter\b|\bcommunicat\w+",
    re.IGNORECASE,
)
_PART = re.compile(r"[.;,+]|\band\b")


def cause(finding: Draft, context: Context, settings: Settings) -> Iterator[Found]:
    """F17: a cause is open, or it has evidence; human error is where the question begins (`domain.md` 6.6)."""
    blamed = any_of(HUMAN, tuple(settings.words.get("F17", ())))
    text = finding.cause.strip()
    if finding.grade in verdicts.NONCONFORMITIES and text:
        match = blamed.search(text)
        if match:
            yield Found("cause", f"«{match[0]}» is no cause", "ask what allowed it to happen, and to stay unnoticed")
        elif not _OPEN.search(text) and not _SOURCE.search(text):
            yield Found("cause", "a cause stated as a fact without evidence")
    for step in context.actions_of(finding.label):
        match = blamed.search(step.cause)
        if match:
            mend = "ask what allowed it to happen, and to stay unnoticed"
            yield Found("action", f"{step.name}: «{match[0]}» is no cause", mend, step.name)


def no_cause(finding: Draft, _context: Context, _settings: Settings) -> Iterator[Found]:
    """F30: that the cause is still open is said."""
    if finding.grade in verdicts.NONCONFORMITIES and not finding.cause.strip():
        yield Found("cause", "the cause is blank")


def unowned(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F18: an action has an owner, a verifier and a date, which is not past when the report is issued."""
    for step in context.actions_of(finding.label):
        if step.status in FINISHED:
            continue
        parts = (("owner", step.owner), ("due date", step.due), ("verifier", step.verifier))
        lacks = [name for name, there in parts if not there.strip()]
        if lacks:
            yield Found("action", f"{step.name} has no {' and no '.join(lacks)}", item=step.name)
        elif not context.issued and _overdue(step, context.today):
            mend = "agree a new date with its reason, or record it as done"
            yield Found("action", f"{step.name} was due on {step.due}", mend, step.name)


def _overdue(step: Step, today: str) -> bool:
    return bool(re.fullmatch(r"[0-9-]{10}", step.due)) and step.due < today and step.status != "done"


def reminders_only(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F19: reminding and retraining alone change nothing that lasts."""
    steps = context.actions_of(finding.label)
    texts = [step.text for step in steps if step.text.strip()]
    if not steps and finding.grade in verdicts.NONCONFORMITIES and finding.action.strip():
        texts = [finding.action]
    if texts and all(_reminder(text) for text in texts):
        yield Found("action", "nothing but reminding or retraining", item=steps[0].name if steps else "")


def _reminder(text: str) -> bool:
    parts = [part for part in _PART.split(text) if len(part.split()) > 1]
    return bool(_TRAINING.search(text)) and all(_TRAINING.search(part) for part in parts)

"""Rules about people and secrets: a report names roles, and holds nothing that would hurt if it were lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from data.rules.finding_quality import names
from data.rules.finding_quality.facts import NARRATIVE, Context, Draft
from data.rules.finding_quality.rule import Found, Settings

MAIL = re.compile(r"@(?<=[\w.+-]@)[\w-]{1,63}(?:\.[\w-]{2,63})+\b")  # begins with its rarest character: found fast
SECRETS = {
    "a password or token": re.compile(
        r"\b(?:pass(?:word|wd|wort|phrase)|pwd|secret|token|api[_ -]?key|credentials?)\b\s*"
        r"(?:=\s*[^\s,;]{3,}|:\s*(?=[^\s,;]*[0-9!@#$%^&*])[^\s,;]{6,})",
        re.IGNORECASE,
    ),
    "a key": re.compile(
        r"-----BEGIN [A-Z ]+-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bxox[abp]-\w{8,}"
        r"|\beyJ[\w-]{10,}\.[\w-]{10,}"
    ),
}
PERSONAL = {
    "an e-mail address": MAIL,
    "a telephone number": re.compile(
        r"(?<![\w.,/-])(?:\+[0-9]{1,3}|00[0-9]{2}|0[0-9]{2,4})[ /-]?\(?[0-9][0-9 ()/-]{4,14}[0-9](?![\w-])"
    ),
    "an account or card number": re.compile(
        r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}\b|(?<![\w-])(?:[0-9]{4}[ -]){3}[0-9]{4}(?![\w-])"
    ),
    "an identity number": re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])"),
}
_HARMFUL = SECRETS | PERSONAL
WRITTEN = (*NARRATIVE, "grade_reason")
BY_ROLE = ("role", "acknowledged_by")


def individual(finding: Draft, context: Context, settings: Settings) -> Iterator[Found]:
    """F07: roles are named, individuals are not, and nobody is blamed."""
    allowed = {word.casefold() for word in settings.allowed.get("F07", ())}
    for name, text in _texts(finding, (*WRITTEN, *BY_ROLE), lambda text: _suspect(text, context)):
        found = next(
            (one for one in names.people(text, context.names, context.roles) if one.casefold() not in allowed), ""
        )
        blamed = names.blame(text)
        if found:
            role = context.role_of.get(found, "")
            yield Found(name, f"«{found}» is an individual", f"write {role}" if role else "")
        elif MAIL.search(text):
            yield Found(name, "an e-mail address leads to an individual")
        elif blamed:
            yield Found(name, f"«{blamed}» blames a person", "say what the process allowed to happen")


def secret(finding: Draft, context: Context, _settings: Settings) -> Iterator[Found]:
    """F15: no secret and no personal data, neither in the finding nor in what the evidence says of itself."""
    for name, text in _texts(finding, (*WRITTEN, "criteria"), lambda text: bool(_held(text))):
        what = _held(text)
        if what:
            yield Found(name, f"the text holds {what}")
    for label in finding.evidence:
        proof = context.evidence.get(label)
        what = _held(f"{proof.title}\n{proof.remark}") if proof else ""
        if what:
            yield Found("evidence", f"{label} holds {what}", "cover it in the evidence's title or remark")


def _held(text: str) -> str:
    """What a text holds that it must not, empty if nothing; the thing itself is never repeated."""
    return next((what for what, shape in _HARMFUL.items() if shape.search(text)), "")


def _suspect(text: str, context: Context) -> bool:
    people = names.people(text, context.names, context.roles)
    return next(people, None) is not None or bool(names.blame(text) or MAIL.search(text))


def _texts(finding: Draft, fields: Iterable[str], suspect: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The fields with their texts; none where all of them together are free of suspicion, which is the usual case."""
    texts = [(name, getattr(finding, name)) for name in fields]
    return texts if suspect("\n".join(text for _, text in texts)) else []

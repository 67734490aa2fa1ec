"""What an audit needs its team to know, against what the team can prove (ISO/IEC 27001 clause 7.2; `domain.md` 2.14).

No certificate is asked for of an internal auditor; evidence of competence is. A certificate that somebody claims has to
be in the competence register.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data import clock

MET, EXPIRED, EXPIRES, MISSING, UNPROVEN = "met", "expired", "expires", "missing", "not in register"
OPEN_STATES = ("planned", "open", "in progress", "not started", "overdue", "geplant", "offen", "prévu")


@dataclass(frozen=True, slots=True)
class Learnt:
    """One record of the competence register; dates are text as given."""

    person: str
    subject: str
    kind: str = ""
    done: str = ""
    expires: str = ""
    status: str = ""
    evidence: str = ""
    row: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was completed, as far as the register says."""
        status = self.status.strip().casefold()
        return bool(clock.parse_date(self.done)) or (bool(status) and not status.startswith(OPEN_STATES))


@dataclass(frozen=True, slots=True)
class Need:
    """What at least one of the team must be able to do, by words in the subject of a record (a pattern); `why` for
    people. `refs` are those that bring the need."""

    subject: str
    words: str
    why: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """How a need or a claim stands. `who` has it, or claims it; `proof` is the record, or the nearest there is."""

    subject: str
    state: str
    who: str = ""
    proof: str = ""


NEEDS = (
    Need("Auditing: principles and methods", r"audit(?!\w*\s+log)|19011", "every audit"),
    Need("ISO/IEC 27001 and management systems", r"27001|isms|lead (auditor|implementer)", "every audit"),
    Need("Risk assessment and treatment", r"risk|27005", "clauses 6.1, 8.2, 8.3", ("6.1", "8.2", "8.3")),
    Need("Privacy and law", r"privacy|gdpr|data protection|dpia|cipp|legal|dsgvo", "A.5.31-A.5.34",
         ("A.5.31", "A.5.32", "A.5.33", "A.5.34")),
    Need("Continuity and incidents", r"incident|continuity|recovery|tabletop|22301", "A.5.24-A.5.30",
         ("A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.5.28", "A.5.29", "A.5.30")),
    Need("Information technology and its controls",
         r"cis|hardening|network|cloud|linux|windows|admin|technical|vulnerab|security+|cissp|gsec|platform|itil",
         "theme A.8", ("A.8",)),
    Need("Secure development", r"secure cod|owasp|develop|sast|appsec|release", "A.8.25-A.8.31",
         tuple(f"A.8.{number}" for number in range(25, 32))),
)  # fmt: skip
"""What the scope asks for: judgement, not a rule of the standard."""
_COMMON = re.compile(
    r"iso|iec|cert|certificate|certification|certified|holds|current|valid|an?|the|of|in|and|or|for|with|to|by|as|since"
    r"|years?|course|training|qualification|qualified|exam|passed|no|number|(?:19|20)\d\d"
)
_CLAIM = re.compile(r"certif|lead (auditor|implementer)|cisa\b|cissp|cism\b|zertifi|diplom", re.IGNORECASE)


def needed(refs: Collection[str]) -> list[Need]:
    """The needs that a scope brings."""
    return [
        need
        for need in NEEDS
        if not need.refs or any(ref == head or ref.startswith(f"{head}.") for head in need.refs for ref in refs)
    ]


def judge(need: Need, team: Sequence[str], records: Iterable[Learnt], on: date) -> Judged:
    """Whether somebody on the team can prove what is needed on the day of the audit.

    `records` are those of the team. The best counts: valid, then expiring without a date, then expired.
    """
    pattern = re.compile(need.words, re.IGNORECASE)
    fitting = [one for one in records if one.is_done and pattern.search(one.subject)]
    valid = [one for one in fitting if not _expired(one, on)]
    if valid:
        best = max(valid, key=lambda one: one.done)
        return Judged(need.subject, MET, best.person, _proof(best))
    if fitting:
        last = max(fitting, key=lambda one: one.expires)
        return Judged(need.subject, EXPIRED, last.person, _proof(last))
    return Judged(need.subject, MISSING, "", f"nobody of {len(team)} has a record of it" if team else "no team yet")


def claims(text: str) -> list[str]:
    """The certificates that a team member's words claim."""
    return [part.strip() for part in re.split(r"[;,\n]|\band\b", text) if _CLAIM.search(part)]


def check(claim: str, who: str, records: Sequence[Learnt], on: date) -> Judged:
    """Whether a claimed certificate is in the register; `proof` names the nearest record where it is not."""
    wanted = _significant(claim)
    for one in records:
        if one.is_done and wanted <= _significant(f"{one.subject} {one.kind} {one.evidence}"):
            return Judged(claim, EXPIRED if _expired(one, on) else MET, who, _proof(one))
    near = max(records, key=lambda one: len(wanted & _significant(one.subject)), default=None)
    if near and wanted & _significant(near.subject):
        return Judged(claim, UNPROVEN, who, f"the register shows {_proof(near)}")
    return Judged(claim, UNPROVEN, who, "the register shows nothing like it")


def _significant(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(word for word in words if not _COMMON.fullmatch(word))


def _expired(one: Learnt, on: date) -> bool:
    expires = clock.parse_date(one.expires)
    return expires is not None and expires < on


def _proof(one: Learnt) -> str:
    """`«ISO 27001 Lead Implementer», Cert #LI-27001-44821, until 2028-11-12`."""
    parts = (
        f"«{one.subject}»",
        one.evidence,
        f"until {one.expires}" if one.expires else "",
        one.row and f"({one.row})",
    )
    return ", ".join(part for part in parts if part)

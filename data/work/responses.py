"""The auditee's answers to findings as they go out in a form and come back: one row a finding or action."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from data.models import Action, Finding
from data.rules import verdicts
from data.work import actions, decisions, findings

SHEET = "Answers"
GIVEN = ("Finding", "Grade", "Ref", "Headline", "What was seen", "Why it matters")
ANSWERS = {
    "correction": "Put right at once",
    "extent": "Other cases looked for",
    "cause": "Cause *",
    "text": "Action *",
    "owner": "Owner (role) *",
    "due": "Due date *",
    "done": "Done on",
    "answer": "Accepted?",
    "reason": "Reason if declined",
}
REQUIRED = ("cause", "text", "owner", "due")
OF_ACTION = ("correction", "extent", "cause", "text", "owner", "due", "done")
DATES = ("due", "done")
KEY, SENT = "key", "as sent"
MOST = 4000  # characters of an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the form: the finding, the action that answers it so far, and what the answers are now."""

    finding: Finding
    action: Action | None = None
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def binding(self) -> bool:
        """Whether it is a nonconformity, which is corrected; anything else is accepted or declined."""
        return self.finding.grade in verdicts.NONCONFORMITIES

    @property
    def key(self) -> str:
        """What the row is known by when it comes back."""
        return f"{self.finding.id}.{self.action.id if self.action else ''}"


def asked(session: Session, /, audit_id: str, owner: str = "", labels: Sequence[str] = ()) -> list[Asked]:
    """The rows of an audit's form, gravest findings first: every finding but strengths, one row an action.

    With `owner`, only what that role answers for (as owner of the finding, of an action, or as who showed it); with
    `labels`, only those findings.
    """
    said = decisions.answers(session, audit_id)
    acted: dict[str, list[Action]] = {}
    for action in actions.of_audit(session, audit_id):
        acted.setdefault(action.finding_id or "", []).append(action)
    order = list(verdicts.GRADES)
    found = []
    graded = [one for one in findings.of_audit(session, audit_id) if one.grade and one.grade != "strength"]
    for finding in sorted(graded, key=lambda one: order.index(one.grade)):
        if labels and finding.label not in labels:
            continue
        answer = said.get(finding.id)
        rest = {"answer": answer.answer, "reason": answer.reason} if answer else {}
        mine = acted.get(finding.id, [])
        found += [Asked(finding, one, {name: getattr(one, name) for name in OF_ACTION} | rest) for one in mine]
        found += [] if mine else [Asked(finding, None, rest)]
    wanted = owner.strip().casefold()
    return [one for one in found if not wanted or wanted in {name.casefold() for name in _holders(one)}]


def owners(session: Session, /, audit_id: str) -> list[str]:
    """The roles that answer for something."""
    return sorted({name for one in asked(session, audit_id) for name in _holders(one)}, key=str.casefold)


def _holders(one: Asked) -> Iterator[str]:
    for name in (one.finding.owner, one.action.owner if one.action else "", one.finding.role):
        if name.strip():
            yield name.strip()
            return


def as_sent(answers: dict[str, str]) -> str:
    """Short hashes of the answers as they went out, so that what the auditee left alone is known when it is back."""
    return " ".join(hashlib.sha256(answers.get(name, "").encode()).hexdigest()[:8] for name in ANSWERS)


def untouched(sent: str, name: str, answer: str) -> bool:
    """Whether an answer is still the one that went out."""
    hashes = dict(zip(ANSWERS, sent.split(), strict=False))
    return hashes.get(name) == hashlib.sha256(answer.encode()).hexdigest()[:8]

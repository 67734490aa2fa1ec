"""The nine stages, and what each still lacks. A stage never blocks typing; it only says what is missing.

Which points block the issue of a report follows `domain.md` 6.1 and 6.5: what a certification auditor would miss first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.rules import review

STAGES = ("Plan", "Prepare", "Opening", "Interviews", "Sampling", "Evidence", "Findings", "Report", "Follow-up")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is counted in an audit, as plain values.

    `conflicts` are refs that somebody tests who is not independent of them, `uncertain` what is doubtful about the
    team; each with its words.
    """

    title: str = ""
    objectives: str = ""
    impartiality: str = ""
    starts: str = ""
    ends: str = ""
    summary: str = ""
    conclusion: str = ""
    distribution: str = ""
    reviewer: str = ""
    refs: int = 0
    criteria: int = 0
    lead_auditors: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    uncertain: tuple[tuple[str, str], ...] = ()
    items: int = 0
    judged: int = 0
    unreasoned: tuple[str, ...] = ()
    requests: int = 0
    requests_open: int = 0
    opening_points: int = 0
    opening_done: int = 0
    attendance: int = 0
    interviews: int = 0
    samples: int = 0
    samples_planned: tuple[str, ...] = ()
    populations_open: tuple[str, ...] = ()
    cells: int = 0
    cells_marked: int = 0
    evidence: int = 0
    evidence_undated: tuple[str, ...] = ()
    findings: int = 0
    ungraded: tuple[str, ...] = ()
    without_evidence: tuple[str, ...] = ()
    without_criteria: tuple[str, ...] = ()
    without_condition: tuple[str, ...] = ()
    major_without_reason: tuple[str, ...] = ()
    ncs_without_action: tuple[str, ...] = ()
    actions: int = 0
    actions_open: int = 0
    actions_unowned: tuple[str, ...] = ()
    issued: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not there yet. `stage` from 1; `blocks` when the report cannot be issued without it."""

    stage: int
    rule: str
    item: str
    message: str
    blocks: bool = False


def missing(facts: Facts) -> list[Missing]:
    """What is missing in an audit, in the order of the stages."""
    return [*_plan(facts), *_prepare(facts), *_fieldwork(facts), *_findings(facts), *_report(facts)]


def carried(waiting: Sequence[str], unanswered: Sequence[str]) -> Iterator[Missing]:
    """What earlier audits left open is looked at again, whatever the scope (ISO 19011 6.7; ISO/IEC 27001 9.2.2).

    `waiting` are the open matters that no question is about yet, `unanswered` those whose question is not answered.
    """
    if waiting:
        one = len(waiting) == 1
        words = (
            f"{len(waiting)} open matter{'' if one else 's'} of earlier audits {'is' if one else 'are'} no question yet"
        )
        yield Missing(2, "earlier", waiting[0], words)
    for key in unanswered:
        yield Missing(
            4, "carried", key, f"{key} was left open by an earlier audit, and its question is not answered", True
        )


def reviewed(waiting: Iterable[tuple[str, str, str]]) -> Iterator[Missing]:
    """Comments of the review that are not settled hold the report up; each as label, what it is about, what it waits
    for.
    """
    for label, about, words in waiting:
        yield Missing(8, "comment", label, f"comment {label} of the review ({about}): {words}", True)


def current(facts: Facts) -> int:
    """The stage an audit is in, from 1.

    Fieldwork lasts until every reference has its verdict, follow-up begins with the issue.
    """
    if facts.issued:
        return 9
    if facts.items and facts.judged == facts.items:
        return 8
    if facts.judged or facts.interviews or facts.samples or facts.findings:
        return 4
    if facts.opening_done:
        return 3
    return 2 if facts.items else 1


def _plan(facts: Facts) -> Iterator[Missing]:
    checks = (
        (facts.title, "title", "the audit has no title", False),
        (facts.objectives, "objectives", "no objectives: what shall the audit find out?", True),
        (facts.refs, "scope", "no scope: name the refs, areas and places", True),
        (facts.criteria, "criteria", "no criteria: what is compared with what?", True),
        (facts.starts and facts.ends, "dates", "no dates", False),
        (facts.lead_auditors, "team", "no lead auditor", True),
        (facts.impartiality, "impartiality", "no impartiality note: who audited what, and why that is objective", True),
    )
    for there, rule, message, blocks in checks:
        if not there:
            yield Missing(1, rule, "", message, blocks)
    for refs, words in facts.conflicts:
        yield Missing(1, "independence", refs, words, True)
    for item, words in facts.uncertain:
        yield Missing(1, "team", item, words)


def _prepare(facts: Facts) -> Iterator[Missing]:
    if facts.refs and not facts.items:
        yield Missing(2, "checklist", "", "no checklist yet: copy it from the pack", True)
    if not facts.requests:
        yield Missing(2, "requests", "", "nothing was asked for in advance")
    elif facts.requests_open:
        yield Missing(2, "requests", "", f"{facts.requests_open} of {facts.requests} requests not complete")


def _fieldwork(facts: Facts) -> Iterator[Missing]:
    if not facts.opening_done:
        yield Missing(3, "opening", "", "no opening meeting")
    elif not facts.attendance:
        yield Missing(3, "attendance", "", "nobody is recorded as present at the opening meeting")
    if facts.items > facts.judged:
        yield Missing(
            4, "untested", "", f"{facts.items - facts.judged} of {facts.items} references have no verdict", True
        )
    for ref in facts.unreasoned:
        yield Missing(4, "reason", ref, f"{ref}: not tested or not applicable, and no reason", True)
    for label in facts.samples_planned:
        yield Missing(5, "undrawn", label, f"{label} is planned and not drawn")
    for title in facts.populations_open:
        yield Missing(5, "population", title, f"{title}: not all is known of where the list comes from")
    if facts.cells > facts.cells_marked:
        yield Missing(5, "unmarked", "", f"{facts.cells - facts.cells_marked} of {facts.cells} sample results are open")
    if not facts.evidence:
        yield Missing(6, "evidence", "", "no evidence is recorded", True)
    for label in facts.evidence_undated:
        yield Missing(6, "undated", label, f"{label}: neither date nor period")


def _findings(facts: Facts) -> Iterator[Missing]:
    if not facts.findings:
        yield Missing(7, "findings", "", "no finding is recorded, not even a strength")
    lists = (
        (facts.ungraded, "grade", "has no grade"),
        (facts.without_criteria, "F01", "has no criterion"),
        (facts.without_condition, "condition", "has no condition: what was seen?"),
        (facts.without_evidence, "F02", "is a nonconformity without evidence"),
        (facts.major_without_reason, "F11", "is major and gives no reason"),
    )
    for labels, rule, words in lists:
        for label in labels:
            yield Missing(7, rule, label, f"{label} {words}", True)
    for label in facts.ncs_without_action:
        yield Missing(9, "action", label, f"{label} is a nonconformity without a corrective action")
    for label in facts.actions_unowned:
        yield Missing(9, "F18", label, f"{label} has no owner or no due date")


def _report(facts: Facts) -> Iterator[Missing]:
    if not facts.summary:
        yield Missing(8, "summary", "", "no summary for management", True)
    if not facts.conclusion:
        yield Missing(8, "conclusion", "", "no conclusion", True)
    if not facts.distribution:
        yield Missing(8, "distribution", "", "the distribution list is empty")
    if not facts.reviewer:
        yield Missing(8, "reviewer", "", "no reviewer is named")
    elif any(review.same(facts.reviewer, one) for one in (*facts.lead_auditors, *facts.auditors)):
        yield Missing(8, "reviewer", "", "the reviewer is an author of the report; name somebody else", True)

"""The sentences that count something, right for none, one and many. Every number comes from the report's data set."""

from __future__ import annotations

from data.rules import verdicts
from data.rules.sampling import selection
from data.work.actions import FINISHED
from exports.report import Report
from exports.words import count, day, joined, listed, number, span

SAMPLING = (
    "An audit looks at samples. What was not looked at may hold faults that this report does not show, "
    "and what was found to conform did so at the time and in the cases that were seen."
)
SIGNING = (
    "With their signature the auditors confirm that this report is a true record of the audit, "
    "and the audit client that it was received."
)
NAMES = {
    "major": ("major nonconformity", ""),
    "minor": ("minor nonconformity", ""),
    "": ("finding without a grade", "findings without a grade"),
    "ofi": ("opportunity for improvement", "opportunities for improvement"),
    "observation": ("observation", ""),
}
WAYS = {
    "random": "at random",
    "systematic": "at a fixed interval from a random start",
    "stratified": "at random inside each stratum",
    "judgemental": "by judgement",
    "haphazard": "without a rule",
    "block": "as a block",
    "all": "in full",
}
BY_CHANCE = tuple(way.name for way in selection.WAYS.values() if way.by_chance)
CHOSEN = tuple(way.name for way in selection.WAYS.values() if way.reasoned)
EVENTS = {"opening": "opening meeting", "closing": "closing meeting", "presentation": "presentation of the results"}
DONE = ("done", *FINISHED)


def _verb(amount: int, one: str, many: str) -> str:
    """`3 were tested`, `1 was tested`."""
    return f"{number(amount)} {one if amount == 1 else many}"


def _was(amount: int) -> str:
    return "was" if amount == 1 else "were"


def _is(amount: int) -> str:
    return "is" if amount == 1 else "are"


def covered(report: Report) -> str:
    """What was in scope, and how far it was tested."""
    whole, audit = report.whole, report.audit
    when = span(audit.starts, audit.ends)
    opening = f"The audit of {when}" if when else "The audit"
    if not whole.total:
        return f"{opening} has no checklist yet, so nothing has been tested."
    scope = f" ({audit.refs})" if audit.refs else ""
    first = f"{opening} covered {count(whole.total, 'reference')} of ISO/IEC 27001:2022{scope}."
    if whole.tested == whole.total:
        return f"{first} {'It was' if whole.total == 1 else 'All of them were'} tested."
    parts = (
        (whole.tested, "was tested", "were tested"),
        (whole.count("not_tested"), "was not tested", "were not tested"),
        (whole.count("not_applicable"), "does not apply", "do not apply"),
        (whole.count(""), "has no verdict yet", "have no verdict yet"),
    )
    return f"{first} Of these, {listed(_verb(amount, one, many) for amount, one, many in parts if amount)}."


def tested(report: Report) -> str:
    """How much of the scope was tested, and how that is counted."""
    amount, total = report.whole.tested, report.whole.total
    if amount < total:
        first = f"{number(amount)} of {count(total, 'reference')} in scope {_was(amount)} tested."
    elif total == 1:
        first = "The one reference in scope was tested."
    else:
        first = f"All {number(total)} references in scope were tested."
    return (
        f"{first} Each has the gravest verdict that its evidence calls for; what was not tested is counted for itself, "
        "never as conforming."
        + (" Annex A lists every reference with its verdict and evidence." if report.shows("annexes") else "")
    )


def without_verdict(report: Report) -> str:
    """Which references nobody has judged; empty where all are."""
    open_refs = [item.ref for item in report.judged("")]
    if not open_refs:
        return ""
    return f"{_verb(len(open_refs), 'reference has', 'references have')} no verdict yet: {', '.join(open_refs)}."


def raised(report: Report) -> str:
    """What the audit led to, by grade; empty where nothing was tested and nothing raised."""
    told = _by_grade(report, *NAMES)
    if not told:
        return "It led to no nonconformity." if report.whole.tested else ""
    if report.whole.tested and not report.graded("", *verdicts.NONCONFORMITIES):
        return f"It led to no nonconformity, but to {told}."
    return f"It led to {told}."


def nonconforming(report: Report) -> str:
    """How many nonconformities there are; that none was found can only be said where something was tested."""
    told = _by_grade(report, *verdicts.NONCONFORMITIES)
    if told:
        return f"The audit led to {told}. Each says what is required, what was seen, and where it can be seen again."
    if report.whole.tested:
        return "No nonconformity was found in what was tested."
    return "Nothing has been tested yet, so nothing can be said about nonconformities."


def _by_grade(report: Report, *grades: str) -> str:
    counts = ((grade, len(report.graded(grade))) for grade in grades)
    return listed(count(amount, *NAMES[grade]) for grade, amount in counts if amount)


def agreed(report: Report) -> str:
    """How far corrective action has come; empty where none is called for."""
    amount = len(report.actions)
    pending = [action for action in report.actions if action.status not in DONE]
    if not amount:
        return "No corrective action has been agreed yet." if report.graded(*verdicts.NONCONFORMITIES) else ""
    first = f"{count(amount, 'corrective action')} {_is(amount)} agreed"
    if not pending:
        return f"{first} and {'done' if amount == 1 else 'all of them are done'}."
    done = amount - len(pending)
    state = (
        f", {number(done)} of them done" if done else " and not done yet" if amount == 1 else ", none of them done yet"
    )
    due = min((action.due for action in pending if action.due), default="")
    next_one = "it is" if amount == 1 else "the next is"
    return f"{first}{state}{f'; {next_one} due on {day(due)}' if due else ''}."


def unanswered(report: Report) -> str:
    """Which nonconformities have no corrective action; empty where each has one, or none has."""
    pending = [finding.label for finding in report.graded(*verdicts.NONCONFORMITIES) if not finding.actions]
    return f"No action has been agreed yet for {listed(pending)}." if pending and report.actions else ""


def left_open(report: Report) -> str:
    """How many earlier actions are still open."""
    amount = len(report.earlier)
    return f"{count(amount, 'earlier action')} in the register {_is(amount)} not verified yet."


def acknowledged(report: Report) -> str:
    """Whether the facts of the nonconformities are agreed; empty where there is none."""
    found = report.graded(*verdicts.NONCONFORMITIES)
    pending = [finding.label for finding in found if not finding.acknowledged_by]
    if pending:
        return f"The facts of {listed(pending)} have not been acknowledged by the auditee yet."
    if not found:
        return ""
    return f"The facts of {'the nonconformity' if len(found) == 1 else 'all nonconformities'} have been acknowledged."


def met(report: Report) -> str:
    """The meetings that were held."""
    talks = report.held("interview", "walkthrough")
    roles = {meeting.role for meeting in talks if meeting.role}
    told = ["No interview has been held."]
    if talks:
        amount = count(len(talks), "interview or walk-through", "interviews and walk-throughs")
        whom = f" with {count(len(roles), 'role')}" if roles else ""
        told = [f"{amount} {_was(len(talks))} held{whom}."]
    for kind, name in EVENTS.items():
        dates = dict.fromkeys(day(meeting.started) for meeting in report.held(kind))
        told += [f"The {name} took place on {listed(dates)}."] if dates else []
    remote = sum(meeting.remote for meeting in report.held("interview", "walkthrough", *EVENTS))
    if remote:
        told.append(f"{_verb(remote, 'meeting was', 'meetings were')} held remotely.")
    return " ".join(told)


def asked(report: Report) -> str:
    """What was asked for in writing; empty where nothing was."""
    amount = len(report.requests)
    pending = [request.label for request in report.requests if not request.complete]
    if not amount:
        return ""
    first = f"{count(amount, 'document, record or list', 'documents, records and lists')} {_was(amount)} asked for"
    if pending:
        return f"{first}; {listed(pending)} {_is(len(pending))} not complete."
    return f"{first}, and {'it was' if amount == 1 else 'all of them were'} supplied."


def indexed(report: Report) -> str:
    """Where the evidence is listed."""
    amount = len(report.evidence)
    if not amount:
        return "No evidence has been recorded."
    place = "listed in Annex B" if report.shows("annexes") else "in the record"
    return f"{count(amount, 'item')} of evidence {_is(amount)} {place}."


def copied(report: Report) -> str:
    """How much evidence there is, and how much of it the record holds."""
    files = sum(item.sha256 != "" for item in report.evidence)
    first = f"{count(len(report.evidence), 'item')} of evidence."
    if not files:
        return f"{first} No file was copied into the record; the place tells where each can be seen again."
    return (
        f"{first} {count(files, 'file')} {_was(files)} copied into the record; "
        "by its hash anybody can check that a file is the one that was seen."
    )


def drawn(report: Report) -> str:
    """How many samples there are, how they were drawn, and what that means."""
    methods = [sample.method for sample in report.samples]
    if not methods:
        return "No sample was drawn."
    kinds = list(dict.fromkeys(methods))
    how = f" {way(kinds[0])}"
    if len(kinds) > 1:
        how = ": " + listed(f"{methods.count(kind)} {way(kind)}" for kind in kinds)
    told = [f"{count(len(methods), 'sample')} {_was(len(methods))} drawn{how}."]
    if any(kind in BY_CHANCE for kind in kinds):
        told.append("A random sample is drawn with a seed: the same list and the same seed give the same items.")
    if any(kind in CHOSEN for kind in kinds):
        told.append(
            "A sample that was chosen, and not drawn at random, does not say how often a deviation occurs in what was "
            "not looked at."
        )
    return joined(*told, by=" ")


def way(method: str) -> str:
    """How a sample was drawn, in words."""
    return WAYS.get(method, method.replace("_", " "))

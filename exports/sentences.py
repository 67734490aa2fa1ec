"""The sentences that count something, right for none, one and many. Every number comes from the report's data set."""

from __future__ import annotations

from data.rules import verdicts
from exports import words
from exports.report import Report

SAMPLING = (
    "An audit looks at samples. What was not looked at may hold faults that this report does not show, "
    "and what was found to conform did so at the time and in the cases that were seen."
)
NAMES = {
    "major": ("major nonconformity", ""),
    "minor": ("minor nonconformity", ""),
    "ofi": ("opportunity for improvement", "opportunities for improvement"),
    "observation": ("observation", ""),
    "": ("finding that has no grade yet", "findings that have no grade yet"),
    "strength": ("strength", ""),
}

WAYS = {"random": "at random", "judgemental": "by judgement", "all": "in full"}


def _be(amount: int, one: str, many: str) -> str:
    return f"{words.number(amount)} {one if amount == 1 else many}"


def covered(report: Report) -> str:
    """What was in scope, and how far it was tested."""
    whole, audit = report.whole, report.audit
    when = words.span(audit.starts, audit.ends)
    opening = f"The audit of {when}" if when else "The audit"
    if not whole.total:
        return f"{opening} has no checklist yet, so nothing has been tested."
    scope = f" ({audit.refs})" if audit.refs else ""
    first = f"{opening} covered {words.count(whole.total, 'reference')} of ISO/IEC 27001:2022{scope}."
    if whole.tested == whole.total:
        return f"{first} {'It was' if whole.total == 1 else 'All of them were'} tested."
    parts = (
        (whole.tested, "was tested", "were tested"),
        (whole.count("not_tested"), "was not tested", "were not tested"),
        (whole.count("not_applicable"), "does not apply", "do not apply"),
        (whole.count(""), "has no verdict yet", "have no verdict yet"),
    )
    return f"{first} Of these, {words.listed(_be(amount, one, many) for amount, one, many in parts if amount)}."


def raised(report: Report) -> str:
    """What the audit led to, by grade; empty where nothing was tested and nothing raised."""
    counts = {grade: len(report.graded(grade)) for grade in NAMES if grade != "strength"}
    told = words.listed(words.count(amount, *NAMES[grade]) for grade, amount in counts.items() if amount)
    clean = not any(counts[grade] for grade in verdicts.NONCONFORMITIES)
    if told and clean:
        return f"It led to no nonconformity, but to {told}." if report.whole.tested else f"It led to {told}."
    if told:
        return f"It led to {told}."
    return "It led to no nonconformity." if report.whole.tested else ""


def agreed(report: Report) -> str:
    """How far corrective action has come; empty where none is called for."""
    every = report.actions
    if not every:
        return "No corrective action has been agreed yet." if report.graded(*verdicts.NONCONFORMITIES) else ""
    pending = [action for action in every if action.status not in ("done", "verified", "closed")]
    first = f"{words.count(len(every), 'corrective action')} {'is' if len(every) == 1 else 'are'} agreed"
    if not pending:
        return f"{first} and {'it is' if len(every) == 1 else 'all of them are'} done."
    due = min((action.due for action in pending if action.due), default="")
    when = (
        f", the next due on {words.day(due)}"
        if due and len(pending) > 1
        else f", due on {words.day(due)}"
        if due
        else ""
    )
    return f"{first}; {_be(len(pending), 'is', 'are')} still to be done{when}."


def met(report: Report) -> str:
    """The meetings that were held."""
    talks = report.held("interview", "walkthrough")
    roles = {meeting.role for meeting in talks if meeting.role}
    remote = sum(meeting.remote for meeting in report.meetings if meeting.started)
    told = []
    if talks:
        whom = f" with {words.count(len(roles), 'role')}" if roles else ""
        told.append(
            f"{words.count(len(talks), 'interview or walk-through', 'interviews and walk-throughs')} {_held(len(talks))}{whom}."
        )
    else:
        told.append("No interview has been held.")
    for kind, name in (
        ("opening", "opening meeting"),
        ("closing", "closing meeting"),
        ("presentation", "presentation of the results"),
    ):
        dates = list(dict.fromkeys(words.day(meeting.started) for meeting in report.held(kind)))
        if dates:
            told.append(f"The {name} took place on {words.listed(dates)}.")
    if remote:
        told.append(f"{_be(remote, 'of the meetings was', 'of the meetings were')} held remotely.")
    return " ".join(told)


def _held(amount: int) -> str:
    return "was held" if amount == 1 else "were held"


def asked(report: Report) -> str:
    """What was asked for in writing; empty where nothing was."""
    amount = len(report.requests)
    pending = [request.label for request in report.requests if not request.complete]
    if not amount:
        return ""
    first = f"{words.count(amount, 'document, record or list', 'documents, records and lists')} {'was' if amount == 1 else 'were'} asked for"
    if not pending:
        return f"{first}, and {'it was' if amount == 1 else 'all of them were'} supplied."
    return f"{first}; {words.listed(pending)} {'is' if len(pending) == 1 else 'are'} not complete."


def indexed(report: Report) -> str:
    """How much evidence there is."""
    amount = len(report.evidence)
    if not amount:
        return "No evidence has been recorded."
    return f"{words.count(amount, 'item')} of evidence {'is' if amount == 1 else 'are'} listed in Annex B."


def drawn(report: Report) -> str:
    """How many samples there are, how they were drawn, and what that means."""
    amount = len(report.samples)
    if not amount:
        return "No sample was drawn."
    methods = [sample.method for sample in report.samples]
    ways = words.listed(f"{methods.count(method)} {WAYS.get(method, method)}" for method in dict.fromkeys(methods))
    how = WAYS.get(methods[0], methods[0]) if len(set(methods)) == 1 else f": {ways}"
    told = [
        f"{words.count(amount, 'sample')} {'was' if amount == 1 else 'were'} drawn{' ' if how[0] != ':' else ''}{how}."
    ]
    if "random" in methods:
        told.append(
            "A random sample is drawn with a seed: whoever has the same list and the same seed draws the same items."
        )
    if "judgemental" in methods:
        told.append("A sample by judgement does not say how often a deviation occurs in what was not looked at.")
    return " ".join(told)


def without_verdict(report: Report) -> str:
    """Which references nobody has judged; empty where all are."""
    open_refs = [item.ref for item in report.judged("")]
    if not open_refs:
        return ""
    return f"{_be(len(open_refs), 'reference has', 'references have')} no verdict yet: {', '.join(open_refs)}."


def tested(report: Report) -> str:
    """How much of the scope was tested, and how that is counted."""
    amount, total = report.whole.tested, report.whole.total
    if amount == total:
        first = (
            "The one reference in scope was tested."
            if total == 1
            else f"All {words.number(total)} references in scope were tested."
        )
    else:
        first = f"{_be(amount, 'was', 'were')} tested of {words.count(total, 'reference')} in scope."
    return (
        f"{first} Each has the gravest verdict that its evidence calls for; what was not tested is counted for itself, "
        "never as conforming. Annex A lists every reference with its verdict and evidence."
    )


def copied(report: Report) -> str:
    """How much evidence there is, and how much of it the record holds."""
    hashed = sum(item.sha256 != "" for item in report.evidence)
    first = f"{words.count(len(report.evidence), 'item')} of evidence."
    if not hashed:
        return f"{first} No file was copied into the record; the place tells where each can be seen again."
    return (
        f"{first} {words.count(hashed, 'file')} {'was' if hashed == 1 else 'were'} copied into the record; "
        "by its hash anybody can check that a file is the one that was seen."
    )


def left_open(report: Report) -> str:
    """How many earlier actions are still open."""
    amount = len(report.earlier)
    return f"{words.count(amount, 'earlier action')} in the register {'is' if amount == 1 else 'are'} not verified yet."


def acknowledged(report: Report) -> str:
    """Whether the facts of the nonconformities are agreed; empty where there is none."""
    found = report.graded(*verdicts.NONCONFORMITIES)
    waiting = [finding.label for finding in found if not finding.acknowledged_by]
    if not found:
        return ""
    if not pending:
        return f"The facts of {'the nonconformity' if len(found) == 1 else 'all nonconformities'} have been acknowledged by the audited."
    return f"The facts of {words.listed(pending)} have not been acknowledged by the audited."


def nonconforming(report: Report) -> str:
    """How many nonconformities there are; that none was found can only be said where something was tested."""
    counts = {grade: len(report.graded(grade)) for grade in verdicts.NONCONFORMITIES}
    told = words.listed(words.count(amount, *NAMES[grade]) for grade, amount in counts.items() if amount)
    if told:
        return f"The audit led to {told}. Each says what is required, what was seen, and where that can be seen again."
    if report.whole.tested:
        return "No nonconformity was found in what was tested."
    return "Nothing has been tested yet, so nothing can be said about nonconformities."


def unanswered(report: Report) -> str:
    """Which nonconformities have no corrective action; empty where each has one."""
    pending = [finding.label for finding in report.graded(*verdicts.NONCONFORMITIES) if not finding.actions]
    return f"No action has been agreed yet for {words.listed(pending)}." if pending else ""

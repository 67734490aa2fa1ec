"""Drafts of the words for management, from the record: to begin with, never over what somebody wrote."""

from __future__ import annotations

from data.rules import verdicts
from data.store import Store
from exports import sentences
from exports.report import Report, read_report
from exports.words import count, joined, listed, sentence


def draft(store: Store, number: str) -> dict[str, str]:
    """Summary, strengths, conclusion and limitations of the audit `number`, by the field's name. Raises NotFound."""
    report = read_report(store, number)
    return {
        "summary": summary(report),
        "strengths": "\n".join(sentence(one.title) for one in report.graded("strength")),
        "conclusion": conclusion(report),
        "limitations": limitations(report),
    }


def opinion(report: Report) -> str:
    """The answer in one sentence, on the scale of `domain.md` 6.3."""
    whole = report.whole
    if not whole.tested:
        return "Nothing has been tested yet, so no opinion can be given."
    seen = f"in what was tested ({whole.tested} of {count(whole.total, 'reference')})"
    majors, minors = report.graded("major"), report.graded("minor")
    if majors:
        about = listed(f"{one.label} ({one.ref})" for one in majors)
        return f"The management system does not conform to the criteria {seen}: see {about}."
    if minors:
        return f"The management system conforms to the criteria {seen}, except for the findings listed."
    return f"The management system conforms to the criteria {seen}."


def summary(report: Report) -> str:
    """What could hurt, what works well, what must be decided."""
    lines = [f"{one.label}: {sentence(one.consequence)}" for one in report.graded("major", "minor") if one.consequence]
    told = ["What could hurt us:", *(f"- {line}" for line in lines)] if lines else []
    good = [one.title for one in report.graded("strength")]
    if good:
        told += ["What works well:", *(f"- {sentence(title)}" for title in good)]
    asked = [
        f"- {one.label}: owner, action and date" for one in report.graded(*verdicts.NONCONFORMITIES) if not one.actions
    ]
    asked += [f"- {one.label}: accepted or declined" for one in report.graded("ofi") if _unanswered(report, one.label)]
    if asked:
        told += ["What must be decided:", *asked]
    return "\n".join(told)


def _unanswered(report: Report, label: str) -> bool:
    return label not in {one.finding for one in report.answers}


def conclusion(report: Report) -> str:
    """Conformity, effectiveness of what earlier audits asked for, opinions that differ."""
    late = [one.label for one in report.earlier]
    told = [opinion(report)]
    if report.whole.tested:
        told.append(
            f"Of the actions of earlier audits, {listed(late)} {'is' if len(late) == 1 else 'are'} not verified yet."
            if late
            else "No action of an earlier audit is open."
        )
    if report.disagreements:
        told.append(
            f"{sentence(count(len(report.disagreements), 'opinion'))[:-1]} of the auditees could not be settled."
        )
    return joined(*told, by=" ")


def limitations(report: Report) -> str:
    """What was not tested and what was seen from afar."""
    lines = [
        f"{item.ref} was not tested: {sentence(item.reason or 'no reason is given')}"
        for item in report.judged("not_tested")
    ]
    remote = sum(one.remote for one in report.held("interview", "walkthrough"))
    if remote:
        lines.append(f"{sentence(count(remote, 'talk'))[:-1]} {'was' if remote == 1 else 'were'} held remotely.")
    pending = sentences.without_verdict(report)
    return "\n".join([*lines, *([pending] if pending else [])]) or "Nothing in scope was left out."

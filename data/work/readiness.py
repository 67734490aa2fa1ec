"""Whether a report can be issued: what the stages lack, what keeps its findings from
holding, and what earlier audits left open."""

from __future__ import annotations

from sqlmodel import Session

from data.rules import finding_quality as quality
from data.rules import review as review_rules
from data.rules import stages
from data.rules.stages import Missing
from data.work import audits, finding_quality, review, succession

FINDINGS, FOLLOW_UP = 7, 9
AFTER_THE_REPORT = ("F18", "F19")
"""Rules about corrective actions, which are agreed and mended after the report: they never hold it up."""


def missing(
    session: Session, /, audit_id: str, settings: quality.Settings | None = None, *, hints: bool = False
) -> list[Missing]:
    """What is missing in an audit, in the order of the stages; the linter's errors block, its hints may be left out.

    Where the stages and the linter speak of the same rule and item, the linter's words stand: it knows what was waived
    and what the house decided.
    """
    said = finding_quality.lint(session, audit_id, settings)
    items = {item for item, _ in said} | {draft.label for draft in finding_quality.drafts(session, audit_id).values()}
    found = [
        one
        for one in stages.missing(audits.facts(session, audit_id))
        if one.rule not in quality.BY_ID or one.item not in items
    ]
    for item, one in said:
        if hints or one.level != "hint":
            about = f"{item}: " if item and not one.message.startswith(item) else ""
            later = one.rule in AFTER_THE_REPORT
            stage, blocks = (FOLLOW_UP, False) if later else (FINDINGS, one.level == "error")
            found.append(Missing(stage, one.rule, item, f"{about}{one.message}; {one.mend}", blocks))
    found += stages.reviewed(
        (one.label, one.about, review_rules.waits_for(one.answer)) for one in review.unsettled(session, audit_id)
    )
    asked = succession.taken_up(session, audit_id)
    waiting = [one.key for one in succession.open_matters(session, audit_id) if one.key not in asked]
    found += stages.carried(waiting, [key for key, one in asked.items() if one.state != "answered"])
    return sorted(found, key=lambda one: one.stage)

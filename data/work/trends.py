"""Trends over all audits of the store."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from checklists import refs
from data import clock
from data.models import Finding
from data.rules import causes, corrective, trends, verdicts
from data.rules.trends import Series
from data.work import actions, audits


def every(session: Session, /, today: str = "") -> list[Series]:
    """Ageing of open actions; findings by grade and audit; nonconformities by theme, role and kind of cause."""
    day = date.fromisoformat(today or clock.today())
    register = actions.every(session)
    numbers = {one.id: one.number for one in reversed(audits.every(session))}
    standing = list(session.exec(select(Finding).where(Finding.became == "")))
    graded = {number: [one.grade for one in standing if one.audit_id == key] for key, number in numbers.items()}
    ncs = [one for one in standing if one.grade in verdicts.NONCONFORMITIES]
    answered = {one.finding_id for one in register if one.finding_id}
    heads = [_head(why) for one in register for why in causes.root_causes(causes.read(one.whys))]
    heads += [""] * sum(not one.whys and not one.cause.strip() for one in register if one.finding_id in answered)
    return [
        trends.ageing([one.due for one in register if one.status not in corrective.FINISHED], day),
        *trends.by_grade({number: grades for number, grades in graded.items() if grades}),
        trends.counted("Nonconformities by clause and theme", [_theme(one.ref) for one in ncs], "no reference"),
        trends.counted("Nonconformities by role", [one.owner or one.role for one in ncs], "no role"),
        trends.counted("Causes by kind", heads, "cause not found yet"),
    ]


def _head(why: causes.Why) -> str:
    return why.head or "kind not said"


def _theme(ref: str) -> str:
    """`A.5 Organizational controls` of A.5.18, `9 Performance evaluation` of 9.2.1."""
    parts = ref.split(".")
    key = ".".join(parts[:2]) if ref.startswith("A.") else parts[0]
    return f"{key} {refs.title(key)}" if key in refs.all_refs() else key

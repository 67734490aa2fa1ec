"""What was settled in the meetings and talks: services, what was said otherwise, sittings, questions, awareness."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from data.demo.content import Case, expanded
from data.demo.dates import moment
from data.models import Awareness, Disagreement
from data.work import awareness, closing, questions, rows, sittings, understanding


def settle(case: Case) -> None:
    """All of it, as far as the audit's texts go."""
    told = case.table("settled")
    for point in told.get("key_points", ()):
        line = " | ".join((point["name"], point["what"], point["who"]))
        case.store.write(
            understanding.add_key_point, case.audit_id, point["kind"], line, case.of(dict(point), "meeting")
        )
    for difference in told.get("differences", ()):
        meeting_id = case.of(difference, "meeting")
        case.store.write(
            understanding.differ,
            case.audit_id,
            difference.pop("topic"),
            difference.pop("said"),
            meeting_id,
            **difference,
        )
    for sitting in told.get("sittings", ()):
        case.store.write(sittings.plan, case.audit_id, **expanded(sitting, "refs"))
    for question in told.get("questions", {}).values():
        _ask(case, question)
    if "awareness" in told:
        case.store.write(_know, case.audit_id, told["awareness"], case.ids[told["awareness"]["meeting"]])


def differ(case: Case) -> None:
    """The opinions about findings that were not settled."""
    for opinion in case.table("settled").get("disagreements", ()):
        case.store.write(_differ, case, opinion)


def _ask(case: Case, told: dict[str, Any]) -> None:
    """An open question, with its answer where there is one."""
    values = {name: told[name] for name in ("text", "ref", "role")}
    question = case.store.write(
        questions.raise_question,
        case.audit_id,
        meeting_id=case.ids[told["meeting"]],
        raised_at=moment(told["raised"]),
        **values,
    )
    case.ids[question.label] = question.id
    if "answer" in told:
        meeting_id = case.ids[told["answered_in"]] if "answered_in" in told else None
        case.store.write(questions.answer, question.id, told["answer"], meeting_id)
        case.store.write(questions.edit, question.id, answered_at=moment(told["answered"]))


def _know(session: Session, audit_id: str, told: dict[str, Any], meeting_id: str) -> None:
    asked_at = moment(told["asked_at"])
    for question in told["own"]:
        own = awareness.add_own(session, audit_id, question)
        rows.edit(session, Awareness, own.id, asked_at=asked_at)
    for title, people in told["answers"].items():
        for role, answers in people.items():
            for answered in answers:
                given = awareness.answer(session, audit_id, title, answered, role, meeting_id)
                rows.edit(session, Awareness, given.id, asked_at=asked_at)


def _differ(session: Session, case: Case, told: dict[str, Any]) -> None:
    made = closing.disagree(
        session, case.audit_id, told["text"], told["role"], case.ids[told["finding"]], case.ids[told["meeting"]]
    )
    rows.edit(session, Disagreement, made.id, noted_at=moment(told["noted"]), answer=told["answer"])

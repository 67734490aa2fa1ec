"""The list of stage 9: each finding with its actions, actions from elsewhere, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.imports.responses import Answers
from data.models import Action, Decision, Finding, Response
from data.rules import corrective, due_dates, verdicts
from data.rules import decisions as rules
from data.rules.corrective import Case
from data.work import actions, decisions, findings
from data.work.responses import ANSWERS
from tui.widgets.rows import Cell, Line

if TYPE_CHECKING:
    from sqlmodel import Session

SHORT = {"major": "MAJ", "minor": "min", "ofi": "OFI", "observation": "obs"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows, by id; `cases` are the actions as the rules see them, `checks` the results of each."""

    findings: dict[str, Finding] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    checks: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, Response] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)


def read(session: Session, audit_id: str, *, whole_register: bool) -> Shown:
    """All of an audit, or with it every action there is."""
    found = actions.every(session) if whole_register else actions.of_audit(session, audit_id)
    return Shown(
        {one.id: one for one in findings.of_audit(session, audit_id) if one.grade != "strength"},
        {one.id: one for one in found},
        {one.id: actions.case(session, one.id) for one in found},
        {one.id: [f"{look.result} {look.day}" for look in actions.verifications(session, one.id)] for one in found},
        decisions.answers(session, audit_id),
        {one.id: one for one in decisions.of_audit(session, audit_id)},
    )


def lines(shown: Shown, today: str) -> Iterator[Line]:
    """Findings by grade, each with its actions, then actions without a finding of this audit, then decisions."""
    order = [*verdicts.GRADES, ""]
    answered: dict[str, list[Action]] = {}
    for action in shown.actions.values():
        answered.setdefault(action.finding_id or "", []).append(action)
    for finding in sorted(shown.findings.values(), key=lambda one: order.index(one.grade)):
        mine = answered.pop(finding.id, [])
        if not mine or finding.id in shown.answers:
            yield _finding(finding, shown.answers.get(finding.id), acted=bool(mine))
        for action in mine:
            yield _action(action, finding.label, today)
    for others in answered.values():
        for action in others:
            yield _action(action, action.external or action.origin, today)
    for decision in shown.decisions.values():
        yield _decision(decision, shown.findings, today)


def _finding(one: Finding, answer: Response | None, *, acted: bool) -> Line:
    binding = one.grade in verdicts.NONCONFORMITIES
    state = Cell("no action", "bad" if binding else "warn") if not acted else Cell("")
    if answer:
        state = Cell(answer.answer, "good" if answer.answer == "accepted" else "dim")
    elif not binding:
        state = Cell("no answer", "warn")
    said = answer.reason if answer and answer.reason else one.title
    return Line(one.id, (SHORT.get(one.grade, "?"), said, one.label, answer.by if answer else "", "", state))


def _action(one: Action, about: str, today: str) -> Line:
    finished = one.status in corrective.FINISHED
    day = _awaited(one)
    urgency = "" if finished else due_dates.urgency(day, today)
    late = urgency == "overdue"
    state = ("check due" if one.status == "done" else "overdue") if late else one.status
    return Line(
        one.id,
        (
            one.label,
            one.text or one.statement,
            about,
            one.owner or Cell("nobody", "warn"),
            Cell(day, {"overdue": "bad", "soon": "warn"}.get(urgency, "")) if day else Cell("no date", "warn"),
            Cell(state, "bad" if late else "good" if finished else ""),
        ),
    )


def _awaited(one: Action) -> str:
    """The day that is waited for: of the deed, then of the check."""
    return one.check_on if one.status == "done" else one.due


def _decision(one: Decision, known: dict[str, Finding], today: str) -> Line:
    about = known[one.finding_id].label if one.finding_id in known else one.risk
    late = not one.done and due_dates.urgency(one.due, today) == "overdue"
    state = Cell("done", "good") if one.done else Cell("overdue", "bad") if late else Cell("decided", "info")
    return Line(one.id, (one.label, one.text, about, one.owner, one.due, state))


def answers(proposal: Answers) -> Iterator[Line]:
    """What reading a form in would do, answer by answer."""
    for line in proposal.lines:
        number = str(line.number)
        if line.state == "refused":
            yield Line(f"{number}.refused", (number, Cell("refused", "bad"), "", line.reason))
        for name, text in line.values.items():
            was = f"  (was: {line.was[name]})" if line.was.get(name) else ""
            yield Line(f"{number}.{name}", (number, line.label, ANSWERS[name].rstrip(" *"), f"{text}{was}"))
        for note in line.notes:
            yield Line(f"{number}.{note}", (number, Cell("note", "warn"), "", note))
        if line.state == "unchanged" and not line.notes:
            yield Line(f"{number}.same", (number, line.label, Cell("unchanged", "dim"), ""))


def facts(shown: Shown, key: str, today: str) -> list[str]:
    """What is under the cursor in full, and what comes next with what that still needs: a line each."""
    if key in shown.actions:
        one = shown.actions[key]
        return [f"{one.label} {one.text or one.statement}", _next_for_action(shown, key, today)]
    if key in shown.findings:
        finding = shown.findings[key]
        binding = finding.grade in verdicts.NONCONFORMITIES
        asks = "a agrees a corrective action" if binding else "r notes whether it is accepted, a agrees an action"
        return [f"{finding.label} {finding.title}", asks]
    if key in shown.decisions:
        decision = shown.decisions[key]
        missing = rules.lacking(
            decision.kind, decision.text, decision.owner, decision.due, decision.reason, decision.risk
        )
        return [f"{decision.label} {decision.text}", f"{decision.kind}{': ' if missing else ''}{'; '.join(missing)}"]
    return []


def _next_for_action(shown: Shown, key: str, today: str) -> str:
    one, case = shown.actions[key], shown.cases[key]
    parts = [f"checked: {', '.join(shown.checks[key])}"] if shown.checks[key] else []
    state = corrective.following(case)
    if state:
        missing = [name for name in corrective.lacking(case, state) if not name.startswith("verify it")]
        ready = "v verifies it" if state == "verified" else f"s makes it {state}"
        parts.append(f"before it is {state}: {'; '.join(missing)}" if missing else ready)
    if case.status not in corrective.FINISHED:
        if who := due_dates.escalated_to(_awaited(one), today):
            parts.append(f"overdue, take it to: {who}")
        elif due_dates.urgency(_awaited(one), today) == "soon":
            parts.append("due soon")
    return ". ".join(parts)

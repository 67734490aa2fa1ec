"""A filled-in answer form back into the record: first proposed row by row, then made as a whole.

What does not fit is refused with its reason; what the auditee left as it went out never overwrites what was edited
here meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from data import clock
from data.errors import BadInput, Conflict
from data.imports import dates
from data.imports.tables import Table
from data.imports.words import shown
from data.models import Action
from data.work import actions, decisions, responses, rows
from data.work.responses import ANSWERS, DATES, KEY, MOST, OF_ACTION, REQUIRED, SENT, Asked


@dataclass(frozen=True, slots=True)
class Answered:
    """One row of a form. `state` is new (an action is made), changed, unchanged or refused.

    `values` are the answers that are taken over, `was` what stands there now, `notes` what the auditor should know.
    """

    number: int
    state: str
    label: str = ""
    asked: Asked | None = None
    values: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole form."""

    file: str
    lines: tuple[Answered, ...]

    def count(self, state: str) -> int:
        """How many rows are new, changed, unchanged or refused."""
        return sum(line.state == state for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        """The proposal as plain values; rows are numbered as in the file."""
        return {
            "rows": len(self.lines),
            "new": self.count("new"),
            "changed": self.count("changed"),
            "unchanged": self.count("unchanged"),
            "refused": [{"row": line.number, "reason": line.reason} for line in self.lines if line.state == "refused"],
            "changes": [
                {"row": line.number, "item": line.label, "field": name, "old": line.was.get(name, ""), "new": text}
                for line in self.lines
                for name, text in line.values.items()
            ],
            "notes": [{"row": line.number, "text": note} for line in self.lines for note in line.notes],
        }


def propose(session: Session, /, audit_id: str, table: Table) -> Answers:
    """What reading the form in would do; nothing is written. Raises BadInput where it is no form of ours."""
    columns = {title.strip().casefold(): place for place, title in enumerate(table.columns)}
    places = {name: columns.get(title.casefold()) for name, title in {**ANSWERS, KEY: KEY, SENT: SENT}.items()}
    if places[KEY] is None or places[SENT] is None or places["text"] is None:
        raise BadInput(
            f"{shown(table.name)} is no answer form of Auditbook: its columns «{KEY}» and «{SENT}» are not there. "
            "Ask for the file that was sent, filled in and saved as .xlsx."
        )
    known = {one.key: one for one in responses.asked(session, audit_id)}
    for one in list(known.values()):  # a row that went out before its action was agreed here
        known.setdefault(f"{one.finding.id}.", one)
    found = [Answered(number, "refused", reason=reason) for number, reason in table.problems.items()]
    seen: set[str] = set()
    for number, row in zip(table.numbers, table.rows, strict=True):
        cells = {name: row[place].strip() if place is not None else "" for name, place in places.items()}
        line = _line(number, cells, known)
        if line.asked and cells[KEY] in seen:
            line = Answered(number, "refused", line.label, reason=f"{line.label}: a second row for the same finding")
        seen.add(cells[KEY])
        found.append(line)
    return Answers(table.name, tuple(sorted(found, key=lambda line: line.number)))


def _line(number: int, cells: dict[str, str], known: dict[str, Asked]) -> Answered:
    one = known.get(cells[KEY])
    if one is None:
        reason = "this row belongs to no finding of this audit; keep the hidden column «key» as it was"
        return Answered(number, "refused", reason=reason if cells[KEY] else "a row without its key was added by hand")
    label = f"{one.finding.label} {one.action.label}" if one.action else one.finding.label
    values: dict[str, str] = {}
    notes: list[str] = []
    try:
        for name in ANSWERS:
            text = _understood(name, cells[name])
            now = one.answers.get(name, "")
            if text == now or not text:
                continue
            if responses.untouched(cells[SENT], name, text):
                notes.append(f"{label}: {ANSWERS[name]} was edited here since the form went out; that is kept")
                continue
            values[name] = text
        problem = _problem(one, values)
    except ValueError as error:
        problem = str(error)
    if problem:
        return Answered(number, "refused", label, reason=f"{label}: {problem}")
    missing = [ANSWERS[name].rstrip(" *") for name in REQUIRED if not (values.get(name) or one.answers.get(name))]
    if one.binding and missing and values:
        notes.append(f"{label}: still missing: {', '.join(missing)}")
    makes = one.action is None and any(name in values for name in OF_ACTION)
    state = "new" if makes else "changed" if values else "unchanged"
    was = {name: one.answers.get(name, "") for name in values}
    return Answered(number, state, label, one, values, was, notes=tuple(notes))


def _understood(name: str, cell: str) -> str:
    """The answer in a cell. Raises ValueError, naming the column."""
    if len(cell) > MOST:
        raise ValueError(f"{ANSWERS[name]} has {len(cell)} characters; at most {MOST}")
    if name in DATES and cell:
        day = dates.iso(cell)
        if clock.parse_date(day) is None:
            raise ValueError(f"{ANSWERS[name]} «{shown(cell)}» is no date; write it as 2026-11-30")
        return day
    if name == "answer" and cell:
        word = cell.casefold()
        if word not in ("accepted", "declined"):
            raise ValueError(f"{ANSWERS[name]} «{shown(cell)}»: write accepted or declined")
        return word
    return cell


def _problem(one: Asked, values: dict[str, str]) -> str:
    """Why a row cannot be taken over."""
    if one.binding and ("answer" in values or "reason" in values):
        return "a nonconformity is corrected, not accepted or declined"
    if values.get("answer") == "declined" and not (values.get("reason") or one.answers.get("reason")):
        return "it is declined without a reason"
    if one.action is None and not one.binding and "text" not in values and set(values) & set(OF_ACTION):
        return "owner or date without an action"
    return ""


def apply(session: Session, /, audit_id: str, proposal: Answers) -> Answers:
    """Make what was proposed, wholly or (when the record was changed meanwhile) not at all. Raises Conflict."""
    for line in proposal.lines:
        if line.asked and line.values:
            _make(session, audit_id, line.asked, line.values, f"{proposal.file}, row {line.number}")
    return proposal


def _make(session: Session, audit_id: str, asked: Asked, values: dict[str, str], source: str) -> None:
    of_action: dict[str, Any] = {name: values[name] for name in OF_ACTION if name in values}
    if of_action and asked.action is None:
        actions.agree(session, audit_id, asked.finding.id, of_action.pop("text", ""), source=source, **of_action)
    elif of_action and asked.action:
        action = rows.fetch(session, Action, asked.action.id)
        if action.version != asked.action.version:
            raise Conflict(f"{action.label} was changed in another window meanwhile; read the form in again.")
        rows.edit(session, Action, action.id, **of_action)
    if "answer" in values or "reason" in values:
        answer = values.get("answer") or asked.answers.get("answer", "accepted")
        decisions.answer(session, asked.finding.id, answer, values.get("reason", ""))

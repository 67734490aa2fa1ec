"""Findings of another tool, or our own that were edited outside, into an audit: first proposed, then made as a whole.

    table = read_any(path, "findings")
    proposal = store.read(propose, audit_id, table)
    store.write(apply, audit_id, proposal)

A row is one of ours by its id, else by the id it came with before, else by its headline. What the file leaves empty
stays as it is here, and so does what was edited here since it was imported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlmodel import Session, col, select

from data.errors import BadInput, Conflict
from data.imports import record
from data.imports.columns import choose
from data.imports.finding_layout import FINDINGS, LABEL
from data.imports.layout import folded
from data.imports.proposal import Edit, Line, Proposal, Step
from data.imports.reading import Reading, read
from data.imports.run import remember, remembered
from data.imports.tables import Table
from data.imports.words import listed, shown
from data.models import Action, Evidence, Finding
from data.work import evidence, findings, rows
from data.writer import storable

KIND = "findings"
MOST = 5_000
OURS = re.compile(r"F-(\d{1,6})", re.IGNORECASE)


def propose(
    session: Session,
    audit_id: str,
    table: Table,
    mapping: Mapping[str, str] | None = None,
    *,
    overwrite: Collection[str] = (),
    day_first: bool | None = None,
) -> Proposal:
    """What importing a table into an audit would do; nothing is written. Raises BadInput.

    As `data.imports.run.propose`; `overwrite` are the ids of findings in which the file's word goes before what was
    edited here.
    """
    if len(table.rows) > MOST:
        raise BadInput(
            f"{shown(table.name)} has {len(table.rows):,} rows; at most {MOST:,} findings are read. Split it."
        )
    said = dict(mapping if mapping is not None else remembered(session, KIND, table.name) or {})
    said = {name: column for name, column in said.items() if mapping is not None or column in table.columns}
    choice = choose(KIND, table, said)
    known = _Known(session, audit_id, overwrite)
    readings = list(_once(read(choice, table, day_first)))
    lines = tuple(_line(known, reading) for reading in readings)
    doubtful = tuple(reading.number for reading in readings if reading.doubtful)
    return Proposal(
        KIND, FINDINGS, table.name, table.sha256, choice.mapping, said, choice.unused, lines, doubtful=doubtful
    )


def apply(session: Session, audit_id: str, proposal: Proposal) -> Proposal:
    """Make what was proposed, wholly or (when the record was changed meanwhile) not at all. Raises Conflict."""
    steps = [(line, step) for line in proposal.lines for step in line.steps if step.values is not None]
    if not steps:
        return proposal
    proofs = {row.label: row.id for row in evidence.of_audit(session, audit_id)}
    for line, step in steps:
        values = {name: storable(value) for name, value in (step.values or {}).items()}
        values["source"] = f"{proposal.file}, row {line.number}"
        named = tuple(proofs[label] for label in values.pop("evidence", ()) if label in proofs)
        if step.row_id:
            finding = rows.fetch(session, Finding, step.row_id)
            if finding.version != step.version:
                raise Conflict(f"{step.label} was changed in another window meanwhile; import the file again.")
            for name, value in values.items():
                setattr(finding, name, value)
            session.add(finding)
            findings.rest_on(session, finding, named)
        else:
            _raise(session, audit_id, values, named)
    remember(session, KIND, proposal.file, proposal.said)
    session.flush()
    return proposal


def _raise(session: Session, audit_id: str, values: dict[str, Any], named: tuple[str, ...]) -> None:
    """A new finding; it keeps an id of our form that is free here, any other id stands in its `external`."""
    given = values.pop("label", "")
    ours = OURS.fullmatch(given)
    if ours:
        label = f"F-{int(ours[1]):02d}"
        if any(row.label == label for row in _all(session, audit_id)):
            raise Conflict(f"{label} was added in another window meanwhile; import the file again.")
        rows.claim(session, audit_id, "F", int(ours[1]))
        values["label"] = label
    findings.raise_finding(session, audit_id, values.pop("title", ""), evidence=named, **values)


class _Known:
    """The audit's findings, by all that a row of a file can be known by, and its evidence."""

    def __init__(self, session: Session, audit_id: str, overwrite: Collection[str]) -> None:
        every = _all(session, audit_id)
        self.by_label = {folded(row.label): row for row in every}
        self.by_external = {folded(row.external): row for row in every if row.external}
        self.by_title = {folded(row.title): row for row in every if row.title and not row.became}
        self.proofs = {row.id: row.label for row in session.exec(select(Evidence).where(Evidence.audit_id == audit_id))}
        self.rests = {row.id: [one.label for one in evidence.of_finding(session, row.id)] for row in every}
        answered = select(Action.finding_id).where(Action.audit_id == audit_id, col(Action.finding_id).is_not(None))
        self.answered = set(session.exec(answered))
        edited = record.edited_here(session, Finding, [row.id for row in every if row.source])
        self.edited = {row.id: edited.get(row.id, set()) if row.id not in overwrite else set() for row in every}

    def find(self, values: Mapping[str, Any]) -> Finding | None:
        """The finding that a row of a file speaks of."""
        label, title = folded(values.get("label", "")), folded(values.get("title", ""))
        if label:
            ours = OURS.fullmatch(label)
            return self.by_label.get(f"f-{int(ours[1]):02d}" if ours else label) or self.by_external.get(label)
        return self.by_title.get(title)


def _once(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings; a row whose id (or headline, without one) stood in an earlier one is refused."""
    seen: dict[str, int] = {}
    for reading in readings:
        values = reading.records[0] if reading.records else {}
        key = folded(values.get("label", "") or values.get("title", ""))
        if key and key in seen:
            reason = f"repeats «{shown(values.get('label') or values['title'])}» of row {seen[key]}: take one out"
            yield Reading(reading.number, reason=reason)
        else:
            seen |= {key: reading.number} if key else {}
            yield reading


def _line(known: _Known, reading: Reading) -> Line:
    if reading.reason:
        return Line(reading.number, "refused", reason=reading.reason)
    values, notes = _resolved(known, dict(reading.records[0]), list(reading.notes))
    row = known.find(values)
    label = shown(" · ".join(text for text in (values.get("label", ""), values.get("title", "")) if text))
    if row is None:
        return Line(reading.number, "new", label, steps=(Step(label, values=_new(values)),), notes=tuple(notes))
    if row.became:
        return Line(reading.number, "refused", label, f"{row.label} stands no more ({row.became}): let it stand again")
    edits = list(_edits(known, row, values))
    kept = tuple(edit for edit in edits if edit.field in known.edited[row.id])
    made = tuple(edit for edit in edits if edit not in kept)
    changes = {edit.field: edit.new for edit in made} or None
    step = Step(f"{row.label} {shown(row.title)}", row.id, row.version, changes, made, kept)
    return Line(reading.number, "changed" if made else "unchanged", label, steps=(step,), notes=tuple(notes))


def _resolved(known: _Known, values: dict[str, Any], notes: list[str]) -> tuple[dict[str, Any], list[str]]:
    """The row's values as columns: one primary ref, evidence that is there; what has no place is said in a note."""
    values = {name: value for name, value in values.items() if value or name == "grade"}
    named = values.pop("ref", None) or []
    related = values.pop("related", None) or []
    if named:
        values["ref"] = named[0]
    if others := [ref for ref in dict.fromkeys((*named[1:], *related)) if ref not in named[:1]]:
        values["related"] = others
    cited = values.pop("evidence", None) or []
    labels = set(known.proofs.values())
    if cited and not LABEL.fullmatch(cited[0]) and "condition" not in values:
        values["condition"] = cited.pop(0)  # where other tools write down what was seen
    if there := [label for label in cited if label in labels]:
        values["evidence"] = there
    if missing := [label for label in cited if label not in labels]:
        notes.append(f"evidence {listed(missing)}: not in the index, not linked; record it in 6 Evidence")
    return values, notes


def _new(values: dict[str, Any]) -> dict[str, Any]:
    """A new finding's columns. An id that is not of our form is kept as the one it has elsewhere."""
    label = str(values.pop("label", ""))
    if OURS.fullmatch(label):
        values["label"] = label
    elif label:
        values["external"] = label
    values.setdefault("title", shown(str(values.get("condition", "")), 100))
    return values


def _edits(known: _Known, row: Finding, values: Mapping[str, Any]) -> Iterator[Edit]:
    """Where the file says something else. Owner and date of a finding with actions are those of its actions."""
    for name, new in values.items():
        if name in ("owner", "due") and row.id in known.answered:
            continue
        old: Any = known.rests[row.id] if name == "evidence" else getattr(row, name)
        if name == "evidence":
            if missing := [label for label in new if label not in old]:
                yield Edit(name, old, [*old, *missing])
        elif name != "label" and old != new:
            yield Edit(name, old, new)


def _all(session: Session, audit_id: str) -> list[Finding]:
    return list(session.exec(select(Finding).where(Finding.audit_id == audit_id)))

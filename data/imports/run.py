"""Registers into the record: first proposed row by row, then made as a whole.

    table = read_table(path)
    proposal = store.read(propose, "soa", table)
    store.write(apply, proposal)

A row that the record knows is changed only in the fields of which the file says something else. A field that was edited
here since it was imported is kept, unless `overwrite` is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from data.errors import Conflict
from data.imports import record
from data.imports.columns import choose
from data.imports.layout import Layout, folded
from data.imports.proposal import Edit, Gone, Line, Proposal, Step
from data.imports.reading import Reading, read
from data.imports.tables import Table
from data.imports.words import shown
from data.models import ImportProfile, Row
from data.work import rows
from data.writer import storable

Key = tuple[str, ...]
NOBODY = "no role has a letter in this row: a heading, or an activity that nobody has"


def propose(
    session: Session,
    kind: str,
    table: Table,
    mapping: Mapping[str, str] | None = None,
    *,
    overwrite: bool | Collection[str] = False,
    day_first: bool | None = None,
) -> Proposal:
    """What importing a table would do; nothing is written. Raises BadInput.

    `mapping` is field to column for what the guess gets wrong (an empty column: none); None takes what was said
    of a file of this name before. `overwrite` gives the file's word the preference over what was edited here: in all
    rows of the record, or in those of these ids. `day_first` says how 03/04/2026 is meant where the file itself does
    not show it.
    """
    said = dict(mapping) if mapping is not None else _usable(remembered(session, kind, table.name), table)
    choice = choose(kind, table, said)
    layout = choice.layout
    readings = list(_once(layout, _linked(session, layout, read(choice, table, day_first))))
    records = [one for reading in readings for one in reading.records]
    index = record.index(session, layout)
    known = record.pair(layout, records, index)
    edits = {key: _edits(layout, one, known[key]) for one in records if (key := layout.key_of(one)) in known}
    differing = [known[key].id for key, found in edits.items() if found]
    taken = set(differing if overwrite is True else overwrite or ())
    edited = record.edited_here(session, layout.model, [row_id for row_id in differing if row_id not in taken])
    lines = tuple(_line(layout, reading, known, edits, edited) for reading in readings)
    there = {row.id for row in known.values()}
    refused = {reading.known_by for reading in readings if reading.reason}
    gone = tuple(
        Gone(_label(layout, row.model_dump()), _source(row))
        for key, row in index.items()
        if row.id not in there and key not in refused and _source(row)
    )
    doubtful = tuple(reading.number for reading in readings if reading.doubtful)
    return Proposal(kind, layout, table.name, table.sha256, choice.mapping, said, choice.unused, lines, gone, doubtful)


def apply(session: Session, proposal: Proposal) -> Proposal:
    """Make what was proposed, wholly or (when the record was changed meanwhile) not at all. Raises Conflict, NotFound.

    Nothing is written where nothing is new or changed.
    """
    layout = proposal.layout
    steps = [(line, step) for line in proposal.lines for step in line.steps if step.values is not None]
    if not steps:
        return proposal
    known = record.index(session, layout)
    for line, step in steps:
        values = {name: storable(value) for name, value in (step.values or {}).items()}
        values["source"] = f"{proposal.file}, row {line.number}"
        if step.row_id:
            row = rows.fetch(session, layout.model, step.row_id)
            if row.version != step.version:
                raise Conflict(f"{step.label} was changed in another window meanwhile; import the file again.")
            for name, value in values.items():
                setattr(row, name, value)
        else:
            if layout.key_of(values) in known:
                raise Conflict(f"{step.label} was added in another window meanwhile; import the file again.")
            if record.is_action(layout):
                values["label"] = rows.number(session, "", "A")
            session.add(layout.model(**values))
    remember(session, proposal.kind, proposal.file, proposal.said)
    session.flush()
    return proposal


def remembered(session: Session, kind: str, name: str) -> dict[str, str] | None:
    """The mapping that was remembered under a name, of a file or one that a person gave; None where there is none."""
    profile = session.exec(select(ImportProfile).where(ImportProfile.kind == kind, ImportProfile.name == name)).first()
    return dict(profile.mapping) if profile else None


def profiles(session: Session, kind: str) -> dict[str, dict[str, str]]:
    """The mappings that are remembered for a kind and say something, by name."""
    found = session.exec(select(ImportProfile).where(ImportProfile.kind == kind).order_by(col(ImportProfile.name)))
    return {profile.name: dict(profile.mapping) for profile in found if profile.mapping}


def remember(session: Session, kind: str, name: str, mapping: Mapping[str, str]) -> None:
    """Remember a mapping under a name.

    The profile is made anew each time, so that the log has it in the batch of every import (`record.edited_here`).
    """
    for old in session.exec(select(ImportProfile).where(ImportProfile.kind == kind, ImportProfile.name == name)):
        session.delete(old)
    session.add(ImportProfile(kind=kind, name=storable(name), mapping=dict(mapping)))
    session.flush()


def _source(row: Row) -> str:
    """The file and row that a record came from; empty where it was made here."""
    source = str(row.model_dump().get("source") or "")
    return source if re.search(r", row \d+$", source) else ""


def _usable(mapping: Mapping[str, str] | None, table: Table) -> dict[str, str]:
    return {name: column for name, column in (mapping or {}).items() if not column or column in table.columns}


def _linked(session: Session, layout: Layout, readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings, actions with their audit and finding."""
    if not record.is_action(layout):
        yield from readings
        return
    link = record.linker(session)
    for reading in readings:
        notes = [note for one in reading.records for note in link(one)]
        yield replace(reading, notes=(*reading.notes, *notes))


def _once(layout: Layout, readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings; a row whose key stood in an earlier one is refused."""
    seen: dict[Key, int] = {}
    for reading in readings:
        keys = {layout.key_of(one): one for one in reading.records}
        double = next((key for key in keys if key in seen), None)
        if len(keys) < len(reading.records):
            yield Reading(reading.number, reason="a role stands in it twice: take one out")
        elif double is None:
            seen.update(dict.fromkeys(keys, reading.number))
            yield reading
        else:
            label = _label(layout, keys[double])
            reason = f"repeats «{label}» of row {seen[double]}: tell them apart, or take one out"
            yield Reading(reading.number, reason=reason)


def _line(
    layout: Layout,
    reading: Reading,
    known: Mapping[Key, Row],
    edits: Mapping[Key, list[Edit]],
    edited: Mapping[str, set[str]],
) -> Line:
    if reading.reason:
        return Line(reading.number, "refused", reason=reading.reason)
    steps = []
    for one in reading.records:
        key = layout.key_of(one)
        if row := known.get(key):
            kept = tuple(edit for edit in edits[key] if edit.field in edited.get(row.id, ()))
            made = tuple(edit for edit in edits[key] if edit not in kept)
            values = {edit.field: edit.new for edit in made} or None
            steps.append(Step(_label(layout, one), row.id, row.version, values, made, kept))
        elif not layout.matrix or one["duty"]:
            values = dict(one)
            layout.fill(values)
            steps.append(Step(_label(layout, one), values=values))
    first = reading.records[0]
    label = shown(first["activity"]) if layout.matrix else _label(layout, first)
    if not steps:
        return Line(reading.number, "refused", label, NOBODY)
    if not any(step.row_id for step in steps):
        state = "new"
    else:
        state = "changed" if any(step.values for step in steps) else "unchanged"
    return Line(reading.number, state, label, steps=tuple(steps), notes=reading.notes)


def _edits(layout: Layout, one: Mapping[str, Any], row: Row) -> list[Edit]:
    """Where the file says something else. How a key is written (capitals, blanks) is no difference."""
    found = []
    for name, new in one.items():
        old = getattr(row, name)
        same_key = name in layout.key_names and folded(str(old)) == folded(str(new))
        if old != new and not same_key:
            found.append(Edit(name, old, new))
    return found


def _label(layout: Layout, one: Mapping[str, Any]) -> str:
    return " · ".join(shown(str(one[name])) for name in layout.key_names if one.get(name))

"""Findings out and in: one as a paper, those that are shown as a list, and a file of findings looked at before it is
taken in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import BadInput
from data.imports import findings as imports
from data.imports import json_tables
from data.imports.proposal import Line as Proposed
from data.imports.proposal import Proposal
from data.imports.tables import Table
from data.rules.register import Entry
from tui.glyphs import GLYPHS
from tui.screens.preview import Preview
from tui.widgets.rows import Cell, Column, Line

if TYPE_CHECKING:
    from tui.stages.findings.register import Register

MARKS = {"new": "good", "changed": "info", "unchanged": "dim", "refused": "bad"}
ASKED = (
    ("title", "the headline"),
    ("condition", "what was seen"),
    ("grade", "the grade"),
    ("ref", "the requirement"),
    ("criteria", "the organisation's own rule"),
    ("owner", "who answers for it"),
    ("due", "the due date"),
)


async def hand_out(pane: Register, shown: Sequence[Entry]) -> None:
    """Ask what shall leave and where to, and write it."""
    from exports.formats import FORMATS, SHEETS

    entry, app = pane.entry, pane.app
    one = [
        (f"one {name}", f"{entry.label} alone  {GLYPHS.dot} {FORMATS[name].title}")
        for name in SHEETS
        if entry and not entry.became
    ]
    count = f"the {len(shown)} findings shown" if len(shown) != 1 else "the finding shown"
    many = [
        (f"all {form}", f"{count}  {GLYPHS.dot} {words}")
        for form, words in (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
    ]
    chosen = await app.pick("What shall leave?", [*one, *(many if shown else [])])
    folder = await app.ask("Into which folder?", str(Path.cwd()), "It is made if it is not there") if chosen else ""
    if not chosen or not folder:
        return
    what, form = chosen.split()
    app.say(f"writing {form} {GLYPHS.more}")
    place = Path(folder).expanduser()
    if what == "one" and entry:
        from exports import run

        made = await app.attempt(
            asyncio.to_thread(run.export, app.store, entry.audit, [form], place, finding=entry.label)
        )
        paths = [one.path for one in made or ()]
    else:
        from exports import finding_list

        name = "all-audits" if pane.all_audits else pane.workspace.number
        path = await app.attempt(asyncio.to_thread(finding_list.write, shown, name, form, place))
        paths = [path] if path else []
    if paths:
        app.say(f"written: {paths[0]}")


async def take_in(pane: Register) -> None:
    """Ask for a file, show row by row what it would do, and take it in when that is wanted."""
    app = pane.app
    named = await app.ask(
        "Findings: path of the CSV, XLSX or JSON file", hint="Every row is shown before anything is changed"
    )
    if not named:
        return
    table = await app.attempt(asyncio.to_thread(json_tables.read_any, Path(named).expanduser(), imports.KIND))
    proposal = await _proposal(pane, table) if table else None
    if proposal is None:
        return
    able = proposal.count("new") + proposal.count("changed") > 0
    counted = ", ".join(f"{proposal.count(state)} {state}" for state in MARKS)
    unused = f"; not read: {', '.join(proposal.unused)}" if proposal.unused else ""
    columns = (Column("row", 5, right=True), Column("", 9), Column("finding", 0), Column("", 30))
    preview = Preview(f"{proposal.file}: {counted}{unused}", columns, [_line(one) for one in proposal.lines], can=able)
    if await app.push_screen_wait(preview):
        made = await pane.change(app.write(imports.apply, pane.audit_id, proposal))
        if made:
            await pane.load()
            app.say(f"{proposal.count('new')} new, {proposal.count('changed')} changed. u takes it back.")


async def _proposal(pane: Register, table: Table) -> Proposal | None:
    """What the file would do; where its headers say too little, the columns are asked for."""
    app = pane.app
    try:
        return await app.read(imports.propose, pane.audit_id, table)
    except BadInput as error:
        app.say(str(error), wrong=True)
    mapping: dict[str, str] = {}
    for field, words in ASKED:
        left = [name for name in table.columns if name not in mapping.values()]
        column = await app.pick(
            f"{table.name}: which column holds {words}?", [("-", "none"), *((name, name) for name in left)]
        )
        if column is None:
            return None
        mapping[field] = "" if column == "-" else column
    return await app.attempt(app.read(imports.propose, pane.audit_id, table, mapping))


def _line(row: Proposed) -> Line:
    """A row of the file: what becomes of it, and why, or what is worth knowing."""
    step = row.steps[0] if row.steps else None
    told = [f"{edit.field} changes" for edit in step.edits] if step and step.row_id else []
    told += [f"{edit.field} stays as edited here" for edit in step.kept] if step else []
    words = row.reason or "; ".join((*told, *row.notes))
    title = f"{row.label}  {words}" if row.state == "refused" else row.label
    return Line(
        str(row.number),
        (
            str(row.number),
            Cell(row.state, MARKS[row.state]),
            title,
            "" if row.state == "refused" else Cell(words, "dim"),
        ),
    )

"""A file becomes a population: the column that tells the items apart, and what to do about blank and repeated ids."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from data.imports import tables
from data.imports.tables import Table
from data.models import Population
from data.rules.sampling.populations import Ids, look_at_ids
from data.work import checklist, sampling
from data.work.sampling.populations import NUMBERED, ids_of
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.stages.pane import Pane


async def read(pane: Pane, question: str, hint: str) -> tuple[Path, Table] | None:
    """Ask for a file and read it; None where that was left or refused."""
    named = await pane.app.ask(question, hint=hint)
    if not named:
        return None
    path = Path(named).expanduser()
    pane.app.say(f"Reading {path.name} …")
    table = await pane.app.attempt(asyncio.to_thread(tables.read_table, path))
    return (path, table) if table else None


async def take(pane: Pane) -> Population | None:
    """Ask for file, column and ref, and take the population in; None where it was left or refused."""
    read_in = await read(
        pane, "Population: path of the CSV or XLSX file", "The whole list as it was supplied, with a heading line"
    )
    if read_in is None:
        return None
    path, table = read_in
    chosen = await column(pane, table)
    if chosen is None:
        return None
    name, once = chosen
    ref = await _ref(pane)
    pane.app.say(f"Taking in {len(table.rows):,} rows of {path.name} …")
    return await pane.change(
        pane.app.write(sampling.take_in, pane.audit_id, table, path, name, each_once=once, ref=ref)
    )


async def column(pane: Pane, table: Table) -> tuple[str, bool] | None:
    """The column whose cells are the ids, and whether each id is taken once."""
    found = await asyncio.to_thread(lambda: {name: _ids(table, name) for name in table.columns})
    ordered = sorted(found, key=lambda name: not found[name].sound)
    choices = [(name, f"{one_line(name)}   {_verdict(found[name])}") for name in ordered]
    choices.append((NUMBERED + "#", "the rows' numbers   no column tells them apart"))
    while True:
        name = await pane.app.pick(f"{len(table.rows):,} rows. Which column names each item?", choices)
        if name is None:
            return None
        if name == NUMBERED + "#":
            return NUMBERED, False
        if found[name].sound:
            return name, False
        out = len(found[name].left_out)
        done = await pane.app.pick(
            f"{one_line(name)}: {one_line(found[name].words())}",
            [
                ("other", "name another column"),
                (
                    "once",
                    f"take each id once: {len(table.rows) - out:,} items; {out:,} rows stay out, which is recorded",
                ),
            ],
        )
        if done == "once":
            return name, True


def _ids(table: Table, name: str) -> Ids:
    return look_at_ids(ids_of(table, name), table.numbers)


def _verdict(ids: Ids) -> str:
    if ids.sound:
        return "each row its own"
    parts = [
        f"{len(ids.blank):,} blank" if ids.blank else "",
        f"{len(ids.repeated):,} repeated" if ids.repeated else "",
    ]
    return ", ".join(filter(None, parts))


async def _ref(pane: Pane) -> str:
    items = await pane.app.read(checklist.items, pane.audit_id)
    if not items:
        return ""
    words = [(item.ref, f"{item.ref} {item.title}") for item in items]
    return await pane.app.pick("For which ref? The pack says where its list should come from.", words, free=True) or ""

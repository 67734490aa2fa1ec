"""Findings out and in: one as a paper, those that are shown as a list, and a file of findings looked at before it is
taken in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.imports import findings as imports
from data.imports import json_tables
from data.rules.register import Entry
from tui.glyphs import GLYPHS
from tui.screens.importing import Importing

if TYPE_CHECKING:
    from tui.stages.findings.register import Register


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
    """Ask for a file and open it: its columns, and what each row would do."""
    app = pane.app
    named = await app.ask(
        "Findings: path of the CSV, XLSX or JSON file", hint="Every row is shown before anything is changed"
    )
    if not named:
        return
    table = await app.attempt(asyncio.to_thread(json_tables.read_any, Path(named).expanduser(), imports.KIND))
    done = await app.push_screen_wait(Importing(imports.KIND, table, pane.audit_id)) if table else None
    if done:
        await pane.load()
        await pane.workspace.count()
        app.say(f"{done} u takes it back.")

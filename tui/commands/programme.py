"""`programme`: what the audit programme does not cover, and the programme as files."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.commands.base import Commands, existing_store, say


def add(commands: Commands) -> None:
    """Add this file's command."""
    words = "what the audit programme does not cover (exit 1 if something is amiss), or the programme as files"
    made = commands.add("programme", programme, words)
    made.add_argument("--to", default="", metavar="FMT[,FMT]", help="docx, pdf, xlsx, ics")
    made.add_argument("--out", type=Path, default=Path(), help="folder; default: here")


def programme(args: argparse.Namespace) -> int:
    """`auditbook programme`."""
    from data import clock
    from data.store import opened
    from exports import programme as exported
    from exports.programme.data import read

    path, today = existing_store(args), clock.today()
    with opened(path) as store:
        if args.to:
            formats = [name.strip().lower() for name in args.to.split(",") if name.strip()]
            made = exported.export(store, formats, args.out.expanduser(), today)
            files = [{"format": one.format, "path": str(one.path), "sha256": one.sha256} for one in made]
            say(args, {"files": files}, "\n".join(f"{one.format:6} {one.path}" for one in made))
            return 0
        cycle = store.read(read, today).cycle
    result = {
        "years": list(cycle.years),
        "references": len(cycle.refs),
        "oldest": cycle.oldest,
        "alarms": list(cycle.alarms),
        "later": list(cycle.later),
    }
    lines = [f"{cycle.years[0]}-{cycle.years[-1]}: {len(cycle.alarms)} alarms; longest ago: {cycle.oldest}"]
    lines += [f"  {one}" for one in cycle.alarms] + [f"  (later) {one}" for one in cycle.later]
    say(args, result, "\n".join(lines))
    return 1 if cycle.alarms else 0

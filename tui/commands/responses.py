"""`response` and `import response`: the form in which auditees answer findings, out and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.errors import BadInput
from tui.commands.base import AUDIT_HELP, Commands, existing_store, one_line, say


def add(commands: Commands) -> None:
    """Add this file's command; `import response` reads the form back."""
    made = commands.add("response", write, "the form in which auditees answer findings, as an Excel file")
    made.add_argument("audit", help=AUDIT_HELP)
    made.add_argument("--owner", default="", metavar="ROLE", help="only what this role answers for")
    made.add_argument("--finding", action="append", default=[], metavar="F-03", help="only this finding (repeatable)")
    made.add_argument("--out", type=Path, default=Path(), help="folder; default: here")


def write(args: argparse.Namespace) -> int:
    """`auditbook response`."""
    from data.store import opened
    from exports import response_form

    with opened(existing_store(args)) as store:
        path = response_form.write(store, args.audit, args.out.expanduser(), args.owner, tuple(args.finding))
    say(args, {"files": [{"format": "xlsx", "path": str(path)}]}, str(path))
    return 0


def read_in(args: argparse.Namespace) -> int:
    """`auditbook import response`: a filled-in form back into the record."""
    from data.imports import responses, tables
    from data.store import opened
    from data.work import audits
    from data.work.responses import SHEET

    if not args.audit:
        raise BadInput("a form with answers belongs to an audit; name it, for example --audit AUD-2026-02")
    table = tables.read_table(args.file, SHEET)
    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        proposal = store.read(responses.propose, audit.id, table)
        if not args.dry_run:
            proposal = store.write(responses.apply, audit.id, proposal)
    result = proposal.as_json()
    counted = ", ".join(f"{result[name]} {name}" for name in ("new", "changed", "unchanged"))
    lines = [f"response: {result['rows']} rows: {counted}, {len(result['refused'])} refused"]
    lines += [f"  row {row['row']}: {one_line(str(row['reason']))}" for row in result["refused"]]
    lines += [f"  row {row['row']}: {one_line(str(row['text']))}" for row in result["notes"]]
    lines += ["  nothing was changed (--dry-run)"] if args.dry_run else []
    say(args, result, "\n".join(lines))
    return 0

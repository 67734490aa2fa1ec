"""`plan` and `requests`: what goes out before an audit."""

from __future__ import annotations

import argparse
from pathlib import Path

from data.errors import BadInput
from tui.commands.base import AUDIT_HELP, Commands, existing_store, one_line, say


def add(commands: Commands) -> None:
    """Add this file's commands."""
    plan_ = commands.add("plan", plan, "the one-page audit plan to send out")
    requests_ = commands.add("requests", requests, "the request list to send out")
    for made, formats in ((plan_, "docx,pdf,ics"), (requests_, "xlsx,docx")):
        made.add_argument("audit", help=AUDIT_HELP)
        made.add_argument("--to", default=formats, metavar="FMT[,FMT]", help=f"default: {formats}")
        made.add_argument("--out", type=Path, default=Path(), help="folder; default: here")


def plan(args: argparse.Namespace) -> int:
    """`auditbook plan`."""
    from data.store import opened
    from exports import audit_plan

    with opened(existing_store(args)) as store:
        made = audit_plan.write(store, args.audit, args.to.split(","), args.out.expanduser().resolve())
    return _told(args, [(one.format, one.path, one.sha256) for one in made])


def requests(args: argparse.Namespace) -> int:
    """`auditbook requests`."""
    from data.store import opened
    from exports import request_list

    with opened(existing_store(args)) as store:
        made = request_list.write(store, args.audit, args.to.split(","), args.out.expanduser().resolve())
    return _told(args, [(one.format, one.path, one.sha256) for one in made])


def _told(args: argparse.Namespace, made: list[tuple[str, Path, str]]) -> int:
    files = [{"format": name, "path": str(path), "sha256": sha256} for name, path, sha256 in made]
    say(args, {"files": files}, "\n".join(f"{one['format']:6} {one['path']}" for one in files))
    return 0


def import_requests(args: argparse.Namespace) -> int:
    """`auditbook import requests FILE --audit AUDIT`: a request list that came back."""
    from data.imports import requests as returned
    from data.imports.tables import read_table
    from data.store import opened
    from data.work import audits

    if not args.audit:
        raise BadInput("a request list belongs to an audit; name it, for example --audit AUD-2026-02")
    table = read_table(args.file)
    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        lines = store.read(returned.propose, audit.id, table)
        if not args.dry_run:
            store.write(returned.apply, lines)
    refused = [{"row": one.number, "reason": one.reason} for one in lines if one.state == "refused"]
    counted = {state: sum(one.state == state for one in lines) for state in ("changed", "unchanged")}
    states = ", ".join(f"{count} {state}" for state, count in counted.items())
    words = [f"requests: {len(lines)} rows: {states}, {len(refused)} refused"]
    words += [f"  row {one['row']}: {one_line(str(one['reason']))}" for one in refused]
    words += ["  nothing was changed (--dry-run)"] if args.dry_run else []
    say(args, {"rows": len(lines), "new": 0, **counted, "refused": refused}, "\n".join(words))
    return 0

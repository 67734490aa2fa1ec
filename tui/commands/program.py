"""`auditbook`, `open` and `demo`: the program itself."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from data.errors import BadInput
from tui.commands import reports
from tui.commands.base import AUDIT_HELP, Commands, existing_store, say, store_path


def add(commands: Commands) -> None:
    """Add this file's commands."""
    demo_ = commands.add("demo", demo, "make a filled demo company and audit, and open it")
    demo_.add_argument("--dir", type=Path, help="folder for the fresh store; default: a temporary one")
    demo_.add_argument("--no-tui", action="store_true", help="make it, export DOCX and PDF, and end")
    open_ = commands.add("open", open_program, "open the program in an audit")
    open_.add_argument("audit", help=AUDIT_HELP)
    open_.add_argument("--stage", type=int, default=0, choices=range(1, 10), metavar="N", help="stage 1 to 9")
    open_.add_argument("--note", default="", metavar="M-03", help="a meeting's note")


def open_program(args: argparse.Namespace) -> int:
    """`auditbook` and `auditbook open`."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput("the program needs a terminal; without one, use a command: auditbook --help")
    path = existing_store(args) if args.audit else store_path(args)
    from tui.app import run

    return run(path, start=(args.audit, args.stage, args.note))


def demo(args: argparse.Namespace) -> int:
    """`auditbook demo`: a fresh store, the demo's company and audit, then the program, or the exported report."""
    from data import demo as content
    from data.store import opened

    folder = args.dir or Path(tempfile.mkdtemp(prefix="auditbook-demo-"))
    path = (folder / "demo.sqlite").expanduser().resolve()
    if path.exists():
        raise BadInput(f"{path} is there already; name a folder without a demo, or open it: auditbook --store {path}")
    with opened(path) as store:
        number = content.build(store)
        from data.work import audits
        from exports import issuing

        for audit in store.read(audits.every):
            issuing.freeze(store, audit.number)
    if not args.no_tui and sys.stdin.isatty() and sys.stdout.isatty():
        from tui.app import run

        print(f"The demo's store: {path}", file=sys.stderr)
        return run(path, start=(number, 0, ""))
    made = reports.write(path, number, ["docx", "pdf"], folder)
    result = {"store": str(path), "audit": number, "files": made}
    say(
        args,
        result,
        "\n".join([f"store  {path}", f"audit  {number}", *(f"{one['format']:6} {one['path']}" for one in made)]),
    )
    return 0

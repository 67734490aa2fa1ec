"""The command line. It reads options, calls the floors below, and prints: results to stdout, messages to stderr.

Exit 0 done · 1 checked and found wanting · 2 bad usage or bad input, one clear line. The commands are in
`tui/commands/`, a file for each group; heavy modules are imported in the commands that need them, so that `auditbook`
alone paints at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.errors import AuditbookError
from tui.commands import (
    about,
    checklist,
    imports,
    planning,
    program,
    programme,
    record,
    reports,
    responses,
    rules,
    sample,
)
from tui.commands.base import STORE_HELP, Commands, Parser, one_line


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except AuditbookError as error:
        print(f"auditbook: {one_line(str(error))}", file=sys.stderr)
        return 2
    except (BrokenPipeError, KeyboardInterrupt):
        return 130


def build_parser() -> argparse.ArgumentParser:
    """All commands and options."""
    parser = Parser(
        prog="auditbook", description="The internal auditor's field book: without a command, the program opens."
    )
    parser.add_argument("--store", type=Path, default=None, metavar="PATH", help=STORE_HELP)
    parser.set_defaults(run=program.open_program, audit="", stage=0, note="", json=False)
    commands = Commands(parser)
    for group in (program, imports, programme, planning, reports, responses, checklist, rules, sample, record, about):
        group.add(commands)
    return parser

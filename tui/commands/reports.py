"""`export`, `issue`: the report as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exports.formats import FORMATS
from exports.paper import A4, PAPERS
from tui import config, fetching
from tui.commands.base import AUDIT_HELP, Commands, existing_store, one_line, say

if TYPE_CHECKING:
    from exports.run import Exported


def add(commands: Commands) -> None:
    """Add this file's command."""
    export_ = commands.add("export", export, "export the report")
    export_.add_argument("audit", help=AUDIT_HELP)
    export_.add_argument("--to", required=True, metavar="FMT[,FMT]", help=", ".join(FORMATS))
    export_.add_argument("--out", type=Path, default=Path(), help="folder; default: here")
    export_.add_argument("--finding", default="", metavar="F-03", help="the sheet of this finding alone")
    export_.add_argument("--paper", default=A4.name, metavar="|".join(PAPERS), help=f"default: {A4.name}")
    issue_ = commands.add("issue", issue, "issue the report: its next edition as files, noted in the record")
    issue_.add_argument("audit", help=AUDIT_HELP)
    issue_.add_argument(
        "--to", default="docx,pdf", metavar="FMT[,FMT]", help=f"default: docx,pdf; {', '.join(FORMATS)}"
    )
    issue_.add_argument("--recipients", required=True, metavar="WHO", help="to whom it is issued")
    issue_.add_argument("--note", default="", help="a word about this edition")
    issue_.add_argument("--out", type=Path, default=Path(), help="folder; default: here")
    issue_.add_argument("--paper", default=A4.name, metavar="|".join(PAPERS), help=f"default: {A4.name}")
    words = "the house's look, from `template` in config.toml or from this file: what it lacks, and what happens then"
    commands.add("house", house_, words).add_argument("template", type=Path, nargs="?", help="a Word file")


def house_(args: argparse.Namespace) -> int:
    """`auditbook house`."""
    from exports import house

    one = house.read(args.template.expanduser()) if args.template else config.house()
    lacks = house.check(one) if one.template else []
    lines = [one_line(line) for line in lacks] or ["It has every style that a report uses."]
    if not one.template:
        lines = ['No template is set: reports have our look. [report] template = "house.docx" in config.toml sets one.']
    say(args, {"template": bool(one.template), "lacks": lacks}, "\n".join(lines))
    return 0


def export(args: argparse.Namespace) -> int:
    """`auditbook export`."""
    files = write(existing_store(args), args.audit, args.to.split(","), args.out, args.paper, args.finding)
    say(args, {"files": files}, "\n".join(f"{one['format']:6} {one['path']}" for one in files))
    return 0


def write(
    path: Path, number: str, formats: list[str], folder: Path, paper: str = A4.name, finding: str = ""
) -> list[dict[str, str]]:
    """Export, with progress and notes on stderr. Returns format, path and SHA-256 of each file."""
    from data.store import opened
    from exports import run

    with opened(path) as store:
        made = run.export(
            store,
            number,
            formats,
            folder.expanduser().resolve(),
            progress=lambda words: print(words, file=sys.stderr),
            paper=paper,
            finding=finding,
            settings=config.findings(),
            house=config.house(),
        )
    return told(made)


def issue(args: argparse.Namespace) -> int:
    """`auditbook issue`."""
    from data.store import opened
    from exports import issuing

    with opened(existing_store(args)) as store:
        made = issuing.issue(
            store,
            args.audit,
            args.to.split(","),
            args.out.expanduser().resolve(),
            issuing.To(args.recipients, args.note),
            lambda words: print(words, file=sys.stderr),
            paper=args.paper,
            settings=config.findings(),
            house=config.house(),
        )
    files = told(made.files)
    lines = [f"issued as edition {made.issue.edition}", *(f"{one['format']:6} {one['path']}" for one in files)]
    say(args, {"edition": made.issue.edition, "files": files}, "\n".join(lines))
    return 0


def told(made: list[Exported]) -> list[dict[str, str]]:
    """Notes and how the files are fetched on stderr. Returns format, path and SHA-256 of each file."""
    for one in made:
        if one.note:
            print(f"{one.format}: {one.note}", file=sys.stderr)
    fetch = fetching.command([one.path for one in made])
    if fetch:
        print(f"to fetch them, on your own machine: {one_line(fetch)}", file=sys.stderr)
    return [{"format": one.format, "path": str(one.path), "sha256": one.sha256} for one in made]

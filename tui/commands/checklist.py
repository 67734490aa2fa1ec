"""`checklist list|show|lint`: the pack that comes with the program, or one of the user's own."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from data.errors import BadInput
from tui.commands.base import Commands, one_line, say


def add(commands: Commands) -> None:
    """Add this file's command."""
    checklist_ = commands.add("checklist", checklist, "the checklist pack: list it, show an entry, lint it")
    checklist_.add_argument("what", choices=("list", "show", "lint"))
    names = "show: a ref; list, lint: a folder with a pack of your own"
    checklist_.add_argument("name", nargs="?", default="", metavar="REF|FOLDER", help=names)
    far = "lint: a text whose sentences no entry may come close to"
    checklist_.add_argument("--forbidden", type=Path, metavar="FILE", help=far)


def checklist(args: argparse.Namespace) -> int:
    """`auditbook checklist list|show|lint`: the pack that comes with the program, or one of the user's own."""
    from checklists import lint, parser

    if args.what == "show":
        return _show_entry(args)
    folder = Path(args.name).expanduser() if args.name else None
    if folder and not folder.is_dir():
        raise BadInput(f"{folder} is no folder; name one that holds a Markdown file for each entry")
    pack = parser.read_pack(folder, folder.name, "") if folder else parser.iso27001()
    if args.what == "list":
        rows = [
            {
                "ref": entry.ref,
                "title": entry.title,
                "questions": len(entry.questions),
                "roles": list(dict.fromkeys(question.role for question in entry.questions)),
                "document_required": entry.document_required,
            }
            for entry in pack.entries.values()
        ]
        lines = [one_line(f"{row['ref']:8} {row['questions']:>3} questions  {row['title']}") for row in rows]
        say(args, rows, "\n".join(lines))
        return 0
    try:
        forbidden = args.forbidden.read_text(encoding="utf-8").splitlines() if args.forbidden else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{args.forbidden} cannot be read as text: {error}") from error
    found = lint.lint(pack, forbidden)
    problems = [asdict(problem) for problem in found]
    lines = [one_line(f"{p.file}:{p.line}:{p.column}: {p.rule}: {p.message}") for p in found]
    words = "\n".join(lines) or f"{len(pack.entries)} entries, nothing to mend."
    say(args, problems, words)
    return 1 if found else 0


def _show_entry(args: argparse.Namespace) -> int:
    """One entry, as it stands in its file."""
    from importlib.resources import files

    from checklists import parser

    entry = parser.iso27001().entries.get(args.name)
    if entry is None:
        raise BadInput(f"the pack has no entry «{args.name}»; `auditbook checklist list` names them")
    source = (files("checklists") / "packs" / "iso27001-2022" / entry.file).read_text(encoding="utf-8")
    if args.json or not sys.stdout.isatty():
        say(args, {"ref": entry.ref, "title": entry.title, "markdown": source}, source.rstrip())
        return 0
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(source))
    return 0

"""`checklist list|show|lint`: the pack that comes with the program, or one of the user's own."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from checklists.shown import printable
from data.errors import BadInput
from tui.commands.base import Commands, one_line, say, store_path

if TYPE_CHECKING:
    from checklists.pack import Pack


def add(commands: Commands) -> None:
    """Add this file's commands."""
    checklist = Commands(commands.add("checklist", overview, "the checklist pack: list it, show an entry, lint it"))
    pack = "a folder of Markdown entries, one such file, or the name of an imported pack; default: the program's own"
    list_ = checklist.add("list", list_entries, "the entries: ref, number of questions, title")
    show_ = checklist.add("show", show_entry, "one entry")
    show_.add_argument("ref", metavar="REF", help="such as A.5.18")
    lint_ = checklist.add("lint", lint_pack, "what is to be mended; exit 1 if something is")
    for command in (list_, show_, lint_):
        command.add_argument("pack", nargs="?", default="", metavar="PACK|FILE", help=pack)
    far = "a text whose sentences no entry may come close to"
    lint_.add_argument("--forbidden", type=Path, metavar="FILE", help=far)


def overview(_args: argparse.Namespace) -> int:
    """`auditbook checklist` alone. Raises BadInput."""
    raise BadInput("say what to do with the checklist: list, show REF or lint")


def read(args: argparse.Namespace) -> tuple[Path, Pack]:
    """The pack that is meant, and the folder its files lie in. Raises BadInput."""
    from importlib.resources import files

    from checklists import parser

    if not args.pack:
        return Path(str(files("checklists") / "packs" / "iso27001-2022")), parser.iso27001()
    path = Path(args.pack).expanduser()
    if path.is_dir():
        pack = parser.read_pack(path, path.name, "")
        if not pack.entries and not pack.problems:
            raise BadInput(f"{path} holds no Markdown file; a pack has one for each entry")
        return path, pack
    if path.is_file():
        return path.parent, parser.read_files([path], path.stem, "")
    from data.work import packs

    store = store_path(args)
    if args.pack not in packs.names(store):
        known = ", ".join(packs.names(store)) or "none yet"
        raise BadInput(f"«{args.pack}» is no folder, no file and no imported pack (those are: {known})")
    return packs.folder(store) / args.pack, packs.read(store, args.pack)


def list_entries(args: argparse.Namespace) -> int:
    """`auditbook checklist list`."""
    _, pack = read(args)
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


def lint_pack(args: argparse.Namespace) -> int:
    """`auditbook checklist lint`: exit 1 if something is to be mended."""
    from checklists import lint

    _, pack = read(args)
    try:
        forbidden = args.forbidden.read_text(encoding="utf-8").splitlines() if args.forbidden else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{args.forbidden} cannot be read as text: {error}") from error
    found = lint.lint(pack, forbidden)
    lines = [one_line(f"{p.file}:{p.line}:{p.column}: {p.rule}: {p.message}") for p in found]
    say(args, [asdict(one) for one in found], "\n".join(lines) or f"{len(pack.entries)} entries, nothing to mend.")
    return 1 if found else 0


def show_entry(args: argparse.Namespace) -> int:
    """`auditbook checklist show REF`: rendered on a terminal, else as it stands in its file."""
    folder, pack = read(args)
    entry = pack.entries.get(args.ref)
    if entry is None:
        raise BadInput(f"the pack has no entry «{args.ref}»; `auditbook checklist list` names those of a pack")
    lines = (folder / entry.file).read_text(encoding="utf-8-sig").splitlines()
    source = "\n".join(printable(line) for line in lines)
    if args.json or not sys.stdout.isatty():
        say(args, {"ref": entry.ref, "title": entry.title, "markdown": source}, source.rstrip())
        return 0
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(source))
    return 0

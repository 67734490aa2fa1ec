"""The command line. It reads options, calls the floors below, and prints: results to stdout, messages to stderr.

Exit 0 done · 1 checked and found wanting · 2 bad usage or bad input, one clear line. Heavy modules are imported in
the commands that need them, so that `auditbook` alone paints at once.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.errors import AuditbookError, BadInput
from tui import config


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    parser = build_parser()
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except AuditbookError as error:
        print(f"auditbook: {one_line(str(error))}", file=sys.stderr)
        return 2
    except (BrokenPipeError, KeyboardInterrupt):
        return 130


def one_line(words: str) -> str:
    """A message without control characters or line breaks: it may hold a file's name or a cell's text."""
    return "".join(char if char.isprintable() else " " for char in words)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        print(f"auditbook: {one_line(message)} (auditbook --help shows the commands)", file=sys.stderr)
        raise SystemExit(2)


def build_parser() -> argparse.ArgumentParser:
    """All commands and options."""
    parser = _Parser(
        prog="auditbook", description="The internal auditor's field book: without a command, the program opens."
    )
    where = "the store; default: AUDITBOOK_STORE, else the user's data folder"
    parser.add_argument("--store", type=Path, default=None, metavar="PATH", help=where)
    parser.set_defaults(run=open_program, audit="", stage=0, note="", json=False)
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        # SUPPRESS as the default: an option given before the command stays
        made.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="PATH", help=where)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
        made.set_defaults(run=run)
        return made

    demo_ = command("demo", demo, "make a filled demo company and audit, and open it")
    demo_.add_argument("--dir", type=Path, help="folder for the fresh store; default: a temporary one")
    demo_.add_argument("--no-tui", action="store_true", help="make it, export DOCX and PDF, and end")
    open_ = command("open", open_program, "open the program in an audit")
    open_.add_argument("audit", help="number such as AUD-2026-02")
    open_.add_argument("--stage", type=int, default=0, choices=range(1, 10), metavar="N", help="stage 1 to 9")
    open_.add_argument("--note", default="", metavar="M-03", help="a meeting's note")
    import_ = command("import", import_file, "read a register from CSV or XLSX")
    import_.add_argument(
        "kind",
        help="soa, responsibilities, people, competence, documents, assets, suppliers, risks, actions or checklist",
    )
    import_.add_argument("file", type=Path)
    import_.add_argument("--map", default="", metavar="PROFILE", help="read the columns as remembered under this name")
    help_columns = "read our field from that column; with --map, remembered under its name"
    import_.add_argument("--columns", action="append", default=[], metavar="FIELD=COLUMN", help=help_columns)
    import_.add_argument("--own-refs", action="store_true", help="checklist: take refs the standard does not have")
    import_.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    export_ = command("export", export, "export the report")
    export_.add_argument("audit", help="number such as AUD-2026-02")
    export_.add_argument("--to", required=True, metavar="FMT[,FMT]", help="docx, pdf")
    export_.add_argument("--out", type=Path, default=Path(), help="folder; default: here")
    check_ = command("check", check, "what stands in the way of issuing the report; exit 1 if something blocks it")
    check_.add_argument("audit", help="number such as AUD-2026-02")
    checklist_ = command("checklist", checklist, "the checklist pack: list it, show an entry, lint it")
    checklist_.add_argument("what", choices=("list", "show", "lint"))
    names = "show: a ref; list, lint: a folder with a pack of your own"
    checklist_.add_argument("name", nargs="?", default="", metavar="REF|FOLDER", help=names)
    far = "lint: a text whose sentences no entry may come close to"
    checklist_.add_argument("--forbidden", type=Path, metavar="FILE", help=far)
    command("verify", verify, "the record's integrity: change log, evidence files, database")
    backup_ = command("backup", backup, "copy the store and its evidence")
    backup_.add_argument("file", type=Path)
    restore_ = command("restore", restore, "put a backup in the store's place; what was there is kept aside")
    restore_.add_argument("file", type=Path)
    command("keys", show_keys, "the key table")
    command("doctor", doctor, "what works on this machine")
    command("locate", locate, "where the files are")
    return parser


def store_path(args: argparse.Namespace) -> Path:
    """The store that is meant: option, environment, user's data folder."""
    return (args.store or config.store_path()).expanduser().resolve()


def existing_store(args: argparse.Namespace) -> Path:
    """The same, which has to be there. Raises BadInput."""
    path = store_path(args)
    if not path.exists():
        raise BadInput(f"there is no store at {path}; `auditbook` makes one, or name another with --store")
    return path


def say(args: argparse.Namespace, result: dict[str, Any], words: str) -> None:
    """Print a result: as JSON where that was asked for, else for people."""
    print(json.dumps(result, ensure_ascii=False, indent=2) if args.json else words)


# -- the program ------------------------------------------------------------------------------------------------


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
    if not args.no_tui and sys.stdin.isatty() and sys.stdout.isatty():
        from tui.app import run

        print(f"The demo's store: {path}", file=sys.stderr)
        return run(path, start=(number, 0, ""))
    made = _export(path, number, ["docx", "pdf"], folder)
    result = {"store": str(path), "audit": number, "files": made}
    say(
        args,
        result,
        "\n".join([f"store  {path}", f"audit  {number}", *(f"{one['format']:6} {one['path']}" for one in made)]),
    )
    return 0


# -- in and out -------------------------------------------------------------------------------------------------


def import_file(args: argparse.Namespace) -> int:
    """`auditbook import`."""
    from data.imports import run, tables
    from data.store import opened

    if args.kind == "checklist":
        return _import_checklist(args)
    table = tables.read_table(args.file)
    with opened(store_path(args)) as store:
        proposal = store.read(run.propose, args.kind, table, _mapping(args, store))
        if not args.dry_run:
            proposal = store.write(run.apply, proposal)
    _say_import(args, proposal.as_json())
    return 0


def _mapping(args: argparse.Namespace, store: Any) -> dict[str, str] | None:
    """Which column each field is read from: as said with --columns, else as remembered; None leaves it to the guess.

    What is said with --columns is remembered under the name of --map. Raises BadInput.
    """
    from data.imports import run

    said: dict[str, str] = {}
    for pair in args.columns:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip():
            raise BadInput(f"--columns «{pair}»: write our field, = and their column, for example ref=Kapitel")
        said[field.strip()] = column.strip()
    if said and args.map:
        store.write(run.remember, args.kind, args.map, said)
    if said or not args.map:
        return said or None
    known: dict[str, str] | None = store.read(run.remembered, args.kind, args.map)
    if known is None:
        raise BadInput(f"no columns are remembered as «{args.map}» for {args.kind}; say them once with --columns")
    return known


def _say_import(args: argparse.Namespace, result: dict[str, Any]) -> None:
    """What an import did or would do, with each row that was refused."""
    counted = ", ".join(f"{result[name]} {name}" for name in ("new", "changed", "unchanged"))
    lines = [f"{args.kind}: {result['rows']} rows: {counted}, {len(result['refused'])} refused"]
    lines += [f"  row {row['row']}: {one_line(str(row['reason']))}" for row in result["refused"]]
    if result.get("unused"):
        lines.append(f"  columns without a place here: {', '.join(one_line(str(name)) for name in result['unused'])}")
    lines += ["  nothing was changed (--dry-run)"] if args.dry_run else []
    say(args, result, "\n".join(lines))


def _import_checklist(args: argparse.Namespace) -> int:
    """A checklist of somebody else's becomes a pack of the user's own, beside the store."""
    from data.imports.checklists import propose, read_checklist, write_pack
    from data.store import opened
    from data.work import packs

    mapping = None
    if args.map or args.columns:
        with opened(store_path(args)) as store:
            mapping = _mapping(args, store)
    folder = packs.place(store_path(args), args.file.name)
    proposal = propose(read_checklist(args.file), mapping, folder=folder, own_refs=args.own_refs)
    if not args.dry_run:
        proposal = write_pack(proposal, folder)
    result = proposal.as_json() | {"folder": str(folder)}
    _say_import(args, result)
    return 0


def export(args: argparse.Namespace) -> int:
    """`auditbook export`."""
    made = _export(existing_store(args), args.audit, args.to.split(","), args.out)
    say(args, {"files": made}, "\n".join(f"{one['format']:6} {one['path']}" for one in made))
    return 0


def _export(path: Path, number: str, formats: list[str], folder: Path) -> list[dict[str, str]]:
    from data.store import opened
    from exports import run

    with opened(path) as store:
        made = run.export(
            store, number, formats, folder.expanduser(), progress=lambda words: print(words, file=sys.stderr)
        )
    for one in made:
        if one.note:
            print(f"{one.format}: {one.note}", file=sys.stderr)
    return [{"format": one.format, "path": str(one.path), "sha256": one.sha256} for one in made]


# -- the record -------------------------------------------------------------------------------------------------


def check(args: argparse.Namespace) -> int:
    """`auditbook check`: exit 1 if something blocks the issue of the report."""
    from data.rules.stages import missing
    from data.store import opened
    from data.work import audits

    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        found = missing(store.read(audits.facts, audit.id))
    blocks = [{"rule": one.rule, "item": one.item, "message": one.message} for one in found if one.blocks]
    warnings = [{"rule": one.rule, "item": one.item, "message": one.message} for one in found if not one.blocks]
    lines = [f"{audit.number}: {'ready' if not blocks else f'not ready, {len(blocks)} block'}"]
    lines += [f"  blocks   {one['message']}" for one in blocks] + [f"  missing  {one['message']}" for one in warnings]
    say(
        args, {"ready": not blocks, "blocks": blocks, "warnings": warnings}, "\n".join(one_line(line) for line in lines)
    )
    return 1 if blocks else 0


def verify(args: argparse.Namespace) -> int:
    """`auditbook verify`: exit 1 if something is wrong with the record."""
    from data import store

    with store.opened(existing_store(args)) as one:
        problems = store.verify(one)
    words = (
        "\n".join(one_line(line) for line in problems) or "The record is whole: change log, evidence files, database."
    )
    say(args, {"ok": not problems, "problems": problems}, words)
    return 1 if problems else 0


def backup(args: argparse.Namespace) -> int:
    """`auditbook backup`."""
    from data import store

    store.backup(existing_store(args), args.file.expanduser().resolve())
    say(args, {"file": str(args.file)}, f"copied to {args.file}")
    return 0


def restore(args: argparse.Namespace) -> int:
    """`auditbook restore`."""
    from data import store

    path = store_path(args)
    aside = store.restore(args.file.expanduser().resolve(), path)
    say(
        args,
        {"store": str(path), "aside": str(aside or "")},
        f"restored to {path}" + (f"; what was there: {aside}" if aside else ""),
    )
    return 0


# -- the checklist pack ------------------------------------------------------------------------------------------


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
        print(json.dumps(rows, ensure_ascii=False, indent=2) if args.json else "\n".join(lines))
        return 0
    try:
        forbidden = args.forbidden.read_text(encoding="utf-8").splitlines() if args.forbidden else []
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{args.forbidden} cannot be read as text: {error}") from error
    found = lint.lint(pack, forbidden)
    problems = [asdict(problem) for problem in found]
    lines = [one_line(f"{p.file}:{p.line}:{p.column}: {p.rule}: {p.message}") for p in found]
    words = "\n".join(lines) or f"{len(pack.entries)} entries, nothing to mend."
    print(json.dumps(problems, ensure_ascii=False, indent=2) if args.json else words)
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


# -- about the program ------------------------------------------------------------------------------------------


def show_keys(args: argparse.Namespace) -> int:
    """`auditbook keys`."""
    from tui import keys

    rows = [{"id": key.id, "keys": key.keys, "where": keys.CONTEXTS[key.where], "does": key.does} for key in keys.KEYS]
    lines: list[str] = []
    for where, title in keys.CONTEXTS.items():
        lines += [title, *(f"  {keys.name(key.keys):16} {key.does:60} {key.id}" for key in keys.of(where)), ""]
    say(args, {"keys": rows}, "\n".join(lines))
    return 0


def doctor(args: argparse.Namespace) -> int:
    """`auditbook doctor`: what works on this machine; exit 1 if the report could not be made."""
    import os
    import platform
    from importlib.metadata import version

    from data import sqlite
    from exports import tools
    from tui.glyphs import GLYPHS, PLAIN

    path = store_path(args)
    facts: dict[str, str] = {
        "auditbook": _version(),
        "python": platform.python_version(),
        "textual": version("textual"),
        "sqlite": sqlite.VERSION,
        "terminal": f"TERM={os.environ.get('TERM', '')}, {'plain signs' if GLYPHS == PLAIN else 'Unicode signs'}",
        "store": f"{path}, {'schema ' + str(sqlite.schema_of(path)) if path.exists() else 'not made yet'}",
    }
    wrong: list[str] = []
    for name, probe in (("pandoc", tools.pandoc_version), ("typst", tools.typst_version)):
        try:
            facts[name] = probe()
        except AuditbookError as error:
            facts[name] = f"missing: {error}"
            wrong.append(name)
    say(args, {"ok": not wrong, **facts}, "\n".join(f"{name:10} {one_line(text)}" for name, text in facts.items()))
    return 1 if wrong else 0


def _version() -> str:
    """The installed version, or that it runs from its source."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("auditbook")
    except PackageNotFoundError:
        return "not installed, run from its source"


def locate(args: argparse.Namespace) -> int:
    """`auditbook locate`."""
    path = store_path(args)
    places = {
        "store": str(path),
        "evidence": str(path.with_name(path.stem + ".evidence")),
        "settings": str(config.folder()),
    }
    say(args, places, "\n".join(f"{name:9} {place}" for name, place in places.items()))
    return 0

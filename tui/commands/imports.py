"""`import`: registers and checklists from files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from data.errors import BadInput
from tui.commands import planning, responses, sample
from tui.commands.base import Commands, existing_store, one_line, say, store_path

POPULATION = {
    "--audit": "the audit it belongs to; findings and response too",
    "--sample": "the planned sample that is drawn from it",
    "--id-column": "the column that tells the items apart; default: the first that does",
    "--title": "what it is; default: the file's name",
    "--ref": "the reference it is for",
    "--supplied-by": "who supplied it, from which system",
    "--query": "the query or filter it was made with",
    "--period": "the period it covers",
    "--control-total": "what the source itself states: a number of items, or a column and its sum",
    "--completeness": "how it was checked that nothing is missing",
}


def add(commands: Commands) -> None:
    """Add this file's command."""
    import_ = commands.add("import", import_file, "read a register from CSV or XLSX")
    import_.add_argument(
        "kind",
        help="soa, responsibilities, people, competence, documents, assets, suppliers, risks, actions, incidents; "
        "coverage (a matrix of clauses and themes by years); a checklist (becomes a pack of your own); "
        "findings, a population, a response (of --audit)",
    )
    import_.add_argument("file", type=Path)
    import_.add_argument("--map", default="", metavar="PROFILE", help="read the columns as remembered under this name")
    help_columns = "read our field from that column; with --map, remembered under its name"
    import_.add_argument("--columns", action="append", default=[], metavar="FIELD=COLUMN", help=help_columns)
    import_.add_argument("--dates", choices=("day-first", "month-first"), help="how 03/04/2026 is meant")
    import_.add_argument("--overwrite", action="store_true", help="take the file's word for what was edited here too")
    import_.add_argument("--own-refs", action="store_true", help="checklist: take refs the standard does not have")
    for option, words in POPULATION.items():
        import_.add_argument(option, default="", help=f"population: {words}")
    once = "population: rows with a blank or repeated id stay out, and that is recorded"
    import_.add_argument("--each-once", action="store_true", help=once)
    import_.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def import_file(args: argparse.Namespace) -> int:
    """`auditbook import`."""
    from data.imports import run, tables
    from data.store import opened

    if args.kind == "population":
        return sample.import_population(args)
    if args.kind == "coverage":
        return _import_coverage(args)
    if args.kind == "checklist":
        return _import_checklist(args)
    if args.kind == "findings":
        return _import_findings(args)
    if args.kind == "requests":
        return planning.import_requests(args)
    if args.kind == "response":
        return responses.read_in(args)
    table = tables.read_table(args.file)
    day_first = None if args.dates is None else args.dates == "day-first"
    with opened(store_path(args)) as store:
        said = _mapping(args, store)
        proposal = store.read(run.propose, args.kind, table, said, overwrite=args.overwrite, day_first=day_first)
        if not args.dry_run:
            proposal = store.write(run.apply, proposal)
    _say_import(args, proposal.as_json())
    return 0


def _import_findings(args: argparse.Namespace) -> int:
    """Findings of another tool, or our own that were edited outside, into one audit."""
    from data.imports import findings
    from data.imports.json_tables import read_any
    from data.store import opened
    from data.work import audits

    if not args.audit:
        raise BadInput("findings belong to an audit; name it, for example --audit AUD-2026-02")
    table = read_any(args.file, findings.KIND)
    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        proposal = store.read(findings.propose, audit.id, table, _mapping(args, store))
        if not args.dry_run:
            proposal = store.write(findings.apply, audit.id, proposal)
    _say_import(args, proposal.as_json())
    return 0


def _import_coverage(args: argparse.Namespace) -> int:
    """A coverage matrix becomes marks of earlier years and promises for later ones."""
    from data import clock
    from data.imports import coverage
    from data.store import opened
    from data.work import programme

    table = coverage.read_matrix(args.file)
    with opened(store_path(args)) as store:
        proposal = store.read(coverage.propose, table, clock.today())
        if not args.dry_run:
            store.write(programme.begin, clock.today())
            store.write(coverage.apply, proposal)
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
    for one in result.get("kept", []):
        lines.append(f"  row {one['row']}: {one_line(str(one['item']))}: {one['field']} was edited here and is kept")
    for one in result.get("gone", []):
        lines.append(f"  not in this file any more: {one_line(str(one['item']))} ({one_line(str(one['source']))})")
    if result.get("doubtful"):
        rows = ", ".join(str(number) for number in result["doubtful"][:12])
        lines.append(f"  dates that can be read in two ways are kept as text, rows {rows}: say --dates day-first")
    if result.get("unused"):
        lines.append(f"  columns without a place here: {', '.join(one_line(str(name)) for name in result['unused'])}")
    lines += [f"  row {note['row']}: {one_line(str(note['text']))}" for note in result.get("notes", ())]
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

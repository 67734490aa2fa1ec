"""`sample size|draw|evaluate`: the mathematics of sampling without the screens, and `import population`.

Rates on the command line are per cent, as people say them; in JSON they are fractions.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from data.errors import BadInput, Refused
from tui.commands.base import Commands, existing_store, one_line, say

METHODS = ("binomial", "hypergeometric", "aicpa", "iso2859", "iaf-md1", "frequency")
DRAWS = ("random", "systematic", "stratified")
RISKS = ("low", "normal", "high")


def add(commands: Commands) -> None:
    """Add this file's command."""
    parser = commands.add("sample", lambda _: _which(), "how many items, which ones, and what they say")
    under = Commands(parser, "what to compute")
    size_ = under.add("size", size, "how many items to test")
    size_.add_argument("--confidence", type=_percent, default=0.95, metavar="95", help="per cent; default 95")
    size_.add_argument("--tolerable", type=_percent, default=0.05, metavar="5", help="per cent; default 5")
    size_.add_argument(
        "--expected", type=_percent, default=0.0, metavar="0", help="the rate that is expected, per cent"
    )
    size_.add_argument("--allowed", type=int, metavar="0", help="or: how many deviations the sample may hold")
    size_.add_argument("--population", type=int, metavar="N", help="how many items, sites or runs there are")
    size_.add_argument("--method", choices=METHODS, help="default: hypergeometric if N is given, else binomial")
    size_.add_argument("--risk", choices=RISKS, default="normal", help="frequency: the control's risk")
    draw_ = under.add("draw", draw, "which items: the same seed gives the same ones on any machine")
    draw_.add_argument("file", type=Path, help="the list, CSV or XLSX")
    draw_.add_argument("--id-column", required=True, metavar="C", help="the column that tells the items apart")
    draw_.add_argument("--size", type=int, required=True, metavar="N")
    draw_.add_argument("--seed", required=True, metavar="S")
    draw_.add_argument("--method", choices=DRAWS, default="random")
    draw_.add_argument("--stratum", default="", metavar="C", help="stratified: the column that names the stratum")
    evaluate_ = under.add("evaluate", evaluate, "what a tested random sample supports")
    evaluate_.add_argument("--n", type=int, required=True, metavar="25")
    evaluate_.add_argument("--deviations", type=int, required=True, metavar="3")
    evaluate_.add_argument("--confidence", type=_percent, default=0.95, metavar="95", help="per cent; default 95")
    evaluate_.add_argument("--population", type=int, metavar="61", help="how many items there are")


def _which() -> int:
    raise BadInput("say what: auditbook sample size, sample draw or sample evaluate; --help shows the options")


def _percent(text: str) -> float:
    """A rate as people say it, 95 or «2.5 %», as a fraction."""
    from data.rules.sampling.wording import read_percent

    try:
        return read_percent(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).replace("%", "%%")) from error


def size(args: argparse.Namespace) -> int:
    """`auditbook sample size`."""
    from data.rules import sampling

    if args.confidence < 0.5:
        raise BadInput(f"--confidence {args.confidence * 100:g} is in per cent; write for example 95")
    try:
        answer = sampling.size(
            args.confidence,
            args.tolerable,
            expected=args.expected,
            allowed=args.allowed,
            population=args.population,
            method=args.method,
            control_risk=args.risk,
        )
    except ValueError as error:
        raise BadInput(_said(error)) from error
    others = [
        {"method": one.method, "n": one.n, "allowed": one.allowed, "sentence": one.sentence}
        for one in answer.alternatives
    ]
    result = {
        "n": answer.n,
        "method": answer.method,
        "allowed": answer.allowed,
        "sentence": answer.sentence,
        "alternatives": others,
    }
    lines = [answer.sentence, "Besides:"] if others else [answer.sentence]
    lines += [f"  {one['method']:<22} {one['sentence']}" for one in others]
    say(args, result, "\n".join(lines))
    return 0


def draw(args: argparse.Namespace) -> int:
    """`auditbook sample draw`."""
    from data.imports import tables
    from data.rules.sampling import populations, selection

    table = tables.read_table(args.file)
    name = one_line(args.file.name)
    for column in filter(None, (args.id_column, args.stratum)):
        if column not in table.columns:
            raise BadInput(f"{name} has no column «{column}»; its columns are: {', '.join(table.columns)}")
    if table.problems:
        row, reason = next(iter(table.problems.items()))
        raise BadInput(f"{name}, row {row}: {reason}")
    if args.method == "stratified" and not args.stratum:
        raise BadInput("a stratified draw needs --stratum: the column that names each item's stratum")
    ids = [populations.same(row[table.columns.index(args.id_column)]) for row in table.rows]
    found = populations.look_at_ids(ids, table.numbers)
    if not found.sound:
        raise BadInput(f"{name}, column «{args.id_column}»: {found.words()}; each item needs an id of its own")
    strata = [row[table.columns.index(args.stratum)].strip() for row in table.rows] if args.stratum else []
    try:
        drawn = selection.order(args.method, args.seed, ids, args.size, strata)
    except ValueError as error:
        raise BadInput(_said(error)) from error
    result = {
        "items": drawn,
        "seed": args.seed,
        "method": args.method,
        "population": len(ids),
        "population_sha256": table.sha256,
        "how": selection.told(args.method, args.seed, len(ids), args.size, strata),
    }
    say(args, result, "\n".join(one_line(item) for item in drawn))
    return 0


def evaluate(args: argparse.Namespace) -> int:
    """`auditbook sample evaluate`."""
    from data.rules import sampling

    try:
        found = sampling.evaluate(args.n, args.deviations, args.confidence, args.population)
    except ValueError as error:
        raise BadInput(_said(error)) from error
    names = ("n", "deviations", "rate", "upper_limit", "method", "sentence")
    say(args, {name: getattr(found, name) for name in names}, found.sentence)
    return 0


def _said(error: ValueError) -> str:
    """A rule's complaint, in the words of the command line, which takes per cent."""
    return str(error).replace(
        "is not from 0 to 1; write a fraction, for example 0.05 for 5 %", "lies outside 0 to 100 per cent"
    )


def import_population(args: argparse.Namespace) -> int:
    """`auditbook import population`: a list becomes a population of an audit, whole or not at all."""
    from data.imports import tables
    from data.rules.sampling import populations as rules
    from data.store import opened
    from data.work import audits, sampling
    from data.work.sampling.populations import ids_of

    if not args.audit:
        raise BadInput("a population belongs to an audit: name it with --audit AUD-2026-02")
    table = tables.read_table(args.file)
    column = args.id_column or _own_id(table)
    if column not in table.columns:
        raise BadInput(f"{table.name} has no column «{column}»; its columns are: {', '.join(table.columns)}")
    found = rules.look_at_ids(ids_of(table, column), table.numbers)
    refused = [{"row": row, "reason": f"column «{column}» is blank"} for row in found.blank]
    refused += [
        {"row": row, "reason": f"«{name}» is there already, in row {first}"} for row, name, first in found.repeated
    ]
    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        sample = store.read(sampling.by_label, audit.id, args.sample) if args.sample else None
        known = next((p for p in store.read(sampling.populations, audit.id) if p.sha256 == table.sha256), None)
        result: dict[str, Any] = {"rows": len(table.rows) + len(table.problems), "changed": 0}
        result |= {"refused": refused + [{"row": row, "reason": why} for row, why in table.problems.items()]}
        kept = len(table.rows) - len(found.left_out)
        result |= {"new": 0 if known else kept, "unchanged": kept if known else 0, "sha256": table.sha256}
        if sample and sample.drawn_at:
            raise Refused(f"{sample.label} is drawn; it keeps the population it was drawn from.")
        if not args.dry_run:
            if known is None:
                values = {
                    name: getattr(args, name)
                    for name in ("title", "ref", "supplied_by", "query", "period", "control_total", "completeness")
                    if getattr(args, name)
                }
                known = store.write(
                    sampling.take_in, audit.id, table, args.file, column, each_once=args.each_once, **values
                )
            if sample:
                store.write(sampling.take_population, sample.id, known.id)
            result |= {"id_column": known.id_column, "unanswered": sampling.unanswered(known)}
    lines = [
        f"population: {result['rows']:,} rows: {result['new']:,} new, {result['unchanged']:,} unchanged, "
        f"{len(result['refused'])} refused; SHA-256 {table.sha256}"
    ]
    lines += [f"  row {row['row']}: {one_line(str(row['reason']))}" for row in result["refused"][:50]]
    if result.get("unanswered"):
        lines.append(f"  not answered yet: {', '.join(result['unanswered'])}")
    lines += ["  nothing was changed (--dry-run)"] if args.dry_run else []
    say(args, result, "\n".join(lines))
    return 0


def _own_id(table: Any) -> str:
    """The first column in which every row has an id of its own. Raises BadInput where none has."""
    from data.rules.sampling import populations as rules
    from data.work.sampling.populations import ids_of

    for column in table.columns:
        if rules.look_at_ids(ids_of(table, column), table.numbers).sound:
            return str(column)
    raise BadInput(
        f"{table.name}: in no column does every row have an id of its own; name one with --id-column and --each-once"
    )

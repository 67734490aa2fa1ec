"""`check`, `verify`, `seal`, `backup`, `restore`: the record's state."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tui import config
from tui.commands.base import AUDIT_HELP, Commands, existing_store, one_line, say, store_path


def add(commands: Commands) -> None:
    """Add this file's commands."""
    words = "what stands in the way of issuing the report; exit 1 if something blocks it"
    commands.add("check", check, words).add_argument("audit", help=AUDIT_HELP)
    words = "the integrity of the record (change log, evidence files, database), or of a sealed package"
    verify_ = commands.add("verify", verify, words)
    verify_.add_argument("package", type=Path, nargs="?", help="a sealed package; default: the store")
    words = "one file with record, evidence, report, change log and manifest, that unzip and sha256sum can check"
    seal_ = commands.add("seal", seal, words)
    seal_.add_argument("audit", help=AUDIT_HELP)
    seal_.add_argument("--out", type=Path, metavar="FILE", help="default: AUDIT-sealed.zip, here")
    commands.add("backup", backup, "copy the store and its evidence").add_argument("file", type=Path)
    words = "put a backup in the store's place; what was there is kept aside"
    commands.add("restore", restore, words).add_argument("file", type=Path)


def check(args: argparse.Namespace) -> int:
    """`auditbook check`: exit 1 if something blocks the issue of the report."""
    from data.store import opened
    from data.work import audits, finding_quality, readiness

    settings = config.findings()
    with opened(existing_store(args)) as store:
        audit = store.read(audits.by_number, args.audit)
        found = store.read(readiness.missing, audit.id, settings, hints=True)
        waivers = store.read(finding_quality.waivers, audit.id)
    blocks = [{"rule": one.rule, "item": one.item, "message": one.message} for one in found if one.blocks]
    warnings = [{"rule": one.rule, "item": one.item, "message": one.message} for one in found if not one.blocks]
    waived = [
        {"rule": one.rule, "item": one.item, "reason": one.reason, "who": one.who, "at": one.at} for one in waivers
    ]
    lines = [f"{audit.number}: {'ready' if not blocks else f'not ready, {len(blocks)} block'}"]
    lines += [f"  blocks   {one['message']}" for one in blocks] + [f"  missing  {one['message']}" for one in warnings]
    lines += [f"  waived   {one.item}, {one.rule}: {one.reason} ({one.who}, {one.at[:10]})" for one in waivers]
    told = {"ready": not blocks, "blocks": blocks, "warnings": warnings, "waived": waived}
    say(args, told, "\n".join(one_line(line) for line in lines))
    return 1 if blocks else 0


def verify(args: argparse.Namespace) -> int:
    """`auditbook verify`: exit 1 if something is wrong with the record."""
    if args.package:
        from exports import sealing

        problems = sealing.verify(args.package.expanduser())
        whole = "The package is whole: every file as in its manifest, the change log unbroken."
    else:
        from data import store

        with store.opened(existing_store(args)) as one:
            problems = store.verify(one)
        whole = "The record is whole: change log, evidence files, database."
    words = "\n".join(one_line(line) for line in problems) or whole
    say(args, {"ok": not problems, "problems": problems}, words)
    return 1 if problems else 0


def seal(args: argparse.Namespace) -> int:
    """`auditbook seal`."""
    from data.store import opened
    from exports import sealing

    target = args.out or sealing.target_of(args.audit, Path())
    with opened(existing_store(args)) as store:
        made = sealing.seal(
            store,
            args.audit,
            target.expanduser().resolve(),
            lambda words: print(one_line(words), file=sys.stderr),
            settings=config.findings(),
            house=config.house(),
        )
    told = {"file": str(made.path), "sha256": made.sha256, "files": made.files}
    say(args, told, f"{made.files} files sealed in {made.path}\nSHA-256 {made.sha256}")
    return 0


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

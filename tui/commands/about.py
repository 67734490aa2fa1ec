"""`keys`, `doctor`, `locate`: about the program."""

from __future__ import annotations

import argparse

from data.errors import AuditbookError
from tui import config
from tui.commands.base import Commands, one_line, say, store_path


def add(commands: Commands) -> None:
    """Add this file's commands."""
    commands.add("keys", show_keys, "the key table")
    commands.add("doctor", doctor, "what works on this machine")
    commands.add("locate", locate, "where the files are")


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

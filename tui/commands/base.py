"""What every command needs: how it is added, which store is meant, how a result is printed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import BadInput
from tui import config

if TYPE_CHECKING:
    from argparse import _SubParsersAction

STORE_HELP = "the store; default: AUDITBOOK_STORE, else the user's data folder"
AUDIT_HELP = "number such as AUD-2026-02"


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> Any:
        """Say what was wrong, and end with 2."""
        print(f"auditbook: {one_line(message)} (auditbook --help shows the commands)", file=sys.stderr)
        raise SystemExit(2)


class Commands:
    """The commands under one parser."""

    def __init__(self, parser: argparse.ArgumentParser, title: str = "commands") -> None:
        self._parsers: _SubParsersAction[Parser] = parser.add_subparsers(title=title, metavar="", parser_class=Parser)

    def add(self, name: str, run: Callable[[argparse.Namespace], int], words: str) -> Parser:
        """One more command, with the options that all have. `run` gets the arguments and returns the exit code."""
        made = self._parsers.add_parser(name, help=words, description=words)
        # SUPPRESS as the default: an option given before the command stays
        made.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="PATH", help=STORE_HELP)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
        made.set_defaults(run=run)
        return made


def one_line(words: str) -> str:
    """A message without control characters or line breaks: it may hold a file's name or a cell's text."""
    return "".join(char if char.isprintable() else " " for char in words)


def store_path(args: argparse.Namespace) -> Path:
    """The store that is meant: option, environment, user's data folder."""
    return (args.store or config.store_path()).expanduser().resolve()


def existing_store(args: argparse.Namespace) -> Path:
    """The same, which has to be there. Raises BadInput."""
    path = store_path(args)
    if not path.exists():
        raise BadInput(f"there is no store at {path}; `auditbook` makes one, or name another with --store")
    return path


def say(args: argparse.Namespace, result: Any, words: str) -> None:
    """Print a result: as JSON where that was asked for, else for people."""
    print(json.dumps(result, ensure_ascii=False, indent=2) if args.json else words)

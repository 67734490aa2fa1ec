"""`rules`: what the finding linter looks for, at the levels of the house."""

from __future__ import annotations

import argparse
from textwrap import fill

from data.errors import BadInput
from tui import config
from tui.commands.base import Commands, say

WIDTH = 78


def add(commands: Commands) -> None:
    """Add this file's commands."""
    words = "the rules that findings are read by: why, an example, the mend, and the house's level"
    commands.add("rules", rules, words).add_argument("rule", nargs="?", default="", help="one of them, such as F07")


def rules(args: argparse.Namespace) -> int:
    """`auditbook rules`: all in a line each, or one in full."""
    from data.rules import finding_quality as quality

    settings = config.findings()
    wanted = args.rule.strip().upper()
    if wanted and wanted not in quality.BY_ID:
        raise BadInput(f"there is no rule {args.rule}; the rules are F01 to {max(quality.BY_ID)}")
    chosen = [quality.BY_ID[wanted]] if wanted else quality.RULES
    told = [
        {
            "rule": rule.id,
            "level": settings.levels.get(rule.id, rule.level),
            "title": rule.title,
            "why": rule.why,
            "example": rule.example,
            "mend": rule.mend,
        }
        for rule in chosen
    ]
    lines = [f"{one['rule']}  {one['level']:<8} {one['title']}" for one in told]
    if wanted:
        (one,) = told
        parts = {"why": one["why"], "draws it": one["example"], "mend": one["mend"]}
        lines += [
            fill(words, WIDTH, initial_indent=f"  {name:<9} ", subsequent_indent=" " * 12)
            for name, words in parts.items()
        ]
    say(args, {"rules": told}, "\n".join(lines))
    return 0

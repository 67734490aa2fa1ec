"""The finding linter: what keeps a finding from holding, each with its reason and its mend (`domain.md` 6.4 and 6.5).

    context = data.work.finding_quality.context(session, audit_id)      once an audit
    for complaint in lint(draft, context): ...                          at every key, if you like

Plain functions of plain values. `table.py` lists the rules; the checks stand in a file for each part of a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.rules.finding_quality.facts import (
    Context,
    Draft,
    Drawn,
    Earlier,
    Paper,
    Proof,
    Step,
)
from data.rules.finding_quality.rule import LEVELS, OFF, Complaint, Rule, Settings, read_settings
from data.rules.finding_quality.table import RULES

__all__ = [
    "BY_ID",
    "LEVELS",
    "RULES",
    "Complaint",
    "Context",
    "Draft",
    "Drawn",
    "Earlier",
    "Paper",
    "Proof",
    "Rule",
    "Settings",
    "Step",
    "lint",
    "lint_audit",
    "settings_from",
]

BY_ID = {rule.id: rule for rule in RULES}


def lint(finding: Draft, context: Context, settings: Settings | None = None) -> list[Complaint]:
    """What the rules say about one finding, the gravest first; what was waived for it is left out."""
    settings = settings or Settings()
    found: list[Complaint] = []
    for rule in RULES:
        if rule.check and _asked(rule, finding.label, context, settings):
            found += rule.complaints(rule.check(finding, context, settings), settings)
    return sorted(found, key=lambda complaint: LEVELS.index(complaint.level))


def lint_audit(context: Context, settings: Settings | None = None) -> list[Complaint]:
    """What the rules say about the audit as a whole: areas, the team, the register of actions; `item` names which."""
    settings = settings or Settings()
    found: list[Complaint] = []
    for rule in RULES:
        if rule.of_audit and _asked(rule, "", context, settings):
            said = rule.complaints(rule.of_audit(context, settings), settings)
            found += [one for one in said if (one.item, rule.id) not in context.waived]
    return sorted(found, key=lambda complaint: LEVELS.index(complaint.level))


def settings_from(table: Mapping[str, Any]) -> Settings:
    """The settings that a configuration file's table `findings` asks for. Raises ValueError."""
    return read_settings(table, BY_ID)


def _asked(rule: Rule, label: str, context: Context, settings: Settings) -> bool:
    return settings.levels.get(rule.id) != OFF and (label, rule.id) not in context.waived

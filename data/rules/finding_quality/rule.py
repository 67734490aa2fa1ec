"""What a rule is, what it says, and what a house may change about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from data.rules.finding_quality.facts import Context, Draft

LEVELS = ("error", "warning", "hint")
"""An error stands in the way of issuing the report, a warning does not, a hint is only worth a thought."""
OFF = "off"


class Complaint(NamedTuple):
    """What a rule says: which rule, how grave, the field it speaks of, what is wrong, how it is mended.

    `item` is the label of what it is about where that is no finding: an action, a member of the team, an area.
    """

    rule: str
    level: str
    field: str
    message: str
    mend: str
    item: str = ""


class Found(NamedTuple):
    """What a check found: the field, what is wrong there, and a mend where the rule's own is not precise enough."""

    field: str
    message: str
    mend: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the house decided: levels by rule id (`off` silences one), words of its own by rule id, and limits.

    `words` are looked for besides a rule's own, `allowed` are never complained of. `most_words` is the longest
    condition; `high_rate` the share of deviations from which a minor needs its reason (judgement: 0.1).
    """

    levels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    most_words: int = 120
    high_rate: float = 0.1


Check = Callable[[Draft, Context, Settings], Iterable[Found]]
AuditCheck = Callable[[Context, Settings], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number, level, what it is about, why it matters, an example that draws it, and its mend.

    `check` looks at one finding, `of_audit` at the audit as a whole; a rule has one of them or both.
    """

    id: str
    level: str
    title: str
    why: str
    example: str
    mend: str
    check: Check | None = None
    of_audit: AuditCheck | None = None

    def complaints(self, found: Iterable[Found], settings: Settings) -> list[Complaint]:
        """What was found, at the level that the house gave the rule."""
        level = settings.levels.get(self.id, self.level)
        return [Complaint(self.id, level, one.field, one.message, one.mend or self.mend, one.item) for one in found]


def read_settings(table: Mapping[str, Any], known: Iterable[str]) -> Settings:
    """The settings of a configuration file's table `findings`. Raises ValueError, naming the entry and its mend.

    [findings]
    most_words = 150
    high_rate = 0.2
    levels = { F04 = "hint", F13 = "off" }
    words = { F05 = ["state of the art"] }
    allowed = { F04 = ["most critical"] }
    """
    ids = set(known)
    made: dict[str, Any] = {}
    for name, value in table.items():
        if name == "most_words" and isinstance(value, int) and value > 0:
            made[name] = value
        elif name == "high_rate" and isinstance(value, int | float) and 0 < value <= 1:
            made[name] = float(value)
        elif name in ("levels", "words", "allowed") and isinstance(value, Mapping):
            made[name] = MappingProxyType({rule: _settled(name, rule, given, ids) for rule, given in value.items()})
        else:
            raise ValueError(
                f"findings.{name} = {value!r} is not understood; there are most_words (a number above 0), high_rate "
                "(above 0, at most 1), levels, words and allowed"
            )
    return Settings(**made)


def _settled(name: str, rule: str, given: Any, ids: set[str]) -> str | tuple[str, ...]:
    if rule not in ids:
        raise ValueError(f"findings.{name}: there is no rule {rule}; the rules are F01 to {max(ids)}")
    if name == "levels" and given in (*LEVELS, OFF):
        return str(given)
    if name == "levels":
        raise ValueError(f"findings.levels.{rule}: «{given}» is no level; use error, warning, hint or off")
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return tuple(given)
    raise ValueError(f'findings.{name}.{rule}: write a list of words, such as ["a handful"]')

"""How what is typed in a note may go on: refs, labels of the record, roles, titles. Only ever an offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_REF = re.compile(r"(?:^|[\s(,;])(A\.[0-9.]*|[4-9]\.[0-9.]*|10\.[0-9.]*)$")
_LABEL = re.compile(r"(?:^|[\s(,;])([EFRSQMAD]-[0-9.]*)$")
_TITLE = re.compile(r"(?:^|[\s(,;])(A\.[0-9]+\.[0-9]+|[0-9]+(?:\.[0-9]+)+) $")
_ROLE = re.compile(r" {0,3}@(\w.*)$")


@dataclass(slots=True)
class Words:
    """What there is to offer: `titles` by ref (the refs are its keys), roles, labels, the newest last."""

    titles: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


def offers(before: str, words: Words, labels: Iterable[str] = ()) -> list[str]:
    """What could follow the text of a line before the cursor, best first; `labels` are newer than those of `words`.

    A ref or label that is complete is offered nothing, unless a title can follow its space.
    """
    if found := _ROLE.match(before):
        typed = found[1].lower()
        return _rests((role for role in words.roles if role.lower().startswith(typed)), len(typed))
    if found := _TITLE.search(before):
        title = words.titles.get(found[1], "")
        return [title] if title else []
    if (found := _REF.search(before)) and found[1] not in words.titles:
        return _rests((ref for ref in words.titles if ref.startswith(found[1])), len(found[1]))
    if found := _LABEL.search(before):
        known = list(dict.fromkeys([*words.labels, *labels]))
        if found[1] not in known:
            return _rests((label for label in reversed(known) if label.startswith(found[1])), len(found[1]))
    return []


def _rests(fitting: Iterable[str], typed: int) -> list[str]:
    return [rest for word in fitting if (rest := word[typed:])]

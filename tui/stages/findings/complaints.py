"""The linter's words beside the field that they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from data.rules import finding_quality as quality
from tui.glyphs import GLYPHS

SIGNS = {"error": GLYPHS.cross, "warning": GLYPHS.warn, "hint": GLYPHS.dot}
ELSEWHERE = {"actions": "action", "verdict": "grade"}
MENDED = {"F02": "evidence"}
"""Rules whose complaint is mended in another field than the one it speaks of."""


class Linter:
    """The rules over one audit's record as it was when this was made."""

    def __init__(self, context: quality.Context, settings: quality.Settings) -> None:
        self.context, self.settings = context, settings

    def complaints(self, label: str, values: Mapping[str, str]) -> list[quality.Complaint]:
        """What the rules say about a finding as it stands in its form."""
        lists: dict[str, Any] = {
            name: tuple(values.get(name, "").replace(",", " ").split()) for name in ("related", "evidence")
        }
        plain: dict[str, Any] = {
            name: values.get(name, "") for name in quality.Draft.__dataclass_fields__ if name not in lists
        }
        draft = quality.Draft(**(plain | {"label": label}), **lists)
        return quality.lint(draft, self.context, self.settings)


def by_field(complaints: Iterable[quality.Complaint], fields: Iterable[str]) -> dict[str, list[str]]:
    """Their words for each field of the form, a line each; what speaks of none stands by the headline."""
    known = set(fields)
    found: dict[str, list[str]] = {}
    for one in complaints:
        words = f"{SIGNS[one.level]} {one.rule} {_sentences(one.message, one.mend)}"
        found.setdefault(_place(one, known), []).append(words)
    return found


def first_field(complaints: Iterable[quality.Complaint], fields: Sequence[str]) -> str:
    """The first field of the form that has something to mend; the headline where none has."""
    places = {_place(one, fields) for one in complaints if one.level != "hint"}
    return next((name for name in fields if name in places), "title")


def _place(one: quality.Complaint, known: Collection[str]) -> str:
    place = MENDED.get(one.rule, one.field)
    return place if place in known else ELSEWHERE.get(place, "title")


def _sentences(message: str, mend: str) -> str:
    """What is wrong, then how it is mended."""
    ended = message if message.endswith((".", "?", "!")) else f"{message}."
    return f"{ended} {mend[:1].upper()}{mend[1:]}."


def counted(complaints: Iterable[quality.Complaint]) -> int:
    """How many of them are to be mended: hints are not."""
    return sum(one.level != "hint" for one in complaints)

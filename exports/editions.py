"""Which edition a report is, and what it says otherwise than the one that was issued before.

An issued edition keeps what it said as texts by place: `contents`. As long as the record still says that, the report is
that edition, to the byte; as soon as it says something else, it is the draft of the next one, with the differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from data.models import ReportIssue
from exports import parts, words

if TYPE_CHECKING:
    from exports.report import Report

NAMED = {
    "items": ("ref", "Checklist"),
    "findings": ("label", ""),
    "samples": ("label", ""),
    "evidence": ("label", ""),
    "meetings": ("label", ""),
    "requests": ("label", ""),
    "actions": ("label", ""),
    "decisions": ("label", ""),
    "answers": ("finding", "Answer to"),
    "criteria": ("title", "Criterion"),
    "team": ("name", "Team:"),
}
"""The lists whose entries have a name: the field that holds it, and the word before it."""
LISTS = {
    "fallen": "Numbers not used any more",
    "differences": "Said and written",
    "key_points": "Services and dependencies",
    "disagreements": "Differences of opinion",
    "awareness": "Awareness",
    "questions": "Open questions",
    "earlier": "Earlier actions",
    "layout": "Sections and wording",
}
SHORT = 48  # characters up to which a change is shown as it was and as it is
DERIVED = ("used_in",)


def contents(report: Report) -> dict[str, str]:
    """What the report says, as text by place; what the program counts or dates itself is no content."""
    told = dict(_fields("Organisation", report.organisation)) | dict(_fields("Audit", report.audit))
    for name, (key, word) in NAMED.items():
        for one in getattr(report, name):
            told |= _fields(f"{word} {getattr(one, key)}".strip(), one)
    for name, title in LISTS.items():
        told |= {f"{title}\t{place}": _text(one) for place, one in enumerate(getattr(report, name), 1)}
    return told


def _fields(place: str, one: Any) -> Iterator[tuple[str, str]]:
    for field in fields(one):
        text = _text(getattr(one, field.name))
        if text and field.name not in DERIVED:
            yield f"{place}\t{field.name}", text


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_text(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return " | ".join(_text(getattr(value, field.name)) for field in fields(value))
    return "" if value is None else str(value)


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[parts.Changed, ...]:
    """What `now` says otherwise than `before`: one line a place, what is there alone said as added or taken out."""
    places = dict.fromkeys(key.partition("\t")[0] for key in (*now, *before))
    changed = []
    for place in places:
        old, new = _of(before, place), _of(now, place)
        if not old or not new:
            changed.append(parts.Changed(place, "added" if new else "taken out"))
        elif old != new:
            told = [
                _change(name, old.get(name, ""), new.get(name, ""))
                for name in dict.fromkeys((*new, *old))
                if old.get(name, "") != new.get(name, "")
            ]
            changed.append(parts.Changed(place, "; ".join(told)))
    return tuple(changed)


def _of(told: Mapping[str, str], place: str) -> dict[str, str]:
    return {key.partition("\t")[2]: text for key, text in told.items() if key.partition("\t")[0] == place}


def _change(name: str, old: str, new: str) -> str:
    called = name.replace("_", " ")
    if name.isdigit():
        return f"entry {name} {'added' if not old else 'taken out' if not new else 'changed'}"
    if max(len(old), len(new)) > SHORT or "\n" in old + new:
        return f"{called} {'added' if not old else 'taken out' if not new else 'reworded'}"
    return f"{called} {words.day(old) or 'empty'} is now {words.day(new) or 'empty'}"


def placed(report: Report, issued: Sequence[ReportIssue], edition: int | None) -> Report:
    """The report as the edition that it is: the last one where nothing changed since, else a draft of the next."""
    last = issued[-1] if issued else None
    if last is None or not last.contents:
        return report
    changes = differences(last.contents, contents(report))
    if changes:
        return replace(report, changes=changes)
    if edition not in (None, last.edition):
        return report
    before = issued[-2].contents if len(issued) > 1 else {}
    return replace(
        report,
        edition=last.edition,
        as_of=last.as_of,
        seal=last.seal,
        changes=differences(before, last.contents) if before else (),
        draft=False,
    )

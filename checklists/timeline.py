"""A note in the order of time: what was begun when, who spoke, which item was made of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from checklists import fieldnotes


class Moment(NamedTuple):
    """A line of a note: its row there, when it was begun (an ISO moment, empty where nobody knows), the role that
    speaks, its text without role and tie, and the label of its item.
    """

    row: int
    at: str
    speaker: str
    text: str
    label: str


def moments(lines: Sequence[str], times: Sequence[str], roles: Collection[str] = ()) -> list[Moment]:
    """The lines that are not blank by the time they were begun; one without a time stays behind the line above it.

    `times` are by row and may be fewer than the lines.
    """
    parsed = [fieldnotes.parse_line(line, roles) for line in lines]
    found, order, latest = [], [], ""
    for row, (line, speaker) in enumerate(zip(parsed, fieldnotes.speakers(parsed), strict=True)):
        if not line.text.strip():
            continue
        at = times[row] if row < len(times) else ""
        latest = at or latest
        text = line.body if line.kind == "speaker" else fieldnotes.without_tie(line.text)
        found.append(Moment(row, at, speaker, text.strip(), line.tie))
        order.append(latest)
    return [found[place] for place in sorted(range(len(found)), key=order.__getitem__)]

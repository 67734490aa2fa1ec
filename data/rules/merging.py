"""Two texts that grew out of one, put together line by line with nothing of either lost.

The rule: what only one side changed is taken from it. Where both changed the same lines, all that either side wrote
stands in the result, first mine, then theirs; a line of the common text stays where both left it. So a line that one
side deleted and the other edited is there as edited, and two who type in the same place find both lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Hunk = tuple[int, int, int, int]
"""A change: lines `a` to `b` (exclusive) of the old text became lines `c` to `d` of the new one."""
Piece = tuple[bool, int]
"""A line of the result: whether it is mine (else theirs), and its row there."""

MOST_COMPARED = 4_000_000
"""Above so many pairs of lines two stretches are taken as different without a look at what they share."""


def changes(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """What has to be replaced in `old` to make `new`, from the top."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old_end, new_end = len(old) - end, len(new) - end
    if start == old_end and start == new_end:
        return []
    if (old_end - start) * (new_end - start) > MOST_COMPARED:
        return [(start, old_end, start, new_end)]
    matcher = SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=False)
    return [(start + a, start + b, start + c, start + d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """The lines of the result, by where they come from; one that is the same on both sides is mine."""
    result: list[Piece] = []
    at = 0  # in base
    for low, high, (m_low, m_high), (t_low, t_high) in _stretches(changes(base, mine), changes(base, theirs)):
        first = m_low - (low - at)
        result += [(True, row) for row in range(first, m_low)]
        old, my, their = base[low:high], mine[m_low:m_high], theirs[t_low:t_high]
        if list(my) == list(their) or list(their) == list(old):
            result += [(True, row) for row in range(m_low, m_high)]
        elif list(my) == list(old):
            result += [(False, row) for row in range(t_low, t_high)]
        else:
            result += [(True, m_low + row) for row in _kept(old, my, their)]
            result += [(False, t_low + row) for row in _added(old, their, my)]
        at = high
    return result + [(True, row) for row in range(len(mine) - (len(base) - at), len(mine))]


def _stretches(mine: list[Hunk], theirs: list[Hunk]) -> Iterator[tuple[int, int, tuple[int, int], tuple[int, int]]]:
    """Stretches of the base that either side changed, and where they stand on both sides; hunks that touch are one."""
    hunks = sorted([(hunk[0], hunk[1], True, hunk) for hunk in mine] + [(h[0], h[1], False, h) for h in theirs])
    shift = {True: 0, False: 0}  # by side: how far its lines stand from those of the base
    place = 0
    while place < len(hunks):
        low, high = hunks[place][:2]
        sides: dict[bool, int] = {True: 0, False: 0}
        while place < len(hunks) and hunks[place][0] <= high:
            _, end, side, (a, b, c, d) = hunks[place]
            high = max(high, end)
            sides[side] += (d - c) - (b - a)
            place += 1
        spans = [(low + shift[side], high + shift[side] + sides[side]) for side in (True, False)]
        for side, grown in sides.items():
            shift[side] += grown
        yield low, high, spans[0], spans[1]


def _kept(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """The rows of mine that stay: what I wrote, and what both left standing."""
    old, other = Counter(base), Counter(theirs)
    rows = []
    for row, line in enumerate(mine):
        if old[line] > 0:
            old[line] -= 1
            if other[line] <= 0:
                continue  # they took it away
            other[line] -= 1
        rows.append(row)
    return rows


def _added(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[int]:
    """The rows of theirs that are neither in the base nor written on both sides."""
    known = Counter(base) | Counter(mine)
    rows = []
    for row, line in enumerate(theirs):
        if known[line] > 0:
            known[line] -= 1
        else:
            rows.append(row)
    return rows

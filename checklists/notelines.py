"""What belongs to each line of a note besides its text: when it was begun, and the item that was made of it.

Both go with their line through every edit. A line that was taken away and comes back (undo, cut and paste, typed once
more) has its time and its item again, so that deleting and typing anew never make a second item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checklists import fieldnotes

_MARKED = re.compile(r" {0,3}[!+?]")
_PENDING = "\0"
_MOST_REMEMBERED = 100_000


class NoteLines:
    """Times and labels by row; `times` and `labels` are as long as the note has lines.

    `times`: ISO moments, empty for a line that is blank. `labels`: `F-03` of a line that is tied, or was and still is
    that line although its tie was edited away; empty for all others. `version` counts the changes of either.
    """

    def __init__(self, lines: Sequence[str], times: Iterable[str] = ()) -> None:
        self.times = ([*times] + [""] * len(lines))[: len(lines)]
        self.labels = [fieldnotes.tie_of(line) for line in lines]
        self.version = 0
        self.before: dict[str, str] = {}  # by label: what the line said before it was edited, without its tie
        self._gone: dict[str, tuple[str, str]] = {}  # by text without tie: time and label of a line taken away
        self._asked = 0

    def replaced(self, top: int, gone: Sequence[str], new: Sequence[str], moment: str) -> None:
        """From row `top` on, the `new` lines stand where the lines `gone` stood; what is begun now begins at `moment`.

        An empty line has no time until something is typed into it.
        """
        start = 0
        while start < min(len(gone), len(new)) and gone[start] == new[start]:
            start += 1
        end = 0
        while end < min(len(gone), len(new)) - start and gone[-1 - end] == new[-1 - end]:
            end += 1
        old, fresh = gone[start : len(gone) - end], new[start : len(new) - end]
        at, behind = top + start, top + len(gone) - end
        times, labels = self.times[at:behind], self.labels[at:behind]
        stays = [place < len(fresh) and _same_line(line, fresh[place]) for place, line in enumerate(old)]
        for place, line in enumerate(old):
            if not stays[place] and (labels[place] or times[place]) and line.strip():
                self._remember(line, times[place], labels[place])
        begun = [self._begun(line, times[place : place + 1], moment) for place, line in enumerate(fresh)]
        made = [fieldnotes.tie_of(line) for line in fresh]
        for place, same in enumerate(stays):
            if same and labels[place]:
                made[place] = made[place] or labels[place]
                self.before.setdefault(made[place], _bare(old[place]))
        self.labels[at:behind] = made
        for place, line in enumerate(fresh):
            if not made[place]:
                self.labels[at + place] = self._label_of(line)
        self.times[at:behind] = begun
        if begun != times or self.labels[at : at + len(fresh)] != labels:
            self.version += 1

    def _begun(self, line: str, now: list[str], moment: str) -> str:
        if not line.strip():
            return ""
        if now and now[0]:
            return now[0]
        return self._gone.get(_bare(line), (moment, ""))[0] or moment

    def _label_of(self, line: str) -> str:
        """The label of a line that was taken away with this text and is not in the note now."""
        label = self._gone.get(_bare(line), ("", ""))[1] if self._gone and _MARKED.match(line) else ""
        return "" if label in self.labels else label

    def _remember(self, line: str, time: str, label: str) -> None:
        if len(self._gone) >= _MOST_REMEMBERED:
            self._gone.clear()
        self._gone[_bare(line)] = (time, label)
        if label in self.before:  # it was taken away bit by bit
            self._gone[self.before.pop(label)] = (time, label)

    # -- becoming an item ---------------------------------------------------------------------------------------

    def ask(self, row: int, line: str) -> str:
        """What to do about a marked line that is left, knowing its text: a token to hand to `answer` when it has to
        become an item; the label that belongs behind it; or nothing, while its item is being made.
        """
        label = self.labels[row] or self._label_of(line)
        if label.startswith(_PENDING):
            return ""
        if not label:
            self._asked += 1
            label = f"{_PENDING}{self._asked}"
        self.labels[row] = label
        return label

    def is_new(self, token: str) -> bool:
        """Whether what `ask` gave stands for an item that has to be made."""
        return token.startswith(_PENDING)

    def answer(self, token: str, label: str) -> int | None:
        """The item is made (or, without a label, could not be): the row where its line stands by now, None if it is
        gone.
        """
        self.version += 1
        if token in self.before and label:
            self.before[label] = self.before.pop(token)  # edited while the item was being made
        for text, (time, waiting) in list(self._gone.items()) if label else ():
            if waiting == token:
                self._gone[text] = (time, label)
        try:
            row = self.labels.index(token)
        except ValueError:
            return None
        self.labels[row] = label
        return row


def marked_rows(top: int, lines: Sequence[str]) -> list[int]:
    """The rows of lines that may stand for an item: they begin like a mark."""
    return [top + place for place, line in enumerate(lines) if _MARKED.match(line)]


def _bare(line: str) -> str:
    return fieldnotes.without_tie(line).strip() if "}" in line else line.strip()


def _same_line(old: str, new: str) -> bool:
    """Whether an edit left something of the line, so that it is the same one: its beginning, or its end."""
    old, new = _bare(old), _bare(new)
    return bool(old and new) and (old[:2] == new[:2] or old[-3:] == new[-3:])

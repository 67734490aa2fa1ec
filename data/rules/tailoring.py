"""Which questions a sitting has time for, and which question of a newer pack is which of the copy.

The figures are judgement, not measurement: what an interviewer with some practice needs to ask, hear the answer, look
and write it down. They are there to choose between questions, not to plan a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from checklists.rules import likeness

MINUTES = {"interview": 3, "document": 4, "observation": 5, "re-performance": 8, "record sample": 10}
"""What a question takes by its method, in minutes: judgement."""
EARLIER = {"major": 4, "minor": 3, "observation": 2, "ofi": 2, "not_tested": 2, "not_applicable": 1}
"""What the latest verdict of another audit adds to a ref's weight; one that stands here with no figure adds nothing.
What did not apply then was never audited."""
NEVER_AUDITED = 1
DOCUMENT_REQUIRED = 1
"""Where a document is required, a gap is a nonconformity by itself (`domain.md` 1.3)."""
SAME_QUESTION = 0.6
"""From this share of common words in the same order on, two wordings are one question (difflib's own rule of thumb)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that could be asked. `weight` is its ref's; `id` tells it from the others."""

    id: str
    ref: str
    method: str
    key: bool
    weight: int


def weight(earlier: str | None, document_required: bool) -> int:
    """What speaks for asking about a ref: its latest verdict in another audit (None: never audited), a document due."""
    known = NEVER_AUDITED if earlier is None else EARLIER.get(earlier, 0)
    return known + DOCUMENT_REQUIRED * document_required


def minutes_for(method: str) -> int:
    """Minutes a question takes; one of a method that is not ours takes those of an interview."""
    return MINUTES.get(method, MINUTES["interview"])


def within(
    questions: Sequence[Question], minutes: int, covered: Collection[str] = ()
) -> tuple[list[Question], list[Question]]:
    """The questions that fit, and those put aside; each what matters most first, equals in the order given.

    1. Every ref but those `covered` already gets its quickest key question, or its quickest where it has no key one.
    2. Where these do not all fit, the lightest refs get their quickest question instead, as a stand-in.
    3. Where that does not help either, the lightest refs get none.
    4. When every ref has its key question, the other key questions follow and then the rest, the heavier refs' first,
       until the first that does not fit.

    What is kept fits, unless it is a single question; no time at all keeps none. More time never takes a question away
    again, except that a stand-in gives way to the key question of its own ref.
    """
    if minutes <= 0:
        return [], _ranked(questions)
    kept, left = _openings(questions, minutes, covered)
    rest = _ranked(question for question in questions if question not in kept)
    more = 0
    if left is not None:
        more = sum(used <= left for used in accumulate(minutes_for(question.method) for question in rest))
        more = max(more, int(not kept))
    return kept + rest[:more], rest[more:]


def _openings(questions: Sequence[Question], minutes: int, covered: Collection[str]) -> tuple[list[Question], int | None]:
    """Steps 1 to 3: a question for each ref, and the minutes left; None where some ref has a stand-in or none."""
    of_ref: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda question: -question.weight):
        if question.ref not in covered:
            of_ref.setdefault(question.ref, []).append(question)
    best = [min(asked, key=lambda one: (not one.key, minutes_for(one.method))) for asked in of_ref.values()]
    quick = [min(asked, key=lambda one: (minutes_for(one.method), not one.key)) for asked in of_ref.values()]
    used = list(accumulate(minutes_for(question.method) for question in quick))
    if used and used[-1] > minutes:
        return quick[: max(1, sum(sofar <= minutes for sofar in used))], None
    left = minutes - (used[-1] if used else 0)
    for place, question in enumerate(best):
        extra = minutes_for(question.method) - minutes_for(quick[place].method)
        if extra > left:
            return best[:place] + quick[place:], None
        left -= extra
    return best, left


def _ranked(questions: Iterable[Question]) -> list[Question]:
    return sorted(questions, key=lambda question: (not question.key, -question.weight))


def matched(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Which old question each new one is, as new place to old place; each is a (role, text).

    The same wording counts before a similar one, the more similar before the less, the same role before another. What
    is in neither has no fellow: a new one was added, an old one is gone.
    """
    found: dict[int, int] = {}
    for *_, after, before in sorted(_pairs(old, new)):
        if after not in found and before not in found.values():
            found[after] = before
    return found


def _pairs(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[tuple[bool, float, bool, int, int]]:
    """The pairs of the same question, sorting the surest first: reworded?, unlikeness, another role?, both places."""
    compared = SequenceMatcher(autojunk=False)
    for after, (role, text) in enumerate(new):
        compared.set_seq2(likeness.words(text))
        for before, (former_role, former_text) in enumerate(old):
            if text == former_text:
                yield False, 0.0, role != former_role, after, before
                continue
            compared.set_seq1(likeness.words(former_text))
            if compared.quick_ratio() >= SAME_QUESTION and compared.ratio() >= SAME_QUESTION:
                yield True, -compared.ratio(), role != former_role, after, before

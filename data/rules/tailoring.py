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


def needed(questions: Iterable[Question]) -> int:
    """Minutes that these questions take together."""
    return sum(map(_cost, questions))


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
    best, quick = _openings(questions, covered)
    kept = _affordable(best, quick, minutes)
    taken = {question.id for question in kept}
    rest = _ranked(question for question in questions if question.id not in taken)
    more = 0
    if kept == best:
        more = max(_fitting(map(_cost, rest), minutes - needed(kept)), int(not kept))
    return kept + rest[:more], rest[more:]


def _openings(questions: Sequence[Question], covered: Collection[str]) -> tuple[list[Question], list[Question]]:
    """For each ref, the heaviest first, the question to open with, and the stand-in for it."""
    of_ref: dict[str, list[Question]] = {}
    for question in sorted(questions, key=lambda question: -question.weight):
        if question.ref not in covered:
            of_ref.setdefault(question.ref, []).append(question)
    best = [min(asked, key=lambda question: (not question.key, _cost(question))) for asked in of_ref.values()]
    quick = [min(asked, key=lambda question: (_cost(question), not question.key)) for asked in of_ref.values()]
    return best, quick


def _affordable(best: list[Question], quick: list[Question], minutes: int) -> list[Question]:
    """What the time allows of the openings: some stand-ins only, or all of them with the first exchanged for better."""
    fitting = _fitting(map(_cost, quick), minutes)
    if fitting < len(quick):
        return quick[: max(1, fitting)]
    dearer = (_cost(better) - _cost(stand_in) for better, stand_in in zip(best, quick, strict=True))
    exchanged = _fitting(dearer, minutes - needed(quick))
    return best[:exchanged] + quick[exchanged:]


def _fitting(costs: Iterable[int], minutes: int) -> int:
    """How many of these, one after the other, the minutes are enough for."""
    return sum(used <= minutes for used in accumulate(costs))


def _cost(question: Question) -> int:
    return minutes_for(question.method)


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


def _pairs(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]
) -> Iterator[tuple[bool, float, bool, int, int]]:
    """The pairs that say the same, to sort the surest first: reworded or not, unlikeness, other role or not, places."""
    former = [likeness.words(text) for _, text in old]
    compared: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    for after, (role, text) in enumerate(new):
        compared.set_seq2(likeness.words(text))
        for before, (former_role, former_text) in enumerate(old):
            if text == former_text:
                yield False, 0.0, role != former_role, after, before
                continue
            compared.set_seq1(former[before])
            if compared.quick_ratio() >= SAME_QUESTION and compared.ratio() >= SAME_QUESTION:
                yield True, -compared.ratio(), role != former_role, after, before

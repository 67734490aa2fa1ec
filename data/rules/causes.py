"""Why, and why again: the analysis of a cause as an outline of answers, each deeper than the one it explains.

`domain.md` 6.6: ask until the answer is something that management can change and that would have prevented the case;
branch where there are two causes; back each answer with a fact. The heads are Ishikawa's, for an ISMS.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

HEADS = (
    "people and competence",
    "process and procedure",
    "technology and configuration",
    "information and measurement",
    "suppliers",
    "management and resources",
    "environment",
)
_STOPS = re.compile(
    r"human (?:error|factor)|human mistake|(?:was|were) careless|carelessness|inattenti|forgot|forgotten|oversight|"
    r"no time|lack of time|time pressure|not aware|unaware|lack of awareness|did not know|individual mistake|negligen",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Why:
    """One answer. `depth` counts from 0, `fact` is what backs it, `head` one of HEADS or empty."""

    text: str
    depth: int = 0
    fact: str = ""
    head: str = ""


Outline = tuple[Why, ...]


def deeper(outline: Outline, place: int, text: str) -> tuple[Outline, int]:
    """Answer why the answer at `place` is so, below it; returns the outline and the new answer's place."""
    depth = outline[place].depth + 1 if outline else 0
    return _insert(outline, place + 1 if outline else 0, Why(text, depth))


def beside(outline: Outline, place: int, text: str) -> tuple[Outline, int]:
    """Give a second answer to the same why, behind all that explains the first."""
    if not outline:
        return deeper(outline, place, text)
    return _insert(outline, end(outline, place), Why(text, outline[place].depth))


def edited(outline: Outline, place: int, **values: str) -> Outline:
    """The outline with one answer's text, fact or head changed."""
    return (*outline[:place], replace(outline[place], **values), *outline[place + 1 :])  # type: ignore[arg-type]


def without(outline: Outline, place: int) -> Outline:
    """The outline without an answer and all that explains it."""
    return (*outline[:place], *outline[end(outline, place) :])


def end(outline: Outline, place: int) -> int:
    """The place behind an answer and all that explains it."""
    behind = place + 1
    while behind < len(outline) and outline[behind].depth > outline[place].depth:
        behind += 1
    return behind


def root_causes(outline: Outline) -> list[Why]:
    """The answers that no deeper one explains."""
    return [why for place, why in enumerate(outline) if end(outline, place) == place + 1]


def statement(outline: Outline) -> str:
    """The cause in words: the root causes, one a line."""
    return "\n".join(why.text for why in root_causes(outline))


def therefore(outline: Outline, place: int) -> str:
    """The chain read backwards: from the answer at `place` up to the first, each with "therefore" between."""
    chain, depth = [outline[place].text], outline[place].depth
    for why in reversed(outline[:place]):
        if why.depth < depth:
            chain.append(why.text)
            depth = why.depth
    return "; therefore ".join(text.rstrip(". ") for text in chain)


def doubt(outline: Outline, place: int) -> str:
    """What is weak about the answer at `place`, as a question; empty when nothing is."""
    why = outline[place]
    is_root = end(outline, place) == place + 1
    if is_root and blames(why.text):
        return "This blames somebody: why did the process let it happen?"
    if not why.fact.strip():
        return "What shows this? Add the fact."
    if is_root and why.depth == 0:
        return "One why is seldom the cause: ask again."
    return ""


def blames(text: str) -> bool:
    """Whether a cause stops at a person: human error, no time, not aware."""
    return bool(_STOPS.search(text))


def stored(outline: Outline) -> list[dict[str, object]]:
    """The outline as the record keeps it."""
    return [{"text": why.text, "depth": why.depth, "fact": why.fact, "head": why.head} for why in outline]


def read(nodes: Sequence[dict[str, object]]) -> Outline:
    """The outline from the record; a depth that skips a level is set right."""
    found: list[Why] = []
    for node in nodes:
        most = found[-1].depth + 1 if found else 0
        depth = node.get("depth", 0)
        depth = min(max(depth, 0), most) if isinstance(depth, int) else 0
        found.append(Why(str(node.get("text", "")), depth, str(node.get("fact", "")), str(node.get("head", ""))))
    return tuple(found)


def _insert(outline: Outline, place: int, why: Why) -> tuple[Outline, int]:
    return (*outline[:place], why, *outline[place:]), place

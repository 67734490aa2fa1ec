"""What the findings of an audit have in common: causes that they share, and themes that cross areas.

Both are offers to the auditor, found by common words; what they mean is for the team to judge when it draws its
conclusions (ISO 19011, preparing audit conclusions: the same findings in several areas).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checklists.rules import likeness
from data.rules.finding_quality.grading import area

if TYPE_CHECKING:
    from data.rules.finding_quality.facts import Draft, Step

SHARED = 1 / 3
"""From this share of the shorter cause's words on, two causes are the same (judgement)."""
LEAST_SHARED = 2
LEAST_FINDINGS = 3
"""A theme is in so many findings at least, and in two areas: two findings may be chance (judgement)."""
KINDS = {
    "done late": r"\blate\b|\boverdue\b|\bpast (?:its|their|the)\b|\bdelay\w*|\bolder than\b|\bafter the first\b",
    "not done in the period": r"\bnot (?:held|done|tested|reviewed|looked at|checked|repeated)\b|\b0 of [0-9]+\b",
    "not on record": (
        r"\bmissing\b|\bblank\b|\bempty\b|\bnot (?:recorded|evidenced|documented|on file|entered)\b"
        r"|\bwithout (?:a )?(?:record|ticket|result|form|owner|signature|approval)\b"
    ),
    "rights wider than needed": (
        r"\bopen to\b|\bnot (?:withdrawn|taken back|removed|disabled)\b|\bwithout need\b|\bshared account\b"
        r"|\bstill (?:active|had|have)\b|\bwithout a person\b"
    ),
    "nobody is named for it": (
        r"\bnobody is named\b|\bno (?:owner|stand-in|deputy)\b|\b(?:stand-in|owner) (?:not|missing)\b"
    ),
}
"""Ways to fail that say something about the system when they come up in several areas, each as a pattern of words."""
_KINDS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in KINDS.items()}
_OPEN = re.compile(
    r"[^.;]*\b(?:to be (?:determined|clarified)|tb[acd]|not asked|unknown|under analysis)\b[^.;]*|^\W*open\b[^.;]*",
    re.I,
)
_NOT_ASKED = re.compile(r"\W*not asked\b", re.IGNORECASE)
_PLAIN = (
    "process owner analysis cause case auditee not know known year month day period sampl missing found fulfill could"
    " security information list item people first last quarter week with without after before"
)
_COMMON = frozenset(word.removesuffix("e") for word in _PLAIN.split())
LEAST_LETTERS = 3
MOST_NAMED = 4


class Group(NamedTuple):
    """Findings that have something in common: what it is in a few words, their labels, and the areas of their refs."""

    name: str
    labels: tuple[str, ...]
    areas: tuple[str, ...]


def shared_causes(findings: Iterable[Draft], actions: Iterable[Step] = ()) -> list[Group]:
    """Nonconformities and observations whose causes, or whose actions' causes, say much the same.

    The largest group comes first; a finding is in one group at most.
    """
    drafts = {one.label: one for one in findings if one.grade not in ("strength", "ofi")}
    causes = {label: [_known(one.cause)] for label, one in drafts.items()}
    for step in actions:
        if step.finding in causes:
            causes[step.finding].append(_known(step.cause))
    words = {label: [_words(text) for text in texts] for label, texts in causes.items()}
    groups: list[set[str]] = []
    for label in words:
        near = [group for group in groups if any(_same(words[label], words[other]) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append({label}.union(*near))
    text = " ".join(part for parts in causes.values() for part in parts)
    made = [
        _group(_name([frozenset().union(*words[label]) for label in group], text), group, drafts)
        for group in groups
        if len(group) > 1
    ]
    return _largest_first(made)


def themes(findings: Iterable[Draft]) -> list[Group]:
    """What comes up in several areas: a way to fail, or a thing; the largest first."""
    drafts = {one.label: one for one in findings if one.grade != "strength"}
    with_theme: dict[str, set[str]] = defaultdict(set)
    things: dict[str, set[str]] = defaultdict(set)
    for label, one in drafts.items():
        for name, pattern in _KINDS.items():
            if pattern.search(one.title):
                with_theme[name].add(label)
        for word in _words(one.title):
            things[word].add(label)
    titles = " ".join(one.title for one in drafts.values())
    with_theme |= {f"«{spelt}»": things[word] for word in things if _is_thing(spelt := _spelt(word, titles))}
    made = [_group(name, labels, drafts) for name, labels in with_theme.items() if len(labels) >= LEAST_FINDINGS]
    return _largest_first([one for one in made if len(one.areas) > 1])


def _is_thing(word: str) -> bool:
    return not word.endswith(("ed", "ing"))  # what was done is no thing; a rough guess, for an offer


def _known(cause: str) -> str:
    """What a cause says about the why: nothing as long as it is open, or was not asked for."""
    return "" if _NOT_ASKED.match(cause) else _OPEN.sub(" ", cause)


def _words(text: str) -> frozenset[str]:
    plain = likeness.substance(re.sub(r"[^A-Za-z' -]+", " ", text))
    stems = {word.removesuffix("e") for word in plain}  # badges and badge: both badg
    return frozenset(word for word in stems if len(word) >= LEAST_LETTERS and word not in _COMMON)


def _same(some: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> bool:
    """Whether one of some causes says much the same as one of the others."""
    return any(
        len(one & other) >= max(LEAST_SHARED, SHARED * min(len(one), len(other))) for one in some for other in others
    )


def _name(words: Sequence[frozenset[str]], text: str) -> str:
    """The words that most of the causes share, as they are spelt in the text, in its order."""
    counts = Counter(word for one in words for word in one)
    shared = [word for word, count in counts.items() if count > 1]
    places = {word: match.start() if (match := _beginning(word).search(text)) else 0 for word in shared}
    shared.sort(key=lambda word: (-counts[word], places[word]))
    return ", ".join(_spelt(word, text) for word in shared[:MOST_NAMED])


def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}[a-z]*", re.IGNORECASE)


def _spelt(word: str, text: str) -> str:
    match = _beginning(word).search(text)
    return match[0].casefold() if match else word


def _group(name: str, labels: Iterable[str], drafts: Mapping[str, Draft]) -> Group:
    mine = sorted(labels)
    areas = {area(drafts[label].ref) for label in mine if drafts[label].ref.strip()}
    return Group(name, tuple(mine), tuple(sorted(areas)))


def _largest_first(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-len(one.labels), one.labels))

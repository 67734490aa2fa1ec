"""A checklist cut to the time there is, and brought up to date when its pack was."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from checklists import parser
from checklists.pack import Entry, Pack
from checklists.pack import Question as Asked
from data.errors import BadInput, Refused
from data.models import Audit, ChecklistItem, Prompt
from data.rules import tailoring
from data.work import checklist, rows

ASIDE = "aside"
"""The state of a question put aside for lack of time."""
FACTS = {
    "title": "title",
    "document_required": "document required",
    "intent": "intent",
    "evidence": "evidence",
    "requests": "ask in advance",
    "population": "population",
    "population_source": "source",
    "attributes": "attributes",
}
"""What else an item has from its pack besides the questions: the columns, and what the pack calls them."""


class Fitted(NamedTuple):
    """The questions of a sitting and those put aside, what matters most first; the minutes that the sitting's take."""

    kept: list[Prompt]
    aside: list[Prompt]
    minutes: int


class Earlier(NamedTuple):
    """How another audit judged a ref."""

    audit: str
    verdict: str


class Update(NamedTuple):
    """One thing that the pack says otherwise than the copy. `what`: question added, question gone, question changed, or
    one of the words of `FACTS`. A list stands one item a line; `old` or `new` is empty where there was, or is, nothing.
    """

    ref: str
    what: str
    old: str
    new: str


def earlier(session: Session, /, audit_id: str) -> dict[str, Earlier]:
    """For each ref that other audits have judged, the number of the latest of them and its verdict."""
    query = select(ChecklistItem, Audit).join(Audit).where(ChecklistItem.audit_id != audit_id)
    query = query.where(ChecklistItem.verdict != "").order_by(col(ChecklistItem.verdict_at), col(Audit.number))
    return {item.ref: Earlier(audit.number, item.verdict) for item, audit in session.exec(query)}


def sitting(session: Session, /, audit_id: str, refs: Collection[str], minutes: int, role: str = "") -> Fitted:
    """Put aside what a sitting on these refs has no time for, with one role or, without it, with all.

    Only questions of items without a verdict count. Those asked or answered take no time any more; those to come back
    to are kept and take theirs first; the auditor's own rank with the key ones. Enough minutes bring everything back.
    Which of the others are kept: see `data.rules.tailoring.within`. Raises BadInput where there is no time at all.
    """
    if minutes < 1:
        raise BadInput(f"A sitting of {minutes} minutes has no room for a question; give its length, for example 90.")
    open_items = [item for item in checklist.items(session, audit_id) if item.ref in refs and not item.verdict]
    order = {item.id: place for place, item in enumerate(open_items)}
    known = earlier(session, audit_id)
    weights = {
        item.ref: tailoring.weight(known[item.ref].verdict if item.ref in known else None, item.document_required)
        for item in open_items
    }
    about = [prompt for prompt in checklist.prompts(session, audit_id, role=role) if prompt.item_id in order]
    about.sort(key=lambda prompt: (order[prompt.item_id], prompt.position))
    later = [prompt for prompt in about if prompt.state == "later"]
    free = {prompt.id: prompt for prompt in about if prompt.state in ("", ASIDE)}
    promised = tailoring.needed(_weighed(later, weights))
    kept, aside = tailoring.within(
        _weighed(free.values(), weights), minutes - promised, {prompt.ref for prompt in about if prompt.id not in free}
    )
    for state, questions in (("", kept), (ASIDE, aside)):
        for question in questions:
            free[question.id].state = state
    session.flush()
    return Fitted(
        later + [free[question.id] for question in kept],
        [free[question.id] for question in aside],
        promised + tailoring.needed(kept),
    )


def _weighed(prompts: Collection[Prompt], weights: dict[str, int]) -> list[tailoring.Question]:
    return [
        tailoring.Question(prompt.id, prompt.ref, prompt.method, prompt.key or prompt.own, weights[prompt.ref])
        for prompt in prompts
    ]


def updates(session: Session, /, audit_id: str, pack: Pack | None = None) -> list[Update]:
    """What a pack says now (the program's own by default) and the audit's frozen copy does not, in the refs' order.

    Questions are matched by their wording; their order, and what the pack does not know, is no difference.
    """
    pack = pack or parser.iso27001()
    questions: dict[str, list[Prompt]] = {}
    for prompt in checklist.prompts(session, audit_id):
        questions.setdefault(prompt.item_id, []).append(prompt)
    found: list[Update] = []
    for item in checklist.items(session, audit_id):
        if not _refusal(item, pack):
            found += _differences(item, questions.get(item.id, []), pack.entries[item.ref])
    return found


def take_update(session: Session, /, item_id: str, pack: Pack | None = None) -> ChecklistItem:
    """Bring one item up to date with its pack (the program's own by default).

    Verdict, reason and remark stay, and so do the auditor's own questions. A question that still stands, reworded or
    not, keeps its state. One that is gone goes, unless it was asked or is to be: then it becomes the auditor's own.
    Raises NotFound, and Refused where the item is not from this pack or the pack has no such entry any more.
    """
    pack = pack or parser.iso27001()
    item = rows.fetch(session, ChecklistItem, item_id)
    refused = _refusal(item, pack)
    if refused:
        raise Refused(refused)
    entry = pack.entries[item.ref]
    prompts = checklist.prompts(session, item.audit_id, item_id=item.id)
    copied = [prompt for prompt in prompts if not prompt.own]
    same = _same(copied, entry.questions)
    for place, question in enumerate(entry.questions):
        fresh = Prompt(audit_id=item.audit_id, item_id=item.id, ref=item.ref)
        prompt = copied[same[place]] if place in same else fresh
        prompt.role, prompt.method, prompt.key = question.role, question.method, question.key
        prompt.text, prompt.position = question.text, place
        session.add(prompt)
    standing = {copied[place].id for place in same.values()}
    for prompt in copied:
        if prompt.id not in standing and prompt.state in ("", ASIDE):
            session.delete(prompt)
        elif prompt.id not in standing:
            prompt.own = True
    for place, prompt in enumerate(prompt for prompt in prompts if prompt.own):
        prompt.position = len(entry.questions) + place
    return rows.edit(session, ChecklistItem, item_id, pack=f"{pack.name} {pack.version}", **checklist.facts_of(entry))


def _refusal(item: ChecklistItem, pack: Pack) -> str:
    """Why an item cannot be compared with a pack, empty when it can."""
    if item.own or not item.pack.startswith(f"{pack.name} "):
        return f"{item.ref} was not copied from the pack {pack.name}; bring it up to date by hand."
    if item.ref not in pack.entries:
        return f"The pack {pack.name} {pack.version} has no entry {item.ref} any more; the copy stays as it is."
    return ""


def _differences(item: ChecklistItem, prompts: Sequence[Prompt], entry: Entry) -> Iterator[Update]:
    for column, value in checklist.facts_of(entry).items():
        former = getattr(item, column)
        if former != value:
            yield Update(item.ref, FACTS[column], _shown(former), _shown(value))
    copied = sorted((prompt for prompt in prompts if not prompt.own), key=lambda prompt: prompt.position)
    same = _same(copied, entry.questions)
    for place, question in enumerate(entry.questions):
        old, new = _line(copied[same[place]]) if place in same else "", _line(question)
        if old != new:
            yield Update(item.ref, "question changed" if old else "question added", old, new)
    for place, prompt in enumerate(copied):
        if place not in same.values():
            yield Update(item.ref, "question gone", _line(prompt), "")


def _same(copied: Sequence[Prompt], questions: Sequence[Asked]) -> dict[int, int]:
    """Place of the pack's question to place of the copied one."""
    return tailoring.matched(
        [(prompt.role, prompt.text) for prompt in copied], [(question.role, question.text) for question in questions]
    )


def _shown(value: str | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else "\n".join(value)


def _line(question: Prompt | Asked) -> str:
    """A question on one line, the way a pack writes it: `HR: (interview, key) How do you …?`."""
    return f"{question.role}: ({question.method}{', key' if question.key else ''}) {question.text}"

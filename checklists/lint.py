"""The linter of packs: what an experienced auditor would mend before asking these questions.

Every rule is a small function in `checklists.rules`, listed once in RULES; its name is what a complaint is known by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checklists.pack import Entry, Pack, Problem, Question
from checklists.rules import form, likeness, wording
from checklists.rules.spots import Rule, Spot, asked, texts
from checklists.shown import printable, shortened

RULES: dict[str, Rule] = {
    "file-name": form.file_name,
    "title": form.title,
    "sections": form.sections,
    "record-sample": form.record_sample,
    "attributes": form.attributes,
    "links": form.links,
    "document": form.document,
    "lead-role": form.lead_role,
    "enough-questions": form.enough_questions,
    "key-questions": form.key_questions,
    "findings": form.findings,
    "evidence": form.evidence,
    "closed": wording.closed,
    "leading": wording.leading,
    "several": wording.several,
    "long": wording.long,
    "asks-for-a-document": wording.asks_for_a_document,
    "misses-a-document": wording.misses_a_document,
    "vague": wording.vague,
    "shall": wording.shall,
}


def lint(pack: Pack, forbidden: Sequence[str] = ()) -> list[Problem]:
    """All that is to be mended in a pack, by file and line; the parser's complaints are among them.

    `forbidden` are sentences whose wording must not come near, such as those of a standard under copyright: six of
    their words in a row are too near.
    """
    found = list(pack.problems)
    for entry in pack.entries.values():
        for name, rule in RULES.items():
            found += [_problem(entry, name, spot) for spot in rule(entry, pack)]
    found += _alike(pack)
    found += _borrowed(pack, forbidden)
    places = {entry.file: place for place, entry in enumerate(pack.entries.values())}
    return sorted(found, key=lambda one: (places.get(one.file, -1), one.file, one.line, one.column, one.rule))


def _alike(pack: Pack) -> Iterator[Problem]:
    """Questions that say the same as an earlier one, in the same entry or in another."""
    all_questions: list[tuple[Entry, Question]] = [
        (entry, question) for entry in pack.entries.values() for question in entry.questions
    ]
    for later, earlier in likeness.alike([question.text for _, question in all_questions]):
        (entry, question), (other, first) = all_questions[later], all_questions[earlier]
        same = likeness.words(question.text) == likeness.words(first.text)
        reason = f"{'' if same else 'nearly '}the same question as {other.file}:{first.line}, «{shortened(first.text)}»"
        spot = asked(question).spot(0, f"{reason}; ask what only this entry is about, or remove one of them")
        yield _problem(entry, "duplicate" if same else "near-duplicate", spot)


def _borrowed(pack: Pack, sentences: Sequence[str]) -> Iterator[Problem]:
    """Texts that come too near to a forbidden sentence."""
    forbidden = likeness.Forbidden(sentences)
    for entry in pack.entries.values() if sentences else ():
        for text in texts(entry):
            if near := forbidden.near(text.text):
                start, end, sentence = near
                reason = f"«{text.text[start:end]}» is too near to the forbidden «{shortened(sentence)}»"
                yield _problem(entry, "borrowed", text.spot(start, f"{reason}; say it in your own words"))


def _problem(entry: Entry, rule: str, spot: Spot) -> Problem:
    return Problem(entry.file, spot.line, spot.column, rule, printable(spot.message))

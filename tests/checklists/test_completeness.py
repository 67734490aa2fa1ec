"""The pack is whole: every auditable ref, every part, and nothing the linter would mend."""

from __future__ import annotations

import pytest

from checklists import lint, parser, refs
from checklists.pack import METHODS

PACK = parser.iso27001()


def test_every_auditable_ref_has_its_entry_in_the_standards_order() -> None:
    assert len(refs.auditable()) == 123
    assert tuple(PACK.entries) == refs.auditable()
    assert sum(not ref.startswith("A.") for ref in PACK.entries) == 30


def test_the_linter_finds_nothing() -> None:
    assert lint.lint(PACK) == []


@pytest.mark.parametrize("ref", refs.auditable())
def test_every_part_is_there(ref: str) -> None:
    entry = PACK.entries[ref]
    assert entry.title == refs.title(ref)
    assert entry.document_required == refs.all_refs()[ref].document_required
    assert entry.intent
    assert len(entry.questions) >= 4
    assert 1 <= sum(question.key for question in entry.questions) <= 3
    assert {question.method for question in entry.questions} <= set(METHODS)
    assert entry.questions[0].role == refs.asked()[ref].lead
    assert len(entry.evidence) >= 3
    assert entry.requests
    sample = entry.sample
    assert all((sample.population, sample.source, sample.completeness, sample.size, sample.method))
    assert "".join(letter for letter, _ in sample.attributes) == "ABCDEF"[: len(sample.attributes)]
    assert len(sample.attributes) >= 3
    assert set(entry.findings) == {"major", "minor", "OFI"}
    assert entry.red_flags
    assert set(entry.links) <= set(refs.auditable()) - {ref}


@pytest.mark.parametrize("ref", ["4.1", "4.2"])
def test_the_amendment_of_2024_is_asked_about(ref: str) -> None:
    entry = PACK.entries[ref]
    assert any("climate" in question.text.lower() for question in entry.questions)
    assert "climate" in entry.notes


def test_the_practice_packs_are_whole() -> None:
    assert len(parser.practice("opening")["Agenda"]) == 16
    assert len(parser.practice("closing")["Agenda"]) == 16
    for title, items in parser.practice("awareness").items():
        assert [item.partition(":")[0] for item in items] == ["ask", "good answer", "refs"], title
    for section in ("Core documents", "Populations for sampling"):
        for item in parser.practice("requests")[section]:
            facts = dict(part.strip().partition(":")[::2] for part in item.split("|")[1:])
            assert {"refs", "from", "form", "why"} <= set(facts), item
            assert set(refs.REF.findall(facts["refs"])) <= set(refs.auditable()), item
            assert facts["from"].strip() in refs.ROLES.values(), item
    assert len(parser.practice("techniques")) >= 11
